"""One example a step, or all of them: over which two parameters, at which rate, how many steps, and what is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from core.model.arrays import Array, frozen
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, b, slope, w
from core.passes.backward import backward
from core.passes.choices.map_window import Window, levels_of
from core.passes.forward import forward
from core.passes.landscape import cost_map
from core.passes.moment import Moment
from core.passes.stochastic_descent import Batches, Walk
from core.passes.trace import Trace

_STEPS, _SEED = 72, 0
"""About how many steps each walk takes: as many as whole passes do. What draws the order of the examples."""
_SLOWER = (1, 5, 25)
"""By how much smaller than the network's own a learning rate is tried."""
_ROUNDING = 1e-12
"""A rise of the cost by less, of what it was at the start, is rounding."""
_ALIKE = 1e-6
"""Slopes of two parameters whose determinant is less, of the largest that it could be, pull one way alone."""
_WINDOW = (1e-3, 1e6)
"""Of a window: sides whose numbers can be told apart, next to the parameters that they belong to."""
_FEW, _MANY = 512, 4096
"""Parameters of a layer among which the two are sought, at first and at most."""
_FINE = 61
"""Points of the map across."""
_LONGER = 1.25
"""How many times as long a restless way is."""
MOST_LAYERS = 10
"""Of a network whose moves have a row for each layer."""


@dataclass(frozen=True, eq=False)
class OneOrAll:
    """What is told of steps from one example, from a few, and from all.

    Parameters
    ----------
    moment : Moment
        Before any step; the network has two examples at least, and two parameters that move.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> told = OneOrAll(Moment(Trace(*read("networks/iris.toml"))))
    >>> [str(one) for one in told.pair], told.rate, told.steps, told.size
    (['w[1][3,0]', 'b[3][1]'], 0.1, 72, 3)
    >>> told.walk(12).runs, told.walk(1).runs, told.walk(3).runs
    (864, 72, 216)
    """

    moment: Moment

    @property
    def examples(self) -> int:
        """How many there are."""
        return len(self.moment.examples)

    @cached_property
    def pair(self) -> tuple[Quantity, Quantity]:
        """The two parameters that move: of different layers, if there are, those on which examples disagree most.

        They have the largest determinant of the second moments of the examples' slopes; that of the earlier layer is
        the first.
        """
        return self._chosen[0]

    @property
    def is_spread(self) -> bool:
        """Whether the examples' steps go different ways over these two."""
        determinant, most = self._chosen[1:]
        return bool(np.isfinite(determinant)) and determinant > _ALIKE * most

    @cached_property
    def _chosen(self) -> tuple[tuple[Quantity, Quantity], float, float]:
        network = self.moment.network
        named = [moving(network, layer) for layer in range(1, network.depth + 1)]
        slopes = self._slopes
        groups = [*combinations(range(network.depth), 2)] if sum(map(bool, named)) > 1 else [(0, 0)]
        best: tuple[float, float, tuple[Quantity, Quantity]] | None = None
        with np.errstate(all="ignore"):
            for one, other in groups:
                if not (slopes[one].size and slopes[other].size):
                    continue
                determinant, most, at = _largest_determinant(slopes[one], slopes[other])
                if best is None or determinant > best[0]:
                    best = determinant, most, (named[one][at[0]], named[other][at[1]])
        assert best is not None
        return best[2], best[0], best[1]

    @cached_property
    def _slopes(self) -> list[Array]:
        """Return the slopes of the parameters that move on each example, layer by layer: shape (parameters, m)."""
        swept = backward(forward(self.moment.network, self.moment.examples.X), self.moment.examples.Y)
        found = []
        for one, seen in zip(swept.layers, swept.forward_pass.layers, strict=True):
            of_w = (one.delta[:, :, None] * seen.a_prev[:, None, :]).reshape(self.examples, -1).T
            found.append(np.vstack([of_w, one.delta.T]) if self.moment.network.update_biases else of_w)
        return found

    # The walks.

    @property
    def steps(self) -> int:
        """How many each walk takes."""
        return _STEPS if self.examples > _STEPS else self.examples * max(1, round(_STEPS / self.examples))

    @cached_property
    def size(self) -> int:
        """How many examples a few are: as near to the root of all as they can be shared out; 1 where there are two."""
        near = self.examples**0.5
        shares = [size for size in range(2, self.examples) if self.examples % size == 0]
        return min(shares, key=lambda size: abs(size - near)) if shares else max(1, round(near))

    @cached_property
    def rate(self) -> float | None:
        """The largest of three rates at which no step of all examples raises the cost and all walks end lower.

        Else the largest at which no step of all examples raises it; else the smallest. None where steps lead beyond all
        numbers at each of them.
        """
        own, found = self.moment.network.learning_rate, list[tuple[bool, bool, float]]()
        for rate in (own / times for times in _SLOWER):
            try:
                walks = [self._walk(size, rate) for size in (self.examples, 1, self.size)]
            except InputError:
                continue
            if all(np.isfinite(walk.costs).all() for walk in walks):
                calm = not _uphill(walks[0])
                found.append((calm, calm and all(walk.costs[-1] < walk.costs[0] for walk in walks), rate))
        for place in (1, 0):
            for one in found:
                if one[place]:
                    return one[2]
        return found[-1][2] if found else None

    @property
    def uphill(self) -> int:
        """How many steps of all examples raised the cost."""
        return _uphill(self.walk(self.examples))

    def batches(self, size: int) -> Batches:
        """Return how a walk asks so many examples a step."""
        return Batches(size, _SEED, self.pair)

    def walk(self, size: int) -> Walk:
        """Return the steps from so many examples each."""
        assert self.rate is not None
        return self._walk(size, self.rate)

    def _walk(self, size: int, rate: float) -> Walk:
        return self.moment.trace.walk(self.steps, rate, self.batches(size))

    def after(self, size: int, steps: int) -> Moment:
        """Return the moment after so many steps from so many examples each: the average over all of them."""
        assert self.rate is not None
        return self.moment.averaged.walked(steps, self.rate, self.batches(size))

    def path(self, size: int) -> Array:
        """Return where a walk has been, shape (steps + 1, 2)."""
        return np.column_stack([self.walk(size).path(one) for one in self.pair])

    @cached_property
    def single_steps(self) -> Array:
        """The step that each example asks for at the start, shape (m, 2)."""
        assert self.rate is not None
        return frozen(-self.rate * np.column_stack([self.moment.values(slope(C, one)) for one in self.pair]))

    @property
    def start(self) -> Array:
        """Where all walks begin, shape (2,)."""
        return np.array([self.moment.value(one) for one in self.pair])

    # The map.

    @cached_property
    def window(self) -> Window:
        """What all walks take, and the examples' own steps at the start, with a margin."""
        return Window.around(self._near, *(self.path(size) for size in {1, self.size, self.examples}))

    @cached_property
    def near(self) -> Window:
        """What the examples' own steps at the start take, with a margin."""
        return Window.around(self._near)

    @property
    def _near(self) -> Array:
        ways = np.vstack([0 * self.single_steps[:1], self.single_steps, np.cumsum(self.single_steps, axis=0)])
        found: Array = self.start + ways
        return found

    @property
    def is_in_sight(self) -> bool:
        """Whether both windows are of a size whose numbers can be told apart."""
        side, least = (max(window.width, window.height) for window in (self.window, self.near))
        largest = max(1.0, *map(abs, (self.window.left, self.window.right, self.window.bottom, self.window.top)))
        return bool(np.isfinite(side)) and _WINDOW[0] * largest < least <= side < _WINDOW[1]

    @property
    def is_hilly(self) -> bool:
        """Whether there are lines of equal cost on the map."""
        return len(levels_of(self.map(self.window)[2])) > 1

    def map(self, window: Window) -> tuple[Array, Array, Array]:
        """Return the values across a window, those up, and the average costs there: shapes (n,), (m,) and (m, n)."""
        count = max(2, round(_FINE * window.height / window.width))
        x, y = np.linspace(window.left, window.right, _FINE), np.linspace(window.bottom, window.top, count)
        return x, y, cost_map(self.moment.network, self.moment.examples, (self.pair[0], x), (self.pair[1], y))

    # All that a step of one example moves.

    @cached_property
    def last(self) -> Moment:
        """The moment of the example that the last single step asks, where it asks it."""
        *_, (example,) = self.walk(1).asked[: self.steps]
        return self.after(1, self.steps - 1).of(example)

    @cached_property
    def moves(self) -> tuple[Array, ...]:
        """What this example's step adds to each parameter that may move, of each layer in the order of `moving`."""
        assert self.rate is not None
        swept, kinds = self.last.trace.backward(self.last.state).layers, 1 + self.moment.network.update_biases
        slopes = [np.concatenate([part.ravel() for part in (one.dC_dW, one.dC_db)[:kinds]]) for one in swept]
        return tuple(frozen(-self.rate * one) for one in slopes)

    @property
    def moved(self) -> tuple[int, int]:
        """How many of the parameters that may move this example moves, and how many there are."""
        return sum(int(np.count_nonzero(one)) for one in self.moves), sum(one.size for one in self.moves)

    @property
    def is_restless(self) -> bool:
        """Whether the way of the single steps is longer than that of the full ones, so that an eye sees it."""
        ways = [float(np.linalg.norm(np.diff(self.path(size), axis=0), axis=1).sum()) for size in (self.examples, 1)]
        return ways[1] > _LONGER * ways[0]


def moving(network: Network, layer: int) -> list[Quantity]:
    """Return the weights of a layer, row after row, and its biases unless the network keeps them.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [str(one) for one in moving(read("networks/chain.toml")[0], 2)]
    ['w[2][0,0]', 'b[2][0]']
    """
    rows, columns = network.layer(layer).W.shape
    weights = [w(layer, j, k) for j in range(rows) for k in range(columns)]
    return weights + [b(layer, j) for j in range(rows)] * network.update_biases


def why_no_map(network: Network, examples: Examples) -> str:
    """Return why steps of one example and of all cannot be told apart on a map; empty where they can.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> why_no_map(*read("networks/two_two_two.toml")), why_no_map(*read("networks/iris.toml"))
    ('there is one example only', '')
    """
    if len(examples) == 1:
        return "there is one example only"
    if sum(len(moving(network, layer)) for layer in range(1, network.depth + 1)) == 1:
        return "it has one weight only, so that there is no map"
    if network.depth > MOST_LAYERS:
        return f"it has {network.depth} layers, more than {MOST_LAYERS}"
    return _why_no_walk(OneOrAll(Moment(Trace(network, examples))))


def _why_no_walk(told: OneOrAll) -> str:
    if not told.is_spread:
        return "its examples pull no two weights or biases in different directions"
    if told.rate is None:
        return f"steps at a learning_rate of {told.moment.network.learning_rate:g} lead beyond all numbers"
    if not told.is_in_sight:
        return "its steps are too small or too large to be seen beside its weights"
    return "" if told.is_hilly else "along its steps the cost hardly changes"


def _uphill(walk: Walk) -> int:
    return int((np.diff(walk.costs) > _ROUNDING * abs(walk.costs[0])).sum())


def _largest_determinant(one: Array, other: Array) -> tuple[float, float, tuple[int, int]]:
    """Return the largest determinant of second moments of two parameters, how large it could be, and where it is.

    A determinant is no larger than the product of both moments, so that few pairs need be looked at: those of the
    parameters with the largest moments, and twice as many as long as another pair might have a larger one; at last
    the best of so many.
    """
    count, few = one.shape[1], _FEW
    squares = [(slopes**2).sum(axis=1) / count for slopes in (one, other)]
    orders = [np.argsort(-np.nan_to_num(square, nan=-1.0), kind="stable") for square in squares]
    while True:
        first, second = (np.sort(order[:few]) for order in orders)
        most = np.outer(squares[0][first], squares[1][second])
        found = np.nan_to_num(most - (one[first] @ other[second].T / count) ** 2, nan=-1.0)
        row, column = map(int, np.unravel_index(int(np.argmax(found)), found.shape))
        ranked = [square[order] for square, order in zip(squares, orders, strict=True)]
        tops, rests = ([float(one[at]) if at < len(one) else 0.0 for one in ranked] for at in (0, few))
        if few >= _MANY or found[row, column] > max(rests[0] * tops[1], tops[0] * rests[1]) or not any(rests):
            return float(found[row, column]), float(most[row, column]), (int(first[row]), int(second[column]))
        few *= 2
