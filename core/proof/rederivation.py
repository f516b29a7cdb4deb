"""Every quantity's value in every state, found again without the passes that lessons read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError
from core.model.expression import parse
from core.model.expression_value import evaluate
from core.model.fact import OF_EXPRESSIONS, Fact
from core.model.network import Network
from core.model.quantity import Quantity
from core.passes.descents import STARTS, Start
from core.passes.stochastic_descent import Batches
from core.passes.trace import State
from core.proof.plain_expression import PlainExpression
from core.proof.plain_functions import H
from core.proof.plain_pass import PlainNetwork, PlainPass, Shift, run, stepped
from core.proof.plain_training import (
    asked_in_turn,
    between,
    descended,
    drawn,
    exchanged,
    standing,
    trained,
    walked,
)

_MOST_PASSES = 8
_EXCHANGE = 3
"""So many numbers tell an exchange: a layer and two neurons."""


@dataclass(frozen=True, slots=True, eq=False)
class Rederivation:
    """A network, and every value in it found again: values by a plain pass, slopes by complex steps.

    Parameters
    ----------
    network : Network
        Against which addresses are checked.
    plain : PlainNetwork
    unrest : callable, optional
        What is done to the network after steps of descent: a descent that has arrived forgets a shake at its start.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> again = Rederivation(network, PlainNetwork.of(network, examples))
    >>> from core.passes.trace import Trace
    >>> slope = Quantity.parse("dC/dw[1][0,0]")
    >>> abs(again.value(slope, State()) / Trace(network, examples).value(slope) - 1) < 1e-12
    True
    """

    network: Network
    plain: PlainNetwork
    unrest: Callable[[PlainNetwork], PlainNetwork] | None = None
    _stepped: dict[int | None, list[PlainNetwork]] = field(default_factory=dict, repr=False)
    _trained: dict[tuple[int, int | None, float], PlainNetwork] = field(default_factory=dict, repr=False)
    _walked: dict[tuple[float, Batches], list[PlainNetwork]] = field(default_factory=dict, repr=False)
    _led_by: dict[tuple[int, int, float], tuple[PlainNetwork, Array]] = field(default_factory=dict, repr=False)
    _arrived: dict[tuple[int, int | None], PlainNetwork] = field(default_factory=dict, repr=False)
    _passes: dict[tuple[State, tuple[Shift, ...]], PlainPass] = field(default_factory=dict, repr=False)
    _known: dict[tuple[Quantity, State], float] = field(default_factory=dict, repr=False)

    def read(self, expression: str, state: State) -> float:
        """Return the value of an expression of quantities in plain text, as a record holds it.

        Raises
        ------
        InputError
            If it is not one, or names what the network does not have.
        """

        def look_up(one: Quantity | Fact) -> float:
            return self._counted(one, state) if isinstance(one, Fact) else self.value(one, state)

        return evaluate(parse(expression), look_up)

    def value(self, quantity: Quantity, state: State) -> float:
        """Return the value of a quantity in a state.

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value in this state.
        """
        quantity.check(self.network)
        for nudge in state.nudges:
            nudge.quantity.check(self.network)
        if (quantity, state) not in self._known:
            self._known[quantity, state] = float(np.mean(self._found(quantity, state)))
        return self._known[quantity, state]

    # The following return a number, or one for each example.

    def _found(self, quantity: Quantity, state: State) -> Array:
        of, by = quantity.of, quantity.by
        match quantity.kind:
            case "change" if of is not None:
                if not state.nudges:
                    raise InputError("", str(quantity), "expected a nudge", "found none")
                return self._found(of, state) - self._found(of, state.at_rest)
            case "ratio" if of is not None and by is not None:
                answer, given = (self._found(Quantity("change", of=one), state) for one in (of, by))
                if not np.all(given):
                    raise InputError("", str(quantity), "expected a change to divide by", "found 0")
                return answer / given
            case "slope" if of is not None and by is not None:
                return self._slope(of, by, state)
            case "delta":
                return self._slope(Quantity("C"), replace(quantity, kind="z"), state)
        return self._look_up(quantity, state).real

    def _counted(self, fact: Fact, state: State) -> float:
        """Count what a fact speaks of, in the bare arrays; or find what it says of the expression beside them."""
        if fact.name in OF_EXPRESSIONS:
            return PlainExpression.of(self.network).value(fact)
        if fact.name == "#plateau":
            return float(self._stands(state))
        layers = self.plain.layers
        columns = [self.plain.X, *(np.asarray(b) for _, b, _ in layers)]
        weights, biases = sum(W.size for W, _, _ in layers), sum(b.size for _, b, _ in layers)
        whole = {
            "#weights": weights,
            "#biases": biases,
            "#parameters": weights + biases,
            "#examples": self.plain.X.shape[0],
            "#layers": len(layers),
            "#inputs": self.plain.X.shape[1],
            "#outputs": self.plain.Y.shape[1],
            "#steps": state.step,
            "#runs": self._run(state),
            "rate": self._rate(state),
            "#pass_products": weights,
            "#sweep_products": (swept := self._swept()),
            "#nudged_slopes": min(swept // weights, weights + biases),
        }
        if fact.name in whole:
            return float(whole[fact.name])
        row = self.plain.Y if fact.name == "example" else columns
        found: float = fact.indices[-1]
        if fact.indices[0] >= len(row) or (fact.name == "neuron" and found >= columns[fact.indices[0]].shape[-1]):
            raise InputError("", str(fact), "expected one that the network has", "found none")
        return float(columns[fact.indices[0]].shape[-1] if fact.name == "#neurons" else found)

    def _run(self, state: State) -> int:
        """Count the examples that have been run for the steps of a state, step by step."""
        count, batches = len(self.plain.X), state.batches
        if batches is None:
            return state.step * (1 if state.asked is not None else count)
        _check_batches(batches, count)
        return sum(map(len, asked_in_turn(count, batches.size, batches.seed, state.step)))

    def _stands(self, state: State) -> int:
        """Count the steps that end at about the cost of one answer for all, by running all examples after each."""
        if state.start is None:
            sums = descended([self.plain], state.step, self._rate(state))[1][:, 0]
        else:
            sums = self._descended(state.start.seed, state)[1]
        return standing(self.plain, sums[1:])

    def _rate(self, state: State) -> float:
        return self.plain.learning_rate if state.rate is None else state.rate

    def _drawn(self, seed: int) -> PlainNetwork:
        """Return the start that a seed draws."""
        begun = drawn(self.plain, seed)
        return replace(self.unrest(begun), X=self.plain.X, Y=self.plain.Y) if self.unrest else begun

    def _from_start(self, state: State, start: Start) -> PlainNetwork:
        """Return the network at the end of a way downhill from a start, or on a line from there."""
        one, *others = (self._led(seed, state) for seed in start.seeds)
        if start.exchanged:
            self._check_exchange(start.exchanged)
            others = [exchanged(one, *start.exchanged)]
        return between(one, others[0], start.share) if others else one

    def _led(self, seed: int, state: State) -> PlainNetwork:
        return self._descended(seed, state)[0]

    def _descended(self, seed: int, state: State) -> tuple[PlainNetwork, Array]:
        """Return where a start has led, and its outputs' sums on the way; the first starts are led together."""
        key = seed, state.step, self._rate(state)
        if key not in self._led_by:
            seeds = range(STARTS) if seed < STARTS else [seed]
            ends, sums = descended([self._drawn(one) for one in seeds], *key[1:])
            for place, (one, end) in enumerate(zip(seeds, ends, strict=True)):
                after = self.unrest(end) if self.unrest and state.step else end
                self._led_by[one, *key[1:]] = after, sums[:, place]
        return self._led_by[key]

    def _check_exchange(self, told: tuple[int, ...]) -> None:
        """Refuse an exchange of anything but two neurons of a hidden layer."""
        widths = self.network.widths
        is_one = len(told) == _EXCHANGE and 1 <= told[0] < len(widths) - 1
        if not is_one or not all(0 <= j < widths[told[0]] for j in told[1:]):
            raise InputError("", "start.exchanged", "expected a hidden layer and two of its neurons", f"found {told}")

    def _swept(self) -> int:
        """Count the products of a sweep back, edge by edge and gate by gate."""
        count = self.plain.Y.shape[1]
        for place, (W, b, _) in enumerate(self.plain.layers, 1):
            competes = not self.network.layer(place).activation.elementwise
            count += W.size + (W.size if place > 1 else 0) + b.size * (b.size if competes else 1)
        return int(count)

    def _slope(self, of: Quantity, by: Quantity, state: State) -> Array:
        if by.kind not in {"w", "b", "z", "a"} or by.layer is None or of.kind not in {"C", "z", "a"}:
            raise InputError("", f"d{of}/d{by}", "expected a slope of C, z or a by w, b, z or a", f"found d{of}/d{by}")
        step = (Shift(by.kind, by.layer, by.neurons, H * 1j),)
        power = self._pass(state, step).powers[-1 if of.layer is None else of.layer]
        found: Array = np.ldexp(self._look_up(of, state, step).imag / H, power)
        return found

    def _look_up(self, quantity: Quantity, state: State, step: tuple[Shift, ...] = ()) -> Array:
        seen = self._pass(state, step)
        if quantity.kind == "C":
            return seen.C
        if quantity.kind == "y":
            rows = self.plain.Y if state.example is None else self.plain.Y[state.example]
            return rows[..., quantity.neurons[0]]
        assert quantity.layer is not None
        if quantity.kind in {"w", "b"}:
            W, b, _ = self._at_step(state).layers[quantity.layer - 1]
            given = (W if quantity.kind == "w" else b)[quantity.neurons]
            return np.asarray(given + sum(nudge.by for nudge in state.nudges if nudge.quantity == quantity))
        return (seen.z[quantity.layer - 1] if quantity.kind == "z" else seen.a[quantity.layer])[
            ..., quantity.neurons[0]
        ]

    def _pass(self, state: State, step: tuple[Shift, ...]) -> PlainPass:
        if (state, step) not in self._passes:
            if state.example is not None and not 0 <= state.example < len(self.plain.X):
                expected = f"expected an example from 0 to {len(self.plain.X) - 1}"
                raise InputError("", "example", expected, f"found {state.example}")
            shifts = [Shift(n.quantity.kind, n.quantity.layer or 0, n.quantity.neurons, n.by) for n in state.nudges]
            found = run(self._at_step(state), state.example, (*shifts, *step))
            while len(self._passes) >= _MOST_PASSES:
                del self._passes[next(iter(self._passes))]
            self._passes[state, step] = found
        return self._passes[state, step]

    def _at_step(self, state: State) -> PlainNetwork:
        """Return the network after so many steps of descent, each found once."""
        step, asked = state.step, state.asked
        if step < 0:
            raise InputError("", "step", "expected a step from 0", f"found {step}")
        if state.start is not None:
            return self._from_start(state, state.start)
        if step == 0:
            return self.plain
        if state.batches is not None:
            return self._on_a_walk(step, self._rate(state), state.batches)
        if state.rate is not None:
            if (step, asked, state.rate) not in self._trained:
                after = replace(trained(self._asking(asked), step, state.rate), X=self.plain.X, Y=self.plain.Y)
                self._trained[step, asked, state.rate] = self.unrest(after) if self.unrest else after
            return self._trained[step, asked, state.rate]
        taken = self._stepped.setdefault(asked, [])
        while len(taken) < step:
            taken.append(stepped(taken[-1] if taken else self._asking(asked), 1))
        if (step, asked) not in self._arrived:
            arrived = replace(taken[step - 1], X=self.plain.X, Y=self.plain.Y)
            self._arrived[step, asked] = self.unrest(arrived) if self.unrest else arrived
        return self._arrived[step, asked]

    def _on_a_walk(self, step: int, rate: float, batches: Batches) -> PlainNetwork:
        """Return the network after so many steps by a few examples each; none before is found twice."""
        known = self._walked.get((rate, batches), [])
        if len(known) <= step:
            _check_batches(batches, len(self.plain.X))
            for one in batches.free:
                one.check(self.network)
            known = self._walked[rate, batches] = walked(self.plain, max(step, 2 * len(known)), rate, batches)
        return self.unrest(known[step]) if self.unrest else known[step]

    def _asking(self, asked: int | None) -> PlainNetwork:
        """Return the network with the examples whose slopes a descent follows."""
        if asked is None:
            return self.plain
        if not 0 <= asked < len(self.plain.X):
            raise InputError("", "asked", f"expected an example from 0 to {len(self.plain.X) - 1}", f"found {asked}")
        return replace(self.plain, X=self.plain.X[[asked]], Y=self.plain.Y[[asked]])


def _check_batches(batches: Batches, count: int) -> None:
    """Refuse steps that ask no example, or more than there are."""
    if not 1 <= batches.size <= count:
        raise InputError("", "batches.size", f"expected a size from 1 to {count}", f"found {batches.size}")
