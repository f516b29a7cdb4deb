"""What a sweep back carries from neuron to neuron, with neurons that are not drawn taken together as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np

from core.model.arrays import Array
from core.model.quantity import C, a, slope
from core.passes.backward import BackwardPass
from core.passes.moment import Moment

Group: TypeAlias = tuple[int, ...]
"""Neurons of one layer that are drawn as one: a single neuron, or all that are left out."""


@dataclass(frozen=True, eq=False)
class Carried:
    """The amounts of a sweep; those of a group are the signed sums of its neurons, so that every sum closes.

    dC/da_k = sum_j w_jk delta_j;   delta_k = dC/da_k sigma'(z_k)

    Parameters
    ----------
    moment : Moment
        Of one example.
    groups : mapping of int to tuple of Group
        Of each layer, in order.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> carried = Carried(moment, {layer: tuple((k,) for k in range(n)) for layer, n in enumerate((4, 4, 3, 3))})
    >>> parts = [carried.over(3, (j,), (0,)) for j in range(3)]
    >>> abs(sum(parts) - carried.arrived(2, (0,))) < 1e-12
    True
    """

    moment: Moment
    groups: Mapping[int, tuple[Group, ...]]

    @property
    def depth(self) -> int:
        """The last layer."""
        return self.moment.network.depth

    @cached_property
    def direct(self) -> bool:
        """Whether the cost's slope by the last sums has a form of its own: shares that compete, under a logarithm."""
        network = self.moment.network
        return not network.layer(self.depth).activation.elementwise and network.cost.log_shares is not None

    def competes(self, layer: int) -> bool:
        """Whether each sum of a layer moves all of its activations."""
        return not self.moment.network.layer(layer).activation.elementwise

    def arrived(self, layer: int, group: Group) -> float:
        """Return dC/da; where the cost's slope by the last sums has a form of its own, dC/dz of an output."""
        if layer == self.depth and self.direct:
            return self.delta(layer, group)
        return float(self._arrived(layer)[list(group)].sum())

    def delta(self, layer: int, group: Group) -> float:
        """Return dC/dz."""
        return float(self._pass.layers[layer - 1].delta[list(group)].sum())

    def over(self, layer: int, to: Group, source: Group) -> float:
        """Return what the edges from a group of one layer back to one of the layer before bring: w delta.

        Parameters
        ----------
        layer : int
            1..L, that of `to`, from which they start on their way back.
        to, source : Group
        """
        W = self.moment.network.layer(layer).W[np.ix_(to, source)]
        return float((self._pass.layers[layer - 1].delta[list(to)] @ W).sum())

    def slopes(self, layer: int) -> tuple[Array, Array]:
        """Return dC/dW, row after row, and dC/db of a layer."""
        seen = self._pass.layers[layer - 1]
        return seen.dC_dW.ravel(), seen.dC_db

    def moves(self, layer: int) -> tuple[Array, Array]:
        """Return what a step adds to W, row after row, and to b: nothing to biases that the network keeps.

        -rate dC/dW;   -rate dC/db
        """
        network = self.moment.network
        weights, biases = self.slopes(layer)
        return -network.learning_rate * weights, -network.learning_rate * network.update_biases * biases

    @property
    def every_slope_is_zero(self) -> bool:
        """Whether nothing comes out of the sweep at all."""
        layers = range(1, self.depth + 1)
        return not any(part.any() for layer in layers for part in self.slopes(layer))

    @cached_property
    def _pass(self) -> BackwardPass:
        return self.moment.trace.backward(self.moment.state)

    def _arrived(self, layer: int) -> Array:
        if layer < self.depth:
            return self._pass.layers[layer].dC_da_prev
        width = self.moment.network.widths[layer]
        return np.array([self.moment.value(slope(C, a(layer, j))) for j in range(width)])
