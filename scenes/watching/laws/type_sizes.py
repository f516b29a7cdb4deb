"""The law of type: three sizes, and one more for a single symbol that is the hero of a beat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scenes import theme
from scenes.watching.finding import Finding
from scenes.watching.laws.law import Glance

SIZES = (theme.LABEL, theme.FORMULA, theme.HERO, theme.GIANT)
_ROUNDED = 2e-3
"""Share of an em by which a size may be missed."""


class TypeSizes:
    """Type at rest has one of the sizes."""

    looks = False

    def at_rest(self, glance: Glance) -> Iterator[Finding]:
        """Find type of other sizes."""
        for part in glance.parts:
            if part.kind != "shape" and part.em and not any(abs(part.em / size - 1) < _ROUNDED for size in SIZES):
                yield Finding(glance.beat, (part.name,), "none of the three sizes, its em", part.em, "type")

    def moving(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """Type may grow on its way."""
        return ()

    def over(self) -> Iterable[Finding]:
        """All has been told."""
        return ()
