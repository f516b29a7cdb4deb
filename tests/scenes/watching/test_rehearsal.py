"""A rehearsal ends as the show does, draws nothing, and can be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manim as mn
import numpy as np
from manim import tempconfig

from scenes.drawing.renderer import FastRenderer
from scenes.watching.rehearsal import rehearse, still

if TYPE_CHECKING:
    from pathlib import Path

SMALL = {"pixel_width": 214, "pixel_height": 120, "frame_rate": 10, "progress_bar": "none"}


class Moving(mn.Scene):
    """A square goes right and stays there."""

    def __init__(self) -> None:
        super().__init__(renderer=FastRenderer())

    def construct(self) -> None:
        square = mn.Square(fill_opacity=0.5)
        self.play(mn.Create(square))
        self.play(square.animate.shift(mn.RIGHT * 2))
        self.middle = still(self, width=100)
        self.wait(1.5)
        self.play(mn.FadeOut(square))


def test_a_rehearsal_lasts_as_long_as_the_show_and_writes_nothing(tmp_path: Path) -> None:
    with tempconfig({**SMALL, "media_dir": str(tmp_path)}):
        scene = rehearse(Moving)
    assert scene.time == 4.5
    assert not list(tmp_path.rglob("*.*"))
    assert scene.renderer._canvas is None  # nothing was drawn


def test_a_still_shows_the_scene_as_it_stands_at_any_size() -> None:
    with tempconfig(SMALL):
        scene = rehearse(Moving)
        assert scene.middle.shape == (56, 100, 4)
        ground = scene.middle[0, 0]
        assert (scene.middle[28, 64] != ground).any()
        assert (scene.middle[28, 36] == ground).all()
        assert np.ptp(still(scene), axis=(0, 1)).max() == 0


def test_the_last_frame_of_a_skipped_scene_is_drawn_in_full(tmp_path: Path) -> None:
    class Staying(Moving):
        def construct(self) -> None:
            square = mn.Square(fill_opacity=0.5)
            self.play(mn.Create(square))
            self.add(mn.Dot(mn.LEFT * 3))

    with tempconfig({**SMALL, "media_dir": str(tmp_path), "format": "png", "save_last_frame": True}):
        scene = Staying()
        scene.render()
        assert np.array_equal(scene.renderer.get_frame(), still(scene))
        assert list(tmp_path.rglob("*.png"))
