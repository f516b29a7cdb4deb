"""Lessons are found by what their names begin with."""

import re

import pytest

from core.model.errors import InputError
from scenes.catalogue import find, lessons
from studio.making.plan import plan
from tests.rehearsals import ROOT


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("nudge", "NudgeTheWeight"),
        ("NUDGETHEW", "NudgeTheWeight"),
        ("nudge_the_weight", "NudgeTheWeight"),
        ("the gradient", "TheGradient"),
        ("Sum", "SumOverPaths"),
    ],
)
def test_a_lesson_is_found_by_the_beginning_of_its_name(said, meant):
    assert find(said).name == meant


def test_a_beginning_of_several_names_lists_these_alone():
    with pytest.raises(InputError) as told:
        find("sensitivityto")
    assert str(told.value) == (
        "lesson: expected what one name begins with, found 'sensitivityto'; "
        "say SensitivityToTheBias or SensitivityToThePreviousNeuron."
    )


@pytest.mark.parametrize("said", ["", " ", "_", "weight_nudge"])
def test_what_no_name_begins_with_is_no_lesson(said):
    with pytest.raises(InputError, match=f"found '{said}'"):
        find(said)


@pytest.mark.parametrize("entry", lessons(), ids=lambda entry: entry.name)
def test_each_lesson_names_the_beat_of_its_picture(entry):
    lesson = entry.load()
    assert lesson.poster in re.findall(r"@beat\n    def (\w+)", (ROOT / entry.file).read_text(encoding="utf-8"))


def test_each_lesson_is_found_by_its_own_name():
    """Also one whose name another begins with."""
    assert [find(one.name) for one in lessons()] == list(lessons())


def test_the_beginning_of_a_name_plans_that_lesson_once():
    planned = plan(ROOT / "networks" / "chain.toml", ("nudge", "NudgeTheWeight"))
    assert [job.lesson for job in planned.jobs] == ["NudgeTheWeight"]
