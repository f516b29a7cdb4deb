"""The same push behind neurons that are more and less active: ribbons on one scale, each with its neuron."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, final

import numpy as np
from manim import RIGHT, Animation, Mobject, VGroup

from core.model.arrays import Array
from core.model.quantity import Quantity
from core.notation.numeral import short
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clear_spots import first_clear
from scenes.figures.greys import Greys
from scenes.figures.lens import Lens
from scenes.figures.lens_rule import written
from scenes.figures.lit_ribbon import EDGE, EDGE_BESIDE, WIDEST, LitRibbon
from scenes.figures.ribbon_rows import FOOT, SIDE, AlikeScale
from scenes.figures.ribbons import RowSymbols, rule_of_lens
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.motion import Computed
from scenes.type.formula import Formula

Place: TypeAlias = tuple[Box, float]
"""A pane, and where moves begin in it."""
_ROW, _PANE = 0.9, 2.8
"""The least from line to line, and across a ribbon."""
_SEEN = 0.35
"""How long the longest move of the step is, in that of the push, where both have one scale."""
_LONGEST = 0.31
"""Of a pane: how long the longest move of the step is. The busiest ribbon, far at one side, is by far the largest."""
_TRIED = 40
"""Places along a rule at which it may be said what it is."""
_ROOMY = 3.3
"""How wide panes are that have room for whole discs."""
_ALONE = 1.5
"""How many panes a single one counts for where they are stacked."""
_LEVEL = 0.25
"""Of an em: from the baseline up to where a minus stands."""


@final
class LitRibbons(VGroup):
    """Some settings of a neuron, from the quietest to the busiest.

    Parameters
    ----------
    rests : sequence of Moment
        In that order.
    steps : sequence of Quantity
    moves : sequence of (float, float)
        For each the push of the weight, and its move in a step of learning.
    greys : Greys
    leads : int
        The one that comes onto the stage first: what is said of a lens goes along with it.
    stacked : bool
        Whether they stand below each other.
    says : callable
        From a magnification, as it is written, to what is said of it on screen.

    Attributes
    ----------
    settings : tuple of LitRibbon
    symbols : tuple of RowSymbols
        One, or where they are stacked one for each.
    label : VGroup
        Of the neuron, at the left of its discs; nothing where they are stacked.
    rule : VGroup
        Where a lens begins, and what is said of it; nothing where there is none.
    """

    def __init__(
        self,
        rests: Sequence[Moment],
        steps: Sequence[Quantity],
        moves: Sequence[tuple[float, float]],
        greys: Greys,
        *,
        leads: int,
        stacked: bool,
        says: Callable[[str], str],
    ) -> None:
        self._leads, self._stacked, self._says, self._grey = leads, stacked, says, greys.look.colour("quiet")
        self._told: tuple[Sequence[int], bool] = (), False
        pairs = zip(rests, moves, strict=True)
        self.settings = tuple(LitRibbon(rest, steps, both, greys, beside=stacked) for rest, both in pairs)
        self._radius = max(one.needed for one in self.settings)
        for one in self.settings:
            one.radius = self._radius
            one.reach = one.needed_below
        self._reach = max(one.reach for one in self.settings)
        self._lens = self._find_lens()
        self.symbols = tuple(RowSymbols(one.pushed) for one in self.settings[: None if stacked else 1])
        neuron = self.settings[0].disc.quantity
        self.label = VGroup(*[Formula("{a}", a=neuron, em=theme.FORMULA, indexed=False)][: int(not stacked)])
        self.rule = VGroup()
        super().__init__(*self.settings, *self.symbols, self.label, self.rule)

    def least_size(self) -> Size:
        """Return the least room for all of them."""
        count, rows = len(self.settings), len(self.settings[0].pushed.steps) - 1
        if self._stacked:
            width = 2 * self._radius + EDGE_BESIDE + self._names + _PANE
            return Size(width, count * (self._radius + _ROW * rows + FOOT))
        return Size(self._names + count * _PANE, self._radius + self._reach + EDGE + _ROW * rows + FOOT)

    def fill(self, box: Box) -> None:
        """Stand in a box, all of them, on the largest scale that they can have."""
        self._box = box
        everyone = range(len(self.settings))
        panes = self._panes(everyone)
        width = panes[0].width
        self.scales = self._find_scales(width - (1 if self._stacked else 2) * SIDE)  # numbers are longer on their way
        steepest = max(abs(one.steepness) for one in self.settings)
        for setting, pane in zip(self.settings, panes, strict=True):
            head = 0.0 if self._stacked else self._reach + EDGE + theme.DOT_RADIUS
            height = pane.top - self._radius - head
            setting.stand(pane, height, self.scales, steepest, self._names)
        self._now = dict(zip(everyone, self._places(everyone), strict=True))
        self._place_symbols()
        self._draw_rules(panes)
        if self.label and width <= _ROOMY:
            self.label.remove(*self.label)
        for name in self.label:
            name.on_baseline(self.settings[0].disc.face.get_y() - _LEVEL * name.em)
            name.shift((box.left - name.get_left()[0]) * RIGHT)

    def show(self, *shown: int) -> None:
        """Let some of them have the room of all."""
        self._go(dict(zip(sorted(shown), self._places(sorted(shown)), strict=True)))

    def split(self, new: int, old: int) -> None:
        """Let one stand where another one stands, in the same state."""
        self._now[new] = self._now[old]
        self.settings[new].slide(*self._now[old])
        self._place_symbols()

    def turn(self, *shown: int, step: bool = False, **kwargs: Any) -> Animation:
        """Return the way of some of them to where they share the room of all.

        Parameters
        ----------
        *shown : int
        step : bool
            Whether their moves begin where those of the step of learning have room.
        """
        goal = dict(zip(sorted(shown), self._places(sorted(shown), step=step), strict=True))
        return _Turn(self, goal, step=step, **kwargs)

    def tell(self, *shown: int, step: bool) -> None:
        """Let some of them have the room of all and show their whole push, or their step of learning."""
        self._told, places = (shown, step), self._places(sorted(shown), step=step)
        self._go(dict(zip(sorted(shown), places, strict=True)), step=step)
        for one in self.settings:
            one.tell(1.0, step=step)

    def seen(self) -> list[Mobject]:
        """Return what is on stage then, but for rules of lenses."""
        shown, step = self._told
        return [self.label, *self.symbols, *(part for index in shown for part in self.settings[index].seen(step=step))]

    @property
    def rescaled(self) -> str:
        """Whether the step is drawn on the scale of the push: same, larger or smaller."""
        push, step = (one.unit for one in self.scales)
        return "same" if push == step else "larger" if step > push else "smaller"

    @property
    def rules(self) -> VGroup:
        """Where lenses begin."""
        return VGroup(self.rule, *(one.rule for one in self.settings))

    def _go(self, places: dict[int, Place], *, step: bool = False) -> None:
        before, self._now = self._now[self._leads][1], self._now | places
        if self.rule and not step:
            self.rule[1].shift((self._now[self._leads][1] - before) * RIGHT)
        for index, place in places.items():
            self.settings[index].slide(*place)
        self._place_symbols()

    @property
    def _names(self) -> float:
        """The width of the symbols, with what is free around them."""
        names = [*self.label, *self.symbols[0].formulas]
        return max(one.width for one in names) + (2 if self._stacked else 1) * TIGHT

    def _panes(self, shown: Sequence[int]) -> list[Box]:
        """Return the room of the ribbons of some settings, from the first to the last one."""
        box, count = self._box, len(shown)
        if not self._stacked:
            left, width = box.left + self._names, (box.width - self._names) / count
            return [Box(left + k * width, box.bottom, left + (k + 1) * width, box.top) for k in range(count)]
        left, height = box.left + 2 * self._radius + EDGE_BESIDE + self._names, box.height / max(count, _ALONE)
        top = box.top - (box.height - count * height) / 2
        return [Box(left, top - (k + 1) * height, box.right, top - k * height) for k in range(count)]

    def _places(self, shown: Sequence[int], *, step: bool = False) -> list[Place]:
        """Return where some settings stand: moves begin as far from the middle of each pane as in the narrowest."""
        width = self._panes(range(len(self.settings)))[0].width
        off = self.scales[int(step)].foot - width / 2
        return [(pane, float(pane.centre[0]) + off) for pane in self._panes(shown)]

    def _find_lens(self) -> Lens:
        """Return one lens for the push and the step, as if the weight moved as far in both."""
        pushes, steps = ([ribbon.moves for ribbon in ribbons] for ribbons in self._ribbons())
        longest = max(abs(moves[0]) for moves in steps)
        times = max(abs(moves[0]) for moves in pushes) / longest if longest else 0.0
        alike = [[times * move for move in moves] for moves in steps]
        return Lens.for_moves([*pushes, *alike], [_PANE - 2 * SIDE] * 2 * len(pushes))

    def _find_scales(self, width: float) -> tuple[AlikeScale, AlikeScale]:
        pushes, steps = self._ribbons()
        found = {}
        how: dict[str, Any] = {"stacked": self._stacked, "off": 0.0 if self._stacked else self._names / 2}
        for at_right in (True, False):
            around = self._around(width, at_right=at_right)
            push = AlikeScale.of(pushes, width, self._lens, around, **how)
            longest = max(push.unit * abs(move) for one in pushes for move in one.moves)
            moves = any(move for one in steps for move in one.moves)
            alike = not moves or push.suits(steps, width, around, _SEEN * longest, stacked=self._stacked)
            step = AlikeScale.of(steps, width, self._lens, around, longest=_LONGEST, **how)
            found[at_right] = push, push if alike else step

        sides = sorted(found, key=lambda one: found[one][0].unit * found[one][1].unit, reverse=True)
        best = min(sides, key=lambda one: found[one][0].lacks + found[one][1].lacks)
        for setting in self.settings:
            setting.at_right = best
        return found[best]

    def _around(self, width: float, *, at_right: bool) -> tuple[float, float]:
        """Return what discs, and the slopes beside their edges, need to either side in panes of a width."""
        if self._stacked:
            return SIDE, SIDE
        disc = self._radius if width > _ROOMY else WIDEST / 2
        aside = WIDEST / 2 + TIGHT + max(one.value.width for one in self.settings)
        if at_right:  # it never grows longer, so that it may reach to the very end
            return disc, max(aside - 2 * SIDE, self._radius)
        return max(disc, aside - self._names), self._radius

    def _ribbons(self) -> tuple[list[Any], list[Any]]:
        return [one.pushed for one in self.settings], [one.learned for one in self.settings]

    def _draw_rules(self, panes: Sequence[Box]) -> None:
        """Draw the rules of the lens, and say at each, where nothing crosses it, how much longer all is from there."""
        row = self._lens.row
        for rule in self.rules:
            rule.remove(*rule.submobjects)
        if row is None:
            return
        strokes, taken = self._strokes(), [Box.around(one) for names in self.symbols for one in names.formulas]
        rooms = panes if self._stacked else [self._box]
        rules = [one.rule for one in self.settings] if self._stacked else [self.rule]
        factor = self._lens.factors[row]
        for rule, room, setting in zip(rules, rooms, self.settings, strict=False):
            heights, y = [line.get_y() for line in setting.pushed.lines], setting.pushed.height_of_rule
            for said in (self._says(str(short(factor))), written(factor)):  # the shorter one where there is less room
                line, label = rule_of_lens(room, heights, row, said, self._grey)
                size, off = Size(label.width, label.height), y - float(label.get_y())
                xs = np.linspace(room.right - size.width / 2, room.left + size.width / 2, _TRIED)
                centres = [np.array([x, y + side * off, 0.0]) for x in xs for side in (-1, 1)]
                place, is_clear = first_clear(size, centres, strokes, taken, self._room_beside_the_lead(room))
                label.move_to(place)
                if is_clear:
                    break
            rule.add(line, label)

    def _room_beside_the_lead(self, room: Box) -> Box:
        """Return where there is room for what goes along with the first setting, as that makes room for the others."""
        if self._stacked:
            return room
        lead, shown = self._leads, len(self.settings)
        ways = [self._places(range(count))[min(lead, count - 1)][1] - self._now[lead][1] for count in range(1, shown)]
        return Box(room.left - min(0.0, *ways), room.bottom, room.right - max(0.0, *ways), room.top)

    def _strokes(self) -> list[tuple[Array, Array]]:
        """Return the threads of the whole push and the whole step, and their numbers, with all of them on stage."""
        everyone = range(len(self.settings))
        found = [stroke for one in self.settings for stroke in one.pushed.labels.crossings()]
        self._go(dict(zip(everyone, self._places(everyone, step=True), strict=True)))
        found += [stroke for one in self.settings for stroke in one.learned.labels.crossings()]
        self._go(dict(zip(everyone, self._places(everyone), strict=True)))
        return found

    def _place_symbols(self) -> None:
        """Put the symbols of the rows before the lines."""
        for symbols, setting in zip(self.symbols, self.settings, strict=False):
            ribbon = setting.pushed
            symbols.lens = self._lens.row
            lines = Box.around(ribbon.lines)
            left = self._box.left if not self._stacked else lines.left - self._names + TIGHT
            symbols.fill(Box(left, lines.bottom - FOOT, left + self._names, lines.top + ribbon.head))


class _Turn(Computed):
    """The way of some settings to other places.

    Parameters
    ----------
    ribbons : LitRibbons
    goal : dict of int to (Box, float)
    step : bool
        Whether they go where the moves of the step of learning have room.
    """

    stays = True

    def __init__(self, ribbons: LitRibbons, goal: dict[int, Place], *, step: bool, **kwargs: Any) -> None:
        self._ribbons, self._goal, self._step = ribbons, goal, step
        super().__init__(ribbons, introducer=True, **kwargs)

    def begin(self) -> None:
        """Note from where they go."""
        self._start = {index: self._ribbons._now[index] for index in self._goal}  # noqa: SLF001
        self.interpolate(0.0)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show them on their way."""
        share = self.rate_func(alpha)
        pairs = zip(self._start.items(), self._goal.values(), strict=True)
        now = {
            index: (pane.towards(goal[0], share), foot + share * (goal[1] - foot))
            for (index, (pane, foot)), goal in pairs
        }
        self._ribbons._go(now, step=self._step)  # noqa: SLF001
