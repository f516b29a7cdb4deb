"""A beat rendered alone: its clip, its captions and its record begin with it."""

from functools import partial

import pytest

from core.proof.audit import audit, checked_record
from scenes.catalogue import find
from scenes.watching.rehearsal import rehearse
from tests.rehearsals import ROOT

LESSON, BEAT = "NudgeTheWeight", "compare_the_ends"
CHAIN = ROOT / "networks" / "chain.toml"


@pytest.fixture(scope="module")
def alone():
    return rehearse(partial(find(LESSON).load(), CHAIN, only=BEAT))


@pytest.fixture(scope="module")
def whole():
    return rehearse(partial(find(LESSON).load(), CHAIN))


def beat_of(lesson):
    (beat,) = [one for one in lesson.record_of_clip()["beats"] if one["name"] == BEAT]
    return beat


def test_its_record_begins_at_0_and_holds_it_alone(alone, whole):
    record = alone.record_of_clip()
    assert [one["name"] for one in record["beats"]] == [BEAT]
    same, there = beat_of(alone), beat_of(whole)
    assert (same["start"], same["end"]) == (0.0, pytest.approx(there["end"] - there["start"]))
    assert record["duration"] == same["end"]
    assert same["caption"] == there["caption"]
    assert record["values"]
    assert all(0 <= row["at"] <= record["duration"] + 0.001 for row in record["values"])
    assert audit(checked_record(record), alone.network, alone.examples) == []


def test_numbers_that_came_before_and_still_stand_are_in_its_record(alone, whole):
    record, beat = whole.record_of_clip(), beat_of(whole)
    new = [row["shown"] for row in record["values"] if beat["start"] <= row["at"] <= beat["end"]]
    assert len(alone.record_of_clip()["values"]) > len(new)


def test_its_captions_begin_at_0(alone):
    spoken = alone.renderer.file_writer.subcaptions
    assert spoken
    assert spoken[0].start.total_seconds() == 0.0
    assert spoken[-1].end.total_seconds() == pytest.approx(alone.record_of_clip()["duration"], abs=0.01)
