"""Every lesson on the networks on which pictures fall out of place."""

import pytest

from core.proof.audit import audit, checked_record
from scenes.catalogue import lessons
from tests.hard_networks import HARD
from tests.rehearsals import claim_and_captions, tell
from tests.scenes.not_passing import NOT_PASSING_HARD


def marks_of(row, column):
    """Any run tries a quarter of all pairs, each lesson with every fourth network, and --movement all."""
    group = pytest.mark.xdist_group(f"hard {lessons()[row].name}")
    return (group, pytest.mark.movement) if (row + column) % 4 else (group,)


EACH = [
    pytest.param(entry, name, id=f"{entry.name}-{name}", marks=marks_of(row, column))
    for row, entry in enumerate(lessons())
    for column, name in enumerate(HARD)
]


@pytest.mark.parametrize(("entry", "name"), EACH)
def test_a_hard_network_is_told_clean_and_true(entry, name):
    drawn = HARD[name]()
    if entry.load().why_not(*drawn):
        return
    if (entry.name, name) in NOT_PASSING_HARD:
        with pytest.raises(AssertionError):
            is_told_clean_and_true(entry, drawn)
    else:
        is_told_clean_and_true(entry, drawn)


def is_told_clean_and_true(entry, drawn):
    """Tell a lesson of a network, and look at what it says and shows."""
    lesson = tell(lambda: entry.load()(drawn))
    assert [str(one) for one in audit(checked_record(lesson.record), *drawn)] == []
    found = [finding for rest in lesson.rests for finding in rest.findings] + [str(one) for one in lesson.against]
    assert found == []
    assert drawn[0].cost.name.endswith("squared_error") or "squar" not in claim_and_captions(lesson.record)
