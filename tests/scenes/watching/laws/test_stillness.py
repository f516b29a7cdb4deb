"""The law of stillness: long holds and a lesson that mostly stands are found; reading is no standstill."""

import pytest
from manim import LEFT, RIGHT, UP, Dot, Square

from scenes.watching.laws.stillness import Stillness
from tests.scenes.watching.laws.one_beat import found_by


def seen(*, hold, move, by=6.0):
    def told(lesson):
        thing = Square().shift(3 * LEFT)
        lesson.add(thing)
        lesson.play(thing.animate.shift(by * RIGHT), run_time=move)
        lesson.wait(hold)
        lesson.play(thing.animate.shift(by * LEFT), run_time=move)

    return found_by(Stillness(), told)


def test_movement_with_short_holds_is_clean():
    assert seen(hold=3.0, move=5.0) == []


def test_a_long_hold_is_found_with_its_seconds():
    ((law, what, seconds),) = seen(hold=5.0, move=6.0)
    assert (law, what) == ("stillness", "nothing changes for seconds")
    assert seconds == pytest.approx(5.2, abs=0.4)


def test_a_lesson_that_mostly_stands_is_found_with_its_share():
    ((law, what, share),) = seen(hold=3.0, move=1.0)
    assert (law, what) == ("stillness", "share of still frames")
    assert share == pytest.approx(0.67, abs=0.1)


def test_whoever_asked_for_calm_asked_for_stillness(monkeypatch):
    monkeypatch.setenv("CALM", "1")
    assert seen(hold=6.0, move=1.0) == []


def test_a_movement_that_nobody_sees_is_a_standstill():
    assert [what for _, what, _ in seen(hold=0.5, move=6.0, by=0.001)] == [
        "nothing changes for seconds",
        "share of still frames",
    ]


def test_a_small_thing_that_moves_is_seen():
    def told(lesson):
        dot = Dot(radius=0.1)
        lesson.add(dot)
        lesson.play(dot.animate.shift(2 * UP), run_time=3.0)

    assert found_by(Stillness(), told) == []
