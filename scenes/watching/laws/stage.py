"""The law of the stage: what is shown stands in its middle, fills it, and leaves no half of it empty for long."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.model.arrays import Array
from scenes.layout.frame import Frame
from scenes.watching.finding import Finding
from scenes.watching.laws.eye import ink
from scenes.watching.laws.law import Glance

LEFTMOST, RIGHTMOST = 0.42, 0.58
"""Of the width: where the centre of what is drawn may be at rest."""
LEAST_BOX = 0.55
"""Of the safe area: what the box around all that is drawn takes at the end of a beat."""
LONGEST_EMPTY = 3.0
"""Seconds for which a half may be empty."""
_EMPTY = 0.001
"""The share of a half's pixels below which it is empty."""


class Stage:
    """Where what is drawn stands, and how much of the stage it fills."""

    looks = True

    def __init__(self) -> None:
        self._empty: dict[str, float] = {"left": 0.0, "right": 0.0}
        self._longest: dict[tuple[str, str], float] = {}

    def at_rest(self, glance: Glance) -> Iterator[Finding]:
        """Find what stands askew, and what leaves the stage bare."""
        seen = ink(_seen(glance))
        if not seen.any():
            yield Finding(glance.beat, ("stage",), "nothing is on it", 0.0, "stage")
            return
        centre = float((seen.sum(axis=0) * (np.arange(seen.shape[1]) + 0.5)).sum() / seen.sum() / seen.shape[1])
        if not LEFTMOST <= centre <= RIGHTMOST:
            yield Finding(glance.beat, ("stage",), "centre of what is drawn, of the width", centre, "stage")
        share = _box(seen, glance.lesson.frame)
        if share < LEAST_BOX:
            yield Finding(glance.beat, ("stage",), "box of what is drawn, of the safe area", share, "stage")

    def moving(self, glance: Glance) -> Iterator[Finding]:
        """Count how long a half is empty."""
        seen = ink(_seen(glance))
        middle = seen.shape[1] // 2
        for side, half in (("left", seen[:, :middle]), ("right", seen[:, middle:])):
            self._empty[side] = self._empty[side] + glance.lasts if half.mean() < _EMPTY else 0.0
            self._longest[glance.beat, side] = max(self._empty[side], self._longest.get((glance.beat, side), 0.0))
        yield from ()

    def over(self) -> Iterator[Finding]:
        """Find halves that were empty for too long."""
        for (beat, side), seconds in self._longest.items():
            if seconds > LONGEST_EMPTY:
                yield Finding(beat, ("stage",), f"the {side} half is empty for seconds", seconds, "stage")


def _seen(glance: Glance) -> Array:
    if glance.grey is None:
        msg = "the law of the stage looks at pictures, and was shown none"
        raise ValueError(msg)
    return glance.grey


def _box(seen: Array, frame: Frame) -> float:
    """Return the area of the box around what is drawn, as a share of the safe area."""
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    height, width = (np.ptp(places) + 1 for places in (rows, columns))
    area = height / seen.shape[0] * frame.height * width / seen.shape[1] * frame.width
    safe = frame.safe
    return float(area / (safe.width * safe.height))
