"""The row of slopes and the bars of costs: lengths are values before and after the turn; numbers stand clear."""

import pytest

from core.passes.choices.moves import move_of
from scenes.figures.descent_bars import DescentBars
from scenes.figures.gradient_row import GradientRow
from scenes.layout.box import Box
from tests.scenes.figures.test_spine import LOOK, spine_of

ROOM = {False: Box(-6.4, -3.0, 6.4, 1.3), True: Box(-1.0, -7.0, 3.6, 7.0)}


def row_of(name, *, standing=False):
    moment, spine = spine_of(name, standing=standing)
    spine.fill(Box(-3.6, -7.0, -1.4, 7.0) if standing else Box(-6.4, 1.4, 6.4, 3.6))
    row = GradientRow(moment, spine, LOOK, standing=standing)
    row.fill(ROOM[standing])
    return moment, spine, row


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", ["iris", "chain", "deep", "long"])
def test_slopes_and_moves_are_drawn_on_one_ruler(name, standing):
    moment, _, row = row_of(name, standing=standing)
    assert all(measure.off < 1e-9 for measure in row.measures())
    turn = row.turn()
    turn.begin()
    turn.interpolate(1.0)
    measures = list(row.measures())
    assert all(measure.off < 1e-9 for measure in measures)
    assert {measure.what for measure in measures} == {str(move_of(moment.network, q)) for q in row.parameters}


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", ["iris", "chain", "deep", "long"])
def test_numbers_touch_neither_each_other_nor_strips(name, standing):
    _, spine, row = row_of(name, standing=standing)
    assert row.longest in row.slopes or row.longest.layer not in spine.discs
    boxes = [Box.around(number[1:]) for number in row.slopes.values()]
    strips = [Box.around(strip) for strip in row.strips.values() if strip.length]
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in (*boxes[place + 1 :], *strips))


def test_bars_of_costs_keep_their_ruler_as_they_make_room():
    moment, _ = spine_of("chain")
    bars = DescentBars([moment.averaged.after(step) for step in range(6)], LOOK, "steps")
    bars.fill(ROOM[False])
    room = bars.make_room()
    for share in (0.0, 0.5, 1.0):
        room.interpolate(share)
        assert all(measure.off < 1e-9 for measure in bars.measures())
    assert bars.bars[-1].get_right()[0] < ROOM[False].right
