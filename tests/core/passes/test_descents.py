"""Descents from several starts: as one alone, as a plain loop, and where they stand."""

import math

import numpy as np
import pytest
import sympy

from core.files.network_file import read
from core.model.companions import VALLEY_A, VALLEY_B, companion
from core.model.fact import PLATEAU
from core.model.quantity import C, w
from core.model.variants import exchange, start
from core.passes.choices.two_starts import TwoStarts, Valleys, descents_of, why_no_starts
from core.passes.descents import Start, cost_of_one_answer, descend_together, descents_by_seed, plateau
from core.passes.forward import forward
from core.passes.landscape import average_cost
from core.passes.moment import Moment
from core.passes.training import train
from tests.hard_networks import HARD, made

IRIS = read("networks/iris.toml")


@pytest.mark.parametrize("name", ["iris", "chain", "relu", "two_two_two", "wide"])
def test_descents_in_step_are_those_of_each_alone(name):
    network, examples = read(f"networks/{name}.toml")
    starts = [start(network, np.random.default_rng(seed)) for seed in range(3)]
    together = descend_together(starts, examples, 40, 0.05)
    for place, one in enumerate(starts):
        alone = train(one, examples, 40, 0.05)
        assert together.costs[:, place] == pytest.approx(alone.costs, rel=1e-12)
        for mine, its in zip(together.network(place, 40).layers, alone.end.layers, strict=True):
            assert pytest.approx(its.W, rel=1e-10, abs=1e-14) == mine.W
            assert mine.b == pytest.approx(its.b, rel=1e-10, abs=1e-14)


def test_descents_that_may_not_go_uphill_end_before_the_first_step_that_does():
    network, examples = IRIS
    free = descents_by_seed(network, examples, 700, 0.5)
    held = descents_by_seed(network, examples, 700, 0.5, never_uphill=True)
    first = min(int(np.flatnonzero(np.diff(free.costs[:, at]) > 0)[0]) for at in range(10) if free.uphill(at))
    assert held.steps == first < 700
    assert not any(map(held.uphill, range(10)))


def test_a_start_beyond_all_numbers_is_refused():
    network, examples = made([[[1.0]]], "identity", [1e200], [0.0])
    with pytest.raises(ValueError, match="finite cost"):
        descents_by_seed(network, examples, 5, 0.1)
    assert "beyond all numbers" in why_no_starts(network, examples)


def test_no_single_answer_costs_less_than_the_mean_of_what_is_desired():
    network, examples = IRIS
    level = cost_of_one_answer(network, examples)
    rng = np.random.default_rng(3)
    for _ in range(200):
        answer = rng.uniform(0, 1, examples.Y.shape[1])
        assert network.cost.value(np.broadcast_to(answer, examples.Y.shape), examples.Y).mean() >= level


def test_a_plateau_counts_the_steps_that_end_near_a_level():
    costs = np.array([1.0, 1.0049, 1.0051, 0.9951, 0.99, 1.0])
    assert plateau(costs, 1.0) == 3


def test_the_plateau_of_a_moment_is_that_of_its_own_start():
    told = TwoStarts(Moment.first(*IRIS))
    counts = [told.after(seed).value(PLATEAU) for seed in told.seeds]
    level = 2 / 3  # three kinds of flower, as many of each: the mean is a third each
    for seed, count in zip(told.seeds, counts, strict=True):
        costs = train(start(IRIS[0], np.random.default_rng(seed)), IRIS[1], told.steps, told.rate).costs[1:]
        assert count == sum(abs(float(cost) - level) * 200 <= level for cost in costs)
    assert counts[1] > 2000 > counts[0]


# The valleys of one weight, found by the passes, by SymPy and by a plain loop.


@pytest.mark.parametrize(("place", "name", "begin"), [(0, VALLEY_A, 1.2), (1, VALLEY_B, 2.3)])
def test_both_ends_of_the_valleys_are_valleys(place, name, begin):
    end = Valleys.told().ends[place]
    network, examples = companion(name)
    weight, x = end.value(w(1)), sympy.Symbol("w", real=True)
    pairs = zip(examples.X[:, 0], examples.Y[:, 0], strict=True)
    whole = sum((1 / (1 + sympy.exp(-x * one)) - y) ** 2 for one, y in pairs) / 3
    assert abs(whole.diff(x).subs(x, weight)) < 1e-5
    assert whole.diff(x, 2).subs(x, weight) > 0
    assert float(whole.subs(x, weight)) == pytest.approx(end.value(C), rel=1e-12)
    plain = begin
    for _ in range(4_000):
        answers = [(one, y, 1 / (1 + math.exp(-plain * one))) for one, y in ((0.2, 0.9), (2.5, 0.1), (0.2, 0.9))]
        plain -= network.learning_rate * sum(2 * (a - y) * a * (1 - a) * one for one, y, a in answers) / 3
    assert weight == pytest.approx(plain, rel=1e-9)


def test_the_valleys_are_those_of_the_gallery():
    network, examples = read("networks/two_valleys.toml")
    one, its = companion(VALLEY_A)
    assert (one.layer(1).W == network.layer(1).W).all()
    assert (one.layer(1).b == network.layer(1).b).all()
    assert (one.learning_rate, one.update_biases, one.cost) == (network.learning_rate, False, network.cost)
    assert (its.X == examples.X).all()
    assert (its.Y == examples.Y).all()


def test_the_landscape_has_its_hill_between_the_starts_and_the_ways_lie_on_it():
    valleys = Valleys.told()
    rows = valleys.landscape
    highest = rows[np.argmax(rows[:, 1])]
    assert highest == pytest.approx([1.7, 0.3281], abs=0.1)
    for way in valleys.ways:
        assert np.interp(way[:, 0], rows[:, 0], rows[:, 1]) == pytest.approx(way[:, 1], abs=2e-3)


# The line between two ends.


def test_the_ends_of_the_line_are_the_ends_of_the_descents():
    told = TwoStarts(Moment.first(*IRIS))
    assert told.line[[0, -1], 1] == pytest.approx(told.descents.costs[-1, list(told.seeds)], rel=1e-12)
    assert told.at(1.0).value(C) == pytest.approx(told.after(told.seeds[1]).value(C), rel=1e-12)
    assert told.descents.costs[-1].min() == told.after(told.seeds[0]).value(C)


def test_the_hill_is_the_cost_of_weights_and_biases_mixed_by_hand():
    told = TwoStarts(Moment.first(*IRIS))
    a, b = (told.after(seed).network for seed in told.seeds)
    x, share = IRIS[1].X, told.hill
    for one, other in zip(a.layers, b.layers, strict=True):
        W, bias = (1 - share) * one.W + share * other.W, (1 - share) * one.b + share * other.b
        x = 1 / (1 + np.exp(-(x @ W.T + bias)))
    by_hand = ((x - IRIS[1].Y) ** 2).sum(axis=1).mean()
    assert told.at(share).value(C) == pytest.approx(by_hand, rel=1e-12)
    assert by_hand == pytest.approx(0.478, abs=5e-4)


def test_the_copy_answers_the_same_and_lies_behind_a_hill():
    told = TwoStarts(Moment.first(*IRIS))
    end, copy = told.at_copy(0.0).network, told.at_copy(1.0).network
    assert forward(end, IRIS[1].X).output == pytest.approx(forward(copy, IRIS[1].X).output, rel=1e-12)
    assert not (end.layer(told.exchanged[0]).W == copy.layer(told.exchanged[0]).W).all()
    again = exchange(end, *told.exchanged)
    assert pytest.approx(copy.layer(told.exchanged[0]).W, rel=1e-12) == again.layer(told.exchanged[0]).W
    assert told.at_copy(told.hill_to_copy).value(C) > told.at_copy(0.0).value(C) * 1.1
    assert average_cost(copy, IRIS[1]) == pytest.approx(average_cost(end, IRIS[1]), rel=1e-12)


def test_a_chain_has_no_neurons_to_exchange():
    assert TwoStarts(Moment.first(*read("networks/chain.toml"))).exchanged is None


def test_iris_is_told_as_the_storyboard_has_it():
    descents = descents_of(*IRIS)
    told = TwoStarts(Moment.first(*IRIS))
    assert (told.seeds, descents.learning_rate, descents.steps, told.uphill) == ((4, 8), 0.1, 4000, 0)
    assert [round(told.after(seed).value(C), 3) for seed in told.seeds] == [0.106, 0.376]


@pytest.mark.parametrize("name", ["one neuron", "a dead unit", "784-5-5-10", "weights of 1e30"])
def test_hard_networks_are_told_of_starts_or_say_why_not(name):
    network, examples = HARD[name]()
    if not why_no_starts(network, examples):
        told = TwoStarts(Moment.first(network, examples))
        assert np.isfinite([told.after(seed).value(C) for seed in told.order]).all()
        assert told.after(told.seeds[0]).value(C) <= told.after(told.seeds[1]).value(C)


def test_a_start_says_on_which_seeds_it_depends():
    assert Start(3).seeds == (3,)
    assert Start(3, exchanged=(1, 0, 1), share=1.0).seeds == (3,)
    assert Start(3, towards=5).seeds == (3, 5)
