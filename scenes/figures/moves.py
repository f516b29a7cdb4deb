"""Every slope as a strip, and the move that it makes of its weight or bias: turned over, times the learning rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias, final

import numpy as np
from manim import DOWN, UP, Animation, Circle, Mobject, VGroup, VMobject, rate_functions

from core.model.arrays import Array
from core.model.quantity import C, Quantity, b, slope, w
from core.passes.choices.downhill import Downhill
from core.passes.choices.ranking import largest
from scenes import theme
from scenes.figures.ledger import Ledger, Standing
from scenes.figures.lens_rule import written
from scenes.figures.measures import Measure
from scenes.figures.moves_rows import MovesRows, most_central, spans_in
from scenes.figures.ruler_key import RulerKey
from scenes.figures.rulers import Rulers
from scenes.figures.slots import Slots
from scenes.figures.strip import Strip
from scenes.layout.box import Box, Size
from scenes.layout.cells import NEAR, TIGHT
from scenes.motion import Computed, Showing
from scenes.type.formula import Formula, Label

View: TypeAlias = Literal["slopes", "both", "moves"]

_LINE = theme.LABEL + TIGHT
"""From a line of type to what stands under it."""
_LEAST, _OF_ROOM = 0.2, 0.6
"""How long the key is at least, where there is room, and of that room."""
_SHORTEST = 0.5
"""A row of strips is not lower."""
_DOT, _OF_PITCH = 0.07, 0.34
"""Radius of a dot, and how much of its slot it takes at most."""
_HIGH = 0.15
"""Where the axis is, of the room, if all strips are nothing."""
_DOTTED = 3
"""Dots of a layer whose slots are one outline."""


@final
class Moves(VGroup):
    """All slopes in one row, all moves in another, on one ruler.

    Parameters
    ----------
    slots : Slots
        Out of which the slopes come.
    downhill : Downhill
        Of the same example.
    look : Theme
    words : (str, str)
        What is written beside either row.

    Attributes
    ----------
    slopes, moves : tuple of Ledger
        From the last layer that is drawn; then one for all layers that are not.
    told : (Formula, Formula)
        The steepest slope and its move, at the ends of their strips.
    labels : (Label, Label)
    letters : VGroup
        Under the slots: whose they are.
    dots : VMobject
        Where every weight and bias is.
    key : RulerKey
    """

    def __init__(self, slots: Slots, downhill: Downhill, look: theme.Theme, words: tuple[str, str]) -> None:
        self._look, self._slots, self._carried = look, slots, slots.carried
        self.view: View = "slopes"
        self._turned = self._first = self._ran = 0.0
        moment, rate = self._carried.moment, self._carried.moment.network.learning_rate
        self._flips = 1 / (1 + rate)
        self._colours = look.colour("w"), look.colour("b")
        layers, first = slots.layers, slots.layers[-1] - 1
        groups = [(layer,) for layer in layers] + ([tuple(range(1, first + 1))] if first else [])
        self._groups = groups
        self.slopes = tuple(self._ledger(group, "slopes", names=()) for group in groups)
        self._copies = tuple(self._ledger(group, "slopes", names=()) for group in groups)
        self.moves = tuple(self._ledger(group, "moves", colours=self._colours) for group in groups)
        self._dotted = [largest(one.values, _DOTTED if one.dense else one.count) for one in self.moves]
        for ledger in self._copies:
            ledger.remove(ledger.axis)
        steepest, colour = downhill.steepest, look.colour("slope")
        self._place, self._slot = self._slot_of(steepest)
        slope_read, move_read = moment.read(slope(C, steepest), 3), moment.read(downhill.move_of(steepest), 3)
        self.told = (_signed(slope_read, colour), _signed(move_read, look.colour_of(steepest)))
        first_word, second_word = (Label(word, colour=look.colour("quiet")) for word in words)
        self.labels = (first_word, second_word)
        self.letters = VGroup(*(ledger.letters for ledger in self.moves))
        self._flying = Strip(colour)
        self.dots = VMobject(stroke_width=0).set_fill(look.colour("text"), opacity=1)
        self.key = RulerKey(moment, look, look.colour("quiet"))
        self.lenses = VGroup()
        rows = (*self.slopes, *self._copies, *self.moves)
        super().__init__(*rows, self._flying, self.dots, *self.told, *self.labels, self.key, self.lenses)

    # What is on the stage.

    def shown(self) -> tuple[Mobject, ...]:
        """Return what is on the stage in the view that is taken by now, but for numbers and what is in them alone."""
        rows: tuple[Mobject, ...] = (self.letters, *([self.key] if self._is_measured else []), self.lenses)
        if self.view != "moves":
            rows += (*self.slopes, self.labels[0])
        if self.view != "slopes":
            rows += (*self.moves, *self._copies, self._flying)
        if self.view == "moves":
            rows += (self.labels[1], self.told[1], self.dots)
        return rows

    @property
    def _is_measured(self) -> bool:
        """Whether any slope is not 0."""
        return any(ledger.highest or ledger.lowest for ledger in self.slopes)

    # Where it stands.

    def least_size(self) -> Size:
        """Return the room in which strips can be told apart."""
        rows = 2 if self.view == "both" else 1
        width = self._beside + sum(min(ledger.count, 20) for ledger in self.slopes) * 0.05
        return Size(width, rows * (_SHORTEST + _LINE) + 2 * _LINE + TIGHT + (rows - 1) * NEAR)

    def fill(self, box: Box) -> None:
        """Stand in a box, on the largest ruler for which all strips have room."""
        self._stand(self._rows_in(box), box)

    def way_to(self, box: Box) -> Animation:
        """Return the way to where all will stand in a box, in the view that is taken by now."""
        before, after = self._rows, self._rows_in(box)
        return _Way(self, lambda share: self._stand(before.towards(after, share), box))

    def stand_in_slots(self) -> None:
        """Stand where the slots of the network are."""
        starts = tuple(ledger.standing for ledger in self._slots.ledgers)
        self._stand(MovesRows(starts, self._rows.moves, self._rows.lenses), self._box)

    def out_of_slots(self) -> Animation:
        """Return the way from there to where the slopes stand."""
        return self.way_to(self._box)

    @property
    def _beside(self) -> float:
        return max(float(self.key.width), *(float(label.width) for label in self.labels)) + NEAR

    def _rows_in(self, box: Box) -> MovesRows:
        """Return where rows stand beside their key, whose number is known when their ruler is."""
        self._box = box

        def stand(aside: float) -> MovesRows:
            rows = self._rows_beside(box, aside)
            self._stand_key((rows.moves if self.view == "moves" else rows.slopes)[0], box)
            rows = self._rows_beside(box, aside)
            self._stand(rows, box)
            return rows

        if self.view == "moves":  # the network is heavier than they are
            return stand(0.0)
        told = self.told[:1] if self.view == "slopes" else (*self.told, self.labels[1])
        return most_central(box, stand, lambda: (*self.shown(), *told))

    def _rows_beside(self, box: Box, aside: float) -> MovesRows:
        rows = {"slopes": (self.slopes,), "moves": (self.moves,), "both": (self.slopes, self.moves)}[self.view]
        fixed = _LINE + TIGHT + len(rows) * _LINE + (len(rows) - 1) * NEAR
        rulers = self._ruled(rows, box.height - fixed)
        if rulers.lens is not None:
            fixed += _LINE
            rulers = self._ruled(rows, box.height - fixed)
        reaches = [
            [max(unit * getattr(one, side) for unit, one in zip(rulers.units, row, strict=True)) for row in rows]
            for side in ("highest", "lowest")
        ]
        whole = sum(map(sum, reaches))
        shrunk = (box.height - fixed) / whole if whole else 1.0
        units = [unit * shrunk for unit in rulers.units]
        first, last = box.left + self._beside, box.right - max(float(pair[-1].width) for pair in self.letters) / 2
        top, standings = box.top - (_LINE if rulers.lens is not None else 0.0), []
        spans = spans_in(box, rows, units, (first, last), aside)
        for row, up, down in zip(rows, *reaches, strict=True):
            above = _LINE if row[self._place].values[self._slot] > 0 else 0.0
            free = (box.height - fixed) / len(rows)
            axis = top - above - (up * shrunk if whole else _HIGH * free)
            below = down * shrunk if whole else (1 - _HIGH) * free
            top = axis - below - (_LINE - above) - NEAR
            standings.append(
                tuple(
                    Standing(Box(left, box.bottom, right, box.top), axis, unit)
                    for (left, right), unit in zip(spans, units, strict=True)
                )
            )
        lenses = tuple(unit / units[0] for unit in units)
        return MovesRows(standings[0], standings[-1], lenses)

    def _ruled(self, rows: Sequence[tuple[Ledger, ...]], room: float) -> Rulers:
        columns = list(zip(*rows, strict=True))
        tallest = [max(max(one.highest, one.lowest) for one in column) for column in columns]
        spans = [sum(one.highest + one.lowest for one in column) for column in columns]
        return Rulers.of(tallest, [room / span if span else np.inf for span in spans])

    def _stand(self, rows: MovesRows, box: Box) -> None:
        self._rows = rows
        for ledgers, standings in ((self.slopes, rows.slopes), (self.moves, rows.moves)):
            for ledger, standing in zip(ledgers, standings, strict=True):
                ledger.stand(standing.box, standing.axis, standing.unit)
        lowered = self.view == "moves"
        first = (rows.moves if lowered else rows.slopes)[0]
        self._stand_key(first, box)
        for label, standings in zip(self.labels, (rows.slopes, rows.moves), strict=True):
            foot = standings[0].axis
            if standings[0] is first:
                foot = min(foot, float(self.key.get_bottom()[1]))
            label.move_to(np.array([box.left + label.width / 2, foot - TIGHT - label.height / 2, 0.0]))
        above, below = self.labels
        over = float(below.get_top()[1] - above.get_bottom()[1]) + TIGHT / 2
        if self.view == "both" and over > 0:
            below.shift(over * DOWN)
        for number, ledgers in zip(self.told, (self.slopes, self.moves), strict=True):
            ledger = ledgers[self._place]
            side = UP if ledger.values[self._slot] > 0 else DOWN
            number.next_to(ledger.tip(self._slot), side, buff=TIGHT + _DOT / 2)
            if not self._is_measured:  # it is said of all of them
                number.set_x((ledgers[-1].standing.box.left + ledgers[0].standing.box.right) / 2)
            number.set_x(min(max(number.get_x(), box.left + number.width / 2), box.right - number.width / 2))
            number.shift(_past_others(number, ledgers, side, TIGHT + _DOT / 2))
        self._say_lenses(rows, box)
        self._show()

    def _stand_key(self, first: Standing, box: Box) -> None:
        """Stand the key on the axis, or where there is no room above it below."""
        above, below = box.top - first.axis, first.axis - box.bottom - 2 * _LINE
        if above >= _SHORTEST:
            self.key.stand(box.left, first.axis, first.unit, min(1.0, above * _OF_ROOM))
        else:
            reach = max(_LEAST, min(1.0, below * _OF_ROOM))
            self.key.stand(box.left, first.axis - reach - TIGHT, first.unit, reach)

    def _say_lenses(self, rows: MovesRows, box: Box) -> None:
        self.lenses.remove(*self.lenses.submobjects)
        for factor, standing in zip(rows.lenses, rows.slopes, strict=True):
            if abs(factor - 1) > 1e-6:
                label = Label(written(factor), colour=self._look.colour("quiet"))
                label.move_to(np.array([standing.box.centre[0], box.top - label.height / 2, 0.0]))
                if not any(Box.around(label).inset(-TIGHT).overlaps(Box.around(other)) for other in self.lenses):
                    self.lenses.add(label)
        below = [Box.around(number) for number in self.told]
        room = [Box.around(label).inset(-TIGHT) for label in self.lenses]
        self.lenses.shift(
            max([0.0, *(one.top - own.bottom for own in room for one in below if own.overlaps(one))]) * UP
        )

    # What it shows.

    def at(self, moved: float) -> None:
        """Show slopes alone, 0, or what every one of them has moved, 1."""
        self._first = self._turned = self._ran = moved
        self._show()

    def turn_first(self, **kwargs: Any) -> Animation:
        """Return the way of the steepest slope down to its move: it turns over, and is as long as the rate says."""
        return self._showing("_first", **kwargs)

    def turn_others(self, **kwargs: Any) -> Animation:
        """Return the same of all others, together."""
        return self._showing("_turned", **kwargs)

    def run(self, **kwargs: Any) -> Animation:
        """Return the run of all dots along their moves, at once."""
        return self._showing("_ran", self.dots, **kwargs)

    def measures(self) -> Iterator[Measure]:
        """Yield nothing: each ledger measures its own."""
        yield from ()

    def _showing(self, what: str, mobject: Any = None, **kwargs: Any) -> Animation:
        kwargs.setdefault("rate_func", rate_functions.smooth)

        def show(share: float) -> None:
            setattr(self, what, share)
            self._show()

        if mobject is not None:
            return Showing(mobject, show, **kwargs)
        return _Way(self, show, **kwargs)

    def _show(self) -> None:
        both = min(self._first, self._turned) == 1.0
        for place, (upper, copy, lower) in enumerate(zip(self.slopes, self._copies, self.moves, strict=True)):
            _show_ledger(upper, np.ones(upper.count))
            shares = np.ones(upper.count)
            if place == self._place and not both:
                shares[self._slot] = 0.0
            flipped, resting = self._turned >= self._flips, self._rows
            low, high = resting.moves[place], resting.slopes[place]
            there = high.axis + self._turned * (low.axis - high.axis)
            copy.stand(high.box, there, low.unit)
            going = 0.0 if flipped or not self._turned else 1 - self._turned / self._flips
            _show_ledger(copy, going * shares, there)
            turned = (self._turned - self._flips) / (1 - self._flips) if flipped else 0.0
            _show_ledger(lower, turned * shares, there)
        self._show_first(both=both)
        self._show_dots()

    def _show_first(self, *, both: bool) -> None:
        low, high = self.moves[self._place], self.slopes[self._place]
        if both or not self._first:
            self._flying.points = np.zeros((0, 3))
            return
        lengths = high.values[self._slot] * high.standing.unit, low.values[self._slot] * low.standing.unit
        self._flying.paint(self._kind_colour() if self._first >= self._flips else self._look.colour("slope"))
        foot = np.array([high.tip(self._slot)[0], high.axis_at + self._first * (low.axis_at - high.axis_at), 0.0])
        self._flying.span(foot, lengths[0] + self._first * (lengths[1] - lengths[0]), UP, low.wide)

    def _kind_colour(self) -> str:
        return self._colours[int(self._slot >= self.moves[self._place].weights)]

    def _show_dots(self) -> None:
        pieces = []
        for ledger, slots in zip(self.moves, self._dotted, strict=True):
            radius = _DOT if ledger.dense else min(_DOT, _OF_PITCH * ledger.pitch)
            for slot in slots:
                tip = ledger.tip(slot)
                at = np.array([tip[0], ledger.axis_at + self._ran * (tip[1] - ledger.axis_at), 0.0])
                pieces.append(_ROUND * radius + at)
        self.dots.points = np.concatenate(pieces)

    # What is made.

    def _ledger(
        self,
        group: tuple[int, ...],
        what: Literal["slopes", "moves"],
        *,
        colours: tuple[str, str] | None = None,
        names: tuple[()] | None = None,
    ) -> Ledger:
        parts = zip(*(getattr(self._carried, what)(layer) for layer in group), strict=True)
        weights, biases = (np.concatenate(part) for part in parts)
        alone = group[0]
        said: Any = (w(alone), b(alone)) if len(group) == 1 else ("w", "b")
        at = f"{what}[{alone}]" if len(group) == 1 else f"{what} before"
        return Ledger(
            weights, biases, self._look, at, colours=colours, names=said if names is None else (), boxed=False
        )

    def _slot_of(self, parameter: Quantity) -> tuple[int, int]:
        """Return in which ledger a parameter has its slot, and where."""
        layer, widths = parameter.layer or 1, self._carried.moment.network.widths
        place = next(place for place, group in enumerate(self._groups) if layer in group)
        before = [one for one in self._groups[place] if one < layer]
        if parameter.kind == "w":
            j, k = parameter.neurons
            return place, sum(widths[one] * widths[one - 1] for one in before) + j * widths[layer - 1] + k
        behind = sum(widths[one] for one in before) + parameter.neurons[0]
        return place, self.slopes[place].weights + behind


class _Way(Computed):
    """Movement of a figure whose parts are on the stage, or not, already."""

    stays = True

    def __init__(self, moves: Moves, show: Any, **kwargs: Any) -> None:
        self._shown = show
        super().__init__(moves, introducer=True, **kwargs)

    def interpolate(self, alpha: float) -> None:
        """Show how far it is."""
        self._shown(self.rate_func(min(max(alpha, 0.0), 1.0)))


_ROUND = Circle(radius=1.0).points


def _signed(read: Any, colour: str) -> Formula:
    formula = Formula("+{value}" if read.value > 0 else "{value}", em=theme.LABEL, value=read)
    return formula.set_fill(colour)


def _show_ledger(ledger: Ledger, shares: Array, axis: float | None = None) -> None:
    feet = np.column_stack(
        [ledger.home(np.arange(ledger.count)), np.full(ledger.count, ledger.axis_at if axis is None else axis)]
    )
    ledger.show(shares, feet)


def _past_others(number: Mobject, ledgers: Sequence[Ledger], side: Array, gap: float) -> Array:
    """Return how far a number at the end of its strip goes on, so that longer strips beside it do not cross it."""
    box = Box.around(number).inset(-TIGHT)
    reaches = [one.axis_at + one.reach(box.left, box.right)[int(side[1] > 0)] for one in ledgers]
    if side[1] > 0:
        return max(0.0, max(reaches) + gap - float(number.get_bottom()[1])) * UP
    return max(0.0, float(number.get_top()[1]) - (min(reaches) - gap)) * DOWN
