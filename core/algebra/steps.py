"""What a derivation is made of: steps, and the named factors of a product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sympy import Expr

from core.algebra.symbols import symbol
from core.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation: what equals result, by which rule.

    Parameters
    ----------
    what : Quantity or sympy.Expr
        The left side.
    rule : str
        The name of the rule.
    result : sympy.Expr
        The right side.
    value : float
        What both sides are with the numbers put in; infinite or nan where they have no finite value.
    substeps : tuple of Step
        How the parts of the result were found.

    Examples
    --------
    >>> from core.model.quantity import a, slope, w, z
    >>> Step(slope(z(1), w(1)), "sum rule", symbol(a(0)), 0.5).left
    dz[1][0]/dw[1][0,0]
    """

    what: Quantity | Expr
    rule: str
    result: Expr
    value: float
    substeps: tuple[Step, ...] = ()

    @property
    def left(self) -> Expr:
        """The left side as a SymPy expression."""
        return symbol(self.what) if isinstance(self.what, Quantity) else self.what

    def walk(self) -> Iterator[Step]:
        """Yield this step, then its substeps and theirs, in the order they are told."""
        yield self
        for step in self.substeps:
            yield from step.walk()


@dataclass(frozen=True, slots=True)
class Factor:
    """One named factor of a product.

    Parameters
    ----------
    name : str
        The part's name: dz_dw, da_dz, dC_da, ...
    quantity : Quantity or None
        Which slope it is; None in index form.
    expression : sympy.Expr
        What the slope equals, with the activation function by its name: sigma'(z).
    concrete : sympy.Expr
        The same with the function written out: sigma(z) (1 - sigma(z)).
    value : float
        nan in index form.

    Examples
    --------
    >>> from core.model.quantity import a, slope, w, z
    >>> Factor("dz_dw", slope(z(1), w(1)), symbol(a(0)), symbol(a(0)), 0.5).expression
    a[0][0]
    """

    name: str
    quantity: Quantity | None
    expression: Expr
    concrete: Expr
    value: float
