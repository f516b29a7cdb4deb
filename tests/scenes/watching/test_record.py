"""A record holds each number once per time that it is shown."""

from core.model.quantity import C
from core.notation.numeral import significant
from core.notation.reading import Reading
from core.passes.trace import State
from scenes.type.formula import Formula
from scenes.watching.record import Record

ONE = Reading(C, State(0), 0.25, significant(0.25))


def test_a_number_shown_anew_where_an_equal_one_just_left_is_taken_down_again():
    """Whatever place in memory it gets: it may be that of the one that left."""
    record = Record()
    for at in range(50):
        shown = Formula("{value}", value=ONE)
        record.look([shown], float(at))
        del shown
    assert [row["at"] for row in record.values] == list(range(50))


def test_a_number_that_stays_is_taken_down_once():
    record, shown = Record(), Formula("{value}", value=ONE)
    for at in range(3):
        record.look([shown], float(at))
    assert [row["at"] for row in record.values] == [0.0]


def test_a_number_that_left_and_is_back_is_taken_down_again():
    record, shown = Record(), Formula("{value}", value=ONE)
    for at, stage in enumerate(([shown], [], [shown])):
        record.look(stage, float(at))
    assert [row["at"] for row in record.values] == [0.0, 2.0]
