"""Bands and piles of a flow keep their widths, their signs and their sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.pile import Pile

PIXEL = 8 / 1080
lengths = st.floats(-2.0, 2.0)


def area(shape):
    """Of a closed path of straight pieces."""
    x, y = shape.points[::4, 0], shape.points[::4, 1]
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


@given(lengths, lengths, st.floats(-3, 3), st.booleans())
def test_a_band_has_the_widths_of_its_ports_at_its_ends(start, end, aside, tall):
    band = FlowBand("#FF0000", tall=tall)
    across, run = ([1.0, 0.0, 0.0], [0.0, -1.0, 0.0]) if tall else ([0.0, 1.0, 0.0], [1.0, 0.0, 0.0])
    band.join(Port(np.zeros(3), start), Port(4 * np.array(run) + aside * np.array(across), end))
    for measure in band.measures():
        assert measure.off < PIXEL


@pytest.mark.parametrize(("start", "end"), [(1.0, 0.4), (-1.0, -0.4), (1.0, -0.4), (-0.4, 1.0)])
def test_a_band_is_solid_where_it_is_positive_and_hollow_where_it_is_negative(start, end):
    band = FlowBand("#FF0000")
    band.join(Port(np.zeros(3), start), Port(np.array([4.0, 1.0, 0.0]), end))
    assert bool(len(band.solid.points)) == (start > 0 or end > 0)
    assert bool(len(band.hollow.points)) == (start < 0 or end < 0)


def test_a_band_on_a_steep_run_keeps_its_width_across_it():
    band = FlowBand("#FF0000")
    band.join(Port(np.zeros(3), 0.3), Port(np.array([1.0, 6.0, 0.0]), 0.3))
    line = np.linspace(0, 1, 400)[:, None]
    centre = (1 - line) ** 3 * [0, 0.15, 0] + 3 * (1 - line) ** 2 * line * [0.5, 0.15, 0]
    centre = centre + 3 * (1 - line) * line**2 * [0.5, 6.15, 0] + line**3 * [1, 6.15, 0]
    long = np.linalg.norm(np.diff(centre, axis=0), axis=1).sum()
    assert area(band.solid) == pytest.approx(0.3 * long, rel=0.02)


def test_a_band_that_carries_nothing_is_a_hair_and_one_that_has_not_set_out_is_nothing():
    band = FlowBand("#FF0000")
    band.join(Port(np.zeros(3), 0.0), Port(np.array([4.0, 1.0, 0.0]), 0.0))
    assert not len(band.solid.points)
    assert not len(band.hollow.points)
    assert len(band.hair.points)
    band.join(Port(np.zeros(3), 1.0), Port(np.array([4.0, 1.0, 0.0]), 1.0), reach=0.0)
    assert not any(len(part.points) for part in band)


@given(st.lists(lengths, min_size=1, max_size=6), st.booleans())
def test_a_pile_leaves_the_sum_of_what_arrives(values, tall):
    pile = Pile(values, "#FF0000", "#000000", tall=tall)
    pile.stand(np.array([1.0, 1.0, 0.0]), np.array([0.0, 0.5, 0.0]), 0.7)
    assert all(measure.off < 1e-9 for measure in pile.measures())
    assert pile.port_left().length == pytest.approx(0.7 * sum(values))


def test_negative_strips_fold_back_from_the_tip_of_the_pile():
    pile = Pile([0.5, -0.3, 0.25], "#FF0000", "#000000")
    pile.stand(np.zeros(3), np.zeros(3), 1.0)
    assert [round(float(port.foot[1]), 6) for port in pile.ports()] == [0.0, 0.75, 0.5]
