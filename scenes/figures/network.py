"""The network as discs and edges at places that all lessons agree on; what is left out of it is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, final

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Mobject, Rectangle, VGroup

from core.model.arrays import Array
from core.model.quantity import C, a
from core.passes.choices import Story
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.clipping import straight
from scenes.figures.cost_square import CostSquare
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.input_picture import InputPicture
from scenes.layout.box import Box, Size
from scenes.type.blanks import Line
from scenes.type.formula import Formula, Label

_DEEPEST = 9
"""Columns drawn at most; of a deeper network the last ones."""
_SMALLEST, _CLOSEST, _NARROWEST = 0.16, 0.44, 0.68
"""Radius, pitch of neurons, and distance of columns, at least."""
_COST = 0.25
"""Of the length, the squares of a cost that does not fit into one, at most."""
_DOT, _DOTS = 0.035, 0.13
_GAP = 0.12
_TALL_NAME = 0.55
_SPREAD = 1.4
"""How much wider than high neurons are apart: rows of a tall frame have room."""
_PICTURE, _SLIM_PICTURE, _OF_BREADTH, _LED = 0.16, 0.12, 0.7, 0.4
"""Of the length what the picture of the inputs takes, without and with bands; of the breadth; from it to neurons."""


@dataclass(frozen=True, slots=True)
class Place:
    """How large the network is where a lesson shows it; in units of the frame's short side.

    Parameters
    ----------
    radius : float
        Of a neuron.
    pitch : float
        From neuron to neuron of a layer.
    full : float
        How large a radius may be for the pitch where neurons are crowded.
    """

    radius: float
    pitch: float
    full: float = 0.36


HOME = Place(0.464, 1.49, 0.42)
"""Alone on stage; names have room in its neurons."""
OPEN = Place(0.56, 3.3, 0.42)
"""Alone on stage, over all of its height."""
FLOW = Place(0.32, 1.31)
"""With wide gaps for ribbons, and room below."""
LARGE = Place(0.62, 2.4, 0.46)
"""With wide gaps for ribbons, and room for a number in each neuron."""
PANE = Place(0.28, 1.24)
"""In the left part of the stage."""


@final
class Network(VGroup):
    """A whole network with its cost.

    Parameters
    ----------
    moment : Moment
    story : Story
        Which neurons of wide layers are drawn.
    greys : Greys
    look : Theme
    place : Place
    tall : bool
        Whether layers are rows, inputs on top; else they are columns, inputs at the left.
    named : bool
        Whether the user's names of inputs and outputs stand beside them.
    costed : bool
        Whether the cost stands behind the outputs.
    slim : bool
        Whether counts of what is not drawn take no more room than a neuron, for bands that begin there.
    crowds : callable, optional
        From a layer to which of its neurons are drawn; default: those of all lessons on the whole network.
    counted : bool
        Whether it is said how many are not drawn; else there are three dots alone.

    Attributes
    ----------
    is_tall : bool
    layers : range
        The layers drawn.
    shown : dict of int to Shown
        Which neurons of each layer are drawn.
    discs : dict
        (layer, neuron) -> Disc.
    edges : dict
        (layer, j, k) -> Line, from the rim of neuron k to the rim of neuron j.
    counts, grounds : dict
        layer -> VGroup of three dots and the number of neurons that are not drawn; and the Rectangle behind it.
    to_cost : dict
        output -> Line to the cost.
    cost : CostSquare
    letter : Formula
        The C beside it.
    names : dict
        (layer, neuron) -> Label.
    picture : InputPicture or None
        Before the inputs, where they are one.
    earlier : VGroup
        Where layers are left out: dots and how many.
    """

    def __init__(
        self,
        moment: Moment,
        story: Story,
        greys: Greys,
        look: theme.Theme,
        *,
        place: Place = HOME,
        tall: bool = False,
        named: bool = False,
        costed: bool = True,
        slim: bool = False,
        crowds: Callable[[int], Shown] | None = None,
        counted: bool = True,
    ) -> None:
        self._look, self.is_tall, self._place, self._costed = look, tall, place, costed
        self._is_slim = slim
        depth = moment.network.depth
        first = max(0, depth + 1 - _DEEPEST)
        self.layers = range(first, depth + 1)
        self.shown: dict[int, Shown] = {layer: (crowds or story.shown)(layer) for layer in self.layers}
        self.discs = {
            (layer, j): Disc(moment, a(layer, j), greys, place.radius)
            for layer, shown in self.shown.items()
            for j in shown.neurons
        }
        line = look.dimmed(look.colour("w"), theme.PALE)
        ends = [
            (layer, j, k)
            for layer in self.layers[1:]
            for j in self.shown[layer].neurons
            for k in self.shown[layer - 1].neurons
        ]
        self.edges = {end: Line(color=line, stroke_width=theme.LINE_WIDTH) for end in ends}
        grey = look.dimmed(look.colour("text"), theme.PALE)
        ends_at_cost = self.shown[self.layers[-1]].neurons if costed else ()
        self.to_cost = {j: Line(color=grey, stroke_width=theme.LINE_WIDTH) for j in ends_at_cost}
        quiet = look.colour("quiet")
        self.counts = {
            layer: _count(len(one.hidden), quiet, tall, below=slim or tall)
            for layer, one in self.shown.items()
            if one.hidden
        }
        self.cost = CostSquare([moment], look)
        self.letter = Formula("{C}", C=C, em=theme.FORMULA)
        self.names = self._named(moment) if named else {}
        pictured = not first and InputPicture.fits(moment)
        self.picture = InputPicture(moment, self.shown[0].neurons, greys, tall=tall) if pictured else None
        self.earlier = _count(first, quiet, not tall, below=not tall) if first else VGroup()
        told = self.picture is not None  # whoever counts its cells knows how many inputs there are
        for layer, (_, number) in (*self.counts.items(), *([(first, self.earlier)] if first else [])):
            if not counted or (told and layer == 0):
                number.remove(*number.submobjects)
        self.glows = VGroup(*(disc.glow for disc in self.discs.values()))
        colour = look.colour("ground")
        self.grounds = {
            layer: Rectangle(width=count[1].width + _GAP, height=count[1].height + _GAP, stroke_width=0)
            for layer, count in self.counts.items()
            if count[1].submobjects
        }
        grounds = VGroup(*self.grounds.values()).set_fill(colour, opacity=1)
        super().__init__(
            self.glows,
            VGroup(*self.edges.values(), *self.to_cost.values()),
            grounds,
            VGroup(*self.discs.values()),
            *([VGroup(self.picture)] if self.picture is not None else []),
            VGroup(*self.counts.values(), self.earlier),
            VGroup(*self.names.values()),
            *([VGroup(self.cost, self.letter)] if costed else []),
        )

    def take(self, place: Place) -> Network:
        """Be as large as at another place, from the next `fill` on; return the network itself."""
        self._place = place
        return self

    @property
    def is_costed(self) -> bool:
        """Whether the cost stands behind the outputs."""
        return self._costed

    @property
    def radius(self) -> float:
        """Of its neurons now."""
        return next(iter(self.discs.values())).radius

    @property
    def rows(self) -> int:
        """How many places the widest layer takes."""
        return max(len(shown.neurons) + bool(shown.hidden) for shown in self.shown.values())

    def least_size(self) -> Size:
        """Return the room in which its neurons can be told apart."""
        along = (len(self.layers) + self._costed) * _NARROWEST + self._name_room() + self._picture_room(0.0, 0.0)
        across = self.rows * _CLOSEST
        return Size(across, along) if self.is_tall else Size(along, across)

    def fill(self, box: Box) -> None:
        """Stand in a box, its columns over the whole length."""
        count = len(self.layers)
        length, breadth = (box.height, box.width) if self.is_tall else (box.width, box.height)
        pitch = min(self._place.pitch * (_SPREAD if self.is_tall else 1.0), breadth / self.rows)
        radius = max(_SMALLEST, min(self._place.radius, self._place.full * pitch, 0.2 * length / count))
        side = min(2 * radius, breadth / 2)
        if not self.is_tall:
            side = min(side, _COST * length / self.cost.count)
        pictured = self._picture_room(length, breadth)
        before = float(self.earlier.height) + _GAP if self.is_tall else float(self.earlier.width) + 4 * _DOTS
        room = pictured + self._name_room() + (before if self.earlier.submobjects else 0.0)
        first = self.counts.get(0)
        start = room + max(radius, self._reach_of(first, radius) if first is not None else 0.0)
        end = length - (side * (1 if self.is_tall else self.cost.count) + self._letter_room())
        steps = np.linspace(start, end - side / 2, count + 1)
        if self._is_slim:  # half of the way from column to column is for bands, which keep clear of counts, too
            widest = max((float(count[1].width) / 2 for count in self.counts.values()), default=0.0)
            radius = max(_SMALLEST, min(radius, max(float(steps[1] - steps[0]) / 4, widest)))
        if not self._costed:
            last = self.counts.get(self.layers[-1])
            reach = max(radius, float(last.width) / 2 if last is not None and not self.is_tall else 0.0)
            steps = np.linspace(start, length - reach - self._end_room(), count)
        for column, layer in enumerate(self.layers):
            self._stack(layer, self._at(box, float(steps[column]), 0.0), radius, pitch)
        self.cost.stand(
            self._at(box, float(steps[-1]) + side * (1 if self.is_tall else self.cost.count) / 2, 0.0), side
        )
        self.letter.next_to(self.cost, LEFT if self.is_tall else RIGHT, buff=_GAP)
        if self.earlier.submobjects:
            self.earlier.move_to(self._at(box, room / 2, 0.0))
        self.lead_edges()
        for (layer, j), name in self.names.items():
            side_of = LEFT if layer == 0 else RIGHT
            if self.is_tall:
                side_of = UP if layer == 0 else DOWN
            name.next_to(self.discs[layer, j].rim, side_of, buff=_GAP)
        if self.picture is not None:
            self._stand_picture(self.picture, box, max(0.0, pictured - _LED))

    def at(self, moment: Moment) -> None:
        """Show the activations and the cost of a moment."""
        for disc in self.discs.values():
            disc.at(moment)
        self.cost.at(moment)
        if self.picture is not None:
            self.picture.at(moment)

    def place_of(self, layer: int) -> Array:
        """Return the middle of a layer's neurons, shape (3,)."""
        places = [disc.centre for disc in self.column(layer)]
        centre: Array = (np.min(places, axis=0) + np.max(places, axis=0)) / 2
        return centre

    def column(self, layer: int) -> list[Disc]:
        """Return the discs of a layer, from the top."""
        return [disc for (at, _), disc in self.discs.items() if at == layer]

    def beside(self, layer: int) -> list[VGroup]:
        """Return what stands at a layer besides its neurons: how many are left out, and the inputs as a picture."""
        count = [self.counts[layer]] if layer in self.counts else []
        return [*count, *([self.picture] if self.picture is not None and layer == 0 else [])]

    def pieces(self) -> list[Mobject]:
        """Return all that it is made of, piece by piece."""
        ends = [self.cost, self.letter] if self._costed else []
        lines = [*self.edges.values(), *self.to_cost.values()]
        beside = [part for layer in self.layers for part in self.beside(layer)]
        earlier = [self.earlier] if self.earlier.submobjects else []
        return [*lines, *self.discs.values(), *beside, *earlier, *self.names.values(), *ends]

    def edges_into(self, layer: int) -> list[Line]:
        """Return the edges into a layer."""
        return [edge for (at, _, _), edge in self.edges.items() if at == layer]

    def edges_from(self, layer: int, k: int) -> list[Line]:
        """Return the edges that leave a neuron."""
        return [edge for (at, _, start), edge in self.edges.items() if at == layer + 1 and start == k]

    def light_edges(self, **kwargs: Any) -> list[Animation]:
        """Return the brightening of all edges at once: their weights are spoken of."""
        bright = self._look.colour("w")
        return [edge.animate(**kwargs).set_stroke(bright) for edge in self.edges.values()]

    def hidden_place(self, layer: int) -> Array:
        """Return where the neurons stand that are not drawn, shape (3,)."""
        dots, number = self.counts[layer]
        centre: Array = (number if not dots.get_fill_opacity() else self.counts[layer]).get_center()
        return centre

    def _stack(self, layer: int, middle: Array, radius: float, pitch: float) -> None:
        shown = self.shown[layer]
        places: list[int | None] = list(shown.neurons)
        if shown.after is not None:
            places.insert(shown.after, None)
        across = RIGHT if self.is_tall else DOWN
        for row, j in enumerate(places):
            where = middle + (row - (len(places) - 1) / 2) * pitch * across
            if j is None:
                alone = self._stand_count(self.counts[layer], where, pitch)
                if not (self.is_tall or layer):  # edges leave inputs to the right alone
                    self._keep_left(self.counts[0], where, radius / 2 if alone else None)
                if layer in self.grounds:
                    self.grounds[layer].move_to(self.counts[layer][1])
            else:
                self.discs[layer, j].stand(where, radius)

    @staticmethod
    def _stand_count(count: VGroup, where: Array, pitch: float) -> bool:
        """Stand between two neurons; where they are near to each other without dots. Return whether it does so."""
        dots, number = count
        if not number.submobjects:
            count.move_to(where)
            return False
        crowded = number.get_bottom()[1] < dots.get_bottom()[1] and count.height + 2 * _GAP > pitch
        dots.set_fill(opacity=0.0 if crowded else 1.0)
        count.move_to(where)
        if crowded:
            count.shift(where - number.get_center())
        return bool(crowded)

    def _reach_of(self, count: VGroup, radius: float) -> float:
        """Return how far a count of inputs reaches from their middle: as a number it may end before that."""
        dots, number = count
        if self.is_tall:
            return float(count.height) / 2
        if not number.submobjects:
            return float(count.width) / 2
        beside = float(count.width - dots.width / 2) if _is_beside(count) else 0.0
        return max(float(count.width) / 2, float(number.width) - radius / 2, beside)

    @staticmethod
    def _keep_left(count: VGroup, where: Array, most: float | None) -> None:
        """Let a number stand at the left of its dots; where it is alone it ends at most so far to the right."""
        dots, number = count
        if not number.submobjects:
            return
        if most is not None:
            count.shift(min(0.0, float(where[0]) + most - float(number.get_right()[0])) * RIGHT)
        elif _is_beside(count):
            number.next_to(dots, LEFT, buff=abs(number.get_x() - dots.get_x()) - (number.width + dots.width) / 2)
            count.shift(where - dots.get_center())

    def lead_edges(self) -> None:
        """Let edges run from rim to rim, wherever neurons stand."""
        radius, centres = self.radius, {at: disc.centre for at, disc in self.discs.items()}
        for (layer, j, k), edge in self.edges.items():
            start, end = centres[layer - 1, k], centres[layer, j]
            along = (end - start) / np.linalg.norm(end - start) * radius
            edge.points = straight(np.array([start + along, end - along]))
        towards = self.cost.frames.get_edge_center(UP if self.is_tall else LEFT)
        for j, line in self.to_cost.items():
            start = self.discs[self.layers[-1], j].centre
            along = (towards - start) / (np.linalg.norm(towards - start) or 1.0) * radius
            line.points = straight(np.array([start + along, towards]))

    def _at(self, box: Box, along: float, across: float) -> Array:
        """Return the point of the stage that is so far along the network's run, and across it from the middle."""
        if self.is_tall:
            return np.array([box.centre[0] + across, box.top - along, 0.0])
        return np.array([box.left + along, box.centre[1] + across, 0.0])

    def _letter_room(self) -> float:
        return 0.0 if self.is_tall else float(self.letter.width) + _GAP

    def _name_room(self) -> float:
        if self.is_tall:
            return _TALL_NAME if self.names else 0.0
        return max((name.width + _GAP for (layer, _), name in self.names.items() if layer == 0), default=0.0)

    def _end_room(self) -> float:
        """Return the room for the names of outputs where no cost stands beyond them."""
        if self.is_tall:
            return _TALL_NAME if self.names else 0.0
        outputs = [name.width + _GAP for (layer, _), name in self.names.items() if layer]
        return max(outputs, default=0.0)

    def _picture_room(self, length: float, breadth: float) -> float:
        """Return the room along the network for the picture of the inputs and the lines from it."""
        if self.picture is None:
            return 0.0
        across, along = _OF_BREADTH * breadth, (_SLIM_PICTURE if self._is_slim else _PICTURE) * length
        size = self.picture.size(across, along) if self.is_tall else self.picture.size(along, across)
        return (size.height if self.is_tall else size.width) + _LED

    def _stand_picture(self, picture: InputPicture, box: Box, along: float) -> None:
        """Stand the picture before the inputs, and lead from its cells to their neurons or names."""
        breadth = box.width if self.is_tall else box.height
        middle = self._at(box, along / 2, 0.0)
        half = np.array([breadth, along] if self.is_tall else [along, breadth]) / 2
        picture.fill(Box(middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1]))
        side = UP if self.is_tall else LEFT
        ends = {k: self.names.get((0, k), self.discs[0, k].rim) for k in self.shown[0].neurons}
        picture.lead({k: end.get_edge_center(side) for k, end in ends.items()})

    def _named(self, moment: Moment) -> dict[tuple[int, int], Label]:
        network, grey = moment.network, self._look.colour("quiet")
        known = {0: network.inputs, network.depth: network.outputs}
        return {(layer, j): Label(known[layer][j], colour=grey) for layer, j in self.discs if known.get(layer)}


def _count(hidden: int, colour: str, lying: bool, *, below: bool) -> VGroup:  # noqa: FBT001  which way the dots run
    """Return three dots and how many they stand for."""
    towards = RIGHT if lying else UP
    dots = VGroup(*(Circle(radius=_DOT, stroke_width=0).shift(towards * _DOTS * place) for place in (-1, 0, 1)))
    dots.set_fill(colour, opacity=1)
    number = Label(f"+{hidden}", colour=colour)
    return VGroup(dots, number.next_to(dots, DOWN if below else RIGHT, buff=_GAP))


def _is_beside(count: VGroup) -> bool:
    """Whether a number stands beside its dots, and not below them."""
    dots, number = count
    return bool(number.get_left()[0] > dots.get_right()[0] or number.get_right()[0] < dots.get_left()[0])
