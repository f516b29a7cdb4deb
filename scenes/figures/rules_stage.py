"""The stage of the three rules: the whole network, one edge of it at close range, and the rules on their plates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from manim import Animation, FadeIn, Mobject, VGroup, VMobject
from sympy import Sum

from core.algebra.three_formulas import delta_at_outputs, delta_before_outputs, without_layers
from core.passes.carried import Carried, Group
from core.passes.choices import Story
from scenes import theme
from scenes.figures.clear_arc import past_type, rim_of
from scenes.figures.delta_line import DeltaLine
from scenes.figures.flow import Flow
from scenes.figures.gathering import Gathering
from scenes.figures.greys import Greys
from scenes.figures.near_edge import NearEdge
from scenes.figures.network import FLOW, Network
from scenes.figures.rules import Rules, Way
from scenes.figures.slots import Slots
from scenes.figures.swept import Swept
from scenes.layout.balance import FAR, first_central
from scenes.layout.box import Box
from scenes.layout.cells import APART, NEAR, Blank, Cells, Column, Place, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page
from scenes.layout.solving import least_size

_FEW, _ROWS = 3, 4
"""Neurons of a layer at close range where the frame is not wide; rows over which delta has room, at most."""
_MOST_ROWS = 5
"""Rows of a network that can spare room at its left."""
_LEAST = 0.1
"""The share of rules that take no more room than they need."""
_BESIDE: tuple[Way, bool, float] = ("column", True, 0.75)
_BELOW: tuple[tuple[Way, bool, float], ...] = (("column", False, _LEAST), ("pair", False, _LEAST))
"""How rules stand, whether beside the hero, and their share of its room."""


class RulesStage:
    """What backpropagation is told again with.

    Parameters
    ----------
    story : Story
        Of one example.
    look : Theme
    frame : Frame
    lens : str
        What is said of a lens, with braces for how much longer it draws.

    Attributes
    ----------
    flow : Flow
    slots : Slots
    rules : Rules
    near : NearEdge
    at_outputs, line : DeltaLine
        What delta is at the outputs, and in the layers before them if that is something else.
    outputs : str
        Whether outputs stand apart, or compete, or are shares whose delta is their miss.
    told_knot : Knot
        At the output whose weight is told.
    """

    def __init__(self, story: Story, look: theme.Theme, frame: Frame, lens: str) -> None:
        moment, self._frame = story.moment, frame
        network, depth, greys = moment.network, moment.network.depth, Greys.of(story, look)
        picture = Network(moment, story, greys, look, place=FLOW, tall=frame.is_tall, slim=True)
        self.carried = Carried(moment, {layer: story.shown(layer).groups for layer in range(depth + 1)})
        self.flow = Flow(picture, self.carried, look, lens)
        self.flow.remove(self.flow.score)
        self.slots = Slots(self.flow, look)
        self.rules = Rules(moment, look)
        told = story.recalled_weight
        few = {depth: self._few(story, depth)} if not frame.is_wide else {}
        near = Carried(moment, {**self.carried.groups, **few})
        gathering = Gathering(near, (depth - 1, told.neurons[1]), greys, look, turned=frame.is_tall, gated=False)
        self.near = NearEdge(gathering, told, look, turned=frame.is_tall)
        self._is_close = False
        at_outputs = delta_at_outputs(network, moment.examples.Y[moment.state.example or 0])
        self.at_outputs = DeltaLine(without_layers(at_outputs), look, theme.HERO)
        hidden = depth > 1 and self.carried.competes(depth)
        before = delta_before_outputs(network) if hidden else at_outputs
        self.line = DeltaLine(without_layers(before), look, theme.FORMULA)
        self.outputs = (
            "apart" if not self.carried.competes(depth) else "compete" if at_outputs.right.has(Sum) else "shares"
        )
        self.told_knot = self.flow.knots[depth, self.carried.groups[depth].index((told.neurons[0],))]

    def _few(self, story: Story, layer: int) -> tuple[Group, ...]:
        """Return those of a layer at close range; in a tall frame how many are left out takes the place of one."""
        shown = story.shown(layer, _FEW)
        return story.shown(layer, _FEW - 1).groups if self._frame.is_tall and shown.hidden else shown.groups

    def alone(self) -> Cells:
        """Return where the network stands with what delta is at its outputs."""
        rows = self.flow.network.rows  # of a chain the cost is as bright as all before it, of a wide network it is not
        place: Place = "start" if rows == 1 else "end" if rows > _ROWS else "centre"
        apart = Blank(self.at_outputs) if rows == 1 else None
        gap, state = APART if rows == 1 else NEAR, self.flow.state
        places: tuple[Place, ...] = (place, "centre", "start", "end")
        ways = [Column(self.at_outputs, apart, Share(self.flow), gap=gap, place=one) for one in dict.fromkeys(places)]
        Page(self._frame, ways[0])
        self.flow.at(Swept(self.flow.after(self.flow.carried.depth)))
        ink = VGroup(self.at_outputs, self.flow)
        found: Cells = first_central(self._frame, ways, lambda: middle_of_ink(ink), off=FAR)
        self.flow.at(state)
        return found

    def close(self) -> Cells:
        """Return where the edge stands with the rules, which are in one place where there is no room for all."""
        self._is_close = True
        found = self._arranged((self.near,), (_BESIDE, ("column", False, 1.0), ("place", False, _LEAST)))
        if not isinstance(found, Row) or len(self.flow.network.column(self.near.gathering.layer + 1)) == 1:
            return found
        # several neurons are heavier than rules of which one is written
        aside = Row(Blank(self.flow.network.letter), *found.items, gap=NEAR, place="stretch")
        return aside if self._has_room(aside) else found

    def whole(self) -> Cells:
        """Return where the network stands with the rules, and with slots and delta where there is room."""
        self._is_close = False
        flow, slots = Share(self.flow, 3), Share(self.slots, 1)
        contents = ((self.line, flow, slots), (flow, slots), (flow,))[self.flow.network.rows > _ROWS :]
        heroes = [Column(*one, gap=NEAR, place="stretch") for one in contents]
        found = self._arranged(heroes, _BELOW[::-1] if self._frame.is_tall else (_BESIDE, *_BELOW))
        if not isinstance(found, Row) or self.flow.network.rows > _MOST_ROWS:
            return found
        state, end = self.slots.state, Swept(self.slots.end, glow=1)
        blank = Blank(self.flow.network.letter)
        rows = [found, Row(blank, *found.items, gap=NEAR, place="stretch")]
        Page(self._frame, found)
        for one in (self.flow, self.slots, self.rules):
            one.at(end)
        ink, fitting = VGroup(*found.contents()), [found, *filter(self._has_room, rows[1:])]
        layout: Cells = first_central(self._frame, fitting, lambda: middle_of_ink(ink), off=FAR)
        for one in (self.flow, self.slots, self.rules):
            one.at(state)
        return layout

    def bring(self, part: VMobject, source: Mobject, *past: Mobject) -> Animation:
        """Return the way of a part of a formula out of what it stands for, past what is written elsewhere.

        Parameters
        ----------
        part : VMobject
            In its place already.
        source, *past : Mobject
        """
        network = self.flow.network
        around = [network.letter, self.flow.key, *self.flow.lens.label, *network.counts.values(), *network.earlier]
        written = [*(self.near.texts() if self._is_close else around), *past]
        if not len(source.family_members_with_points()):
            return FadeIn(part)
        taken = [Box.around(one) for one in written if len(one.family_members_with_points())]
        return past_type(part, rim_of(Box.around(source), part), taken, self._frame.safe)

    def _arranged(self, heroes: Sequence[Any], ways: Sequence[tuple[Way, bool, float]]) -> Cells:
        """Return the first arrangement that has room: rules beside a hero, or below it."""
        self.rules.hold_type(held=False)
        for hero, (way, beside, share) in product(heroes, ways):
            cells = Row if beside else Column
            layout = cells(Share(hero), Share(self.rules.take(way), share), gap=NEAR, place="stretch")
            if self._has_room(layout):
                break
        return self._with_type_as_large(layout) if isinstance(layout, Row) else layout

    def _with_type_as_large(self, layout: Row) -> Cells:
        """Return a hero and rules beside it that take no more room than their type needs, as large as it is."""
        Page(self._frame, layout)
        self.rules.hold_type(held=True)
        hero, rules = layout.items
        less = Row(hero, Share(rules.item, _LEAST), gap=NEAR, place="stretch")
        if self._has_room(less):
            return less
        self.rules.hold_type(held=False)
        return layout

    def _has_room(self, layout: Cells) -> bool:
        return least_size(layout).fits(self._frame.stage.size)
