"""The shape of a ribbon's bands."""

import numpy as np
import pytest

from scenes.figures.ribbon_runs import bent

FEET = [np.array([0.5, -float(row), 0.0]) for row in range(4)]
PLAIN, LONG = [4.0, 2.0, 0.2, 0.02], [4.0, 2.0, 2.0, 0.2]
RULE = 2
"""From the third row on a lens shows ten times as much."""


def test_without_a_lens_bands_lead_from_row_to_row():
    runs = bent(FEET, PLAIN, PLAIN, None, 0.0)
    assert [long for _, long in runs] == [[4.0, 2.0], [2.0, 0.2], [0.2, 0.02]]
    assert all(ends[0] is FEET[row] and ends[-1] is FEET[row + 1] for row, (ends, _) in enumerate(runs))


def test_a_lens_breaks_the_band_that_it_lies_on_half_way():
    _, (ends, long), (_, below) = bent(FEET, PLAIN, LONG, RULE, 0.0)
    assert [float(end[1]) for end in ends] == [-1.0, -1.5, -1.5, -2.0]
    assert long == [2.0, 0.2, 2.0, 2.0]  # as far as the plain move, and on from the one that is magnified
    assert below == [2.0, 0.2]


def test_what_is_straight_is_one_line_from_the_first_row_to_the_last():
    runs = bent(FEET, PLAIN, PLAIN, None, 1.0)
    widths = [runs[0][1][0], *(long[-1] for _, long in runs)]
    assert np.allclose(np.diff(widths), (PLAIN[-1] - PLAIN[0]) / 3)


@pytest.mark.parametrize("straight", [0.25, 0.5, 0.75])
def test_on_its_way_a_band_is_between_bent_and_straight(straight):
    shapes = [np.array([long for _, long in bent(FEET, PLAIN, PLAIN, None, share)]) for share in (0.0, straight, 1.0)]
    assert np.allclose(shapes[1], (1 - straight) * shapes[0] + straight * shapes[2])


def test_under_a_lens_a_straight_band_leads_to_where_the_lens_begins_and_stays_as_wide_below():
    runs = bent(FEET, PLAIN, LONG, RULE, 1.0)
    above = [runs[0][1][0], runs[0][1][1], runs[1][1][1]]
    assert np.allclose(above, np.interp([0.0, 1.0, 1.5], [0.0, 1.5], [LONG[0], PLAIN[-1]]))
    assert np.allclose([*runs[1][1][2:], *runs[2][1]], LONG[-1])
