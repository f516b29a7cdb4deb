"""Inputs that are a picture are shown as one: each grey is its value's, hollow is negative, and it leads to neurons."""

from dataclasses import replace

import numpy as np
import pytest

from core.files.network_file import read
from core.model.network import Examples, Layer, Network
from core.passes.choices.story import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.followed_path import FollowedPath
from scenes.figures.greys import Greys
from scenes.figures.input_picture import InputPicture
from scenes.figures.network import Network as Diagram
from scenes.layout.box import Box
from scenes.motion import Shade
from tests.rehearsals import ROOT

LOOK = theme.Theme(theme.PALETTES["dark"])


def pictured(image, X):
    """The moment of a network whose inputs are a picture of this shape."""
    inputs = len(X[0])
    chain, _ = read(ROOT / "networks" / "chain.toml")
    layer = Layer(np.linspace(-1, 1, 2 * inputs).reshape(2, inputs), np.zeros(2), chain.layer(1).activation)
    network = Network((layer,), image=image)
    return Moment(Trace(network, Examples(X, np.zeros((len(X), 2)))))


def diagram(moment, box=None, **kwargs):
    story = Story(moment)
    found = Diagram(moment, story, Greys.of(story, LOOK), LOOK, **kwargs)
    found.fill(box or Box(-6.0, -3.0, 6.0, 3.0))
    return found


@pytest.fixture(scope="module")
def digits():
    return Moment(Trace(*read(ROOT / "networks" / "wide.toml")))


def test_cells_stand_in_rows_and_are_as_grey_as_their_inputs():
    moment = pictured((2, 3), [[0.0, 0.5, 1.0, -0.25, 0.1, -1.0]])
    picture = diagram(moment).picture
    places = np.array([picture.place(k) for k in range(6)])
    assert np.allclose(np.diff(places[:3, 0]), np.diff(places[3:, 0]))
    assert len(set(places[:3, 1].round(6))) == 1
    assert places[0, 1] > places[3, 1]
    meant = [measure.meant for measure in picture.measures()]
    assert meant == [0.0, 0.5, 1.0, 0.25, 0.1, 1.0]
    assert all(measure.off < 1 / 255 for measure in picture.measures())


def test_only_cells_of_negative_inputs_are_hollow():
    picture = diagram(pictured((2, 2), [[0.5, -0.5, 0.0, -1e-30]])).picture
    assert [len(cell.points) > 16 for cell in picture.cells] == [False, True, False, True]


def test_the_cells_follow_the_example():
    first = pictured((1, 2), [[0.2, 0.4], [-1.0, 3.0]])
    found = diagram(first)
    found.at(first.of(1))
    assert [measure.meant for measure in found.picture.measures()] == [pytest.approx(1 / 3), 1.0]
    assert all(measure.off < 1 / 255 for measure in found.picture.measures())


@pytest.mark.parametrize("tall", [False, True])
def test_the_picture_stands_before_the_inputs_and_leads_to_each_that_is_drawn(digits, tall):
    box = Box(-2.0, -6.0, 2.0, 6.0) if tall else Box(-6.0, -3.0, 6.0, 3.0)
    found = diagram(digits, box, tall=tall)
    picture, neurons = found.picture, found.shown[0].neurons
    assert set(picture.leads) == set(picture.marks) == set(neurons)
    for k in neurons:
        start, end = picture.leads[k].get_start_and_end()
        rim, along = found.discs[0, k], 1 if tall else 0
        assert np.linalg.norm(end - rim.face.get_center()) == pytest.approx(rim.radius, abs=1e-6)
        assert start[1 - along] == pytest.approx(picture.place(k)[1 - along])
        assert np.allclose(picture.marks[k].get_center(), picture.place(k))
    around = Box.around(picture.frame)
    assert around.left >= box.left - 1e-6
    assert around.top <= box.top + 1e-6
    assert not any(around.overlaps(Box.around(disc.rim)) for disc in found.discs.values())


def test_where_names_stand_beside_inputs_the_picture_leads_to_them(digits):
    network = replace(digits.network, inputs=tuple(f"pixel {k}" for k in range(64)))
    found = diagram(Moment(Trace(network, digits.examples)), named=True)
    for k, lead in found.picture.leads.items():
        assert lead.get_end()[0] == pytest.approx(found.names[0, k].get_left()[0])
        assert not Box.around(found.picture.frame).overlaps(Box.around(found.names[0, k]))


def test_all_but_the_followed_input_can_be_shaded(digits):
    found, path = diagram(digits), Story(digits).path
    path = tuple(found.shown[layer].neurons[0] for layer in found.layers)
    Shade(*FollowedPath(found, path, LOOK).beside(0)).begin()
    dimmed = [hasattr(cell, "_bright") for cell in found.picture.cells]
    assert dimmed.index(False) == path[0]
    assert dimmed.count(False) == 1


@pytest.mark.parametrize(("image", "fits"), [((), False), ((64, 64), True), ((65, 64), False)])
def test_a_picture_is_shown_where_its_cells_can_be_told_apart(image, fits):
    moment = pictured(image, np.zeros((1, int(np.prod(image)) if image else 3)))
    assert InputPicture.fits(moment) == fits
