"""What stands on stage at the end of each beat is what a golden claims: names, texts, colours, places and relations.

Each lesson has one for the network that it shows by default, for a long chain and for a wide network. After a change
that was meant, look at the stills (./lecture stills NAME), then write anew what no longer holds:
./lecture test tests/scenes/test_goldens.py --update-goldens
"""

from pathlib import Path

import pytest

from scenes.catalogue import lessons
from tests.claims import all_faults, claims_of
from tests.golden_text import read, written
from tests.rehearsals import applies, pairs, told

GOLDENS = Path(__file__).parent / "goldens"
MOST = 15_700
"""Bytes of a lesson's goldens, on average: more is no longer read."""


def golden_pairs():
    return [param for param in pairs() if param.values[1] in {default_of(param.values[0]), "deep", "wide"}]


def default_of(entry):
    return Path(entry.load().default_network).stem


@pytest.mark.parametrize(("entry", "network"), golden_pairs())
def test_the_picture_is_as_it_was(entry, network, request):
    golden = GOLDENS / f"{entry.name}--{network}.txt"
    if not applies(entry, network):
        assert not golden.exists(), f"{golden.name} is of a network that the lesson does not apply to"
        return
    stages = [(rest.beat, rest.picture) for rest in told(entry, network).rests]
    claims = read(golden.read_text(encoding="utf-8")) if golden.exists() else {}
    if request.config.getoption("--update-goldens"):
        claims = claims_of(stages, claims)
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(written(claims), encoding="utf-8")
    assert golden.exists(), "there is no golden: look at the stills, then run with --update-goldens"
    assert [beat for beat, _ in stages] == list(claims)
    assert [f"{beat}: {fault}" for beat, stage in stages for fault in all_faults(claims[beat], stage)] == []


def test_goldens_are_of_what_there_is_and_short_enough_to_be_read():
    known = {f"{param.values[0].name}--{param.values[1]}.txt" for param in golden_pairs()}
    assert {path.name for path in GOLDENS.iterdir()} <= known
    assert sum(path.stat().st_size for path in GOLDENS.iterdir()) < MOST * len(lessons())


@pytest.mark.parametrize("entry", lessons(), ids=lambda entry: entry.name)
def test_a_golden_says_all_that_was_claimed(entry):
    for golden in GOLDENS.glob(f"{entry.name}--*.txt"):
        claims = read(golden.read_text(encoding="utf-8"))
        assert read(written(claims)) == claims
