"""A page: a layout on the stage, and the way from one layout to the next."""

from __future__ import annotations

from typing import Any

from manim import Animation, AnimationGroup, Mobject, Wait

from core.model.arrays import Array
from scenes import theme
from scenes.layout.box import Box
from scenes.layout.cells import APART, Cells, Column, Figure, Panes, Share
from scenes.layout.frame import Frame
from scenes.layout.solving import boxes, least_size
from scenes.motion import Computed

HERO, COMPANION = 3.0, 2.0
"""Their shares of the room."""


class Page:
    """What stands where, in a frame of any shape.

    Parameters
    ----------
    frame : Frame
    layout : Cells, Figure or mobject
    room : Box, optional
        Where it stands; default the stage.

    Attributes
    ----------
    layout
        The present one.
    boxes : dict of mobject to Box
        Where it is.

    Examples
    --------
    >>> from manim import Square
    >>> from scenes.layout.frame import frame_named
    >>> small, large = Square(1.0), Square(2.0)
    >>> page = Page(frame_named("16:9"), Column(small, large))
    >>> bool(small.get_y() > large.get_y())
    True
    >>> turning = page.turn(Column(large, small))
    """

    def __init__(self, frame: Frame, layout: Any, room: Box | None = None) -> None:
        self.frame, self.layout = frame, layout
        self.boxes = boxes(layout, room or frame.stage)
        for mobject, box in self.boxes.items():
            settle(mobject, box)

    @property
    def fits(self) -> bool:
        """Whether the layout has room on the stage."""
        room = self.frame.stage.size
        return any(least_size(self.layout, side_by_side=way).fits(room) for way in (True, False))

    def turn(self, layout: Any, room: Box | None = None, *, run_time: float = theme.MOVE) -> Animation:
        """Return the way of all that stands on the page to its place in another layout.

        What is new in it is put into its place, and comes when the lesson shows it. A figure with a method `way_to`
        knows its own way into a box. Where nothing has to go, time passes.
        """
        before, self.layout = self.boxes, layout
        self.boxes = boxes(layout, room or self.frame.stage)
        ways = []
        for mobject, box in self.boxes.items():
            if mobject not in before:
                settle(mobject, box)
            elif hasattr(mobject, "way_to"):
                ways.append(mobject.way_to(box))
            elif box != before[mobject]:
                redrawn = getattr(mobject, "refills", False)
                ways.append(Refit(mobject, before[mobject], box) if redrawn else Settle(mobject, box))
        return AnimationGroup(*ways, run_time=run_time) if ways else Wait(run_time=run_time)


def hero_and(hero: Any, companion: Any, *, above: Any = None, below: Any = None) -> Cells:
    """Return the layout of most lessons: a hero with a companion beside it, or below it where the frame is tall.

    Parameters
    ----------
    hero, companion : Cells, Figure or mobject
    above, below : Cells, Figure or mobject, optional
        Over the whole width.
    """
    panes = Panes(Share(hero, HERO), Share(companion, COMPANION), gap=APART) if companion is not None else hero
    return Column(above, Share(panes), below, gap=APART, place="stretch")


def first_fitting(frame: Frame, *layouts: Any) -> Any:
    """Return the first of some layouts that has room on the stage; the last one in any case."""
    room = frame.stage.size
    for layout in layouts[:-1]:
        if any(least_size(layout, side_by_side=way).fits(room) for way in (True, False)):
            return layout
    return layouts[-1]


def settle(mobject: Mobject, box: Box) -> None:
    """Put a mobject into a box: a figure fills it, any other stands in its middle."""
    if isinstance(mobject, Figure):
        mobject.fill(box)
    else:
        mobject.move_to(box.centre)


class Settle(Computed):
    """The way of a mobject into a box: its parts go, and grow, straight to where they will be.

    Parameters
    ----------
    mobject : Mobject
    box : Box
    """

    stays = True

    def __init__(self, mobject: Mobject, box: Box, **kwargs: Any) -> None:
        self.box = box
        super().__init__(mobject, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note where every part is and will be."""
        parts = list(self.mobject.get_family())
        before = [part.points.copy() for part in parts]
        settle(self.mobject, self.box)
        after = [part.points.copy() for part in parts]
        if list(self.mobject.get_family()) != parts:
            msg = f"{type(self.mobject).__name__}.fill: expected the same parts as before, found others"
            raise ValueError(msg)
        self._ways = [(part, _alike(start, end), end) for part, start, end in zip(parts, before, after, strict=True)]
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the parts on their way."""
        share = self.rate_func(alpha)
        for part, before, after in self._ways:
            part.points = after if share == 1 else before + share * (after - before)


class Refit(Computed):
    """The way of a figure from box to box, which it fills all along: for figures that are drawn anew for each room.

    A page turns so with a figure whose `refills` is true.

    Parameters
    ----------
    figure : Figure and Mobject
    before, after : Box
    """

    stays = True

    def __init__(self, figure: Any, before: Box, after: Box, **kwargs: Any) -> None:
        self._figure, self._way = figure, (before, after)
        super().__init__(figure, introducer=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Fill a box on the way."""
        before, after = self._way
        self._figure.fill(before.towards(after, self.rate_func(alpha)))


def _alike(before: Array, after: Array) -> Array:
    """Return an outline to begin with: the new one at the old place where there is another, as of a strip and a hair.

    Parameters
    ----------
    before, after : ndarray, shape (n, 3)
    """
    if before.shape == after.shape or not (len(before) and len(after)):
        return before if before.shape == after.shape else after
    first, last = ((points.min(axis=0) + points.max(axis=0)) / 2 for points in (before, after))
    found: Array = after + first - last
    return found
