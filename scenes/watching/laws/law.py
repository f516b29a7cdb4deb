"""What a law is asked, as a lesson is told: at each rest, at moments of each movement, and when all is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from core.model.arrays import Array
from scenes.watching.finding import Finding
from scenes.watching.parts import Part, parts_on
from scenes.watching.watched import Watched

PIXEL = 8 / 1080
"""Of a picture of 1080 lines, in scene units."""


@dataclass(frozen=True, eq=False)
class Glance:
    """A look at a lesson in the middle of a movement, or at its rest.

    Parameters
    ----------
    lesson : Watched
        As it stands at that moment.
    beat : str
    at : float
        Seconds since the clip's start.
    lasts : float
        For how many seconds it stands, until halfway to the next one.
    grey : ndarray, shape (height, width), optional
        The picture, 0 to 255; for laws that look at pictures.
    before : ndarray, shape (height, width), optional
        The frame before it; the same one where nothing can move.
    closing : bool
        Whether all has been told but the caption may still be read.
    """

    lesson: Watched
    beat: str
    at: float
    lasts: float
    grey: Array | None = None
    before: Array | None = None
    closing: bool = False

    @cached_property
    def parts(self) -> list[Part]:
        """What is on stage at that moment, in the order of drawing; laws that ask for it later get the same."""
        return parts_on(self.lesson)


class Law(Protocol):
    """What every lesson keeps."""

    looks: bool
    """Whether it looks at pictures."""

    def at_rest(self, glance: Glance) -> Iterable[Finding]:
        """Return what is wrong with the picture at the end of a beat."""

    def moving(self, glance: Glance) -> Iterable[Finding]:
        """Return what is wrong at a moment of a movement, or of a hold, which is seen as one long glance."""

    def over(self) -> Iterable[Finding]:
        """Return what is wrong with the lesson as a whole."""
