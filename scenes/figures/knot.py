"""Where a flow meets a neuron: what arrives piles up, what is left goes through, and the gate hands on its share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import final

from core.model.arrays import Array
from scenes import theme
from scenes.figures.flow_band import Port
from scenes.figures.funnel import Funnel
from scenes.figures.heading import Heading
from scenes.figures.measures import Measure
from scenes.figures.pile import Pile
from scenes.figures.strip import Strip
from scenes.type.blanks import Pieces

_GATE = 0.6
"""How much of a gate's fill is to be seen, of that of a band."""


PINCHED = 0.02
"""What is shorter cannot be told from a hair."""


_SHUT = 0.02
"""A gate that hands on less is as good as shut."""


@dataclass(frozen=True, slots=True, eq=False)
class Spacing:
    """How near to a neuron the pieces of a knot stand, in scene units.

    Parameters
    ----------
    clear : float
        Between neuron and strips.
    strip : float
        Across a strip.
    gate : float
        Along a gate.
    """

    clear: float
    strip: float
    gate: float


@final
class Knot(Pieces):
    """The pile on a neuron's side of the cost, the strip and the gate on its other side.

    Parameters
    ----------
    parts : sequence of float
        What arrives, in the order in which it piles up.
    arrived, passed : float
        What is left of it, and what of that the gate hands on.
    look : Theme
    tall : bool
    what : str
        What the strip stands for, for whoever measures.
    gated : bool
        Whether there is a gate of its own.

    Attributes
    ----------
    pile : Pile
    strip : Strip
        What is left, on the other side.
    gate : Funnel
    """

    def __init__(
        self,
        parts: Sequence[float],
        arrived: float,
        passed: float,
        look: theme.Theme,
        *,
        tall: bool,
        what: str,
        gated: bool = True,
    ) -> None:
        self.parts, self.arrived, self.passed, self._gated = tuple(parts), arrived, passed, gated
        colour, ground = look.colour("slope"), look.colour("ground")
        heading = Heading.of(tall=tall)
        self._towards, self._across = heading.towards, heading.across
        self._what = what
        self.pile = Pile(parts, colour, ground, what=what, tall=tall)
        self.strip = Strip(colour)
        self.gate = Funnel(colour, heading.across, f"{what}, its gate")
        super().__init__(self.gate, self.pile, self.strip)

    def take(self, parts: Sequence[float], arrived: float, passed: float) -> None:
        """Take other values, from the next `show` on; as many parts as before."""
        self.parts, self.arrived, self.passed = tuple(parts), arrived, passed
        self.pile.take(parts)

    @property
    def above(self) -> float:
        """How far it reaches to the positive side, as a value."""
        return max(*self._reaches(), self.arrived, self.passed, 0.0)

    @property
    def below(self) -> float:
        """How far it reaches to the negative side, as a value of at least 0."""
        return max(*(-one for one in self._reaches()), -self.arrived, -self.passed, 0.0)

    def stand(self, centre: Array, radius: float, unit: float, spacing: Spacing) -> None:
        """Stand around a neuron.

        Parameters
        ----------
        centre : ndarray, shape (3,)
        radius : float
        unit : float
            Scene units for each unit of a value.
        spacing : Spacing
        """
        self._unit, self._spacing = unit, spacing
        side = radius + spacing.clear + spacing.strip / 2
        self._foot = centre - side * self._towards
        self.pile.stand(
            centre + (side + spacing.strip) * self._towards, centre + side * self._towards, unit, spacing.strip
        )

    def ports(self) -> list[Port]:
        """Return where what arrives ends, in the order of the parts."""
        outer = self._spacing.strip / 2 * self._towards
        return [Port(port.foot + outer, port.length) for port in self.pile.ports()]

    def way_out(self) -> Port:
        """Return where what is handed on begins: all of it, for every edge."""
        return Port(self._before_the_gate() - self._spacing.gate * self._towards, self._unit * self.passed)

    def way_in(self) -> Port:
        """Return where the gate begins."""
        return Port(self._before_the_gate(), self._unit * self.arrived)

    def show(self, arrival: float, left: float, gate: float, gone: float = 0.0) -> None:
        """Show how much of the pile, of what is left, and of the gate is there, and has flowed off, 0 to 1 each."""
        self.pile.arrive([arrival] * len(self.parts))
        self.pile.show_left(left * self.pile.total)
        self.strip.span(self._foot, left * self._unit * self.arrived, self._across, self._spacing.strip)
        self._shown = min(left, arrival)
        if self._gated:
            self.gate.join(self.way_in(), self.way_out(), gate, gone)

    @property
    def is_shut(self) -> bool:
        """Whether there is something to hand on, of which next to nothing is handed on."""
        return self._gated and abs(self.passed) < _SHUT * abs(self.arrived)

    def light(self, bright: float) -> None:
        """Let the gate be bright or calm."""
        self.gate.light(bright)

    def measures(self) -> Iterator[Measure]:
        """Yield the strip on the other side."""
        if self._shown == 1.0:
            yield Measure("ruler", self._what, self.strip.drawn_length(), self._unit * self.arrived)

    def _before_the_gate(self) -> Array:
        inner: Array = self._foot - self._spacing.strip / 2 * self._towards
        return inner

    def _reaches(self) -> list[float]:
        """Return how far the pile has grown after each part, positive ones first."""
        return list(accumulate(sorted(self.parts, key=lambda one: one < 0), initial=0.0))
