"""Scales, number lines and braces: to scale, whatever the values."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import w
from core.notation.numeral import read_shown
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.components.brace import Brace
from scenes.components.lens import LEAST
from scenes.components.number_line import NumberLine
from scenes.figures.scale import scale_for, scale_showing

EXTREMES = [0.0, -0.0, 1e-12, -1e-12, 1e-3, -1.0, 12.5, 1e9, -1e9]
numbers = st.floats(-1e12, 1e12).map(lambda x: 0.0 if abs(x) < 1e-12 else x)


def moment_of(value, x=0.5, wanted=0.0):
    """A network whose weight is the value."""
    network = Network((Layer([[value]], [0.0], ACTIVATIONS["identity"]),))
    return Moment(Trace(network, Examples([[x]], [[wanted]])))


@given(st.lists(numbers, min_size=1, max_size=5))
def test_a_scale_shows_all_its_values_with_a_few_ticks(values):
    scale = scale_for(values)
    assert all(-1e-9 <= scale.share(value) <= 1 + 1e-9 for value in values)
    assert 1 <= len(scale.ticks) <= 9
    assert math.isfinite(scale.low)
    assert scale.low < scale.high


@given(st.lists(numbers, min_size=1, max_size=5))
def test_ticks_say_where_they_are_and_no_two_say_the_same(values):
    scale = scale_for(values)
    written = [str(numeral) for numeral in scale.tick_numerals]
    assert len(set(written)) == len(written)
    for tick, text in zip(scale.ticks, written, strict=True):
        shown, half = read_shown(text)
        assert abs(shown - tick) <= half * (1 + 1e-6)


@given(numbers, st.floats(1e-6, 1.0), st.sampled_from([-1, 1]))
def test_a_movement_is_seen_on_its_scale(rest, share, sign):
    other = rest + sign * share * max(abs(rest), 1e-6)
    scale = scale_showing(rest, [other])
    assert abs(scale.share(other) - scale.share(rest)) >= 0.05


@pytest.mark.parametrize("value", EXTREMES)
def test_the_dot_stands_where_its_value_is(value):
    by = 0.2 * max(abs(value), 1e-12)
    rest = moment_of(value)
    line = NumberLine(rest, w(1), scale=scale_showing(value, [value + by]), largest_change=by)
    line.at(rest.nudged(w(1), by))
    start, end = line.axis[0].get_start(), line.axis[0].get_end()
    scale = scale_showing(value, [value + by])
    assert np.allclose(line.dot.get_center(), start + scale.share(value + by) * (end - start), atol=1e-6)
    assert np.allclose(line.ghost.get_center(), start + scale.share(value) * (end - start), atol=1e-6)
    # the length of the brace is the distance of the dots: the change, to scale
    assert np.isclose(line.brace.width, abs(line.dot.get_x() - line.ghost.get_x()), atol=1e-6)
    assert np.isclose(line.brace.width / line.axis.width, by / (scale.high - scale.low), rtol=0.02)


@pytest.mark.parametrize("value", EXTREMES)
def test_the_parts_of_a_line_keep_off_each_other(value):
    line = NumberLine(moment_of(value), w(1), scale=scale_for([0.0, value]))
    labels = list(line.tick_labels)
    assert all(one.get_right()[0] < other.get_left()[0] for one, other in pairwise(labels))
    assert line.symbol.get_right()[0] < line.axis.get_left()[0]
    assert line.axis.get_right()[0] < line.read_out.get_left()[0]


@pytest.mark.parametrize("length", [2.6, 5.0])
@pytest.mark.parametrize(("low", "high"), [(-0.3, 0.0), (-0.845, -0.245), (0.0, 0.14), (-1e-6, 3e-6), (97.0, 103.0)])
def test_ticks_are_numbered_evenly_and_0_is_among_them(low, high, length):
    scale = scale_for([low, high], margin=0.0)
    line = NumberLine(moment_of(high), w(1), scale=scale, length=length)
    ticks, written = line.axis[1:], [label.get_x() for label in line.tick_labels]
    assert len(written) >= 2
    gaps = np.diff(written)
    assert np.allclose(gaps, gaps[0], atol=1e-3)
    places = [min(range(len(ticks)), key=lambda index: abs(ticks[index].get_x() - x)) for x in written]
    assert 0.0 not in scale.ticks or scale.ticks.index(0.0) in places


@pytest.mark.parametrize(("start", "end"), [(0, 2), (2, 0), (-1, -0.9), (0.5, 0.5), (0, 1e-9)])
def test_a_brace_is_as_long_as_what_it_measures(start, end):
    brace = Brace(theme.colour("w"))
    brace.span(start, end, 1.0)
    assert np.isclose(brace.width, abs(end - start), atol=1e-9)
    assert brace.get_bottom()[1] >= 1.0 - 1e-9


@given(value=st.floats(-5, 5), nudge=st.floats(-9, 0).map(lambda power: 10.0**power), sign=st.sampled_from([-1, 1]))
def test_a_lens_enlarges_as_many_times_as_it_says(value, nudge, sign):
    rest = moment_of(value)
    moved = rest.nudged(w(1), sign * nudge)
    scale = scale_for([0.0, value, value + 1])
    line = NumberLine(rest, w(1), scale=scale, largest_change=nudge)
    line.at(moved)
    true_length = line.brace.width
    if line.magnify(moved) is None:
        assert true_length == 0 or true_length >= LEAST * (1 - 1e-9)
        return
    mantissa, _, power = line.lens.magnification.text.removeprefix("times ").partition(" times 10^")
    said = float(mantissa) * 10.0 ** int(power.strip("()") or 0)
    seen = line.lens.brace.width
    assert seen == pytest.approx(abs(line.lens.dot.get_x() - line.lens.ghost.get_x()), abs=1e-9)
    assert seen == pytest.approx(said * true_length, rel=1e-3)
    assert (line.lens.dot.get_x() > line.lens.ghost.get_x()) == (sign > 0)
    assert LEAST < seen < 1
    assert line.lens.glass.get_left()[0] >= line.axis.get_left()[0] - 0.5
    assert line.lens.glass.get_right()[0] <= line.axis.get_right()[0] + 0.5


def test_a_lens_follows_the_nudge_back_to_rest():
    rest = moment_of(1.0)
    moved = rest.nudged(w(1), 0.01)
    line = NumberLine(rest, w(1), scale=scale_for([0.0, 2.0]), largest_change=0.01)
    line.at(moved)
    assert line.magnify(moved) is not None
    line.at(rest.nudged(w(1), 0.0))
    assert line.lens.dot.get_x() == pytest.approx(line.lens.ghost.get_x(), abs=1e-9)
