"""The law of flight: also on its way, nothing that can be read lies over type or leaves the safe frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scenes.drawing.shapes import grown
from scenes.watching.finding import Finding
from scenes.watching.laws.law import PIXEL, Glance
from scenes.watching.lint import READ, over_type
from scenes.watching.parts import Part

MOMENTS = 6
"""Of every movement, at least."""
_PLACE = re.compile(r" \d+$")


class Flight:
    """Type over type, and type outside the safe frame, at moments of each movement; the worst of each kind is told."""

    looks = False

    def __init__(self) -> None:
        self._worst: dict[tuple[str, tuple[str, ...], str], float] = {}

    def at_rest(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """The layout lint looks at rests."""
        return ()

    def moving(self, glance: Glance) -> Iterable[Finding]:
        """Note what lies wrong at a moment."""
        type_ = [_readable(part) for part in glance.parts if part.kind != "shape" and part.opacity >= READ]
        readable = [part for part in type_ if not part.crosses_on_purpose]
        for names, what, amount in (*over_type(readable, 0.0), *_outside(readable, glance)):
            said = {part.text for part in readable if part.name in names}
            if len(names) > 1 and len(said) == 1 and said != {""}:
                continue  # a copy that has not left its like yet
            key = glance.beat, tuple(sorted(_PLACE.sub("", name) for name in names)), what
            self._worst[key] = max(amount, self._worst.get(key, 0.0))
        return ()

    def over(self) -> Iterator[Finding]:
        """Return the worst of each."""
        for (beat, names, what), amount in self._worst.items():
            yield Finding(beat, names, what, amount, "flight")


def _readable(part: Part) -> Part:
    """Return a part without glyphs that are still too faint to be read: some of a line may come later than others."""
    shapes = tuple(shape for shape in part.shapes if shape.opacity >= READ)
    return part if len(shapes) == len(part.shapes) else replace(part, shapes=shapes)


def _outside(type_: list[Part], glance: Glance) -> Iterator[tuple[tuple[str, ...], str, float]]:
    safe = glance.lesson.frame.safe
    for part in type_:
        left, bottom, right, top = grown(part.box, 0.0)
        amount = max(safe.left - left, safe.bottom - bottom, right - safe.right, top - safe.top)
        if amount > PIXEL:
            yield (part.name,), "type on its way leaves the safe frame", amount
