"""Every quantity's value in every state, found again without the passes that lessons read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from core.errors import InputError
from core.expression import evaluate
from core.fact import Fact
from core.network import Network
from core.plain_pass import H, PlainNetwork, PlainPass, Shift, run, stepped
from core.quantity import Quantity
from core.trace import State


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
    >>> from core.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> again = Rederivation(network, PlainNetwork.of(network, examples))
    >>> from core.trace import Trace
    >>> slope = Quantity.parse("dC/dw[1][0,0]")
    >>> abs(again.value(slope, State()) / Trace(network, examples).value(slope) - 1) < 1e-12
    True
    """

    network: Network
    plain: PlainNetwork
    unrest: Callable[[PlainNetwork], PlainNetwork] | None = None
    _stepped: dict[int, PlainNetwork] = field(default_factory=dict, repr=False)
    _passes: dict[tuple[State, tuple[Shift, ...]], PlainPass] = field(default_factory=dict, repr=False)

    def read(self, expression: str, state: State) -> float:
        """Return the value of an expression of quantities.

        Raises
        ------
        InputError
            If it is not one, or names what the network does not have.
        """

        def look_up(one: Quantity | Fact) -> float:
            return self._counted(one, state) if isinstance(one, Fact) else self.value(one, state)

        return evaluate(expression, look_up)

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
        if state.example is None:
            states = [replace(state, example=i) for i in range(len(self.plain.X))]
            return sum(self.value(quantity, one) for one in states) / len(states)
        of, by = quantity.of, quantity.by
        match quantity.kind:
            case "change" if of is not None:
                if not state.nudges:
                    raise InputError("", str(quantity), "expected a nudge", "found none")
                return self.value(of, state) - self.value(of, state.at_rest)
            case "ratio" if of is not None and by is not None:
                answer = self.value(Quantity("change", of=of), state)
                return answer / self.value(Quantity("change", of=by), state)
            case "slope" if of is not None and by is not None:
                return self._slope(of, by, state)
            case "delta":
                return self._slope(Quantity("C"), replace(quantity, kind="z"), state)
        return self._look_up(quantity, state).real

    def _counted(self, fact: Fact, state: State) -> float:
        """Count what a fact speaks of, in the bare arrays."""
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
            "rate": self.plain.learning_rate,
        }
        if fact.name in whole:
            return float(whole[fact.name])
        row = self.plain.Y if fact.name == "example" else columns
        found: float = fact.indices[-1]
        if fact.indices[0] >= len(row) or (fact.name == "neuron" and found >= columns[fact.indices[0]].shape[-1]):
            raise InputError("", str(fact), "expected one that the network has", "found none")
        return float(columns[fact.indices[0]].shape[-1] if fact.name == "#neurons" else found)

    def _slope(self, of: Quantity, by: Quantity, state: State) -> float:
        if by.kind not in {"w", "b", "z", "a"} or by.layer is None:
            raise InputError("", f"d{of}/d{by}", "expected a slope by w, b, z or a", f"found {by}")
        return self._look_up(of, state, (Shift(by.kind, by.layer, by.neurons, H * 1j),)).imag / H

    def _look_up(self, quantity: Quantity, state: State, step: tuple[Shift, ...] = ()) -> complex:
        seen = self._pass(state, step)
        if quantity.kind == "C":
            return seen.C
        if quantity.kind == "y":
            assert state.example is not None
            return complex(self.plain.Y[state.example][quantity.neurons])
        assert quantity.layer is not None
        arrays = {"w": seen.W, "b": seen.b, "z": seen.z}
        array = seen.a[quantity.layer] if quantity.kind == "a" else arrays[quantity.kind][quantity.layer - 1]
        return complex(array[quantity.neurons])

    def _pass(self, state: State, step: tuple[Shift, ...]) -> PlainPass:
        if (state, step) not in self._passes:
            if state.step not in self._stepped:
                arrived = stepped(self.plain, state.step)
                self._stepped[state.step] = self.unrest(arrived) if self.unrest and state.step else arrived
            example = state.example
            if example is None or not 0 <= example < len(self.plain.X):
                expected = f"expected an example from 0 to {len(self.plain.X) - 1}"
                raise InputError("", "example", expected, f"found {example}")
            shifts = [Shift(n.quantity.kind, n.quantity.layer or 0, n.quantity.neurons, n.by) for n in state.nudges]
            self._passes[state, step] = run(self._stepped[state.step], example, (*shifts, *step))
        return self._passes[state, step]
