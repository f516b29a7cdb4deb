"""Edges that become a matrix: the neurons j stay beside their rows, the neurons k rise above their columns."""

import numpy as np
import pytest
from manim import FadeIn

from core.files.network_file import read
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.edge_matrix import EdgeMatrix
from scenes.figures.greys import Greys
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

LOOK = Theme.chosen()
ROOM = Box(-4.0, -3.0, 6.0, 3.6)


def edges_of(name, most=5):
    moment = Moment(Trace(*read(NETWORKS[name])))
    story = Story(moment)
    layer, told = story.path_weight.layer, story.path_weight.neurons
    shown = story.shown(layer, most), story.shown(layer - 1, most)
    figure = EdgeMatrix(moment, layer, shown, told, Greys.of(story, LOOK))
    figure.fill(ROOM)
    return figure


def place(disc):
    return disc.face.get_center()


@pytest.mark.parametrize("name", ["iris", "wide", "deep", "chain"])
@pytest.mark.parametrize("most", [5, 3, 2])
def test_edges_end_on_the_rims_of_what_they_join_and_the_told_one_is_drawn(name, most):
    figure = edges_of(name, most)
    for (j, k), edge in figure.edges.items():
        for end, disc in ((edge.get_start(), figure.speakers[k]), (edge.get_end(), figure.listeners[j])):
            assert np.linalg.norm(end - place(disc)) == pytest.approx(disc.radius)
    assert any(np.allclose(figure.lit.get_start(), edge.get_start()) for edge in figure.edges.values())
    rims = [disc.rim for disc in (*figure.speakers.values(), *figure.listeners.values())]
    assert ROOM.contains(Box.around(figure.matrix.brackets, *rims, figure.j, figure.k))


def test_the_neurons_k_rise_above_their_columns_and_the_neurons_j_stay():
    figure = edges_of("iris")
    before = [place(disc) for disc in figure.listeners.values()]
    rising = figure.rise()
    rising.begin()
    rising.interpolate(1)
    rising.finish()
    for k, disc in figure.speakers.items():
        box = figure.matrix.box(column=k)
        assert place(disc)[0] == pytest.approx(box.centre[0])
        assert place(disc)[1] > box.top
    assert np.allclose(before, [place(disc) for disc in figure.listeners.values()])


def test_a_row_that_has_turned_lies_on_the_ruler():
    figure = edges_of("iris")
    for row in figure.listeners:
        turning = figure.turn(row)
        turning.begin()
        turning.interpolate(1)
    assert all(measure.off < 1e-9 for measure in figure.matrix.measures())


def test_what_is_sent_passes_the_type_in_between():
    figure = edges_of("iris")
    index = figure.pill.copy().move_to(place(figure.speakers[0]) + np.array([-3.0, 0.0, 0.0]))
    way = figure.send(index, figure.listeners[0], room=Box(-9.0, -9.0, 9.0, 9.0))
    assert isinstance(way, FadeIn)
    assert way.path_arc != 0
