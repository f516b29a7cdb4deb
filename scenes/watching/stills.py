"""Stills of a lesson: the picture at the end of each beat, and some in the middle of its movements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from manim import Wait

from scenes.watching.rehearsal import rehearse, still
from scenes.watching.watched import Watched

Watch = Callable[[Watched, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """One picture of a lesson.

    Parameters
    ----------
    beat, caption : str
    number : int
        Of the beat, from 1.
    at : float
        Seconds since the clip's start.
    moving : bool
        Whether it was taken in the middle of a movement.
    pixels : ndarray, shape (height, width, 4)
    """

    beat: str
    caption: str
    number: int
    at: float
    moving: bool
    pixels: Any


def watch_rests(make_lesson: Callable[[], Watched], watch: Watch) -> Watched:
    """Rehearse a lesson and look at it, with the beat's name, whenever a beat has ended.

    Parameters
    ----------
    make_lesson : callable
        Returns a new lesson.
    watch : callable
        Called with the lesson and the name of the beat.

    Returns
    -------
    Watched
        As it ends.
    """

    def watched() -> Watched:
        lesson = make_lesson()
        lesson.at_rest = lambda name: watch(lesson, name)  # type: ignore[method-assign]
        return lesson

    return rehearse(watched)


def take_stills(
    make_lesson: Callable[[], Watched], *, width: int = 640, moments: int = 0, watch: Watch | None = None
) -> list[Still]:
    """Take the picture at the end of each beat.

    Parameters
    ----------
    make_lesson : callable
        Returns a new lesson.
    width : int
        Of the pictures, in pixels.
    moments : int
        How many more pictures of each beat, spread evenly over its movements.
    watch : callable, optional
        Also called at each rest, as for `watch_rests`.

    Returns
    -------
    list of Still, in the order of the clip
    """
    photographer = _Photographer(width, _spread(_movements(make_lesson), moments) if moments else {})

    def at_rest(lesson: Watched, name: str) -> None:
        photographer.take(lesson, lesson.time, moving=False)
        if watch is not None:
            watch(lesson, name)

    watch_rests(lambda: photographer.follow(make_lesson()), at_rest)
    return photographer.stills


def _movements(make_lesson: Callable[[], Watched]) -> list[tuple[str, float]]:
    """Return the beat and the length of each movement."""
    lengths = _Photographer(0, {})
    rehearse(lambda: lengths.follow(make_lesson()))
    return lengths.movements


def _spread(movements: list[tuple[str, float]], moments: int) -> dict[int, list[float]]:
    """Return at which shares of which movements to take pictures: so many in each beat."""
    chosen: dict[int, list[float]] = {}
    for beat in dict.fromkeys(name for name, _ in movements):
        whole = sum(length for name, length in movements if name == beat)
        start = 0.0
        for index, (name, length) in enumerate(movements):
            if name == beat:
                times = [(k + 0.5) / moments * whole for k in range(moments)]
                chosen[index] = [(t - start) / length for t in times if start <= t < start + length]
                start += length
    return chosen


@dataclass(slots=True)
class _Photographer:
    """Follows one rehearsal of a lesson."""

    width: int
    wanted: dict[int, list[float]]
    stills: list[Still] = field(default_factory=list)
    movements: list[tuple[str, float]] = field(default_factory=list)

    def follow(self, lesson: Watched) -> Watched:
        """Step into each movement where a picture is wanted; return the lesson."""
        jump = lesson.update_to_time

        def step(t: float) -> None:
            if any(not isinstance(animation, Wait) for animation in lesson.animations or ()):
                # a skipped play has moved the clock to its end already
                start = lesson.time - lesson.duration
                for share in self.wanted.get(len(self.movements), ()):
                    jump(share * lesson.duration)
                    self.take(lesson, start + share * lesson.duration, moving=True)
                self.movements.append((lesson.record.beats[-1]["name"], lesson.duration))
            jump(t)

        lesson.update_to_time = step  # type: ignore[method-assign]
        return lesson

    def take(self, lesson: Watched, at: float, *, moving: bool) -> None:
        """Take the picture as it stands."""
        beat = lesson.record.beats[-1]
        pixels = still(lesson, self.width)
        self.stills.append(Still(beat["name"], beat["caption"], len(lesson.record.beats), at, moving, pixels))
