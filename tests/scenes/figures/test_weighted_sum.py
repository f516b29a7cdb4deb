"""Weighted sums: one ruler for strips on edges and on the axis, each term begins where the one before it ends."""

import numpy as np
import pytest

from core.files.network_file import read
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.greys import Greys
from scenes.figures.weighted_sum import WeightedSum
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

LOOK = Theme.chosen()
ROOM = Box(-6.4, -1.8, 6.4, 3.6)


def sum_of(name, most=3, **options):
    moment = Moment(Trace(*read(NETWORKS[name])))
    story = Story(moment)
    figure = WeightedSum(story.listener, story.listener.heard(most), Greys.of(story, LOOK), **options)
    figure.fill(ROOM)
    return figure


def run(animation):
    animation.begin()
    animation.interpolate(1)
    animation.finish()


@pytest.mark.parametrize("name", ["iris", "wide", "deep", "relu", "chain"])
@pytest.mark.parametrize("is_tall", [True, False])
def test_terms_lie_tip_to_foot_and_the_last_one_ends_at_the_sum(name, is_tall):
    figure = sum_of(name, is_tall=is_tall)
    for term, _ in enumerate(figure.strips):
        run(figure.lay(term))
    tips = [strip.tip for strip in figure.strips]
    for tip, later in zip(tips, figure.strips[1:], strict=False):
        assert tip[0] == pytest.approx(later.foot[0])
    assert tips[-1][0] == pytest.approx(figure.adding.dot.get_center()[0])
    measures = list(figure.measures())
    assert len(measures) == len(figure.strips) + 1
    assert all(one.off < 1e-9 for one in measures)


def test_a_strip_leaves_its_neuron_as_long_as_the_activation_and_the_weight_multiplies_it():
    figure = sum_of("iris", is_tall=False)
    run(figure.send(1))
    heard = figure.strips[1].length
    assert heard == pytest.approx(figure.unit * figure.heard[1])
    run(figure.weigh(1))
    assert figure.strips[1].length == pytest.approx(figure.unit * figure.adding.amounts[1])
    assert figure.strips[1].length / heard < 0


def test_strips_keep_their_length_while_room_is_made():
    figure = sum_of("iris", is_tall=False)
    run(figure.send(0))
    before = figure.strips[0].length
    run(figure.make_room(run_time=1.0))
    assert figure.strips[0].length == pytest.approx(before)
    start = figure.listening.edges[0].get_start()
    assert np.allclose(figure.strips[0].foot, start)


@pytest.mark.parametrize("name", ["iris", "relu"])
def test_the_bead_is_on_the_curve(name):
    adding = sum_of(name, is_tall=False).adding
    bead = adding.bead.get_center()
    nearest = np.linalg.norm(adding.curve.points - bead, axis=1).min()
    assert nearest < 0.05
