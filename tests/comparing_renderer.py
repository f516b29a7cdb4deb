"""A renderer that holds every frame against one full redraw on a blank ground, byte for byte."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import numpy as np
from manim.utils.iterables import list_update

from scenes.drawing.renderer import FastRenderer

if TYPE_CHECKING:
    import manim as mn
    from manim.typing import PixelArray


class ComparingRenderer(FastRenderer):
    """Compares each frame that it hands over with one drawn by manim's own camera."""

    def __init__(self, scene: mn.Scene, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.scene = scene
        self.frames: list[PixelArray] = []
        self.drawn_by_manim = 0

    def _draw_by_manim(self, mobjects: list[mn.Mobject], **kwargs: object) -> None:
        self.drawn_by_manim += 1
        super()._draw_by_manim(mobjects, **kwargs)

    def _hand_over(self, repeat: int) -> None:
        frame = self.get_frame()
        reference = copy(self.camera)
        reference.pixel_array = self.camera.background.copy()
        reference.pixel_array_to_cairo_context = {}
        reference.capture_mobjects(list_update(self.scene.mobjects, self.scene.foreground_mobjects))
        wrong = (frame != reference.pixel_array).any(axis=2)
        assert not wrong.any(), f"frame {len(self.frames)}: {wrong.sum()} pixels differ"
        self._keep(frame)
        super()._hand_over(repeat)

    def _keep(self, frame: PixelArray) -> None:
        """Keep the frame that the patches lead to, which must be this one."""
        patched = self.frames[-1].copy() if self.frames else np.zeros_like(frame)
        for x0, y0, x1, y1 in self._damage:
            patched[y0:y1, x0:x1] = frame[y0:y1, x0:x1]
        assert self.frames == [] or np.array_equal(patched, frame)
        self.frames.append(frame)
