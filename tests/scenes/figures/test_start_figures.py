"""Two starts, two valleys: beads, curves, greys and strips are drawn to scale, in a frame of either shape."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.quantity import C
from core.passes.choices import Story
from core.passes.choices.two_starts import TwoStarts, Valleys
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.answer_mosaics import AnswerMosaics
from scenes.figures.cost_plane import CostPlane
from scenes.figures.descent_curves import DescentCurves
from scenes.figures.greys import Greys
from scenes.figures.line_walk import LineWalk
from scenes.figures.named_number import NamedNumber
from scenes.figures.start_costs import StartCosts
from scenes.figures.start_pair import StartPair
from scenes.figures.valley_curve import ValleyCurve
from scenes.layout.box import Box
from scenes.layout.frame import frame_named
from scenes.type.formula import Label

LOOK = theme.Theme(theme.PALETTES["dark"])
TOLD = TwoStarts(Moment.first(*read("networks/iris.toml")))
STORY = Story(TOLD.moment)
every_shape = pytest.mark.parametrize("tall", [False, True])


def stage(tall):
    return frame_named("9:16" if tall else "16:9").stage


def off(made):
    return max(one.off for one in made.measures())


def test_a_cost_of_nothing_stands_on_the_floor_and_costs_below_it_under_it():
    plane = CostPlane.of(Box(0.0, 0.0, 2.0, 3.0), 0.0, 1.0, np.array([-0.5, 1.0]))
    assert plane.floor == pytest.approx(1.0)
    assert plane.point(0.5, -0.5).tolist() == [1.0, 0.0, 0.0]
    rows = np.array([[0.0, 1.0], [1.0, 0.5]])
    assert len(plane.line(rows)) == 4
    assert plane.area(rows)[:, 1].min() == pytest.approx(plane.floor)


@every_shape
def test_beads_roll_along_the_landscape_and_end_in_its_valleys(tall):
    made = ValleyCurve(Valleys.told(), ("start A", "start B"), LOOK)
    made.fill(stage(tall))
    made.at(0.0)
    assert np.allclose(made.beads[0].get_center(), made.starts[0].get_center())
    assert len(made.marks[0].points) == 0
    made.at(1.0)
    assert len(list(made.measures())) == 2
    assert off(made) < 1e-6
    assert len(made.marks[1].points) > len(made.marks[0].points) > 0
    for bead in made.beads:  # on the curve
        points = made.curve.points
        x, y, _ = bead.get_center()
        assert np.interp(x, points[:, 0], points[:, 1]) == pytest.approx(y, abs=0.02)


@every_shape
def test_curves_end_at_the_costs_of_both_and_these_are_told_apart(tall):
    made = DescentCurves(TOLD, ("start A", "start B", "one answer for all", "steps"), ("A", "B"), LOOK)
    made.fill(stage(tall))
    made.at(TOLD.steps)
    assert len(list(made.measures())) == 2
    assert off(made) < 1e-6
    one, other = (number.get_center()[1] for number in made.numbers)
    assert abs(one - other) > theme.LABEL / 2
    assert not list(made.level.points) or TOLD.level is not None
    made.at(0)
    assert len(made.curves[0].points) == 0


@every_shape
def test_answers_are_as_bright_as_they_are_large_and_the_copy_answers_like_a(tall):
    greys = Greys.of(STORY, LOOK)
    made = AnswerMosaics(TOLD, greys, ("A", "desired", "B", "A, two exchanged"), tall=tall)
    made.fill(stage(tall))
    made.at(0)
    before = made.mosaics[0].values
    made.at(TOLD.steps)
    assert not np.allclose(before, made.mosaics[0].values)
    assert off(made) < 1 / 255
    assert np.array_equal(made.mosaics[1].values, TOLD.moment.examples.Y.T)
    ours = made.mosaics[0].values
    made.show_copy()
    assert np.allclose(made.mosaics[2].values, ours, rtol=1e-12)


@every_shape
def test_the_walk_ends_at_the_costs_of_both_ends_and_its_number_stands_above_the_hill(tall):
    ends = tuple(TOLD.after(seed) for seed in TOLD.seeds)
    made = LineWalk(TOLD.line, ends, TOLD.at(TOLD.hill), ("A", "B", "straight line between them"), LOOK)
    made.fill(stage(tall))
    assert off(made) < 1e-6
    made.at(1.0)
    assert float(made.hill.get_bottom()[1]) > float(made.curve.get_top()[1])
    assert made.walker.get_center() == pytest.approx(made.beads[1].get_center())


@every_shape
def test_strips_of_all_starts_are_to_scale_and_the_best_comes_last(tall):
    made = StartCosts(TOLD, ("A", "B", "seed"), LOOK)
    made.fill(stage(tall))
    assert max(abs(strip.length) for strip in made.strips) == 0.0
    for way in made.grow().animations:
        way.begin()
        way.interpolate(1.0)
    assert off(made) < 1e-6
    lengths = [strip.drawn_length() for strip in made.strips]
    assert lengths == sorted(lengths, reverse=True)
    assert np.allclose(made.ring.get_center(), made.seeds[-1].get_center())
    costs = [TOLD.after(seed).value(C) for seed in TOLD.seeds]
    assert lengths[0] / lengths[-1] == pytest.approx(costs[1] / costs[0])
    assert made.is_clear


@every_shape
def test_negative_weights_are_dotted(tall):
    first = [TOLD.after(seed, 0).of(0) for seed in TOLD.seeds]
    titles = [NamedNumber(Label("seed"), [TOLD.moment.count(seed)]) for seed in TOLD.seeds]
    made = StartPair(first, STORY, titles, LOOK)
    made.fill(stage(tall))
    for network, moment in zip(made.networks, first, strict=True):
        for (layer, j, k), line in network.lines.items():
            is_dotted = len(line.points) > 4
            assert is_dotted == (moment.network.layer(layer).W[j, k] < 0)
