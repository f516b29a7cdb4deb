"""The trace of a network: every quantity's value in every state, looked up by its address."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.model.quantity import Quantity
from core.passes.backward import BackwardPass, backward
from core.passes.descent import descend
from core.passes.descents import Start
from core.passes.forward import ForwardPass, forward
from core.passes.nudge import Nudge, nudge
from core.passes.started import Started, started
from core.passes.stochastic_descent import Batches, Walk, descend_by
from core.passes.training import train

BESIDE = "beside"
"""By which name that network is known that a user gives beside the first one."""
_ROUNDING = 1e-9
"""Share by which nudges may differ that are the same."""


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
    asked : int or None
        The one example whose slopes those steps follow; None where they follow the average over all.
    rate : float or None
        The learning rate of those steps, where they are the many of a training; None for the network's own.
    batches : Batches or None
        Which examples each of those steps asks, where it is not all of them, and what they move.
    start : Start or None
        From which start by chance those steps are taken, and where between such; None for the network as it is given.

    Examples
    --------
    >>> State(2).nudged(Quantity.parse("w[1][0,0]"), 0.5).nudges[0].by
    0.5
    """

    example: int | None = 0
    nudges: tuple[Nudge, ...] = ()
    step: int = 0
    asked: int | None = None
    rate: float | None = None
    batches: Batches | None = None
    start: Start | None = None

    def nudged(self, quantity: Quantity, by: float) -> State:
        """Return the state with one more nudge."""
        return replace(self, nudges=(*self.nudges, Nudge(quantity, by)))

    def is_pushed_like(self, other: State) -> bool:
        """Whether the nudges of both add up to the same, but for rounding; a nudge by nothing is none.

        Examples
        --------
        >>> weight = Quantity.parse("w[1][0,0]")
        >>> State().nudged(weight, 0.0).is_pushed_like(State()), State().nudged(weight, 0.1).is_pushed_like(State())
        (True, False)
        """
        mine, its = (sum(nudge.by.real for nudge in state.nudges) for state in (self, other))
        return math.isclose(mine, its, rel_tol=_ROUNDING)

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
    beside : str
        By which name this network is known that is told of beside the user's; empty for the user's own.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
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
    beside: str = ""
    _passes: dict[State, ForwardPass] = field(default_factory=dict, repr=False)
    _gradients: dict[State, BackwardPass] = field(default_factory=dict, repr=False)
    _stepped: dict[tuple[int, int | None], Network] = field(default_factory=dict, repr=False)
    _trained: dict[tuple[int, int | None, float], Network] = field(default_factory=dict, repr=False)
    _walks: dict[tuple[Batches, float], Walk] = field(default_factory=dict, repr=False)

    def __deepcopy__(self, memo: object) -> Trace:
        """Return the trace itself: a value that never changes, held by everything on stage that gets copied."""
        return self

    def network_at(self, step: int, asked: int | None = None, rate: float | None = None) -> Network:
        """Return the network after so many steps of gradient descent, by the slopes of all examples or of one.

        With a rate they are those of a training, of which nothing is kept but the end.
        """
        if step == 0:
            return self.network
        if rate is not None:
            if (step, asked, rate) not in self._trained:
                training = train(self.network, self._asked(asked), step, rate)
                if training.steps < step:
                    expected = "expected steps that keep every number finite"
                    found = f"found {training.steps} of {step}"
                    raise InputError("", "learning_rate", expected, found, "use a smaller one")
                self._trained[step, asked, rate] = training.end
            return self._trained[step, asked, rate]
        if (step, asked) not in self._stepped:
            descent = descend(self.network, self._asked(asked), step)
            self._stepped.update({(number, asked): one for number, one in enumerate(descent.networks, 1)})
        return self._stepped[step, asked]

    def walk(self, steps: int, rate: float, batches: Batches) -> Walk:
        """Return so many steps at least, each by the slopes of a few examples.

        Raises
        ------
        InputError
            If a step carries a number beyond what a double can hold.
        """
        known = self._walks.get((batches, rate))
        if known is None or len(known.asked) < steps:
            rng, free = np.random.default_rng(batches.seed), batches.free or None
            known = descend_by(self.network, self.examples, steps, size=batches.size, rate=rate, rng=rng, free=free)
            self._walks[batches, rate] = known
        return known

    def plateau(self, state: State) -> int:
        """Return how many steps of a state end at about the cost of giving every example one answer."""
        return self.started.plateau(state.start, state.step, self._rate(state))

    @property
    def started(self) -> Started:
        """The ways downhill from starts by chance."""
        return started(self.network, self.examples)

    def _rate(self, state: State) -> float:
        return self.network.learning_rate if state.rate is None else state.rate

    def network_in(self, state: State) -> Network:
        """Return the network in a state: after its steps, before any nudge."""
        if state.start is not None:
            return self.started.place(state.start, state.step, self._rate(state))
        if state.batches is None or not state.step:
            return self.network_at(state.step, state.asked, state.rate)
        return self.walk(state.step, self._rate(state), state.batches).networks[state.step]

    def forward(self, state: State) -> ForwardPass:
        """Return the forward pass of a state; without an example that of all of them together."""
        if state not in self._passes:
            network, x = self.network_in(state), self._of_example(self.examples.X, state)
            self._passes[state] = nudge(network, x, state.nudges) if state.nudges else forward(network, x)
        return self._passes[state]

    def backward(self, state: State) -> BackwardPass:
        """Return the backward pass of a state; without an example that of all of them together."""
        if state not in self._gradients:
            self._gradients[state] = backward(self.forward(state), self._of_example(self.examples.Y, state))
        return self._gradients[state]

    def value(self, quantity: Quantity, state: State | None = None) -> float:
        """Return the value of a quantity in a state (default: the first example, at rest).

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value in this state.
        """
        state = state or State()
        if quantity.kind not in {"change", "ratio"} and not (state.nudges and state.example is None):
            return float(np.mean(self._found(quantity, state)))
        if state.example is None:
            states = (replace(state, example=i) for i in range(len(self.examples)))
            return float(np.mean([self.value(quantity, one) for one in states]))
        assert quantity.of is not None
        if quantity.kind == "change":
            return self.value(quantity.of, state) - self.value(quantity.of, state.at_rest)
        assert quantity.by is not None
        answer = self.value(Quantity("change", of=quantity.of), state)
        return answer / self.value(Quantity("change", of=quantity.by), state)

    def values(self, quantity: Quantity, state: State | None = None) -> Array:
        """Return a quantity's value on each example, found in one pass over all.

        Parameters
        ----------
        quantity : Quantity
            No change or ratio: nothing is nudged.
        state : State, optional
            After which steps of gradient descent; its example and its nudges are left aside.

        Returns
        -------
        ndarray, shape (m,)

        Raises
        ------
        InputError
            If the network has no such quantity.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> trace = Trace(*read("networks/chain.toml"))
        >>> C = Quantity.parse("C")
        >>> bool(trace.values(C).mean() == trace.value(C, State(example=None)))
        True
        """
        everywhere = replace(state or State(), example=None, nudges=())
        return np.broadcast_to(self._found(quantity, everywhere), len(self.examples))

    def _found(self, quantity: Quantity, state: State) -> Array | float:
        """Return a value; in a state without an example one for each of them, or one that they share."""
        quantity.check(self.network)
        of, by = quantity.of, quantity.by
        match quantity.kind:
            case "slope" if of is not None and by is not None:
                return self._cost_slope(by, state) if of.kind == "C" else self._local_slope(of, by, state)
            case "delta":
                return self._cost_slope(replace(quantity, kind="z"), state)
        return self._plain(quantity, state)

    def _plain(self, quantity: Quantity, state: State) -> Array:
        if quantity.kind in {"w", "b"}:
            network = self.forward(state).network if state.nudges else self.network_in(state)
            layer = network.layer(quantity.layer or 0)
            return (layer.W if quantity.kind == "w" else layer.b)[quantity.neurons]
        if quantity.kind == "y":
            return self._of_example(self.examples.Y, state)[..., quantity.neurons[0]]
        if quantity.kind == "C":
            return self.forward(state).cost(self._of_example(self.examples.Y, state))
        if quantity.layer == 0:
            return self.forward(state).x[..., quantity.neurons[0]]
        assert quantity.layer is not None
        one = self.forward(state).layers[quantity.layer - 1]
        return (one.z if quantity.kind == "z" else one.a)[..., quantity.neurons[0]]

    def _cost_slope(self, by: Quantity, state: State) -> Array:
        swept = self.backward(state)
        if by.kind == "a" and by.layer == self.network.depth:
            return self.network.cost.slope(swept.forward_pass.output, swept.y)[..., by.neurons[0]]
        if by.kind == "y" or by.layer is None:
            raise InputError("", f"dC/d{by}", "expected a slope by w, b, z or a", f"found {by.kind}")
        if by.kind == "a":
            return swept.layers[by.layer].dC_da_prev[..., by.neurons[0]]
        delta = swept.layers[by.layer - 1].delta[..., by.neurons[0]]
        if by.kind == "w":
            return delta * swept.forward_pass.layers[by.layer - 1].a_prev[..., by.neurons[1]]
        return delta

    def _local_slope(self, of: Quantity, by: Quantity, state: State) -> Array | float:
        """Return one factor of the chain rule: dz/dw, dz/db, dz/da_prev or da/dz."""
        if of.layer is None or by.layer is None:
            raise InputError("", f"d{of}/d{by}", "expected a slope within one layer", f"found d{of}/d{by}")
        one = self.forward(state).layers[of.layer - 1]
        j = of.neurons[0]
        match of.kind, by.kind, of.layer - by.layer:
            case "z", "w", 0:
                return one.a_prev[..., by.neurons[1]] if by.neurons[0] == j else 0.0
            case "z", "b", 0:
                return float(by.neurons[0] == j)
            case "z", "a", 1:
                return one.layer.W[j, by.neurons[0]]
            case "a", "z", 0:
                if not one.layer.activation.elementwise:
                    return one.layer.activation.slope(one.z)[..., j, by.neurons[0]]
                return one.layer.activation.slope(one.z[..., j]) if by.neurons[0] == j else 0.0
        raise InputError("", f"d{of}/d{by}", "expected a slope within one layer", f"found d{of}/d{by}")

    def _of_example(self, array: Array, state: State) -> Array:
        """Return an example's row, or all rows where none is meant."""
        if state.example is None:
            return array
        self._check(state.example)
        return array[state.example]

    def _asked(self, asked: int | None) -> Examples:
        """Return the examples whose slopes steps follow."""
        if asked is None:
            return self.examples
        self._check(asked)
        return Examples(self.examples.X[[asked]], self.examples.Y[[asked]])

    def _check(self, example: int) -> None:
        if not 0 <= example < len(self.examples):
            expected = f"expected an example from 0 to {len(self.examples) - 1}"
            raise InputError("", "example", expected, f"found {example}")
