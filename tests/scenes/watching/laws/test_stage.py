"""The law of the stage: what stands askew, is small or leaves a half empty is found, with how much."""

import pytest
from manim import LEFT, RIGHT, FadeIn, Rectangle

from scenes import theme
from scenes.watching.laws.stage import Stage
from tests.scenes.watching.laws.one_beat import found_by

WIDTH, HEIGHT = theme.RIGHT - theme.LEFT, theme.TOP - theme.BOTTOM


def panel(width=WIDTH, height=HEIGHT):
    return Rectangle(width=width, height=height, stroke_width=0).set_fill(theme.colour("text"), 1)


def seen(*things, waiting=0.0):
    def told(lesson):
        lesson.add(*things)
        if waiting:
            lesson.wait(waiting)

    return found_by(Stage(), told)


def test_what_fills_the_stage_from_its_middle_is_clean():
    assert seen(panel(), waiting=5.0) == []


@pytest.mark.parametrize(("across", "centre"), [(-1.5, 0.395), (1.5, 0.605)])
def test_what_stands_askew_is_found_with_its_centre(across, centre):
    found = seen(panel(WIDTH - 3, HEIGHT).shift(across * RIGHT))
    assert found == [("stage", "centre of what is drawn, of the width", pytest.approx(centre, abs=0.005))]


def test_a_small_thing_is_found_with_its_share():
    ((law, what, share),) = seen(panel(WIDTH / 2, HEIGHT / 2))
    assert (law, what) == ("stage", "box of what is drawn, of the safe area")
    assert share == pytest.approx(HEIGHT / (theme.FRAME_HEIGHT * 0.9) / 4, abs=0.01)


def test_a_bare_stage_is_found():
    assert seen() == [("stage", "nothing is on it", 0.0)]


def test_a_half_that_is_empty_for_long_is_found_with_its_seconds():
    def told(lesson, seconds):
        lesson.add(panel(WIDTH / 2 - 0.2).shift(WIDTH / 4 * LEFT))
        lesson.wait(seconds)
        lesson.play(FadeIn(panel(WIDTH / 2 - 0.2).shift(WIDTH / 4 * RIGHT)))

    assert found_by(Stage(), lambda lesson: told(lesson, 2.0)) == []
    ((law, what, seconds),) = found_by(Stage(), lambda lesson: told(lesson, 4.0))
    assert (law, what) == ("stage", "the right half is empty for seconds")
    assert seconds == pytest.approx(4.1, abs=0.3)
