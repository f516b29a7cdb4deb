"""Paths as lanes: what stands at one end is copied to all, changes at each gate, and adds up at the other end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, final

from manim import Animation, FadeIn, Mobject, VGroup, VMobject, rate_functions
from manim import Line as Stroke

from core.notation.numeral import short
from core.notation.reading import Reading
from scenes import theme
from scenes.figures.flow_band import FlowBand, Port
from scenes.figures.lane import Lane
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.lane_plan import LanePlan
from scenes.figures.lane_way import CLEAR, Flow
from scenes.figures.lane_writing import LaneWriting
from scenes.figures.measures import Measure
from scenes.figures.pile import THICKNESS, Pile
from scenes.figures.strip import HAIR, Strip
from scenes.layout.box import Box, Size
from scenes.layout.ink import middle_of_ink
from scenes.motion import Recompute
from scenes.type.formula import Formula, Label, Line

State: TypeAlias = "tuple[float, Sequence[float], float]"


@final
class Lanes(VGroup):
    """A flow along paths.

    Parameters
    ----------
    flow : Flow
    colours : sequence of str
        Of the strips at each station; of the source, too, that of the first.
    ends : LaneEnds
    look : Theme
    says : callable
        From a magnification, and whether there is little room, to the words that say it.

    Attributes
    ----------
    drawn : VGroup
        What flows: bands, strips and the pile.
    walls : VGroup
        One for each gate.
    source_number, total_number : Line
    magnification : VGroup
        What says how much longer all is from a gate on; empty without a lens.
    """

    def __init__(
        self,
        flow: Flow,
        colours: Sequence[str],
        ends: LaneEnds,
        look: theme.Theme,
        *,
        says: Callable[[str, bool], str],
    ) -> None:
        self.lanes, self.source_number, self.total_number = flow.lanes, flow.source, flow.total
        self._look_of, self._ends, self._says = flow, ends, says
        self._quiet = look.colour("quiet")
        self._colours, self._count = tuple(colours), len(colours)
        self.source = Strip(colours[0])
        self.bands = [self._bands_of(lane) for lane in self.lanes]
        self.strips = [[Strip(colour) for colour in colours] for _ in self.lanes]
        shares = [lane.values[-1] for lane in self.lanes]
        self.pile = Pile(shares, colours[-1], look.colour("ground"), tall=flow.tall)
        self.foot = Stroke(color=self._quiet, stroke_width=theme.LINE_WIDTH)
        self.walls = VGroup(*(VMobject(stroke_color=self._quiet, stroke_width=theme.LINE_WIDTH) for _ in flow.headings))
        self.magnification = VGroup()
        # the line of those that are not told lies below the others
        rows = sorted(zip(self.lanes, self.bands, strict=True), key=lambda row: not row[0].is_crowd)
        bands = [band for _, pairs in rows for pieces in pairs for band in pieces]
        hairs = VGroup(*(band.hair for band in bands))  # below all bands, on which they could not be seen
        for band in bands:
            band.remove(band.hair)
        strips = (strip for row in self.strips for strip in row)
        self.drawn = VGroup(hairs, *bands, *strips, self.foot, self.pile, self.source)
        self._state: State = (0.0, (0.0,) * len(self.lanes), 0.0)
        super().__init__(self.walls, self.drawn, self.magnification, *self._written())

    @property
    def stations(self) -> range:
        """The stations behind a gate."""
        return range(1, self._count)

    @property
    def last(self) -> int:
        """The last station."""
        return self._count - 1

    def least_size(self) -> Size:
        """Return the room for its ends alone."""
        return self._ends.least_size()

    def fill(self, box: Box) -> None:
        """Run through a box from end to end, on the largest ruler that has room."""
        plan = self._plan = LanePlan(self._look_of, self._ends, box)
        foot, beside = (plan.pile_foot(at) for at in (plan.way.ports[1], plan.way.sides[1]))
        self.pile.stand(foot, beside, plan.pile_unit)
        away = (foot - beside) / abs((foot - beside) @ plan.course.along) * (THICKNESS / 2 + CLEAR / 2)
        self.foot.put_start_and_end_on(beside - away, foot)
        writing = LaneWriting(plan)
        writing.write()
        writing.write_ends(plan.pile_unit * self.pile.total)
        for gate, wall in enumerate(self.walls):
            wall.points = writing.wall(gate)
        self.magnification.remove(*self.magnification.submobjects)
        if plan.lens.row is not None:
            words = self._says(str(short(plan.lens.factors[-1])), writing.is_brief(plan.lens.row))
            said = Label(words, em=theme.LABEL, colour=self._quiet)
            writing.say_lens(said, plan.lens.row)
            self.magnification.add(said)
        self.at(self._state)

    def at(self, state: State) -> None:
        """Show how far it has flowed.

        Parameters
        ----------
        state : tuple
            The share of the source that has grown; for each lane how many stretches are behind its front, the way
            from the source being the first and that to the pile the last; and the share of what is left.
        """
        self._state = (state[0], tuple(state[1]), state[2])
        grown, fronts, left = self._state
        port = self._plan.source()
        self.source.span(port.foot, grown * port.length, self._plan.course.across)
        arrived = [float(front >= self._count + 1) for front in fronts]
        self.pile.arrive(arrived)
        self.pile.show_left(left * self.pile.total)
        self.foot.set_opacity(float(any(arrived)))
        for number, front in enumerate(fronts):
            self._flow_to(number, front)

    def grow(self, **kwargs: float) -> Animation:
        """Return the growing of the strip that is copied."""
        _, fronts, left = self._state
        return self._run(lambda share: (share, fronts, left), [self.source], **kwargs)

    def flow(self, to: int, only: Iterable[int] | None = None, **kwargs: float) -> Animation:
        """Return the flow of some lanes to a station, counted from 0; to the number of stations: into the pile."""
        grown, before, left = self._state
        wanted = range(len(self.lanes)) if only is None else tuple(only)
        target = [max(to + 1.0, front) if lane in wanted else front for lane, front in enumerate(before)]

        def through(share: float) -> State:
            return grown, [one + share * (other - one) for one, other in zip(before, target, strict=True)], left

        coming: list[VMobject] = []
        for lane in wanted:
            first = int(before[lane])
            coming += [
                one for pieces in self.bands[lane][first : to + 1] for band in pieces for one in (band, band.hair)
            ]
            coming += self.strips[lane][first : to + 1]
            coming += [self.pile.parts[lane], self.foot] if to == self._count else []
        return self._run(through, coming, **kwargs)

    def arrivals(self) -> Iterator[Animation]:
        """Yield the arrival of the positive strips, which pile up, then of the negative ones, which fold back."""
        for sign in (1, -1):
            arriving = [index for index, lane in enumerate(self.lanes) if (lane.values[-1] < 0) == (sign < 0)]
            if arriving:
                yield self.flow(self._count, arriving)

    def settle(self, **kwargs: float) -> Animation:
        """Return the growing of what is left of all that has arrived."""
        grown, fronts, _ = self._state
        return self._run(lambda share: (grown, fronts, share), [self.pile.left], **kwargs)

    def gate(self, station: int, only: Iterable[int] | None = None) -> list[Mobject]:
        """Return what stands at the gate before a station: its wall, its heading, and the factors of some lanes."""
        heading, row = self._look_of.headings[station - 1], self._plan.lens.row
        lens = [self.magnification] if row == station else []
        return [self.walls[station - 1], self.factors(station - 1, only), *([heading] if heading else []), *lens]

    def title(self, station: int) -> list[Mobject]:
        """Return the name of a station, if it has one."""
        name = self._look_of.names[station]
        return [name] if name is not None else []

    def titles(self) -> VGroup:
        """Return the names of the lanes."""
        return VGroup(*(lane.name for lane in self.lanes))

    def title_of(self, lane: int) -> VGroup:
        """Return the name of a lane, and what is written at its first station."""
        return VGroup(self.lanes[lane].name, *self.numbers(0, [lane]))

    def numbers(self, station: int, only: Iterable[int] | None = None) -> VGroup:
        """Return what is written at a station, of all lanes or of some."""
        wanted = self.lanes if only is None else [self.lanes[index] for index in only]
        return VGroup(*(one for lane in wanted if (one := lane.numbers[station]) is not None))

    def factors(self, gate: int, only: Iterable[int] | None = None) -> VGroup:
        """Return what is written at a gate, of all lanes or of some."""
        wanted = self.lanes if only is None else [self.lanes[index] for index in only]
        return VGroup(*(one for lane in wanted if (one := lane.factors[gate]) is not None))

    def factors_of(self, lane: int) -> tuple[Reading, ...]:
        """Return the numbers by which a lane is multiplied, in the order in which it flows."""
        written = self.lanes[lane].factors
        return tuple(one.readings["value"] for one in written if isinstance(one, Formula))

    def share_of(self, lane: int) -> Reading:
        """Return the number at a lane's last station."""
        written = self.lanes[lane].numbers[-1]
        assert isinstance(written, Formula)
        return written.readings["value"]

    def shares(self) -> list[Strip]:
        """Return the strips at the last station."""
        return [row[-1] for row in self.strips]

    def on_stage(self) -> list[Mobject]:
        """Return all that is drawn or written of it; its ends are not."""
        return [one for one in self.submobjects if one.family_members_with_points()]

    def middle(self) -> float:
        """Return where the middle of what is drawn is, across the stage, once all has flowed."""
        now = self._state
        self.at((1.0, [self._count + 1.0] * len(self.lanes), 1.0))
        found = middle_of_ink(VGroup(self, self._ends))
        self.at(now)
        return found

    def measures(self) -> Iterator[Measure]:
        """Yield the length of each strip that is there."""
        _, fronts, _ = self._state
        for lane, strips, front in zip(self.lanes, self.strips, fronts, strict=True):
            for station, (strip, value) in enumerate(zip(strips, self._plan.lengths(lane), strict=True)):
                if front >= station + 1 and abs(value) >= HAIR:
                    yield Measure("ruler", f"{lane.name.text}, station {station}", strip.drawn_length(), value)

    def _run(self, through: Callable[[float], State], coming: Sequence[VMobject], **kwargs: float) -> Animation:
        if theme.is_calm():
            self.at(through(1.0))
            return FadeIn(VGroup(*dict.fromkeys(coming)), **kwargs)
        return Recompute(self, through=through, rate_func=rate_functions.smooth, **kwargs)

    def _bands_of(self, lane: Lane) -> list[tuple[FlowBand, FlowBand]]:
        """Return the bands of each stretch of a lane; two for each, as a lens may begin within it."""
        colours = [*self._colours, self._colours[-1]]
        if lane.is_crowd:
            colours = [*([self._quiet] * self._count), colours[-1]]
        made = [
            [FlowBand(colour, tall=self._look_of.tall, what=lane.name.text) for _ in range(2)] for colour in colours
        ]
        return [(one, other) for one, other in made]

    def _written(self) -> Iterator[Line]:
        flow = self._look_of
        yield from (one for one in (*flow.headings, *flow.names) if one is not None)
        yield from (self.source_number, self.total_number)
        for lane in self.lanes:
            yield lane.name
            yield from (one for one in (*lane.numbers, *lane.factors) if one is not None)

    def _flow_to(self, number: int, front: float) -> None:
        """Show one lane up to its front."""
        ports = self._ports_of(number)
        for station, strip in enumerate(self.strips[number]):
            port = ports[station + 1]
            is_there = front >= station + 1 and abs(port.length) >= HAIR
            strip.span(port.foot, port.length if is_there else 0.0, self._plan.course.across)
        for stretch, pieces in enumerate(self.bands[number]):
            self._join(pieces, stretch, ports[stretch : stretch + 2], min(1.0, max(0.0, front - stretch)))

    def _join(self, pieces: tuple[FlowBand, FlowBand], stretch: int, ends: Sequence[Port], gone: float) -> None:
        """Lead the band of a stretch; where a lens begins in it, to its gate, and on from there."""
        lens, across, (start, end) = self._plan.lens, self._plan.course.across, ends
        if lens.row != stretch:
            pieces[0].join(start, end, gone)
            return
        plain = end.length / lens.factors[-1]
        middle = (start.foot + end.foot + (start.length + end.length) / 2 * across) / 2
        pieces[0].join(start, Port(middle - plain / 2 * across, plain), min(1.0, 2 * gone))
        pieces[1].join(Port(middle - end.length / 2 * across, end.length), end, max(0.0, 2 * gone - 1))

    def _ports_of(self, number: int) -> list[Port]:
        """Return where a lane's bands begin and end: at the source, at each station and in the pile."""
        source = self._plan.source()
        if self.lanes[number].is_crowd:
            source = Port(source.foot + source.length / 2 * self._plan.course.across, 0.0)
        stations = [self._plan.station(number, station) for station in range(self._count)]
        return [source, *stations, self.pile.ports()[number]]
