"""The law of stillness: something changes at least every four seconds, and in half of all frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenes import theme
from scenes.watching.finding import Finding
from scenes.watching.laws.eye import has_changed
from scenes.watching.laws.law import Glance

LONGEST, SHARE = 4.0, 0.5
"""Seconds without a visible change, and the share of a lesson's frames that may be still."""


class Stillness:
    """How long nothing changes, and in how much of a lesson.

    The end of a beat, while its caption can still be read, is no standstill; but its frames are still. Whoever asked
    for calm asked for stillness: there, what would travel fades, too slowly for an eye to see it change.

    Attributes
    ----------
    still, whole : float
        Seconds so far without a change, and in all.
    """

    looks = True

    def __init__(self) -> None:
        self.still, self.whole = 0.0, 0.0
        self._run, self._beat, self._is_calm = 0.0, "", False
        self._longest: dict[str, float] = {}

    def at_rest(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """A rest is the end of what was seen as it came."""
        return ()

    def moving(self, glance: Glance) -> Iterable[Finding]:
        """Count how long nothing changes."""
        self._is_calm = theme.is_calm()
        self.whole += glance.lasts
        changes = glance.grey is not None and glance.before is not None and has_changed(glance.before, glance.grey)
        self.still += 0.0 if changes else glance.lasts
        self._run = 0.0 if changes or glance.closing else self._run + glance.lasts
        self._longest[glance.beat] = max(self._run, self._longest.get(glance.beat, 0.0))
        self._beat = glance.beat
        return ()

    def over(self) -> Iterator[Finding]:
        """Find beats that stand still for too long, and too much stillness in all."""
        if self._is_calm:
            return
        for beat, seconds in self._longest.items():
            if seconds > LONGEST:
                yield Finding(beat, ("stage",), "nothing changes for seconds", seconds, "stillness")
        if self.whole and self.still / self.whole > SHARE:
            yield Finding(self._beat, ("lesson",), "share of still frames", self.still / self.whole, "stillness")
