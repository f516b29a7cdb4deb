"""The parts of a line of type: each glyph carries a marker, each marker knows its colour and names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.model.quantity import Quantity
from core.notation.quantity_markup import Place
from scenes import theme
from scenes.type.typeset import marked


@dataclass(slots=True)
class Markers:
    """What the printers of formulas ask about each symbol that they write.

    Parameters
    ----------
    colour : str
        Of all that has no colour of its own.
    coloured : bool
        Whether symbols have the colours of what they stand for.
    named : mapping
        From a quantity or a sign to the name of its part; the others are named by what they are.
    apart : mapping
        From a symbol to the room in ems before its indices and its layer: its places are parts.

    Attributes
    ----------
    colours, names : list
        Of each marker.
    """

    colour: str
    coloured: bool = True
    named: Mapping[Any, str] = field(default_factory=dict)
    apart: Mapping[Any, float] = field(default_factory=dict)
    colours: list[str] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)
    _symbols: dict[str, Any] = field(default_factory=dict)

    def mark(self, markup: str, colour: str, *names: str) -> str:
        """Return markup whose glyphs will be known by these names."""
        self.colours.append(colour)
        self.names.append(names)
        return marked(markup, len(self.colours))

    def colour_of(self, kind: str) -> str:
        """Return the colour of a kind of quantity, unless all is of one."""
        return theme.colour(kind) if self.coloured else self.colour

    def atom(self, name: str, what: Quantity | Place, markup: str) -> str:
        """Mark a symbol of a part that is one quantity."""
        if isinstance(what, Place):
            return self._place(what, markup)
        return self.mark(markup, self.colour_of(what.kind), name, f"{name}.{what.kind}")

    def symbol(self, what: Any, markup: str) -> str:
        """Mark a symbol of an expression, named by what it stands for."""
        if isinstance(what, Quantity):
            name = self.named.get(what) or self._name_of(what, re.sub(r"\W", "", str(what)))
            return self.atom(name, what, markup)
        if isinstance(what, Place):
            return self._place(what, markup)
        return self._in_general(what, markup)

    def _in_general(self, what: Any, markup: str) -> str:
        """Mark a symbol of index form, or a part of a sum or slope."""
        from core.algebra.indexed import IndexedQuantity  # SymPy takes long to come, and most formulas do without
        from core.notation.symbol_parts import Side, Sign, SumPart

        match what:
            case IndexedQuantity(is_slope=True):
                name = self._name_of(what, what.short_name)
                return self.mark(markup, self.colour_of("C"), name, f"{name}.bar")
            case IndexedQuantity():
                return self.mark(markup, self.colour_of(what.kind), self._name_of(what, what.short_name))
            case Side(slope=IndexedQuantity()):
                name = self._name_of(what.slope, what.slope.short_name)
                return self.mark(markup, self.colour_of("C"), name, f"{name}.{what.name}")
            case SumPart() | Side():
                return self.mark(markup, self.colour, what.name)
            case Sign() if what.sign in self.named:
                return self.mark(markup, self.colour, self.named[what.sign])
        return markup

    def _place(self, place: Place, markup: str) -> str:
        """Mark a place of a symbol that is taken apart."""
        room = self.apart.get(place.symbol)
        if room is None:
            return markup
        kind = getattr(place.symbol, "kind", place.name)
        shown = self.mark(markup, self.colour_of(kind), place.name)
        return f"#h({room}em) {shown}" if room and place.name != kind else shown

    def _name_of(self, symbol: Any, plain: str) -> str:
        """Return the name of a symbol; another one of the same letter and indices has a number."""
        name, number = plain, 1
        while self._symbols.setdefault(name, symbol) != symbol:
            number += 1
            name = f"{plain}_{number}"
        return name
