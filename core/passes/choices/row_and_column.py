"""Of the weights between two layers a row and a column: along which a neuron hears, and along which one is answered."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from core.model.arithmetic import Expression, total
from core.model.network import Network
from core.model.quantity import C, Quantity, a, delta, ratio, slope, w
from core.passes.choices.crowds import Shown, shown_of
from core.passes.choices.ranking import Abridged, abridged, largest, largest_of
from core.passes.choices.trials import Shrinking, closing, shrinking_nudge
from core.passes.moment import Moment

_DIGITS = 3
"""To which the ratio of a nudge is to be the slope."""


@dataclass(frozen=True, eq=False)
class RowAndColumn:
    """What the column of a neuron k and the deltas of the next layer make, and what the wrong product would make.

    dC/da_k = sum_j w_jk delta_j = (W^T delta)_k;   wrong: (W delta)_k = sum_i w_ki delta_i

    Parameters
    ----------
    moment : Moment
    layer : int
        Into which the weights lead.
    row, column : int, optional
        Neurons j and k, where they are chosen already.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> one = RowAndColumn(Moment(Trace(*read("networks/iris.toml"))), 3)
    >>> one.j, one.k, [round(one.moment.value(term), 3) for term in one.products]
    (2, 2, [-0.01, 0.429, 0.699])
    >>> round(one.moment.value(one.answer), 3), round(one.moment.value(one.unturned), 3)
    (1.119, 0.405)
    """

    moment: Moment
    layer: int
    row: int | None = None
    column: int | None = None

    @property
    def _widths(self) -> tuple[int, int]:
        """How many neurons hear, and how many are heard."""
        return self.moment.network.widths[self.layer], self.moment.network.widths[self.layer - 1]

    @cached_property
    def k(self) -> int:
        """The neuron of the layer before: by default, to which the cost answers most."""
        if self.column is not None:
            return self.column
        slopes = [slope(C, a(self.layer - 1, k)) for k in range(self._widths[1])]
        return largest_of(self.moment, slopes)[0]

    @cached_property
    def j(self) -> int:
        """The neuron of the layer: by default, that answers most to that neuron."""
        if self.row is not None:
            return self.row
        return largest(map(self.moment.value, self.products), 1)[0]

    @property
    def neuron(self) -> Quantity:
        """The activation of neuron k."""
        return a(self.layer - 1, self.k)

    @property
    def answer(self) -> Quantity:
        """The slope of the cost by neuron k: what the products add up to."""
        return slope(C, self.neuron)

    @property
    def answers(self) -> bool:
        """Whether the cost answers neuron k at all."""
        return self.moment.value(self.answer) != 0

    @cached_property
    def products(self) -> tuple[Expression, ...]:
        """What each neuron j sends back to neuron k: w_jk delta_j."""
        return tuple(w(self.layer, j, self.k) * delta(self.layer, j) for j in range(self._widths[0]))

    @cached_property
    def heard(self) -> tuple[Expression, ...]:
        """What neuron j hears from each neuron k: w_jk a_k."""
        return tuple(w(self.layer, self.j, k) * a(self.layer - 1, k) for k in range(self._widths[1]))

    @cached_property
    def unturned(self) -> Expression | None:
        """What row k makes with the deltas; None where it has not as many weights as there are deltas."""
        n, n_prev = self._widths
        return total(w(self.layer, self.k, i) * delta(self.layer, i) for i in range(n)) if n == n_prev else None

    def told(self, most: int) -> Abridged:
        """Return which products are told one by one, at most so many, and which together."""
        values = [self.moment.value(one) for one in self.products]
        return abridged(values, most if len(values) <= most else most + 1)

    def answering(self, most: int) -> Shown:
        """Return which neurons j are drawn: those that bring most; the others stand between two of them."""
        told = self.told(most)
        if not told.others:
            return Shown(told.shown)
        skipped = [later - earlier for earlier, later in pairwise(told.shown)]
        return Shown(told.shown, told.others, 1 + largest(skipped, 1)[0])

    def asked(self, most: int) -> Shown:
        """Return which neurons of the layer before are drawn; the others stand between two of them."""
        shown = shown_of(self.moment, self.layer - 1, most, (self.k,))
        return shown if shown.after is None else replace(shown, after=min(shown.after, len(shown.neurons) - 1))

    @cached_property
    def trial(self) -> Shrinking:
        """A nudge of neuron k, so small that its ratio is printed as the slope, where one is."""
        trial = shrinking_nudge(self.moment, C, self.neuron)
        true = self.moment.value(self.answer)
        if not true or not trial.has_settled:
            return trial
        return closing(self.moment, C, self.neuron, trial, _DIGITS - 1 - math.floor(math.log10(abs(true))))

    @property
    def measured(self) -> Moment:
        """The moment under that nudge."""
        return self.moment.nudged(self.neuron, self.trial.last)

    @property
    def quotient(self) -> Quantity:
        """What is measured there: the change of the cost for each unit of the nudge."""
        return ratio(C, self.neuron)


def last_matrix(network: Network) -> int | None:
    """Return the last layer with two neurons or more on both sides of its weights; None without one.

    Parameters
    ----------
    network : Network

    Returns
    -------
    int or None

    Examples
    --------
    >>> from core.files.network_file import read
    >>> last_matrix(read("networks/iris.toml")[0]), last_matrix(read("networks/chain.toml")[0])
    (3, None)
    """
    layers = range(network.depth, 0, -1)
    return next((layer for layer in layers if min(network.widths[layer - 1 : layer + 1]) > 1), None)
