"""What is heavy stands towards the middle of the picture."""

from functools import partial
from itertools import pairwise

import pytest
from manim import Circle, Rectangle, Square, VGroup

from scenes.layout.balance import balanced, balanced_always, leaning
from scenes.layout.box import Size
from scenes.layout.frame import frame_named
from scenes.layout.ink import middle_of_ink, middle_seen
from scenes.layout.page import Page

WIDE = frame_named("16:9")


class Lopsided(VGroup):
    """A square at one end of its room, a small one at the other."""

    def __init__(self, sides):
        self.ends = [Square(side, color="#FFFFFF", fill_opacity=1, stroke_width=0) for side in sides]
        super().__init__(*self.ends)

    def least_size(self):
        return Size(2.0, 2.0)

    def fill(self, box):
        for end, x in zip(self.ends, (box.left + 1, box.right - 1), strict=True):
            end.move_to([x, box.centre[1], 0.0])


@pytest.mark.parametrize("sides", [(1.3, 1.0), (1.0, 1.3), (1.0, 1.0)])
def test_the_middle_of_the_ink_comes_near_the_middle_of_the_picture(sides):
    figure = Lopsided(sides)
    room = balanced(WIDE, figure, [figure])
    assert abs(middle_of_ink(figure)) / WIDE.width <= 0.06
    assert WIDE.stage.contains(room)


@pytest.mark.parametrize("sides", [(2.0, 0.1), (0.1, 2.0)])
def test_no_more_than_a_part_of_the_stage_is_given_up(sides):
    figure = Lopsided(sides)
    assert balanced(WIDE, figure, [figure]).width == pytest.approx(0.74 * WIDE.stage.width)


def test_what_stands_in_the_middle_keeps_the_stage():
    square = Rectangle()
    assert balanced(WIDE, square, [square]) == WIDE.stage


def test_what_is_seen_in_another_state_is_about_the_middle_as_well():
    figure, middle, seen = Lopsided((3.0, 5.0)), Square(6.0, color="#FFFFFF", fill_opacity=1, stroke_width=0), []

    def show(*parts):
        seen[:] = parts

    states = [partial(show, middle), partial(show, figure)]
    assert balanced_always(WIDE, figure, lambda: seen, states[:1]) == WIDE.stage
    figure.fill(WIDE.stage)
    off = middle_seen(figure) / WIDE.width
    room = balanced_always(WIDE, figure, lambda: seen, states)
    figure.fill(room)
    assert abs(middle_seen(figure)) / WIDE.width < 0.08 < off


def test_between_whole_steps_come_those_half_a_step_away():
    item, step = Square(1.0), Rectangle(width=1.0)
    places = []
    for row in leaning(item, step, right=True, finely=True):
        Page(WIDE, row)
        places.append(float(item.get_x()))
    count = len(list(leaning(item, step, right=True)))
    whole, halves = sorted(places[:count]), sorted(places[count:])
    between = [(low + high) / 2 for low, high in pairwise(whole)]
    assert halves == pytest.approx(between)


@pytest.mark.parametrize("opacity", [0.0, 1.0])
def test_a_rim_counts_once(opacity):
    white = {"color": "#FFFFFF", "stroke_width": 0}
    disc = Circle(1.0, **white).set_fill(opacity=1)
    rim = Circle(1.0, color="#FFFFFF", stroke_width=40).set_stroke(opacity=opacity)
    outer = 1.2 if opacity else 1.0
    other = Circle(outer, **white).set_fill(opacity=1).shift([4.0, 0.0, 0.0])
    assert middle_seen(VGroup(disc, rim, other)) == pytest.approx(2.0, abs=0.03)


def test_what_is_painted_over_is_not_seen():
    square = Square(2.0, color="#FFFFFF", stroke_width=0).set_fill(opacity=1)
    cover = square.copy().set_fill("#0F1014", opacity=1)
    other = square.copy().shift([4.0, 0.0, 0.0])
    assert middle_seen(VGroup(square, cover, other)) > 3.9
