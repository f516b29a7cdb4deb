"""Of several the largest is chosen, and of equal ones the first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, w
from core.passes.choices.ranking import Abridged, abridged, largest, largest_of, most_different, steepest
from core.passes.choices.wide_layers import neurons_shown, widest
from core.passes.moment import Moment
from core.passes.trace import Trace

numbers = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=8)


@given(numbers, st.integers(1, 9))
def test_nothing_that_is_left_out_is_larger_and_of_equal_sizes_the_first_come_first(sizes, count):
    chosen = largest(sizes, count)
    assert len(chosen) == min(count, len(sizes))
    keys = [(-abs(sizes[place]), place) for place in chosen]
    assert keys == sorted((-abs(size), place) for place, size in enumerate(sizes))[: len(chosen)]


@given(numbers, st.integers(2, 9))
def test_a_sum_is_shown_in_so_many_rows_and_nothing_of_it_is_lost(sizes, rows):
    found = abridged(sizes, rows)
    assert sorted(found.shown + found.others) == list(range(len(sizes)))
    assert len(found.shown) + bool(found.others) == min(rows, len(sizes))
    assert list(found.shown) == sorted(found.shown)
    assert min(abs(sizes[one]) for one in found.shown) >= max((abs(sizes[one]) for one in found.others), default=0)


def test_the_rest_of_a_sum_is_never_a_single_term_that_had_room():
    assert abridged([1.0, 2.0, 3.0], 3) == Abridged((0, 1, 2), ())
    assert abridged([1.0, 2.0, 3.0, 0.0], 3) == Abridged((1, 2), (0, 3))


def two_ways(weights):
    """Return the moment of two inputs of 1 that one output adds up, with nothing desired of it."""
    layer = Layer([weights], [0.0], ACTIVATIONS["identity"])
    return Moment(Trace(Network((layer,)), Examples([[1.0, 1.0]], [[0.0]])))


def test_a_negative_slope_is_as_steep_as_a_positive_one():
    moment = two_ways([1.0, -3.0])
    assert steepest(moment, [a(0, 0), a(0, 1)]) == a(0, 1)
    assert largest_of(moment, [w(1, 0, 0), w(1, 0, 1)]) == (1,)


def test_of_two_equal_slopes_the_first_is_chosen():
    moment = two_ways([2.0, -2.0])
    assert steepest(moment, [a(0, 0), a(0, 1)]) == a(0, 0)
    assert steepest(moment, [a(0, 1), a(0, 0)]) == a(0, 1)


def test_an_example_of_the_other_sign_differs_more_than_a_further_one():
    layer = Layer([[1.0]], [0.0], ACTIVATIONS["identity"])
    moment = Moment(Trace(Network((layer,)), Examples([[9.0], [-1.0], [1.0]], [[0.0]] * 3)))
    assert most_different(moment, a(1), range(3)) == 1
    assert most_different(moment, C, range(3)) == 0
    assert most_different(moment, C, [2]) == 2


@given(st.integers(1, 40), st.integers(3, 8), st.sets(st.integers(0, 39), max_size=3))
def test_the_neurons_shown_are_in_order_with_an_ellipsis_for_each_gap(n, most, wanted):
    keep = {one for one in wanted if one < n}
    slots = neurons_shown(n, most, keep)
    shown = [one for one in slots if one is not None]
    assert keep <= set(shown)
    assert {0, n - 1} <= set(shown)
    assert shown == sorted(set(shown))
    gaps = sum(after != before + 1 for before, after in pairwise(shown))
    assert slots.count(None) == gaps
    assert len(slots) <= max(most, 2 * len(keep) + 3)


def test_of_equally_wide_layers_the_first_is_the_widest():
    moment = two_ways([1.0, 1.0])
    assert widest(moment.network, [1, 0]) == 0
    assert widest(Network((Layer([[1.0]], [0.0], ACTIVATIONS["sin"]),)), [1, 0]) == 1
