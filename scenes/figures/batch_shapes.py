"""The shapes of a product of many examples: outlines to scale, and their sides in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import final

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, FadeOut, Rectangle

from core.algebra.matrices import weights
from core.model.fact import EXAMPLES, neurons_of
from core.passes.choices.whole_batch import WholeBatch
from scenes import theme
from scenes.figures.batch_product import BatchProduct
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Row
from scenes.layout.frame import Frame
from scenes.motion import Showing, become
from scenes.type.formula import Formula

_BETWEEN, _ABOVE = 4.2, 2.5
"""Across: signs and gaps; down: names, fractions and the line of numbers."""
_MOST = 1.3
"""Of a side for one neuron or one example."""
_SMALLER = np.linspace(1.0, 0.3, 36)
"""Where names are broader than shapes, these are drawn smaller."""
_NARROW = (1.0, 5.4)
"""The same where shapes stand below each other."""


@final
class BatchShapes:
    """(n x m)(m x n_prev) = n x n_prev, and the shape of W beside it.

    Parameters
    ----------
    told : WholeBatch
    made : BatchProduct
        What is drawn of it is drawn here, and its names are written.
    frame : Frame
    look : Theme

    Attributes
    ----------
    outlines : dict of str to Rectangle
        As in the product, and "weights".
    names : dict of str to Formula
    meets, makes : Formula
    sides : Formula
        Parts n, times, m, meets, again, by, p of both factors; then of the result.
    """

    def __init__(self, told: WholeBatch, made: BatchProduct, frame: Frame, look: theme.Theme) -> None:
        assert told.layer is not None
        self._made, self._wide, moment, room = made, frame.is_wide, told.moment, frame.stage.size
        n, p, m = (len(one.groups) for one in (made.sizes.rows, made.sizes.columns, made.sizes.examples))
        shapes = {"deltas": (n, m), "turned": (m, p), "gradient": (n, p), "weights": (n, p)}
        matrix = weights(moment.network, told.layer)
        self.names = {name: one.copy() for name, one in made.names.items()}
        self.names["weights"] = Formula("{it}", em=theme.FORMULA, colour=look.colour("w"), it=matrix)
        self.meets, self.makes = (Formula(sign, em=theme.FORMULA) for sign in ("dot", "="))
        if frame.is_wide:
            side = min((room.width - _BETWEEN) / (m + 3 * p), (room.height - _ABOVE) / max(m, n), _MOST)
            columns_of = {name: columns for name, (_, columns) in shapes.items()}
            side = next((one for one in side * _SMALLER if self._breadth(one, columns_of) <= room.width), side)
        else:
            across, down = _NARROW
            side = min((room.width - across) / max(m, 2 * p), (room.height - down) / (2 * n + m), _MOST)
        spare = room.height - _ABOVE - side * max(m, n) if frame.is_wide else 0.0
        self._gap = NEAR + max(0.0, spare) / 2
        colours = {"deltas": "slope", "turned": "a", "gradient": "slope", "weights": "w"}
        self.outlines = {
            name: Rectangle(width=side * columns, height=side * rows).set_stroke(
                look.colour(colours[name]), width=theme.LINE_WIDTH
            )
            for name, (rows, columns) in shapes.items()
        }
        count, here, before = (
            moment.count(one) for one in (EXAMPLES, neurons_of(told.layer), neurons_of(told.layer - 1))
        )
        self.sides = Formula(
            "{n} {times} {m} {meets} {again} {by} {p} {makes} {rows} {and} {columns}",
            em=theme.HERO if frame.is_wide else theme.FORMULA,
            n=here,
            times="times",
            m=count,
            meets="dot",
            again=count,
            by="times",
            p=before,
            makes="=",
            rows=here,
            columns=before,
            **{"and": "times"},
        )

    def _breadth(self, side: float, columns: Mapping[str, int]) -> float:
        """Return how broad the line of all is with cells of a size: names may be broader than what they name."""
        shapes = sum(max(float(self.names[name].width), side * count) for name, count in columns.items())
        signs = float(self.meets.width + self.makes.width)
        return shapes + signs + APART * (len(columns) + 1)

    def layout(self) -> Cells:
        """Return shapes in one line, or below each other, over their sides in numbers."""
        deltas, turned, gradient, matrix = (
            Column(self.names[name], outline, gap=TIGHT) for name, outline in self.outlines.items()
        )
        if self._wide:
            line = Row(deltas, self.meets, turned, self.makes, gradient, matrix, gap=APART)
            return Column(line, self.sides, gap=self._gap)
        lines = deltas, Row(self.meets, turned), Row(self.makes, gradient, matrix)
        return Column(*lines, self.sides, gap=NEAR)

    def come(self, **kwargs: object) -> Animation:
        """Return how the product's grids become outlines, and its names go with them."""
        made = self._made
        if theme.is_calm():
            panels = (getattr(made, name).panel for name in made.names)
            gone = FadeOut(*panels, *made.names.values(), made.meets, made.makes)
            shown = [self.outlines[name] for name in made.names], [self.names[name] for name in made.names]
            come = FadeIn(*(one for own in shown for one in own), self.meets, self.makes)
            return AnimationGroup(gone, come, lag_ratio=1.0, **kwargs)
        shapes = [become(getattr(made, name).panel, self.outlines[name]) for name in made.names]
        names = [become(one, self.names[name]) for name, one in made.names.items()]
        signs = [become(one, other) for one, other in ((made.meets, self.meets), (made.makes, self.makes))]
        return AnimationGroup(*shapes, *names, *signs, **kwargs)

    def write(self, **kwargs: object) -> Animation:
        """Return the coming of the factors' sides in numbers."""
        return FadeIn(*(self.sides[name] for name in _FACTORS), **kwargs)

    def meet(self, **kwargs: object) -> Animation:
        """Return how the two sides that meet vanish, and what is left closes up to the sides of the result."""
        part = self.sides
        gone = FadeOut(*(part[name] for name in _VANISHED))
        apart = float(part["p"].get_left()[0] - part["m"].get_left()[0])
        ways = {"n": apart, "times": apart}
        closing = AnimationGroup(*(_shifted(part[name], by) for name, by in ways.items()))
        result = FadeIn(*(self.sides[name] for name in ("makes", "rows", "and", "columns")))
        return AnimationGroup(gone, closing, result, lag_ratio=0.6, **kwargs)

    def hold_against(self, **kwargs: object) -> Animation:
        """Return the coming of the weights' own shape, which is that of their slopes."""
        return FadeIn(self.outlines["weights"], self.names["weights"], **kwargs)

    def by_name(self) -> dict[str, object]:
        """Return its parts by what they are called."""
        signs = {"meets": self.meets, "makes": self.makes, "numbers": self.sides}
        return {"outlines": self.outlines, "names": self.names, **signs}

    def on_stage(self) -> list[object]:
        """Return all that is seen at the end."""
        sides = [part for name, part in self.sides.parts.items() if name not in _VANISHED]
        return [*self.outlines.values(), *self.names.values(), self.meets, self.makes, *sides]


_FACTORS = ("n", "times", "m", "meets", "again", "by", "p")
_VANISHED = ("m", "meets", "again", "by")
"""The two sides that meet, with the signs beside them."""


def _shifted(part: object, by: float) -> Animation:
    """Return the way of a part to the side."""
    start = part.get_center()  # type: ignore[attr-defined]

    def show(share: float) -> None:
        there = start.copy()
        there[0] += share * by
        part.move_to(there)  # type: ignore[attr-defined]

    return Showing(part, show)  # type: ignore[arg-type]
