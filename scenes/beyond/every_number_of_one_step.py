"""One step of training on one example, every number of it: forward, back, all the way back, the move, and many more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from manim import Animation, FadeIn, FadeOut, VGroup

from core.model.fact import RATE, STEPS_TAKEN, layer_number, neuron_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, z
from core.notation.numeral import short
from core.notation.printed import adds, closing, joins
from core.notation.reading import Named
from core.passes.carried import Carried
from core.passes.choices.crowds import Shown, shown_of
from core.passes.choices.one_step import OneStep, why_too_large
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.long_descent import LongDescent
from scenes.figures.network import LARGE
from scenes.figures.network import Network as Drawn
from scenes.figures.path_products import PathProducts, light, path_lines
from scenes.figures.step_head import StepHead
from scenes.figures.step_rule import rule_of_a_step
from scenes.figures.step_sheet import PANELS, StepSheet
from scenes.figures.swept import Swept
from scenes.figures.worked_neuron import WorkedNeuron
from scenes.figures.wrapped_line import WrappedLine
from scenes.layout.balance import balanced, filled, first_central, leaning
from scenes.layout.cells import APART, NEAR, Cells, Column, Overlay, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page, first_fitting
from scenes.layout.solving import least_size
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Spell, instead
from scenes.type.formula import Formula
from scenes.words.language import Fact

_CROWD = 6
"""Neurons of a layer that are drawn at most."""
_DIGITS = 3


class EveryNumberOfOneStep(Lesson):
    """One step of training is arithmetic, and all of it fits on one page."""

    chapter = "beyond"
    poster = "move_every_weight"
    default_network = "two_two_two.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is no way back to tell of, more numbers than have room, or no step that can be taken."""
        if network.depth == 1:
            return "it has no hidden layer, so that nothing is carried back"
        if reason := why_too_large(network) or super().why_not(network, examples):
            return reason
        one = OneStep(Moment.first(network, examples))
        if not one.is_writable:
            return "some of its numbers are too large or too small to stand on a page with the others"
        if not one.marks:
            return f"a step of learning_rate {network.learning_rate:g} carries numbers beyond what can be computed"
        return ""

    def setup(self) -> None:
        """Lay out the network with its lines of numbers, the products of paths, the page of moves, and the costs."""
        super().setup()
        self.one, self.facts = OneStep(self.moment), {"factor": "{}"}
        room = self.frame.stage.size
        greys = Greys.of(self.story, self.theme)
        carried = Carried(self.moment, {layer: self._shown(layer).groups for layer in range(self.network.depth + 1)})
        self.net = Drawn(
            self.moment,
            self.story,
            greys,
            self.theme,
            place=LARGE,
            tall=self.frame.is_tall,
            slim=True,
            crowds=self._shown,
        )
        self.flow = Flow(self.net, carried, self.theme, self.say("lens").text)
        self.slowly = WorkedNeuron(self.one, room)
        self.sum, self.back = self.slowly.sum, self.slowly.back
        self.rate = replace(self.moment.averaged.read(RATE), numeral=short(self.moment.value(RATE)))
        self.rule = rule_of_a_step(self.rate, biases=self.network.update_biases)
        self.sheets, self.head = self._pages()
        self.costs = LongDescent(self.one, self.theme, self.say("steps").text, room)
        ways = [
            PathProducts(OneStep(self.moment, most), room, named=named) for named in (True, False) for most in (2, 1)
        ]
        layouts = [self._above(self.flow, way.cells) for way in ways]
        self.in_paths = first_fitting(self.frame, *layouts)
        self.products = ways[layouts.index(self.in_paths)]
        if not self.frame.is_tall:
            cells = self.products.cells
            ink = VGroup(self.net, self.flow.score, *cells.contents())
            leant = (self._above(one, cells) for one in leaning(self.flow, self.products.slope, right=True))
            self.in_paths = first_central(self.frame, leant, lambda: middle_of_ink(ink))
        self.going_back = self._above(self.flow, Overlay(self.slowly.wanted, self.back))
        self.page = Page(self.frame, self.going_back)
        self.flow.at(Swept(self.flow.end, glow=1))
        self.rooms = {
            self.going_back: balanced(self.frame, self.going_back, [self.flow, *self.going_back.contents()[1:]])
        }
        self.flow.at(Swept())
        forward = first_fitting(self.frame, *(self._above(self.flow, self.sum, gap) for gap in (APART, NEAR)))
        self.rooms[forward] = filled(self.frame, forward, [self.net, self.flow.score, self.sum])
        self.page = Page(self.frame, self.going_back, self.rooms[self.going_back])
        values = self._values()
        self.stay = all(self.net.discs[at].has_room_for(value) for at, value in values.items())
        self.page = Page(self.frame, forward, self.rooms[forward])
        if all(self.net.discs[at].has_room_for(value) for at, value in values.items()):
            for at, value in values.items():
                self.net.discs[at].hold(value)
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.run_forward()
        self.carry_the_slopes_back()
        self.write_one_all_the_way_back()
        self.move_every_weight()
        self.go_on()

    @beat
    def run_forward(self) -> None:
        """Inputs light up; one neuron adds up what it hears, slowly; then the others; last, the cost fills."""
        net, j = self.net, self.one.neuron
        first = net.column(1)
        one = net.discs[1, j]
        edges = (*net.edges.values(), *net.to_cost.values())
        self.play(FadeIn(*edges, *self._unlit(), net.cost.frames, net.letter), run_time=self.part(1, 12))
        self.play(*(disc.light() for disc in net.column(0)), run_time=self.part(1, 10))
        heard = [net.edges[at] for at in net.edges if at[:2] == (1, j)]
        bright, pale = self.theme.colour("w"), heard[0].get_stroke_color()
        self.play(*(edge.animate.set_stroke(bright) for edge in heard), run_time=self.part(1, 12))
        self.play(Spell(self.sum), run_time=self.part(3, 10))
        self.play(one.light(), run_time=self.part(1, 10))
        back = [edge.animate.set_stroke(pale) for edge in heard]
        others = [disc.light() for disc in first if disc is not one]
        self.play(*back, *others, run_time=self.part(1, 12))
        for layer in net.layers[2:]:
            self.play(*(disc.light() for disc in net.column(layer)), run_time=self.part(1, 5 * len(net.layers)))
        self.play(FadeIn(net.cost.fills), Spell(self.flow.score), run_time=self.part(1, 12))
        self.add(net.cost)

    @beat
    def carry_the_slopes_back(self) -> None:
        """The sweep goes back, layer by layer; what the one neuron receives is written down."""
        flow, end = self.flow, self.flow.end
        gone = [] if self.stay else self._without_values()
        self.play(FadeOut(self.sum), *gone, run_time=self.part(1, 12))
        self.play(self.page.turn(self.going_back, self.rooms[self.going_back], run_time=self.part(1, 12)))
        self.add(flow)
        self.play(Spell(self.slowly.wanted), run_time=self.part(1, 12))
        self.play(self._sweep(Swept(), Swept(1), run_time=self.part(1, 20)))
        done: float = 1
        for layer in flow.layers:
            parts = {self.network.depth, 1} & {layer}
            if parts:
                stand = flow.strips_of(layer)
                self.play(self._sweep(Swept(done), Swept(stand), run_time=self.part(1, 10)))
                numbers = list(flow.numbers(layer).values())
                if numbers:
                    self.play(*map(FadeIn, numbers), run_time=self.part(1, 20))
                if layer == 1:
                    self.play(FadeOut(self.slowly.wanted), run_time=theme.SHORTEST)
                    self.play(Spell(self.back), run_time=self.part(1, 5))
                if numbers:
                    self.play(*map(FadeOut, numbers), run_time=self.part(1, 20))
                done = stand
            self.play(self._sweep(Swept(done), Swept(flow.after(layer)), run_time=self.part(1, 5 * end)))
            done = flow.after(layer)
        self.play(self._sweep(Swept(end), Swept(end, glow=1), run_time=self.part(1, 12)))

    @beat
    def write_one_all_the_way_back(self) -> None:
        """The flow runs off; one path after another is lit, from the cost back, and its product is written."""
        flow, end = self.flow, self.flow.end
        off = self._sweep(Swept(end, glow=1), Swept(end, end, 1))
        self.play(FadeOut(self.back), *self._without_values(), off, run_time=self.part(1, 10))
        flow.at(Swept())
        flow.on_ruler(0)
        self.play(self.page.turn(self.in_paths, run_time=self.part(1, 10)))
        self.play(FadeIn(self.products.slope), run_time=self.part(1, 20))
        lit = None
        for one in self.products.products:
            lines = path_lines(self.net, self.one.weight, one.path, self.theme.colour("slope"))
            gone = [FadeOut(lit)] if lit is not None else []
            share = self.part(3, 10 * len(self.products.products))
            self.play(*gone, light(lines), run_time=share)
            self.play(Spell(one.line), run_time=share)
            lit = lines
        if self.products.is_sum:
            self.play(Spell(self.products.total), run_time=self.part(1, 10))

    @beat
    def move_every_weight(self) -> None:
        """Page after page slopes grow, turn over into moves, and weights and biases change; then the cost answers."""
        sheets, before = self.sheets, FadeOut(*self.mobjects)
        for place, sheet in enumerate(sheets):
            if place:
                self.play(sheets[place - 1].leave(run_time=theme.SHORTEST))
            self.page = Page(self.frame, self._sheet(self.head, sheet))
            first = [] if place else [before, FadeIn(self.head)]
            slowly = self.part(4 * (1 if place else 2), 5 * (len(sheets) + 1))
            self._turn_page(sheet, first, max(slowly, 7 * theme.MOVE / len(sheets)))
        self.play(self.head.fall(run_time=self.part(1, 8)))

    @beat
    def go_on(self) -> None:
        """The page becomes one point of a curve over many steps, with its numbers below it; the bead runs along."""
        self.page = Page(self.frame, self.costs)
        self.play(instead(FadeOut(*self.mobjects), FadeIn(*self.costs.first()), run_time=self.part(7, 24)))
        count = len(self.costs.marks) - 1
        for place in range(count):
            self.play(self.costs.run(place + 1, run_time=self.part(2, 3 * count)))

    def _pages(self) -> tuple[list[StepSheet], StepHead]:
        """Return the pages of moves, and what stands above them: as much of a page and of the rule as has room."""
        narrow = self.frame.is_tall
        for most, tight in product(range(PANELS if narrow else 1, 0, -1), (False, True)):
            sheets = StepSheet.all_of(self.one, self.theme, narrow=narrow, tight=tight, most=most if narrow else PANELS)
            for rule in (self.rule, (self.rule[0], self.rule[-1])):
                head = StepHead(rule, self.moment, self.one.after(1), self.theme, tall=self.frame.is_tall)
                if all(least_size(self._sheet(head, sheet)).fits(self.frame.stage.size) for sheet in sheets):
                    return sheets, head
        return sheets, head

    @staticmethod
    def _sheet(head: StepHead, sheet: StepSheet) -> Cells:
        return Column(Share(head, 0), Share(sheet.cells), gap=NEAR, place="stretch")

    def _turn_page(self, sheet: StepSheet, first: list[Animation], run_time: float) -> None:
        """Play what happens on a page: what weights were, their slopes, their moves, and what they are now."""
        fifth = max(theme.SHORTEST, run_time / 5)
        self.play(instead(*first, sheet.come()) if first else sheet.come(), run_time=fifth)
        if first or fifth > theme.SHORTEST:
            self.play(sheet.grow(run_time=fifth))
            self.play(sheet.write_slopes(run_time=fifth))
        else:  # one of many pages
            self.play(sheet.grow(run_time=fifth), sheet.write_slopes(run_time=fifth))
        self.play(sheet.turn(run_time=fifth))
        self.play(sheet.make_room(run_time=max(theme.SHORTEST, fifth / 3)))
        self.play(sheet.write_news(run_time=fifth))

    def _sweep(self, start: Swept, end: Swept, **kwargs: float) -> Recompute:
        return Recompute(self.flow, through=lambda share: start.to(end, share), rate_func=lambda share: share, **kwargs)

    def _shown(self, layer: int) -> Shown:
        """Return which neurons of a layer are drawn: those on the paths that are told are."""
        kept = tuple(dict.fromkeys(path.neurons[layer - 1] for path in self.one.paths)) if layer else ()
        kept = kept if layer else self.one.weight.neurons[1:]
        return shown_of(self.moment, layer, _CROWD, kept)

    def _unlit(self) -> list[object]:
        discs = [disc.unlit() for disc in self.net.discs.values()]
        beside = [part for layer in self.net.layers for part in self.net.beside(layer)]
        return [*discs, *beside, *self.net.grounds.values(), self.net.earlier]

    def _values(self) -> dict[tuple[int, int], Formula]:
        """Return the activations as they may stand in their discs."""
        readings = {at: self.moment.read(a(*at), _DIGITS) for at in self.net.discs}
        inputs = {at: one.in_fewest_digits() for at, one in readings.items() if not at[0]}
        return {at: Formula("{value}", em=theme.LABEL, value=one) for at, one in (readings | inputs).items()}

    def _without_values(self) -> list[FadeOut]:
        """Return the going of what is written in the discs, which are without it from now on."""
        values = [disc.symbol for disc in self.net.discs.values() if disc.symbol is not None]
        for disc in self.net.discs.values():
            disc.hide_symbol()
        return [FadeOut(value) for value in values]

    @staticmethod
    def _above(figure: Flow | Cells, line: Cells | WrappedLine, gap: float = NEAR) -> Cells:
        return Column(Share(figure), Row(line), gap=gap, place="stretch")

    def _facts(self) -> dict[str, Fact]:
        one, moment, slowly, after = self.one, self.moment, self.slowly, self.one.after(1)
        before, now = moment.read(C, _DIGITS), after.read(C, _DIGITS)
        end = one.after(self.costs.marks[-1])
        told = self.products
        pages = len(self.sheets)
        return {
            "j": moment.count(neuron_number(1, one.neuron)),
            "layer": moment.count(layer_number(1)),
            "hears": "one" if len(one.heard[0].shown) == 1 else "many",
            "heard": tuple(moment.read(a(0, k), _DIGITS).in_fewest_digits() for k in one.heard[0].shown),
            "z": moment.read(z(1, one.neuron), _DIGITS),
            "a": moment.read(a(1, one.neuron), _DIGITS),
            "received": tuple(slowly.sent),
            "senders": "one" if len(slowly.sent) == 1 else "many",
            "sum": slowly.left,
            "adds": closing(adds(slowly.sent, slowly.left)),
            "bend": slowly.bend,
            "joins": closing(joins([slowly.left, slowly.bend], slowly.delta)),
            "delta": slowly.delta,
            "w": Named(one.weight, indexed=True),
            "products": told.brought,
            "sums": closing(adds(told.brought, told.whole)),
            "told": "one" if one.count == 1 else "all" if told.others is None else _of_many(len(told.brought)),
            "paths": moment.count(one.count),
            "slope": told.whole,
            "rate": self.rate,
            "biases": "moved" if self.network.update_biases else "kept",
            "before": before,
            "after": now,
            "cost": "stays" if before.shown == now.shown else "falls" if now.value < before.value else "rises",
            "steps": end.count(STEPS_TAKEN),
            "last": end.read(C, _DIGITS),
            "sheets": "one" if pages == 1 else "many",
            "pages": moment.count(pages),
        }


def _of_many(told: int) -> str:
    return "first" if told == 1 else "some"
