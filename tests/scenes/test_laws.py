"""Every lesson keeps the laws of the storyboard on every network of the gallery, or is on the list of those to come."""

import os
from functools import partial

import pytest

from scenes.catalogue import lessons
from scenes.watching.laws.inspection import inspect, laws_of_movement
from tests.random_networks import random_networks
from tests.rehearsals import NETWORKS, against_movement, applies, told
from tests.scenes.not_passing import NOT_PASSING, NOT_PASSING_RANDOM, OF_MOVEMENT, OF_RESTS

every_lesson = pytest.mark.parametrize(
    "entry", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in lessons()]
)
QUICK = "iris"
"""The network on which movements are looked at in every run."""
FEW, MOVING = 1, int(os.environ.get("RANDOM_MOVEMENTS", "40"))
"""On how many random networks movements are looked at in a thorough run, and when asked for; each takes half a minute
for each lesson.
"""


def listed(entry, laws):
    """The laws that a lesson does not keep yet."""
    return {law for law in laws if entry.name in NOT_PASSING[law]}


def on_the_gallery(entry, found):
    """What is against the laws, with the network on which it is."""
    return [(one.law, f"{name}: {one}") for name in NETWORKS if applies(entry, name) for one in found(entry, name)]


def check(against, excused):
    """What is against the laws is against those that are listed, and each that is listed is broken."""
    assert [text for law, text in against if law not in excused] == []
    assert {law for law, _ in against} == excused, "take it off the list in not_passing.py: it keeps the law now"


@every_lesson
def test_rests_keep_the_laws(entry):
    check(on_the_gallery(entry, lambda entry, name: told(entry, name).against), listed(entry, OF_RESTS))


@every_lesson
def test_movements_keep_the_laws(entry):
    excused = listed(entry, OF_MOVEMENT)
    found = against_movement(entry, QUICK) if excused < {*OF_MOVEMENT} else ()
    assert [str(one) for one in found if one.law not in excused] == []


@pytest.mark.movement
@every_lesson
def test_movements_keep_the_laws_on_every_network(entry):
    check(on_the_gallery(entry, against_movement), listed(entry, OF_MOVEMENT))


def keeps_them_on_random_networks(entry, count):
    """Look into all movements of a lesson on so many random networks."""
    lesson = entry.load()
    for number, drawn in random_networks(entry, count):
        against = inspect(partial(lesson, drawn), laws_of_movement())
        assert [str(one) for one in against] == [], f"random network {number}"


@pytest.mark.thorough
@every_lesson
def test_movements_on_a_few_random_networks_keep_the_laws(entry):
    if entry.name in NOT_PASSING_RANDOM:
        with pytest.raises(AssertionError):
            keeps_them_on_random_networks(entry, FEW)
    else:
        keeps_them_on_random_networks(entry, FEW)


@pytest.mark.movement
@every_lesson
def test_movements_on_random_networks_keep_the_laws(entry):
    keeps_them_on_random_networks(entry, MOVING)


def test_the_list_names_laws_and_lessons():
    assert list(NOT_PASSING) == [*OF_RESTS, *OF_MOVEMENT]
    listed = {name for names in NOT_PASSING.values() for name in names} | NOT_PASSING_RANDOM
    assert listed <= {entry.name for entry in lessons()}
