"""Steps downhill."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from core.files.network_file import read
from core.model.errors import InputError
from core.model.network import Network
from core.passes.backward import backward
from core.passes.descent import descend
from core.passes.forward import forward
from tests.strategies import networks_with_examples

NETWORKS = Path(__file__).parents[3] / "networks"


@settings(max_examples=40)
@given(networks_with_examples())
def test_a_step_moves_everything_against_its_slope(drawn):
    network, examples = drawn
    gradient = backward(forward(network, examples.X), examples.Y)
    descent = descend(network, examples, 1, 1e-3)
    assert descent.costs[0] == pytest.approx(gradient.C.mean(), rel=1e-15)
    assert descent.costs[1] == forward(descent.end, examples.X).cost(examples.Y).mean()
    for before, after, slopes in zip(network.layers, descent.end.layers, gradient.layers, strict=True):
        np.testing.assert_array_equal(after.W, before.W - 1e-3 * slopes.dC_dW)
        moved = slopes.dC_db if network.update_biases else 0 * slopes.dC_db
        np.testing.assert_array_equal(after.b, before.b - 1e-3 * moved)


@pytest.mark.parametrize("stem", ["chain", "iris", "relu", "wide", "deep"])
def test_the_cost_falls_at_every_step_of_the_gallery(stem):
    descent = descend(*read(NETWORKS / f"{stem}.toml"), steps=20)
    assert len(descent.networks) == 20
    assert (np.diff(descent.costs) < 0).all()


def test_steps_can_be_taken_one_by_one():
    network, examples = read(NETWORKS / "iris.toml")
    whole = descend(network, examples, 3)
    by_one = network
    for expected in whole.networks:
        by_one = descend(by_one, examples, 1).end
        assert all((a.W == b.W).all() for a, b in zip(by_one.layers, expected.layers, strict=True))


def test_no_step_is_the_network_itself():
    network, examples = read(NETWORKS / "chain.toml")
    descent = descend(network, examples, 0)
    assert descent.end is network
    assert len(descent.costs) == 1


def test_steps_that_leave_the_finite_numbers_are_told():
    network, examples = read(NETWORKS / "relu.toml")
    wild = Network(network.layers, network.cost, learning_rate=1e200)
    with pytest.raises(
        InputError, match=r"learning_rate: expected steps .* after step \d+ with 1e\+200; use a smaller"
    ):
        descend(wild, examples, 50)
