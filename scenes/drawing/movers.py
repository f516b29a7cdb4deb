"""Which mobjects a play can change, where that is certain before it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import manim as mn
from manim.animation.transform import _MethodAnimation

from scenes.layout.page import Settle
from scenes.motion import Light, Recompute, Shade, Spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from manim import Animation, Scene

GROUPS = {mn.AnimationGroup, mn.LaggedStart, mn.LaggedStartMap, mn.Succession}

# While they run, these change their own mobject's family and nothing else. Not their subclasses,
# which may do more, nor animations that call a function of the user's on every frame.
SELF_CONTAINED = {
    _MethodAnimation,
    mn.Create,
    mn.DrawBorderThenFill,
    mn.FadeIn,
    mn.FadeOut,
    mn.FadeToColor,
    mn.GrowArrow,
    mn.GrowFromCenter,
    mn.GrowFromEdge,
    mn.GrowFromPoint,
    mn.Indicate,
    mn.MoveAlongPath,
    mn.MoveToTarget,
    mn.ReplacementTransform,
    mn.Rotate,
    mn.ShowPassingFlash,
    mn.Transform,
    mn.TransformFromCopy,
    mn.Uncreate,
    mn.Unwrite,
    mn.Wait,
    mn.Write,
    Light,
    Recompute,
    Settle,
    Shade,
    Spell,
}


def movers(scene: Scene) -> set[int] | None:
    """Return the ids of the mobjects that the present play can change after its first frame.

    None if that is not certain: an updater can change any mobject, and so can an animation that
    we do not know.
    """
    animations = list(leaves(scene.animations))
    if scene.updaters or scene.stop_condition or any(type(animation) not in SELF_CONTAINED for animation in animations):
        return None
    # Animations also update the copies that they start from and lead to.
    moved = [animation.mobject for animation in animations]
    try:
        copies = [mobject for one in animations for mobject in one.get_all_mobjects() if mobject]
    except AttributeError:
        return None  # a Transform further on in a Succession has not made its copies yet
    if any(mobject.get_family_updaters() for mobject in (*scene.mobjects, *moved, *copies)):
        return None
    return {id(member) for mobject in moved for member in mobject.get_family()}


def leaves(animations: Iterable[Animation]) -> Iterator[Animation]:
    """Yield the animations that groups of them are made of."""
    for animation in animations:
        if type(animation) in GROUPS:
            yield from leaves(animation.animations)
        else:
            yield animation
