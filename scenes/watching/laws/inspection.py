"""Hold a lesson to all laws in one rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from manim import Wait

from core.model.arrays import Array
from scenes.watching.finding import Finding
from scenes.watching.laws.dimming import Dimming
from scenes.watching.laws.eye import Eye
from scenes.watching.laws.flight import MOMENTS, Flight
from scenes.watching.laws.law import Glance, Law
from scenes.watching.laws.ledger import Ledger
from scenes.watching.laws.scale import Scale
from scenes.watching.laws.stage import Stage
from scenes.watching.laws.stillness import Stillness
from scenes.watching.laws.type_sizes import TypeSizes
from scenes.watching.rehearsal import rehearse
from scenes.watching.watched import Watched

STEP, FRAME = 0.4, 1 / 15
"""Seconds from look to look within a movement, and from frame to frame in a preview."""
_NOTHING = 1e-6


def laws_of_rests() -> tuple[Law, ...]:
    """Return the laws that look at rests alone, before they have seen anything."""
    return Scale(), Ledger(), TypeSizes(), Dimming()


def laws_of_movement() -> tuple[Law, ...]:
    """Return the laws that look at movements and pictures, before they have seen anything."""
    return Stage(), Flight(), Stillness()


def inspect(make_lesson: Callable[[], Watched], laws: Sequence[Law] | None = None) -> list[Finding]:
    """Return what a lesson does against the laws.

    Parameters
    ----------
    make_lesson : callable
        Returns a new lesson.
    laws : sequence of Law, optional
        Default: all of them.
    """
    inspector = _Inspector((*laws_of_rests(), *laws_of_movement()) if laws is None else laws)
    rehearse(lambda: inspector.follow(make_lesson()))
    return [*inspector.found, *(one for law in inspector.laws for one in law.over())]


@dataclass(slots=True)
class _Inspector:
    """Follows one rehearsal of a lesson."""

    laws: Sequence[Law]
    found: list[Finding] = field(default_factory=list)
    eye: Eye | None = None
    seen: float = 0.0
    """Until when all has been looked at, in seconds."""

    def follow(self, lesson: Watched) -> Watched:
        """Look at moments of each movement, at each hold and at each rest; return the lesson."""
        jump, close = lesson.update_to_time, lesson.close_beat
        if any(law.looks for law in self.laws):
            self.eye = Eye(lesson)

        def step(t: float) -> None:
            if any(not isinstance(animation, Wait) for animation in lesson.animations or ()):
                # a skipped play has moved the clock to its end already
                start = lesson.time - lesson.duration
                self._hold(lesson, start)
                for time, lasts in moments(lesson.duration):
                    self._move(lesson, jump, start, time, lasts)
                self.seen = lesson.time
            jump(t)

        def closing() -> None:
            self._hold(lesson, lesson.time)
            close()

        lesson.update_to_time = step  # type: ignore[method-assign]
        lesson.close_beat = closing  # type: ignore[method-assign]
        lesson.at_rest = lambda name: self._rest(lesson, name)  # type: ignore[method-assign]
        return lesson

    def _move(self, lesson: Watched, jump: Callable[[float], None], start: float, time: float, lasts: float) -> None:
        before = None
        if self.eye is not None:
            jump(max(time - FRAME, 0.0))
            before = self.eye.look()
        jump(time)
        self._show(Glance(lesson, _beat(lesson), start + time, lasts, self._look(), before))

    def _hold(self, lesson: Watched, until: float, *, closing: bool = False) -> None:
        """Look once at what has stood since the last movement."""
        lasts, self.seen = until - self.seen, until
        if lasts > _NOTHING:
            now = self._look()
            self._show(Glance(lesson, _beat(lesson), until, lasts, now, now, closing))

    def _rest(self, lesson: Watched, beat: str) -> None:
        self._hold(lesson, lesson.time, closing=True)
        glance = Glance(lesson, beat, lesson.time, 0.0, self._look())
        for law in self.laws:
            self.found += law.at_rest(glance)

    def _show(self, glance: Glance) -> None:
        for law in self.laws:
            self.found += law.moving(glance)

    def _look(self) -> Array | None:
        return None if self.eye is None else self.eye.look()


def moments(duration: float) -> Iterator[tuple[float, float]]:
    """Yield the times in a movement at which to look at it, and for how many seconds each look stands.

    Examples
    --------
    >>> [(round(time, 1), round(lasts, 1)) for time, lasts in moments(2.4)]
    [(0.2, 0.4), (0.6, 0.4), (1.0, 0.4), (1.4, 0.4), (1.8, 0.4), (2.2, 0.4)]
    """
    count = max(MOMENTS, round(duration / STEP))
    lasts = duration / count
    return (((place + 0.5) * lasts, lasts) for place in range(count))


def _beat(lesson: Watched) -> str:
    return str(lesson.record.beats[-1]["name"])
