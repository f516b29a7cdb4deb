"""Movement that means recomputation: gauges run through moments of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, final

from manim import (
    Animation,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Mobject,
    ReplacementTransform,
    ShrinkToCenter,
    TransformFromCopy,
    VGroup,
    VMobject,
    rate_functions,
)

from scenes import theme
from scenes.colours import rgb_of

SAMPLES_A_SECOND = 4
"""How often the record takes down numbers that run."""


class Computed(Animation):
    """Movement of which each frame is computed: no copy is needed, and nothing is interpolated point by point.

    One for which `stays` is true brings nothing onto the stage and takes nothing from it: parts of it that are not
    yet shown stay unseen.
    """

    stays: ClassVar[bool] = False

    def _setup_scene(self, scene: Any) -> None:
        """Bring what moves onto the stage, where it belongs there."""
        if not self.stays:
            super()._setup_scene(scene)

    def begin(self) -> None:
        """Show the first frame."""
        self.interpolate(0.0)

    def get_all_families_zipped(self) -> Iterator[Any]:
        """Nothing is interpolated point by point."""
        return iter(())

    def clean_up_from_scene(self, scene: Any) -> None:
        """Take from the stage what is to leave it."""
        if not self.stays:
            super().clean_up_from_scene(scene)


class Recompute(Computed):
    """Run gauges through moments; every frame is recomputed, nothing is interpolated.

    Parameters
    ----------
    *gauges : mobjects with a method `at(moment)`
    through : callable
        From progress, 0 to 1, to the Moment that is shown.
    run_time : float
        Seconds.
    """

    stays = True

    def __init__(
        self,
        *gauges: Mobject,
        through: Callable[[float], Any],
        run_time: float = theme.MOVE,
        rate_func: Callable[[float], float] = rate_functions.smooth,
        **kwargs: Any,
    ) -> None:
        self.gauges: Sequence[Any] = gauges
        self.through = through
        super().__init__(VGroup(*gauges), run_time=run_time, rate_func=rate_func, introducer=True, **kwargs)

    def finish(self) -> None:
        """End on the last moment exactly."""
        self._run_to(1.0)

    def update_mobjects(self, dt: float) -> None:
        """Gauges have no updaters of their own."""

    def interpolate(self, alpha: float) -> None:
        """Show what has been reached."""
        self._run_to(alpha)

    def _run_to(self, alpha: float) -> None:
        moment = self.through(self.rate_func(min(max(alpha, 0.0), 1.0)))
        for gauge in self.gauges:
            gauge.at(moment)

    def times(self) -> Iterator[float]:
        """Yield the times, in seconds, at which the record takes down what runs."""
        for index in range(1, int(self.run_time * SAMPLES_A_SECOND)):
            yield index / SAMPLES_A_SECOND


@final
class Showing(Computed):
    """Let a figure show how far something has gone.

    Parameters
    ----------
    mobject : Mobject
        What comes onto the stage with it, if it is not there.
    show : callable
        From a share, 0 to 1, to what the figure does to its parts.

    Examples
    --------
    >>> from manim import Dot, RIGHT
    >>> dot = Dot()
    >>> way = Showing(dot, lambda share: dot.move_to(share * RIGHT))
    >>> way.begin()
    >>> way.interpolate(1.0)
    >>> float(dot.get_x())
    1.0
    """

    def __init__(self, mobject: Mobject, show: Callable[[float], Any], **kwargs: Any) -> None:
        self._show = show
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show how far it is."""
        self._show(self.rate_func(min(max(alpha, 0.0), 1.0)))


_AT_ONCE = 3
"""Glyphs that come at the same time as a line is spelt."""


@final
class Spell(Computed):
    """Let type come glyph after glyph; calm: all of it together.

    Parameters
    ----------
    *written : Mobject

    Examples
    --------
    >>> from manim import Dot, RIGHT
    >>> first, last = Dot(), Dot().shift(RIGHT)
    >>> way = Spell(first, last, rate_func=rate_functions.linear)
    >>> way.begin()
    >>> way.interpolate(0.5)
    >>> bool(first.get_fill_opacity() > last.get_fill_opacity())
    True
    >>> way.interpolate(1.0)
    >>> float(last.get_fill_opacity())
    1.0
    """

    def __init__(self, *written: Mobject, **kwargs: Any) -> None:
        kwargs.setdefault("rate_func", rate_functions.linear)
        whole = written[0] if len(written) == 1 else VGroup(*written)
        super().__init__(whole, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note how all looks when it has come; no copy is needed."""
        parts = [part for part in self.mobject.get_family() if isinstance(part, VMobject) and len(part.points)]
        parts.sort(key=lambda part: float(part.get_x()))
        self._parts = [(part, *(getattr(part, name).copy() for name in _COLOURS)) for part in parts]
        self.interpolate(0.0)

    def interpolate(self, alpha: float) -> None:
        """Show those that have come, and those that are coming."""
        count = len(self._parts)
        together = min(_AT_ONCE, count / _AT_ONCE)  # few glyphs come as suddenly as those of a long line
        most = count + together
        gone = most * self.rate_func(min(max(alpha, 0.0), 1.0))
        for place, (part, *looks) in enumerate(self._parts):
            share = gone / most if theme.is_calm() else min(max((gone - place) / together, 0.0), 1.0)
            for name, look in zip(_COLOURS, looks, strict=True):
                shown = look.copy()
                shown[:, 3] *= share
                setattr(part, name, shown)


class Shade(Computed):
    """Take colours towards the ground, until a thing keeps the viewer's place only; `Light` brings them back.

    Each part goes to a fixed contrast: type to `theme.TEXT_DIM`, what is drawn to `theme.LINE_DIM`.

    Parameters
    ----------
    *mobjects : Mobject
    """

    stays = True

    def __init__(self, *mobjects: Mobject, **kwargs: Any) -> None:
        super().__init__(VGroup(*mobjects), introducer=True, **kwargs)

    def begin(self) -> None:
        """Note the colours that parts have and will have; no copy is needed."""
        parts = [part for part in self.mobject.get_family() if isinstance(part, VMobject) and len(part.points)]
        self._ways = [(part, attribute, *way) for part in parts for attribute, way in _ways(part, lit=self._lit)]
        self.interpolate(0.0)

    _lit = False

    def interpolate(self, alpha: float) -> None:
        """Show the colours on their way."""
        share = self.rate_func(min(max(alpha, 0.0), 1.0))
        for part, attribute, before, after in self._ways:
            setattr(part, attribute, before + share * (after - before))


class Light(Shade):
    """Give a thing back the colours that it had before it was shaded."""

    _lit = True


def show(mobject: Mobject, opacity: float) -> None:
    """Let the fill of a thing be seen as much as said: `set_fill(opacity=...)` at a cost that each frame may have."""
    for part in mobject.get_family():
        if isinstance(part, VMobject) and hasattr(part, "fill_rgbas"):
            part.fill_rgbas[:, 3] = opacity


IS_TYPE = "is_type"
"""The attribute by which a glyph is known that belongs to no line of type."""
SHADED = "_bright"
"""The attribute that holds the colours which a shaded part had before."""
ON_FILL = "on_fill"
"""The attribute by which a glyph is known that stands on a fill which is shaded with it."""
_COLOURS = ("fill_rgbas", "stroke_rgbas")


def _ways(part: VMobject, *, lit: bool) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Yield each kind of colour of a part, as it is and as it will be."""
    bright: dict[str, Any] = part.__dict__.setdefault(SHADED, {})
    look, is_type = theme.now(), hasattr(part, "line") or hasattr(part, IS_TYPE)
    least = theme.TEXT_DIM if is_type else theme.LINE_DIM
    for attribute in _COLOURS:
        before = getattr(part, attribute)
        if lit:
            if attribute in bright:
                yield attribute, (before, bright.pop(attribute))
        elif attribute not in bright:
            bright[attribute] = before.copy()
            after = before.copy()
            for row in after:
                colour, kept = _code(row[:3]), least
                if getattr(part, ON_FILL, False):  # which will be as far from the ground as a line is
                    colour, kept = look.colour("text"), theme.TEXT_DIM * theme.LINE_DIM
                row[:3] = rgb_of(look.dimmed(colour, kept))
            yield attribute, (before, after)


def _code(rgb: Any) -> str:
    return "#" + "".join(f"{round(float(part) * 255):02X}" for part in rgb)


def become(source: Mobject, target: Mobject) -> Animation:
    """Return the turning of a thing into another; calm: one fades as the other comes.

    Parameters
    ----------
    source, target : Mobject
    """
    if theme.is_calm():
        return AnimationGroup(FadeOut(source), FadeIn(target))
    return ReplacementTransform(source, target)


def fly(target: Mobject, source: Mobject) -> Animation:
    """Return the coming of a thing out of the thing it comes from; calm: in its own place.

    Parameters
    ----------
    target, source : Mobject
    """
    if theme.is_calm():
        return FadeIn(target)
    return FadeIn(target, target_position=source.get_center())


def lift(source: Mobject, target: Mobject) -> Animation:
    """Return the coming of a thing as a copy of what it comes from; calm: in its own place.

    Parameters
    ----------
    source, target : Mobject
    """
    if theme.is_calm():
        return FadeIn(target)
    return TransformFromCopy(source, target)


def instead(gone: Animation, *coming: Animation, **kwargs: Any) -> Animation:
    """Return the going of what was told and the coming of what is next, before that has gone: the stage is never dark.

    Parameters
    ----------
    gone : Animation
    *coming : Animation
        All at the same time.
    """
    return LaggedStart(gone, AnimationGroup(*coming), lag_ratio=theme.SOON, **kwargs)


def leave(mobject: Mobject) -> Animation:
    """Return the going of a thing into its own middle; calm: it fades.

    Parameters
    ----------
    mobject : Mobject
    """
    if theme.is_calm():
        return FadeOut(mobject)
    return ShrinkToCenter(mobject, remover=True)
