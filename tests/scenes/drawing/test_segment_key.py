"""Two plays have one key exactly if their frames are the same."""

from functools import partial

import numpy as np
import pytest
from manim import DOWN, RED, UP, AnimationGroup, Circle, Scene, Square, VGroup, linear, tempconfig

from core.files.network_file import read
from core.model.quantity import w
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.drawing import segment_key
from scenes.drawing.renderer import FastRenderer
from scenes.motion import Recompute
from scenes.watching.rehearsal import rehearse

PLAIN = {
    "colour": "#FFFFFF",
    "opacity": 1.0,
    "width": 4.0,
    "side": 2.0,
    "ground": "#000000",
    "layer": 0,
    "run_time": 1.0,
    "rate_func": None,
    "lag_ratio": 0.0,
    "path_arc": 0.0,
    "to": UP,
}
OTHER = {
    "colour": RED,
    "opacity": 0.5,
    "width": 5.0,
    "side": 2.001,
    "ground": "#000010",
    "layer": -1,
    "run_time": 1.5,
    "rate_func": linear,
    "lag_ratio": 0.5,
    "path_arc": 1.0,
    "to": DOWN,
}


class Stage(Scene):
    """A square that moves beside a circle."""

    def __init__(self, how):
        super().__init__(renderer=FastRenderer())
        self.how = how
        self.renderer.contents = []

    def construct(self):
        how = self.how
        self.camera.background_color = how["ground"]
        square = Square(how["side"], color=how["colour"], stroke_width=how["width"], fill_opacity=how["opacity"])
        parts = [square, Circle(color="#FFFFFF").set_z_index(how["layer"])]
        self.add(VGroup(*parts))
        easing = {} if how["rate_func"] is None else {"rate_func": how["rate_func"]}
        moves = [part.animate(path_arc=how["path_arc"], **easing).shift(how["to"]) for part in parts]
        self.play(AnimationGroup(*moves, lag_ratio=how["lag_ratio"], run_time=how["run_time"]))


def key_of(**how):
    (key,) = rehearse(partial(Stage, PLAIN | how)).renderer.contents
    return key


def test_the_same_play_has_the_same_key():
    assert key_of() == key_of()


@pytest.mark.parametrize("what", PLAIN)
def test_whatever_a_frame_shows_is_part_of_the_key(what):
    assert key_of(**{what: OTHER[what]}) != key_of()


@pytest.mark.parametrize(
    "settings",
    [
        {"pixel_width": 200},
        {"frame_rate": 7},
        {"frame_width": 15.0},
        {"video_encoder_options": {"crf": "37"}},
        {"video_codec": "libx265"},
        {"pixel_format": "yuv444p"},
        {"transparent": True},
    ],
)
def test_camera_and_encoder_are_part_of_the_key(settings):
    plain = key_of()
    with tempconfig(settings):
        assert key_of() != plain


@pytest.mark.parametrize("name", ["libraries", "_code"])
def test_code_and_libraries_are_part_of_the_key(name, monkeypatch):
    plain = key_of()
    monkeypatch.setattr(segment_key, name, lambda *_: b"another")
    assert key_of() != plain


def test_what_drifts_by_rounding_is_the_same_and_what_moves_by_a_pixel_is_not():
    assert key_of(side=2.0 + 1e-12) == key_of()
    assert key_of(side=2.0 + 1e-3) != key_of()


class Gauge(Square):
    """Shows nothing of the moment in the middle."""

    def at(self, moment):
        self.set_opacity(1.0 if moment.state.nudges else 0.5)


class Run(Scene):
    """A gauge that runs there and back."""

    def __init__(self, far):
        super().__init__(renderer=FastRenderer())
        self.far = far
        self.renderer.contents = []

    def construct(self):
        gauge = Gauge()
        self.add(gauge)
        rest = Moment(Trace(*read("networks/chain.toml")))
        through = lambda alpha: rest.nudged(w(1), self.far * np.sin(np.pi * alpha))  # noqa: E731
        self.play(Recompute(gauge, through=through, run_time=0.4))


def test_how_far_a_gauge_runs_between_its_ends_is_part_of_the_key():
    near, again, far = (rehearse(partial(Run, far)).renderer.contents for far in (0.1, 0.1, 0.2))
    assert near == again
    assert near != far
