"""The stage of descent: all moves below the network that they change, then outputs and costs after every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, starmap
from typing import Any

from manim import VGroup

from core.model.fact import RATE
from core.notation.numeral import short
from core.notation.reading import Reading
from core.passes.choices import Story
from scenes.figures.cost_fall import CostFall
from scenes.figures.cost_steps import CostSteps
from scenes.figures.greys import Greys
from scenes.figures.moves import Moves
from scenes.figures.network import FLOW, Network
from scenes.figures.output_trails import OutputTrails
from scenes.figures.step_rule import rule_of_a_step
from scenes.layout.balance import FAR, first_central, leaning
from scenes.layout.box import Box
from scenes.layout.cells import APART, NEAR, TIGHT, Blank, Cells, Column, Panes, Row, Share
from scenes.layout.frame import Frame
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page, first_fitting
from scenes.layout.solving import least_size

_ROWS = 4
"""Rows of a network whose share of the height is no smaller."""


class StepsStage:
    """What steps of descent are shown with.

    Parameters
    ----------
    moves : Moves
        Of the first step.
    story : Story
        Of one example.
    greys : Greys
    frame : Frame
    says : str
        What costs are counted by.

    Attributes
    ----------
    moves : Moves
    network : Network
        Which runs again after the step.
    cost : CostFall
        Of the first step.
    trails : OutputTrails
    steps : CostSteps
    rate : Reading
        The learning rate.
    rule : list of Formula
        The step in general form, for weights and for biases, and the learning rate.
    """

    def __init__(self, moves: Moves, story: Story, greys: Greys, frame: Frame, says: str) -> None:
        self.moves, self._frame = moves, frame
        moment, look, alone = story.moment, greys.look, story.downhill.alone
        self.network = Network(moment, story, greys, look, place=FLOW, tall=frame.is_tall, costed=False, counted=False)
        self.cost = CostFall(alone[0], alone[1], look)
        self.trails = OutputTrails(alone, story.shown(moment.network.depth).neurons, greys)
        self.steps = CostSteps(alone, look, says)
        rate = moment.averaged.read(RATE)
        self.rate: Reading = replace(rate, numeral=short(rate.value))
        self.rule = rule_of_a_step(self.rate, biases=moment.network.update_biases)
        self._abreast, self._again = self._found_again()
        self._after = self._found_after()

    def with_the_rule(self) -> Cells:
        """Return where slopes and moves stand under the rule: that of weights alone where there is little room."""
        rules: list[Cells] = [Row(*self.rule, gap=APART), Row(self.rule[0], self.rule[-1], gap=APART)]
        if self._frame.is_tall:
            rules = [Column(*self.rule, gap=APART)]
        self.moves.view = "both"
        found: Cells = first_fitting(self._frame, *(Column(rule, Share(self.moves), gap=NEAR) for rule in rules))
        return found

    def after_the_step(self) -> Cells:
        """Return where network, outputs, cost and moves stand; outputs have lines where there is room for them."""
        self.moves.view, self.trails.beside, self.trails.abreast = "moves", self.network, 1
        return self._after

    def again(self) -> Cells:
        """Return where outputs and costs stand: these beside all lines, or below lines that stand side by side."""
        self.trails.beside, self.trails.abreast = None, self._abreast
        self.trails.progress = self.steps.progress = 1
        return self._again

    def lines(self, layout: Cells) -> list[VGroup]:
        """Return the outputs' lines beside the network, if they are in a layout."""
        return [self.trails.lines()] if self.trails in layout.contents() else []

    def _found_after(self) -> Cells:
        net, trails, cost = Share(self.network, 2), Share(self.trails), Share(self.cost)
        high, rows, edge = Share(self.moves, 3), max(_ROWS, self.network.rows), self.moves.labels[0]
        self.moves.view, self.trails.beside = "moves", self.network
        first: Cells = Column(Share(self.network, 3), Share(self.cost, 2), high, gap=NEAR, place="stretch")
        others: Iterator[Cells] = iter(())
        for parts in ((net, trails, cost), (net, cost)) if not self._frame.is_tall else ():
            ways = leaning(Row(*parts, gap=NEAR, place="stretch"), edge, right=True)
            below = [Blank(self.trails.ends)] * (trails in parts)
            side_by_side = [
                Column(Share(way, rows), *room, high, gap=NEAR, place="stretch") for room in ([], below) for way in ways
            ]
            fitting = (way for way in side_by_side if self._has_room(way) and self._is_apart(way))
            if found := next(fitting, None):
                first, others = found, fitting
                break
        Page(self._frame, first)
        self.moves.at(1)
        self.cost.at(1)
        ink = VGroup(self.network, self.cost.at_last(), *self.moves.shown(), *self.lines(first))
        layout: Cells = first_central(self._frame, chain([first], others), lambda: middle_of_ink(ink))
        self.cost.at(0)
        self.moves.at(0)
        self.moves.view = "slopes"
        return layout

    def _found_again(self) -> tuple[int, Cells]:
        trails, steps = self.trails, self.steps
        trails.progress = steps.progress = steps.last
        beside = Panes(Share(trails, 5), Share(steps, 4), gap=APART)
        ways = [(1, beside), (1, Row(Share(beside), Blank(steps.says)))] * (len(trails.rows) > 1)
        ways += [(count, Column(Share(trails), Share(steps, 2), gap=NEAR)) for count in trails.ways_abreast()]
        ways += [(1, Row(Share(beside), *[Blank(steps.says)] * 2))] * (len(trails.rows) > 1)
        fitting = [way for way in ways if self._has_room(self._abreast_in(*way))] or [(1, Column(Share(steps)))]
        ink = VGroup(*(one for one in (trails, steps) if one in fitting[0][1].contents()))
        layouts = starmap(self._abreast_in, fitting)
        found = first_central(self._frame, layouts, lambda: middle_of_ink(ink), off=FAR)
        trails.abreast, trails.progress = 1, 0
        return next(way for way in fitting if way[1] is found)

    def _abreast_in(self, count: int, layout: Cells) -> Cells:
        """Return a layout after lines stand so many side by side."""
        self.trails.abreast = count
        return layout

    def _has_room(self, layout: Any) -> bool:
        room = self._frame.stage.size
        return any(least_size(layout, side_by_side=way).fits(room) for way in (True, False))

    def _is_apart(self, layout: Cells) -> bool:
        """Whether what is under the outputs' lines, if these are there, keeps clear of the moves, which are shown."""
        if self.trails not in layout.contents():
            return True
        Page(self._frame, layout)
        self.moves.at(1)
        ends = Box.around(self.trails.ends).inset(-TIGHT)
        pieces = VGroup(*self.moves.shown()).family_members_with_points()
        return not any(ends.overlaps(Box.around(one)) for one in pieces)
