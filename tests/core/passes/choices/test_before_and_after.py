"""What is told of a network before and after its training."""

from dataclasses import replace

import numpy as np
import pytest

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, delta
from core.passes.choices.before_and_after import BeforeAndAfter, trained
from core.passes.moment import Moment
from core.passes.trace import Trace
from core.passes.training import train


def _both(name):
    return BeforeAndAfter(Moment(Trace(*read(f"networks/{name}.toml"))))


@pytest.mark.parametrize("name", ["iris", "chain", "wide", "relu"])
def test_the_rate_is_the_largest_of_three_without_a_step_uphill(name):
    network, examples = read(f"networks/{name}.toml")
    told = trained(network, examples)
    rates = [network.learning_rate / times for times in (1, 5, 25)]
    assert told.learning_rate in rates
    assert told.uphill == 0
    for faster in rates[: rates.index(told.learning_rate)]:
        assert train(network, examples, told.steps, faster).uphill


def test_where_each_rate_leads_uphill_the_slowest_is_told_with_its_steps_uphill():
    network, examples = read("networks/iris.toml")
    told = trained(replace(network, learning_rate=50.0), examples)
    assert told.learning_rate == 2.0
    assert told.uphill


def test_a_large_network_takes_fewer_steps():
    large = Network((Layer(np.zeros((300, 300)), np.zeros(300), ACTIVATIONS["sigmoid"]),))
    assert trained(large, Examples(np.zeros((4, 300)), np.zeros((4, 300)))).steps < 4000


@pytest.mark.parametrize("name", ["iris", "chain", "deep", "wide", "relu"])
def test_what_the_outputs_send_is_the_sum_of_the_sizes_of_their_deltas(name):
    both = _both(name)
    for moment in (both.before(0), both.after(0)):
        last = moment.network.depth
        sizes = [abs(moment.value(delta(last, j))) for j in range(moment.network.widths[last])]
        assert moment.value(both.sent(moment)) == pytest.approx(sum(sizes), rel=1e-12)


def test_the_example_that_sends_most_comes_last_and_none_comes_twice():
    both = _both("iris")
    sent = [moment.value(both.sent(moment)) for moment in map(both.after, range(len(both.moment.examples)))]
    assert both.most == int(np.argmax(sent)) == both.examples[-1]
    assert both.examples[0] == 0
    assert sorted(both.examples) == list(range(len(sent)))


def test_of_many_examples_some_are_gone_through():
    network, examples = read("networks/iris.toml")
    many = Examples(np.tile(examples.X, (5, 1)), np.tile(examples.Y, (5, 1)))
    both = BeforeAndAfter(Moment(Trace(network, many)))
    assert len(set(both.examples)) == len(both.examples) == 12


def test_one_example_is_all():
    both = _both("two_two_two")
    assert both.examples == (0,)
    assert both.after(0).value(C) < both.before(0).value(C)
