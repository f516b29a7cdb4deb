"""All examples in one product for each layer: what it holds, what it adds up, and what it spares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from manim import FadeIn, FadeOut, Mobject, VGroup, linear

from core.model.fact import EXAMPLES, example_number, layer_number, neurons_of
from core.model.network import Examples, Network
from core.passes.choices.whole_batch import WholeBatch
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.batch_layouts import BatchLayouts
from scenes.figures.batch_mosaics import BatchMosaics
from scenes.figures.batch_product import BatchProduct
from scenes.figures.batch_shapes import BatchShapes
from scenes.figures.batch_sizes import SMALLER, BatchSizes
from scenes.figures.call_count import CallCount
from scenes.figures.greys import Greys
from scenes.figures.named_number import NamedNumber
from scenes.figures.network import PANE
from scenes.figures.network import Network as Picture
from scenes.layout.balance import FAR, balanced, first_balanced
from scenes.layout.box import Box
from scenes.layout.cells import APART, Cells, Column, Row, Share
from scenes.layout.ink import middle_of_ink
from scenes.layout.page import Page
from scenes.lesson import Lesson, beat
from scenes.motion import Recompute, fly, instead
from scenes.type.formula import Label
from scenes.words.language import Fact

Made = TypeVar("Made")
_WORDS = ("alone", "all", "calls", "products")


class TheWholeBatchAtOnce(Lesson):
    """Examples side by side go through in one product, and the product adds up their slopes."""

    chapter = "beyond"
    poster = "sum_over_examples"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where there is nothing to add up."""
        if reason := super().why_not(network, examples):
            return reason
        if len(examples) == 1:
            return "there is one example only"
        told = WholeBatch(Moment.first(network, examples))
        if not told.is_finite:
            return "an example has no finite slope by some weight"
        return "" if told.layer is not None else "on average, all slopes by weights are zero"

    def setup(self) -> None:
        """Lay out the network with its mosaics, the product, its shapes, the calls, and both ways to keep examples."""
        super().setup()
        told, frame, look = WholeBatch(self.moment), self.frame, self.theme
        greys = Greys.of(self.story, look)
        self.picture = Picture(self.moment, self.story, greys, look, place=PANE, tall=False, costed=False, slim=True)
        self.mosaics = self._most_central(
            lambda smaller: BatchMosaics(told, frame, greys, self._tag(), smaller),
            self._beside_network,
            lambda mosaics: self._beside_network(mosaics).contents(),
        )
        self._bring_first()
        self.product = self._most_central(
            lambda smaller: BatchProduct(told, BatchSizes.of(told, frame, look, smaller), greys),
            BatchProduct.layout,
            BatchProduct.at_last,
        )
        seen = VGroup(*self.product.at_last())
        around, stage = Box.around(seen), frame.stage
        self._off_middle = min(max(-middle_of_ink(seen), stage.left - around.left), stage.right - around.right)
        self.shapes = BatchShapes(told, self.product, frame, look)
        self.calls = CallCount(told, {one: self.say(one, {}).text for one in _WORDS}, frame, look)
        heads = (self.say("here", {}).text, self.say("libraries", {}).text)
        self.layouts = BatchLayouts(told, heads, frame, look)
        for layout in (self.shapes.layout(), self.calls.layout(), self.layouts.layout()):
            Page(frame, layout, balanced(frame, layout, layout.contents()))
        self.side_by_side, self.added = self.mosaics.by_name(), self.product.by_name()
        self.sides, self.counted = self.shapes.by_name(), self.calls.by_name()
        self.kept = self.layouts.by_name()
        self.grids = [*self.mosaics.grids.values(), self.product.deltas, self.product.turned, self.product.gradient]
        self.facts = self._facts(told)

    def construct(self) -> None:
        """Tell the lesson."""
        self.lay_examples_side_by_side()
        self.run_all_forward()
        self.sum_over_examples()
        self.check_the_shapes()
        self.count_the_calls()
        self.lay_examples_as_rows()

    @beat
    def lay_examples_side_by_side(self) -> None:
        """One example after another runs through the network, and leaves its inputs as a column."""
        picture, mosaics, last = self.picture, self.mosaics, len(self.examples) - 1
        self.play(FadeIn(picture), run_time=self.part(2, 12))
        self.play(mosaics.lay(), run_time=self.part(1, 12))
        running = Recompute(
            picture,
            through=lambda share: self.moment.of(round(share * last)),
            rate_func=linear,
            run_time=self.part(6, 12),
        )
        self.play(running, mosaics.take(picture, run_time=self.part(6, 12)))
        picture.at(self.moment)
        self.play(FadeIn(mosaics.tag), fly(mosaics.rings[0], picture), run_time=self.part(2, 12))

    @beat
    def run_all_forward(self) -> None:
        """Weights slide along and leave a mosaic behind, layer after layer; the first column is the network's own."""
        picture, mosaics = self.picture, self.mosaics
        layers = mosaics.layers[1:]
        for layer in layers:
            self.play(mosaics.run(layer, run_time=self.part(7, 10 * len(layers))))
        self.play(mosaics.compare(picture, run_time=self.part(3, 10)))

    @beat
    def sum_over_examples(self) -> None:
        """Column times row, example after example, falls on the result."""
        made, mosaics = self.product, self.mosaics
        gone = FadeOut(self.picture, *mosaics.on_stage())
        self.play(instead(gone, made.lay(), run_time=self.part(2, 14)))
        self.play(made.fill_up(), run_time=self.part(1, 14))
        self.play(made.frame_first(), run_time=self.part(1, 14))
        adding = min(self.part(5, 14), theme.MOVE * (len(self.examples) - 1))
        self.play(made.send(run_time=self.part(8, 14) - adding))
        self.play(made.add_others(self._off_middle, run_time=adding))
        self.play(made.tell_mean(), run_time=self.part(1, 14))

    @beat
    def check_the_shapes(self) -> None:
        """Only outlines remain; the sides that meet vanish, and what is left is the shape of the weights."""
        shapes = self.shapes
        self.play(self.product.empty(), run_time=self.part(1, 10))
        self.play(shapes.come(), run_time=self.part(2, 10))
        self.play(shapes.write(), run_time=self.part(1, 10))
        self.play(shapes.meet(run_time=self.part(3, 10)))
        self.play(shapes.hold_against(), run_time=self.part(1, 10))

    @beat
    def count_the_calls(self) -> None:
        """A mark for each call; then the multiplications, which are as many on both sides."""
        gone = FadeOut(*self.shapes.on_stage())
        self.play(instead(gone, self.calls.head(), run_time=self.part(2, 10)))
        self.play(self.calls.count(0, run_time=self.part(3, 10)))
        self.play(self.calls.count(1, run_time=self.part(2, 10)))
        self.play(self.calls.weigh(run_time=self.part(2, 10)))

    @beat
    def lay_examples_as_rows(self) -> None:
        """The same two products once more, as libraries write them."""
        gone = FadeOut(*self.calls.on_stage())
        self.play(instead(gone, self.layouts.come(0), run_time=self.part(4, 8)))
        for at in range(1, len(self.layouts.heads)):
            self.play(self.layouts.come(at, run_time=self.part(3, 8)))

    def _most_central(
        self,
        make: Callable[[int], Made],
        layout_of: Callable[[Made], Cells],
        ink_of: Callable[[Made], Sequence[Mobject]],
    ) -> Made:
        """Return a figure in its place, as large as it is with its middle near that of the picture."""
        made: list[tuple[Made, Cells]] = []

        def ways() -> Iterator[tuple[Cells, Sequence[Mobject]]]:
            for smaller in range(len(SMALLER)):
                figure = make(smaller)
                made.append((figure, layout_of(figure)))
                yield made[-1][1], ink_of(figure)

        at, room = first_balanced(self.frame, ways(), FAR)
        figure, layout = made[at]
        Page(self.frame, layout, room)
        return figure

    def _bring_first(self) -> None:
        """Bring what is seen at first towards the middle, unless that brings what is seen at last further off."""
        layout = self._beside_network(self.mosaics)
        first, last = (VGroup(self.picture, *seen) for seen in (self.mosaics.at_first(), self.mosaics.on_stage()))

        def off(room: Box) -> float:
            Page(self.frame, layout, room)
            return max(abs(middle_of_ink(seen)) for seen in (first, last))

        rooms = [balanced(self.frame, layout, seen.submobjects) for seen in (last, first)]
        Page(self.frame, layout, min(rooms, key=off))

    def _beside_network(self, mosaics: BatchMosaics) -> Cells:
        panes = Row if self.frame.is_wide else Column
        return panes(Share(self.picture), mosaics.layout(), gap=APART)

    def _tag(self) -> NamedNumber:
        return NamedNumber(Label(self.say("example", {}).text), [self.moment.count(example_number(0))])

    def _facts(self, told: WholeBatch) -> dict[str, Fact]:
        count, layer = self.moment.count, told.layer
        assert layer is not None
        return {
            "examples": count(EXAMPLES),
            "example": count(example_number(0)),
            "layer": count(layer_number(layer)),
            "rows": count(neurons_of(layer)),
            "columns": count(neurons_of(layer - 1)),
            "slope": self.product.mean.readings["it"],
            "products": count(told.products),
            "calls": count(told.calls),
            "together": count(told.calls_together),
        }
