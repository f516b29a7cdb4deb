"""What stands above a network in its pane: in which state it is, its cost, and one output beside what it should be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import final

from manim import LEFT, UP, VGroup, VMobject

from core.model.quantity import C, a, y
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.cost_square import CostSquare
from scenes.figures.named_number import NamedNumber
from scenes.figures.turning_number import TurningNumber
from scenes.layout.box import Box
from scenes.layout.cells import APART, TIGHT
from scenes.type.formula import Formula

_SIDE, _BROAD, _SPACE = 0.5, 1.2, 0.16
"""Of the square; how broad several are together at most; between a square, its letter and its number."""


@final
class PaneHead(VGroup):
    """A title, and at the other end of the pane a cost.

    Parameters
    ----------
    title : VMobject
    moments : sequence of Moment
        Whose costs will be shown, the first one first.
    others : sequence of Moment
        Whose costs are shown beside them, on squares of the same kind.
    look : Theme
    output : int, optional
        Which output is told below, beside what it should be.

    Attributes
    ----------
    square : CostSquare
    letter : Formula
    number : TurningNumber
    cost : VGroup
        These three.
    answers : list of NamedNumber
        The output and what it should be, or nothing.
    """

    def __init__(
        self,
        title: VMobject,
        moments: Sequence[Moment],
        others: Sequence[Moment],
        look: theme.Theme,
        output: int | None = None,
    ) -> None:
        self.title = title
        self.square = CostSquare([*moments, *others], look)
        self.letter = Formula("{C} =", C=C, em=theme.FORMULA)
        colour = look.colour("C")
        self.number = TurningNumber([one.read(C, 3) for one in moments], em=theme.FORMULA, colour=colour)
        self.cost = VGroup(self.square, self.letter, self.number)
        self.answers = [] if output is None else _answers(moments, output)
        super().__init__(title, self.cost, *self.answers)
        self.square.stand(self.letter.get_center(), min(_SIDE, _BROAD / self.square.count))
        self.square.next_to(self.letter, LEFT, buff=TIGHT)
        self.number.follow(self.letter, _SPACE)

    def is_level(self, width: float) -> bool:
        """Whether title and cost have room side by side in a pane."""
        return float(self.title.width) + 2 * TIGHT + float(self.cost.width) <= width

    @property
    def least_width(self) -> float:
        """How broad a pane is at least, with title and cost below each other."""
        return max(float(self.title.width), float(self.cost.width), self._row)

    def reach(self, *, level: bool) -> float:
        """Return how much of a pane's height it takes, side by side or below each other."""
        title, cost = float(self.title.height), max(float(self.cost.height), _SIDE)
        middle = self.square.get_y()  # what stands out above it, such as a power of ten, has as much room below
        out = max(float(self.cost.get_top()[1]) - middle, middle - float(self.cost.get_bottom()[1]))
        return (max(title, 2 * out) if level else title + cost + TIGHT) + self._below

    def stand(self, pane: Box, height: float, *, level: bool) -> None:
        """Stand at the top of a pane, so high: title and cost side by side, or one below the other."""
        self._stand_answers(Box(pane.left, pane.top - height, pane.right, pane.top - height + self._below))
        height -= self._below
        top = pane.top - (height / 2 if level else 0.0)
        self.title.move_to([pane.left, top, 0], LEFT if level else UP + LEFT)
        across = pane.right - self.cost.get_right()[0] if level else pane.left - self.cost.get_left()[0]
        middle = pane.top - (height / 2 if level else height - _SIDE / 2)
        self.cost.shift([across, middle - self.square.get_y(), 0])

    def between(self, places: tuple[int, int], before: Moment, after: Moment, share: float) -> None:
        """Show the cost on its way from one moment's to another's, which are those at two places."""
        self.square.between(before, after, share)
        if self.number.place != (at := places[round(share)]):
            self.number.turn(at)
            for answer in self.answers:
                answer.turn(at)

    @property
    def _row(self) -> float:
        """How long the line of answers is at least."""
        return sum(float(one.width) for one in self.answers) + TIGHT * max(0, len(self.answers) - 1)

    @property
    def _below(self) -> float:
        """How high it is, with its gap."""
        return max((float(one.height) + 2 * TIGHT for one in self.answers), default=0.0)

    def _stand_answers(self, room: Box) -> None:
        left, spare = room.left, room.width - self._row
        for one in self.answers:
            one.shift([left - one.get_left()[0], room.bottom + one.height / 2 - one.get_y(), 0])
            left += float(one.width) + min(APART, TIGHT + max(0.0, spare))


def _answers(moments: Sequence[Moment], output: int) -> list[NamedNumber]:
    """Return an output and what it should be, with what they are in each moment."""
    says = a(moments[0].network.depth, output)
    pairs = (
        (says, [one.read(says, 3) for one in moments]),
        (y(output), [one.read(y(output), 3).in_fewest_digits() for one in moments]),
    )
    return [NamedNumber(Formula("{q} =", em=theme.LABEL, q=one), readings) for one, readings in pairs]
