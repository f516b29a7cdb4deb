"""The trace of a network: every quantity's value in every state, looked up by its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from core.backward import BackwardPass, backward
from core.descent import descend
from core.errors import InputError
from core.forward import ForwardPass, forward
from core.network import Examples, Network
from core.nudge import Nudge, nudge
from core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class State:
    """In which state of the network a value is taken.

    Parameters
    ----------
    example : int or None
        Which example; None for the average over all of them.
    nudges : tuple of Nudge
    step : int
        After how many steps of gradient descent.

    Examples
    --------
    >>> State(2).nudged(Quantity.parse("w[1][0,0]"), 0.5).nudges[0].by
    0.5
    """

    example: int | None = 0
    nudges: tuple[Nudge, ...] = ()
    step: int = 0

    def nudged(self, quantity: Quantity, by: float) -> State:
        """Return the state with one more nudge."""
        return replace(self, nudges=(*self.nudges, Nudge(quantity, by)))

    @property
    def at_rest(self) -> State:
        """The same state without its last nudge."""
        return replace(self, nudges=self.nudges[:-1])


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A network with its examples, and every value in it.

    Parameters
    ----------
    network : Network
    examples : Examples
    path : tuple of int
        Through which neurons of a larger network this chain leads; empty for a whole network.

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> trace = Trace(network, Examples([[3.0]], [[6.0]]))
    >>> w = Quantity.parse("w[1][0,0]")
    >>> trace.value(Quantity.parse("C")), trace.value(Quantity.parse("dC/dw[1][0,0]"))
    (0.25, 3.0)
    >>> trace.value(Quantity.parse("ΔC/Δw[1][0,0]"), State().nudged(w, 1.0))
    12.0
    """

    network: Network
    examples: Examples
    path: tuple[int, ...] = ()
    _passes: dict[State, ForwardPass] = field(default_factory=dict, repr=False)
    _gradients: dict[State, BackwardPass] = field(default_factory=dict, repr=False)
    _stepped: dict[int, Network] = field(default_factory=dict, repr=False)

    def __deepcopy__(self, memo: object) -> Trace:
        """Return the trace itself: a value that never changes, held by everything on stage that gets copied."""
        return self

    def network_at(self, step: int) -> Network:
        """Return the network after so many steps of gradient descent."""
        if step == 0:
            return self.network
        if step not in self._stepped:
            descent = descend(self.network, self.examples, step)
            self._stepped.update(enumerate(descent.networks, 1))
        return self._stepped[step]

    def forward(self, state: State) -> ForwardPass:
        """Return the forward pass of a state."""
        if state not in self._passes:
            network, x = self.network_at(state.step), self.examples.X[self._example(state)]
            self._passes[state] = nudge(network, x, state.nudges) if state.nudges else forward(network, x)
        return self._passes[state]

    def backward(self, state: State) -> BackwardPass:
        """Return the backward pass of a state."""
        if state not in self._gradients:
            y = self.examples.Y[self._example(state)]
            self._gradients[state] = backward(self.forward(state), y)
        return self._gradients[state]

    def value(self, quantity: Quantity, state: State | None = None) -> float:
        """Return the value of a quantity in a state (default: the first example, at rest).

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value in this state.
        """
        state = state or State()
        if state.example is None and quantity.kind not in {"w", "b"}:
            states = (replace(state, example=i) for i in range(len(self.examples)))
            return float(np.mean([self.value(quantity, one) for one in states]))
        of, by = quantity.of, quantity.by
        match quantity.kind:
            case "change":
                assert of is not None
                return self.value(of, state) - self.value(of, state.at_rest)
            case "ratio":
                assert of is not None
                assert by is not None
                return self.value(replace(quantity, kind="change", by=None), state) / self.value(
                    Quantity("change", of=by), state
                )
            case "slope":
                assert of is not None
                assert by is not None
                quantity.check(self.network)
                return self._cost_slope(by, state) if of.kind == "C" else self._local_slope(of, by, state)
            case "delta":
                return self._cost_slope(replace(quantity.check(self.network), kind="z"), state)
        return self._plain(quantity.check(self.network), state)

    def _plain(self, quantity: Quantity, state: State) -> float:
        if quantity.kind in {"w", "b"}:
            network = self.forward(state).network if state.example is not None else self.network_at(state.step)
            layer = network.layer(quantity.layer or 0)
            return float((layer.W if quantity.kind == "w" else layer.b)[quantity.neurons])
        seen = self.forward(state)
        if quantity.kind == "C":
            return float(seen.cost(self.examples.Y[self._example(state)]))
        if quantity.kind == "y":
            return float(self.examples.Y[self._example(state)][quantity.neurons])
        if quantity.layer == 0:
            return float(seen.x[quantity.neurons])
        assert quantity.layer is not None
        one = seen.layers[quantity.layer - 1]
        return float((one.z if quantity.kind == "z" else one.a)[quantity.neurons])

    def _cost_slope(self, by: Quantity, state: State) -> float:
        swept = self.backward(state)
        if by.kind == "a" and by.layer == self.network.depth:
            return float(self.network.cost.slope(swept.forward_pass.output, swept.y)[by.neurons])
        if by.kind == "y" or by.layer is None:
            raise InputError("", f"dC/d{by}", "expected a slope by w, b, z or a", f"found {by.kind}")
        if by.kind == "a":
            return float(swept.layers[by.layer].dC_da_prev[by.neurons])
        one = swept.layers[by.layer - 1]
        arrays = {"w": one.dC_dW, "b": one.dC_db, "z": one.delta}
        return float(arrays[by.kind][by.neurons])

    def _local_slope(self, of: Quantity, by: Quantity, state: State) -> float:
        """Return one factor of the chain rule: dz/dw, dz/db, dz/da_prev or da/dz."""
        if of.layer is None or by.layer is None:
            raise InputError("", f"d{of}/d{by}", "expected a slope within one layer", f"found d{of}/d{by}")
        one = self.forward(state).layers[of.layer - 1]
        j = of.neurons[0]
        match of.kind, by.kind, of.layer - by.layer:
            case "z", "w", 0:
                return float(one.a_prev[by.neurons[1]]) if by.neurons[0] == j else 0.0
            case "z", "b", 0:
                return float(by.neurons[0] == j)
            case "z", "a", 1:
                return float(one.layer.W[j, by.neurons[0]])
            case "a", "z", 0:
                slope = one.layer.activation.slope(one.z)
                if one.layer.activation.elementwise:
                    return float(slope[j]) if by.neurons[0] == j else 0.0
                return float(slope[j, by.neurons[0]])
        raise InputError("", f"d{of}/d{by}", "expected a slope within one layer", f"found d{of}/d{by}")

    def _example(self, state: State) -> int:
        if state.example is None or not 0 <= state.example < len(self.examples):
            expected = f"expected an example from 0 to {len(self.examples) - 1}"
            raise InputError("", "example", expected, f"found {state.example}")
        return state.example
