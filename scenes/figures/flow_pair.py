"""Two states of a network or two networks, side by side or below each other: two flows on one ruler."""

from __future__ import annotations

import math
from typing import Any, final

from manim import Animation, AnimationGroup, Line, VGroup

from core.passes.carried import Carried
from core.passes.choices import Story
from core.passes.choices.pair import Pair
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.named_number import NamedNumber
from scenes.figures.network import Network, Place
from scenes.figures.pane_head import PaneHead
from scenes.figures.ruler_key import RulerKey
from scenes.figures.step_count import StepCount
from scenes.figures.swept import Swept
from scenes.layout.box import Box, Size
from scenes.layout.cells import APART, NEAR
from scenes.motion import Recompute, Showing

_PANES = 2
_SMALL = Place(0.24, 1.31)
"""With gaps for ribbons that are wide for half of a stage."""
_KEY = 0.6
"""How long the key of the ruler is at most."""


@final
class FlowPair(VGroup):
    """One network in two states or two networks, and what flows back in each.

    The two stand where they are larger: side by side, or below each other. All flows, of all examples, have one
    ruler, and no lens: how much thinner one is than another is what they tell.

    Parameters
    ----------
    both : Pair
    stories : tuple of Story
        Of each of the two: which neurons are drawn. One network has the same ones in both states.
    heads : sequence of PaneHead
        What stands above each of the two.
    feet : tuple of (NamedNumber, StepCount or None)
        Which example is shown, in the middle below both; how many steps lie between them, if any do, at the right.
    look : Theme

    Attributes
    ----------
    flows : tuple of Flow
        Before and after.
    rule : Line
        Between the two.
    key : RulerKey
    """

    def __init__(
        self,
        both: Pair,
        stories: tuple[Story, Story],
        heads: tuple[PaneHead, PaneHead],
        feet: tuple[NamedNumber, StepCount | None],
        look: theme.Theme,
    ) -> None:
        self.heads, (self.example, self.count), self._look = heads, feet, look
        inputs, activations = map(max, *(story.brightest for story in stories))
        greys = Greys(inputs, activations, look)
        self._moments = [(both.before(one), both.after(one)) for one in both.examples]
        layers = range(stories[0].moment.network.depth + 1)
        groups = [{layer: story.shown(layer).groups for layer in layers} for story in stories]
        self._carried = [tuple(map(Carried, pair, groups)) for pair in self._moments]
        networks = [
            Network(one, story, greys, look, place=_SMALL, slim=True, costed=False)
            for one, story in zip(self._moments[0], stories, strict=True)
        ]
        self.flows = tuple(
            Flow(network, carried, look, "") for network, carried in zip(networks, self._carried[0], strict=True)
        )
        grey = look.dimmed(look.colour("quiet"), theme.PALE)
        self.rule = Line(color=grey, stroke_width=theme.LINE_WIDTH)
        self.key = RulerKey(stories[0].moment, look)
        super().__init__(*self.flows, *heads, *(one for one in feet if one is not None), self.rule, self.key)

    @property
    def end(self) -> Swept:
        """When both flows have run back, bright."""
        return Swept(self.flows[0].end, glow=1)

    def least_size(self) -> Size:
        """Return the room in which both have room in one way or the other."""
        ways = [self._needs(beside=beside) for beside in (True, False)]
        return Size(min(way.width for way in ways), min(way.height for way in ways))

    def fill(self, box: Box) -> None:
        """Stand in a box, all flows on the largest ruler for which each of them has room."""
        ways = {beside: self._needs(beside=beside) for beside in (True, False)}
        beside = max(ways, key=lambda way: min(box.width / ways[way].width, box.height / ways[way].height))
        panes = self._parted(Box(box.left, box.bottom + self._foot, box.right, box.top), beside=beside)
        level = all(head.is_level(panes[0].width) for head in self.heads)
        height = max(head.reach(level=level) for head in self.heads)
        for head, pane in zip(self.heads, panes, strict=True):
            head.stand(pane, height, level=level)
        foot = box.bottom + (self._foot - NEAR) / 2
        furthest = box.right
        if self.count is not None:
            self.count.shift([box.right - self.count.get_right()[0], foot - self.count.get_y(), 0])
            furthest = self.count.get_left()[0] - APART - self.example.width / 2
        self.example.move_to([min(box.centre[0], furthest), foot, 0])
        self._rooms = [Box(pane.left, pane.bottom, pane.right, pane.top - height - NEAR) for pane in panes]
        each = list(zip(self.flows, zip(*self._carried, strict=True), self._rooms, strict=True))
        unit = min(flow.room_for(room, carried) for flow, carried, room in each)
        self._unit = unit if math.isfinite(unit) else 1.0
        for flow, carried, room in each:
            flow.carry(carried[0])
            flow.on_ruler(self._unit)
            flow.fill(room)
        self.key.stand(box.left, box.bottom + NEAR / 2, self._unit, _KEY)

    def bare(self) -> VGroup:
        """Return both networks with nothing run through them yet, their discs unlit."""
        found = VGroup()
        for network in (flow.network for flow in self.flows):
            discs = [disc.unlit() for disc in network.discs.values()]
            beside = [part for layer in network.layers for part in network.beside(layer)]
            grounds = network.grounds.values()
            found.add(VGroup(network.glows, *network.edges.values(), *grounds, *discs, *beside, network.earlier))
        return found

    def split(self, **kwargs: Any) -> Animation:
        """Return how one network becomes two: they stand on each other in the middle, and go into their panes."""
        middle = self._rooms[0].towards(self._rooms[1], 1 / 2)

        def show(share: float) -> None:
            for flow, room in zip(self.flows, self._rooms, strict=True):
                flow.fill(middle.towards(room, share))

        show(0.0)
        return Showing(VGroup(), show, **kwargs)

    def light(self, layer: int, **kwargs: Any) -> Animation:
        """Return how a layer lights up in both, in step."""
        discs = [disc for flow in self.flows for disc in flow.network.column(layer)]
        return AnimationGroup(*(disc.light() for disc in discs), **kwargs)

    def at(self, state: Swept) -> None:
        """Show how far both sweeps have come."""
        for flow in self.flows:
            flow.at(state)

    def sweep(self, start: Swept, end: Swept, **kwargs: Any) -> Recompute:
        """Return the way of both flows from one state to another, in step."""
        return Recompute(
            *self.flows, through=lambda share: start.to(end, share), rate_func=lambda share: share, **kwargs
        )

    def turn(self, before: int, place: int, **kwargs: Any) -> Animation:
        """Return the way from one of the examples that are told to another: all widths run to its own."""
        places = before, place
        ends = [list(zip(*(one[at] for at in places), strict=True)) for one in (self._moments, self._carried)]

        def show(share: float) -> None:
            seen = float(round(share)) if self._look.calm else share
            for flow, head, moments, carried in zip(self.flows, self.heads, *ends, strict=True):
                flow.carry(*carried, seen) if seen < 1 else flow.carry(carried[1])
                flow.recall()
                for disc in flow.network.discs.values():
                    disc.between(*moments, seen)
                head.between(places, *moments, seen)
                if flow.network.picture is not None:
                    flow.network.picture.at(moments[round(seen)])
            self.example.turn(places[round(seen)])

        return Showing(VGroup(), show, **kwargs)

    def _parted(self, room: Box, *, beside: bool) -> list[Box]:
        """Return the two panes of a room, with the rule between them."""
        (x, y, _), ends = room.centre, room.sides
        if beside:
            half = (room.width - APART) / _PANES
            self.rule.put_start_and_end_on([x, room.top, 0], [x, room.bottom, 0])
            return [Box(*ends[:2], room.left + half, room.top), Box(room.right - half, *ends[1:])]
        half = (room.height - APART) / _PANES
        self.rule.put_start_and_end_on([room.left, y, 0], [room.right, y, 0])
        return [Box(room.left, room.top - half, *ends[2:]), Box(*ends[:3], room.bottom + half)]

    def _needs(self, *, beside: bool) -> Size:
        """Return the room for both, side by side or below each other."""
        sizes = [flow.least_size() for flow in self.flows]
        each = Size(max(one.width for one in sizes), max(one.height for one in sizes))
        head = max(one.height for one in self.heads) + NEAR
        width, height = max(each.width, *(one.least_width for one in self.heads)), each.height + head
        if beside:
            return Size(_PANES * width + APART, height + self._foot)
        return Size(width, _PANES * height + APART + self._foot)

    @property
    def _foot(self) -> float:
        """How high what stands below both is, with its gap."""
        return max(*(float(one.height) for one in (self.example, self.count) if one is not None), _KEY) + NEAR
