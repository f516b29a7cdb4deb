"""Nudges: a finite change to one quantity, and the forward pass recomputed with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Layer, Network
from core.model.quantity import Quantity
from core.passes.forward import ForwardPass, LayerPass


@dataclass(frozen=True, slots=True)
class Nudge:
    """A finite change to a weight, a bias, a weighted sum or an activation (a[0] is the input).

    Parameters
    ----------
    quantity : Quantity
    by : float or complex
        What is added; a tiny imaginary part makes a complex step.

    Raises
    ------
    InputError
        If the quantity is not one that a network lets you set.

    Examples
    --------
    >>> Nudge(Quantity.parse("w[1][0,0]"), 0.1).by
    0.1
    """

    quantity: Quantity
    by: complex

    def __post_init__(self) -> None:
        if self.quantity.kind not in {"w", "b", "z", "a"}:
            found = f"found {self.quantity}"
            raise InputError("", "nudge", "expected a weight, bias, weighted sum or activation", found)


@dataclass(frozen=True, slots=True, eq=False)
class NudgedPass(ForwardPass):
    """A forward pass under nudges; its network carries the nudged weights and biases."""

    nudges: tuple[Nudge, ...] = ()

    def cost(self, y: ArrayLike) -> Array:
        """Return C for one example, from the outputs as they were nudged."""
        last = Quantity("a", self.network.depth)
        if any(replace(n.quantity, neurons=()) == last for n in self.nudges):
            return self.network.cost.value(self.output, np.asarray(y))
        return ForwardPass.cost(self, y)


def nudge(network: Network, x: ArrayLike, nudges: Iterable[Nudge]) -> NudgedPass:
    """Run the network forward with some quantities nudged, everything after them recomputed.

    Parameters
    ----------
    network : Network
    x : array_like, shape (n_0,)
    nudges : iterable of Nudge

    Returns
    -------
    NudgedPass

    Raises
    ------
    InputError
        If the network has no such quantity.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),) * 2)
    >>> nudge(network, [1.0], [Nudge(Quantity.parse("a[1][0]"), 0.5)]).output.item()
    6.5
    """
    nudges = tuple(nudges)
    shifts: dict[tuple[str, int], Array] = {}
    x = np.asarray(x, dtype=np.float64)
    for one in nudges:
        q = one.quantity.check(network)
        assert q.layer is not None
        shape: tuple[int, ...] = (network.widths[q.layer],)
        if q.kind == "w":
            shape = (network.widths[q.layer], network.widths[q.layer - 1])
        kind = np.complex128 if isinstance(one.by, complex) else np.float64
        shift = np.zeros(shape, dtype=kind)
        shift[q.neurons] = one.by
        shifts[q.kind, q.layer] = shifts.get((q.kind, q.layer), 0) + shift
    a: Array = x + shifts.get(("a", 0), 0)
    passes, layers = [], []
    for number, layer in enumerate(network.layers, 1):
        W = layer.W + shifts["w", number] if ("w", number) in shifts else layer.W
        b = layer.b + shifts["b", number] if ("b", number) in shifts else layer.b
        layers.append(_nudged_layer(layer, W, b))
        z = W @ a + b + shifts.get(("z", number), 0)
        passes.append(LayerPass(layers[-1], a, z, layer.activation.value(z) + shifts.get(("a", number), 0)))
        a = passes[-1].a
    return NudgedPass(network.with_layers(tuple(layers)), passes[0].a_prev, tuple(passes), nudges)


def _nudged_layer(layer: Layer, W: Array, b: Array) -> Layer:
    """Return the layer with real nudges put in; complex steps have no network of their own."""
    if np.iscomplexobj(W) or np.iscomplexobj(b) or (W is layer.W and b is layer.b):
        return layer
    return Layer(W, b, layer.activation)
