"""The value of an expression on one example, with digits to spare.

Symbols are looked up in the forward pass; activation functions and their slopes are evaluated from
their formulas at the pass's z with so many digits (`exact`) that neither 1 - sigma(z) nor a/a is lost
where a double has rounded sigma(z) to 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from sympy import Expr, Integer, KroneckerDelta, Symbol

from core.algebra.differentials import SlopeOf
from core.algebra.exact import LEAST_DIGITS, MOST_DIGITS, Exact, Number, as_double, digits_for
from core.algebra.indexed import LayerSymbol, layer_of, written_out
from core.algebra.symbols import ActivationFunction, QuantitySymbol, formula, symbol
from core.model.activation import Activation
from core.model.arrays import Array
from core.model.quantity import Quantity, z
from core.passes.forward import ForwardPass

_SPARE = 40
"""Digits beyond those that cancel."""
_Z, _S = Symbol("z"), Symbol("S")


@cache
def slope_formula(activation: Activation) -> Expr:
    """Return sigma'(z), SymPy's derivative of the row's formula.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> slope_formula(ACTIVATIONS["tanh"])
    1 - tanh(z)**2
    """
    return formula(activation.formula).diff(_Z)


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """A forward pass of one example, ready to be put into expressions.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one example.
    y : ndarray, shape (n_L,)
    known : dict of sympy.Expr to mpmath.mpf
        Numbers already found, by their symbols; filled layer by layer.

    Examples
    --------
    >>> import numpy as np
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward
    >>> from core.model.network import Layer, Network
    >>> from core.model.quantity import a, y
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> Evaluation(forward(network, [1.0]), np.array([3.0])).value(symbol(a(1)) - symbol(y()))
    -0.5
    """

    forward_pass: ForwardPass
    y: Array
    known: dict[Expr, Number] = field(default_factory=dict)
    exact: Exact = field(init=False)

    def __post_init__(self) -> None:
        seen = self.forward_pass.layers
        need = max(digits_for(formula(one.layer.activation.formula), one.z) for one in seen)
        object.__setattr__(self, "exact", Exact(max(LEAST_DIGITS, min(MOST_DIGITS, need + _SPARE))))

    def number(self, expression: Expr) -> Number:
        """Return an expression's value with all its digits, infinite ones included."""
        expression = written_out(expression)
        if expression.has(SlopeOf, KroneckerDelta):
            expression = expression.doit()
        return self.exact.value(expression, self.look_up)

    def remembered(self, expression: Expr) -> Number:
        """Return an expression's number, found once."""
        if expression not in self.known:
            self.known[expression] = self.number(expression)
        return self.known[expression]

    def value(self, expression: Expr) -> float:
        """Return an expression's value as a double: infinite or nan where it has no finite one."""
        return as_double(self.number(expression))

    def look_up(self, name: Expr) -> Number:
        """Return the number of a quantity's symbol, or of an activation function at one.

        Raises
        ------
        KeyError
            If it is neither in the forward pass nor a slope already found.
        """
        if name in self.known:
            return self.known[name]
        if isinstance(name, ActivationFunction):
            found = self._call(name)
        elif isinstance(name, QuantitySymbol):
            found = self._output(name.quantity)
            if found is None:
                found = self.exact.number(self._plain(name.quantity))
        else:
            raise KeyError(name)
        self.known[name] = found
        return found

    def _plain(self, quantity: Quantity) -> float:
        layer, neurons = quantity.layer, quantity.neurons
        if quantity.kind == "y":
            return float(self.y[neurons])
        if quantity.kind == "a" and layer == 0:
            return float(self.forward_pass.x[neurons])
        if layer is None:
            raise KeyError(str(quantity))
        seen = self.forward_pass.layers[layer - 1]
        arrays = {"w": seen.layer.W, "b": seen.layer.b, "z": seen.z, "a": seen.a}
        return float(arrays[quantity.kind][neurons])

    def _output(self, quantity: Quantity) -> Number | None:
        """Return an output with all its digits, where 1 - a or ln a is taken of it."""
        network = self.forward_pass.network
        if quantity.kind != "a" or quantity.layer != network.depth:
            return None
        if network.cost.log_shares is None and network.layers[-1].activation.elementwise:
            return None
        return self.activation_value(quantity.layer, quantity.neurons[0])

    def activation_value(self, layer: int, j: int) -> Number:
        """Return a_j = sigma(z_j) of a layer from its formula."""
        row = self.forward_pass.layers[layer - 1].layer.activation
        filling = {_Z: self.look_up(symbol(z(layer, j)))}
        if not row.elementwise:
            filling[_S] = self.exponentials(layer)
        return self.exact.value(formula(row.formula), filling.__getitem__)

    def exponentials(self, layer: int) -> Number:
        """Return S, the sum of a softmax layer's exp(z)."""
        name = LayerSymbol("S", Integer(layer))
        if name not in self.known:
            zs = self.forward_pass.layers[layer - 1].z
            self.known[name] = self.exact.total(self.exact.context.exp(float(one)) for one in zs)
        return self.known[name]

    def _call(self, call: ActivationFunction) -> Number:
        """Return sigma(z) or sigma'(z) of one neuron, which its argument names."""
        row = self.forward_pass.layers[layer_of(call.args[0]) - 1].layer.activation
        expression = slope_formula(row) if call.primes else formula(row.formula)
        at = self.look_up(call.args[0])
        return self.exact.value(expression, {_Z: at}.__getitem__)
