"""A worksheet asks with a network's own numbers, and its key is right: each is found again in another way."""

import hashlib
import json
import math
import re
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.files.network_file import read
from core.files.network_source import NetworkSource
from core.model.errors import InputError
from core.model.quantity import C, Quantity
from core.notation.numeral import read_shown
from core.notation.printed import misses
from core.notation.reading import Named
from core.passes.backward import backward
from core.passes.chain import chain_through
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.nudge import Nudge, nudge
from core.passes.trace import Trace
from core.proof.audit import audit
from scenes.watching.record import Record
from scenes.words.language import Words
from studio.exports.asking import Asker
from studio.exports.lecture import Lecture
from studio.exports.questions import MOST, questions
from studio.exports.table import kits
from studio.exports.working import NEAR, Line, Name, Sign, Slot, Worked
from studio.exports.worksheet import _WORDS, asker_of, sheet
from studio.making.render_job import ROOT
from tests.hard_networks import HARD
from tests.strategies import networks_with_examples

GALLERY = ("iris", "chain", "relu", "wide", "deep", "two_two_two", "two_valleys")
H = 2.0**-66
HOSTILE = '#panic("x") $y$ *b* \\ <a> "q" \N{SNOWMAN} _u_ @c = d'


def asker(network, examples):
    return Asker.of(Moment(Trace(network, examples)), Words(_WORDS))


@pytest.fixture(params=GALLERY)
def on(request):
    return asker(*read(ROOT / "networks" / f"{request.param}.toml"))


def of(name):
    return asker(*read(ROOT / "networks" / f"{name}.toml"))


def asked(on, name):
    """What a question asks for: its numbers in the order of the page."""
    (question,) = (one for one in questions(on) if one.name == name)
    return [slot.reading for one in question.work for slot in one.slots if slot.asked]


def by_complex_step(on, quantity, example=0):
    """The slope of one example's cost, of forward passes alone."""
    examples = on.moment.examples
    seen = nudge(on.moment.network, examples.X[example], [Nudge(quantity, 1j * H)])
    return float(seen.cost(examples.Y[example]).imag / H)


def record_of(on):
    """A worksheet with its key as a clip's record, which can be audited."""
    record = Record()
    for question in questions(on):
        for name, sentence in (("asks", question.asks), ("says", question.says)):
            beat = {"name": f"{question.name}_{name}", "start": 0.0, "end": 1.0, "caption": sentence.text}
            record.beats.append(beat | {"says": record.take(sentence.said, 0.0)})
        record.take(((0, one) for one in question.readings), 0.0)
    return {"network": {"name": on.moment.network.name}, "beats": record.beats, "values": record.values}


def test_every_number_of_a_worksheet_and_its_key_is_found_again(on):
    record = record_of(on)
    assert len(record["values"]) > 20
    assert audit(record, on.moment.network, on.moment.examples) == []
    record["values"][3]["value"] += 1.0
    assert len(audit(record, on.moment.network, on.moment.examples)) == 1


@settings(max_examples=12)
@given(networks_with_examples())
def test_random_networks_have_true_numbers_and_equations_that_close(drawn):
    on = asker(*drawn)
    assert questions(on)
    assert len(questions(on)) <= MOST
    assert audit(record_of(on), *drawn) == []
    assert_closes(on)


@pytest.mark.parametrize("name", HARD)
def test_hard_networks_have_true_numbers_and_equations_that_close(name):
    drawn = HARD[name]()
    on = asker(*drawn)
    assert 5 <= len(questions(on)) <= MOST
    assert audit(record_of(on), *drawn) == []
    assert_closes(on)


def test_there_are_five_to_eight_questions_that_the_network_has_something_for(on):
    names = [one.name for one in questions(on)]
    network = on.moment.network
    assert 5 <= len(names) <= MOST
    assert ("paths" in names) == (max(network.widths[1:]) > 1)
    assert ("path" in names) == (network.depth > 1)
    flat = [seen.layer.activation.slope(seen.z) for seen in forward(network, on.moment.examples.X[0]).layers]
    assert ("silent" in names) == any(slopes.ndim == 1 and (slopes == 0).any() for slopes in flat)
    assert ("average" in names) == (1 < len(on.moment.examples) <= 12)


def test_the_factors_make_the_slope(on):
    *factors, value = asked(on, "factors")[-4:] if len(on.onward) == 2 else asked(on, "factors")[-3:]
    assert value.value == pytest.approx(by_complex_step(on, on.weight), rel=1e-9, abs=1e-15)
    assert math.prod(one.value for one in factors) == pytest.approx(value.value, rel=1e-9, abs=1e-15)


def test_the_bias_has_the_slope_of_its_sum():
    on = of("chain")
    first, *_, value = asked(on, "bias")
    assert first.shown == "1"
    assert value.value == pytest.approx(by_complex_step(on, replace(on.weight, kind="b", neurons=(0,))), rel=1e-9)


def test_a_push_is_answered_by_about_its_slope():
    on = of("iris")
    predicted = asked(on, "nudge")[-1].value
    (question,) = (one for one in questions(on) if one.name == "nudge")
    by, moved = question.asks.said[1][1].value, question.says.said[0][1].value
    network, x, y = on.moment.network, on.moment.examples.X[0], on.moment.examples.Y[0]
    ran = nudge(network, x, [Nudge(on.weight, by)]).cost(y) - forward(network, x).cost(y)
    assert moved == pytest.approx(float(ran), rel=1e-9)
    assert moved == pytest.approx(predicted, rel=0.05)


@pytest.mark.parametrize("name", ["iris", "chain", "relu", "two_two_two"])
def test_a_path_back_is_the_chain_along_it(name):
    """The chain along the path, all other neurons held still, is another network; its backward pass says the same."""
    on = of(name)
    (question,) = (one for one in questions(on) if one.name == "path")
    named = [piece.quantity for _, piece in question.asks.said if isinstance(piece, Named)]
    said = [one.neurons[0] for one in named if one.kind == "a"]
    path = tuple(said[: on.moment.network.depth + 1]) or (0,) * (on.moment.network.depth + 1)
    examples = on.moment.examples
    chain, one = chain_through(on.moment.network, examples.X[0], examples.Y[0], path)
    swept = backward(forward(chain, one.X[0]), one.Y[0]).layers
    *_, delta, value = asked(on, "path")
    assert value.value == pytest.approx(float(swept[0].dC_dW[0, 0]), rel=1e-9)
    assert delta.value == pytest.approx(float(swept[0].delta[0]), rel=1e-9)


def test_all_ways_add_up_to_the_slope(on):
    if on.moment.network.is_chain:
        assert "paths" not in [one.name for one in questions(on)]
        return
    (question,) = (one for one in questions(on) if one.name == "paths")
    *shares, whole = (slot.reading.value for slot in question.work[1].slots)
    neuron = question.asks.said[0][1].quantity
    assert whole == pytest.approx(by_complex_step(on, neuron), rel=1e-9, abs=1e-15)
    assert math.fsum(shares) == pytest.approx(whole, rel=1e-9, abs=1e-15)


def test_no_slope_gets_through_a_silent_neuron():
    on = of("relu")
    (question,) = (one for one in questions(on) if one.name == "silent")
    layer, total = (int(question.asks.said[0][1].value), question.asks.said[1][1].value)
    sums = forward(on.moment.network, on.moment.examples.X).layers[layer - 1].z
    (j,) = np.flatnonzero(sums[0] == total)
    assert "any other" in question.says.text
    assert (sums[:, j] < 0).all()
    weights = [Quantity.parse(f"w[{layer}][{j},{k}]") for k in range(on.moment.network.widths[layer - 1])]
    assert [by_complex_step(on, one, example) for one in weights for example in range(len(sums))] == [0.0] * (
        len(weights) * len(sums)
    )
    assert [one.shown for one in asked(on, "silent")] == ["0", "0", "0"]


def test_what_is_changed_first_has_the_largest_slope(on):
    found = [one for one in questions(on) if one.name == "first"]
    if not found:
        assert sum(layer.W.size for layer in on.moment.network.layers) == 1
        return
    rows = found[0].work[0].rows
    slopes = {row[0].quantity: by_complex_step(on, row[0].quantity) for row in rows}
    assert [row[-1].reading.value for row in rows] == pytest.approx(list(slopes.values()), rel=1e-9, abs=1e-15)
    best = found[0].says.said[0][1].quantity
    assert abs(slopes[best]) == max(map(abs, slopes.values()))
    assert ("larger" in found[0].says.text.split("make")[1]) == (slopes[best] < 0)


def test_nothing_is_left_to_change_when_the_output_is_right(on):
    (question,) = (one for one in questions(on) if one.name == "target")
    assert question.says.text.startswith("None.")
    seen = forward(on.moment.network, on.moment.examples.X[0])
    slopes = backward(seen, seen.output).layers
    assert max(float(np.abs(part).max()) for one in slopes for part in (one.dC_dW, one.dC_db)) < 1e-8


def test_a_cost_that_goes_on_asking_is_told():
    network, examples = read(ROOT / "networks" / "two_valleys.toml")
    from core.model.costs import COSTS

    on = asker(replace(network, cost=COSTS["cross_entropy"]), replace(examples, Y=np.ones_like(examples.Y)))
    (question,) = (one for one in questions(on) if one.name == "target")
    assert question.says.text.startswith("Not all of them")


def test_a_step_ends_where_descent_takes_the_weight(on):
    *_, end = asked(on, "step")
    assert end.value == pytest.approx(on.moment.after(1, asking=0).value(on.weight), rel=1e-12)


def test_the_average_is_over_all_examples():
    on = of("iris")
    total, mean = asked(on, "average")
    each = [by_complex_step(on, on.weight, example) for example in range(len(on.moment.examples))]
    assert total.value == pytest.approx(math.fsum(each), rel=1e-9)
    assert mean.value == pytest.approx(np.mean(each), rel=1e-9)


def assert_closes(on):
    """Printed equations hold as they are printed, and what does not close is not said to."""
    for question in questions(on):
        for line in question.work:
            if isinstance(line, Line):
                text = " ".join(
                    one.reading.shown if isinstance(one, Slot) else "z" if isinstance(one, Name) else one.markup
                    for one in bracketed(line)
                )
                assert list(misses(text.replace("-", "\N{MINUS SIGN}"))) == [], text


def bracketed(line):
    for place, one in enumerate(line.pieces):
        negative = isinstance(one, Slot) and one.reading.numeral.negative and place
        yield from [Sign("(", ""), one, Sign(")", "")] if negative else [one] if not isinstance(one, Worked) else []


def test_printed_products_and_sums_close_or_say_about(on):
    assert_closes(on)
    signs = {
        one for question in questions(on) for line in question.work if isinstance(line, Line) for one in line.pieces
    }
    assert NEAR in signs


def test_the_sheet_has_gaps_where_the_key_has_answers(on):
    given, key = (sheet(on, key=one) for one in (False, True))
    slots = [slot for one in questions(on) for part in one.work for slot in part.slots if slot.asked]
    found = json.dumps(given["questions"])
    assert "filled" not in found
    assert len(re.findall(r"\bblank\b", found)) == 2 * len(slots)  # what is seen and what is read aloud
    assert json.dumps(key["questions"]).count("filled(") == len(slots)
    assert "blank" not in json.dumps(key)
    assert not any(one["says"] for one in given["questions"])
    assert all(one["says"] for one in key["questions"])


def test_the_key_shows_how_a_factor_is_found():
    lines = [line["alt"] for line in sheet(of("chain"), key=True)["questions"][0]["work"]]
    assert "= a[3][0] * (1 - a[3][0]) =" in lines[1]
    assert "= 2*(a[3][0] - y[0]) =" in lines[1]
    assert "(1 - a" not in json.dumps(sheet(of("chain"), key=False)["questions"])


def test_words_hold_no_number_and_all_are_said():
    words = Words(_WORDS)
    assert [text for _, text in words.texts() if re.search(r"\d", text)] == []
    room = ROOT / "studio" / "exports"
    code = "".join((room / f"{name}.py").read_text(encoding="utf-8") for name in ("asking", "questions", "worksheet"))
    asks = {one for one in words.messages if f"{one}-key" in words.messages and f"{one}-title" in words.messages}
    said = asks | {f"{one}{part}" for one in asks for part in ("-title", "-key")}
    assert {one for one in words.messages if one not in said and f'"{one}"' not in code} == set()
    assert {one for one in asks if f'"{one}"' not in code} == set()


@pytest.fixture
def lecture(tmp_path):
    """Records of two clips of one network, as they lie beside its file."""
    text = (ROOT / "networks" / "chain.toml").read_text(encoding="utf-8")
    network = tmp_path / "mine.toml"
    network.write_text(text.replace('name = "a simple chain"', f"name = '{HOSTILE}'"), encoding="utf-8")
    shutil.copy(ROOT / "networks" / "relu.toml", tmp_path)
    stems = ("NudgeTheWeight--mine", "ChainRule--mine", "SumOverPaths--relu")
    for stem in stems:
        file = f"{stem.partition('--')[2]}.toml"
        digest = hashlib.sha256((tmp_path / file).read_bytes()).hexdigest()
        record = {"network": {"name": "any", "file": file, "sha256": digest}}
        (tmp_path / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    return Lecture(tmp_path, stems, "mine")


def make(lecture):
    (row,) = (one for one in kits() if one.name == "worksheet")
    to = tuple(lecture.folder / name for name in row.writes(lecture))
    row.make(lecture, to)
    return to


def test_a_worksheet_and_its_key_are_made_for_each_network_and_names_of_users_stay_text(lecture):
    made = make(lecture)
    assert [path.name for path in made] == [
        "worksheet--mine.pdf",
        "worksheet--mine--key.pdf",
        "worksheet--relu.pdf",
        "worksheet--relu--key.pdf",
    ]
    for path in made:
        pdf = path.read_bytes()
        assert pdf.startswith(b"%PDF-")
        assert pdf.count(b"/S/Formula") > 10  # each with what is read aloud: Typst holds that to PDF/UA-1 itself
    on = asker_of(NetworkSource.read(lecture.folder / "mine.toml"))
    assert sheet(on, key=False)["title"] == f"Worksheet: {HOSTILE}"


def test_a_network_that_is_no_longer_the_clips_own_is_told(lecture):
    (lecture.folder / "mine.toml").write_text((ROOT / "networks" / "relu.toml").read_text(encoding="utf-8"))
    with pytest.raises(InputError, match="expected the network that the clips were made from"):
        make(lecture)


def test_numbers_are_printed_with_three_digits():
    on = of("iris")
    shown = on.read(C)
    value, half = read_shown(shown.shown)
    assert abs(value - shown.value) <= half
    assert len(shown.shown.replace("0.", "").lstrip("0")) == 3
