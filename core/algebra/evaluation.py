"""The value of an expression on one example, with digits to spare.

Symbols are looked up in the forward pass; activation functions and their slopes are evaluated from
their formulas at the pass's z with so many digits that neither 1 - sigma(z) nor a/a is lost where a
double has rounded sigma(z) to 0 or 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
import sympy
from sympy import Expr, Float, Integer, Symbol

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import InOrder
from core.algebra.indexed import LayerSymbol, layer_of, written_out
from core.algebra.symbols import ActivationFunction, QuantitySymbol, formula, symbol
from core.model.activation import Activation
from core.model.arrays import Array
from core.model.quantity import Quantity, z
from core.passes.forward import ForwardPass

DIGITS, FEWER_DIGITS = 400, 60
FAR_OUT = 8.0  # beyond this |z| a function may come so near its limit that the difference needs many digits
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
    known : dict of sympy.Expr to sympy.Expr
        Numbers already found, by their symbols; filled layer by layer.

    Examples
    --------
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
    known: dict[Expr, Expr] = field(default_factory=dict)

    def number(self, expression: Expr) -> Expr:
        """Return an expression's value as a SymPy number, infinite ones included."""
        expression = written_out(expression)
        functions = {call: self._call(call) for call in expression.atoms(ActivationFunction)}
        filled = expression.xreplace(functions)
        filled = filled.xreplace({one: self.look_up(one) for one in filled.free_symbols})
        if filled.has(InOrder, SlopeOf):
            filled = filled.doit()
        return filled if filled.is_Float else as_number(filled, DIGITS)

    def remembered(self, expression: Expr) -> Expr:
        """Return an expression's number, found once."""
        if expression not in self.known:
            self.known[expression] = self.number(expression)
        return self.known[expression]

    def value(self, expression: Expr) -> float:
        """Return an expression's value as a double: infinite or nan where it has no finite one."""
        return as_double(self.number(expression))

    def look_up(self, name: Symbol) -> Expr:
        """Return the number of a quantity.

        Raises
        ------
        KeyError
            If it is neither in the forward pass nor a slope already found.
        """
        if name in self.known:
            return self.known[name]
        if not isinstance(name, QuantitySymbol):
            raise KeyError(name)
        found = self._exact(name.quantity)
        if found is None:
            found = exact(self._plain(name.quantity))
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

    def _exact(self, quantity: Quantity) -> Expr | None:
        """Return an output with all its digits, where 1 - a or ln a is taken of it."""
        network = self.forward_pass.network
        if quantity.kind != "a" or quantity.layer != network.depth:
            return None
        if network.cost.log_shares is None and network.layers[-1].activation.elementwise:
            return None
        return self.activation_value(quantity.layer, quantity.neurons[0])

    def activation_value(self, layer: int, j: int) -> Expr:
        """Return a_j = sigma(z_j) of a layer from its formula."""
        row = self.forward_pass.layers[layer - 1].layer.activation
        filling = {_Z: self.look_up(symbol(z(layer, j)))}
        if not row.elementwise:
            filling[_S] = self.exponentials(layer)
        return formula(row.formula).xreplace(filling).evalf(DIGITS)

    def exponentials(self, layer: int) -> Expr:
        """Return S, the sum of a softmax layer's exp(z)."""
        name = LayerSymbol("S", Integer(layer))
        if name not in self.known:
            zs = self.forward_pass.layers[layer - 1].z
            self.known[name] = sympy.Add(*(sympy.exp(exact(float(one))) for one in zs))
        return self.known[name]

    def _call(self, call: ActivationFunction) -> Expr:
        """Return sigma(z) or sigma'(z) of one neuron, which its argument names."""
        if call in self.known:
            return self.known[call]
        row = self.forward_pass.layers[layer_of(call.args[0]) - 1].layer.activation
        expression = slope_formula(row) if call.primes else formula(row.formula)
        at = self.look_up(call.args[0])
        found = as_number(expression.xreplace({_Z: at}), DIGITS if abs(at) > FAR_OUT else FEWER_DIGITS)
        self.known[call] = found
        return found


def exact(number: float) -> Float:
    """Return a double as a SymPy number with digits to spare.

    Examples
    --------
    >>> (exact(0.1) * 10).n(20)
    1.0000000000000000555
    """
    return Float(number, DIGITS) if np.isfinite(number) else sympy.sympify(number)


def as_number(expression: Expr, digits: int) -> Expr:
    """Return the number that an expression without symbols is.

    SymPy's evalf asks an inner function for ever more digits when its sum with another cancels, which for
    the error function far out takes minutes; so inner functions are turned into numbers first.

    Examples
    --------
    >>> as_number(1 + sympy.erf(sympy.Integer(-700)), 40)
    0
    """
    inner = {call: call.evalf(digits) for call in expression.atoms(sympy.erf)}
    return expression.xreplace(inner).evalf(digits)


def as_double(number: Expr) -> float:
    """Return a SymPy number as a double: infinite or nan where it has no finite value.

    Examples
    --------
    >>> as_double(Float("-1e400", 30)), as_double(sympy.zoo), as_double(sympy.Integer(2))
    (-inf, nan, 2.0)
    """
    return float(number) if number.is_extended_real else float("nan")
