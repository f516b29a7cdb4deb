"""The law of dimming: what keeps the viewer's place is dimmed to a fixed contrast; nothing is shown fainter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from core.model.arrays import Array
from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.drawing.shapes import Shape
from scenes.watching.contrast import behind, blend
from scenes.watching.finding import Finding
from scenes.watching.laws.law import Glance
from scenes.watching.lint import contrast_of_stroke
from scenes.watching.parts import Part

_ROUNDED = 0.97
"""Share of a contrast that colours in whole levels of red, green and blue may leave of it."""


class Dimming:
    """Type under 3:1 and lines under 2.2:1 are not shown."""

    looks = False

    def at_rest(self, glance: Glance) -> Iterator[Finding]:
        """Find what is fainter than what keeps the viewer's place."""
        parts = glance.parts
        fills = [shape for part in parts if part.kind == "shape" for shape in part.shapes if shape.fill_opacity]
        fills.sort(key=lambda shape: shape.order)
        ground = rgb_of(theme.colour("ground"))
        for part in parts:
            least = theme.LINE_DIM if part.kind == "shape" else theme.TEXT_DIM
            found = min(_contrasts(part, fills, ground), default=least)
            if found < _ROUNDED * least:
                yield Finding(glance.beat, (part.name,), "shown fainter than dimmed, its contrast", found, "dimming")

    def moving(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """What comes and goes is faint on its way."""
        return ()

    def over(self) -> Iterable[Finding]:
        """All has been told."""
        return ()


def _contrasts(part: Part, fills: list[Shape], ground: Array) -> Iterator[float]:
    """Yield the contrast of type to what is behind it, or of each line of a shape that is one."""
    if part.kind == "shape":
        lines = {tuple(shape.rgb): shape for shape in part.shapes if shape.stroke_opacity and not shape.is_filled}
        yield from (contrast_of_stroke(shape, fills, ground) for shape in lines.values())
        return
    left, bottom, right, top = part.box
    back = behind(np.array([(left + right) / 2, (bottom + top) / 2]), part.order, fills, ground)
    colours = {(*shape.rgb, shape.opacity): shape for shape in part.shapes}.values()
    yield from (ratio(blend(shape.rgb, shape.opacity, back), back) for shape in colours)
