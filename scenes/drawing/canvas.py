"""The picture as last drawn, and the least work that brings it up to date."""

from __future__ import annotations

from collections import deque
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from scenes.drawing.damage import EMPTY, Box, gather, out_of_order
from scenes.drawing.outlines import Outline, signature, trace

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from manim.camera.camera import Camera
    from manim.mobject.types.vectorized_mobject import VMobject
    from manim.typing import PixelArray


REMEMBERED = 8
"""Frames after which a shape that changed counts as resting again."""


class Canvas:
    """Keeps a camera's pixels equal to a full redraw of a display list.

    Cairo does not draw quite the same pixels inside a clip as without one. So shapes are drawn
    unclipped on a sketch of their own, where only the damaged boxes were cleaned before; what
    falls beside those boxes is rubbish, and is never looked at. The damaged boxes are then copied
    to the camera's pixels.

    Parameters
    ----------
    camera
        A plain camera; its `pixel_array` is the picture.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.ground = camera.background
        self.pixels: PixelArray = camera.pixel_array
        self.sketch: PixelArray = camera.background.copy()
        self.context = camera.get_cairo_context(self.sketch)
        # Or the camera would keep the sketch of every canvas there has been.
        del camera.pixel_array_to_cairo_context[id(self.sketch)]
        # Clean pixels that hold the first shapes already; see `_rest`.
        self.base: PixelArray = self.ground
        self.base_size = 0
        self.spent = 0
        self.firsts: deque[int] = deque(maxlen=REMEMBERED)
        self.shapes: list[VMobject] = []
        self.outlines: list[Outline] = []
        self.boxes = np.zeros((0, 4), dtype=np.int32)
        self.blank = True

    @property
    def whole(self) -> Box:
        """The box of the whole frame."""
        return (0, 0, self.camera.pixel_width, self.camera.pixel_height)

    def fits(self, camera: Camera) -> bool:
        """Tell whether the camera still draws on this canvas and this ground."""
        return camera.pixel_array is self.pixels and camera.background is self.ground

    def draw(self, shapes: list[VMobject], movers: set[int] | None = None) -> list[Box]:
        """Bring the picture up to date and return the boxes that were drawn anew.

        Parameters
        ----------
        shapes
            The display list.
        movers
            The ids of all shapes that can have changed since they were last drawn, if known. What comes anew joins
            them: a gauge may show now one thing, now another, and move it.
        """
        damage, first = self._compare(shapes, movers)
        if self.blank:
            self.blank, damage = False, [self.whole]
        damage = gather(damage)
        if damage:
            self._redraw(damage, first)
        return damage

    def _compare(self, shapes: list[VMobject], movers: set[int] | None) -> tuple[list[Box], int]:
        """Take in the new display list; return the damage and the place of the first change."""
        if shapes == self.shapes:
            damage, first, outlines = [], len(shapes), self.outlines
        else:
            damage, first, outlines = self._reorder(shapes)
            if movers is not None:
                movers.update(id(shape) for shape, last in zip(shapes, outlines, strict=True) if last is None)
        for place in self._suspects(shapes, outlines, movers):
            shape, old = shapes[place], outlines[place]
            signed = signature(shape)
            if old is None or old.signature != signed:
                new = trace(shape, signed, self.camera, self.context, old)
                damage += [new.box] if old is None else [old.box, new.box]
                first = min(first, place)
                outlines[place] = new
                self.boxes[place] = new.box
        self.shapes, self.outlines = shapes, outlines
        return damage, first

    @staticmethod
    def _suspects(
        shapes: list[VMobject], outlines: list[Outline | None], movers: Container[int] | None
    ) -> Iterable[int]:
        """Return the places of the shapes that may have changed."""
        if movers is None:
            return range(len(shapes))
        return [
            place
            for place, (shape, last) in enumerate(zip(shapes, outlines, strict=True))
            if last is None or last.follows_family or id(shape) in movers
        ]

    def _reorder(self, shapes: list[VMobject]) -> tuple[list[Box], int, list[Outline | None]]:
        """Match a display list of other shapes, or another order, with the last one."""
        places = {id(shape): place for place, shape in enumerate(self.shapes)}
        ranks = [places.pop(id(shape), None) for shape in shapes]
        gone = places.values()
        moved = out_of_order([rank for rank in ranks if rank is not None])
        damage = [self.outlines[place].box for place in (*gone, *moved)]
        first = next((place for place, rank in enumerate(ranks) if rank != place), len(ranks))
        outlines = [None if rank is None else self.outlines[rank] for rank in ranks]
        boxes = [EMPTY if outline is None else outline.box for outline in outlines]
        self.boxes = np.array(boxes, dtype=np.int32).reshape(-1, 4)
        return damage, first, outlines

    def _redraw(self, damage: list[Box], first: int) -> None:
        """Draw all that touches the damage, in order, and copy the damaged boxes."""
        if first < self.base_size:
            self.base, self.base_size = self.ground, 0
        for x0, y0, x1, y1 in damage:
            self.sketch[y0:y1, x0:x1] = self.base[y0:y1, x0:x1]
        touched = self._touching(damage)
        touched[: self.base_size] = False
        for outline in compress(self.outlines, touched):
            outline.draw(self.context)
        for x0, y0, x1, y1 in damage:
            self.pixels[y0:y1, x0:x1] = self.sketch[y0:y1, x0:x1]
        self._rest(first, touched)

    def _touching(self, damage: list[Box]) -> np.ndarray:
        """Mark the shapes whose box meets a damaged box."""
        left, top, right, bottom = self.boxes.T
        touched = np.zeros(len(self.boxes), dtype=bool)
        for x0, y0, x1, y1 in damage:
            touched |= (left < x1) & (right > x0) & (top < y1) & (bottom > y0)
        return touched

    def _rest(self, first: int, touched: np.ndarray) -> None:
        """Lay the shapes below all that moves into the base, once that has paid for itself.

        It pays when as many shapes were drawn again and again below the first one that moves as
        the base has to take in. Since they are drawn in order, the base is exact.
        """
        self.firsts.append(first)
        lowest = min(self.firsts)
        self.spent += int(touched[:lowest].sum())
        if lowest > self.base_size and self.spent > lowest - self.base_size:
            self.sketch[:] = self.base
            for outline in self.outlines[self.base_size : lowest]:
                outline.draw(self.context)
            self.base, self.base_size, self.spent = self.sketch.copy(), lowest, 0
