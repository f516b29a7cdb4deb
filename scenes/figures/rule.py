"""A rule on its plate: a formula in general, with dashed places for the factors that fly into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import Animation, AnimationGroup, DashedVMobject, FadeIn, FadeOut, Rectangle, RoundedRectangle, VGroup

from core.algebra.index_form import IndexFormula
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.badge import SIDE, Badge
from scenes.figures.slope_colours import colour_slopes
from scenes.layout.box import Box, Size
from scenes.type.formula import Formula

PAD = 0.12
_PANEL, _ROUND = 1.03, 0.16
"""Contrast of the plate to the ground; its corners."""
_PLACE = 0.07
"""From a factor to the dashed place around it."""
_DASHES = 24


@final
class Rule(VGroup):
    """One formula on a plate, with its number.

    Parameters
    ----------
    number : Reading
    written : IndexFormula
    factors : sequence of str
        The parts that fly into it, in order.
    look : Theme

    Attributes
    ----------
    panel, border : RoundedRectangle
        The border is bright while the rule is in use.
    badge : Badge
    formula : Formula
    factors : dict of str to VGroup
    places : dict of str to DashedVMobject
        Where they will be.
    head, rest : VGroup
        Its left side with the equals sign; what else comes with the factors.
    """

    def __init__(self, number: Reading, written: IndexFormula, factors: Sequence[str], look: theme.Theme) -> None:
        fill = look.dimmed(look.colour("quiet"), _PANEL)
        self.panel = RoundedRectangle(width=2.0, height=1.0, corner_radius=_ROUND)
        self.panel.set_fill(fill, opacity=1).set_stroke(look.dimmed(look.colour("quiet")), width=theme.LINE_WIDTH / 2)
        self.border = RoundedRectangle(width=2.0, height=1.0, corner_radius=_ROUND, color=look.colour("slope"))
        self.border.set_stroke(width=theme.BOLD_LINE)
        self.badge = Badge(number, look)
        self.formula = Formula("{left} {eq} {right}", em=theme.HERO, left=written.left, eq="=", right=written.right)
        colour_slopes(self.formula, look)
        self._natural = self.formula.width / theme.HERO, self.formula.height / theme.HERO
        self.factors = {name: self.formula[name] for name in factors}
        self._dash = look.colour("text")
        self.places = {name: VGroup() for name in factors}
        flown = {id(glyph) for part in self.factors.values() for glyph in part}
        after = list(self.formula).index(self.formula["eq"][-1]) + 1
        glyphs = [(place, glyph) for place, glyph in enumerate(self.formula) if id(glyph) not in flown]
        self.head = VGroup(*(glyph for place, glyph in glyphs if place < after))
        self.rest = VGroup(*(glyph for place, glyph in glyphs if place >= after))
        super().__init__(self.panel, self.border, self.badge, self.formula)

    def size(self, em: float) -> Size:
        """Return the room that it needs with type of some size."""
        width, height = self._natural
        return Size(width * em + SIDE + 3 * PAD, height * em + 2 * PAD)

    def stand(self, box: Box, em: float) -> None:
        """Fill a box, with type of some size."""
        for plate in (self.panel, self.border):
            fresh = RoundedRectangle(width=box.width, height=box.height, corner_radius=_ROUND)
            plate.points = fresh.move_to(box.centre).points
        x, y, _ = box.centre
        self.badge.move_to([box.left + PAD + SIDE / 2, y, 0.0])
        self.formula.scale(em / self.formula.present_em).move_to([x + (SIDE + PAD) / 2, y, 0.0])
        for name, part in self.factors.items():
            rim = Rectangle(width=part.width + _PLACE, height=part.height + 2 * _PLACE, color=self._dash)
            rim.set_stroke(width=theme.LINE_WIDTH / 2).move_to(part)
            self.places[name].submobjects = [DashedVMobject(rim, num_dashes=_DASHES)]

    def wait(self) -> VGroup:
        """Return what is there before its turn comes: the plate with its number."""
        return VGroup(self.panel, self.badge)

    def open(self) -> Animation:
        """Return the coming of its left side and empty places."""
        return FadeIn(self.border, self.head, *self.places.values())

    def take(self, name: str, way: Animation) -> Animation:
        """Return the coming of a factor on its way into its place."""
        return AnimationGroup(way, FadeOut(self.places[name]))

    def light(self, share: float) -> None:
        """Let the border be bright, or not be there."""
        self.border.set_stroke(opacity=share)
