"""One step of training with all its numbers: which sums and paths are written out, and what stands on which page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from core.model.arithmetic import Expression, Given, product, total
from core.model.fact import RATE
from core.model.network import Examples, Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z
from core.passes.choices.ranking import Abridged, abridged, largest, steepest
from core.passes.moment import Moment
from core.passes.paths import Path, count_paths, largest_paths
from core.passes.training import Training, sure_steps, train

MOST_PARAMETERS, MOST_LAYERS = 80, 10
"""Weights and biases of a network all of whose numbers are shown; layers, of which none is left out in its picture."""
_WRITABLE = (1e-9, 1e6)
"""Sizes of weights, biases and moves that stand in columns of decimals: others would be as good as 0, or too broad."""
_TERMS = 4
"""Terms of a sum that are written out, the last one for all others."""
_ROWS, _ALIKE = 7, 20.0
"""Rows of a panel at most; how many times the moves of one layer may be those of another in the same panel."""
_MARKS, _WORK = (1, 10, 100, 1_000, 10_000), 20_000
"""After how many steps the costs are told; how many layers are swept in all at most."""
_TOLD_APART = 1e-9
"""A cost that is less than this, of the first one, is as good as rounding."""
_FOLLOWED = 8
"""Weights and biases that are followed through many steps, at most."""


@dataclass(frozen=True, eq=False)
class OneStep:
    """What is told of one step on one example, and of many more of them.

    Parameters
    ----------
    moment : Moment
        Of the one example, before the step; the network has a hidden layer.
    most : int
        How many paths are written out at most.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> one = OneStep(Moment(Trace(*read("networks/two_two_two.toml"))))
    >>> str(one.weight), [path.neurons for path in one.paths], one.others
    ('w[1][1,1]', [(1, 0), (1, 1)], None)
    >>> [len(panel) for panel in one.panels], one.marks
    ([6, 6], (1, 10, 100, 1000, 10000))
    """

    moment: Moment
    most: int = 2

    @property
    def example(self) -> int:
        """The one example."""
        return self.moment.state.example or 0

    @cached_property
    def weight(self) -> Quantity:
        """The weight of the first layer to which the cost answers most."""
        widths = self.moment.network.widths
        return steepest(self.moment, [w(1, j, k) for j in range(widths[1]) for k in range(widths[0])])

    @property
    def neuron(self) -> int:
        """The neuron of the first layer that hears along that weight: its sums are written out."""
        return self.weight.neurons[0]

    @cached_property
    def heard(self) -> tuple[Abridged, tuple[Expression, ...]]:
        """Which of the inputs stand in its weighted sum one by one, and what each brings: w a."""
        terms = tuple(w(1, self.neuron, k) * a(0, k) for k in range(self.moment.network.widths[0]))
        return self._abridged(terms)

    @property
    def pairs(self) -> tuple[tuple[Quantity, Quantity], ...]:
        """Those that stand one by one: each weight, and the input that it multiplies."""
        return tuple((w(1, self.neuron, k), a(0, k)) for k in self.heard[0].shown)

    @cached_property
    def received(self) -> tuple[Abridged, tuple[Expression, ...]]:
        """Which neurons ahead stand in what comes back to it one by one, and what each sends: w delta."""
        ahead = range(self.moment.network.widths[2])
        return self._abridged(tuple(w(2, i, self.neuron) * delta(2, i) for i in ahead))

    @cached_property
    def paths(self) -> list[Path]:
        """The paths on which most of the weight's slope comes, that of the largest product first."""
        trace, last = self.moment.trace, self.moment.network.depth
        dC_da = [self.moment.value(slope(C, a(last, i))) for i in range(self.moment.network.widths[last])]
        return largest_paths(trace.forward(self.moment.state), dC_da, 1, self.neuron, self.most)

    @property
    def count(self) -> int:
        """How many paths there are in all."""
        return count_paths(self.moment.network, 1)

    def factors(self, path: Path) -> tuple[Quantity, ...]:
        """Return the slopes that a path multiplies, from the weight on to the cost.

        dz/dw;   da/dz and dz/da for each layer on the way;   da/dz and dC/da of the output
        """
        last, (first, *ahead) = self.moment.network.depth, path.neurons
        found = [slope(z(1, first), self.weight)]
        at = first
        for layer, j in enumerate(ahead, 2):
            found += [slope(a(layer - 1, at), z(layer - 1, at)), slope(z(layer, j), a(layer - 1, at))]
            at = j
        return (*found, slope(a(last, path.output), z(last, at)), slope(C, a(last, path.output)))

    @cached_property
    def brought(self) -> tuple[Expression, ...]:
        """What each of the paths that are told brings to the slope."""
        return tuple(product(self.factors(path)) for path in self.paths)

    @cached_property
    def others(self) -> Expression | None:
        """What all other paths bring together; None where there are none."""
        if self.count == len(self.paths):
            return None
        return total([slope(C, self.weight), *(-1 * one for one in self.brought)])

    # What moves.

    def keeps(self, parameter: Quantity) -> bool:
        """Whether a step leaves a parameter as it is, whatever its slope."""
        return parameter.kind == "b" and not self.moment.network.update_biases

    def move_of(self, parameter: Quantity) -> Expression:
        """Return what a step adds to a parameter; nothing to biases that the network keeps."""
        return Given(0) if self.keeps(parameter) else -RATE * slope(C, parameter)

    @cached_property
    def panels(self) -> tuple[tuple[Quantity, ...], ...]:
        """All weights and biases in the order of layers, in panels of a layer each, or of several that move alike."""
        found: list[tuple[Quantity, ...]] = []
        for layer in range(1, self.moment.network.depth + 1):
            own = parameters_of(self.moment.network, layer)
            if found and len(found[-1]) + len(own) <= _ROWS and self._move_alike(found[-1], own):
                found[-1] = (*found[-1], *own)
                continue
            count = math.ceil(len(own) / _ROWS)
            ends = np.linspace(0, len(own), count + 1).round().astype(int)
            found += [own[start:end] for start, end in pairwise(ends)]
        return tuple(found)

    def decimals(self, panel: tuple[Quantity, ...]) -> int:
        """Return with how many decimals a panel's numbers stand: its largest move has a digit at least."""
        size = self._largest(panel)
        return 3 if not size else min(8, max(3, -math.floor(math.log10(size))))

    @property
    def is_writable(self) -> bool:
        """Whether all weights, biases and moves are 0 or of a size that can stand in a column of decimals."""
        told = [(one, self.move_of(one)) for panel in self.panels for one in panel]
        sizes = [abs(self.moment.value(one)) for pair in told for one in pair]
        return all(size == 0 or _WRITABLE[0] <= size <= _WRITABLE[1] for size in sizes)

    # Many more steps.

    @cached_property
    def training(self) -> Training:
        """Steps by the one example's slopes, as many as are told."""
        depth, network = self.moment.network.depth, self.moment.network
        most = max(one for one in _MARKS if one == 1 or one * depth <= _WORK)
        return train(network, self._alone, most, self._rate)

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """After how many steps numbers are told: as long as these and the cost can be told apart from rounding."""
        costs = self.training.costs
        least = _TOLD_APART * abs(float(costs[0]))
        sure = sure_steps(self.training, self._alone)
        possible = [mark for mark in _MARKS if mark <= max(1, sure)]
        return tuple(mark for mark in possible if mark == 1 or abs(float(costs[mark])) >= least)

    def after(self, steps: int) -> Moment:
        """Return the moment after so many steps by the one example's slopes."""
        return self.moment.after(steps, self.example, self._rate)

    @cached_property
    def followed(self) -> tuple[Quantity, ...]:
        """The parameters that are followed through all steps: those that go furthest, in the order of layers."""
        moving = [one for panel in self.panels for one in panel if not self.keeps(one)]
        return self._furthest(moving, _FOLLOWED)

    def furthest(self, count: int) -> tuple[Quantity, ...]:
        """Return so many of those at most."""
        return self._furthest(self.followed, count)

    def _furthest(self, moving: Sequence[Quantity], count: int) -> tuple[Quantity, ...]:
        if len(moving) <= count:
            return tuple(moving)
        ends = [self.after(self.marks[-1]).value(one) - self.moment.value(one) for one in moving]
        return tuple(moving[place] for place in sorted(largest(ends, count)))

    @property
    def _alone(self) -> Examples:
        row = [self.example]
        return Examples(self.moment.examples.X[row], self.moment.examples.Y[row])

    @property
    def _rate(self) -> float:
        return self.moment.network.learning_rate

    def _abridged(self, terms: tuple[Expression, ...]) -> tuple[Abridged, tuple[Expression, ...]]:
        shown = abridged((self.moment.value(term) for term in terms), _TERMS)
        others = [terms[place] for place in shown.others]
        return shown, (*(terms[place] for place in shown.shown), *([total(others)] if others else []))

    def _largest(self, panel: tuple[Quantity, ...]) -> float:
        return max(abs(self.moment.value(self.move_of(one))) for one in panel)

    def _move_alike(self, one: tuple[Quantity, ...], other: tuple[Quantity, ...]) -> bool:
        small, large = sorted((self._largest(one), self._largest(other)))
        return bool(small) and large <= _ALIKE * small


def parameters_of(network: Network, layer: int) -> tuple[Quantity, ...]:
    """Return the weights of a layer, row after row, then its biases.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [str(one) for one in parameters_of(read("networks/two_two_two.toml")[0], 1)][2:5]
    ['w[1][1,0]', 'w[1][1,1]', 'b[1][0]']
    """
    heard = range(network.widths[layer - 1])
    neurons = range(network.widths[layer])
    return (*(w(layer, j, k) for j in neurons for k in heard), *(b(layer, j) for j in neurons))


def why_too_large(network: Network) -> str:
    """Return why not all numbers of a network have room; empty where they do.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> why_too_large(read("networks/wide.toml")[0]), why_too_large(read("networks/iris.toml")[0])
    ('it has 1210 weights and biases, more than 80', '')
    """
    if network.depth > MOST_LAYERS:
        return f"it has {network.depth} layers, more than {MOST_LAYERS}"
    found = sum(len(parameters_of(network, layer)) for layer in range(1, network.depth + 1))
    return "" if found <= MOST_PARAMETERS else f"it has {found} weights and biases, more than {MOST_PARAMETERS}"
