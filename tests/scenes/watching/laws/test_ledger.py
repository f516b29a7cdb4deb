"""The law of the ledger: numbers that disagree are found in picture and caption, and none that agree."""

import pytest
from manim import DOWN

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, change, w
from core.notation.numeral import fixed, significant
from core.notation.reading import Reading
from core.passes.moment import Moment
from core.passes.trace import State, Trace
from scenes.motion import Recompute
from scenes.type.formula import Formula
from scenes.type.read_out import ReadOut
from scenes.watching.laws.ledger import Ledger
from tests.scenes.watching.laws.one_beat import found_by

NETWORK = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
REST = Moment(Trace(NETWORK, Examples([[3.0]], [[6.1]])))


def read(value, numeral, quantity=C):
    return Reading(quantity, State(), value, numeral)


def seen(*readings):
    lines = [Formula("{n}", n=one).shift(place * DOWN) for place, one in enumerate(readings)]
    return found_by(Ledger(), lambda lesson: lesson.add(*lines))


def test_two_forms_of_one_number_are_found():
    value = 1.23456
    assert seen(read(value, significant(value, 3)), read(value, significant(value, 3))) == []
    assert seen(read(value, significant(value, 3)), read(value, significant(value, 4))) == [
        ("ledger", "printed as 1.23 and 1.235", 2)
    ]
    assert seen(read(value, significant(value, 3)), read(value, significant(value, 4), w(1))) == []


def test_a_caption_prints_as_the_picture_does():
    value = 0.123456

    def told(lesson):
        said = ((0, read(value, significant(value, 4))),)
        lesson.record.beats[-1]["says"] = lesson.record.take(said, lesson.time)
        lesson.add(Formula("{n}", n=read(value, significant(value, 3))))

    assert found_by(Ledger(), told) == [("ledger", "printed as 0.123 and 0.1235", 2)]


def test_a_zero_that_is_none_is_found():
    assert seen(read(0.0, significant(0.0)), read(0.0, fixed(0.0, 3), w(1))) == []
    assert seen(read(0.0004, fixed(0.0004, 3))) == [("ledger", "C is not zero and prints as 0.000", 0.0)]


@pytest.mark.parametrize(("value", "decimals", "share"), [(0.0031246, 4, 0.008), (-0.0031246, 6, None)])
def test_a_difference_keeps_its_digits(value, decimals, share):
    found = [amount for _, _, amount in seen(read(value, fixed(value, decimals), change(w(1))))]
    assert found == ([] if share is None else [share])


def test_what_is_no_difference_may_be_rounded():
    assert seen(read(0.0031246, fixed(0.0031246, 4))) == []


def test_printed_factors_close_or_are_near():
    third, ninth = (read(value, significant(value, 3), q) for value, q in ((1 / 3, C), (1 / 9, w(1))))

    def product(sign):
        line = Formula(f"{{a}} dot.op {{b}} {sign} {{c}}", a=third, b=third, c=ninth)
        return found_by(Ledger(), lambda lesson: lesson.add(line))

    assert product("approx") == []
    assert product("=") == [], "0.333 by 0.333 rounds to 0.111"
    assert [(law, what) for law, what, _ in seen_sum("=")] == [
        ("ledger", "0.333 + 0.333 = 0.667 does not close, it misses by")
    ]
    assert seen_sum("approx") == []


def seen_sum(sign):
    third, both = (read(value, significant(value, 3), q) for value, q in ((1 / 3, C), (2 / 3, w(1))))
    line = Formula(f"{{a}} + {{b}} {sign} {{c}}", a=third, b=third, c=both)
    return found_by(Ledger(), lambda lesson: lesson.add(line))


def test_a_number_that_runs_is_read_at_its_rest():
    def told(lesson):
        number = ReadOut(REST, C, digits=3)
        lesson.add(number)
        lesson.play(Recompute(number, through=lambda t: REST.nudged(w(1), 0.2 * t - 0.2), run_time=1.0))

    assert found_by(Ledger(), told) == []
