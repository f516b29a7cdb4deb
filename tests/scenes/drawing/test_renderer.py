"""Every frame of FastRenderer equals one full redraw on a blank ground, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manim as mn
import numpy as np
import pytest
from manim import tempconfig

from scenes.motion import Recompute
from tests.comparing_renderer import ComparingRenderer

if TYPE_CHECKING:
    from collections.abc import Callable


def compare(
    play: Callable[[mn.Scene], None],
    scene_class: type[mn.Scene] = mn.Scene,
    **settings: object,
) -> ComparingRenderer:
    """Run a scene, compare all of its frames, and return its renderer."""
    small = {"pixel_width": 214, "pixel_height": 120, "frame_rate": 8, "dry_run": True}
    quiet = {"disable_caching": True, "progress_bar": "none", "verbosity": "ERROR"}
    with tempconfig({**small, **quiet, **settings}):

        class Compared(scene_class):
            def __init__(self) -> None:
                camera = {"camera_class": mn.MovingCamera}
                if scene_class is mn.Scene:
                    camera = {}
                super().__init__(renderer=ComparingRenderer(self, **camera))

            def construct(self) -> None:
                play(self)

        scene = Compared()
        scene.render()
        return scene.renderer


def crowd() -> mn.VGroup:
    """Overlapping shapes of many kinds, some larger than the frame."""
    return mn.VGroup(
        mn.Rectangle(width=18, height=3, fill_opacity=0.4, color=mn.BLUE),
        mn.Line(mn.LEFT * 9 + mn.DOWN * 5, mn.RIGHT * 8 + mn.UP * 4.3, color=mn.GREY),
        mn.Star(fill_opacity=0.7, stroke_width=9, color=mn.RED).shift(mn.LEFT * 2),
        mn.Annulus(fill_opacity=0.5, color=mn.GREEN).shift(mn.RIGHT * 1.3 + mn.UP * 0.7),
        mn.DashedLine(mn.LEFT * 5, mn.RIGHT * 5 + mn.UP, color=mn.YELLOW),
        mn.Arc(angle=4, stroke_width=14, color=mn.TEAL).shift(mn.DOWN),
        mn.Triangle(color=mn.WHITE, stroke_width=1.5).scale(0.3).shift(mn.UP * 2),
    )


def play_z_order(scene: mn.Scene) -> None:
    shapes = crowd()
    scene.add(shapes)
    scene.wait(0.25)
    scene.bring_to_front(shapes[0])
    scene.wait(0.25)
    shapes[2].set_z_index(3)
    scene.play(shapes[3].animate.shift(mn.LEFT))
    shapes[2].set_z_index(-1)
    scene.play(shapes[5].animate.set_z_index(-2).shift(mn.UP))
    shapes.submobjects.reverse()
    scene.play(mn.Rotate(shapes[1], 0.5))


class Shown(mn.VGroup):
    """A gauge that shows one of several things, and moves what it shows."""

    def __init__(self) -> None:
        self.faces = [mn.Square(fill_opacity=0.6, color=mn.RED), mn.Triangle(fill_opacity=0.6, color=mn.BLUE)]
        super().__init__(self.faces[0])

    def at(self, share: float) -> None:
        """Show one thing or the other, at a place along the way."""
        self.submobjects = [self.faces[round(4 * share) % 2]]
        self.submobjects[0].move_to(4 * (share - 0.5) * mn.RIGHT)


def play_other_faces(scene: mn.Scene) -> None:
    gauge = Shown()
    scene.add(crowd(), gauge)
    scene.play(Recompute(gauge, through=lambda share: share))


def play_fades(scene: mn.Scene) -> None:
    shapes = crowd()
    scene.play(mn.FadeIn(shapes[:4], lag_ratio=0.2))
    scene.play(mn.FadeOut(shapes[1], shift=mn.DOWN), mn.Create(shapes[4]))
    scene.play(mn.Write(shapes[5]), mn.Indicate(shapes[0]))
    scene.play(mn.Uncreate(shapes[4]), mn.GrowFromCenter(shapes[6]))


def play_transforms(scene: mn.Scene) -> None:
    square, circle = mn.Square(fill_opacity=0.5), mn.Circle(color=mn.RED).shift(mn.RIGHT)
    scene.add(crowd(), square)
    scene.play(mn.Transform(square, circle))
    scene.play(mn.ReplacementTransform(square, mn.Star(stroke_width=12).shift(mn.LEFT * 3)))
    scene.play(mn.FadeTransform(scene.mobjects[-1], circle))
    scene.play(mn.TransformFromCopy(circle, mn.Square().shift(mn.UP * 2)))


def play_added_and_removed(scene: mn.Scene) -> None:
    shapes = crowd()
    scene.add(*shapes[:5])
    scene.wait(0.25)
    scene.remove(shapes[2])
    scene.wait(0.25)
    scene.add(shapes[6], shapes[2])
    scene.add_foreground_mobject(shapes[0])
    scene.play(shapes[3].animate.scale(2))
    scene.clear()
    scene.wait(0.25)


def play_updaters(scene: mn.Scene) -> None:
    where = mn.ValueTracker(-3)
    dot = mn.Dot(radius=0.3).add_updater(lambda dot: dot.set_x(where.get_value()))
    far = mn.Square().shift(mn.RIGHT * 4)
    line = mn.always_redraw(lambda: mn.Line(dot.get_center(), far.get_center(), stroke_width=5))
    clock = mn.Line(mn.ORIGIN, mn.UP).add_updater(lambda hand, dt: hand.rotate(dt))
    dot.add_updater(lambda dot: far.set_stroke(width=4 + dot.get_x()))  # meddles with another
    scene.add(far, crowd(), where, line, dot, clock)
    scene.play(where.animate.set_value(3))
    scene.wait(0.5)


def play_styles(scene: mn.Scene) -> None:
    shapes = crowd()
    scene.add(shapes)
    scene.play(shapes[1].animate.set_stroke(width=20), shapes[3].animate.set_color(mn.PINK))
    shapes[2].set_color([mn.BLUE, mn.RED, mn.WHITE])
    shapes[5].set_sheen(0.6, mn.DR)
    shapes[6].set_background_stroke(color=mn.RED, width=9)
    scene.play(shapes[2].animate.shift(mn.UP), shapes[6].animate.set_opacity(0.3))
    shapes[2].set_sheen_direction(mn.RIGHT)
    scene.wait(0.25)
    shapes[5].cap_style = mn.CapStyleType.SQUARE
    scene.wait(0.25)
    shapes[3].background_stroke_width = 20
    scene.wait(0.25)
    shapes[2].joint_type = mn.LineJointType.ROUND
    scene.wait(0.25)
    shapes[2].stroke_rgbas[:, 3] = 0.2
    scene.play(mn.ShowPassingFlash(shapes[5].copy().set_color(mn.YELLOW)))


def play_formula(scene: mn.Scene) -> None:
    formula = mn.MathTypst("sum_(i=1)^n (partial C)/(partial a_i)").scale(0.8)
    words = mn.Typst("cost").next_to(formula, mn.DOWN)
    scene.play(mn.Write(formula))
    scene.play(mn.TransformMatchingShapes(formula, words))


def play_extremes(scene: mn.Scene) -> None:
    spike = mn.VMobject(stroke_width=30).set_points_as_corners([mn.LEFT, mn.RIGHT, mn.LEFT + mn.UP * 0.4, mn.RIGHT * 2])
    lost = mn.VMobject().set_points_as_corners([mn.LEFT, mn.RIGHT * np.nan, mn.UP])
    tiny = mn.Dot(radius=1e-5)
    stub = mn.VMobject().set_points([mn.ORIGIN, mn.UP])
    far = mn.Square(stroke_width=40).shift(mn.RIGHT * 8)
    cut_off = mn.Circle(radius=5, stroke_width=90, stroke_opacity=0.5)
    scene.add(mn.VGroup(), mn.VGroup(mn.VGroup()), spike, lost, tiny, stub, far, cut_off)
    scene.add(mn.Group(spike, mn.Mobject()), spike)
    scene.play(far.animate.shift(mn.RIGHT * 3), spike.animate.scale(3), tiny.animate.scale(9e4))
    scene.play(far.animate.shift(mn.LEFT * 5), mn.FadeOut(spike))


def play_among_resting_shapes(scene: mn.Scene) -> None:
    parent = mn.Square(fill_opacity=0.6, side_length=3).set_color([mn.BLUE, mn.RED])
    child = mn.Dot(radius=0.4, color=mn.YELLOW)
    parent.add(child)
    shapes = crowd()
    scene.add(parent, shapes)
    scene.play(child.animate.shift(mn.RIGHT * 4))  # stretches the parent's gradient
    scene.play(shapes[1].animate.set_stroke(width=30))
    shapes[4].set_color(mn.RED)
    late = mn.Star(fill_opacity=0.8)
    scene.play(
        mn.Succession(mn.FadeOut(shapes[3]), mn.Create(late), mn.Indicate(shapes[6])),
        mn.LaggedStart(*(mn.Rotate(shape, 1) for shape in shapes[1:3]), lag_ratio=0.5),
    )
    scene.play(mn.UpdateFromFunc(shapes[1], lambda _: shapes[5].shift(mn.UP * 0.1)))


PLAYS = [
    play_among_resting_shapes,
    play_z_order,
    play_other_faces,
    play_fades,
    play_transforms,
    play_added_and_removed,
    play_updaters,
    play_styles,
    play_formula,
    play_extremes,
]


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("opacity", [1.0, 0.0])
def test_frames_equal_a_full_redraw(play: Callable[[mn.Scene], None], opacity: float) -> None:
    renderer = compare(play, background_opacity=opacity)
    assert renderer.frames
    assert renderer.drawn_by_manim == 0


@pytest.mark.parametrize("play", [play_styles, play_updaters])
def test_frames_equal_a_full_redraw_at_another_size(play: Callable[[mn.Scene], None]) -> None:
    compare(play, pixel_width=427, pixel_height=240, background_color=mn.WHITE)


def test_a_moving_camera_is_left_to_manim() -> None:
    def play(scene: mn.MovingCameraScene) -> None:
        scene.add(crowd())
        scene.play(scene.camera.frame.animate.scale(0.5).shift(mn.UP))

    renderer = compare(play, mn.MovingCameraScene)
    assert renderer.drawn_by_manim > 0
    assert not np.array_equal(renderer.frames[0], renderer.frames[-1])


def test_point_clouds_are_left_to_manim_until_they_have_gone() -> None:
    def play(scene: mn.Scene) -> None:
        cloud = mn.PointCloudDot(radius=0.5, density=5, color=mn.RED)
        shapes = crowd()
        scene.add(shapes[:3], cloud, shapes[3:])
        scene.play(cloud.animate.shift(mn.RIGHT))
        scene.play(shapes[0].animate.shift(mn.RIGHT))
        scene.remove(cloud)
        scene.play(shapes[2].animate.shift(mn.RIGHT))

    renderer = compare(play)
    assert 0 < renderer.drawn_by_manim < len(renderer.frames)


def test_a_shape_with_its_own_idea_of_its_style_is_left_to_manim() -> None:
    class Blinking(mn.Square):
        def get_stroke_width(self, background: bool = False) -> float:  # noqa: FBT001, FBT002
            return 0 if background else abs(self.get_x())

    renderer = compare(lambda scene: scene.play(Blinking().animate.shift(mn.RIGHT)))
    assert renderer.drawn_by_manim > 0


def test_a_new_ground_is_drawn() -> None:
    def play(scene: mn.Scene) -> None:
        scene.add(crowd())
        scene.wait(0.25)
        scene.camera.background_color = mn.BLUE_E
        scene.wait(0.25)

    renderer = compare(play)
    assert not np.array_equal(renderer.frames[0], renderer.frames[-1])
