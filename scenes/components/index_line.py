"""Formulas in general index form as lines of type, their parts by name."""

from __future__ import annotations

import re
from typing import Any

from sympy import Expr

from core.algebra.index_form import IndexFormula
from core.notation.typst_printer import TypstPrinter, typst
from scenes import theme
from scenes.components.formula import Formula


def index_line(formula: IndexFormula | Expr, *, em: float = theme.FORMULA, **options: Any) -> Formula:
    """Set a formula in index form.

    Every indexed symbol is a part named by its letter and indices, such as a_j, w_jk or dC_da_j; a
    sum's letter and bounds are `index`, `first` and `last`; the equals sign of a formula is `eq`.

    Parameters
    ----------
    formula : IndexFormula or sympy.Expr
    em : float
    **options
        Of `Formula`.

    Returns
    -------
    Formula

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> from core.algebra.index_form import index_formulas
    >>> list(index_line(index_formulas(COSTS["squared_error"])["C"]).parts)
    ['C', 'eq', 'last', 'index', 'begins', 'first', 'a_j', 'y_j']
    """
    printer = _Slotted()
    if isinstance(formula, IndexFormula):
        template = f"{printer.doprint(formula.left)} {{eq}} {printer.doprint(formula.right)}"
        printer.parts["eq"] = "="
    else:
        template = str(printer.doprint(formula))
    line = Formula(template, em=em, **options, **printer.parts)
    for name in printer.parts:
        if (kind := _kind(name)) is not None and name in line.parts:
            line[name].set_color(theme.colour(kind))
    return line


class _Slotted(TypstPrinter):  # type: ignore[misc]  # SymPy has no types
    """Typst mathematics with a slot for each symbol."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, Any] = {}

    def _slot(self, name: str, markup: str) -> str:
        plain, number = name, 1
        while self.parts.setdefault(name, markup) != markup:
            number += 1
            name = f"{plain}_{number}"
        return f"{{{name}}}"

    def _print_Indexed(self, expr: Expr) -> str:
        letter = re.sub(r"\W", "_", str(expr.base.label).partition("[")[0])
        below = "".join(map(str, expr.indices))
        return self._slot(f"{letter}_{below}", super()._print_Indexed(expr))

    def _print_Symbol(self, expr: Expr) -> str:
        markup = super()._print_Symbol(expr)
        return self._slot(expr.name, markup) if expr.name == "C" else markup

    def _print_Piecewise(self, expr: Expr) -> str:
        """Set each case as large as it would stand alone."""
        cases = [f"display({self._print(case.expr)}) &{self._condition(case.cond)}" for case in expr.args]
        return f"cases(gap: #0.4em, {', '.join(cases)})"

    def _print_Sum(self, expr: Expr) -> str:
        index, first, last = (typst(part) for part in expr.limits[0])
        letter, start, end = self._slot("index", index), self._slot("first", first), self._slot("last", last)
        begins = self._slot("begins", "=")
        return f"sum_({letter} {begins} {start})^({end}) {self.factor(expr.function)}"


def _kind(name: str) -> str | None:
    """Return the kind of quantity that a part is, by its name."""
    if name.startswith(("dC_d", "delta")):
        return "C"
    letter = name.partition("_")[0]
    return letter if letter in {"w", "b", "z", "a", "y", "C"} else None
