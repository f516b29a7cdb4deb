"""Strips of examples keep their lengths, side by side and end to end, and leave their sum."""

import pytest
from hypothesis import given

from core.model.quantity import C, a, slope, w, y
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.example_strips import ExampleStrips
from scenes.figures.greys import Greys
from scenes.layout.box import Box
from tests.strategies import networks_with_examples

PIXEL = 8 / 1080


def strips_of(moment, *, tall=False):
    last = moment.network.depth
    greys = Greys.of(Story(moment), theme.Theme.chosen())
    words = {"together": "together", "share": "share"}
    return ExampleStrips(moment, a(last), y(0), slope(C, w(last)), greys, tall=tall, **words)


@given(networks_with_examples())
def test_strips_are_to_scale_side_by_side_and_end_to_end(drawn):
    strips = strips_of(Moment(Trace(*drawn)))
    strips.fill(Box(-6.0, -3.0, 6.0, 3.0))
    strips.show_growth(float(len(strips.values)))
    assert all(measure.off < PIXEL for measure in strips.measures())
    strips.at(1.0)
    for falling in (strips.left.sum_up(), strips.left.part()):
        falling.interpolate(1.0)
    assert all(measure.off < PIXEL for measure in (*strips.measures(), *strips.left.measures()))


@given(networks_with_examples())
def test_the_last_strip_of_the_pile_ends_where_what_is_left_does(drawn):
    strips = strips_of(Moment(Trace(*drawn)), tall=True)
    strips.fill(Box(-3.0, -6.0, 3.0, 6.0))
    strips.at(1.0)
    strips.left.sum_up().interpolate(1.0)
    last = max(range(len(strips.values)), key=lambda i: (strips.values[i] < 0, -abs(strips.values[i])))
    assert strips.strips[last].tip[0] == pytest.approx(strips.left.total.tip[0], abs=PIXEL)
