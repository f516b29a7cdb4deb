"""What a question is made of: sentences, lines of mathematics and tables, in which some numbers are to be filled in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from core.model.quantity import Quantity
from core.notation.numeral import read_shown
from core.notation.printed import adds, joins
from core.notation.quantity_markup import SLOPE_IN_LINE, quantity_typst
from core.notation.reading import Named, Reading
from scenes.words.language import Sentence

BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands between numbers: Typst mathematics, and how it is read aloud.

    Parameters
    ----------
    markup, spoken : str
    """

    markup: str
    spoken: str


TIMES, EQUAL, NEAR = Sign("dot.op", "times"), Sign("=", "="), Sign("approx", "is about")
PLUS, OVER, APART = Sign("+", "plus"), Sign("\\/", "over"), Sign("quad", ";")
MINUS, BECOMES, NOTHING = Sign("-", "minus"), Sign("arrow.r", "becomes"), Sign("\u2013", "none")


@dataclass(frozen=True, slots=True)
class Slot:
    """A number, given or asked for.

    Parameters
    ----------
    reading : Reading
    asked : bool
        Whether the worksheet has room for it, and the key its value.
    """

    reading: Reading
    asked: bool = False

    def markup(self, *, key: bool) -> str:
        """Return Typst mathematics."""
        if self.asked:
            return f"filled({self.reading.numeral.typst()})" if key else BLANK
        return self.reading.numeral.typst()

    def spoken(self, *, key: bool) -> str:
        """Return what is read aloud."""
        return self.reading.shown if key or not self.asked else BLANK


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity by its symbol.

    Parameters
    ----------
    quantity : Quantity
    indexed : bool
        Whether the neurons are named as well.
    """

    quantity: Quantity
    indexed: bool

    @property
    def markup(self) -> str:
        """Typst mathematics."""
        return quantity_typst(self.quantity, indexed=self.indexed)

    @property
    def spoken(self) -> str:
        """What is read aloud."""
        return self.quantity.plain(indexed=self.indexed)


@dataclass(frozen=True, slots=True)
class Worked:
    """How a number is found, which the key alone shows.

    Parameters
    ----------
    markup, spoken : str
    """

    markup: str
    spoken: str


Piece: TypeAlias = "Sign | Name | Slot | Worked"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of mathematics.

    Parameters
    ----------
    pieces : sequence of Sign, Name, Slot or Worked
    """

    pieces: Sequence[Piece]

    def told(self, *, key: bool) -> dict[str, Any]:
        """Return it as the template takes it; a negative number that follows another is put in brackets."""
        markup, spoken = [], []
        for place, one in enumerate(self.pieces):
            if isinstance(one, Slot):
                follows = place > 0 and self.pieces[place - 1] in {TIMES, PLUS}
                bracket = follows and one.reading.numeral.negative and (key or not one.asked)
                markup.append(f"({one.markup(key=key)})" if bracket else one.markup(key=key))
                spoken.append(one.spoken(key=key))
            elif key or not isinstance(one, Worked):
                markup.append(one.markup)
                spoken.append(one.spoken)
        return {"math": " ".join(markup), "alt": " ".join(spoken)}

    @property
    def slots(self) -> Iterator[Slot]:
        """The numbers in it."""
        return (one for one in self.pieces if isinstance(one, Slot))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of numbers.

    Parameters
    ----------
    head : sequence of Sign or Name
        Of the columns.
    rows : sequence of sequence of Sign, Name or Slot
    """

    head: Sequence[Sign | Name]
    rows: Sequence[Sequence[Piece]]

    def told(self, *, key: bool) -> dict[str, Any]:
        """Return it as the template takes it."""
        rows = [[Line([cell]).told(key=key) for cell in row] for row in self.rows]
        return {"head": [Line([one]).told(key=key) for one in self.head], "rows": rows}

    @property
    def slots(self) -> Iterator[Slot]:
        """The numbers in it."""
        return (one for row in self.rows for one in row if isinstance(one, Slot))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with room for the answer; what the key says besides.

    Parameters
    ----------
    name : str
        Of its messages.
    title : str
    asks : Sentence
    work : tuple of Line or Grid
    says : Sentence
        In the key alone.
    room : int
        How many empty lines the answer has in words.
    """

    name: str
    title: str
    asks: Sentence
    work: tuple[Line | Grid, ...]
    says: Sentence
    room: int = 0

    def told(self, *, key: bool) -> dict[str, Any]:
        """Return it as the template takes it."""
        return {
            "title": self.title,
            "asks": runs(self.asks),
            "work": [one.told(key=key) for one in self.work],
            "says": runs(self.says) if key else [],
            "room": 0 if key else self.room,
        }

    @property
    def readings(self) -> Iterator[Reading]:
        """All numbers that it shows."""
        yield from (slot.reading for one in self.work for slot in one.slots)
        for sentence in (self.asks, self.says):
            yield from (piece for _, piece in sentence.said if isinstance(piece, Reading))


def runs(sentence: Sentence) -> list[dict[str, str]]:
    """Return a sentence in pieces: its words as they are, what is said in it as mathematics."""
    told, end = [], 0
    for place, piece in sentence.said:
        told += [{"text": sentence.text[end:place]}, {"math": _in_line(piece), "alt": piece.shown}]
        end = place + len(piece.shown)
    return [*told, {"text": sentence.text[end:]}]


def _in_line(piece: Reading | Named) -> str:
    if isinstance(piece, Reading):
        return piece.numeral.typst()
    of, by = piece.quantity.of, piece.quantity.by
    if piece.quantity.kind != "slope" or of is None or by is None:
        return quantity_typst(piece.quantity, indexed=piece.indexed)
    parts = (quantity_typst(one, indexed=piece.indexed) for one in (of, by))
    return SLOPE_IN_LINE.format(**dict(zip(("of", "by"), parts, strict=True)))


def product_line(result: Name, factors: Sequence[Slot], value: Slot) -> Line:
    """Return a product with its result."""
    row: list[Piece] = [result, EQUAL]
    for place, one in enumerate(factors):
        row += [TIMES, one] if place else [one]
    return Line([*row, times([one.reading for one in factors], value.reading), value])


def times(factors: Sequence[Reading], result: Reading) -> Sign:
    """Return the sign before a product's result: whether the printed numbers close, or are only near."""
    return EQUAL if joins(factors, result) == "=" else NEAR


def plus(terms: Sequence[Reading], result: Reading) -> Sign:
    """Return the sign before a sum's result."""
    return EQUAL if adds(terms, result) == "=" else NEAR


def closes(value: float, result: Reading) -> Sign:
    """Return the sign before what was worked out from printed numbers in another way."""
    shown, half = read_shown(result.shown)
    return EQUAL if math.isclose(value, shown, rel_tol=1e-9, abs_tol=half) else NEAR
