"""The whole method as a few lines of code, which have run: each line with what it read and what it made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product

from manim import AnimationGroup, FadeIn, FadeOut, Mobject

from core.algebra.slope_table import parameters
from core.model.fact import LAYERS, WEIGHTS, layer_number, neuron_number
from core.model.network import Examples, Network
from core.model.quantity import C, a, delta, slope
from core.notation.code_form import code_form, with_moves
from core.passes.choices.crowds import Shown, shown_of
from core.passes.choices.ranking import steepest
from core.passes.moment import Moment
from core.proof.code_again import ran
from core.proof.code_run import run_code
from core.proof.other_ways import alike, nudged_moment, too_early
from core.proof.told_code import code_moment, told_of
from scenes import theme
from scenes.figures.code_column import CodeColumn
from scenes.figures.code_twins import CodeTwins
from scenes.figures.greys import Greys
from scenes.figures.line_picture import LinePicture
from scenes.figures.named_number import NamedNumber
from scenes.figures.verdict import Verdict
from scenes.layout.balance import balanced, balanced_always
from scenes.layout.box import Size
from scenes.layout.cells import APART, NEAR, TIGHT, Cells, Column, Overlay, Row, Share
from scenes.layout.growing import grown, left_by
from scenes.layout.page import Page, Settle
from scenes.layout.solving import least_size
from scenes.lesson import Lesson, beat
from scenes.motion import Spell, instead
from scenes.type.formula import Formula, Label
from scenes.words.language import Fact

_DRAWN = (4, 3, 2)
"""Neurons of a layer drawn one by one at most; the first for which there is room."""
_CELLS = tuple(Size(width / 100, height / 100) for width, height in ((90, 46), (70, 40), (60, 36), (50, 32), (40, 28)))
_FIRST, _MOST = 2, 3
"""So many first layers are told of, and the last, where there are more than so many."""
_FORTH, _BACK = ("z", "a"), ("delta", "dC_db", "dC_dw", "dC_da")


class TheCodeThatRan(Lesson):
    """A few lines of code are the whole method."""

    chapter = "beyond"
    poster = "run_the_backward_lines"
    default_network = "iris.toml"
    by_outputs = True

    @classmethod
    def why_not(cls, network: Network, examples: Examples) -> str:
        """Say where nothing flows back, so that no two ways can be told apart."""
        if reason := super().why_not(network, examples):
            return reason
        last = [delta(network.depth, j) for j in range(network.widths[-1])]
        moment = Moment.first(network, examples)
        return "" if any(map(moment.value, last)) else "nothing flows back: all slopes of the first example are zero"

    def setup(self) -> None:
        """Run the code; lay out its lines beside what they do, then what it is held against."""
        super().setup()
        network = self.network
        self.text = code_form(network)
        early, late = self._moved()
        self.told = code_moment(self.text, self.moment)
        self.code = [self._ran(text) for text in (self.text, early, late)]
        self.runs = told_of(run_code(self.text, network, self.examples.X[0], self.examples.Y[0]), network.depth)
        depth = network.depth
        self.made = {(one.name, one.layer): one for one in self.runs}
        self.layers = [one for one in range(1, depth + 1) if depth <= _MOST or one <= _FIRST or one == depth]
        self.column, self.early, self.late = (self._column(text) for text in (self.text, early, late))
        self.counter = NamedNumber(
            Label(self.say("layer", {}).text),
            [self.moment.count(layer_number(layer)) for layer in range(1, depth + 1)],
        )
        self.seen: list[Mobject] = []
        self.nudged = nudged_moment(self.told)
        self.weights = [one for one in parameters(self.network) if one.kind == "w"]
        self.steepest = slope(C, steepest(self.told, self.weights))
        *self.pair, self.digits = alike(self.told, self.nudged, self.steepest)
        self.wrong = too_early(early, self.told)
        self.verdict = self._verdict()
        self._lay_out()
        self.facts = self._facts()

    def construct(self) -> None:
        """Tell the lesson."""
        self.run_the_forward_lines()
        self.start_from_the_miss()
        self.run_the_backward_lines()
        self.meet_the_other_way()
        self.mind_the_order()

    @beat
    def run_the_forward_lines(self) -> None:
        """The light steps through the lines of the way forward, round after round; beside it, what they make."""
        place = self.places[self.column]
        Page(self.frame, Column(self.column))
        self.play(Spell(self.column), run_time=self.part(2, 14))
        self.play(self.column.light(1), run_time=self.part(1, 14))
        first, *others = self.layers
        self.play(Settle(self.column, place), run_time=self.part(1, 14))
        self.play(FadeIn(self.counter), run_time=self.part(1, 14))
        for name in _FORTH:
            self._slowly(name, first, (4, 14))
        for layer in others:
            self._turn_to(layer)
            for name in _FORTH:
                self._fast(name, layer, (3, 14 * len(others)))

    @beat
    def start_from_the_miss(self) -> None:
        """The line that asks the cost: outputs and what they should be, and how the cost answers."""
        self._slowly("start", self.network.depth, (8, 10))

    @beat
    def run_the_backward_lines(self) -> None:
        """The lines of the way back, slowly for the last layer, and then for those before it."""
        last, *others = reversed(self.layers)
        for name in _BACK:
            self._slowly(name, last, (3, 20))
        for layer in others:
            self._turn_to(layer)
            for name in _BACK:
                self._fast(name, layer, (8, 20 * len(others) * len(_BACK)))

    @beat
    def meet_the_other_way(self) -> None:
        """All slopes by weights, and below them those that nudges find; one of them in many digits."""
        twins = self.twins
        self.play(instead(FadeOut(self.column, self.counter, *self.seen), twins.come(0), run_time=self.part(2, 5)))
        self.play(twins.come(1), run_time=self.part(3, 10))
        for one in twins.pair:
            self.play(Spell(one), run_time=self.part(1, 10))

    @beat
    def mind_the_order(self) -> None:
        """The weights move after the sweep; then one line too early, and what the line after that makes of it."""
        early, late, verdict = self.early, self.late, self.verdict
        self.play(instead(FadeOut(*self.twins.on_stage()), Spell(late), run_time=self.part(3, 10)))
        self.play(late.light(late.last), run_time=self.part(1, 20))
        self.play(Spell(self.answer), verdict.come(0), run_time=self.part(3, 20))
        self.play(verdict.come(1), run_time=self.part(3, 20))
        self.play(AnimationGroup(FadeOut(late), Spell(early), lag_ratio=1), run_time=self.part(2, 10))
        self.play(early.light(early.last), run_time=self.part(1, 20))
        self.play(early.light(early.last - 1), verdict.come(2), run_time=self.part(2, 10))

    def _slowly(self, name: str, layer: int, share: tuple[int, int]) -> None:
        """Light a line; let its shapes come, and then what they hold."""
        part, whole = share
        picture = self.pictures[name, layer]
        self._light(name, layer, (part, 5 * whole))
        self.play(picture.lay(), run_time=self.part(2 * part, 5 * whole))
        self.play(picture.fill_up(), run_time=self.part(2 * part, 5 * whole))
        self.seen = picture.on_stage()

    def _fast(self, name: str, layer: int, share: tuple[int, int]) -> None:
        """Light a line, and let its picture come."""
        picture, before = self.pictures[name, layer], self.seen
        light = self.column.light(self.made[name, layer].line)
        self.play(light, AnimationGroup(FadeOut(*before), picture.come(), lag_ratio=1), run_time=self.part(*share))
        self.seen = picture.on_stage()

    def _light(self, name: str, layer: int, share: tuple[int, int]) -> None:
        light = self.column.light(self.made[name, layer].line)
        gone = [FadeOut(*self.seen)] if self.seen else []
        self.play(light, *gone, run_time=self.part(*share))
        self.seen = []

    def _turn_to(self, layer: int) -> None:
        """Let the number of the layer that is told of be seen, and those of the layers on the way."""
        now = self.counter.number.place + 1
        step = 1 if layer > now else -1
        for passed in range(now + step, layer, step):
            self.counter.turn(passed - 1)
            self.wait(theme.SHORTEST / 2)
        self.counter.turn(layer - 1)

    def _moved(self) -> tuple[str, str]:
        """Return the lines with weights and biases moved too early, and at last; without biases where room is short."""
        for biases in (self.network.update_biases, False):
            early, late = (with_moves(self.text, early=which, biases=biases) for which in (True, False))
            if self._column(late).least_size().fits(self.frame.stage.size):
                break
        return early, late

    def _column(self, text: str) -> CodeColumn:
        return CodeColumn(
            text, [self.moment.count(number + 1) for number in range(len(text.splitlines()))], self.theme
        ).shaded()

    def _ran(self, text: str) -> dict[str, object]:
        """Return what the record keeps of a run on the first example."""
        found = ran(text, self.network, self.examples.X[0], self.examples.Y[0])
        return {"text": text, "example": 0, "ran": found}

    def _lay_out(self) -> None:
        """Put lines beside what they do; the twins alone; the lines that move weights beside what comes of it."""
        panes = Row if self.frame.is_wide else Column
        beside, alone = self._largest_that_fit(Greys.of(self.story, self.theme))
        judged = panes(Overlay(self.early, self.late), Column(self.answer, Share(self.verdict), gap=NEAR), gap=APART)
        Page(self.frame, alone, balanced(self.frame, alone, alone.contents()))
        self._beside_lines(judged, judged, [lambda: self._see(self.early, self.answer, self.verdict)])
        at_rest = self._at_rest()
        room_of = [one.layout() if one in at_rest else one.room() for one in self.pictures.values()]
        smallest = self._beside(Overlay(*room_of))
        page = self._beside_lines(smallest, beside, [partial(self._see_picture, one) for one in at_rest])
        self.places, self.seen = page.boxes, []

    def _largest_that_fit(self, greys: Greys) -> tuple[Cells, Cells]:
        """Make pictures and twins as large as there is room for, or as small as can be; return what must have room."""
        *larger, smallest = product((NEAR, TIGHT), _DRAWN, _CELLS)
        for self.gap, most, cell in (*larger, smallest):
            is_last = (self.gap, most, cell) == smallest
            shown = {layer: shown_of(self.moment, layer, most) for layer in range(self.network.depth + 1)}
            make = partial(LinePicture, self.told, shown=shown, cell=cell, greys=greys)
            broadest = max(self.layers, key=lambda one: len(shown[one].neurons) + len(shown[one - 1].neurons))
            few = [make(name, layer) for name, layer in self.made if layer == broadest]
            if not is_last and not self._fits(self._beside(Overlay(*(one.layout() for one in few)))):
                continue  # nor would all of them
            self.pictures = {at: make(*at) for at in self.made if at[1] in self.layers}
            self.twins = self._twins(shown, cell)
            beside = self._beside(Overlay(*(one.layout() for one in self.pictures.values())))
            alone = self.twins.layout(is_wide=self.frame.is_wide)
            if self._fits(beside) and self._fits(alone):
                break
        return self._grown(make, shown, cell)

    def _grown(self, make: Callable[..., LinePicture], shown: dict[int, Shown], cell: Size) -> tuple[Cells, Cells]:
        """Draw few cells larger, each picture's own, and the twins'; return what must have room."""
        stage = self.frame.stage.size
        pane = left_by(self._lines(), stage, self.gap, beside=self.frame.is_wide)
        layout, most = LinePicture.layout, LinePicture.LARGEST
        for at, picture in self.pictures.items():
            self.pictures[at] = grown(picture, partial(make, *at), cell, layout, room=pane, most=most)
        both, most = partial(CodeTwins.layout, is_wide=self.frame.is_wide), CodeTwins.LARGEST
        self.twins = grown(self.twins, partial(self._twins, shown), cell, both, room=stage, most=most)
        return self._beside(Overlay(*map(layout, self.pictures.values()))), both(self.twins)

    def _beside(self, drawn: Cells) -> Cells:
        panes = Row if self.frame.is_wide else Column
        return panes(self._lines(), Share(drawn), gap=self.gap)

    def _lines(self) -> Cells:
        return Column(self.column, self.counter, gap=NEAR)

    def _beside_lines(self, few: Cells, layout: Cells, states: list[Callable[[], None]]) -> Page:
        """Put a layout into the room in which what is seen of it at rest has its middle near that of the stage."""
        return Page(self.frame, layout, balanced_always(self.frame, few, lambda: self.seen, states))

    def _at_rest(self) -> list[LinePicture]:
        """Return the pictures that are seen as beats end."""
        first, last = self.layers[0], self.layers[-1]
        return [self.pictures[one] for one in (("a", last), ("start", last), ("dC_da", first))]

    def _see_picture(self, picture: LinePicture) -> None:
        self._see(self.column, self.counter, *picture.on_stage())

    def _see(self, *seen: Mobject) -> None:
        self.seen = [*seen]

    def _fits(self, layout: Cells) -> bool:
        return least_size(layout).fits(self.frame.stage.size)

    def _twins(self, shown: dict[int, Shown], cell: Size) -> CodeTwins:
        words = (self.say("by_code", {}).text, self.say("by_nudges", {}).text)
        pair = [
            Formula("{q} = {n}", em=theme.LABEL, q=self.steepest, n=one, colour=self.theme.colour(ink))
            for one, ink in zip(self.pair, ("slope", "text"), strict=True)
        ]
        both = pair[0], pair[1]
        return CodeTwins(
            self.told, self.nudged, self.layers, shown=shown, words=words, pair=both, cell=cell, look=self.theme
        )

    def _verdict(self) -> Verdict:
        """Return what nudges say, what the lines say, and what they say with the weights moved too early."""
        vermilion, text = self.theme.colour("slope"), self.theme.colour("text")
        answer = slope(C, a(self.network.depth - 1, self.wrong.neuron))
        self.answer = Formula("{q}", em=theme.LABEL, q=answer)
        measured = replace(self.nudged.read(answer), numeral=self.wrong.right.numeral)
        told = (
            ("by_nudges", measured, text),
            ("after", self.wrong.right, vermilion),
            ("too_early", self.wrong.wrong, vermilion),
        )
        return Verdict(
            [
                (
                    Label(self.say(name, {}).text),
                    Formula("+{n}" if one.value > 0 else "{n}", em=theme.LABEL, colour=colour, n=one),
                    one.value,
                    colour,
                )
                for name, one, colour in told
            ],
            self.theme,
        )

    def _facts(self) -> dict[str, Fact]:
        count, depth = self.moment.count, self.network.depth
        line = {name: count(self.made[name, depth].line) for name in (*_FORTH, "start", *_BACK)}
        return {
            "sum": line["z"],
            "bend": line["a"],
            "start": line["start"],
            "partners": line["delta"],
            "outer": line["dC_dw"],
            "turn": line["dC_da"],
            "rounds": count(LAYERS),
            "several": "yes" if depth > 1 else "no",
            "many": "yes" if len(self.weights) > 1 else "no",
            "weights": count(WEIGHTS),
            "digits": count(self.digits),
            "k": count(neuron_number(depth - 1, self.wrong.neuron)),
            "late": count(self.early.last),
            "place": "hidden" if depth > 1 else "input",
            "before": count(layer_number(depth - 1)),
            "right": self.wrong.right,
            "wrong": self.wrong.wrong,
            "differs": "yes" if self.wrong.differs else "no",
        }
