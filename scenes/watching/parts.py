"""What is on stage at a moment: every visible part with its name, its geometry and what it says.

The names are those of the code: `lines[0].symbol` is the symbol of the first of the lesson's lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from manim import DashedVMobject, Mobject, Scene, VMobject
from manim.utils.iterables import list_update

from core.notation.reading import Reading
from scenes.drawing.shapes import Box, Shape, opacity_of, union
from scenes.figures.strikes import CROSSES
from scenes.type.formula import Line
from scenes.type.read_out import ReadOut

Kind: TypeAlias = 'Literal["type", "number", "shape"]'
AnyMobject = TypeVar("AnyMobject", bound=Mobject)

VISIBLE = 0.02
_OWN = frozenset({"mobjects", "foreground_mobjects", "moving_mobjects", "static_mobjects", "animations"})
"""What every scene holds, beside what the lesson made."""
_MANIM = frozenset({"submobjects", "updaters", "points", "target", "saved_state", "line", "parts"})
_WHOLE = (Line, ReadOut, DashedVMobject)
"""What is one part, whatever it is made of."""
_CURVE = 4  # points


@dataclass(frozen=True, eq=False)
class Part:
    """One thing on stage.

    Parameters
    ----------
    called : callable
        Returns its name, from what the scene holds at that moment.
    kind : str
        "type" for words and mathematics, "number" for a read-out, "shape" for what is drawn.
    shapes : tuple of Shape
        In the order of drawing; at least one, all visible.
    text : str
        What it says; empty for a shape.
    em : float
        Size of type in scene units; 0 for a shape.
    readings : tuple of Reading
        The numbers that it says.
    """

    called: Callable[[], str]
    kind: Kind
    shapes: tuple[Shape, ...]
    text: str = ""
    em: float = 0.0
    readings: tuple[Reading, ...] = ()

    @cached_property
    def name(self) -> str:
        """What the scene calls it; few are ever asked for theirs, and looking for it is slow."""
        return self.called()

    @cached_property
    def box(self) -> Box:
        """The box around all of it."""
        return union([shape.box for shape in self.shapes])

    @cached_property
    def boxes(self) -> np.ndarray:
        """The boxes of its glyphs, shape (n, 4)."""
        return np.array([shape.box for shape in self.shapes])

    @property
    def opacity(self) -> float:
        """How much of it is to be seen."""
        return max(shape.opacity for shape in self.shapes)

    @property
    def order(self) -> int:
        """Its first place in the order of drawing."""
        return self.shapes[0].order

    @property
    def crosses_on_purpose(self) -> bool:
        """Whether it is meant to lie over what can be read, as a stroke that cancels does."""
        return any(getattr(shape.mobject, CROSSES, False) for shape in self.shapes)


def parts_on(scene: Scene) -> list[Part]:
    """Return everything visible on a stage, in the order of drawing."""
    names = cache(lambda: names_in(scene))
    seen: dict[int, tuple[VMobject, Mobject]] = {}
    for mobject in list_update(scene.mobjects, scene.foreground_mobjects):
        for leaf, owner in _leaves(mobject, None):
            seen.pop(id(leaf), None)  # what stands twice on a stage is drawn once, where it comes last
            seen[id(leaf)] = leaf, owner
    order = {leaf: place for place, leaf in enumerate(seen)}
    found: dict[tuple[int, Kind], list[tuple[VMobject, Mobject]]] = {}
    for leaf, owner in seen.values():
        found.setdefault((id(owner), _kind(owner)), []).append((leaf, owner))
    drawn = sorted(
        (leaf for pairs in found.values() for leaf, _ in pairs), key=lambda leaf: (leaf.z_index, order[id(leaf)])
    )
    places = {id(leaf): place for place, leaf in enumerate(drawn)}

    def called(leaf: VMobject, owner: Mobject) -> Callable[[], str]:
        return lambda: names().get(id(owner), f"{type(owner).__name__} {order[id(leaf)] + 1}")

    parts = [_part(called(*pairs[0]), kind, pairs, places) for (_, kind), pairs in found.items()]
    return sorted(parts, key=lambda part: part.order)


def names_in(scene: Scene) -> dict[int, str]:
    """Return the name of each thing that a scene can be asked for, by its id."""
    return {id(mobject): name for name, mobject in named_in(scene)}


def named_in(scene: Scene) -> list[tuple[str, Mobject]]:
    """Return each thing that a scene can be asked for, with its name."""
    found: dict[int, tuple[str, Mobject]] = {}
    waiting = [(key, value) for key, value in vars(scene).items() if not key.startswith("_") and key not in _OWN]
    waiting.reverse()
    while waiting:
        name, thing = waiting.pop()
        if not isinstance(thing, Mobject):
            waiting.extend(reversed(list(_items(name, thing))))
        elif id(thing) not in found:
            found[id(thing)] = name, thing
            if thing.submobjects and not isinstance(thing, _WHOLE):
                waiting.extend(reversed(list(_inside(name, thing))))
    return list(found.values())


def shows(mobject: Mobject) -> Iterator[VMobject]:
    """Yield each shape of a thing that would be visible on stage."""
    return (leaf for leaf, _ in _leaves(mobject, None))


def _inside(name: str, mobject: Mobject) -> Iterator[tuple[str, Any]]:
    """Yield what a component exposes by name, then its pieces by number."""
    for key, value in vars(mobject).items():
        if not key.startswith("_") and key not in _MANIM:
            yield f"{name}.{key}", value
    for index, one in enumerate(mobject.submobjects):
        yield f"{name}[{index}]", one


def _items(name: str, thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, list | tuple):
        thing = dict(enumerate(thing))
    if isinstance(thing, Mapping):
        for key, one in thing.items():
            yield f"{name}[{_key(key)}]", one


def _key(key: object) -> str:
    return ",".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _leaves(mobject: Mobject, owner: Mobject | None) -> Iterator[tuple[VMobject, Mobject]]:
    """Yield each visible shape, and the thing that it is a piece of."""
    waiting = [(mobject, owner)]
    while waiting:
        one, whole = waiting.pop()
        if whole is None and isinstance(one, _WHOLE):
            whole = one
        if len(one.points) >= _CURVE and isinstance(one, VMobject) and opacity_of(one) > VISIBLE:
            yield one, whole if whole is not None else _line_of(one) or one
        if one.submobjects:
            waiting.extend([(inner, whole) for inner in reversed(one.submobjects)])


def _line_of(glyph: Mobject) -> Line | None:
    """Return the line that a glyph was set in, when it stands on stage without it."""
    reference = getattr(glyph, "line", None)
    return reference() if reference is not None else None


def _kind(owner: Mobject) -> Kind:
    if isinstance(owner, ReadOut):
        return "number"
    return "type" if isinstance(owner, Line) or hasattr(owner, "natural_size") else "shape"


def _part(called: Callable[[], str], kind: Kind, pairs: list[tuple[VMobject, Mobject]], places: dict[int, int]) -> Part:
    shapes = sorted((Shape(leaf, places[id(leaf)]) for leaf, _ in pairs), key=lambda shape: shape.order)
    owner, drawn = pairs[0][1], tuple(shapes)
    if isinstance(owner, ReadOut):
        return Part(called, kind, drawn, owner.reading.shown, owner.present_em, (owner.reading,))
    if isinstance(owner, Line):
        leaves = {id(leaf) for leaf, _ in pairs}
        said = getattr(owner, "readings", {})
        readings = (one for part, one in said.items() if any(id(glyph) in leaves for glyph in owner[part]))
        return Part(called, kind, drawn, getattr(owner, "text", ""), owner.present_em, tuple(readings))
    return Part(called, kind, drawn)
