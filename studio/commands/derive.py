"""``./lecture derive``: the chain rule for one slope of a network, or for all of an expression, written out."""

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from core.algebra.derivation import Derivation
    from core.algebra.steps import Step

FORMS = ("text", "typst", "latex", "mathml")
FOR_PEOPLE = 16  # paths
BIGGEST_LISTING = 60  # steps
WIDE, LONG = 42, 80  # characters: of the column of rules, of a sum in one line


@click.command("derive")
@click.argument("network", type=click.Path(), required=False)
@click.argument("quantity", required=False)
@click.option("--as", "form", type=click.Choice(FORMS), help="Print only the whole product, in this form.")
@click.option("--json", "as_json", is_flag=True, help="Print everything for a program.")
@click.option("--example", default=0, show_default=True, help="Which example of the file gives the numbers.")
@click.option("--expression", metavar="TEXT", help="Derive this instead, such as 'x*y + sin(x)'.")
@click.option("--at", multiple=True, metavar="NAME=VALUE", help="Where the expression is evaluated, such as x=2,y=1.5.")
def command(
    network: str | None,
    quantity: str | None,
    *,
    form: str | None,
    example: int,
    expression: str | None,
    at: tuple[str, ...],
    as_json: bool,
) -> None:
    """Write out the chain rule for one slope, or every slope of an expression.

    QUANTITY is dC/dw[layer][to,from], dC/db[layer][neuron], dC/da[layer][neuron] or delta[layer][neuron]. Without it,
    the expression that the network's file names is derived.
    """
    from core.algebra.derivation import LIMIT, derive, slope_of_the_cost
    from core.files import network_file
    from core.model.errors import InputError
    from core.model.quantity import Quantity

    if expression is None and at:
        raise click.UsageError("--at says where an --expression is evaluated; add one.")
    if expression is None and network is None:
        raise click.UsageError("expected a NETWORK and a QUANTITY, or an --expression.")
    if expression is not None and network is not None:
        raise click.UsageError("expected a NETWORK or an --expression, found both.")
    if expression is not None:
        from core.files.expression_keys import point

        of_expression(expression, point(at), form, as_json=as_json)
        return
    read, examples = network_file.read(str(network))
    if quantity is None:
        if not read.expression:
            raise click.UsageError("expected a QUANTITY, such as dC/dw[1][0,0]; the file names no expression.")
        of_expression(read.expression, read.at, form, as_json=as_json)
        return
    if not 0 <= example < len(examples):
        expected = f"expected an example from 0 to {len(examples) - 1}"
        raise InputError(str(network), "--example", expected, f"found {example}")
    wanted = Quantity.parse(quantity)
    slope_of_the_cost(wanted)
    limit = LIMIT if as_json or form else FOR_PEOPLE
    derivation = derive(read, wanted, examples.X[example], examples.Y[example], limit=limit)
    if as_json:
        click.echo(json.dumps(as_data(derivation, example), allow_nan=False))
    elif form is not None:
        click.echo(whole_product(derivation, form))
    else:
        click.echo("\n".join(listing(derivation, example)))


def of_expression(text: str, at: Mapping[str, float], form: str | None, *, as_json: bool) -> None:
    """Print every slope of an expression at a point."""
    from core.files.expression_keys import graph_at
    from core.notation.tape_text import slopes_written, tape_data, tape_lines

    graph = graph_at(text, at)
    if as_json:
        click.echo(json.dumps(tape_data(graph, at), allow_nan=False))
    else:
        click.echo("\n".join(slopes_written(graph, form) if form else tape_lines(graph, at)))


def whole_product(derivation: "Derivation", form: str) -> str:
    """Return the whole product in one of the forms."""
    from core.notation import written

    printed: str = getattr(written, form)(derivation)
    return printed


def as_data(derivation: "Derivation", example: int) -> dict[str, object]:
    """Return what a program reads; a number that is not finite is null."""
    return {
        "quantity": str(derivation.quantity),
        "example": example,
        "value": finite(derivation.value),
        **{form: whole_product(derivation, form) for form in FORMS},
        "steps": [
            {"rule": step.rule, "text": text_of(step), "value": finite(step.value)} for step in derivation.walk()
        ],
    }


def finite(value: float) -> float | None:
    """Return the value, or None for what JSON has no number for."""
    return value if math.isfinite(value) else None


def text_of(step: "Step") -> str:
    """Return a step's text; the chain rule of a parameter with slopes as short as in the lecture."""
    from core.notation.written import text

    named = str(step.what)
    return text(step, addresses=step.rule != "chain rule" or named.startswith("dC/da"))


def listing(derivation: "Derivation", example: int) -> list[str]:
    """Return the lines that people read."""
    lines = [f"{derivation.quantity} on example {example}", ""]
    for count, step in enumerate(derivation.steps):
        if count == BIGGEST_LISTING:
            left = len(derivation.steps) - count
            lines += [f"  ... and {left} more steps, all of them in --json", ""]
        if BIGGEST_LISTING <= count < len(derivation.steps) - 4:
            continue
        lines += shown(step, 0)
    return [*lines, "", f"{derivation.quantity} = {derivation.value!r}"]


def shown(step: "Step", depth: int) -> list[str]:
    """Return the lines of a step and of its substeps."""
    indent = "  " * depth
    first, *rest = in_lines(step)
    lines = [f"{indent}{step.rule + ':':<{WIDE - len(indent)}} {first}", *(" " * WIDE + f"   {line}" for line in rest)]
    value = f"{step.value:.6g}"
    if lines[-1].split("= ")[-1] != value:
        lines[-1] += f"   = {value}"
    for substep in step.substeps:
        lines += shown(substep, depth + 1)
    return lines


def in_lines(step: "Step") -> list[str]:
    """Return a step's text, a long sum with one line per term."""
    from core.algebra.in_order import Terms
    from core.notation.written import text

    whole = text_of(step)
    if len(whole) <= LONG or not isinstance(step.result, Terms):
        return [whole]
    first, *others = (text(term) for term in step.result.args)
    signed = (f"- {term[1:]}" if term.startswith("-") else f"+ {term}" for term in others)
    return [f"{text(step.left)} =", f"  {first}", *signed]
