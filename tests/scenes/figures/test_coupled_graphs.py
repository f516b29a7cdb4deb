"""What coupled graphs must hold: an upright is the slope times its foot, and the next foot; the last is the product."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from core.files.network_file import read
from core.model.quantity import slope
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.coupled_graphs import CoupledGraphs
from scenes.figures.coupled_units import SHORTEST
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS
from tests.strategies import chains, networks_with_examples

BOXES = {"wide": Box(-6.6, -2.4, 6.6, 3.7), "tall": Box(-3.7, -4.5, 3.7, 6.5)}


def graphs_of(network, examples, shape="wide"):
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    story = Story(Moment(Trace(network, examples)).of(0))
    how = {"foot": story.foot, "look": Theme.chosen(), "says": "{:g} times as large: {}".format}
    found = CoupledGraphs(story.moment, story.last_step, stacked=shape == "tall", **how)
    assert found.least_size().fits(BOXES[shape].size)
    found.fill(BOXES[shape])
    return found


def holds(found, moment):
    for before, after, ratio in zip(found.graphs, found.graphs[1:], ratios(found), strict=False):
        assert after.run.drawn_length() == pytest.approx(ratio * before.rise.drawn_length(), abs=1e-9)
    for graph in found.graphs:
        local = moment.value(slope(graph.of, graph.by))
        assert graph.rise.drawn_length() == pytest.approx(local * graph.run.drawn_length(), abs=1e-9)
    unit = found.units.unit * found.units.factors[-1]
    total = moment.value(slope(found.path[-1], found.path[0]))
    assert found.graphs[-1].rise.drawn_length() == pytest.approx(unit * found.foot * total, abs=1e-9)
    assert max(one.off for one in found.measures()) < 1e-9


def ratios(found):
    factors = found.units.factors
    return [after / before for before, after in pairwise(factors)]


@pytest.mark.parametrize("shape", BOXES)
@pytest.mark.parametrize("name", NETWORKS)
def test_an_upright_is_the_slope_times_the_foot_and_the_foot_of_the_next(name, shape):
    found = graphs_of(*read(NETWORKS[name]), shape)
    holds(found, found.rest)
    moved = found.rest.nudged(found.path[0], 0.3 * found.foot)
    found.at(moved)
    holds(found, moved)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks_with_examples(network=chains()))
def test_random_chains_have_room_and_are_drawn_to_scale(drawn):
    for shape, box in BOXES.items():
        found = graphs_of(*drawn, shape)
        holds(found, found.rest)
        for graph in found.graphs:
            assert box.contains(Box.around(graph.curve, graph.rise, graph.run), 0.1)
            assert graph.view.box.contains(Box.around(graph.value), 0.7)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks_with_examples(network=chains()))
def test_a_lens_is_said_once_and_only_where_there_is_one(drawn):
    found = graphs_of(*drawn)
    assert bool(len(found.lens)) == (set(found.units.factors) != {1.0})
    assert len(set(found.units.factors)) <= 2
    last = abs(found.graphs[-1].rise.length)
    if not len(found.lens) and 0 < last < SHORTEST:  # it cannot be seen in equal units: the foot takes the room
        assert abs(found.graphs[-1].run.length) >= SHORTEST


@pytest.mark.parametrize("shape", BOXES)
@pytest.mark.parametrize("index", [0, 1])
def test_the_upright_turns_by_a_quarter_and_keeps_its_length(index, shape):
    found = graphs_of(*read(NETWORKS["iris"]), shape)
    before, after = found.graphs[index : index + 2]
    way = found.hand_on(index)
    for share in np.linspace(0, 1, 9):
        way.rate_func = lambda t: t
        way.interpolate_mobject(share)
        assert after.run.drawn_length() == pytest.approx(before.rise.drawn_length(), abs=1e-9)
    assert np.allclose(after.run.foot, after.place)
    assert np.allclose(after.run.tip, after.corner)
    way.interpolate_mobject(0.0)
    assert np.allclose(after.run.foot, before.corner)
    assert np.allclose(after.run.tip, before.rise.tip)
