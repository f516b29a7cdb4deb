"""What ribbons, strips, bands and lenses must hold: lengths are values on one ruler, signs are sides."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files.network_file import read
from core.model.quantity import b, change
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.band import Band
from scenes.figures.halved_push import HalvedPush
from scenes.figures.lens import Lens, no_lens
from scenes.figures.ribbon import Ribbon
from scenes.figures.ribbon_rows import NAME_HEAD, row_heights
from scenes.figures.ribbons import Ribbons
from scenes.figures.strip import HAIR, HEIGHT, Strip
from scenes.layout.box import Box
from scenes.layout.cells import NEAR
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

BOX = Box(-6.4, -3.0, 6.4, 3.6)
MOVES = st.floats(-5, 5).filter(lambda move: abs(move) > 1e-3)
ORIGIN, BELOW = np.zeros(3), np.array([0.0, -1.0, 0.0])


def ribbons_of(name, look=None):
    network, examples = read(NETWORKS[name])
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    story = Story(Moment(Trace(network, examples)))
    weight, *following = story.last_step
    starts = (weight, b(network.depth))
    look = look or Theme.chosen()
    found = [Ribbon(story.moment, (start, *following), story.visible_nudge, look, named=True) for start in starts]
    return Ribbons(found, look, stacked=False, says=lambda factor: f"x {factor}")


@given(MOVES)
def test_a_strip_is_as_long_as_its_value_and_hollow_where_it_is_negative(move):
    strip = Strip("#89CEFF")
    strip.span(ORIGIN, move)
    box = Box.around(strip)
    assert strip.drawn_length() == pytest.approx(move)
    assert box.height == pytest.approx(HEIGHT)
    if abs(move) < HAIR:  # a line where its tip is
        assert box.width == pytest.approx(0.0, abs=1e-9)
        assert strip.get_stroke_width() > 0
        return
    assert box.width == pytest.approx(abs(move))
    assert (box.left if move > 0 else box.right) == pytest.approx(0.0)
    assert (strip.get_fill_opacity() == 1) == (move > 0)
    assert (strip.get_stroke_width() > 0) == (move < 0)


@given(MOVES, MOVES)
def test_a_band_is_as_wide_as_the_moves_it_joins_and_crosses_where_their_signs_differ(upper, lower):
    band = Band("#89CEFF", "#00A077")
    band.join([ORIGIN, BELOW], [upper, lower])
    for height, move in ((0.0, upper), (-1.0, lower)):
        there = [point[0] for point in band.points if abs(point[1] - height) < 1e-9]
        assert max(there) - min(there) == pytest.approx(abs(move))
        assert sum(abs(x) < 1e-9 for x in there) >= 1
    pieces = len(band.get_subpaths())
    assert pieces == (1 if upper * lower > 0 else 2)


@given(st.lists(st.lists(MOVES, min_size=3, max_size=4), min_size=1, max_size=3), st.floats(2, 6))
def test_a_scale_gives_every_move_room_and_wastes_none(moves, room):
    rooms = [room] * len(moves)
    lens = Lens.for_moves(moves, rooms)
    unit = lens.unit(moves, rooms)
    reaches = []
    for one in moves:
        seen = [unit * factor * move for factor, move in zip(lens.factors, one, strict=False)]
        reaches.append(max(0.0, *seen) - min(0.0, *seen))
    assert max(reaches) == pytest.approx(room)


def test_a_lens_magnifies_all_rows_from_the_first_that_is_too_short():
    lens = Lens.for_moves([[0.2, 0.18, 0.003, 0.004]], [4.0])
    assert lens.row == 2
    assert lens.factors[:2] == (1.0, 1.0)
    assert lens.factors[2] == lens.factors[3] > 1
    assert Lens.for_moves([[0.2, 0.18, 0.0, 0.0]], [4.0]) == no_lens(4)
    assert Lens.for_moves([[0.0, 0.0]], [4.0]).unit([[0.0, 0.0]], [4.0]) == 1.0


@pytest.mark.parametrize("name", NETWORKS)
def test_every_length_of_a_ribbon_is_its_value_on_one_ruler(name):
    pair = ribbons_of(name)
    pair.fill(BOX)
    units = []
    for ribbon in pair.ribbons:
        pushed = ribbon.nudged(1.0)
        ribbon.at(pushed)
        for step, strip, foot, dot in zip(ribbon.steps, ribbon.strips, ribbon.feet, ribbon.dots, strict=True):
            move = pushed.value(change(step))
            length = dot.get_x() - foot.get_x()
            assert Box.around(strip).width == pytest.approx(abs(length), abs=1e-9)
            units += [length / move] if move else []
            assert move or length == 0
    assert all(unit > 0 for unit in units)
    if pair.ribbons[0]._lens.row is None:
        assert max(units) == pytest.approx(min(units))


@pytest.mark.parametrize("name", ["chain", "iris"])
def test_ribbons_share_their_rows_and_stay_in_their_box(name):
    pair = ribbons_of(name)
    pair.fill(BOX)
    for ribbon in pair.ribbons:
        ribbon.at(ribbon.nudged(1.0))
        assert [foot.get_y() for foot in ribbon.feet] == pytest.approx(row_heights(BOX, 4, head=NAME_HEAD))
    assert BOX.contains(Box.around(pair), 1e-6)
    one, other = (Box.around(ribbon.lines) for ribbon in pair.ribbons)
    assert other.left - one.right == pytest.approx(NEAR, abs=1e-4)


def test_a_push_runs_down_row_by_row():
    ribbon = ribbons_of("iris").ribbons[0]
    ribbon.fill(BOX)
    push = ribbon.push()
    begun = []
    for share in np.linspace(0, 1, 60):
        moments = push.through(share)
        begun.append([moment.value(change(step)) != 0 for moment, step in zip(moments, ribbon.steps, strict=True)])
    firsts = [[row[index] for row in begun].index(True) for index in range(4)]
    assert all(before + 5 < after for before, after in pairwise(firsts))
    assert [moment.state for moment in push.through(1.0)] == [ribbon.nudged(1.0).state] * 4


def test_a_push_that_shrinks_is_told_by_a_number_that_halves():
    one = ribbons_of("chain").ribbons[0]
    one.fill(BOX)
    halved = HalvedPush(one, 1 / 64, Theme.chosen())
    for times in (0, 3, 6):
        halved.at(one.nudged(0.5**times))
        assert halved[0].readings["push"].value == pytest.approx(one.by / 2**times)
    assert HalvedPush(one, 1.0, Theme.chosen())[0].readings["push"].value == pytest.approx(one.by)
