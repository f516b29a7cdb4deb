"""All that a cost is made from, in a row: C(w, b, w, b, ...), on as many lines as it needs."""

from __future__ import annotations

from typing import final

from manim import RIGHT, Animation, AnimationGroup, FadeOut, GrowFromCenter, LaggedStart, VGroup, VMobject

from core.model.quantity import C, Quantity, b, w
from scenes import theme
from scenes.figures.spine import Spine
from scenes.layout.box import Box, Size
from scenes.layout.line_breaks import broken
from scenes.motion import Showing, Spell
from scenes.type.formula import Formula

_GAP = 0.2
_LINE = 1.6
"""From baseline to baseline, in ems."""
_LINES = 3
"""On which all symbols have room on any stage."""
_LOW = 0.28
"""How much below the middle of its room it stands, of what is free there."""
_FEW = 4
"""Steps whose symbols are written large."""


@final
class Arguments(VGroup):
    """The weights and biases of a chain as what its cost is made from.

    Parameters
    ----------
    spine : Spine
        Out of which they come; where it leaves layers out, dots stand for them.
    stage : Box, optional
        Over which a row with room there spreads.

    Attributes
    ----------
    pieces : list of Formula
        The letter of the cost with a bracket, then each symbol with what follows it.
    symbols : dict of Quantity to VGroup
    flies : bool
        Whether symbols travel between the spine and the row: where nothing stands between.
    """

    def __init__(self, spine: Spine, stage: Box | None = None) -> None:
        self._spine = spine
        ems = [theme.GIANT, theme.HERO if len(spine.layers) - 1 <= _FEW else theme.FORMULA]
        for self._em in ems:
            self._write()
            if stage is not None and self._width <= stage.width:
                break
        super().__init__(*self.pieces)
        self.fill(Box(0.0, 0.0, *self._sides()))

    def _write(self) -> None:
        layers = self._spine.layers[1:]
        self.pieces = [Formula("{C} paren.l", C=C, em=self._em)]
        self.symbols: dict[Quantity, VGroup] = {}
        for before, layer in zip((0, *layers), layers, strict=False):
            if layer != before + 1:
                self.pieces.append(Formula("dots.c comma", em=self._em))
            for quantity in (w(layer), b(layer)):
                end = "paren.r" if quantity == b(layers[-1]) else "comma"
                piece = Formula(f"{{q}} {end}", q=quantity, em=self._em, indexed=False)
                self.pieces.append(piece)
                self.symbols[quantity] = piece["q"]

    def least_size(self) -> Size:
        """Return the room in which no line is shorter than its longest piece, and a few stand in it."""
        return Size(*self._sides())

    def fill(self, box: Box) -> None:
        """Stand about the middle of a box, on as few lines as its width allows."""
        lines = broken([piece.width for piece in self.pieces], box.width, _GAP)
        numbers_below = any(quantity.kind == "a" for quantity in self._spine.values)
        self.flies = len(lines) == 1 and not numbers_below and not theme.is_calm()
        pitch = _LINE * self._em
        middle = box.centre[1] - _LOW * max(0.0, box.height - len(lines) * pitch)
        for row, line in enumerate(lines):
            pieces = [self.pieces[at] for at in line]
            width = sum(piece.width for piece in pieces) + _GAP * (len(pieces) - 1)
            x, level = box.centre[0] - width / 2, middle + ((len(lines) - 1) / 2 - row) * pitch - self._em / 4
            for piece in pieces:
                piece.on_baseline(level)
                piece.shift((x - piece.get_left()[0]) * RIGHT)
                x += piece.width + _GAP

    def gather(self, **kwargs: object) -> Animation:
        """Return the coming of each symbol from its name on the spine; then that of what stands around them.

        The names have to leave the stage: it is they who go.
        """
        ways = [self._way(quantity, back=False) for quantity in self.symbols]
        around = Spell(*self._around(self.pieces))
        return AnimationGroup(LaggedStart(*ways, lag_ratio=0.5), around, lag_ratio=0.9, **kwargs)

    def scatter(self, **kwargs: object) -> Animation:
        """Return the going of each symbol back to its name on the spine, which then takes its place."""
        ways = [self._way(quantity, back=True) for quantity in self.symbols]
        return AnimationGroup(FadeOut(*self._around(self.pieces)), AnimationGroup(*ways), lag_ratio=0.6, **kwargs)

    def _way(self, quantity: Quantity, *, back: bool) -> Animation:
        """Return the way of a symbol, which grows on it as the type of the row is larger."""
        symbol, name = self.symbols[quantity], self._spine.names.get(quantity)
        if name is None or not self.flies:
            return FadeOut(symbol) if back else GrowFromCenter(symbol)
        starts, ends = [glyph.points.copy() for glyph in name], [glyph.points.copy() for glyph in symbol]

        def show(share: float) -> None:
            gone = 1 - share if back else share
            for glyph, start, end in zip(symbol, starts, ends, strict=True):
                glyph.points = end if gone == 1 else start + gone * (end - start)

        return Showing(symbol, show)

    def _around(self, pieces: list[Formula]) -> list[VMobject]:
        """Return what is no symbol."""
        known = {id(glyph) for symbol in self.symbols.values() for glyph in symbol}
        return [glyph for piece in pieces for glyph in piece if id(glyph) not in known]

    @property
    def _width(self) -> float:
        """Of all in one row."""
        return sum(piece.width + _GAP for piece in self.pieces) - _GAP

    def _sides(self) -> tuple[float, float]:
        if self._em == theme.GIANT:
            return self._width, _LINE * self._em
        return 2 * max(piece.width for piece in self.pieces) + _GAP, _LINE * self._em * min(
            len(self.pieces) / 4, _LINES
        )
