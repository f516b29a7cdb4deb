"""Formulas in general index form as lines of type, their parts by name."""

from __future__ import annotations

from typing import Any

from core.algebra.index_form import IndexFormula
from scenes import theme
from scenes.type.formula import Formula


def index_line(formula: IndexFormula, *, em: float = theme.FORMULA, **options: Any) -> Formula:
    """Set a formula in index form: its symbols are parts as `Formula` names them, its equals sign is `eq`.

    Parameters
    ----------
    formula : IndexFormula
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
    ['C', 'C.C', 'eq', 'last', 'index', 'begins', 'first', 'a_j', 'y_j']
    """
    return Formula("{left} {eq} {right}", em=em, left=formula.left, eq="=", right=formula.right, **options)
