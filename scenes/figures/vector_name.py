"""What a bracketed row is called: the gradient, or the step against it, as large as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import final

from manim import DOWN, VGroup

from core.algebra.differentials import GradientOf
from core.algebra.symbols import symbol
from core.model.quantity import C
from core.notation.reading import Reading
from scenes import theme
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula

_GRADIENT = (("= {gradient}",), ("{gradient}",))
_AGAINST = (("= -{gradient}",), ("-{gradient}",))
_PART = (("= -{rate} dot {gradient}",), ("= -{rate}", "dot {gradient}"))


@final
class VectorName(VGroup):
    """One line, or two where there is no room for that.

    Parameters
    ----------
    rate : Reading, optional
        The learning rate, if it is a step that is named.

    Examples
    --------
    >>> name = VectorName()
    >>> name.fill(Box(0.0, 0.0, 3.0, 2.0))
    >>> round(float(name.get_center()[0]), 6), len(name)
    (1.5, 1)
    """

    def __init__(self, rate: Reading | None = None) -> None:
        self._rate = rate
        super().__init__(*self._written(theme.LABEL, self._lines[0]))

    @property
    def _lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self._rate is None:
            return _GRADIENT
        return _AGAINST if self._rate.value == 1 else _PART

    def least_size(self) -> Size:
        """Return the least size in which it can be read."""
        made = VGroup(*self._written(theme.LABEL, self._lines[1]))
        return Size(float(made.width), float(made.height))

    def fill(self, box: Box) -> None:
        """Stand in the middle of a box, in the largest type and on the fewest lines for which there is room."""
        for em, lines in self._ways():
            made = VGroup(*self._written(em, lines)).arrange(DOWN, buff=TIGHT)
            if Size(float(made.width), float(made.height)).fits(box.inset(TIGHT).size):
                break
        self.submobjects = list(made.submobjects)
        self.move_to(box.centre)

    def _ways(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        line, other = self._lines
        yield from ((em, line) for em in (theme.HERO, theme.FORMULA))
        yield theme.FORMULA, other
        yield from ((theme.LABEL, one) for one in (line, other))

    def _written(self, em: float, lines: tuple[str, ...]) -> Iterator[Formula]:
        parts = {"gradient": GradientOf(symbol(C)), "rate": self._rate}
        for line in lines:
            yield Formula(line, em=em, **{name: part for name, part in parts.items() if f"{{{name}}}" in line})
