"""Formulas and labels: a line of type whose parts are found by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, final
from weakref import ref

import numpy as np
from manim import ORIGIN, VGroup, VMobject

from core.model.quantity import Quantity
from core.notation.quantity_markup import quantity_typst
from core.notation.reading import Reading
from scenes import theme
from scenes.type import blanks
from scenes.type.markers import Markers
from scenes.type.typeset import Outline, quoted, typeset

if TYPE_CHECKING:  # SymPy takes long to come, and most formulas do without
    from core.notation.written import Written

Part: TypeAlias = "Quantity | Reading | Written | str"
_NOTHING: Mapping[Any, Any] = MappingProxyType({})
_SLOT = re.compile(r"\{(\w+)\}")


class Line(blanks.Pieces):
    """A line of type with parts by name; its baseline is known wherever it is moved.

    Parameters
    ----------
    markup : str
        Typst markup, parts marked.
    markers : Markers
    em : float
        Size of type in scene units.
    """

    def __init__(self, markup: str, markers: Markers, em: float) -> None:
        self.em = em
        self._set(markup, markers)
        self.move_to(ORIGIN)

    def _set(self, markup: str, markers: Markers) -> None:
        glyphs: list[VMobject] = []
        members: dict[str, list[VMobject]] = {}
        for outline in typeset(markup):
            at = outline.marker - 1
            glyph = glyph_of(outline, self.em, markers.colours[at] if at >= 0 else markers.colour)
            # so that a part that stands on stage without its line is known for what it is
            glyph.line, glyph.natural_size = ref(self), _size(glyph)
            glyphs.append(glyph)
            for name in markers.names[at] if at >= 0 else ():
                members.setdefault(name, []).append(glyph)
        self.parts: dict[str, VGroup] = {name: blanks.group(own) for name, own in members.items()}
        super().__init__(*glyphs)
        first = self.submobjects[0]
        self._drop = float(first.get_bottom()[1]) / max(first.height, 1e-9)

    def __getitem__(self, name: str) -> VGroup:  # type: ignore[override]  # parts go by name here
        """Return a part by its name."""
        if name not in self.parts:
            msg = f"no part {name!r}; the parts are {', '.join(self.parts) or 'none'}"
            raise KeyError(msg)
        return self.parts[name]

    @property
    def present_em(self) -> float:
        """The size of type as it is now, after any scaling."""
        glyph = self.submobjects[0]
        return self.em * _size(glyph) / glyph.natural_size

    @property
    def baseline(self) -> float:
        """The height of the baseline."""
        first = self.submobjects[0]
        return float(first.get_bottom()[1]) - self._drop * max(first.height, 1e-9)

    def on_baseline(self, height: float) -> Line:
        """Shift the line so that its baseline lies at a height; return it."""
        self.shift(np.array([0.0, height - self.baseline, 0.0]))
        return self


@final
class Formula(Line):
    """Typst mathematics with named parts.

    Parameters
    ----------
    template : str
        Typst mathematics in which {name} stands for a part.
    em : float
        Size of type in scene units.
    indexed : bool
        Whether quantities show which neuron they belong to.
    colour : str
        Of everything that has no colour of its own.
    coloured : bool
        Whether symbols have the colours of what they stand for.
    named : mapping
        From a quantity to the name of its part, where an expression is written in it.
    apart : mapping
        From a symbol to the room in ems before its indices and its layer: the places of these symbols
        are parts of their own, called w, j, k, comma and layer.
    **parts : Quantity, Reading, Written or str
        A quantity is written as its symbol, a reading as its number, a str is Typst mathematics. Of a
        derived expression, or of an equation, each symbol is a part with its own colour: a30 for
        a[3][0], and in index form a_j, dC_da_j; a sum's letter and bounds are `index`, `first`, `last`.

    Raises
    ------
    KeyError
        If the template names a part that is not given; when a part is asked for that is not there.

    Examples
    --------
    >>> from core.model.quantity import C, slope, w
    >>> formula = Formula("{dC_dw} = 2", dC_dw=slope(C, w(1)))
    >>> len(formula["dC_dw"]) > 4
    True
    >>> from core.algebra.index_form import index_formulas
    >>> from core.model.costs import COSTS
    >>> list(Formula("{C}", C=index_formulas(COSTS["squared_error"])["C"]).parts)
    ['C', 'C.C', 'last', 'index', 'begins', 'first', 'a_j', 'y_j']
    """

    def __init__(
        self,
        template: str,
        *,
        em: float = theme.FORMULA,
        indexed: bool = True,
        colour: str | None = None,
        coloured: bool = True,
        named: Mapping[Any, str] = _NOTHING,
        apart: Mapping[Any, float] = _NOTHING,
        **parts: Any,
    ) -> None:
        colour = colour or theme.colour("text")
        markers = Markers(colour, coloured, named, apart)
        self.readings = {name: part for name, part in parts.items() if isinstance(part, Reading)}

        def slot(found: re.Match[str]) -> str:
            name = found.group(1)
            return _part(name, parts[name], markers, indexed=indexed)

        body = _SLOT.sub(slot, template)
        super().__init__(f"$display({body})$", markers, em)
        for name, reading in self.readings.items():
            self.parts[name].reading = reading
        self.text = _SLOT.sub(lambda found: _plain(parts[found.group(1)], indexed=indexed), template)


@final
class Label(Line):
    """Words, or a fixed label such as an axis tick: text as data, never markup.

    Parameters
    ----------
    text : str
    em : float
    colour : str, optional
    """

    def __init__(self, text: str, *, em: float = theme.LABEL, colour: str | None = None) -> None:
        super().__init__(f"#{quoted(text)}", Markers(colour or theme.colour("quiet")), em)
        self.text = text


def _size(glyph: VMobject) -> float:
    width, height = np.ptp(glyph.points[:, :2], axis=0).tolist()
    return max(width, height, 1e-9)


def _plain(part: Part, *, indexed: bool) -> str:
    if isinstance(part, Reading):
        return part.shown
    if isinstance(part, (Quantity, str)):
        return str(part)
    from core.notation.written import typst

    return typst(part, indexed=indexed, atom=lambda what, markup: str(what) if isinstance(what, Quantity) else markup)


def glyph_of(outline: Outline, em: float, colour: str) -> VMobject:
    """Return one glyph or rule as a shape, its line's left end of the baseline at the origin."""
    # manim's stroke widths are hundredths of a scene unit
    glyph = blanks.glyph(colour, outline.stroke * em * 100)
    glyph.points = outline.points * em
    return glyph


def _part(name: str, part: Part, markers: Markers, *, indexed: bool) -> str:
    if isinstance(part, Reading):
        return markers.mark(part.numeral.typst(), markers.colour, name)
    if isinstance(part, str):
        return markers.mark(part, markers.colour, name)
    if isinstance(part, Quantity):
        symbol = quantity_typst(part, indexed=indexed, atom=partial(markers.atom, name))
        if part.by is not None:
            return markers.mark(symbol, markers.colour, name, f"{name}.bar")
        return markers.mark(symbol, markers.colour_of((part.of or part).kind), name)
    from core.notation.written import typst

    return typst(part, indexed=indexed, atom=markers.symbol)
