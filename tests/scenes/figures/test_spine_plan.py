"""How long a spine is, which neurons it draws, and how large."""

import numpy as np
import pytest

from scenes.figures.spine_plan import MOST, RADIUS, SpinePlan, drawn_layers


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("squares", [0, 1, 3])
def test_it_grows_with_what_it_holds(standing, squares):
    plan = SpinePlan(standing=standing, squares=squares)
    lengths = [plan.length(neurons) for neurons in range(2, 12)]
    assert lengths == sorted(lengths)
    assert (lengths[0] > SpinePlan(standing=standing, squares=0).length(2)) == (squares > 0)


def test_several_squares_take_room_along_a_chain_that_lies():
    one, three = (SpinePlan(standing=False, squares=count).length(4) for count in (1, 3))
    assert three > one
    assert SpinePlan(standing=True, squares=3).length(4) == SpinePlan(standing=True, squares=1).length(4)


def test_discs_do_not_touch_and_do_not_grow_beyond_their_size():
    for standing in (False, True):
        plan = SpinePlan(standing=standing, squares=1)
        for neurons in range(2, MOST + 1):
            for length in (3.0, 8.0, 14.0):
                radius = plan.radius(neurons, length)
                assert 2 * radius < length / (neurons + 1)
                assert radius <= RADIUS


def test_all_neurons_where_there_is_room_else_the_input_and_the_last_ones():
    plan = SpinePlan(standing=False, squares=1)
    assert plan.layers(3, np.inf) == plan.layers(3, 14.0) == (0, 1, 2, 3)
    assert plan.layers(6, 3.0) == drawn_layers(6, 4) == (0, 4, 5, 6)
    assert plan.layers(25, 14.0) == (0, 23, 24, 25)
