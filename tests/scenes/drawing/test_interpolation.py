"""A family that goes in one go is on every frame where manim's own way, shape after shape, has it."""

import manim as mn
import numpy as np
import pytest

from scenes.drawing.interpolation import Interpolation, go_straight

SHARES = (0.0, 0.13, 0.5, 0.81, 1.0, 0.4, 1.0)
LOOKS = ("points", "fill_rgbas", "stroke_rgbas", "stroke_width", "sheen_direction", "sheen_factor")


def family():
    """A group of different shapes, one of them with a gradient, one without a fill."""
    square = mn.Square(0.7).set_fill([mn.RED, mn.BLUE], opacity=0.5)
    return mn.VGroup(mn.Dot(), mn.VGroup(square, mn.Line(mn.LEFT, mn.UP, stroke_width=7)), mn.Circle(0.3))


def changed(whole):
    """The same family, where some parts have moved, some have other colours and some are as they were."""
    whole[1].shift(mn.UP)
    whole[0].set_color(mn.GREEN)
    whole[1][1].set_stroke(width=2, opacity=0.4)
    return whole


TRANSFORMS = {
    "a transform": lambda one: mn.Transform(one, changed(family())),
    "with a lag": lambda one: mn.Transform(one, changed(family()), lag_ratio=0.4),
    "there and back": lambda one: mn.Transform(one, changed(family()), rate_func=mn.there_and_back),
    "a fade": lambda one: mn.FadeIn(one, shift=mn.UP, scale=0.5),
    "a fade of what is no shape itself": lambda one: mn.FadeIn(mn.Group(one)),
    "a fade out, with a lag": lambda one: mn.FadeOut(one, lag_ratio=0.2),
    "a method": lambda one: one.animate.scale(2).set_opacity(0.3).build(),
    "into fewer parts": lambda one: mn.ReplacementTransform(one, mn.Square(0.2)),
    "to a place": lambda one: mn.TransformFromCopy(one, changed(family())),
}


def looks(transform):
    """What the camera would read of each part along the way."""
    transform.begin()
    for share in SHARES:
        transform.interpolate(share)
        yield [
            [np.array(getattr(part, name)) for name in LOOKS] for part in transform.mobject.family_members_with_points()
        ]


@pytest.mark.parametrize("made", TRANSFORMS.values(), ids=TRANSFORMS)
def test_it_goes_as_with_manim(made):
    ours, manims = made(family()), made(family())
    go_straight([ours])
    assert isinstance(ours.interpolate_mobject, Interpolation)
    for one, other in zip(looks(ours), looks(manims), strict=True):
        for part, its in zip(one, other, strict=True):
            for here, there in zip(part, its, strict=True):
                np.testing.assert_allclose(here, there, atol=2e-12)


def test_what_rests_stays_bit_by_bit_whatever_else_is_played_with_it():
    still, goes = mn.Dot(), mn.Square()
    fade = mn.FadeOut(mn.VGroup(still, goes))
    go_straight([fade])
    fade.begin()
    for share in (0.2, 0.4, 0.4):
        still.points[:] += 1.0  # another animation of the same play
        fade.interpolate(share)
        assert np.array_equal(still.points, mn.Dot().points)


def test_neither_end_of_the_way_is_changed_by_who_arrived():
    one, target = mn.Dot(), mn.Dot().shift(mn.UP)
    transform = mn.Transform(one, target)
    go_straight([transform])
    transform.begin()
    for share in (0.0, 1.0):
        transform.interpolate(share)
        one.points[:] = 0
        one.fill_rgbas[:] = 0
    transform.interpolate(1.0)
    transform.interpolate(0.5)
    np.testing.assert_allclose(one.get_center(), mn.UP / 2, atol=1e-12)


def test_who_has_a_way_of_its_own_goes_it():
    class Jumper(mn.Dot):
        """Is there at once."""

        def interpolate(self, mobject1, mobject2, alpha, path_func=None):
            self.points = mobject2.points.copy()
            return self

    transform = Jumper().animate.shift(mn.UP).build()
    go_straight([transform])
    transform.begin()
    transform.interpolate(0.1)
    assert transform.mobject.get_y() == 1.0


def test_a_transform_that_has_its_own_idea_of_its_parts_keeps_it():
    class Late(mn.Transform):
        """Goes in the last moment."""

        def interpolate_submobject(self, submobject, starting_submobject, target_copy, alpha):
            return super().interpolate_submobject(submobject, starting_submobject, target_copy, float(alpha == 1))

    transform = Late(mn.Dot(), mn.Dot().shift(mn.UP))
    go_straight([transform])
    assert not isinstance(transform.interpolate_mobject, Interpolation)
