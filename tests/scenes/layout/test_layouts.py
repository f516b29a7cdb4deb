"""Layouts on random things in frames of all shapes: within the stage, apart from each other, aligned."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Rectangle, VGroup

from scenes.layout.box import Box, Size, union
from scenes.layout.cells import APART, NEAR, TIGHT, Column, Grid, Overlay, Row, Share
from scenes.layout.frame import ASPECTS, Frame, frame_named
from scenes.layout.page import Page, Settle, first_fitting, hero_and
from scenes.layout.solving import boxes, least_size

LENGTHS = st.floats(0.1, 2.0)
SIZES = st.tuples(LENGTHS, LENGTHS)
GAPS = st.sampled_from([TIGHT, NEAR, APART])
ROOM = Box(-6.4, -3.0, 6.4, 3.6)
CLOSE = 1e-4


class Panel(VGroup):
    """A figure: a frame that fills its box."""

    def __init__(self, width=1.0, height=1.0):
        self.least = Size(width, height)
        self.rim = Rectangle(width=width, height=height)
        super().__init__(self.rim)

    def least_size(self):
        return self.least

    def fill(self, box):
        self.rim.stretch_to_fit_width(box.width).stretch_to_fit_height(box.height).move_to(box.centre)


class Named(VGroup):
    """Two blocks, the second of which has a name."""

    def __init__(self, first, second):
        self.blocks = [Rectangle(width=first, height=0.3), Rectangle(width=second, height=0.3)]
        super().__init__(*self.blocks)
        self.arrange(buff=0.1)

    def __getitem__(self, name):
        return {"eq": self.blocks[1]}[name]


def blocks(sizes):
    return [Rectangle(width=width, height=height) for width, height in sizes]


@given(st.lists(SIZES, min_size=1, max_size=4), GAPS, st.sampled_from([Row, Column]))
def test_neighbours_keep_their_gap_and_their_order(sizes, gap, kind):
    things = blocks(sizes)
    found = boxes(kind(*things, gap=gap), ROOM)
    assert [found[thing].size.fits(Size(*size), CLOSE) for thing, size in zip(things, sizes, strict=True)]
    for one, other in pairwise(things):
        here, there = found[one], found[other]
        apart = there.left - here.right if kind is Row else here.bottom - there.top
        assert apart == pytest.approx(gap, abs=CLOSE)


@given(st.lists(SIZES, min_size=2, max_size=5), SIZES, GAPS)
def test_a_figure_takes_the_room_that_is_left(sizes, least, gap):
    things, panel = blocks(sizes), Panel(*least)
    layout = Row(*things[1:], panel, things[0], gap=gap)
    needed = least_size(layout)
    found = boxes(layout, ROOM)
    whole = union(found.values())
    if needed.fits(ROOM.size):
        assert ROOM.contains(whole, CLOSE)
        assert found[panel].height == pytest.approx(ROOM.height, abs=CLOSE)
        assert whole.width == pytest.approx(ROOM.width, abs=CLOSE)
    assert found[panel].width >= least[0] - CLOSE


@given(st.lists(SIZES, min_size=1, max_size=3))
def test_least_size_is_what_it_takes(sizes):
    things = blocks(sizes)
    layout = Column(*things, Row(Panel(1.0, 0.5), Panel(0.5, 1.0), gap=NEAR), gap=TIGHT)
    least = least_size(layout)
    exact = Box(0.0, 0.0, least.width, least.height)
    assert exact.contains(union(boxes(layout, exact).values()), CLOSE)
    assert least.width == pytest.approx(max([1.8, *(width for width, _ in sizes)]), abs=CLOSE)


@given(st.lists(st.tuples(st.tuples(LENGTHS, LENGTHS), st.tuples(LENGTHS, LENGTHS)), min_size=2, max_size=4))
def test_what_stands_in_a_column_of_a_grid_has_one_left_edge(rows):
    cells = [blocks(row) for row in rows]
    found = boxes(Grid(*cells, gap=NEAR, row_gap=TIGHT), ROOM)
    for column in range(2):
        lefts = [found[row[column]].left for row in cells]
        assert max(lefts) - min(lefts) < CLOSE
    assert not any(found[one].overlaps(found[other], CLOSE) for one, other in combinations(found, 2))


def test_a_growing_column_of_a_grid_takes_what_the_others_leave():
    rows = [[*blocks([(1.0, 0.3)]), Panel(2.0, 0.4), *blocks([(width, 0.3)])] for width in (0.5, 1.5)]
    found = boxes(Grid(*rows, grow=(1,), gap=NEAR, spread="apart"), ROOM)
    assert [found[row[1]].width for row in rows] == pytest.approx([ROOM.width - 2.5 - 2 * NEAR] * 2, abs=CLOSE)
    whole = union(found.values())
    assert ROOM.contains(whole, CLOSE)
    assert whole.height == pytest.approx(ROOM.height, abs=CLOSE)


@given(st.lists(st.tuples(LENGTHS, LENGTHS), min_size=2, max_size=5))
def test_parts_of_one_name_stand_below_each_other(pairs):
    things = [Named(*pair) for pair in pairs]
    Page(frame_named("16:9"), Column(*things, on="eq"))
    lefts = [thing["eq"].get_left()[0] for thing in things]
    assert max(lefts) - min(lefts) < CLOSE


def test_a_name_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        boxes(Column(Named(1.0, 1.0), Named(1.0, 1.0), on="plus"), ROOM)


def test_shares_divide_the_room():
    one, other = Panel(), Panel()
    found = boxes(Row(Share(one, 3.0), Share(other, 1.0), gap=0.0), ROOM)
    assert found[one].width == pytest.approx(3 * found[other].width, abs=CLOSE)


def test_an_overlay_is_in_one_place():
    one, other = blocks([(1.0, 2.0), (2.0, 1.0)])
    panel = Panel()
    found = boxes(Row(Overlay(panel, one, other), *blocks([(1.0, 1.0)])), ROOM)
    assert found[one].centre == pytest.approx(found[other].centre, abs=CLOSE)
    assert found[one].centre == pytest.approx(found[panel].centre, abs=CLOSE)
    assert found[panel].height == pytest.approx(ROOM.height, abs=CLOSE)


@pytest.mark.parametrize("aspect", ASPECTS)
def test_panes_stand_side_by_side_only_where_there_is_room(aspect):
    hero, companion = Panel(5.0, 2.0), Panel(4.5, 2.0)
    page = Page(frame_named(aspect), hero_and(hero, companion))
    side_by_side = page.frame.stage.width > 9.5 + APART
    assert page.fits
    assert (page.boxes[companion].left > page.boxes[hero].right) == side_by_side
    assert (page.boxes[companion].top < page.boxes[hero].bottom) != side_by_side
    assert page.frame.stage.contains(union(page.boxes.values()), CLOSE)


def test_frames_have_the_room_of_a_film_and_the_shape_of_their_name():
    for name, (width, height) in ASPECTS.items():
        frame = frame_named(name)
        assert min(frame.width, frame.height) >= 8.0 - CLOSE
        assert max(frame.width, frame.height) == pytest.approx(128 / 9)
        assert frame.width / frame.height == pytest.approx(width / height)
        assert frame.safe.contains(frame.stage)


def test_the_first_layout_that_fits_is_taken():
    frame = Frame.of(9, 16)
    wide, narrow = Row(*blocks([(4.0, 1.0)] * 3)), Column(*blocks([(4.0, 1.0)] * 3))
    assert first_fitting(frame, wide, narrow) is narrow
    assert first_fitting(frame_named("16:9"), wide, narrow) is wide
    assert first_fitting(frame, wide) is wide


def test_turning_a_page_ends_where_the_next_layout_is():
    one, panel, new = blocks([(1.0, 1.0)])[0], Panel(), blocks([(2.0, 1.0)])[0]
    page = Page(frame_named("16:9"), Row(one, panel))
    start = one.get_center()
    turning = page.turn(Row(panel, new, one))
    ways = turning.animations
    assert all(isinstance(way, Settle) for way in ways)
    turning.begin()
    assert one.get_center() == pytest.approx(start)
    turning.interpolate(0.5)
    assert start[0] < one.get_center()[0] < page.boxes[one].centre[0]
    turning.finish()
    assert one.get_center() == pytest.approx(page.boxes[one].centre, abs=CLOSE)
    assert Box.around(panel).size.fits(page.boxes[panel].size, CLOSE)
    assert Box.around(new).centre == pytest.approx(page.boxes[new].centre, abs=CLOSE)


def test_a_part_that_gets_another_outline_has_it_all_along():
    class Strip(Panel):
        def fill(self, box):
            super().fill(box)
            if box.width < frame_named("16:9").stage.width:  # too narrow: a stroke
                x = box.centre[0]
                self.rim.points = np.linspace([x, box.bottom, 0.0], [x, box.top, 0.0], 4)

    strip = Strip()
    page = Page(frame_named("16:9"), Row(strip))
    turning = page.turn(Row(strip, Panel()))
    turning.begin()
    assert len(strip.rim.points) == 4
    turning.interpolate(0.5)
    between = Box.around(strip).centre[0]
    turning.finish()
    assert Box.around(strip).centre[0] < between < 0 + CLOSE


def test_a_figure_that_changes_its_parts_on_the_way_is_refused():
    class Fickle(Panel):
        def fill(self, box):
            self.remove(*self.submobjects)
            self.add(Rectangle(width=box.width, height=box.height).move_to(box.centre))

    fickle = Fickle()
    page = Page(frame_named("16:9"), Row(fickle))
    turning = page.turn(Row(fickle, Panel()))
    with pytest.raises(ValueError, match="same parts"):
        turning.begin()
