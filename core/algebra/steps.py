"""What a derivation is made of: steps, and the named factors of a product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sympy import Expr

from core.algebra.symbols import symbol
from core.model.quantity import Quantity
from core.notation.formula_printers import latex, text
from core.notation.typst_printer import typst


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
    >>> from sympy import Symbol
    >>> from core.model.quantity import slope, w, z
    >>> print(Step(slope(z(1), w(1)), "sum rule", Symbol("a[0][0]"), 0.5).text())
    dz[1][0]/dw[1][0,0] = a[0][0]
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

    def text(self, *, addresses: bool = True) -> str:
        """Return the step in plain text; `addresses` False writes slopes as dz/dw."""
        return f"{text(self.left)} = {text(self.result, addresses=addresses)}"

    def typst(self, *, indexed: bool = True) -> str:
        """Return the step as Typst mathematics; `indexed` False leaves out the neurons."""
        return f"{typst(self.left, indexed=indexed)} = {typst(self.result, indexed=indexed)}"

    def latex(self, *, indexed: bool = True) -> str:
        """Return the step as LaTeX mathematics; `indexed` False leaves out the neurons."""
        return f"{latex(self.left, indexed=indexed)} = {latex(self.result, indexed=indexed)}"


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
    >>> from sympy import Symbol
    >>> from core.model.quantity import slope, w, z
    >>> a = Symbol("a[0][0]")
    >>> Factor("dz_dw", slope(z(1), w(1)), a, a, 0.5).typst(indexed=False)
    'a^((0))'
    """

    name: str
    quantity: Quantity | None
    expression: Expr
    concrete: Expr
    value: float

    def typst(self, *, indexed: bool = True, concrete: bool = False) -> str:
        """Return what the factor equals as Typst mathematics.

        Parameters
        ----------
        indexed : bool
            False leaves out the neurons, for networks of one neuron per layer.
        concrete : bool
            Whether to write the activation function's slope out.
        """
        return typst(self.concrete if concrete else self.expression, indexed=indexed, factor=True)
