"""A moment gives what its trace gives at its state, and leads to others without changing itself."""

import pytest
from hypothesis import given, settings

from core.files.network_file import read
from core.model.errors import InputError
from core.model.fact import Fact
from core.model.quantity import C, change, ratio, slope, w, z
from core.notation.reading import Reading
from core.passes.moment import Moment
from core.passes.trace import State, Trace
from tests.strategies import networks_with_examples


def of_file(name="iris"):
    return Moment(Trace(*read(f"networks/{name}.toml")))


@settings(max_examples=30, deadline=None)
@given(networks_with_examples(sizes=(2, 3)))
def test_a_moment_gives_what_its_trace_gives_at_its_state(drawn):
    start = Moment(trace := Trace(*drawn))
    nudged = {start.nudged(w(1), 0.5): State(nudges=State().nudged(w(1), 0.5).nudges)}
    for moment, state in {start: State(), start.of(1): State(1), start.averaged: State(None), **nudged}.items():
        assert moment.state == state
        for quantity in (C, z(1), slope(C, w(1)), *([change(C), ratio(C, w(1))] if state.nudges else [])):
            assert moment.value(quantity) == trace.value(quantity, state)
            assert moment.read(quantity) == Reading.of(quantity, moment)
            assert (moment.read(quantity).state, moment.read(quantity).value) == (state, moment.value(quantity))


def test_a_moment_leads_to_others_and_stays_what_it_is():
    start = of_file()
    there = start.of(3).nudged(w(1), 0.5).nudged(w(2), 0.25).after(2)
    assert there.state == State(3, State().nudged(w(1), 0.5).nudged(w(2), 0.25).nudges, 2)
    assert there.at_rest.state == State(3, State().nudged(w(1), 0.5).nudges, 2)
    assert there.averaged.state.example is None
    assert start == Moment(start.trace)


def test_a_moment_knows_its_network_examples_and_path():
    start = of_file()
    assert start.network is start.trace.network
    assert start.after(1).network is start.trace.network_at(1)
    assert start.examples is start.trace.examples
    assert Moment(Trace(start.network, start.examples, (1, 0))).path == (1, 0)


def test_what_is_counted_is_looked_up_too():
    moment = of_file()
    assert moment.value(Fact("#examples")) == len(moment.examples)
    assert moment.after(3).value(Fact("#steps")) == 3


def test_a_quantity_that_is_not_there_is_told():
    with pytest.raises(InputError, match="expected a layer from 1 to"):
        of_file().value(w(9))
