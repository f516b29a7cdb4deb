"""Quantities and activation functions as SymPy sees them, and expressions in the order they are written.

SymPy sorts what it adds and multiplies. A lecture does not: dz/dw * da/dz * dC/da reads from the
weight to the cost. `InOrder` nodes keep that order for every printer; `doit()` hands them to SymPy.
"""

from __future__ import annotations

from functools import cache

import sympy
from sympy import Add, Expr, Function, Indexed, IndexedBase, Mul, Symbol

from core.model.errors import InputError
from core.model.network import Network
from core.model.quantity import Quantity

SIGMA = "sigma"


def symbol(quantity: Quantity) -> Symbol:
    """Return the SymPy symbol of a quantity, named by its plain text.

    Examples
    --------
    >>> from core.model.quantity import w
    >>> symbol(w(3, 0, 2))
    w[3][0,2]
    """
    return Symbol(str(quantity))


@cache
def quantity_of(name: str) -> Quantity | None:
    """Return the quantity that a symbol's name addresses, or None for another symbol.

    Examples
    --------
    >>> quantity_of("a[0][2]").layer, quantity_of("others")
    (0, None)
    """
    try:
        return Quantity.parse(name)
    except InputError:
        return None


def layer_of(neuron: Expr | Quantity) -> int:
    """Return the layer of a quantity or of its symbol, also of one with a symbolic index.

    Examples
    --------
    >>> layer_of(Symbol("z[3][0]")), layer_of(indexed("z", 2, Symbol("j")))
    (3, 2)
    """
    name = str(neuron.base.label if isinstance(neuron, Indexed) else neuron)
    return int(name.partition("[")[2].partition("]")[0])


class InOrder(Expr):  # type: ignore[misc]  # SymPy has no types
    """Parts written one after another in the order given."""


class Terms(InOrder):
    """A sum in the order given.

    Examples
    --------
    >>> z, a = sympy.symbols("z a")
    >>> Terms(z, a).args, Terms(z, a).doit()
    ((z, a), a + z)
    """

    def doit(self, **hints: bool) -> Expr:
        """Return SymPy's own sum."""
        return Add(*(part.doit(**hints) for part in self.args))

    def _eval_derivative(self, x: Symbol) -> Expr:
        return Add(*(part.diff(x) for part in self.args))


class Factors(InOrder):
    """A product in the order given.

    Examples
    --------
    >>> z, a = sympy.symbols("z a")
    >>> Factors(z, a).args, Factors(z, a).doit()
    ((z, a), a*z)
    """

    def doit(self, **hints: bool) -> Expr:
        """Return SymPy's own product."""
        return Mul(*(part.doit(**hints) for part in self.args))

    def _eval_derivative(self, x: Symbol) -> Expr:
        return self.doit().diff(x)


class SlopeOf(Expr):  # type: ignore[misc]  # SymPy has no types
    """The derivative of an expression with respect to a symbol, not yet carried out.

    SymPy's Derivative would turn the derivative of a constant into 0 at once, before its rule is told.

    Examples
    --------
    >>> z = Symbol("z")
    >>> SlopeOf(z**2, z).doit()
    2*z
    """

    def doit(self, **hints: bool) -> Expr:
        """Carry it out."""
        expression, x = self.args
        return expression.doit(**hints).diff(x)


class ActivationFunction(Function):  # type: ignore[misc]  # SymPy has no types
    """An activation function by its name; its derivative has the name with a prime."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Expr:  # noqa: ARG002  SymPy's own signature
        """Return sigma'(z)."""
        return activation_function(self.func.__name__ + "'")(self.args[0])


@cache
def activation_function(name: str) -> type[ActivationFunction]:
    """Return the SymPy function of this name.

    Examples
    --------
    >>> z = Symbol("z")
    >>> activation_function("sigma")(z).diff(z)
    sigma'(z)
    """
    return type(name, (ActivationFunction,), {})


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
    return tuple(SIGMA if shared and row.elementwise else row.name for row in rows)


def indexed(letter: str, layer: int | str, *indices: Expr | int) -> Expr:
    """Return a quantity with symbolic neurons: `w[l][j,k]`.

    Examples
    --------
    >>> j = Symbol("j", integer=True)
    >>> indexed("w", 2, j, 0).subs(j, 3)
    w[2][3, 0]
    """
    return IndexedBase(Symbol(f"{letter}[{layer}]" if layer != "" else letter))[indices]


def written_out(expression: Expr) -> Expr:
    """Write out sums with known bounds, and turn what has known neurons into symbols of quantities.

    Examples
    --------
    >>> j = Symbol("j", integer=True)
    >>> written_out(sympy.Sum(indexed("a", 2, j), (j, 0, 1))).args
    (a[2][0], a[2][1])
    """
    if isinstance(expression, sympy.Sum):
        j, first, last = expression.limits[0]
        steps = range(int(first), int(last) + 1)
        return Terms(*(written_out(expression.function.xreplace({j: sympy.Integer(i)})) for i in steps))
    if isinstance(expression, Indexed):
        return Symbol(f"{expression.base.label}[{','.join(map(str, expression.indices))}]")
    if not expression.has(sympy.Sum, Indexed):
        return expression
    return expression.func(*(written_out(part) for part in expression.args))
