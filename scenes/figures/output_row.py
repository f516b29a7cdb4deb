"""An output as the head of a row, with a line of its own: what it is, what it should be, and the miss between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Annulus,
    Dot,
    FadeIn,
    Line,
    Mobject,
    VGroup,
)

from core.model.arrays import Array
from core.model.quantity import a, y
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.level_line import LevelLine
from scenes.figures.measures import Measure
from scenes.figures.strip import Strip
from scenes.layout.box import Box
from scenes.motion import Showing, Spell
from scenes.type.formula import Formula, Label

_TICK = 0.09
_TIGHT = 0.12
_NARROW = 0.2
_RING = 0.19
_THICK = 0.2
"""Of the ring that holds what should be, in its radius."""
_OVER = 0.24
_NAMES_GAP = 0.2
_LONGEST = 14
"""Letters of a name."""


@final
class OutputRow(VGroup):
    """One output on its line.

    Parameters
    ----------
    moment : Moment
    j : int
    greys : Greys
    ends : tuple of float
        The values at which the line begins and ends.
    ticks : tuple of float
        Which of them are marked.

    Attributes
    ----------
    disc : Disc
    title : Label or Formula
        The user's, or the symbol.
    rule : Line
    ticks, tick_names : VGroup
    goal : VGroup
        What it should be, at the other end of the line, a ring as large as the disc; it leaves when others come.
    dot, ring
        Where the activation is, and where it should be.
    miss : Strip
        From what should be to what is.
    number : Formula
        How far that is.
    """

    def __init__(
        self, moment: Moment, j: int, greys: Greys, ends: tuple[float, float], ticks: tuple[float, ...]
    ) -> None:
        look, last = greys.look, moment.network.depth
        grey = look.colour("quiet")
        self._ends, self._marks, self._look = ends, ticks, look
        self.value, self.wanted = moment.value(a(last, j)), moment.value(y(j))
        self.disc = Disc(moment, a(last, j), greys, theme.LABEL)
        self.disc.show_value()
        names = moment.network.outputs
        self.title = Label(_cut(names[j])) if names else Formula("{q}", q=a(last, j), em=theme.LABEL)
        self.rule = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.ticks = VGroup(*(Line(UP, DOWN, color=grey, stroke_width=theme.LINE_WIDTH) for _ in ticks))
        self.tick_names = VGroup(*(Formula(short(one).typst(), em=theme.LABEL, colour=grey) for one in ticks))
        self.dot = Dot(radius=theme.DOT_RADIUS, color=look.colour("a"))
        self.ring = Annulus(_RING - 0.06, _RING, color=look.colour("y"), fill_opacity=1, stroke_width=0)
        wanted = moment.read(y(j), 3).in_fewest_digits()
        self.goal = VGroup(
            Annulus(1 - _THICK, 1.0, color=look.colour("y"), fill_opacity=1, stroke_width=0),
            Formula("{y}", em=theme.LABEL, colour=look.colour("y"), y=wanted),
        )
        self.miss = Strip(look.colour("C"))
        missed = moment.read(a(last, j) - y(j), 3)
        self.number = Formula(f"{'+' if missed.value > 0 else ''}{{miss}}", em=theme.LABEL, miss=missed)
        parts = (self.rule, self.ticks, self.tick_names, self.miss, self.ring, self.dot)
        super().__init__(self.disc, self.title, *parts, self.goal, self.number)

    def stand(self, head: Array, radius: float, ruler: LevelLine, room: Box, *, name_above: bool, ticked: bool) -> None:
        """Stand with the disc at a place and the line at its ruler's.

        Parameters
        ----------
        head : ndarray, shape (3,)
        radius : float
            Of the disc.
        ruler : LevelLine
        room : Box
            Where numbers may be.
        name_above : bool
            Whether the name stands above the disc; else at its left.
        ticked : bool
            Whether the ticks have their names.
        """
        self.disc.stand(head, radius)
        self.title.next_to(self.disc.rim, UP if name_above else LEFT, buff=_NAMES_GAP)
        self._ruler = ruler
        self.rule.put_start_and_end_on(*(ruler.point(end) for end in self._ends))
        for mark, tick, name in zip(self._marks, self.ticks, self.tick_names, strict=True):
            at = ruler.point(mark)
            tick.put_start_and_end_on(at + _TICK * UP, at + _TICK * DOWN)
            name.next_to(at, DOWN, buff=_RING + 0.06).set_opacity(1.0 if ticked else 0.0)
        first, last = self.tick_names
        if ruler.unit * (self._marks[1] - self._marks[0]) < (first.width + last.width) / 2 + _NARROW:
            self.tick_names[1].set_opacity(0.0)
        self.dot.move_to(ruler.point(self.value))
        self.ring.move_to(ruler.point(self.wanted))
        self._span(1.0)
        middle = (self.dot.get_center() + self.ring.get_center()) / 2
        half = self.number.width / 2
        over = middle + UP * (_OVER + self.number.height / 2)
        if over[1] + self.number.height / 2 <= room.top + 1e-9:
            over[0] = min(max(over[0], room.left + half), room.right - half)
            self.number.move_to(over)
        else:
            self.number.next_to([room.right, ruler.level, 0.0], LEFT, buff=0.0)

    def face(self, centre: Array, radius: float) -> None:
        """Stand what should be at the other end of the line."""
        ring, number = self.goal
        ring.scale_to_fit_width(2 * radius).move_to(centre)
        number.move_to(centre)
        ring.set_fill(opacity=1.0 if self.disc.holds(number.width, radius * (1 - _THICK)) else 0.0)

    def come_from(self, disc: Disc) -> Animation:
        """Return the gliding of the disc from where it stands in the network."""
        start, radius = disc.centre, disc.radius
        end, last = self.disc.centre, self.disc.radius
        if self._look.calm:
            return FadeIn(self.disc, self.title)

        def show(share: float) -> None:
            self.disc.stand(start + share * (end - start), radius + share * (last - radius))

        return AnimationGroup(Showing(self.disc, show), FadeIn(self.title), lag_ratio=0.6)

    def draw_line(self, **kwargs: object) -> Animation:
        """Return the growing of the line out of the disc."""
        start = self.disc.centre + self.disc.radius * RIGHT
        marks = FadeIn(self.ticks, self.tick_names)
        if self._look.calm:
            return AnimationGroup(FadeIn(self.rule), marks, **kwargs)
        ends = [self._ruler.point(end) for end in self._ends]

        def show(share: float) -> None:
            self.rule.put_start_and_end_on(*(start + max(share, 1e-3) * (end - start) for end in ends))

        return AnimationGroup(Showing(self.rule, show), marks, lag_ratio=0.7, **kwargs)

    def slide_out(self, **kwargs: object) -> Animation:
        """Return the sliding of the dot out of the disc, along the line, to the activation."""
        start, end = self.disc.centre + self.disc.radius * RIGHT, self._ruler.point(self.value)
        if self._look.calm:
            return FadeIn(self.dot, **kwargs)

        def show(share: float) -> None:
            self.dot.move_to(start + share * (end - start)).set_fill(opacity=float(share > 0))

        return Showing(self.dot, show, **kwargs)

    def land_ring(self, **kwargs: object) -> Animation:
        """Return the sliding of the ring out of what should be, along the line, to its place."""
        if self._look.calm:
            return FadeIn(self.ring, **kwargs)
        circle = self.goal[0]
        start, end = circle.get_center() + circle.width / 2 * LEFT, self._ruler.point(self.wanted)

        def show(share: float) -> None:
            self.ring.move_to(start + share * (end - start)).set_fill(opacity=float(share > 0))

        return Showing(self.ring, show, **kwargs)

    def draw_miss(self, **kwargs: object) -> Animation:
        """Return the growing of the miss from what should be to what is, with its number."""
        number = Spell(self.number)
        if self._look.calm:
            return AnimationGroup(FadeIn(self.miss), number, **kwargs)
        growing = AnimationGroup(Showing(self.miss, self._span), number, lag_ratio=0.6, **kwargs)
        return growing if self.miss.length else AnimationGroup(number, **kwargs)

    def seen(self, *, misses: bool = True, late: bool = False) -> tuple[Mobject, ...]:
        """Return all that is on the stage, beside what should be.

        Parameters
        ----------
        misses : bool
            Whether misses are drawn.
        late : bool
            Whether their numbers have gone.
        """
        always = (self.disc, self.title, self.rule, self.ticks, self.tick_names, self.ring, self.dot)
        return (*always, *((self.miss,) if misses else ()), *((self.number,) if misses and not late else ()))

    def in_front(self) -> tuple[Mobject, ...]:
        """Return what lies over the score: the dots."""
        return (self.ring, self.dot)

    def measures(self) -> Iterator[Measure]:
        """Yield the miss on the ruler."""
        unit = float(self.rule.get_length()) / (self._ends[1] - self._ends[0])
        yield Measure("ruler", "a miss", self.miss.drawn_length(), (self.value - self.wanted) * unit)

    def _span(self, share: float) -> None:
        foot = self._ruler.point(self.wanted)
        self.miss.span(foot, share * (self.value - self.wanted) * self._ruler.unit)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
