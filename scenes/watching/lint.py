"""The layout lint: what is wrong with a picture at rest, in numbers.

It sees what a viewer would stumble over: things off the safe frame, type over type, a stroke through
a label, type too small, too faint, too many colours. What is dimmed keeps the viewer's place only,
and is held to the frame alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import rgb_to_hsv

import numpy as np

from scenes import theme
from scenes.colours import ratio, rgb_of
from scenes.drawing.shapes import Shape, grown, length_within, overlap
from scenes.layout.frame import Frame
from scenes.motion import SHADED
from scenes.watching.contrast import behind, blend
from scenes.watching.finding import Finding
from scenes.watching.parts import Part, parts_on
from scenes.watching.watched import Watched

READ = 0.35
"""Opacity from which a thing is there to be read."""
CLEARANCE = 0.03
"""The least gap around type, in scene units."""
SMALLEST_EM = 0.425
"""An em whose x-height is 11 pixels on the smallest picture, of 60 pixels a unit: 480 lines in 16:9."""
TEXT_CONTRAST, LINE_CONTRAST = 4.5, 3.0
ACCENTS = 2
"""Colours besides greys that calm mode allows."""
_SLACK = 1e-4
"""A hundredth of a pixel, and more than a layout is rounded by."""
_ONE_HUE = 0.04
"""Of the circle of hues: what is nearer is the same accent, dimmed or not."""
_GLOW = 0.12
"""Opacity below which what is drawn without an outline is light."""
_ROUNDED = 0.03
"""Share of a contrast by which colours in whole levels of red, green and blue may miss it."""
_GREY = 0.15
"""Least difference between the largest and smallest of red, green and blue in a colour."""


def findings(lesson: Watched, beat: str, parts: list[Part] | None = None) -> list[Finding]:
    """Return what is wrong with a lesson's picture as it stands.

    Parameters
    ----------
    lesson : Watched
    beat : str
        Told in the findings.
    parts : list of Part, optional
        What is on stage, where that is known.

    Returns
    -------
    list of Finding
        Empty when the picture is clean.
    """
    parts = parts_on(lesson) if parts is None else parts
    type_ = [part for part in parts if part.kind != "shape" and part.opacity >= READ]
    drawn = [part for part in parts if part.kind == "shape"]
    fills = [shape for part in drawn for shape in part.shapes if shape.fill_opacity]
    fills.sort(key=lambda shape: shape.order)
    found = [*_outside(parts, lesson.frame), *over_type(type_), *_through_type(type_, drawn, fills)]
    found += [*_too_small(type_), *_too_faint(type_, drawn, fills)]
    if theme.is_calm():
        found += _too_colourful(parts)
    return [Finding(beat, names, what, amount) for names, what, amount in found]


_WITHIN = 0.013
"""By this share of a stroke it is looked at beyond its eighths: not where its pieces end, which is where fills end."""
_Found = Iterator[tuple[tuple[str, ...], str, float]]


def _outside(parts: list[Part], frame: Frame) -> _Found:
    """Find what leaves the safe frame, and type in the caption band."""
    safe, floor = frame.safe, frame.stage.bottom
    for part in (one for one in parts if not _is_unseen(one)):
        reach = max(shape.reach for shape in part.shapes)
        left, bottom, right, top = grown(part.box, reach)
        is_read = part.kind != "shape" and part.opacity >= READ
        lowest = floor if is_read else safe.bottom
        sides = (
            (safe.left - left, "beyond the left of the safe frame"),
            (right - safe.right, "beyond the right of the safe frame"),
            (top - safe.top, "beyond the top of the safe frame"),
            (lowest - bottom, "in the caption band" if is_read else "below the safe frame"),
        )
        for amount, what in sides:
            if amount > reach + _SLACK:
                yield (part.name,), what, amount


def _is_unseen(part: Part) -> bool:
    """Whether it is light around a thing, or the ground itself, which may fall beyond the frame."""
    ground = rgb_of(theme.colour("ground"))
    return all(
        not shape.stroke_opacity and (shape.fill_opacity < _GLOW or np.allclose(shape.rgb, ground, atol=1 / 255))
        for shape in part.shapes
    )


def over_type(type_: list[Part], clearance: float = CLEARANCE) -> _Found:
    """Find type on type: glyph by glyph, so that a fraction may stand beside a tall bracket."""
    boxes = np.array([one.box for one in type_]).reshape(-1, 4)
    for first, second in np.argwhere(np.triu(_depths(boxes, boxes) > -clearance, 1)):
        one, other = type_[first], type_[second]
        depth = float(_depths(one.boxes, other.boxes).max())
        if depth > -clearance:
            yield (one.name, other.name), "type overlaps type", depth


def _depths(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how deep each of some boxes lies in each of others, shape (n, m)."""
    ends = np.minimum(some[:, None, 2:], others[None, :, 2:]) - np.maximum(some[:, None, :2], others[None, :, :2])
    depths: np.ndarray = ends.min(axis=2)
    return depths


def _through_type(type_: list[Part], drawn: list[Part], fills: list[Shape]) -> _Found:
    """Find strokes and edges of fills that run through type, and fills that lie over it.

    Type that is wholly inside an outline, such as a number in a neuron, is meant to be there. Of the
    pieces of one thing only the worst is told.
    """
    shapes = [(part, shape) for part in drawn if not part.crosses_on_purpose for shape in part.shapes]
    shapes = [(part, shape) for part, shape in shapes if shape.opacity >= READ]
    if not shapes:
        return
    boxes = np.array([grown(shape.box, shape.reach + CLEARANCE) for _, shape in shapes])
    for line in type_:
        left, bottom, right, top = line.box
        near = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < top) & (boxes[:, 3] > bottom)
        worst: dict[str, tuple[tuple[str, ...], str, float]] = {}
        for part, shape in (shapes[index] for index in np.flatnonzero(near)):
            length, what = _crossing(line, shape), "shape crosses type"
            if not length and _lies_over(shape, line):
                length, what = shape.fill_opacity, "shape covers type"
            owner = part.name[: max(part.name.rfind("."), part.name.rfind("["), 0)] or part.name
            if length and length > worst.get(owner, ((), "", 0.0))[2] and not _is_hidden(shape, line, fills):
                worst[owner] = (line.name, part.name), what, length
        yield from worst.values()


def _crossing(line: Part, shape: Shape) -> float:
    """Return the length of outline that comes too near to a glyph."""
    room = CLEARANCE + shape.reach
    return length_within(shape.segments, line.boxes + np.array([-room, -room, room, room]))


def _is_hidden(shape: Shape, line: Part, fills: list[Shape]) -> bool:
    """Whether an opaque panel lies between a shape and the type before it."""
    panels = (one for one in fills if shape.order < one.order < line.order and one.fill_opacity > 1 - _SLACK)
    return any(overlap(panel.box, line.box) > 0 and panel.covers(_corners(line)).all() for panel in panels)


def _lies_over(shape: Shape, line: Part) -> bool:
    return shape.order > line.order and shape.fill_opacity >= READ and bool(shape.covers(_corners(line)).all())


def _corners(line: Part) -> np.ndarray:
    left, bottom, right, top = line.box
    return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])


def _too_small(type_: list[Part]) -> _Found:
    for line in type_:
        if line.em < SMALLEST_EM - _SLACK:
            yield (line.name,), "type is too small, its em", line.em


def _too_faint(type_: list[Part], drawn: list[Part], fills: list[Shape]) -> _Found:
    """Find type and strokes that do not stand out from what is behind them."""
    ground, faint = rgb_of(theme.colour("ground")), rgb_of(theme.colour("faint"))
    for line in type_:
        left, bottom, right, top = line.box
        back = behind(np.array([(left + right) / 2, (bottom + top) / 2]), line.order, fills, ground)
        colours = {tuple(shape.rgb): shape for shape in line.shapes if shape.opacity >= READ}.values()
        least = min(ratio(blend(shape.rgb, shape.opacity, back), back) for shape in colours)
        if least < TEXT_CONTRAST and not _is_dimmed(line, least, theme.TEXT_DIM):
            yield (line.name,), "type is too faint, its contrast", least
    for part in drawn:
        strokes = [shape for shape in part.shapes if shape.stroke_opacity >= READ and not shape.is_filled]
        if not strokes or np.allclose(strokes[0].rgb, faint, atol=1 / 255):
            continue
        least = min(contrast_of_stroke(shape, fills, ground) for shape in strokes[:1])
        if least < LINE_CONTRAST and not _is_dimmed(part, least, theme.LINE_DIM):
            yield (part.name,), "line is too faint, its contrast", least


def _is_dimmed(part: Part, contrast: float, kept: float) -> bool:
    """Whether a thing keeps the viewer's place only, so that nobody has to read it: it was shaded, or is as faint."""
    if any(getattr(shape.mobject, SHADED, None) for shape in part.shapes):
        return contrast > kept * (1 - _ROUNDED)
    return abs(contrast / kept - 1) < _ROUNDED


def contrast_of_stroke(shape: Shape, fills: list[Shape], ground: np.ndarray) -> float:
    """Return the contrast along most of a stroke; of a closed one to what is around it.

    On the border of an area it is seen against the side that it stands out from more.
    """
    if shape.is_closed:
        backs = [(ground,)]
    else:
        # a transform may leave segments of no length
        lengths = np.linalg.norm(shape.segments[:, -1] - shape.segments[:, 0], axis=1)
        drawn = shape.segments[lengths > _SLACK] if (lengths > _SLACK).any() else shape.segments
        along = [divmod(len(drawn) * (place / 8 + _WITHIN), 1) for place in range(1, 8)]
        backs = []
        for whole, rest in along:
            start, end = drawn[int(whole)][0], drawn[int(whole)][-1]
            way = end - start
            aside = _SLACK * np.array([-way[1], way[0]]) / (np.linalg.norm(way) or 1.0)
            sides = (start + rest * way + aside, start + rest * way - aside)
            backs.append(tuple(behind(point, shape.order, fills, ground) for point in sides))
    contrasts = [max(ratio(blend(shape.rgb, shape.stroke_opacity, back), back) for back in sides) for sides in backs]
    return float(np.median(contrasts))


def _too_colourful(parts: list[Part]) -> _Found:
    """Find more accents than calm mode allows; what is dimmed has the hue of what it is dimmed from."""
    accents: dict[float, str] = {}
    for part in parts:
        for shape in part.shapes:
            if shape.opacity >= READ and np.ptp(shape.rgb) > _GREY:
                hue = rgb_to_hsv(*map(float, shape.rgb))[0]
                if not any(_turn(hue - other) < _ONE_HUE for other in accents):
                    accents[hue] = part.name
    if len(accents) > ACCENTS:
        yield tuple(accents.values()), "more accents than calm mode allows", len(accents)


def _turn(angle: float) -> float:
    """Return how far two hues are apart on their circle, as a share of it."""
    return abs((angle + 0.5) % 1 - 0.5)
