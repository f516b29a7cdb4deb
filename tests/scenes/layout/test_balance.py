"""What is heavy stands towards the middle of the picture."""

import pytest
from manim import Rectangle, Square, VGroup

from scenes.layout.balance import balanced
from scenes.layout.box import Size
from scenes.layout.frame import frame_named
from scenes.layout.ink import middle_of_ink

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
