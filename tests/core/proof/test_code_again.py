"""The code of a record runs again in a process of its own: a changed line is found, and so is a changed number."""

import copy

import numpy as np
import pytest

from core.files.network_file import read
from core.model.errors import InputError
from core.notation.code_form import code_form, with_moves
from core.proof.audit import audit, checked_record
from core.proof.code_again import check, ran, untrue_code
from tests.rehearsals import NETWORKS


def recorded(name):
    """A record's code, as the lesson writes it, and what it is about."""
    network, examples = read(NETWORKS[name])
    text = code_form(network)
    texts = (text, with_moves(text, early=True), with_moves(text, early=False))
    ways = [{"text": one, "example": 0, "ran": ran(one, network, examples.X[0], examples.Y[0])} for one in texts]
    return {"code": ways}, network, examples


def wrong_in(record, network, examples):
    return [str(one) for one in untrue_code(record, network, examples)]


@pytest.mark.parametrize("name", ["iris", "wide"])
def test_what_has_run_is_true(name):
    assert wrong_in(*recorded(name)) == []


def test_a_changed_line_is_found():
    record, network, examples = recorded("iris")
    record["code"] = record["code"][:1]
    record["code"][0]["text"] = record["code"][0]["text"].replace("g = 2 *", "g = 3 *")
    found = wrong_in(record, network, examples)
    assert found[0].startswith("code[0]: line 5, layer 3: ")
    assert any("the slopes that nudges find" in one for one in found)


def test_a_changed_line_is_found_even_where_its_numbers_go_with_it():
    record, network, examples = recorded("chain")
    text = record["code"][0]["text"].replace(".T @ d", ".T @ d * 2")
    record["code"] = [{"text": text, "example": 0, "ran": ran(text, network, examples.X[0], examples.Y[0])}]
    found = wrong_in(record, network, examples)
    assert found
    assert all("the slopes that nudges find" in one for one in found)
    assert not any("layer 3" in one for one in found), "the last layer's slopes do not hang on that line"


def test_a_changed_number_is_found():
    record, network, examples = recorded("iris")
    record["code"] = copy.deepcopy(record["code"][1:2])
    record["code"][0]["ran"][-1]["values"][0] *= 1.001
    found = wrong_in(record, network, examples)
    assert any(one.startswith("code[0]: line 13, layer 1: ") for one in found)


def test_an_audit_runs_the_code_of_a_record():
    record, network, examples = recorded("chain")
    whole = {"lesson": "L", "network": {"name": network.name}, "beats": [], "values": []} | record
    assert audit(checked_record(whole), network, examples) == []
    whole["code"][0]["text"] = whole["code"][0]["text"].replace("g = 2 *", "g = 3 *")
    assert audit(checked_record(whole), network, examples)
    with pytest.raises(InputError, match=r"code\[0\].text"):
        checked_record(whole | {"code": [{"text": 3, "example": 0, "ran": []}]})


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "__import__('os')",
        "open(x)",
        "a.__class__",
        "sigma.func",
        "while L: a = 1",
        "a = [one for one in x]",
        "a = lambda: x",
        "a = 2 ** 99999",
        "range = x\nrange(_x)",
        "a = 'text'",
        "a = (sigma)(x)(y)",
        "a = (",
        "a = x\n" * 50,
    ],
)
def test_what_no_lesson_shows_is_not_run(text):
    with pytest.raises(InputError, match="expected lines as a lesson shows them"):
        check(text)
    network, examples = read(NETWORKS["chain"])
    found = wrong_in({"code": [{"text": text, "example": 0, "ran": []}]}, network, examples)
    assert len(found) == 1
    assert "expected lines as a lesson shows them" in found[0]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_text_on_screen_may_be_run(name):
    text = code_form(read(NETWORKS[name])[0])
    for one in (text, with_moves(text, early=True), with_moves(text, early=False)):
        check(one)


def test_moving_too_early_spoils_what_is_handed_on_and_moving_late_does_not():
    record, network, _ = recorded("iris")
    right, early, late = (
        [np.array(one["values"]) for one in way["ran"] if one["name"] == "dC_dw"] for way in record["code"]
    )
    assert all(np.array_equal(one, other) for one, other in zip(right, late, strict=True))
    assert np.array_equal(right[0], early[0])
    assert not np.allclose(right[1], early[1], rtol=1e-3)
    assert len(right) == network.depth
