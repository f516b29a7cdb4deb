"""What rests in an animation has the same points on every frame, and what moves goes and arrives as with manim."""

import manim as mn
import numpy as np
import pytest
from manim.utils.bezier import interpolate

from scenes.drawing.interpolation import go_straight
from scenes.drawing.straight_way import straight_way
from scenes.lesson import Lesson

SHARES = np.linspace(0, 1, 12)


def dot():
    return mn.Dot(np.array([0.1, 0.7, 0]), radius=0.3)


def outlines(animation, mobject):
    """The different outlines, bit by bit, that a mobject has along an animation."""
    animation.begin()
    seen = set()
    for share in SHARES:
        animation.interpolate(share)
        seen.add(mobject.points.tobytes())
    return seen


def straight(animation):
    go_straight([animation])
    return animation


@pytest.mark.parametrize("group", [lambda one: one, lambda one: mn.LaggedStart(mn.AnimationGroup(one), mn.Wait(0.5))])
def test_what_rests_stays_bit_by_bit(group):
    one, other = dot(), dot()
    before = other.points.tobytes()
    assert len(outlines(group(one.animate.set_opacity(0.3).build()), one)) > 3  # manim's own way
    assert outlines(straight(group(other.animate.set_opacity(0.3).build())), other) == {before}


@pytest.mark.parametrize("fade", [mn.FadeIn, mn.FadeOut])
def test_what_fades_is_rounded_but_once_as_manim_scales_it_by_one(fade):
    one, other = dot(), dot()
    assert len(outlines(fade(one), one)) > 3
    assert len(outlines(straight(fade(other)), other)) <= 2


def test_what_moves_goes_as_with_manim_and_arrives_exactly():
    start, end = dot().points, dot().shift(3 * mn.RIGHT).scale(1.7).points
    for share in SHARES:
        assert np.abs(straight_way(start, end, share) - interpolate(start, end, share)).max() < 1e-14
    assert np.array_equal(straight_way(start, end, 1), end)
    assert np.array_equal(straight_way(start, end, 0), start)


def test_the_end_of_a_way_can_be_changed_without_its_target():
    start, end = dot().points, dot().points
    straight_way(start, end, 1)[:] = 0
    assert np.array_equal(start, end)


def test_an_arc_stays_an_arc():
    there = mn.Transform(dot(), dot().shift(mn.UP), path_arc=1.0)
    way = there.path_func
    go_straight([there])
    assert there.path_func is way


def test_what_a_lesson_plays_goes_this_way():
    class Bare(Lesson):
        """A lesson in which nothing happens."""

    (fading,) = Bare().compile_animations(mn.FadeIn(dot()))
    assert fading.path_func is straight_way
