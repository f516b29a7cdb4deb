"""What the neurons beside the path bring to a step of it: fixed numbers, which join its bias."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.model.arithmetic import Expression, bracketed, exp, ln, total
from core.model.quantity import a, b, w, z
from core.passes.chain import Path
from core.passes.choices.ranking import Abridged, abridged
from core.passes.moment import Moment

_ROWS = 5
"""Shares that are told: each of them, or the largest and the rest as one."""


@dataclass(frozen=True, eq=False)
class HeldStill:
    """The parts of a sum on the path that stay as they are while only the path is followed.

    b' = b + sum over the held neurons k of w_k a_k;   where outputs compete, less ln sum exp(z) of the others

    Parameters
    ----------
    moment : Moment
        Of the whole network.
    path : tuple of int
        The neuron in each layer 0..L that is followed.
    layer : int
        1..L.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> held = HeldStill(moment, (2, 1, 1, 1), 3)
    >>> held.neurons, [str(one) for one in held.terms], held.others
    ((0, 2), ['w[3][1,0]*a[2][0]', 'w[3][1,2]*a[2][2]'], ())
    """

    moment: Moment
    path: Path
    layer: int

    @property
    def j(self) -> int:
        """The neuron whose sum it is."""
        return self.path[self.layer]

    @property
    def k(self) -> int:
        """The neuron before it on the path."""
        return self.path[self.layer - 1]

    @property
    def bias(self) -> Expression:
        """Its own bias."""
        return b(self.layer, self.j)

    @property
    def joins(self) -> bool:
        """Whether anything but zero joins the bias."""
        return self.competes or any(self.moment.value(self._share(k)) for k in self._held)

    @property
    def competes(self) -> bool:
        """Whether the sums of the other neurons of its layer count as well."""
        layer = self.moment.network.layer(self.layer)
        return layer.activation.held_still is not None and layer.n > 1

    @property
    def neurons(self) -> tuple[int, ...]:
        """The held neurons that are told one by one, from the top."""
        return tuple(self._held[place] for place in self._told.shown)

    @property
    def others(self) -> tuple[int, ...]:
        """Those that are told as one."""
        return tuple(self._held[place] for place in self._told.others)

    @property
    def terms(self) -> list[Expression]:
        """What each of `neurons` brings, then all `others` together if there are any."""
        terms = [self._share(k) for k in self.neurons]
        return [*terms, bracketed(total(map(self._share, self.others)))] if self.others else terms

    @property
    def rivals(self) -> Expression | None:
        """What the sums of the other neurons of its layer take off, where they count."""
        if not self.competes:
            return None
        others = [z(self.layer, i) for i in range(self.moment.network.layer(self.layer).n) if i != self.j]
        most = max(others, key=self.moment.value)
        return -bracketed(most + ln(total(exp(one - most) for one in others)))

    @cached_property
    def _held(self) -> tuple[int, ...]:
        return tuple(k for k in range(self._width) if k != self.k)

    @property
    def _width(self) -> int:
        return self.moment.network.widths[self.layer - 1]

    @cached_property
    def _told(self) -> Abridged:
        return abridged((self.moment.value(self._share(k)) for k in self._held), _ROWS)

    def _share(self, k: int) -> Expression:
        return w(self.layer, self.j, k) * a(self.layer - 1, k)
