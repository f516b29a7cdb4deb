"""No number in a caption is free: whichever is changed, the audit finds it."""

import re

import pytest

from core.files.network_file import read
from core.proof.audit import audit, checked_record
from scenes.catalogue import lessons
from scenes.words.cues import cues, late
from tests.rehearsals import NETWORKS, applies, pairs, told

DIGITS = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
NUMBER = re.compile("|".join(f"[{digits}]+" for digits in DIGITS))


def one_more(number):
    """The number after it, written in digits of the same kind."""
    digits = next(one for one in DIGITS if number[0] in one)
    plain = number.translate(str.maketrans(digits, DIGITS[0]))
    return str(int(plain) + 1).zfill(len(plain)).translate(str.maketrans(DIGITS[0], digits))


def alone(record, beat):
    """The record of one beat, with nothing but the values that it says."""
    values = [record["values"][said["value"]] for said in beat["says"] if "value" in said]
    counter = iter(range(len(values)))
    says = [said | ({"value": next(counter)} if "value" in said else {}) for said in beat["says"]]
    return record | {"beats": [beat | {"says": says}], "values": values}


def usual(entry):
    """The network of the gallery that a lesson is told of unless another is asked for."""
    name = entry.load().default_network.removesuffix(".toml")
    return name if name in NETWORKS else "iris"


@pytest.mark.parametrize(
    ("entry", "network"),
    [pytest.param(one, usual(one), id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in lessons()],
)
def test_whichever_number_of_a_caption_is_changed_the_audit_finds_it(entry, network):
    if not applies(entry, network):
        return
    changed, model = 0, read(NETWORKS[network])
    record = told(entry, network).record
    for beat in record["beats"]:
        single = alone(record, beat)
        assert audit(checked_record(single), *model) == []
        for found in NUMBER.finditer(beat["caption"]):
            other = beat["caption"][: found.start()] + one_more(found.group()) + beat["caption"][found.end() :]
            single["beats"][0]["caption"] = other
            assert [one.place for one in audit(single, *model)][:1] == ["beats[0].caption"], other
            changed += 1
    assert changed


LATEST = 4.5
"""Seconds from the end of a caption to when the picture shows a number that it says, at most; for most it is none."""


@pytest.mark.parametrize(("entry", "network"), pairs())
def test_the_picture_soon_shows_what_a_caption_says(entry, network):
    if applies(entry, network):
        record = told(entry, network).record
        waits = [(round(by, 1), cue.text) for cue, by in late(record)]
        assert [one for one in waits if one[0] > LATEST] == []
        assert len(waits) <= len(cues(record)) / 2
