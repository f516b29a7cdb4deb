"""The audit finds every value again, and a record that was tampered with is caught."""

import copy
import dataclasses
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.network_file import read
from core.model.arithmetic import Given
from core.model.companions import CARRIED, CROSSED, FLAT, SQUASHED, companion
from core.model.errors import InputError
from core.model.expression import parse
from core.model.fact import PLATEAU, RUNS
from core.model.quantity import C, a, b, change, delta, ratio, slope, w, y, z
from core.notation.numeral import significant
from core.passes.chain import chain_through, strongest_path
from core.passes.descents import Start
from core.passes.moment import Moment
from core.passes.nudge import Nudge
from core.passes.stochastic_descent import Batches
from core.passes.trace import State, Trace
from core.proof.audit import audit, checked_record
from tests.hard_networks import HARD
from tests.strategies import networks_with_examples

GALLERY = ("chain", "iris", "relu", "wide", "deep")


def entry(trace, quantity, state):
    value = trace.value(quantity, state)
    found = {"at": 1.0, "quantity": str(quantity), "value": value, "shown": str(significant(value))}
    if state.example is not None:
        found["example"] = state.example
    if trace.path:
        found["path"] = list(trace.path)
    nudges = [{"quantity": str(one.quantity), "by": one.by} for one in state.nudges]
    if nudges:
        found["nudge"] = nudges[-1]
        found["held"] = nudges[:-1]
    if state.step:
        found["step"] = state.step
    if state.asked is not None:
        found["asked"] = state.asked
    if state.rate is not None:
        found["rate"] = state.rate
    if state.batches is not None:
        free = [str(one) for one in state.batches.free]
        found["batches"] = {"size": state.batches.size, "seed": state.batches.seed, "free": free}
    if state.start is not None:
        told = dataclasses.asdict(state.start)
        found["start"] = {key: list(one) if key == "exchanged" else one for key, one in told.items() if one is not None}
    return found


def record_of(network, entries, captions=()):
    beats = [{"name": f"beat_{i}", "start": 0.0, "end": 2.0, "caption": caption} for i, caption in enumerate(captions)]
    return checked_record({"lesson": "L", "network": {"name": network.name}, "beats": beats, "values": list(entries)})


def quantities(network):
    """One quantity of each kind in each layer: of the last neuron and of the first one before."""
    depth, widths = network.depth, network.widths
    for layer in range(1, depth + 1):
        j = widths[layer] - 1
        yield from (w(layer, j, 0), b(layer, j), z(layer, j), a(layer, j), a(layer - 1, 0))
        yield from (slope(C, w(layer, j, 0)), slope(C, b(layer, j)), delta(layer, j))
        yield from (slope(z(layer, j), w(layer, j, 0)), slope(z(layer, j), b(layer, j)))
        yield from (slope(z(layer, j), a(layer - 1, 0)), slope(a(layer, j), z(layer, j)))
        yield slope(C, a(layer, j))
    yield from (C, y(widths[-1] - 1), slope(C, a(0)))


def every_entry(trace, states):
    for state in states:
        for quantity in quantities(trace.network):
            value = trace.value(quantity, state)
            if math.isfinite(value):
                yield entry(trace, quantity, state)
        if state.nudges:
            by = state.nudges[-1].quantity
            yield entry(trace, change(C), state)
            yield entry(trace, ratio(C, by), state)


@pytest.mark.parametrize("name", GALLERY)
def test_every_quantity_of_the_gallery_is_found_again(name):
    network, examples = read(f"networks/{name}.toml")
    trace = Trace(network, examples)
    nudges = (Nudge(w(1), 0.1), Nudge(z(network.depth), -0.05))
    plain = [State(), State(len(examples) - 1), State(None)]
    states = [*plain, State(0, nudges[:1]), State(0, nudges), State(1, step=2), State(1, step=2, asked=0)]
    free = (w(1), b(network.depth, 0))
    states += [State(None, (), 5, rate=0.01, batches=Batches(size, 3, some)) for size in (1, 2) for some in ((), free)]
    starts = [Start(2), Start(4, towards=12, share=0.4)]
    states += [State(None, (), 6, rate=0.01, start=one) for one in starts]
    entries = list(every_entry(trace, states))
    assert len(entries) > 50
    assert audit(record_of(network, entries), network, examples) == []


@pytest.mark.parametrize(
    "wrong", [{"size": 2}, {"seed": 4}, {"free": ["w[1][3,0]"]}, {"free": []}, {"size": 13}, {"free": ["w[9][0,0]"]}]
)
def test_a_walk_that_asked_others_or_moved_others_is_not_the_one_of_a_record(wrong):
    network, examples = read("networks/iris.toml")
    walked = State(None, (), 20, rate=0.15, batches=Batches(1, 0, (w(1, 3, 0), b(3, 1))))
    told = entry(Trace(network, examples), C, walked)
    assert audit(record_of(network, [told]), network, examples) == []
    other = told | {"batches": told["batches"] | wrong}
    assert {one.place for one in audit(record_of(network, [other]), network, examples)} == {"values[0]"}


@pytest.mark.parametrize(
    ("start", "wrong"),
    [
        (Start(4), {"seed": 5}),
        (Start(4), {"towards": 8, "share": 0.5}),
        (Start(4, towards=8, share=0.5), {"towards": 7}),
        (Start(4, towards=8, share=0.5), {"share": 0.25}),
        (Start(4, exchanged=(1, 0, 3), share=0.5), {"exchanged": [1, 0, 2]}),
        (Start(4, exchanged=(1, 0, 3), share=0.5), {"exchanged": [3, 0, 1]}),
        (Start(4, exchanged=(1, 0, 3), share=0.5), {"exchanged": [1, 0]}),
        (Start(4, exchanged=(1, 0, 3), share=0.5), {"exchanged": [1, 0, 4]}),
    ],
)
def test_another_start_or_another_place_on_a_line_is_not_the_one_of_a_record(start, wrong):
    network, examples = read("networks/iris.toml")
    told = entry(Trace(network, examples), C, State(None, (), 30, rate=0.1, start=start))
    assert audit(record_of(network, [told]), network, examples) == []
    other = told | {"start": told["start"] | wrong}
    assert {one.place for one in audit(record_of(network, [other]), network, examples)} == {"values[0]"}


@pytest.mark.parametrize(
    "wrong", [{"seed": -1}, {"seed": "4"}, {"towards": -2}, {"share": "half"}, {"exchanged": 3}, {"exchanged": ["a"]}]
)
def test_a_start_that_is_none_is_told(wrong):
    network, _ = read("networks/iris.toml")
    told = {"at": 0.0, "quantity": "C", "value": 0.3, "shown": "0.3", "step": 2, "rate": 0.1}
    with pytest.raises(InputError, match="start"):
        record_of(network, [told | {"start": {"seed": 1} | wrong}])


@pytest.mark.parametrize("start", [None, Start(8), Start(11)])
def test_steps_that_stand_are_counted_again(start):
    network, examples = read("networks/iris.toml")
    state = State(None, (), 150, rate=0.1, start=start)
    count = Moment(Trace(network, examples), state).count(PLATEAU).value
    assert start is None or 0 < count < 150
    told = entry(Trace(network, examples), C, state) | {"quantity": "#plateau", "value": count, "shown": f"{count:.0f}"}
    assert audit(record_of(network, [told]), network, examples) == []
    assert audit(record_of(network, [told | {"value": count + 1}]), network, examples)


@pytest.mark.parametrize("wrong", [{"size": "1"}, {"seed": -1}, {"free": "w"}, {"free": [3]}])
def test_batches_that_are_none_are_told(wrong):
    network, _ = read("networks/iris.toml")
    told = {"at": 0.0, "quantity": "C", "value": 0.3, "shown": "0.3", "step": 2, "rate": 0.1}
    with pytest.raises(InputError, match="batches"):
        record_of(network, [told | {"batches": {"size": 1, "seed": 0, "free": []} | wrong}])


@pytest.mark.parametrize(
    ("state", "runs"),
    [
        (State(None, (), 3), 36),
        (State(0, (), 3, asked=1), 3),
        (State(None, (), 4, rate=0.1, batches=Batches(5, 0)), 17),
        (State(None, (), 7, rate=0.1, batches=Batches(1, 0)), 7),
    ],
)
def test_examples_that_were_run_are_counted_again(state, runs):
    network, examples = read("networks/iris.toml")
    reading = Moment(Trace(network, examples), state).count(RUNS)
    assert reading.value == runs
    told = entry(Trace(network, examples), C, state) | {"quantity": "#runs", "value": runs, "shown": str(runs)}
    assert audit(record_of(network, [told]), network, examples) == []
    assert audit(record_of(network, [told | {"value": runs + 1}]), network, examples)


@pytest.mark.parametrize("name", GALLERY[1:])
def test_every_quantity_of_a_chain_through_the_gallery_is_found_again(name):
    network, examples = read(f"networks/{name}.toml")
    x, target = examples.X[0], examples.Y[0]
    path = strongest_path(network, x, target)
    chain, example = chain_through(network, x, target, path)
    states = [State(), State(0, (Nudge(w(chain.depth), 0.1),)), State(0, step=1)]
    entries = list(every_entry(Trace(chain, example, path), states))
    assert audit(record_of(network, entries), network, examples) == []


def test_what_the_last_digit_of_a_weight_decides_is_found_again():
    """Each of 25 layers makes a difference 25 times as large: shaken a little, the chain is at its end at once."""
    network, examples = HARD["a long chain of large weights"]()
    trace, nudged = Trace(network, examples), State(0, (Nudge(w(25), 5.0),))
    entries = [entry(trace, ratio(C, a(25)), nudged), entry(trace, ratio(a(25), z(25)), nudged)]
    assert audit(record_of(network, entries), network, examples) == []
    assert [one.place for one in audit(record_of(network, [entries[0] | {"value": 1.1}]), network, examples)]


@settings(max_examples=40, deadline=None)
@given(networks_with_examples(), st.integers(0, 2))
def test_random_networks_are_found_again(drawn, step):
    network, examples = drawn
    trace = Trace(network, examples)
    states = [State(), State(0, (Nudge(a(network.depth - 1), 0.25),)), State(None)]
    assert audit(record_of(network, every_entry(trace, states)), network, examples) == []


@pytest.fixture
def true_record():
    network, examples = read("networks/iris.toml")
    entries = list(every_entry(Trace(network, examples), [State(), State(0, (Nudge(w(3), 0.2),))]))
    cost = next(one for one in entries if one["quantity"] == "C")
    record = record_of(network, entries, [f"The cost of this flower is {cost['shown']}."])
    assert audit(record, network, examples) == []
    return copy.deepcopy(record), network, examples


def live(record):
    """The entries whose value is not zero."""
    return [index for index, one in enumerate(record["values"]) if one["value"]]


@pytest.mark.parametrize("factor", [1 + 1e-8, 1 - 1e-8, -1.0, 2.0, 0.0])
def test_a_tampered_value_is_caught_wherever_it_is(true_record, factor):
    record, network, examples = true_record
    for index in live(record):
        kept = record["values"][index]["value"]
        record["values"][index]["value"] = kept * factor
        found = audit(record, network, examples)
        assert [one.place for one in found] == [f"values[{index}]"], record["values"][index]
        record["values"][index]["value"] = kept


def test_a_value_that_is_no_number_is_caught(true_record):
    record, network, examples = true_record
    record["values"][3]["value"] = math.nan
    assert [one.place for one in audit(record, network, examples)] == ["values[3]"]


def test_a_shown_number_that_is_one_unit_off_is_caught_wherever_it_is(true_record):
    record, network, examples = true_record
    for index in live(record):
        shown = record["values"][index]["shown"]
        digits = shown.partition("×")[0]
        other = digits[:-1] + str((int(digits[-1]) + 5) % 10)
        record["values"][index]["shown"] = shown.replace(digits, other)
        places = {one.place for one in audit(record, network, examples)}
        assert f"values[{index}]" in places, (shown, record["values"][index])
        record["values"][index]["shown"] = shown


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "w[9][0,0]"},
        {"quantity": "w[1][0,9]"},
        {"quantity": "q[1][0]"},
        {"quantity": "__import__('os')"},
        {"quantity": ""},
        {"example": 99},
        {"example": "0"},
        {"nudge": {"quantity": "C", "by": 1.0}},
        {"nudge": {"quantity": "w[1][0,0]"}},
        {"nudge": "w[1][0,0]"},
        {"path": [0, 0]},
        {"path": [9, 9, 9, 9]},
        {"shown": "much"},
        {"shown": ""},
    ],
)
def test_an_entry_that_the_network_does_not_have_is_caught(true_record, changes):
    record, network, examples = true_record
    record["values"][0] |= changes
    assert {one.place for one in audit(record, network, examples)} >= {"values[0]"}


def test_a_wrong_state_is_caught(true_record):
    record, network, examples = true_record
    index = next(i for i, one in enumerate(record["values"]) if one["quantity"] == "C" and "nudge" in one)
    del record["values"][index]["nudge"]
    assert [one.place for one in audit(record, network, examples)] == [f"values[{index}]"] * 2


def test_a_number_in_a_caption_that_nothing_shows_is_caught(true_record):
    record, network, examples = true_record
    record["beats"][0]["caption"] = "The cost of this flower is 0.1234."
    assert [one.place for one in audit(record, network, examples)] == ["beats[0].caption"]


def test_a_count_in_a_caption_that_nothing_shows_is_caught(true_record):
    record, network, examples = true_record
    record["beats"][0]["caption"] = "There are 12 flowers."
    assert [one.found for one in audit(record, network, examples)] == ["12"]


FACTS = {
    "#weights": 4 * 4 + 3 * 4 + 3 * 3,
    "#biases": 4 + 3 + 3,
    "#parameters": 47,
    "#examples": 12,
    "#examples-4": 8,
    "#layers": 3,
    "#inputs": 4,
    "#outputs": 3,
    "#neurons[1]": 4,
    "layer[2]": 2,
    "neuron[1][3]": 3,
    "example[11]": 11,
    "rate": 0.5,
    "#pass_products": 4 * 4 + 3 * 4 + 3 * 3,
    "#sweep_products": 3 + (4 + 3 + 3) + (3 * 4 + 3 * 3) + (4 * 4 + 3 * 4 + 3 * 3),
    "#nudged_slopes": 1,
}


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_found_again_and_a_false_one_is_caught(fact):
    network, examples = read("networks/iris.toml")
    assert Moment(Trace(network, examples)).value(parse(fact)) == FACTS[fact]
    for value, wrong in ((FACTS[fact], 0), (FACTS[fact] + 1, 2)):
        record = record_of(network, [{"at": 0.0, "quantity": fact, "value": value, "shown": str(value)}])
        assert len(audit(record, network, examples)) == wrong


@pytest.mark.parametrize("fact", ["#neurons[4]", "layer[4]", "neuron[4][0]", "neuron[1][4]", "example[12]", "#wings"])
def test_a_fact_that_the_network_does_not_have_is_refused(fact):
    network, examples = read("networks/iris.toml")
    with pytest.raises(InputError):
        Moment(Trace(network, examples)).value(parse(fact))
    record = record_of(network, [{"at": 0.0, "quantity": fact, "value": 4.0, "shown": "4"}])
    assert [one.place for one in audit(record, network, examples)] == ["values[0]"]


def saying(caption, *says, **names):
    """The audit of a record with one caption, and one value: 47 weights and biases."""
    network, examples = read("networks/iris.toml")
    network = dataclasses.replace(network, **names)
    record = record_of(network, [{"at": 0.0, "quantity": "#parameters", "value": 47.0, "shown": "47"}], [caption])
    record["beats"][0]["says"] = list(says)
    return [one.found for one in audit(checked_record(record), network, examples)]


def test_a_caption_says_what_its_values_and_symbols_are():
    count, symbol = {"at": 0, "value": 0}, {"at": 8, "symbol": "w[3][0,2]", "indexed": True}
    assert saying("47 with w₀,₂⁽³⁾.", count, symbol) == []
    assert saying("48 with w₀,₂⁽³⁾.", count, symbol) == ["48"]
    assert saying("47 with w₀,₂⁽²⁾.", count, symbol) == ["w₀,₂⁽²⁾"]
    assert saying("47 with w₀,₂⁽³⁾.", count) == ["₀", "₂", "³"]
    assert saying("47 with 3 and w₀,₂⁽³⁾.", count, symbol | {"at": 14}) == ["3"]
    assert len(saying("47 with w₀,₂⁽⁴⁾.", count, symbol | {"symbol": "w[4][0,2]"})) == 1


def test_a_caption_may_not_call_zero_what_is_not():
    network, examples = read("networks/iris.toml")
    cost = {
        "at": 1.0,
        "example": 0,
        "quantity": "C/10**6",
        "value": Moment(Trace(network, examples)).value(C / Given(10) ** 6),
    }
    record = record_of(network, [cost | {"shown": "0.000"}], ["The cost is 0.000."])
    assert audit(record, network, examples) == []
    record["beats"][0]["says"] = [{"at": 12, "value": 0}]
    assert [one.found for one in audit(record, network, examples)] == ["0.000"]


def test_what_users_call_things_is_no_number_of_the_lecture():
    assert saying("Flower 66 costs most.", outputs=("a", "66", "b")) == []
    assert saying("Flower 67 costs most.", outputs=("a", "66", "b")) == ["67"]


@pytest.mark.parametrize(
    "says", [3, ["47"], [{"value": 0}], [{"at": 0, "value": 1}], [{"at": 0, "value": -1}], [{"at": 0}]]
)
def test_what_a_beat_says_must_be_there(says):
    record = {"lesson": "L", "network": {}, "values": [{"at": 0, "quantity": "C", "value": 1, "shown": "1"}]}
    beat = {"name": "b", "caption": "", "start": 0, "end": 1, "says": says}
    with pytest.raises(InputError, match="is this a clip's record"):
        checked_record(record | {"beats": [beat]})


def test_another_name_of_the_network_is_caught(true_record):
    record, network, examples = true_record
    record["network"]["name"] = "mine"
    assert [one.place for one in audit(record, network, examples)] == ["network.name"]


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "record",
        {},
        {"lesson": "L", "network": {}, "beats": []},
        {"lesson": "L", "network": [], "beats": [], "values": []},
        {"lesson": "L", "network": {}, "beats": [{"name": "x"}], "values": []},
        {"lesson": "L", "network": {}, "beats": [], "values": [{"at": 0, "quantity": "C", "value": "1", "shown": "1"}]},
        {"lesson": "L", "network": {}, "beats": [], "values": [[]]},
    ],
)
def test_what_is_no_record_is_the_users_mistake(document):
    with pytest.raises(InputError, match="is this a clip's record"):
        checked_record(document)


def test_the_audit_shares_no_pass_with_the_lessons():
    """A fault put into the passes that lessons read must not reach the audit."""
    import core.proof.audit
    import core.proof.caption_audit
    import core.proof.formula_values
    import core.proof.plain_functions
    import core.proof.plain_pass
    import core.proof.rederivation

    proof = core.proof
    for module in (
        proof.audit,
        proof.caption_audit,
        proof.formula_values,
        proof.plain_functions,
        proof.plain_pass,
        proof.rederivation,
    ):
        borrowed = {getattr(thing, "__module__", "") for thing in vars(module).values()}
        assert not borrowed & {
            "core.passes.forward",
            "core.passes.backward",
            "core.passes.descent",
            "core.model.activation",
            "core.model.activations",
            "core.model.costs",
        }


def test_a_record_speaks_of_a_training_by_its_steps_and_its_rate():
    network, examples = read("networks/chain.toml")
    after = Moment(Trace(network, examples)).after(300, rate=0.2)
    entry = {"at": 0.0, "quantity": "C", "example": 0, "step": 300, "rate": 0.2}
    entry |= {"value": after.value(C), "shown": after.read(C).shown}
    record = {"lesson": "", "network": {"name": network.name}, "beats": [], "values": [entry]}
    assert audit(checked_record(record), network, examples) == []
    assert audit(checked_record(record | {"values": [entry | {"rate": 0.21}]}), network, examples)
    with pytest.raises(InputError, match="step"):
        checked_record(record | {"values": [entry | {"step": 10_001}]})


def test_a_record_speaks_of_an_expression_and_of_its_inputs_by_their_names():
    network, examples = read("networks/chain.toml")
    network = dataclasses.replace(network, expression="x1*x2 + sin(x1)", at={"x1": 2.0, "x2": 1.5})
    values = [
        {"at": 0.5, "quantity": "node[0]", "value": 2.0, "shown": "2"},
        {"at": 0.5, "quantity": "arrow[2][0]*answer[2]", "value": 1.5, "shown": "1.5"},
        {"at": 0.5, "quantity": "answer[0]", "value": 1.5 + math.cos(2), "shown": "1.084"},
    ]
    beat = {"name": "one", "start": 0.0, "end": 1.0, "caption": "At x1 it is 2.", "says": [{"at": 12, "value": 0}]}
    record = {"lesson": "", "network": {"name": network.name}, "beats": [beat], "values": values}
    assert audit(checked_record(record), network, examples) == []
    wrong = values[2] | {"value": 1.5, "shown": "1.500"}
    assert len(audit(checked_record(record | {"values": [*values[:2], wrong]}), network, examples)) == 2
    assert audit(checked_record(record | {"values": [values[0] | {"quantity": "node[9]"}]}), network, examples)


def test_a_number_of_a_network_beside_the_users_is_found_again():
    network, _ = read("networks/iris.toml")
    for name in (FLAT, CROSSED, SQUASHED, CARRIED):
        trace = Trace(*companion(name))
        entries = [one | {"network": name} for one in every_entry(trace, [State(0), State(0, step=3)])]
        assert not audit(record_of(network, entries), *read("networks/iris.toml"))
        elsewhere = [one | {"network": FLAT if name == SQUASHED else SQUASHED} for one in entries]
        assert audit(record_of(network, elsewhere), *read("networks/iris.toml"))


def test_a_number_of_a_network_that_nobody_knows_is_a_mismatch():
    network, examples = read("networks/iris.toml")
    stranger = entry(Trace(network, examples), C, State(0)) | {"network": "mine"}
    found = audit(record_of(network, [stranger]), network, examples)
    assert "expected one of flat" in str(found[0])
