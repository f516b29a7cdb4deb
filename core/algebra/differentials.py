"""What is said of a quantity and not carried out: its slope, its change, its gradient."""

from __future__ import annotations

from sympy import Expr

from core.algebra.indexed import IndexedQuantity
from core.algebra.symbols import symbol
from core.model.quantity import C, Quantity


class SlopeOf(Expr):  # type: ignore[misc]  # SymPy has no types
    """The derivative of an expression with respect to a symbol.

    SymPy's Derivative would turn the derivative of a constant into 0 at once, before its rule is told.

    Examples
    --------
    >>> from sympy import Symbol
    >>> z = Symbol("z")
    >>> SlopeOf(z**2, z).doit()
    2*z
    """

    def doit(self, **hints: bool) -> Expr:
        """Carry it out."""
        expression, x = self.args
        return expression.doit(**hints).diff(x)


class SlopeInLine(SlopeOf):
    """The same, of one symbol, for where a line of text has no room for a fraction.

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import C, w
    >>> SlopeInLine(symbol(C), symbol(w(1))).args
    (C, w[1][0,0])
    """


class ChangeOf(Expr):  # type: ignore[misc]  # SymPy has no types
    """How far a quantity moves under a nudge.

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import z
    >>> ChangeOf(symbol(z(1))).args
    (z[1][0],)
    """


class GradientOf(Expr):  # type: ignore[misc]  # SymPy has no types
    """All slopes of a quantity, together one vector.

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import C
    >>> GradientOf(symbol(C)).args
    (C,)
    """


def in_line(slope: Quantity | IndexedQuantity) -> SlopeInLine:
    """Return a slope of the cost as it is written in a line of text.

    Examples
    --------
    >>> from core.model.quantity import w
    >>> in_line(Quantity.parse("dC/dw[1][0,0]")).args
    (C, w[1][0,0])
    """
    if isinstance(slope, IndexedQuantity):
        return SlopeInLine(symbol(C), slope.differentiated_by)
    assert slope.of is not None
    assert slope.by is not None
    return SlopeInLine(symbol(slope.of), symbol(slope.by))
