"""A lesson as an eye takes it in: a small grey picture, of which little is drawn anew from look to look."""

from __future__ import annotations

from copy import copy

import numpy as np
from manim import Scene
from manim.typing import PixelArray

from core.model.arrays import Array, read_only
from scenes import theme
from scenes.colours import rgb_of
from scenes.drawing.canvas import Canvas
from scenes.drawing.display_list import UnknownShapeError, display_list
from scenes.drawing.renderer import on_stage
from scenes.watching.rehearsal import still

SHORT_SIDE = 480
"""Pixels of what is drawn; every second one is seen, in both directions."""
_LUMA = np.array([0.299, 0.587, 0.114])


class Eye:
    """Looks at a scene.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        camera = copy(scene.renderer.camera)
        unit = SHORT_SIDE / min(camera.frame_width, camera.frame_height)
        camera.pixel_width, camera.pixel_height = (
            2 * round(side * unit / 2) for side in (camera.frame_width, camera.frame_height)
        )
        camera.init_background()
        camera.pixel_array = camera.background.copy()
        camera.pixel_array_to_cairo_context = {}
        self._camera, self._canvas = camera, Canvas(camera)
        self._grey = read_only(_grey(camera.pixel_array[::2, ::2]))

    def look(self) -> Array:
        """Return what is seen now: levels of grey, 0 to 255, shape (height, width); the same one if nothing changed."""
        try:
            damage = self._canvas.draw(display_list(on_stage(self._scene)))
        except UnknownShapeError:
            return _grey(still(self._scene, self._camera.pixel_width)[::2, ::2])
        if damage:
            grey = self._grey.copy()
            for x0, y0, x1, y1 in damage:
                left, top = (x0 + 1) // 2, (y0 + 1) // 2
                seen = self._camera.pixel_array[2 * top : y1 : 2, 2 * left : x1 : 2]
                grey[top : top + len(seen), left : left + seen.shape[1]] = _grey(seen)
            self._grey = read_only(grey)
        return self._grey


def _grey(pixels: PixelArray) -> Array:
    red, green, blue = (pixels[:, :, channel] for channel in range(3))
    grey: Array = red * _LUMA[0] + green * _LUMA[1] + blue * _LUMA[2]
    return grey


def has_changed(before: Array, now: Array) -> bool:
    """Whether a viewer sees a frame differ from the one before it."""
    return before is not now and bool((np.abs(now - before) > _CHANGED).mean() > _FEWEST)


_CHANGED, _FEWEST = 24, 5e-5
"""Levels of grey by which a pixel has changed, and the share of pixels that a viewer notices."""


def ink(grey: Array) -> Array:
    """Return which pixels stand out from the ground, shape as given."""
    ground = 255 * rgb_of(theme.colour("ground")) @ _LUMA
    found: Array = np.abs(grey - ground) > _INK
    return found


_INK = 40
"""Levels of grey between what is drawn and the ground."""
