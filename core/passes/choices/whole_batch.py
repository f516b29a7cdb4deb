"""All examples in one product: which layer is told of, which examples are drawn, and how their slopes add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.fact import EXAMPLES, LAYERS, PASS_PRODUCTS, neurons_of
from core.model.quantity import C, Quantity, a, delta, slope, w
from core.passes.choices.crowds import Shown, shown_of
from core.passes.choices.ranking import largest_of
from core.passes.moment import Moment


@dataclass(frozen=True, eq=False)
class WholeBatch:
    """What is told of a network through which all examples go in one product for each layer.

    dC/dw_jk = 1/m sum_i delta_ji a_ki

    Parameters
    ----------
    moment : Moment
        Of the first example.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> told = WholeBatch(Moment(Trace(*read("networks/iris.toml"))))
    >>> told.layer, str(told.steepest), told.moment.value(told.calls_together), told.moment.value(told.calls)
    (3, 'dC/dw[3][2,1]', 8.0, 96.0)
    """

    moment: Moment

    @cached_property
    def layer(self) -> int | None:
        """The layer whose slopes are told of: the last one that has any on average; None where no layer has."""
        layers = range(self.moment.network.depth, 0, -1)
        return next((layer for layer in layers if any(map(self._mean, self._slopes(layer)))), None)

    @property
    def is_finite(self) -> bool:
        """Whether all that is multiplied can be written down, for every example."""
        cells = (one for layer in range(1, self.moment.network.depth + 1) for one in self._slopes(layer))
        return all(bool(np.all(np.isfinite(self.moment.values(one)))) for one in cells)

    @cached_property
    def steepest(self) -> Quantity:
        """The slope that is told of: the largest on average."""
        assert self.layer is not None
        slopes = self._slopes(self.layer)
        return slopes[largest_of(self.moment.averaged, slopes)[0]]

    @property
    def cell(self) -> tuple[int, int]:
        """Its row and its column."""
        assert self.steepest.by is not None
        j, k = self.steepest.by.neurons
        return j, k

    def sums(self, j: int, k: int) -> Array:
        """Return what the slope of a weight has become after each example, each with its share of the average.

        Returns
        -------
        ndarray, shape (m + 1,)
            From 0 to the mean slope.
        """
        assert self.layer is not None
        heard, answers = self.moment.values(a(self.layer - 1, k)), self.moment.values(delta(self.layer, j))
        each = answers * heard / len(self.moment.examples)
        return np.concatenate([[0.0], np.cumsum(each)])

    def neurons(self, layer: int, most: int) -> Shown:
        """Return which neurons of a layer are drawn, those that are told of among them; others stand between two."""
        kept: tuple[int, ...] = ()
        if self.layer is not None:
            kept = {self.layer: self.cell[:1], self.layer - 1: self.cell[1:]}.get(layer, ())
        shown = shown_of(self.moment, layer, most, kept)
        return shown if shown.after is None else replace(shown, after=min(shown.after, len(shown.neurons) - 1))

    def examples(self, most: int) -> Shown:
        """Return which examples are drawn: all of them, or the first ones and the last.

        Parameters
        ----------
        most : int
            At least 2.
        """
        count = len(self.moment.examples)
        if count <= most:
            return Shown(tuple(range(count)))
        return Shown((*range(most - 1), count - 1), tuple(range(most - 1, count - 1)), most - 1)

    @property
    def calls_together(self) -> Expression:
        """How many matrix products a pass and its sweep are: three for each layer, but two for the first one."""
        return 3 * LAYERS - 1

    @property
    def calls(self) -> Expression:
        """How many these are where every example has its own."""
        return EXAMPLES * (3 * LAYERS - 1)

    @property
    def products(self) -> Expression:
        """How many products of two numbers either of them takes."""
        return EXAMPLES * (3 * PASS_PRODUCTS - neurons_of(0) * neurons_of(1))

    def _slopes(self, layer: int) -> list[Quantity]:
        widths = self.moment.network.widths
        return [slope(C, w(layer, j, k)) for j, k in product(range(widths[layer]), range(widths[layer - 1]))]

    def _mean(self, one: Quantity) -> float:
        return self.moment.averaged.value(one)
