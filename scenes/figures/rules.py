"""The three rules of backpropagation on their plates: below each other, two above one, or all in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, final

from manim import VGroup, VMobject

from core.algebra.index_form import IndexFormula
from core.algebra.three_formulas import three_formulas, without_layers
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.rule import Rule
from scenes.figures.swept import Swept, share_of
from scenes.layout.box import Box, Size

Way: TypeAlias = Literal["column", "pair", "place"]
_GAP = 0.2
_EMS = (theme.HERO, theme.FORMULA, theme.LABEL)
_ROOMY = 1.25
"""How much wider than its formula a plate is at most."""
_HELD = 1.08
"""And where the type is to stay as large at least."""
_FACTORS: Mapping[str, tuple[str, ...]] = {
    "dC_dw": ("a_k", "delta_j"),
    "dC_db": ("delta_j",),
    "dC_da": ("w_jk", "delta_j"),
}
_WAYS: Mapping[Way, tuple[tuple[int, ...], ...]] = {"column": ((0,), (1,), (2,)), "pair": ((0, 1), (2,))}
_CARRIES, _READS, _TURN = (0.0, 0.6), (0.3, 1.0), 0.12
"""When in a layer's time bands run, and slopes fall into their slots; how long a border takes to come."""


@final
class Rules(VGroup):
    """What the slope of a weight, of a bias and of an activation is.

    Parameters
    ----------
    moment : Moment
    look : Theme

    Attributes
    ----------
    rules : dict of str to Rule
        dC_dw, dC_db, dC_da.
    way : str
        How they stand: in one place each takes that of the one before.
    """

    refills = True

    def __init__(self, moment: Moment, look: theme.Theme) -> None:
        formulas: Mapping[str, IndexFormula] = three_formulas(moment.network)
        self.rules = {
            name: Rule(moment.count(number), without_layers(formulas[name]), factors, look)
            for number, (name, factors) in enumerate(_FACTORS.items(), start=1)
        }
        self.way: Way = "column"
        self._em = self._least_em = theme.LABEL
        self._is_held = False
        super().__init__(*self.rules.values())

    def written(self, name: str) -> list[VMobject]:
        """Return what is written on the plates when the turn of a rule comes."""
        place = list(self.rules).index(name)
        before = list(self.rules.values())[:place] if self.way != "place" else []
        badges = [self.rules[name].badge] if self.way == "place" else [rule.badge for rule in self.rules.values()]
        return [*badges, self.rules[name].head, *(rule.formula for rule in before)]

    def __getitem__(self, name: str) -> Rule:  # type: ignore[override]  # rules go by name here
        """Return a rule by the name of its slope."""
        return self.rules[name]

    def take(self, way: Way) -> Rules:
        """Stand in another way, from the next `fill` on; return the rules themselves."""
        self.way = way
        return self

    def least_size(self) -> Size:
        """Return the room that they need with the smallest type."""
        size = self._size(self._least_em)
        return Size(size.width * (_HELD if self._is_held else 1.0), size.height)

    def hold_type(self, *, held: bool) -> None:
        """Need the room that the present size of type takes, or that of the smallest one."""
        self._is_held, self._least_em = held, self._em if held else theme.LABEL

    def fill(self, box: Box) -> None:
        """Stand in a box with the largest type that has room."""
        fitting = (em for em in _EMS if self._size(em).fits(box.size))
        self._em = em = next(fitting, self._least_em)
        needed = self._size(em)
        width = min(box.width, _ROOMY * needed.width)
        room = Box(box.centre[0] - width / 2, box.bottom, box.centre[0] + width / 2, box.top)
        sizes = [rule.size(em) for rule in self.rules.values()]
        if self.way == "place":
            for rule, size in zip(self.rules.values(), sizes, strict=True):
                half = min(width, _ROOMY * size.width) / 2
                rule.stand(Box(box.centre[0] - half, box.bottom, box.centre[0] + half, box.top), em)
            return
        rows = self._rows()
        slack = (box.height - needed.height) / len(rows)
        top = room.top
        for row in rows:
            height = max(sizes[place].height for place in row) + slack
            self._stand_row(row, Box(room.left, top - height, room.right, top), em)
            top -= height + _GAP

    def at(self, state: Swept) -> None:
        """Let the borders of the rules that are in use be bright: the third carries back, the others read off."""
        now = state.done % 1
        for name, rule in self.rules.items():
            begins, ends = _CARRIES if name == "dC_da" else _READS
            used = share_of(now, begins, begins + _TURN) - share_of(now, ends - _TURN, ends)
            rule.light(max(used, state.glow))

    def _rows(self) -> tuple[tuple[int, ...], ...]:
        return _WAYS[self.way]

    def _stand_row(self, row: Sequence[int], box: Box, em: float) -> None:
        rules = [list(self.rules.values())[place] for place in row]
        widths = [rule.size(em).width for rule in rules]
        spare = (box.width - sum(widths) - (len(row) - 1) * _GAP) / len(row)
        left = box.left
        for rule, width in zip(rules, widths, strict=True):
            rule.stand(Box(left, box.bottom, left + width + spare, box.top), em)
            left += width + spare + _GAP

    def _size(self, em: float) -> Size:
        sizes = [rule.size(em) for rule in self.rules.values()]
        if self.way == "place":
            return Size(max(one.width for one in sizes), max(one.height for one in sizes))
        rows = [[sizes[place] for place in row] for row in self._rows()]
        widths = [sum(one.width for one in row) + (len(row) - 1) * _GAP for row in rows]
        heights = [max(one.height for one in row) for row in rows]
        return Size(max(widths), sum(heights) + (len(rows) - 1) * _GAP)
