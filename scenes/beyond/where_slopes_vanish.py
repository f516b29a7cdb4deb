"""Where curves are flat: a wrong output that hardly learns, a chain in which slopes vanish, and the user's network."""

from __future__ import annotations

import math

from manim import Create, FadeIn, FadeOut, GrowFromCenter, linear

from core.model.companions import CARRIED, CROSSED, FLAT, SQUASHED
from core.model.fact import LAYERS, RATE, STEPS_TAKEN
from core.model.network import Examples, Network
from core.model.quantity import a, y
from core.passes.choices.flat_ends import SLOPE, Arriving, FlatEnd, SlopeChain, is_such_an_end
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.chain_flow import ChainFlow
from scenes.figures.flat_curves import FlatCurves
from scenes.figures.greys import Greys
from scenes.figures.layer_strips import LayerStrips
from scenes.layout.balance import FAR, balanced, filled
from scenes.layout.cells import APART, Column, Row, Share
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, Showing, Spell, instead
from scenes.type.formula import Label
from scenes.words.language import Fact

_DIGITS = 3


class WhereSlopesVanish(Lesson):
    """Going back through a flat curve multiplies the slope by almost nothing."""

    chapter = "beyond"
    poster = "compare_two_chains"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where what flows back is too large to be written down."""
        if reason := super().why_not(network, examples):
            return reason
        values = Arriving(Moment.first(network, examples)).values
        is_told = all(map(math.isfinite, values)) and not (values[-1] and math.isinf(values[0] / values[-1]))
        return "" if is_told else "what flows back is beyond all numbers"

    def setup(self) -> None:
        """Lay out the two curves, the two chains, and the strips of the network's layers."""
        super().setup()
        self.flat, self.crossed = FlatEnd.of(FLAT), FlatEnd.of(CROSSED)
        self.facts = {"number": "{}"}
        count = self.say("count").text
        costs = [(self.say(name).text, count) for name in ("squared", "crossed")]
        tall = self.frame.is_tall
        self.curves = FlatCurves((self.flat, self.crossed), costs, self.theme, tall=tall)
        Page(self.frame, self.curves)
        self.chains = SlopeChain.of(SQUASHED), SlopeChain.of(CARRIED)
        self.flows = self._flows()
        alone, flow = Row(Share(self.flows[0])), self.flows[0]
        room = balanced(self.frame, alone, [flow], off=FAR, show=lambda: flow.at(flow.chain.depth))
        self.page = Page(self.frame, alone, room)
        self.arriving = Arriving(self.moment)
        words = self.say("layer").text, self.say("sizes", {"ruler": self._ruler}).text
        self.strips = LayerStrips(self.arriving, *words, self.theme, self.frame.stage.size)
        layers = Row(Share(self.strips))
        Page(self.frame, layers, filled(self.frame, layers, [self.strips]))
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.stand_on_the_flat_end()
        self.name_the_plain()
        self.change_the_cost()
        self.multiply_down_the_chain()
        self.compare_two_chains()
        self.see_your_own_network()

    @beat
    def stand_on_the_flat_end(self) -> None:
        """A bead slides to where the output is wrong; the slope rises, then falls, while the miss still grows."""
        curves = self.curves
        curves.at(self.flat.slid(0))
        self.play(FadeIn(*curves.still), run_time=self.part(1, 10))
        self.play(Create(curves.curve), run_time=self.part(1, 10))
        squared = curves.costs[0]
        self.play(
            FadeIn(curves.solid, *curves.moving, squared.key, squared.title, squared.number), run_time=self.part(1, 10)
        )
        sliding = Recompute(curves, through=self.flat.slid, rate_func=linear, run_time=self.part(5, 10))
        self.play(sliding)
        start, end = curves.traced, float(self.flat.curve[0, 0])
        rest = Showing(
            curves.solid, lambda share: curves.trace(start + share * (end - start)), run_time=self.part(1, 10)
        )
        self.play(rest)

    @beat
    def name_the_plain(self) -> None:
        """Small beads take real steps, and the steps are counted."""
        self._walk(0, self.flat)

    @beat
    def change_the_cost(self) -> None:
        """Back at the start the other cost's curve rises; from there rings take far fewer steps."""
        curves, cost = self.curves, self.curves.costs[1]
        self.play(curves.go_back(0, run_time=self.part(1, 10)))
        self.play(Create(curves.dashed), FadeIn(cost.key, cost.title), run_time=self.part(1, 10))
        self.play(GrowFromCenter(curves.mark), Spell(cost.number), run_time=self.part(1, 10))
        self._walk(1, self.crossed)

    @beat
    def multiply_down_the_chain(self) -> None:
        """The ribbon flows back through sigmoids, and is multiplied at each of them."""
        flow = self.flows[0]
        flow.at(0)
        self.play(instead(FadeOut(*self.curves), FadeIn(*flow.still, flow.heads), run_time=self.part(1, 5)))
        self.add(*flow.flowing, *flow.discs, *flow.factors)
        for layer in range(flow.chain.depth):
            self.play(flow.sweep(layer, layer + 1, run_time=self.part(8, 10 * flow.chain.depth)))

    @beat
    def compare_two_chains(self) -> None:
        """The same chain with another curve joins it, on the same ruler; both flow back in step."""
        one, other = self.flows
        self.play(FadeOut(one.heads, *one.factors), run_time=self.part(1, 10))
        one.factored = False
        both = Row(Share(one), Share(other), gap=APART) if self.frame.is_tall else Column(Share(one), Share(other))
        self.play(self.page.turn(both, run_time=self.part(2, 10)))
        other.at(0)
        self.play(FadeIn(*other.still), run_time=self.part(1, 10))
        self.add(*other.flowing, *other.discs)
        for layer in range(other.chain.depth):
            run_time = self.part(5, 10 * other.chain.depth)
            self.play(*(flow.sweep(layer, layer + 1, run_time=run_time) for flow in self.flows))

    @beat
    def see_your_own_network(self) -> None:
        """A strip for each layer of the network, the last one first."""
        strips = self.strips
        gone = FadeOut(*(part for flow in self.flows for part in (*flow.still, *flow.flowing)))
        self.play(instead(gone, FadeIn(*strips.axis), run_time=self.part(1, 5)))
        for place in range(len(strips.layers)):
            self.play(strips.grow(place, run_time=self.part(6, 10 * len(strips.layers))))

    @property
    def _ruler(self) -> str:
        return "even" if self.arriving.is_near else "powers"

    def _walk(self, place: int, end: FlatEnd) -> None:
        """Let the marks of a cost take all steps, counted beside it; miss, triangle and numbers go with them."""
        walker, count = self.curves.walkers[place], self.curves.costs[place].count
        walker.at(end.rest)
        count.at(end.after(0))
        self.play(FadeIn(walker, count), run_time=self.part(1, 10))
        self.play(self.curves.walk(place, rate_func=linear, run_time=self.part(6, 10)))

    def _flows(self) -> tuple[ChainFlow, ChainFlow]:
        values = [[chain.moment.value(a(layer)) for layer in range(chain.depth + 1)] for chain in self.chains]
        brightest = max(map(max, values))
        greys = Greys(brightest, brightest, self.theme)
        largest = max(chain.moment.value(one) for chain in self.chains for one in chain.shares)
        titles = [Label(self.say(name).text, em=theme.FORMULA) for name in ("first_chain", "other_chain")]
        one, other = (
            ChainFlow(
                chain,
                title,
                [
                    Label(self.say("weight").text, colour=self.theme.colour("w")),
                    Label(self.say("slope").text, colour=self.theme.colour("text")),
                ],
                greys,
                largest=largest,
                tall=self.frame.is_tall,
            )
            for chain, title in zip(self.chains, titles, strict=True)
        )
        other.factored = False
        one.level_with(other)
        return one, other

    def _facts(self) -> dict[str, Fact]:
        flat, crossed, arriving = self.flat, self.crossed, self.arriving
        squashed, carried = (chain.moment.read(chain.shares[0], _DIGITS) for chain in self.chains)
        whole = self.chains[0].moment
        ratio = arriving.ratio if arriving.kind in {"less", "more"} else SLOPE - SLOPE
        return {
            "own": "own" if is_such_an_end(self.network) else "other",
            "a": flat.rest.read(a(1), _DIGITS).in_fewest_digits(),
            "y": flat.rest.read(y(0), _DIGITS).in_fewest_digits(),
            "slope": flat.rest.read(SLOPE, _DIGITS),
            "rate": flat.rest.read(RATE, _DIGITS).in_fewest_digits(),
            "steps": flat.after(flat.steps).count(STEPS_TAKEN),
            "far": flat.after(flat.steps).read(a(1), _DIGITS),
            "crossed": crossed.rest.read(SLOPE, _DIGITS),
            "steps_crossed": crossed.after(crossed.steps).count(STEPS_TAKEN),
            "depth": whole.count(LAYERS),
            "one": whole.count(1),
            "squashed": squashed.in_fewest_digits(),
            "carried": carried.in_fewest_digits(),
            "kind": arriving.kind,
            "ratio": self.moment.read(ratio, _DIGITS),
        }
