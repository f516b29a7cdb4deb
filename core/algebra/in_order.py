"""Expressions in the order they are written.

SymPy sorts what it adds and multiplies. A lecture does not: dz/dw * da/dz * dC/da reads from the
weight to the cost. `InOrder` nodes keep that order for every reader; `doit()` hands them to SymPy.
"""

from __future__ import annotations

from sympy import Add, Expr, Mul, Symbol


class InOrder(Expr):  # type: ignore[misc]  # SymPy has no types
    """Parts written one after another in the order given."""


class Terms(InOrder):
    """A sum in the order given.

    Examples
    --------
    >>> from sympy import symbols
    >>> z, a = symbols("z a")
    >>> Terms(z, a).args, Terms(z, a).doit()
    ((z, a), a + z)
    """

    def doit(self, **hints: bool) -> Expr:
        """Return SymPy's own sum."""
        return Add(*(part.doit(**hints) for part in self.args))

    def _eval_derivative(self, x: Symbol) -> Expr:
        return Add(*(part.diff(x) for part in self.args))


class Factors(InOrder):
    """A product in the order given; of one part, the part as it stands in a product.

    Examples
    --------
    >>> from sympy import symbols
    >>> z, a = symbols("z a")
    >>> Factors(z, a).args, Factors(z, a).doit()
    ((z, a), a*z)
    """

    def doit(self, **hints: bool) -> Expr:
        """Return SymPy's own product."""
        return Mul(*(part.doit(**hints) for part in self.args))

    def _eval_derivative(self, x: Symbol) -> Expr:
        return self.doit().diff(x)
