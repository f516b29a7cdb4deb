"""One sweep from the cost back to a layer: each neuron's dC/da and dC/dz, as formula and number."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Add, Expr, Integer, Sum, Symbol, cancel, collect, expand, symbols

from core.algebra.evaluation import Evaluation
from core.algebra.exact import Number
from core.algebra.in_order import Factors, Terms
from core.algebra.indexed import indexed, slope_by, written_out
from core.algebra.local_slopes import WRITTEN_OUT, LocalSlopes, joint_slope
from core.algebra.symbols import activation_function, function_names, symbol
from core.model.quantity import C, Quantity, a, delta, slope, w, y, z

J = Symbol("j", integer=True)


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """The slopes of the layers from L down to a lowest one, kept in the evaluation.

    Parameters
    ----------
    local : LocalSlopes
    lowest : int
        The last layer whose dC/da and dC/dz are found, 0..L.

    Examples
    --------
    >>> import numpy as np
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward
    >>> from core.model.network import Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),) * 2)
    >>> sweep = Sweep(LocalSlopes(Evaluation(forward(network, [1.0]), np.array([5.0]))), 0)
    >>> sweep.value(slope(C, a(0))), sweep.value(delta(1))
    (4.0, 2.0)
    """

    local: LocalSlopes
    lowest: int

    def __post_init__(self) -> None:
        known = self.evaluation.known
        depth, widths = self.local.network.depth, self.local.network.widths
        for j in range(widths[-1]):
            known[symbol(slope(C, a(depth, j)))] = self.evaluation.number(self.local.dC_expression(j))
        for layer in range(depth, max(self.lowest, 1) - 1, -1):
            for j in range(widths[layer]):
                known[symbol(delta(layer, j))] = self._delta(layer, j)
                known[symbol(slope(C, z(layer, j)))] = known[symbol(delta(layer, j))]
            for k in range(widths[layer - 1]) if layer > self.lowest else ():
                shares = (self._share(layer, j, k) for j in range(widths[layer]))
                known[symbol(slope(C, a(layer - 1, k)))] = self.evaluation.exact.total(shares)

    @property
    def evaluation(self) -> Evaluation:
        """What the numbers are looked up in."""
        return self.local.evaluation

    def value(self, quantity: Quantity) -> float:
        """Return a slope's value."""
        return self.evaluation.value(symbol(quantity))

    def number(self, quantity: Quantity) -> Number:
        """Return a slope's value with all its digits."""
        return self.evaluation.number(symbol(quantity))

    def _share(self, layer: int, j: int, k: int) -> Number:
        return self.evaluation.look_up(symbol(w(layer, j, k))) * self.evaluation.known[symbol(delta(layer, j))]

    def _delta(self, layer: int, j: int) -> Number:
        """Return dC/dz of a neuron, where a pole of the cost has been cancelled if there is one."""
        network = self.local.network
        row = network.layer(layer).activation
        if not row.elementwise:
            return self.evaluation.exact.total(self.through_output(i, j) for i in range(network.widths[-1]))
        joint = self.joint(j) if layer == network.depth else None
        if joint is not None:
            return self.evaluation.number(joint)
        return self.evaluation.number(self.da_dz(layer, j)) * self.number(slope(C, a(layer, j)))

    def through_output(self, i: int, j: int) -> Number:
        """Return softmax's share da_i/dz_j dC/da_i as a number."""
        entry = self.evaluation.remembered(self.jacobian(i, j))
        return entry * self.number(slope(C, a(self.local.network.depth, i)))

    def jacobian(self, i: int, j: int) -> Expr:
        """Return da_i/dz_j of a softmax output."""
        return self.local.jacobian_entry(i, j)

    def da_dz(self, layer: int, j: int) -> Expr:
        """Return sigma'(z_j)."""
        sigma = activation_function(function_names(self.local.network)[layer - 1], primes=1)
        return sigma(symbol(z(layer, j)))

    def joint(self, j: int) -> Expr | None:
        """Return dC/dz_j of an output in a and y where the slopes cancel, else None."""
        network = self.local.network
        row = network.layers[-1].activation
        if not row.elementwise:
            return self._joint_of_softmax(j)
        found = joint_slope(row, network.cost)
        if found is None:
            return None
        own_a, own_y = symbols("a y")
        return found.xreplace({own_a: symbol(a(network.depth, j)), own_y: symbol(y(j))})

    def _joint_of_softmax(self, j: int) -> Expr | None:
        """Return the sum over all outputs, each with its pole cancelled: a_j (y_0 + y_1 + ...) - y_j."""
        network = self.local.network
        outputs = [symbol(a(network.depth, i)) for i in range(network.widths[-1])]
        if network.cost.log_shares is None or len(outputs) > WRITTEN_OUT:
            return None
        shares = (cancel(self.jacobian(i, j).doit() * self.local.dC_expression(i)) for i in range(len(outputs)))
        total = collect(expand(Add(*shares)), outputs[j])
        return total if total.is_polynomial(*outputs) else None

    def dC_da(self, layer: int, k: int) -> Expr:
        """Return what dC/da_k equals, one layer on: the cost's slope, or the sum over the next neurons."""
        network = self.local.network
        if layer == network.depth:
            return self.local.dC_expression(k)
        n = network.widths[layer + 1]
        if n > WRITTEN_OUT:
            return Sum(Factors(*self._onward_in_general(layer, J, k)), (J, 0, n - 1))
        terms = [Factors(*self.onward(layer, j, k)) for j in range(n)]
        return terms[0] if n == 1 else Terms(*terms)

    def onward(self, layer: int, j: int, k: int) -> tuple[Expr, ...]:
        """Return the factors from a_k of a layer through neuron j of the next one."""
        return tuple(written_out(part.xreplace({J: Integer(j)})) for part in self._onward_in_general(layer, J, k))

    def _onward_in_general(self, layer: int, j: Symbol, k: int) -> tuple[Expr, ...]:
        weight = indexed("w", layer + 1, j, k)
        if not self.local.network.layer(layer + 1).activation.elementwise:
            return weight, indexed("delta", layer + 1, j)
        sigma = activation_function(function_names(self.local.network)[layer], primes=1)
        return weight, sigma(indexed("z", layer + 1, j)), slope_by("a", layer + 1, j)
