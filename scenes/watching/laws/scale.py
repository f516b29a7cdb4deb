"""The laws of what is drawn to scale: stacks, copies, rulers and greys, held to a pixel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from manim import Mobject, Scene
from manim.utils.iterables import list_update

from scenes.figures.measures import Measure, Measured
from scenes.watching.finding import Finding
from scenes.watching.laws.law import PIXEL, Glance
from scenes.watching.parts import named_in, shows

LEVEL = 1 / 255
"""The least difference of two greys."""
_SAYS = {
    "ruler": "is off its value on the ruler by",
    "stack": "is not what the pieces leave, by",
    "copy": "is no true copy, by",
    "grey": "has a grey that is not its own, by",
}


class Scale:
    """What is drawn, against what is meant, at each rest; and one fill for one activation in a whole lesson."""

    looks = False

    def __init__(self) -> None:
        self._greys: dict[tuple[str, float], tuple[float, str]] = {}

    def at_rest(self, glance: Glance) -> Iterator[Finding]:
        """Find what is drawn off its value."""
        for name, measure in measures_on(glance.lesson):
            allowed = LEVEL if measure.law == "grey" else PIXEL
            if not measure.off <= allowed:
                yield Finding(glance.beat, (name,), f"{measure.what} {_SAYS[measure.law]}", measure.off, measure.law)
            if measure.law == "grey" and measure.value is not None:
                yield from self._one_fill(glance.beat, name, measure, measure.value)

    def moving(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """Lengths are held to their values at rest."""
        return ()

    def over(self) -> Iterable[Finding]:
        """All has been told."""
        return ()

    def _one_fill(self, beat: str, name: str, measure: Measure, value: float) -> Iterator[Finding]:
        first, owner = self._greys.setdefault((measure.what, value), (measure.drawn, name))
        off = abs(measure.drawn - first)
        if off > LEVEL:
            yield Finding(beat, (name, owner), f"{measure.what} has two greys in one lesson, apart by", off, "grey")


def measures_on(scene: Scene) -> Iterator[tuple[str, Measure]]:
    """Yield what can be measured on the figures of which something is on stage, each with its figure's name."""
    stage = {id(one) for mobject in list_update(scene.mobjects, scene.foreground_mobjects) for one in shows(mobject)}
    figures: dict[int, tuple[str, Mobject]] = {id(one): (name, one) for name, one in named_in(scene)}
    for mobject in list_update(scene.mobjects, scene.foreground_mobjects):
        for one in mobject.get_family():
            figures.setdefault(id(one), (type(one).__name__, one))
    for name, figure in figures.values():
        measured = hasattr(type(figure), "measures") and isinstance(figure, Measured)
        if measured and any(id(one) in stage for one in shows(figure)):
            yield from ((name, measure) for measure in figure.measures())
