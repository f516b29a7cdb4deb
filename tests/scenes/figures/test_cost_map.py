"""The map of OneExampleOrAll, what walks on it, the work beside it, and the moves of all layers."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.quantity import C
from core.passes.choices.map_window import levels_of
from core.passes.choices.one_or_all import OneOrAll
from core.passes.landscape import average_cost, placed
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.contours import contours
from scenes.figures.cost_map import CostMap
from scenes.figures.layer_moves import LayerMoves
from scenes.figures.work_graph import WorkGraph
from scenes.layout.box import Box
from scenes.layout.frame import frame_named
from tests.rehearsals import NETWORKS

NAMES = ("iris", "relu")
ROOM = Box(-4.0, -3.0, 4.0, 3.0)


@pytest.fixture(scope="module", params=NAMES)
def told(request):
    return OneOrAll(Moment(Trace(*read(NETWORKS[request.param]))))


@pytest.fixture(scope="module")
def drawn(told):
    found = CostMap(told, theme.Theme.chosen(), frame_named("16:9"))
    found.fill(ROOM)
    return found


def test_on_a_line_of_equal_cost_the_network_has_that_cost(told):
    x, y, costs = told.map(told.window)
    levels = levels_of(costs)
    checked = 0
    for level, lines in zip(levels, contours(x, y, costs, levels), strict=True):
        for line in lines:
            for place in line[:: max(1, len(line) // 5)]:
                here = placed(told.moment.network, dict(zip(told.pair, map(float, place), strict=True)))
                assert average_cost(here, told.moment.examples) == pytest.approx(
                    level, abs=0.03 * (levels[1] - levels[0])
                )
                checked += 1
    assert checked > 30


def test_lines_through_a_landscape_that_is_not_finite_stay_finite():
    x = np.linspace(0.0, 1.0, 11)
    with np.errstate(over="ignore"):
        heights = np.exp(800 * (x + x[:, None] - 1))
    assert not np.isfinite(heights).all()
    (lines,) = contours(x, x, heights, [2.0])
    assert lines
    assert all(np.isfinite(line).all() for line in lines)


def test_one_unit_is_as_long_across_as_up_and_the_panel_is_the_window(drawn):
    corner, right, above = (drawn.point(np.array(at)) for at in ([0.0, 0.0], [1.0, 0.0], [0.0, 1.0]))
    assert (right - corner)[0] == pytest.approx((above - corner)[1]) == pytest.approx(drawn.unit)
    assert drawn.panel.width / drawn.panel.height == pytest.approx(1.3)
    for line in drawn.lines:
        inside = Box.around(drawn.panel).inset(-1e-6)
        assert not len(line.points) or inside.contains(Box.around(line))


def test_arrows_run_head_to_tail_and_shrink_to_their_mean(told, drawn):
    steps = told.single_steps * drawn.unit
    start = drawn.point(told.start)[:2]
    drawn.show(1.0, 1.0, 1.0)
    tips = drawn.asked.heads.points[3::12, :2]
    assert tips[-1] == pytest.approx(start + steps.sum(axis=0), abs=1e-9)
    drawn.show(1.0, 1.0, 1 / told.examples)
    assert drawn.asked.heads.points[3::12, :2][-1] == pytest.approx(start + steps.mean(axis=0), abs=1e-9)
    assert drawn.mean.heads.points[3, :2] == pytest.approx(start + steps.mean(axis=0), abs=1e-9)
    assert all(one.off < 1e-9 for one in drawn.measures())
    drawn.show(1.0, 0.0, 1.0)


def test_a_bead_ends_where_its_walk_ends(told, drawn):
    for size, trail in drawn.trails.items():
        trail.at(told.steps)
        assert trail.bead.get_center() == pytest.approx(drawn.point(told.path(size)[-1]))
        trail.at(0)
        assert trail.bead.get_center() == pytest.approx(drawn.point(told.start))


@pytest.fixture(scope="module")
def work(told):
    found = WorkGraph(told, ["all {}", "{}", "a few"], ["steps", "run"], theme.Theme.chosen())
    found.fill(ROOM)
    return found


def test_strips_of_work_are_as_long_as_the_examples_that_were_run(told, work):
    for size, row in work.rows.items():
        row.at(told.steps)
        assert row.runs.reading.value == told.walk(size).runs
        assert row.cost.reading.value == pytest.approx(told.walk(size).costs[-1], rel=1e-14)
        assert row.cost.reading.expression == C
    lengths = [work.rows[size].strip.drawn_length() for size in (told.examples, 1)]
    assert lengths[0] / lengths[1] == pytest.approx(told.examples)
    assert all(one.off < 1e-9 for one in work.measures())


def test_a_curve_ends_as_high_as_the_cost_of_its_walk_and_all_curves_have_one_scale(told, work):
    found = []
    for size, row in work.rows.items():
        for steps in (0, told.steps // 2, told.steps):
            row.at(steps)
            found.append((told.walk(size).costs[steps], row.curve.bead.get_y()))
    costs, heights = np.array(found).T
    unit, floor = np.polyfit(costs, heights, 1)
    assert unit > 0
    assert heights == pytest.approx(floor + unit * costs, abs=1e-9)


def test_costs_are_written_at_their_heights_and_clear_of_where_the_axis_is_broken(told, work):
    bead = work.rows[1].curve.bead
    (low, high) = ((told.walk(1).costs[at], (work.rows[1].at(at), bead.get_y())[1]) for at in (0, told.steps))
    unit = (high[1] - low[1]) / (high[0] - low[0])
    written = [one for one in work.costs if one.get_fill_opacity()]
    assert written
    for one in written:
        assert one.get_y() == pytest.approx(low[1] + unit * (one.readings["n"].value - low[0]), abs=1e-6)
    work.rows[1].at(0)


@pytest.mark.parametrize("tall", [False, True])
def test_each_parameter_has_a_strip_or_a_mark_that_it_does_not_move(told, tall):
    moves = LayerMoves(told, "layer", theme.Theme.chosen(), tall=tall)
    moves.fill(ROOM)
    strips = sum(len(one.points) // 16 for part in (moves.solid, moves.hollow) for one in part.values())
    short = sum(len(one.points) // 4 for one in moves.hairs.values())
    still = sum(len(one.points) // 4 for one in moves.nothing.values())
    moved, parameters = told.moved
    assert (strips + short, still) == (moved, parameters - moved)
    assert all(one.off < 1e-9 for one in moves.measures())
