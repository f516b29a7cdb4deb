"""Every lesson on every network of the gallery, and on random ones."""

import ast
import re
from itertools import pairwise

import pytest

from core.files.network_file import read
from core.model.errors import InputError
from core.proof.audit import audit, checked_record
from scenes import theme
from scenes.catalogue import find, lessons
from tests.random_networks import random_networks
from tests.rehearsals import NETWORKS, ROOT, applies, pairs, tell, told, without_time

LONGEST = 60.0
FEW = 2
"""Of how many random networks each lesson is told in every run."""
every_pair = pytest.mark.parametrize(("entry", "network"), pairs())
every_lesson = pytest.mark.parametrize("entry", lessons(), ids=lambda entry: entry.name)


def applying(entry, network):
    """The told lesson, or nothing to check where it does not apply."""
    return [told(entry, network)] if applies(entry, network) else []


@every_pair
def test_the_layout_is_clean_at_every_rest(entry, network):
    for lesson in applying(entry, network):
        assert lesson.rests
        assert [finding for rest in lesson.rests for finding in rest.findings] == []


@pytest.mark.thorough
@every_lesson
def test_the_layout_is_clean_in_another_look(entry, monkeypatch):
    monkeypatch.setenv("THEME", "light")
    monkeypatch.setenv("CALM", "1")
    lesson = tell(lambda: entry.load()(NETWORKS["iris"]))
    assert [finding for rest in lesson.rests for finding in rest.findings] == []
    assert [str(finding) for finding in lesson.against] == []


@every_pair
def test_every_number_on_stage_is_in_the_record(entry, network):
    for lesson in applying(entry, network):
        recorded = [without_time(one) for one in lesson.record["values"]]
        missing = [one for rest in lesson.rests for one in rest.readings if one not in recorded]
        assert missing == []
        assert [text for rest in lesson.rests for text in rest.typed] == []


@every_pair
def test_every_number_is_true(entry, network):
    for lesson in applying(entry, network):
        wrong = audit(checked_record(lesson.record), *read(NETWORKS[network]))
        assert [str(one) for one in wrong] == []


@every_pair
def test_every_beat_gives_time_to_read_its_caption(entry, network):
    for lesson in applying(entry, network):
        beats = lesson.record["beats"]
        assert [beat["name"] for beat in beats] == [rest.beat for rest in lesson.rests]
        for beat in beats:
            assert beat["end"] - beat["start"] >= len(beat["caption"]) / theme.READING_SPEED - 1e-6, beat["name"]
        assert all(before["end"] <= after["start"] + 1e-6 for before, after in pairwise(beats))
        assert lesson.record["duration"] <= LONGEST


@every_pair
def test_captions_are_sentences(entry, network):
    for lesson in applying(entry, network):
        for beat in lesson.record["beats"]:
            caption = beat["caption"]
            assert re.search(r"[.?!]$", caption), caption
            assert not re.search(r"[{}]|  | [.,:?!]|nan|inf\b|None", caption), caption
            assert not re.search(r"[-−]0(\.0+)?(?![\d.])", caption), caption


@every_lesson
def test_a_lesson_says_what_it_claims(entry):
    lesson = entry.load()
    assert lesson.__module__ == entry.module
    assert lesson.__doc__.splitlines()[0] == entry.claim
    assert lesson.chapter == entry.chapter
    assert entry.claim.endswith(".")


@every_lesson
def test_construct_is_a_table_of_contents(entry):
    """Every beat is told once, and nothing else is done."""
    tree = ast.parse((ROOT / entry.file).read_text(encoding="utf-8"))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == entry.name).body
    methods = [node for node in body if isinstance(node, ast.FunctionDef)]
    beats = [node.name for node in methods if any("beat" in ast.dump(one) for one in node.decorator_list)]
    construct = next(node for node in methods if node.name == "construct")
    calls = [node for node in ast.walk(construct) if isinstance(node, ast.Call)]
    told_beats = [node.func.attr for node in calls if isinstance(node.func, ast.Attribute)]
    assert beats
    assert sorted(told_beats) == sorted(beats)


def test_every_lesson_file_is_in_the_catalogue_and_every_entry_has_its_file():
    chapters = ("single_neuron", "many_neurons", "beyond")
    files = {
        path.relative_to(ROOT).as_posix()
        for chapter in chapters
        for path in (ROOT / "scenes" / chapter).glob("*.py")
        if path.stem != "__init__"
    }
    listed = [entry.file for entry in lessons()]
    assert len(set(listed)) == len(listed)
    assert set(listed) == files
    assert [chapters.index(entry.chapter) for entry in lessons()] == sorted(
        chapters.index(entry.chapter) for entry in lessons()
    )


def test_an_unknown_lesson_is_told_the_nearest():
    with pytest.raises(InputError, match="did you mean 'NudgeTheWeight'"):
        find("NudgeTheWait")


def check(lesson_class, drawn, name):
    lesson = tell(lambda: lesson_class(drawn))
    assert [finding for rest in lesson.rests for finding in rest.findings] == [], name
    assert [str(one) for one in audit(checked_record(lesson.record), *drawn)] == [], name
    assert lesson.record["duration"] <= LONGEST, name


SATURATED = """
name = "saturated"
cost = "binary_cross_entropy"

[[layers]]
activation = "sigmoid"
weights = [[100.0, 200.0], [150.0, 100.0]]
biases = [0.0, 0.0]

[[layers]]
activation = "sigmoid"
weights = [[600.0, 600.0], [60.0, -700.0]]
biases = [0.0, 0.5]

[[examples]]
x = [1.0, 2.0]
y = [0.0, 1.0]
"""
"""Outputs that are wrong and have rounded to 0 and 1: dC/da is infinite there."""


@every_lesson
def test_where_a_slope_is_infinite_a_lesson_is_told_without_it_or_says_why_not(entry, tmp_path):
    file = tmp_path / "saturated.toml"
    file.write_text(SATURATED, encoding="utf-8")
    lesson = entry.load()
    if lesson.by_outputs:
        assert lesson.why_not(*read(file)).startswith("the output has rounded to its limit")
    if not lesson.why_not(*read(file)):
        check(lesson, read(file), file.name)


@pytest.mark.parametrize(
    "entry", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in lessons()]
)
def test_random_networks_are_told_as_well(entry):
    for number, drawn in random_networks(entry, FEW):
        check(entry.load(), drawn, f"random network {number}")


@pytest.mark.movement
@every_lesson
def test_many_random_networks_are_told_as_well(entry):
    for number, drawn in random_networks(entry):
        check(entry.load(), drawn, f"random network {number}")
