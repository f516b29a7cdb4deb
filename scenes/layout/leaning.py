"""Where less room brings the middle of what is drawn no nearer to that of the picture: one of it leans to a side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from manim import Mobject, VGroup

from scenes.layout.balance import balanced_always, first_central
from scenes.layout.box import Box
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_seen
from scenes.layout.page import Page

_OFF = 0.05
"""How far the middle may be off, of the picture's width, before something leans."""


def balanced_or_leant(
    frame: Frame, layout: Any, leant: Iterable[Any], ink: Sequence[Mobject], states: Sequence[Callable[[], Any]]
) -> tuple[Any, Box]:
    """Return a layout in the room in which it is balanced; where it is off even there, the best of others in all room.

    What is returned has been laid out.

    Parameters
    ----------
    frame : Frame
    layout : Cells, Figure or mobject
    leant : iterable of Cells, Figure or mobject
        The same, with room for nothing on a side.
    ink : sequence of Mobject
        What of it will be seen.
    states : sequence of callable
        Each lets all look as it will at some time.

    Examples
    --------
    >>> from manim import LEFT, RIGHT, Square
    >>> from scenes.layout.balance import leaning
    >>> from scenes.layout.cells import Row, Share
    >>> from scenes.layout.frame import frame_named
    >>> square, like = (Square(1.0, color="#FFFFFF", fill_opacity=1) for _ in range(2))
    >>> frame = frame_named("16:9")
    >>> found, room = balanced_or_leant(frame, Row(square), leaning(square, like, right=True), [square], [lambda: None])
    >>> room == frame.stage, round(float(square.get_x()), 1)
    (True, 0.0)
    """
    room = balanced_always(frame, layout, ink, states)

    def off() -> float:
        found = []
        for show in states:
            show()
            found.append(abs(middle_seen(VGroup(*ink))))
        return max(found)

    Page(frame, layout, room)
    if frame.is_tall or off() <= _OFF * frame.width:
        return layout, room
    found = first_central(frame, leant, off)
    Page(frame, found)
    return found, frame.stage
