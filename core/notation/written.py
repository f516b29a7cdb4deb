"""How a formula is written: one reader each for plain text, Typst, LaTeX and MathML.

Each of them reads an expression, a quantity, a step or a whole derivation, and a formula in index form.
"""

from __future__ import annotations

from typing import TypeAlias

from sympy import Expr

from core.algebra.derivation import Derivation
from core.algebra.index_form import IndexFormula
from core.algebra.steps import Step
from core.algebra.symbols import symbol
from core.model.quantity import Quantity
from core.notation.latex_printer import QuantityLatexPrinter
from core.notation.mathml_printer import mathml_element
from core.notation.quantity_markup import Atom
from core.notation.text_printer import TextPrinter
from core.notation.typst_printer import TypstPrinter

Written: TypeAlias = "Expr | Quantity | Step | Derivation | IndexFormula"


def sides(what: Written) -> tuple[Expr, ...]:
    """Return what stands on either side of the equals sign, or the one expression that there is.

    Parameters
    ----------
    what : sympy.Expr, Quantity, Step, Derivation or IndexFormula

    Returns
    -------
    tuple of sympy.Expr

    Examples
    --------
    >>> sides(Step(Quantity.parse("z[1][0]"), "weighted sum", symbol(Quantity.parse("b[1][0]")), 0.5))
    (z[1][0], b[1][0])
    """
    match what:
        case Quantity():
            return (symbol(what),)
        case Step():
            return what.left, what.result
        case Derivation():
            return what.left, what.product
        case IndexFormula():
            return what.left, what.right
    return (what,)


def text(what: Written, *, addresses: bool = True) -> str:
    """Return a formula as plain text.

    Parameters
    ----------
    what : sympy.Expr, Quantity, Step, Derivation or IndexFormula
    addresses : bool
        False writes slopes on the right as dz/dw.

    Returns
    -------
    str

    Examples
    --------
    >>> slope = symbol(Quantity.parse("dC/da[1][0]"))
    >>> text(slope * 2), text(slope, addresses=False)
    ('2*dC/da[1][0]', 'dC/da')
    >>> from core.algebra.derivation import derive
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["sigmoid"]),) * 2)
    >>> print(text(derive(network, Quantity.parse("dC/dw[1][0,0]"), [1.0], [1.0])))
    dC/dw[1][0,0] = a[0][0] * sigma'(z[1][0]) * w[2][0,0] * sigma'(z[2][0]) * 2*(a[2][0] - y[0])
    >>> from core.algebra.index_form import index_formulas
    >>> print(text(index_formulas(network.cost)["dC_da"]))
    dC/da[l-1][k] = sum[j = 0..n[l] - 1] w[l][j,k] * sigma'(z[l][j]) * dC/da[l][j]
    """
    *left, right = sides(what)
    full, short = TextPrinter(), TextPrinter({"addresses": addresses})
    return " = ".join([*map(full.doprint, left), short.doprint(right)])


def typst(what: Written, *, indexed: bool = True, atom: Atom | None = None) -> str:
    """Return a formula as Typst mathematics.

    Parameters
    ----------
    what : sympy.Expr, Quantity, Step, Derivation or IndexFormula
    indexed : bool
        False leaves out the neurons, for networks of one neuron per layer.
    atom : callable, optional
        Called for each symbol with what it stands for - a Quantity, an IndexedQuantity, an
        ActivationFunction, a part of a sum or a sign - and with its markup; what it returns is written.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If a part of the expression has no form in Typst.

    Examples
    --------
    >>> from core.algebra.symbols import activation_function
    >>> z = symbol(Quantity.parse("z[3][0]"))
    >>> typst(activation_function("sigma")(z).diff(z), indexed=False)
    "sigma'(z^((3)))"
    >>> typst(z + 1, atom=lambda what, markup: f"<{what}>" if isinstance(what, Quantity) else markup)
    '<z[3][0]> + 1'
    """
    printer = TypstPrinter({"indexed": indexed, "atom": atom})
    return " = ".join(map(printer.doprint, sides(what)))


def latex(what: Written, *, indexed: bool = True) -> str:
    """Return a formula as LaTeX mathematics; `indexed` False leaves out the neurons.

    Examples
    --------
    >>> latex(Quantity.parse("a[1][0]"), indexed=False)
    'a^{(1)}'
    """
    printer = QuantityLatexPrinter({"indexed": indexed})
    return " = ".join(map(printer.doprint, sides(what)))


def mathml(what: Written) -> str:
    """Return a formula as a MathML element.

    Examples
    --------
    >>> mathml(Quantity.parse("C"))
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>C</mi></math>'
    """
    return mathml_element(*sides(what))
