"""``./lecture check``: a network file validated, its slopes compared three ways."""

import json
import math
import sys
from pathlib import Path

import click

from core.files.network_file import read
from core.model.errors import InputError
from core.passes.measurable import why_zeros
from core.proof.gradient_check import Comparison, GradientCheck, check_gradients
from scenes.type.glyphs import why_boxes
from studio.console import count, wide_console

TOLERANCE = 1e-7


@click.command("check")
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(network: Path, *, as_json: bool) -> None:
    """Validate a network file, and compare its slopes three ways.

    The slopes of the backward pass, complex steps through the forward pass, and SymPy's derivatives of
    the formulas. Exit code 1 if they differ.
    """
    read_network, examples = read(network)
    try:
        found = check_gradients(read_network, examples)
    except InputError as error:
        raise error.within(str(network)) from None
    if as_json:
        click.echo(json.dumps(record(read_network.name, found), allow_nan=False))
    else:
        shape = "-".join(map(str, read_network.widths))
        click.echo(f"{network}: a valid network, {shape}, {count(len(examples), 'example')}.")
        print_table(found, len(examples))
    for word in (why_zeros(read_network, examples), why_boxes(read_network)):
        if word:
            click.echo(f"{network}: {word}", err=True)
    sys.exit(0 if agrees(found) else 1)


def agrees(found: GradientCheck) -> bool:
    """Return whether all ways give the same slopes, up to rounding."""
    return found.worst.difference <= TOLERANCE


def record(name: str, found: GradientCheck) -> dict[str, object]:
    """Return the comparison for programs; a difference that is not finite is null."""
    return {
        "network": name,
        "agrees": agrees(found),
        "tolerance": TOLERANCE,
        "worst": _finite(found.worst.difference),
        "slopes": found.total,
        "compared": found.compared,
        "comparisons": [_pair(pair) for pair in found.comparisons],
    }


def _pair(pair: Comparison) -> dict[str, object]:
    return {
        "first": pair.first,
        "second": pair.second,
        "difference": _finite(pair.difference),
        "quantity": str(pair.at),
        "example": pair.example,
        "values": [_finite(value) for value in pair.values],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def print_table(found: GradientCheck, examples: int) -> None:
    """Print one row for each pair of ways, at the place where they differ most, and what was compared."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("compared", "difference", "at", "example", "values"):
        table.add_column(column, justify="right" if column in {"difference", "example"} else "left", no_wrap=True)
    for pair in found.comparisons:
        values = "\n".join(f"{value + 0.0:.16g}" for value in pair.values)
        table.add_row(f"{pair.first}, {pair.second}", f"{pair.difference:.1e}", str(pair.at), str(pair.example), values)
    wide_console().print(table)
    verdict = "agree" if agrees(found) else "DIFFER"
    click.echo(
        f"{_compared(found, examples)}: the three ways {verdict}; "
        f"worst relative difference {found.worst.difference:.1e}, allowed {TOLERANCE:.0e}."
    )


def _compared(found: GradientCheck, examples: int) -> str:
    if found.compared == found.total:
        return f"{count(found.total // examples, 'slope')} in each example"
    return f"compared {found.compared:,} of {found.total:,} slopes, some of each kind in every layer"
