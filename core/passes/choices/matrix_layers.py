"""Which layers are written with matrices, and which of their neurons are told of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from core.model.arithmetic import Expression
from core.model.network import Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z
from core.passes.choices.crowds import Shown, shown_of
from core.passes.choices.ranking import largest_of
from core.passes.moment import Moment


@dataclass(frozen=True, eq=False)
class MatrixLayer:
    """The weights into a layer, what they meet on either side, and of which entries is told.

    z_j = sum_k w_jk a_k + b_j;   dC/dw_jk = delta_j a_k

    Parameters
    ----------
    moment : Moment
    layer : int
        Into which the weights lead; from 2, so that the neurons before are hidden ones.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> one = MatrixLayer(Moment(Trace(*read("networks/iris.toml"))), 3)
    >>> one.row, str(one.steepest), one.partners
    (0, 'dC/dw[3][1,1]', 3)
    """

    moment: Moment
    layer: int

    @property
    def widths(self) -> tuple[int, int]:
        """How many neurons hear, and how many are heard."""
        return self.moment.network.widths[self.layer], self.moment.network.widths[self.layer - 1]

    @cached_property
    def row(self) -> int:
        """The neuron whose row is read: that with the largest sum."""
        return largest_of(self.moment, self.sums)[0]

    @property
    def sums(self) -> list[Quantity]:
        """The weighted sums of the layer."""
        return [z(self.layer, j) for j in range(self.widths[0])]

    @cached_property
    def steepest(self) -> Quantity:
        """The weight's slope that is told of: the largest."""
        places = [*product(range(self.widths[0]), range(self.widths[1]))]
        slopes = [slope(C, w(self.layer, j, k)) for j, k in places]
        return slopes[largest_of(self.moment, slopes)[0]]

    @property
    def answers(self) -> bool:
        """Whether the cost answers any weight of the layer."""
        return self.moment.value(self.steepest) != 0

    @property
    def partners(self) -> int:
        """The layer whose deltas are told of: this one, or where its outputs compete, the one before."""
        return self.layer if self.moment.network.layer(self.layer).activation.elementwise else self.layer - 1

    @cached_property
    def partner(self) -> int:
        """The neuron of that layer whose delta is told of: the largest."""
        count = self.moment.network.widths[self.partners]
        return largest_of(self.moment, [delta(self.partners, j) for j in range(count)])[0]

    @cached_property
    def terms(self) -> tuple[Expression, ...]:
        """What adds up to the sum that is read: w_jk a_k of each neuron before, and the bias at the end."""
        heard = (w(self.layer, self.row, k) * a(self.layer - 1, k) for k in range(self.widths[1]))
        return (*heard, b(self.layer, self.row))

    def hearing(self, most: int) -> Shown:
        """Return which neurons of the layer are drawn: at least those that are told of, if there is room for two."""
        return self._shown(self.layer, most, self._kept(0, self.row))

    def heard(self, most: int) -> Shown:
        """Return which neurons of the layer before are drawn."""
        return self._shown(self.layer - 1, most, self._kept(1))

    def answering(self, most: int) -> Shown:
        """Return which neurons of the layer of partners are drawn."""
        if self.partners == self.layer:
            return self.hearing(most)
        return self._shown(self.partners, most, (self.partner,))

    def _shown(self, layer: int, most: int, kept: tuple[int, ...]) -> Shown:
        """Return which neurons are drawn; the others stand between two of them."""
        shown = shown_of(self.moment, layer, most, kept[:most])
        return shown if shown.after is None else replace(shown, after=min(shown.after, len(shown.neurons) - 1))

    def _kept(self, place: int, *others: int) -> tuple[int, ...]:
        told = () if self.steepest.by is None else (self.steepest.by.neurons[place],)
        return tuple(dict.fromkeys((*told, *others)))


def layers_in_matrices(network: Network) -> tuple[int, int] | None:
    """Return the layer that is told of, and the one whose three lines are written; None where there is none.

    The first is the last layer behind a hidden one with neurons on both sides of its weights; the second that one of
    them whose numbers of neurons are least alike.

    Parameters
    ----------
    network : Network

    Returns
    -------
    (int, int) or None

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [layers_in_matrices(read(f"networks/{name}.toml")[0]) for name in ("iris", "wide", "chain")]
    [(3, 2), (2, 2), None]
    """
    sides = {layer: network.widths[layer - 1 : layer + 1] for layer in range(2, network.depth + 1)}
    several = [layer for layer, both in sides.items() if min(both) > 1]
    found = several or [layer for layer, both in sides.items() if max(both) > 1]
    if not found:
        return None
    return found[-1], max(reversed(found), key=lambda layer: max(sides[layer]) / min(sides[layer]))
