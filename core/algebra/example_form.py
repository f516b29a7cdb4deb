"""Learning from examples in general form: the cost of one, what all of them make, and the step that follows."""

from __future__ import annotations

from sympy import Expr, Integer, Pow, Sum, Symbol

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import Factors, Terms
from core.algebra.index_form import I
from core.algebra.indexed import IndexedQuantity, indexed, slope_by
from core.algebra.symbols import QuantitySymbol

ETA = Symbol("eta")
"""The learning rate."""
COST_OF_ONE = indexed("C", None, I)
"""C_i, what example i costs."""


def slope_of_one(by: QuantitySymbol) -> SlopeOf:
    """Return dC_i/dw, what example i says of a parameter.

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import w
    >>> slope_of_one(symbol(w(1))).args
    (C[i], w[1][0,0])
    """
    return SlopeOf(COST_OF_ONE, by)


def average_of(one: Expr, count: int) -> Expr:
    """Return the average over examples: 1/m sum over i of what each has.

    Parameters
    ----------
    one : sympy.Expr
        What example i has.
    count : int
        m, how many examples there are.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> average_of(COST_OF_ONE, 4).args
    (1/4, Sum(C[i], (i, 0, 3)))
    """
    return Factors(Pow(Integer(count), -1, evaluate=False), Sum(one, (I, 0, count - 1)))


def step_downhill(parameter: IndexedQuantity) -> Expr:
    """Return where a step of gradient descent leads: w - eta dC/dw.

    Parameters
    ----------
    parameter : IndexedQuantity

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> from core.algebra.index_form import LAYER, J
    >>> step_downhill(indexed("b", LAYER, J)).args
    (b[l][j], -eta*dC/db[l][j])
    """
    assert parameter.layer is not None
    return Terms(parameter, -ETA * slope_by(parameter.kind, parameter.layer, *parameter.indices))
