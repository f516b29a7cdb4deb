"""What whoever watches a lesson asks of it: lessons are made from these rooms, and not these rooms from lessons."""

from __future__ import annotations

from typing import Any, Protocol

from scenes.layout.frame import Frame
from scenes.watching.record import Record


class Watched(Protocol):
    """A scene that is told in beats.

    Attributes
    ----------
    record : Record
    frame : Frame
    time, duration : float
        Seconds since the clip's start; of the present play.
    animations : list of Animation or None
        Of the present play.
    """

    record: Record
    frame: Frame
    duration: float
    animations: list[Any] | None

    @property
    def time(self) -> float:
        """Seconds since the clip's start."""

    def at_rest(self, name: str) -> None:
        """Be looked at: a beat of this name has ended."""

    def close_beat(self) -> None:
        """End the present beat: wait until its caption can have been read, then rest."""

    def update_to_time(self, t: float) -> None:
        """Go to a time in the present play."""
