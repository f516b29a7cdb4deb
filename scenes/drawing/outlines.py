"""One shape as it was last drawn: its cairo path, its paints, its box, and how to tell that it changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cairo
import numpy as np
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from scenes.drawing.damage import EMPTY, Box

if TYPE_CHECKING:
    from manim.camera.camera import Camera
    from manim.mobject.types.vectorized_mobject import VMobject

Signature: TypeAlias = tuple[object, ...]

PLAIN = 9
"""Length of the signature of a shape without gradients."""

CLOSE = 1e-5
"""The share of a coordinate by which two ends of curves may miss each other, beside manim's own tolerance."""

NO_PAINT = np.zeros((1, 4))


def signature(shape: VMobject) -> Signature:
    """Return everything that the camera reads of a shape; equal signatures draw equal pixels."""
    fill = getattr(shape, "fill_rgbas", NO_PAINT)
    stroke = getattr(shape, "stroke_rgbas", NO_PAINT)
    behind = getattr(shape, "background_stroke_rgbas", NO_PAINT)
    signed: Signature = (
        shape.points.tobytes(),
        fill.tobytes(),
        stroke.tobytes(),
        behind.tobytes(),
        shape.stroke_width,
        shape.background_stroke_width,
        shape.joint_type,
        shape.cap_style,
        shape.background_image,
    )
    if len(fill) + len(stroke) + len(behind) > 3:
        # A gradient runs along the box of the whole family; without submobjects the points tell it.
        ends = shape.get_gradient_start_and_end_points() if shape.submobjects else ()
        signed += (*map(tuple, ends), tuple(shape.get_sheen_direction()))
    return signed


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """One fill (width is None) or one stroke of a path."""

    source: cairo.Pattern
    width: float | None = None
    join: cairo.LineJoin = cairo.LINE_JOIN_MITER
    cap: cairo.LineCap = cairo.LINE_CAP_BUTT

    def select(self, context: cairo.Context) -> None:
        """Make this the paint of the context."""
        context.set_source(self.source)
        if self.width is not None:
            context.set_line_width(self.width)
            context.set_line_join(self.join)
            context.set_line_cap(self.cap)

    def apply(self, context: cairo.Context) -> None:
        """Paint the current path of the context, and keep the path."""
        self.select(context)
        if self.width is None:
            context.fill_preserve()
        else:
            context.stroke_preserve()

    def extents(self, context: cairo.Context) -> tuple[float, float, float, float]:
        """Return a box around the ink on the current path, in scene units, as cairo knows it."""
        if self.width is None:
            return context.path_extents()  # which no fill leaves, and which is found far sooner than the fill's own
        self.select(context)
        return context.stroke_extents()


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A shape as drawn: replaying it gives the pixels that the camera would draw."""

    signature: Signature
    path: cairo.Path
    paints: tuple[Paint, ...]
    box: Box
    follows_family: bool  # a gradient changes with the box of the submobjects

    def draw(self, context: cairo.Context) -> None:
        """Draw the shape."""
        if self.paints:
            context.new_path()
            context.append_path(self.path)
            for paint in self.paints:
                paint.apply(context)


def trace(shape: VMobject, signed: Signature, camera: Camera, context: cairo.Context, last: Outline | None) -> Outline:
    """Make the outline of a shape, keeping of its last one what is still the same: its path, its paints, its box."""
    keeps_look = last is not None and len(signed) == PLAIN and last.signature[1:] == signed[1:]
    paints = last.paints if last is not None and keeps_look else _paints(shape, camera)
    if last is not None and last.signature[0] == signed[0]:
        path, box = last.path, last.box
        if list(map(_reach, paints)) != list(map(_reach, last.paints)):
            context.new_path()
            context.append_path(path)
            box = _box(paints, camera, context)
    else:
        lay_path(shape, camera, context)
        path, box = context.copy_path(), _box(paints, camera, context)
    follows_family = len(signed) > PLAIN and bool(shape.submobjects)
    return Outline(signed, path, paints, box, follows_family)


def _reach(paint: Paint) -> tuple[object, ...]:
    """Return what decides, together with the path, where a paint leaves ink."""
    return (paint.width, paint.join, paint.cap)


def lay_path(shape: VMobject, camera: Camera, context: cairo.Context) -> None:
    """Make a shape's path the current one: the same as `Camera.set_cairo_context_path` makes, several times as fast."""
    points = camera.transform_points_pre_display(shape, shape.points)
    if len(points) % shape.n_points_per_cubic_curve:
        camera.set_cairo_context_path(context, shape)
        return
    tolerance = shape.tolerance_for_point_equality

    def meet(x: float, y: float, to_x: float, to_y: float) -> bool:
        return abs(x - to_x) <= tolerance + CLOSE * abs(to_x) and abs(y - to_y) <= tolerance + CLOSE * abs(to_y)

    context.new_path()
    first_x = first_y = last_x = last_y = math.inf  # which meets nothing
    for x0, y0, x1, y1, x2, y2, x3, y3 in points[:, :2].reshape(-1, 8).tolist():
        if not meet(last_x, last_y, x0, y0):
            if meet(first_x, first_y, last_x, last_y):
                context.close_path()
            context.move_to(x0, y0)
            first_x, first_y = x0, y0
        context.curve_to(x1, y1, x2, y2, x3, y3)
        last_x, last_y = x3, y3
    if meet(first_x, first_y, last_x, last_y):
        context.close_path()


def _paints(shape: VMobject, camera: Camera) -> tuple[Paint, ...]:
    """List what the camera paints on a path: background stroke, fill, stroke."""
    join, cap = LINE_JOIN_MAP[shape.joint_type], CAP_STYLE_MAP[shape.cap_style]

    def stroke(*, background: bool) -> list[Paint]:
        width = shape.get_stroke_width(background)
        if width == 0:
            return []
        rgbas = shape.get_stroke_rgbas(background)
        if not rgbas[:, 3].any():
            return []
        width *= camera.cairo_line_width_multiple
        return [Paint(_source(shape, rgbas, camera), width, join, cap)]

    rgbas = shape.get_fill_rgbas()
    fill = [Paint(_source(shape, rgbas, camera))] if rgbas[:, 3].any() else []
    return (*stroke(background=True), *fill, *stroke(background=False))


def _source(shape: VMobject, rgbas: np.ndarray, camera: Camera) -> cairo.Pattern:
    """Return the colour or gradient; red and blue change places as the frame is RGBA, not BGRA."""
    if len(rgbas) == 1:
        red, green, blue, alpha = rgbas[0].tolist()
        return cairo.SolidPattern(blue, green, red, alpha)
    ends = camera.transform_points_pre_display(shape, _gradient_ends(shape))
    gradient = cairo.LinearGradient(*ends[:, :2].ravel())
    for offset, (red, green, blue, alpha) in zip(np.linspace(0, 1, len(rgbas)), rgbas, strict=True):
        gradient.add_color_stop_rgba(offset, blue, green, red, alpha)
    return gradient


def _gradient_ends(shape: VMobject) -> np.ndarray:
    """Return where a gradient starts and ends, shape (2, 3); of a shape alone as manim does, with one look at it."""
    if shape.submobjects or shape.shade_in_3d:
        return np.array(shape.get_gradient_start_and_end_points())
    corners = shape.get_points_defining_boundary()
    low, high = corners.min(axis=0), corners.max(axis=0)
    middle = (low + high) / 2
    offset = (high - middle) * shape.get_sheen_direction()
    return np.array([middle - offset, middle + offset])


def _box(paints: tuple[Paint, ...], camera: Camera, context: cairo.Context) -> Box:
    """Return the whole pixels that the ink on the current path can touch, inside the frame.

    Boxes guessed from points and width are too small at joins and caps; cairo's own are not.
    """
    inks = [paint.extents(context) for paint in paints]
    inks = [ink for ink in inks if ink[0] < ink[2] or ink[1] < ink[3]]
    if not inks:
        return EMPTY
    left, top, right, bottom = zip(*inks, strict=True)
    x0, y0 = context.user_to_device(min(left), max(bottom))
    x1, y1 = context.user_to_device(max(right), min(top))
    # One pixel around: the extents are rounded in scene units, the ink in pixels.
    box = (
        max(0, math.floor(x0) - 1),
        max(0, math.floor(y0) - 1),
        min(camera.pixel_width, math.ceil(x1) + 1),
        min(camera.pixel_height, math.ceil(y1) + 1),
    )
    return box if box[0] < box[2] and box[1] < box[3] else EMPTY
