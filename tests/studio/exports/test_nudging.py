"""What the page's widget is given: a network that can be drawn, or a word on why there is none."""

import json

import numpy as np
import pytest

from core.files.network_source import NetworkSource
from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.theme import PALETTES
from studio.exports.lecture import Lecture
from studio.exports.nudging import MOST_NEURONS, data_of, script, style, widgets
from studio.making.render_job import ROOT
from tests.studio.exports.browsing import page_of

GALLERY = sorted((ROOT / "networks").glob("*.toml"))


def network_of(depth, width):
    rng = np.random.default_rng(0)
    layers = tuple(Layer(rng.normal(size=(width, width)), np.zeros(width), ACTIVATIONS["tanh"]) for _ in range(depth))
    return Network(layers), Examples(rng.normal(size=(2, width)), np.zeros((2, width)))


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_network_of_the_gallery_can_be_nudged(path):
    source = NetworkSource.read(path)
    data = json.loads(json.dumps(data_of(Moment(Trace(source.network, source.examples)))))
    for layer, given in zip(source.network.layers, data["layers"], strict=True):
        assert np.array_equal(layer.W, given["W"])
        assert np.array_equal(layer.b, given["b"])
    for width, shown in zip(source.network.widths, data["shown"], strict=True):
        assert sorted([*shown["neurons"], *shown["hidden"]]) == list(range(width))
    assert np.array_equal([one["x"] for one in data["examples"]], source.examples.X)


@pytest.mark.parametrize(("depth", "width"), [(MOST_NEURONS, 1), (12, 5), (1, 150)])
def test_a_network_that_is_too_large_to_draw_has_no_widget(depth, width):
    assert data_of(Moment(Trace(*network_of(depth, width)))) is None


def test_a_network_that_has_just_enough_room_has_one():
    data = data_of(Moment(Trace(*network_of(MOST_NEURONS - 1, 1))))
    assert data is not None
    assert len(data["shown"]) == MOST_NEURONS


def test_a_page_says_why_there_is_nothing_to_nudge(tmp_path):
    text = (ROOT / "networks" / "chain.toml").read_text(encoding="utf-8")
    page = page_of(tmp_path, text)
    assert "data-network=" in page.read_text(encoding="utf-8")
    lecture = Lecture(tmp_path, ("NudgeTheWeight--net",), "net")
    for change in (lambda path: path.write_text(text + "\n", encoding="utf-8"), lambda path: path.unlink()):
        change(tmp_path / "net.toml")
        (told,) = widgets(lecture)
        assert not told["data"]
        assert "no longer lies beside this page" in told["note"]


def test_a_wide_network_of_too_many_numbers_says_so(tmp_path):
    rows = "[" + ", ".join("[" + ", ".join(["0.1"] * 150) + "]" for _ in range(150)) + "]"
    zeros = "[" + ", ".join(["0.0"] * 150) + "]"
    text = (
        f'[[layers]]\nactivation = "tanh"\nweights = {rows}\nbiases = {zeros}\n[[examples]]\nx = {zeros}\ny = {zeros}\n'
    )
    page = page_of(tmp_path, text).read_text(encoding="utf-8")
    assert "data-network=" not in page
    assert "too large to be drawn" in page


def test_colours_are_those_of_the_lessons():
    for palette in PALETTES.values():
        assert f"--w: {palette.w}; --z: {palette.z};" in style()
        assert f"--C: {palette.C};" in style()


def test_the_script_is_small_and_ends_no_element():
    assert len(script()) < 60_000
    assert "</" not in script()
