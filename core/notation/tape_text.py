"""What a sweep through an expression found, as text: the values forward, then the slopes arrow by arrow backward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr, Heaviside, Integer, Piecewise, Symbol, diff

from core.algebra.expression_graph import ExpressionGraph
from core.algebra.graph_sweep import Sweep, forward_sweep, reverse_sweep
from core.notation import written

FORMS = ("text", "typst", "latex", "mathml")
_WIDE = 42
"""Characters of a column of expressions."""


def slope_formula(graph: ExpressionGraph, name: str) -> Expr:
    """Return the slope of a graph's first output by an input, as SymPy writes it; on a kink it is that of one side.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> slope_formula(expression_graph("x*y + sin(x)"), "x")
    y + cos(x)
    """
    found = diff(graph.symbolic(graph.outputs[0]), Symbol(name, real=True)).doit()
    return found.replace(Heaviside, lambda at, *_: Piecewise((Integer(1), at > 0), (Integer(0), True)))


def slopes_written(graph: ExpressionGraph, form: str) -> list[str]:
    """Return the slope by each input in one of `FORMS`."""
    return [getattr(written, form)(slope_formula(graph, name)) for name in graph.inputs]


def tape_lines(graph: ExpressionGraph, at: Mapping[str, float]) -> list[str]:
    """Return both passes as lines for people.

    Examples
    --------
    >>> from core.files.expression_text import expression_graph
    >>> print(tape_lines(expression_graph("x*y"), {"x": 2.0, "y": 1.5})[-1])
    df/dy = x = 2.0
    """
    values, sweep = graph.values(at), reverse_sweep(graph, at)
    place = ", ".join(f"{name} = {at[name]:g}" for name in graph.inputs)
    lines = [f"f = {graph.text(graph.outputs[0])} at {place}", "", "forward, every value:"]
    lines += [_line(graph.text(number), f"{value:.6g}") for number, value in enumerate(values)]
    lines += ["", "backward from df/df = 1, along every arrow the slope there times what arrives:"]
    for entry in sweep.tape:
        over = f"{graph.text(entry.arrow.end)} to {graph.text(entry.arrow.start)}"
        arrives = float(sweep.totals[entry.arrow.end])
        lines.append(_line(over, f"{entry.slope:.6g} * {arrives:.6g} = {entry.product:.6g}"))
    lines += ["", "where arrows meet, their products add up:"]
    for name, number in graph.inputs.items():
        formula, total = written.text(slope_formula(graph, name)), float(sweep.totals[number])
        met = [entry.product for entry in sweep.tape if entry.arrow.start == number]
        added = [" + ".join(f"{one:.6g}" for one in met).replace("+ -", "- ")] * (len(met) > 1)
        lines.append(" = ".join([f"df/d{name}", formula, *added, repr(total)]))
    return lines


def tape_data(graph: ExpressionGraph, at: Mapping[str, float]) -> dict[str, Any]:
    """Return the same for programs: all nodes, the reverse sweep, and each slope in every form and both ways."""
    values, sweep, output = graph.values(at), reverse_sweep(graph, at), graph.outputs[0]
    return {
        "expression": graph.text(output),
        "at": {name: at[name] for name in graph.inputs},
        "value": float(values[output]),
        "nodes": [{"text": graph.text(number), "value": float(value)} for number, value in enumerate(values)],
        "reverse": _tape(graph, sweep),
        "slopes": {
            name: {
                "value": float(sweep.totals[number]),
                "forward": float(forward_sweep(graph, at, name).totals[output]),
                **{form: getattr(written, form)(slope_formula(graph, name)) for form in FORMS},
            }
            for name, number in graph.inputs.items()
        },
    }


def _tape(graph: ExpressionGraph, sweep: Sweep) -> list[dict[str, Any]]:
    return [
        {
            "from": graph.text(entry.arrow.end),
            "to": graph.text(entry.arrow.start),
            "slope": entry.slope,
            "product": entry.product,
        }
        for entry in sweep.tape
    ]


def _line(what: str, found: str) -> str:
    return f"  {what:<{_WIDE}} {found}"
