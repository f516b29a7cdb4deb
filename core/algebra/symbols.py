"""Quantities and activation functions as SymPy sees them: each carries what it stands for.

A symbol is made from a `Quantity`, a function from the name of an activation and its number of
primes, so that nobody needs to read a name to learn what it means.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Self

import sympy
from sympy import Expr, Function, Symbol
from sympy.core.basic import ordering_of_classes

from core.model.network import Network
from core.model.quantity import Quantity

SIGMA = "sigma"


class QuantitySymbol(Symbol):  # type: ignore[misc]  # SymPy has no types
    """The symbol of a quantity; two of the same quantity are equal.

    Examples
    --------
    >>> from core.model.quantity import w
    >>> QuantitySymbol(w(3, 0, 2)).quantity.layer
    3
    """

    __slots__ = ("quantity",)

    quantity: Quantity

    def __new__(cls, quantity: Quantity) -> Self:
        """Name it by the quantity's plain text, by which SymPy tells symbols apart."""
        made: Self = Symbol.__xnew__(cls, str(quantity))
        made.quantity = quantity
        return made

    @property
    def kind(self) -> str:
        """What kind of quantity it is."""
        return self.quantity.kind

    def __getnewargs_ex__(self) -> tuple[tuple[Quantity], dict[str, Any]]:
        """Return what a copy is made from."""
        return (self.quantity,), {}


# SymPy orders factors by the names of their classes: these symbols stand where any symbol does, a (1 - a)
ordering_of_classes.insert(ordering_of_classes.index("Symbol") + 1, QuantitySymbol.__name__)


@cache
def symbol(quantity: Quantity) -> QuantitySymbol:
    """Return the SymPy symbol of a quantity, named by its plain text.

    Examples
    --------
    >>> from core.model.quantity import w
    >>> symbol(w(3, 0, 2))
    w[3][0,2]
    """
    return QuantitySymbol(quantity)


class ActivationFunction(Function):  # type: ignore[misc]  # SymPy has no types
    """An activation function, or a derivative of one.

    Attributes
    ----------
    called : str
        The name of its row, or sigma where it goes by that.
    primes : int
        How often it has been differentiated.
    """

    nargs = 1
    called: str = SIGMA
    primes: int = 0

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002  SymPy's own signature
        """Return sigma'(z)."""
        return activation_function(self.called, self.primes + 1)(self.args[0])


def activation_function(called: str, primes: int = 0) -> type[ActivationFunction]:
    """Return the SymPy function of an activation, differentiated as often as it has primes.

    Examples
    --------
    >>> z = Symbol("z")
    >>> activation_function("sigma")(z).diff(z)
    sigma'(z)
    >>> activation_function("sigma")(z).diff(z).primes
    1
    """
    return _function(called, primes)


@cache
def _function(called: str, primes: int) -> type[ActivationFunction]:
    # one class for each, however it is asked for: SymPy takes functions of two classes for two functions
    return type(called + "'" * primes, (ActivationFunction,), {"called": called, "primes": primes})


@cache
def formula(text: str) -> Expr:
    """Return the expression of a row's formula, in the plain symbols that it names.

    Examples
    --------
    >>> formula("(a - y)**2/n").free_symbols == set(sympy.symbols("a y n"))
    True
    """
    return sympy.sympify(text, locals={name: Symbol(name) for name in "zSayn"})


def function_names(network: Network) -> tuple[str, ...]:
    """Return what each layer 1..L calls its activation function.

    It is sigma where all layers share one function, and the function's own name where they do not.
    Softmax always keeps its name, since it is no function of one z.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> tanh, softmax = (Layer([[2.0]], [0.5], ACTIVATIONS[name]) for name in ("tanh", "softmax"))
    >>> function_names(Network((tanh, tanh, softmax)))
    ('sigma', 'sigma', 'softmax')
    """
    rows = [layer.activation for layer in network.layers]
    shared = len({row.name for row in rows if row.elementwise}) == 1
    return tuple(SIGMA if shared and row.elementwise else row.bare_name for row in rows)
