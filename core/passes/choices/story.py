"""The story of a network: every choice of what a lesson shows, made from the numbers of one moment."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.arithmetic import Expression
from core.model.errors import InputError
from core.model.fact import RATE
from core.model.quantity import C, Quantity, a, change, ratio, slope, w, z
from core.passes.chain import Path, chain_through, strongest_path
from core.passes.choices.crowds import Shown, brightest, shown_of
from core.passes.choices.downhill import Downhill
from core.passes.choices.entrances import Entrances, entrances, shrunk
from core.passes.choices.held import HeldStill
from core.passes.choices.levels import Level, levels, set_to
from core.passes.choices.listening import Listener, liveliest_listener
from core.passes.choices.nudges import SETTLING, has_settled, settled_nudge, settling_nudge, sweeping_nudge
from core.passes.choices.onward_paths import OnwardPaths, last_branching_layer, liveliest
from core.passes.choices.ranking import largest_of
from core.passes.choices.rides import Ride, rides
from core.passes.choices.trials import Shrinking, closing, shrinking_nudge
from core.passes.choices.weights import steepest_weight, weight_before_the_outputs
from core.passes.moment import Moment
from core.passes.trace import Trace

_SWEEP = 20
"""Equal steps of a weight across its range."""
_STEPS, _MOST_RISE = 8, 10.0
"""How many steps of descent are followed at most; how many times the first cost is as far as they are."""
_WIDE, _HALVINGS, _BACK = (4, 2), 4, 2
"""How many times the visible nudge the widest one is, where that has a cost; how often it is halved."""
_NEAR_ONE = 0.15
"""From which widest nudge on the foot of a triangle is 1."""
_SHRUNK = (1024, 256, 64)
"""How many times smaller a nudge becomes."""
_FADES = 5
"""How many times smaller slopes are said to have become on their way."""
_CROWD, _FEW = 5, 3
"""How many neurons of a layer are drawn one by one; where there is little room."""


@dataclass(frozen=True, slots=True)
class Sloping:
    """How many of the weights and biases have a slope that is not 0.

    Parameters
    ----------
    some, every : bool
        Whether at least one has, and whether all have.
    """

    some: bool
    every: bool


@dataclass(frozen=True, eq=False)
class Story:
    """What a lesson shows of a network: which path, neurons, weights, examples and nudges.

    Each choice is made when it is first asked for, by a rule that looks at nothing but the numbers, so that
    it is the same in every lesson. Of equally good ones the first is chosen.

    Parameters
    ----------
    moment : Moment
        At rest: of one example, or of the average over all.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> story = Story(Moment(Trace(*read("networks/chain.toml"))))
    >>> [str(one) for one in story.last_step], story.visible_nudge, story.settled_nudge
    (['w[3][0,0]', 'z[3][0]', 'a[3][0]', 'C'], 0.5, 0.05)
    >>> whole = Story(Moment(Trace(*read("networks/iris.toml"))))
    >>> whole.path, whole.chain.network.widths, str(whole.path_weight), str(whole.last_weight)
    ((2, 1, 1, 1), (1, 1, 1, 1), 'w[3][2,0]', 'w[3][2,1]')
    """

    moment: Moment

    @cached_property
    def path(self) -> Path:
        """The neuron in each layer 0..L that the one-neuron part follows: the network's own path or the strongest."""
        network, example = self.moment.network, self._example
        if network.is_chain:
            return (0,) * (network.depth + 1)
        return network.path or strongest_path(network, *example)

    @cached_property
    def chain(self) -> Moment:
        """The moment in the chain along the path, every other neuron held still; of a chain, the moment itself."""
        if self.moment.network.is_chain:
            return self.moment
        return Moment(Trace(*chain_through(self.moment.network, *self._example, self.path), self.path))

    @property
    def _example(self) -> tuple[np.ndarray, np.ndarray]:
        number = self.moment.state.example or 0
        return self.moment.examples.X[number], self.moment.examples.Y[number]

    @cached_property
    def held_still(self) -> HeldStill | None:
        """The last step of the path at which other neurons join the bias; None where none do anywhere."""
        steps = (HeldStill(self.moment, self.path, layer) for layer in range(self.moment.network.depth, 0, -1))
        return next((one for one in steps if one.joins), None)

    @property
    def last_step(self) -> tuple[Quantity, Quantity, Quantity, Quantity]:
        """The path's last weight, its sum, its activation, and the cost: w, z, a, C."""
        last, (k, j) = self.moment.network.depth, self.path[-2:]
        return w(last, j, k), z(last, j), a(last, j), C

    def nudge_of(self, quantity: Quantity) -> float:
        """Return a round nudge of a quantity, so small that the cost's answer to it has begun to settle."""
        return settling_nudge(self.moment, C, quantity)

    @cached_property
    def visible_nudge(self) -> float:
        """A nudge of the last weight that can be seen, yet whose ratio has begun to settle."""
        return self.nudge_of(self.last_step[0])

    @cached_property
    def entrances(self) -> Entrances:
        """Pushes of one size of all that makes the last weighted sum, in a chain."""
        return entrances(self.moment, self.visible_nudge)

    def shrunk(self, start: Quantity, by: float) -> float:
        """Return what is left of such a push when its ratios are nearly slopes; 1 where they never are."""
        return shrunk(self.moment, start, by)

    @cached_property
    def settled_nudge(self) -> float | None:
        """A nudge of the last weight whose ratio has settled on the slope; None where none does."""
        return settled_nudge(self.moment, C, self.last_step[0])

    @cached_property
    def halved_nudges(self) -> tuple[float, ...]:
        """A wide nudge, and what it is as it is halved again and again; one of them is the visible nudge."""
        by = self.visible_nudge
        wide = next((times * by for times in _WIDE if self._is_finite(times * by)), by)
        return tuple(wide / 2**halvings for halvings in range(_HALVINGS + 1))

    @cached_property
    def nudges_back(self) -> tuple[float, float]:
        """A halved nudge the other way, and a smaller one."""
        *_, last = self.halved_nudges
        first = next((by for by in self.halved_nudges[_BACK:-1] if self._is_finite(-by)), 2 * last)
        return -first, -last

    @property
    def foot(self) -> float:
        """Across how much a slope is seen as a triangle: 1, or the power of ten that suits the nudges."""
        wide = self.halved_nudges[0]
        return 1.0 if _NEAR_ONE <= wide <= 1 / _NEAR_ONE**2 else 10.0 ** round(math.log10(wide))

    @cached_property
    def rides(self) -> tuple[Ride, Ride, Ride]:
        """The ways along the curves of the path's last step: of the weight, its sum and its activation."""
        return rides(self.chain, self.foot)

    @cached_property
    def least_share(self) -> float:
        """What is left of the visible nudge when it has shrunk to nearly nothing, its ratio not lost in rounding."""
        true, first = self.moment.value(slope(C, self.last_step[0])), self._ratio(self.visible_nudge)
        shares = (1 / times for times in _SHRUNK)
        near = (one for one in shares if has_settled(self._ratio(self.visible_nudge * one), true, first))
        return next(near, 1 / _SHRUNK[-1])

    @cached_property
    def ratio_shrinks(self) -> bool:
        """Whether the ratio of the cost's change to the weight's goes on changing as the nudge is halved twice."""
        first, last = (self._ratio(self.visible_nudge / times) for times in (1, 4))
        return abs(last - first) > SETTLING * abs(last)

    def _ratio(self, by: float) -> float:
        weight = self.last_step[0]
        return self.moment.nudged(weight, by).value(ratio(C, weight))

    def _is_finite(self, by: float) -> bool:
        """Whether the network has a cost under a nudge."""
        try:
            return math.isfinite(self._ratio(by))
        except ValueError:
            return False

    @cached_property
    def moved(self) -> tuple[bool, ...]:
        """Which of w, z, a and C move at all under the visible nudge."""
        nudged = self.moment.nudged(self.last_step[0], self.visible_nudge)
        return tuple(nudged.value(change(one)) != 0 for one in self.last_step)

    @cached_property
    def sweep(self) -> tuple[float, ...]:
        """Nudges of the last weight in equal steps, which take its sum from one side of 0 to the other."""
        weight, total, *_ = self.last_step
        reach = sweeping_nudge(self.moment, weight, total)
        return tuple(float(by) for by in np.linspace(-reach, reach, _SWEEP + 1))

    @cached_property
    def sweep_ends(self) -> tuple[float, float]:
        """The two ends of the sweep, the one of the smaller cost first: it may be too small to print."""
        low, high = (self.moment.nudged(self.last_step[0], by).value(C) for by in (self.sweep[0], self.sweep[-1]))
        ends = self.sweep[0], self.sweep[-1]
        return ends if low < high else ends[::-1]

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The activation behind the last weight as it is, then two other settings of it."""
        return levels(self.moment, a(self.moment.network.depth - 1, self.path[-2]))

    @property
    def levels_by_activity(self) -> tuple[int, ...]:
        """The places of the levels from the quietest to the busiest."""
        return tuple(sorted(range(len(self.levels)), key=lambda place: self.levels[place].share))

    def at_level(self, by: float) -> Moment:
        """Return the moment with the activation behind the last weight moved, and the bias making up for it."""
        return set_to(self.moment, self.moment.network.depth, by) if by else self.moment

    def learning_move(self, moment: Moment) -> float:
        """Return how far one step of learning moves the last weight in a moment: minus the rate times its slope."""
        return moment.value(-(RATE * slope(C, self.last_step[0])))

    @cached_property
    def listener(self) -> Listener:
        """The neuron of the last layer whose weighted sum is told."""
        return liveliest_listener(self.moment, self.moment.network.depth)

    @cached_property
    def last_weight(self) -> Quantity:
        """The weight of the last layer whose chain rule is told: that with the largest slope."""
        return weight_before_the_outputs(self.moment)

    @cached_property
    def path_weight(self) -> Quantity:
        """The weight of the last layer by which most of the branching paths' sensitivity goes, if they end there."""
        paths = self.branching_paths
        if paths is None or paths.layer != self.moment.network.depth - 1:
            return self.last_weight
        return w(paths.layer + 1, paths.largest(1)[0], paths.k)

    @cached_property
    def recalled_weight(self) -> Quantity:
        """The same weight as a recap tells it: one with a slope, if any of the last layer that is drawn has one."""
        if self.moment.value(slope(C, self.path_weight)):
            return self.path_weight
        depth, behind = self.moment.network.depth, self.moment.network.widths[-2]
        drawn = [w(depth, j, k) for j in self.shown(depth, _FEW).neurons for k in range(behind)]
        steepest = drawn[largest_of(self.moment, [slope(C, one) for one in drawn])[0]]
        return steepest if self.moment.value(slope(C, steepest)) else self.path_weight

    @cached_property
    def middle_weight(self) -> Quantity:
        """The weight with the largest slope of a layer from which there is a way further back and further on."""
        network, depth = self.moment.network, self.moment.network.depth
        is_behind = depth > 2 or (depth > 1 and not network.layer(depth).activation.elementwise)
        return steepest_weight(self.moment, depth - 1 if is_behind else depth)

    @cached_property
    def branching_paths(self) -> OnwardPaths | None:
        """The paths of the neuron that shows best how paths add up; None where each layer has one neuron."""
        layer = last_branching_layer(self.moment.network)
        return None if layer is None else liveliest(self.moment, layer)

    @cached_property
    def hidden_paths(self) -> OnwardPaths:
        """The paths of the neuron that shows best how paths add up, in the last hidden layer."""
        return liveliest(self.moment, self.moment.network.depth - 1)

    @cached_property
    def swept_neuron(self) -> tuple[int, int] | None:
        """The layer and number of a hidden neuron into which slopes flow back; None without a hidden layer."""
        paths, depth = self.branching_paths, self.moment.network.depth
        if paths is not None and paths.layer:
            return paths.layer, paths.k
        return (depth - 1, 0) if depth > 1 else None

    @cached_property
    def fading(self) -> Expression | None:
        """How many times as large the largest delta of the last layer is as that of the first; None if not much."""
        moment, depth = self.moment, self.moment.network.depth
        deltas = [[slope(C, z(layer, j)) for j in range(moment.network.widths[layer])] for layer in (depth, 1)]
        last, first = (one[largest_of(moment, one)[0]] for one in deltas)
        sizes = moment.value(last), moment.value(first)
        if not all(sizes) or abs(sizes[0]) < _FADES * abs(sizes[1]):
            return None
        return (-1 if sizes[0] * sizes[1] < 0 else 1) * (last / first)

    @cached_property
    def shrinking(self) -> Shrinking:
        """How a nudge of the neuron whose branching paths are told shrinks."""
        paths = self.branching_paths
        assert paths is not None
        return shrinking_nudge(self.moment, C, a(paths.layer, paths.k))

    @cached_property
    def closing(self) -> Shrinking:
        """The same, until its ratio agrees with the slope in three digits of the largest share, where it can."""
        paths = self.branching_paths
        assert paths is not None
        largest, slope_of_it = max(map(abs, paths.values)), abs(self.moment.value(paths.quantity))
        told = slope_of_it if 0 < slope_of_it < largest / 100 else largest
        if not told or not self.shrinking.has_settled:
            return self.shrinking
        decimals = 2 - math.floor(math.log10(told))
        return closing(self.moment, C, a(paths.layer, paths.k), self.shrinking, decimals)

    @cached_property
    def sloping(self) -> Sloping:
        """How much of what may move has a slope."""
        swept, kinds = self.moment.trace.backward(self.moment.state).layers, 1 + self.moment.network.update_biases
        slopes = [part for one in swept for part in (one.dC_dW, one.dC_db)[:kinds]]
        return Sloping(some=any(part.any() for part in slopes), every=all(part.all() for part in slopes))

    @cached_property
    def steps(self) -> int:
        """How many steps of descent are shown: fewer where the cost grows beyond what a plot can show."""
        possible = steps_possible(self.moment, _STEPS)
        costs = [self.moment.after(step).value(C) for step in range(possible + 1)]
        far = (step for step in range(1, possible + 1) if abs(costs[step]) > _MOST_RISE * abs(costs[0]))
        return min((possible, *far))

    @cached_property
    def downhill(self) -> Downhill:
        """Which steps of descent are told, of one example."""
        return Downhill(self.moment)

    def shown(self, layer: int, most: int = _CROWD) -> Shown:
        """Return which neurons of a layer are drawn, the same ones in all lessons on the whole network.

        Parameters
        ----------
        layer : int
        most : int
            So many, and those besides of which the story tells. Fewer where a lesson draws every edge's number.
        """
        paths, behind = self.branching_paths, self.moment.network.depth - layer
        keep = [self.path_weight.neurons[behind]] if behind in {0, 1} else []
        if paths is not None and layer == paths.layer:
            keep.append(paths.k)
        elif paths is not None and layer == paths.layer + 1:
            keep += paths.largest(max(1, most - 2))
        kept = tuple(dict.fromkeys(keep))
        return shown_of(self.moment, layer, max(most, len(kept)), kept)

    def shown_beside_path(self, layer: int) -> Shown:
        """Return which neurons of a layer are drawn where the path through it is followed."""
        return shown_of(self.moment, layer, _CROWD, (self.path[layer],))

    @cached_property
    def brightest(self) -> tuple[float, float]:
        """The sizes of input and activation that are shown at full brightness; ask the whole network's story."""
        return brightest(self.moment)

    def examples_shown(self, most: int) -> range:
        """Return the examples that have a row of their own: all, or two less than the most and the rest together."""
        count = len(self.moment.examples)
        return range(count if count <= most else most - 2)


def steps_possible(moment: Moment, most: int) -> int:
    """Return how many steps of descent can be taken before a number grows beyond what can be computed.

    Parameters
    ----------
    moment : Moment
    most : int
        How many are tried.

    Returns
    -------
    int

    Examples
    --------
    >>> from core.files.network_file import read
    >>> steps_possible(Moment(Trace(*read("networks/chain.toml"))), 3)
    3
    """
    for step in range(1, most + 1):
        try:
            moment.trace.network_at(step)
        except InputError:
            return step - 1
    return most
