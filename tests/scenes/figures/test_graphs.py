"""What graphs of a nudge must hold: chords, strips and triangles are as long as their values, whatever the view."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.quantity import C
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.bead_curve import CLOSEST, BeadCurve
from scenes.figures.ratio_rows import RatioRows
from scenes.figures.ruler import Ruler
from scenes.figures.slope_triangle import SlopeTriangle
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

BOX = Box(-6.4, -3.0, 1.0, 3.6)


def graph_of(name):
    network, examples = read(NETWORKS[name])
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    story = Story(Moment(Trace(network, examples)))
    look = Theme.chosen()
    ways = (*story.halved_nudges, *story.nudges_back)
    how = {"nudges": ways, "look": look, "foot": story.foot, "says": lambda times: [f"x {times:g}"]}
    graph = BeadCurve(story.moment, C, story.last_step[0], **how)
    moments = [graph.nudged(by) for by in ways]
    return graph, RatioRows(moments, story.moment, C, story.last_step[0], look=look)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_chord_is_the_nudge_and_its_answer_on_the_graphs_units(name):
    graph, _ = graph_of(name)
    graph.fill(BOX)
    for by in graph.nudges:
        graph.at(graph.nudged(by))
        found = list(graph.measures())
        assert len(found) >= 2
        assert max(one.off for one in found) < 1e-9
        assert BOX.contains(Box.around(graph.curve), 1e-6)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_stretch_is_a_whole_number_and_said(name):
    graph, _ = graph_of(name)
    graph.fill(BOX)
    stretch = graph.view.stretch
    assert max(stretch, 1 / stretch) == pytest.approx(round(max(stretch, 1 / stretch)))
    assert bool(len(graph.magnification)) == (stretch != 1)


@pytest.mark.parametrize("name", NETWORKS)
def test_close_up_the_curve_is_its_tangent(name):
    graph, _ = graph_of(name)
    graph.fill(BOX)
    graph.zoom(1, CLOSEST, run_time=1.0).interpolate(1.0)
    curve, tangent = Box.around(graph.curve), Box.around(graph.tangent)
    assert np.allclose(curve.sides, tangent.sides, atol=0.15)
    graph.zoom(CLOSEST, 1, run_time=1.0).interpolate(1.0)
    assert graph.view.zoom == 1


@pytest.mark.parametrize("name", NETWORKS)
def test_a_triangle_has_the_slope_on_the_graphs_units(name):
    graph, _ = graph_of(name)
    graph.fill(BOX)
    graph.show_slope(BOX, run_time=1.0).interpolate(1.0)
    triangle = SlopeTriangle(graph, Theme.chosen())
    triangle.stand()
    assert max(one.off for one in triangle.measures()) < 1e-9


@pytest.mark.parametrize("name", NETWORKS)
def test_ratios_are_places_on_one_axis(name):
    _, rows = graph_of(name)
    rows.fill(BOX)
    found = list(rows.measures())
    assert len(found) == 8
    assert max(one.off for one in found) < 1e-6


def test_a_ruler_always_has_as_many_pieces_and_finer_ticks_as_it_is_enlarged():
    ruler, near = Ruler(Theme.chosen()), []
    for unit in (1.0, 3.0, 30.0):
        ruler.lay(np.zeros(3), 0.25, unit, (-6.0, 6.0))
        near.append(len(ruler.points))
    assert len(set(near)) == 1
