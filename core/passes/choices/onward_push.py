"""A push of one neuron on its paths to the cost: what it moves on its way, and what each path brings about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.model.quantity import C, Quantity, a, change, z
from core.passes.choices.onward_paths import OnwardPaths
from core.passes.moment import Moment


@dataclass(frozen=True, eq=False)
class OnwardPush:
    """A push of a neuron's activation.

    Parameters
    ----------
    paths : OnwardPaths
    by : float

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.choices.onward_paths import liveliest
    >>> from core.passes.trace import Trace
    >>> paths = liveliest(Moment(Trace(*read("networks/iris.toml"))), 2)
    >>> push = OnwardPush(paths, 0.2)
    >>> abs(sum(push.brought([0, 1, 2])) - push.moment.value(change(C))) < 1e-15
    True
    """

    paths: OnwardPaths
    by: float

    @property
    def activation(self) -> Quantity:
        """What is pushed."""
        return a(self.paths.layer, self.paths.k)

    @cached_property
    def moment(self) -> Moment:
        """The moment under the push."""
        return self.paths.moment.nudged(self.activation, self.by)

    def moves(self, j: int) -> tuple[Quantity, ...]:
        """Return the changes on the path through neuron j of the next layer: of z and, unless outputs compete, of a."""
        layer = self.paths.layer + 1
        return (change(z(layer, j)), *([change(a(layer, j))] if self.paths.elementwise else []))

    def brought(self, neurons: Sequence[int]) -> list[float]:
        """Return how far the cost moves as the push takes one path after another.

        The neurons of the next layer move one after another, each from where the ones before it have left the
        cost. So these moves add up to that of the whole push, however large it is; where each output has its own
        term of the cost, the order does not matter.

        Parameters
        ----------
        neurons : sequence of int
            Of the next layer, in the order in which they move.
        """
        now, moves = self.paths.moment, []
        for j in neurons:
            moved = z(self.paths.layer + 1, j)
            now = now.nudged(moved, self.moment.value(change(moved)))
            moves.append(now.value(change(C)))
        return moves

    def brought_by_others(self, neurons: Sequence[int]) -> float:
        """Return how far the cost moves further, after these, as all others move."""
        return self.moment.value(change(C)) - sum(self.brought(neurons))
