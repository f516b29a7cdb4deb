"""The laws of scale: what is drawn a pixel off its value is found, with how much, and nothing that is to scale."""

import numpy as np
import pytest
from manim import LEFT, RIGHT, Line, Square, VGroup

from scenes.figures.measures import Measure
from scenes.watching.laws.scale import Scale
from tests.scenes.watching.laws.one_beat import found_by


class Ruled(VGroup):
    """A line that should have a length, and a square that should have a grey."""

    def __init__(self, law, meant, *, drawn=2.0, grey=0.5, value=None):
        self.law, self.meant, self.value = law, meant, value
        self.rule = Line(LEFT, LEFT + drawn * RIGHT)
        self.face = Square(1.0).set_fill([(grey,) * 3], opacity=1) if law == "grey" else VGroup()
        super().__init__(self.rule, self.face)

    def measures(self):
        if self.law == "grey":
            yield Measure("grey", "a[1][0]", float(self.face.fill_rgbas[0][0]), self.meant, self.value)
        else:
            yield Measure(self.law, "w[1]", float(np.ptp(self.rule.points[:, 0])), self.meant)


def seen(*figures):
    return found_by(Scale(), lambda lesson: lesson.add(*figures))


@pytest.mark.parametrize("law", ["ruler", "stack", "copy"])
def test_a_length_is_held_to_a_pixel(law):
    assert seen(Ruled(law, 2.007)) == []
    ((found, what, amount),) = seen(Ruled(law, 2.05))
    assert (found, amount) == (law, 0.05)
    assert what.startswith("w[1] ")


def test_a_grey_is_held_to_one_level_of_it():
    assert seen(Ruled("grey", 0.502)) == []
    assert [(law, amount) for law, _, amount in seen(Ruled("grey", 0.51))] == [("grey", 0.01)]


def test_one_activation_has_one_grey_in_a_lesson():
    one, other = Ruled("grey", 0.5, value=0.7), Ruled("grey", 0.6, grey=0.6, value=0.7)
    assert seen(one, Ruled("grey", 0.6, grey=0.6, value=0.9)) == []
    assert [(law, amount) for law, _, amount in seen(one, other)] == [("grey", 0.1)]


def test_a_figure_of_which_a_piece_stands_on_stage_is_measured():
    def told(lesson):
        lesson.figure = Ruled("ruler", 2.05)
        lesson.add(lesson.figure.rule)

    assert [amount for _, _, amount in found_by(Scale(), told)] == [0.05]


def test_what_is_not_on_stage_or_measures_nothing_is_no_matter():
    def told(lesson):
        lesson.figure = Ruled("ruler", 2.05)
        lesson.add(Line(LEFT, RIGHT))

    assert found_by(Scale(), told) == []


def test_a_length_that_is_no_number_is_found():
    assert len(seen(Ruled("ruler", float("nan")))) == 1
