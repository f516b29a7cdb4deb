"""The stage of a sweep: the flow, below it the slots, and beside them how many are found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from core.model.fact import NUDGED_SLOPES, PARAMETERS
from core.notation.reading import Reading
from core.passes.choices import Story
from core.passes.moment import Moment
from scenes import theme
from scenes.figures.flow import Flow
from scenes.figures.greys import Greys
from scenes.figures.slots import Slots
from scenes.figures.swept import Swept
from scenes.figures.tally import Tally
from scenes.layout.box import Box
from scenes.layout.cells import APART, NEAR, TIGHT, Blank, Cells, Column, Panes, Row, Share
from scenes.motion import Recompute
from scenes.type.formula import Formula, Label

_LINE = "|"
_GROWS, _SWEPT, _FULL, _ENDS = 0.8, 5.2, 6.6, 8.0
"""When in a loop the unit strip stands, all layers have been swept, and all begins and ends to drain."""


@dataclass(frozen=True, slots=True)
class OnScreen:
    """What is said on a stage.

    Parameters
    ----------
    of, sweep, slopes, nudging, lens : str
        Between how many are found and of how many; what finds them, and what nudging finds; a bar parts two lines;
        what is said of a lens, with braces for how much longer it draws.
    """

    MESSAGES: ClassVar[tuple[str, ...]] = ("of", "sweep", "slopes", "nudging", "lens")

    of: str
    sweep: str
    slopes: str
    nudging: str
    lens: str

    @staticmethod
    def facts(moment: Moment) -> dict[str, Reading | str]:
        """Return what the messages ask for."""
        return {"count": moment.count(NUDGED_SLOPES), "factor": "{}"}


class SweepStage:
    """What a sweep back is shown with.

    Parameters
    ----------
    story : Story
        Of one example.
    look : Theme
    words : OnScreen
    tall : bool

    Attributes
    ----------
    flow : Flow
    slots : Slots
    swept, nudged : Tally
        What the sweep finds, and what nudging finds with as many products.
    """

    def __init__(self, story: Story, look: theme.Theme, words: OnScreen, *, tall: bool) -> None:
        moment, self._tall = story.moment, tall
        self.greys = Greys.of(story, look)
        self.flow = Flow.of(moment, look, tall=tall, says=words.lens)
        self.carried = self.flow.carried
        self.slots = Slots(self.flow, look)
        total, found = moment.count(PARAMETERS), moment.count(NUDGED_SLOPES)
        of_all = Formula(f'"{words.of}" {{total}}', em=theme.FORMULA, total=total)
        self.swept = Tally(moment, of_all, words.sweep.split(_LINE), lambda _: self.slots.known, look)
        slopes = Label(words.slopes, em=theme.FORMULA)
        self.nudged = Tally(moment, slopes, words.nudging.split(_LINE), lambda state: state.done, look)
        self.found = Swept(found.value)

    def sweeping(self) -> Cells:
        """Return where all stands while the sweep goes on: the flow is the hero."""
        return self._layout(self.swept, flow=2 if self.flow.network.rows == 1 else 3, slots=1)

    def counting(self) -> Cells:
        """Return where all stands when the work is counted: the slots have half of the height."""
        return self._layout(self.swept, self.nudged, flow=1, slots=1)

    def _layout(self, *tallies: Tally, flow: int, slots: int) -> Cells:
        if self._tall:
            flow += slots
            below = Row(Panes(*tallies, gap=APART, place="start"))
            return Column(Share(self.flow, flow), Share(self.slots, slots), below, gap=NEAR, place="stretch")
        beside = Row(Share(self.slots), Column(*tallies, gap=NEAR, place="start"), gap=NEAR)
        # of one row, all that is broad is at the cost
        above = Row(Share(self.flow), Blank(self.flow.score)) if self.flow.network.rows == 1 else self.flow
        return Column(Share(above, flow), Share(beside, slots), gap=NEAR, place="stretch")

    def show(self, state: Swept) -> None:
        """Show all in one state of the sweep."""
        for gauge in (self.flow, self.slots, self.swept):
            gauge.at(state)

    def is_clear(self) -> bool:
        """Whether the line from which on all is drawn through a lens keeps clear of the cost's number."""
        if self.flow.places.rulers.lens is None:
            return True
        return not Box.around(self.flow.lens.line).inset(-TIGHT / 2).overlaps(Box.around(self.flow.score))

    def loop(self, frame_rate: float) -> list[Recompute]:
        """Return a sweep and its draining, which end as they begin: the last frame of all is held for its own time.

        Parameters
        ----------
        frame_rate : float
            Frames a second.
        """
        end = self.slots.end
        bright = (_FULL - _SWEPT) / 2
        states = (Swept(), Swept(1), Swept(end), Swept(end, glow=1), Swept(end, glow=1), Swept(end, end, 1))
        times = (0.0, _GROWS, _SWEPT, _SWEPT + bright, _FULL, _ENDS - 1 / frame_rate)
        spans = [after - before for before, after in pairwise(times)]
        return [self.run(*ends, run_time=span) for ends, span in zip(pairwise(states), spans, strict=True)]

    def run(self, start: Swept, end: Swept, **kwargs: Any) -> Recompute:
        """Return the way of the sweep from one state to another one."""
        gauges = (self.flow, self.slots, self.swept)
        return Recompute(*gauges, through=lambda share: start.to(end, share), rate_func=lambda share: share, **kwargs)
