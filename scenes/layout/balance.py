"""Where a layout fills the picture, the middle of its ink about its middle: in less room, or as one of several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from manim import Mobject, Rectangle, VGroup

from scenes.layout.box import Box
from scenes.layout.cells import NEAR, Blank, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink, middle_seen
from scenes.layout.page import settle
from scenes.layout.solving import boxes, least_size

_OFF, _BROUGHT, FAR = 0.06, 0.05, 0.07
"""How far the middle of the ink may be from the middle of the picture, of its width; how near it is brought; and from
where on it is so far off that what stands well in other rooms moves, too."""
_MOST, _ROUNDS = 0.26, 4
"""Of the stage's width: what stays free beside what is heavy, at most. How often it is looked at."""
_PARTS = (1.0, 0.75, 0.5, 0.25, 1.25)
"""How much of a way to another room is looked at."""
_BEST, _LACKS, _NEXT = 0.06, 0.03, 4
"""How near the middle need not be brought any more, and how much of what fills the picture may lack; and how many of
the rooms that come next to the best are looked at again, halfway to it.
"""
_BLANKS, _THIN = 5, 0.01
"""Of those beside an item, at most; and how broad one is that hardly takes room."""
_BACK = (0.0, 0.1, 0.2, 0.3, 0.4)
"""Of the way from a room to the whole stage."""
_LAW = 0.08
"""How far the middle of what is drawn may be off at most, of the picture's width."""
_ACROSS = (0.0, -0.5, 0.5, -1.0, 1.0)
"""How far to the left or to the right something stands, of the room that it has there."""
_FULL = 0.63
"""Of the safe area, a box that fills it."""


def balanced(
    frame: Frame,
    layout: Any,
    ink: Sequence[Mobject] | Callable[[], Sequence[Mobject]],
    off: float = _OFF,
    show: Callable[[], Any] = lambda: None,
) -> Box:
    """Return the stage, or as much less of it beside what is heavy as brings that towards the middle.

    A frame that is no wider than high has no width to give up. What the layout holds is put into its places, so that
    this is asked before anything is shown.

    Parameters
    ----------
    frame : Frame
    layout : Cells, Figure or mobject
    ink : sequence of Mobject or callable
        What of it will be seen, looking as it will; or what tells so each time when it is shown.
    off : float
        How far it may be off, of the picture's width.
    show : callable
        Lets all look as it will, each time when it is laid out.
    """
    stage = room = frame.stage
    if frame.is_tall:
        return stage
    least = min(least_size(layout, side_by_side=way).width for way in (True, False))
    for _ in range(_ROUNDS):
        _lay_out(layout, room)
        show()
        middle = middle_of_ink(VGroup(*_seen(ink))) / frame.width
        if abs(middle) <= off:
            break
        room = _away_from(stage, room, middle, frame.width, max(least, (1 - _MOST) * stage.width))
    return room


def filled(frame: Frame, layout: Any, ink: Sequence[Mobject]) -> Box:
    """Return the room in which a layout is balanced, or as much more as it takes to fill the picture.

    Parameters
    ----------
    frame : Frame
    layout : Cells, Figure or mobject
    ink : sequence of Mobject
        What of it will be seen.
    """
    found = room = balanced(frame, layout, ink)
    for share in _BACK if room != frame.stage else ():
        wider = room.towards(frame.stage, share)
        _lay_out(layout, wider)
        if abs(middle_of_ink(VGroup(*ink))) > FAR * frame.width:
            break
        found = wider
        if not bare(frame, *ink):
            break
    return found


def balanced_always(
    frame: Frame,
    layout: Any,
    ink: Sequence[Mobject] | Callable[[], Sequence[Mobject]],
    states: Sequence[Callable[[], Any]],
    is_clear: Callable[[], bool] = lambda: True,
) -> Box:
    """Return the stage, or a part of it, where the middle of what is drawn is near that of the picture in all states.

    The stage is left as it is where the middle is nowhere far off. Where no room is so in all of them, it
    is the one in which the middle is least off, and the picture is not bare.

    Parameters
    ----------
    frame : Frame
    layout : Cells, Figure or mobject
    ink : sequence of Mobject or callable
        What of it will be seen; asked in each state where it is not the same in all.
    states : sequence of callable
        Each lets all look as it will at some time.
    is_clear : callable
        Whether nothing crosses anything in the room where all has been put.
    """
    if frame.is_tall:
        return frame.stage

    def worst(room: Box) -> float:
        _lay_out(layout, room)
        found = []
        for show in states:
            show()
            seen = _seen(ink)
            off = abs(middle_seen(VGroup(*seen))) / frame.width
            found.append((off, bare(frame, *seen) / frame.width + (not is_clear())))
        offs, lacks = zip(*found, strict=True)
        return max(_BEST, *offs) + max(0.0, max(lacks) - _LACKS)

    least = min(least_size(layout, side_by_side=way).width for way in (True, False))

    def parts(room: Box) -> list[Box]:
        found = [frame.stage.towards(room, share) for share in _PARTS]
        return [one for one in found if one == room or one.width >= least]

    rooms = [(worst(frame.stage), frame.stage)]
    for show in states if rooms[0][0] > FAR else ():
        room = balanced(frame, layout, ink, show=show)
        rooms += [(worst(one), one) for one in parts(room) if one != frame.stage]
    best, *others = sorted(rooms, key=lambda one: one[0])
    for _, room in others[:_NEXT] if best[0] > FAR else ():
        between = best[1].towards(room, 0.5)
        rooms.append((worst(between), between))
    return min(rooms, key=lambda one: one[0])[1]


def _seen(ink: Sequence[Mobject] | Callable[[], Sequence[Mobject]]) -> Sequence[Mobject]:
    return ink() if callable(ink) else ink


def _lay_out(layout: Any, room: Box) -> None:
    """Put all that a layout holds into its places."""
    for mobject, box in boxes(layout, room).items():
        settle(mobject, box)


def _away_from(stage: Box, room: Box, off: float, whole: float, least: float) -> Box:
    """Return a room that leaves more free on the side to which the ink is off; both sides end on the stage or in it."""
    missing, side = (abs(off) - _BROUGHT) * whole, 1.0 if off > 0 else -1.0
    heavy = 0.5 * room.width - side * (off * whole - float(room.centre[0]))
    by = missing * room.width / max(room.width - heavy, missing)
    if off < 0:
        return Box(min(max(room.left + by, stage.left), room.right - least), room.bottom, room.right, room.top)
    return Box(room.left, room.bottom, max(min(room.right - by, stage.right), room.left + least), room.top)


def first_central(frame: Frame, layouts: Iterable[Any], *middles: Callable[[], float], off: float = _BROUGHT) -> Any:
    """Return the first of some layouts with which all middles are near that of the stage; else the best of them.

    Parameters
    ----------
    frame : Frame
    layouts : iterable of Cells, Figure or mobject
    *middles : callable
        Each returns where the middle of what is drawn is, across the stage, once a layout is settled; or how `bare`
        the stage is.
    off : float
        How far it may be off, of the picture's width.

    Examples
    --------
    >>> from manim import Square
    >>> from scenes.layout.frame import frame_named
    >>> square = Square(2.0)
    >>> rows = [Row(square, Blank(square)), Row(square)]
    >>> first_central(frame_named("16:9"), rows, lambda: float(square.get_x())) is rows[1]
    True
    """
    found: list[tuple[float, Any]] = []
    for layout in layouts:
        _lay_out(layout, frame.stage)
        missing = max(abs(middle()) for middle in middles)
        if missing <= off * frame.width:
            return layout
        found.append((missing, layout))
    return min(found, key=lambda one: one[0])[1]


def central(frame: Frame, thing: Mobject, room: Box, seen: Sequence[Mobject]) -> Box:
    """Put a thing across a room so that the middle of all that is drawn is near that of the picture; return its box.

    It stands in the middle of the room if that is near enough.

    Parameters
    ----------
    frame : Frame
    thing : Mobject
    room : Box
    seen : sequence of Mobject
        What else is drawn, as it is now.

    Examples
    --------
    >>> from manim import RIGHT, Square
    >>> from scenes.layout.frame import WIDE
    >>> thing, other = (Square(2.0, color="#FFFFFF", fill_opacity=1) for _ in range(2))
    >>> bool(central(WIDE, thing, WIDE.stage, [other.shift(4 * RIGHT)]).centre[0] < 0)
    True
    """
    spare = max(0.0, room.width - float(thing.width)) / 2
    found: list[tuple[float, Box]] = []
    for share in _ACROSS:
        box = room.moved(share * spare)
        thing.move_to(box.centre)
        found.append((abs(middle_of_ink(VGroup(thing, *seen))), box))
        if found[-1][0] <= _BROUGHT * frame.width:
            return box
    _, box = min(found, key=lambda one: one[0])
    thing.move_to(box.centre)
    return box


def nearest(frame: Frame, ways: Sequence[Any], off: Callable[[Any], float]) -> Any:
    """Return the first of some ways with which the middle of what is drawn is not far off; else the best of them.

    Parameters
    ----------
    frame : Frame
    ways : sequence
    off : callable
        From one of them to how far off the middle is.

    Examples
    --------
    >>> from scenes.layout.frame import WIDE
    >>> nearest(WIDE, (0.5, 0.25), lambda way: 4 * way), nearest(WIDE, (0.5, 0.25), lambda way: way)
    (0.25, 0.5)
    """
    found: list[tuple[float, float]] = []
    for way in ways:
        found.append((off(way), way))
        if found[-1][0] <= _LAW * frame.width:
            return way
    return min(found, key=lambda one: one[0])[1]


def bare(frame: Frame, *seen: Mobject) -> float:
    """Return how far what is drawn is from filling the picture: the share that lacks, of its width.

    Examples
    --------
    >>> from manim import Rectangle
    >>> from scenes.layout.frame import WIDE
    >>> bare(WIDE, Rectangle(width=WIDE.safe.width, height=WIDE.safe.height))
    0.0
    """
    box, safe = Box.around(*seen), frame.safe
    return max(0.0, _FULL - box.width * box.height / (safe.width * safe.height)) * frame.width


def first_balanced(frame: Frame, ways: Iterable[tuple[Any, Sequence[Mobject]]], off: float = _OFF) -> tuple[int, Box]:
    """Return which of some layouts is the first that fills the picture about its middle, and in which room.

    Where none does, it is the one that is least far from doing so.

    Parameters
    ----------
    frame : Frame
    ways : iterable of (layout, ink)
        See `balanced`; those after the first that will do are not asked for.
    off : float
        How far it may be off, of the picture's width.
    """
    found: list[tuple[float, float, int, Box]] = []
    for at, (layout, ink) in enumerate(ways):
        room = balanced(frame, layout, ink)
        _lay_out(layout, room)
        middle, lacks = abs(middle_of_ink(VGroup(*ink))) / frame.width, bare(frame, *ink) / frame.width
        if frame.is_tall or (middle <= off and not lacks):
            return at, room
        found.append((max(0.0, middle - _LAW) + lacks, middle, at, room))
    *_, at, room = min(found, key=lambda one: one[:2])
    return at, room


def broad_enough(frame: Frame, room: Box, layout: Any) -> Box:
    """Return a room, or as much more of the stage as a layout takes across.

    Parameters
    ----------
    frame : Frame
    room : Box
        A part of the stage.
    layout : Cells, Figure or mobject

    Examples
    --------
    >>> from manim import Rectangle
    >>> from scenes.layout.frame import WIDE
    >>> round(broad_enough(WIDE, WIDE.stage.inset(4.0, 0.0), Rectangle(width=6.0)).width, 6)
    6.0
    """
    missing, spare = least_size(layout).width - room.width, frame.stage.width - room.width
    return room.towards(frame.stage, min(1.0, missing / spare)) if missing > 0 and spare else room


def leaning(item: Any, like: Mobject, *, right: bool, finely: bool = False) -> Iterator[Row]:
    """Yield rows of an item and room for nothing beside it: on one side first, then less there or on the other side.

    Parameters
    ----------
    item : Cells, Figure or mobject
        What takes the room that is left.
    like : Mobject
        So broad is one step, with the gap beside it.
    right : bool
        Whether it leans to the right at first, so that the room is at its left.
    finely : bool
        Whether those half a step away come after them.
    """
    half = Rectangle(width=max(_THIN, (float(like.width) - NEAR) / 2), height=float(like.height))
    whole = [1, 0, -1, *(side * count for count in range(2, _BLANKS + 1) for side in (1, -1))]
    between = [side * (count + 0.5) for count in range(_BLANKS if finely else 0) for side in (1, -1)]
    for step in (*whole, *between):
        room = [Blank(like)] * int(abs(step)) + [Blank(half)] * (step != int(step))
        yield Row(*room, Share(item)) if (step > 0) is right else Row(Share(item), *room)
