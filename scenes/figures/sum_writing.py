"""What is written at the lengths of a sum: names and numbers beside what they measure, numbers on the axes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import final

import numpy as np
from manim import VGroup, VMobject

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.quantity import y
from core.notation.numeral import Numeral, short
from core.notation.reading import Reading
from core.passes.choices.listening import Listener
from scenes import theme
from scenes.figures.clear_spots import REACH_OUT, first_clear
from scenes.figures.scale import scale_for
from scenes.figures.sum_places import OVER, SumPlaces
from scenes.figures.upright_score import UprightScore
from scenes.layout.box import Box, Size
from scenes.layout.cells import TIGHT
from scenes.type.formula import Formula

_GAP = 0.16
_STEPS = 4
_PLACES = 14
"""So many across, and as many up, are tried at last."""
DOT = theme.DOT_RADIUS


@final
class SumWriting(VGroup):
    """Names and numbers of a sum, of an activation and of what this should be.

    Parameters
    ----------
    listener : Listener
        Of a chain.
    places : SumPlaces
    said : mapping of Quantity to Reading
    look : Theme

    Attributes
    ----------
    across, upright : VGroup
        Numbers on the axes.
    beside : float
        The width of the widest that stands at the right of a strip.
    """

    def __init__(
        self, listener: Listener, places: SumPlaces, said: Mapping[Expression, Reading], look: theme.Theme
    ) -> None:
        self._look = look
        w, a_prev = listener.factors(0)
        factor = said[a_prev]
        times = "times ({v})" if factor.numeral.negative else "times {v}"
        self._labels = {
            name: Formula("{q} = {v}", em=theme.LABEL, indexed=False, q=q, v=said[q])
            for name, q in (("w", w), ("b", listener.b), ("z", listener.z), ("a", listener.a), ("y", y()))
        }
        for label in self._labels.values():
            label["v"].match_style(label["q"][0])
        self._labels["times"] = Formula(times, em=theme.LABEL, v=factor)
        product = Formula("{w} {a} = {v}", em=theme.LABEL, indexed=False, w=w, a=a_prev, v=said[w * a_prev])
        product["v"].set_fill(look.colour("z"))
        self._labels["wa"] = product
        scale = scale_for([places.low, places.high], ticks=_STEPS, margin=0.0)
        ticks = [(at, one) for at, one in zip(scale.ticks, scale.tick_numerals, strict=True)]
        self._sums = {at: self._number(one) for at, one in ticks if places.low <= at <= places.high}
        bounds = {0.0, 1.0, *(one for one in listener.activation.range if np.isfinite(one))}
        self._heights = {at: self._number(short(at)) for at in sorted(bounds)}
        self.across, self.upright = VGroup(*self._sums.values()), VGroup(*self._heights.values())
        super().__init__(self.across, self.upright, *self._labels.values())

    def __getitem__(self, name: str) -> Formula:  # type: ignore[override]  # labels go by name here
        """Return a label: w, times, wa, b, z, a or y."""
        return self._labels[name]

    @property
    def labels(self) -> list[Formula]:
        """All but the numbers on the axes."""
        return list(self._labels.values())

    @property
    def beside(self) -> float:
        """The width of the widest that stands at the right of a strip."""
        return max(self[name].width for name in ("w", "wa", "b", "a")) + 2 * _GAP

    @property
    def named(self) -> float:
        """The width of the name of the activation, with what stays free beside it."""
        return float(self["a"].width) + 2 * _GAP

    def stand(self, places: SumPlaces, score: UprightScore, curve: VMobject) -> None:
        """Stand where there is room beside strips, dots and axes."""
        values, right = places.values, places.beside.right
        self._beside_strip("w", places, (0.0, values.w), 0)
        self._beside_strip("wa", places, (0.0, values.w, values.wa), 0)
        self._beside_strip("b", places, (values.wa, values.z), 1)
        times, weight = self["times"], self["w"]
        times.move_to(weight.get_right() + (_GAP + times.width / 2) * np.array([1.0, 0.0, 0.0]))
        if times.get_right()[0] > right:
            times.move_to(np.array([weight.get_x(), places.in_row(0.0, 1)[1], 0.0]))
        z = self["z"]
        half = z.width / 2
        place = min(max(places.x(values.z), places.plot.left + half), right - half)
        z.move_to(np.array([place, places.in_row(0.0, 2)[1], 0.0]))
        self._number_sums(places)
        self._beside_up(places, score, curve)

    def make_way(self) -> None:
        """Hide numbers of the axis of activations under labels that are on their way."""
        taken = [Box.around(label) for label in self.labels]
        for number in self._heights.values():
            if any(Box.around(number).overlaps(label) for label in taken):
                number.set_opacity(0.0)

    def _beside_strip(self, name: str, places: SumPlaces, tips: tuple[float, ...], row: int) -> None:
        """Stand at the right of a strip, or where there is no room at its left; not where the sum is taken up."""
        label, ends, drop = self[name], [places.x(tip) for tip in tips], places.x(places.values.z)
        half = label.width / 2 + _GAP
        crossing = [drop] if row == 0 and max(ends) < drop < max(ends) + 2 * half else []
        x = max(*ends, *crossing) + half
        if x + half > places.beside.right:
            crossing = [drop] if row == 0 and min(ends) - 2 * half < drop < min(ends) else []
            x = max(min(*ends, *crossing) - half, places.plot.left + half)
        label.move_to(np.array([x, places.in_row(0.0, row)[1], 0.0]))

    def _number_sums(self, places: SumPlaces) -> None:
        """Put numbers below the axis, but not where the sum is taken up to it; 0 makes way to the side."""
        drop = places.x(places.values.z)
        for at, number in self._sums.items():
            x, half = places.x(at), number.width / 2 + TIGHT
            is_clear = abs(x - drop) > half and places.plot.left <= x - half + TIGHT and x + half < places.plot.right
            if not at and not is_clear:
                x, is_clear = drop + (half if x >= drop else -half), True
            number.move_to(np.array([x, places.plot.bottom - TIGHT - number.height / 2, 0.0]))
            number.set_opacity(1.0 if is_clear else 0.0)

    def _beside_up(self, places: SumPlaces, score: UprightScore, curve: VMobject) -> None:
        """Put what is written at the axis of activations where it crosses nothing."""
        over = places.plot.top + OVER - REACH_OUT
        room = Box(places.plot.left, places.plot.bottom, places.beside.right, over)
        strokes = [(piece[0], piece[-1]) for one in (curve, score.curve) for piece in one.points.reshape(-1, 4, 3)]
        values = places.values
        strokes += [
            (places.on_up(places.least), places.on_up(places.most)),
            (places.on_axis(places.low), places.on_axis(places.high)),
            (places.on_axis(values.z), places.on_curve()),
            (places.on_curve(), places.on_up(values.a)),
        ]
        strokes += [(places.on_ground(places.low), places.on_ground(places.high))] if places.least < 0 else []
        own, strokes = len(strokes), [*strokes, *(_sides(Box.around(score.whole)) if score.has_whole else [])]
        dots = [Box(*(p[0] - DOT, p[1] - DOT, p[0] + DOT, p[1] + DOT)) for p in map(places.on_up, (values.a, values.y))]
        taken = [score.box, *dots, *(Box.around(one) for one in self._sums.values() if one.get_fill_opacity())]

        def put(label: VMobject, centres: list[Array]) -> bool:
            place, is_clear = first_clear(Size(label.width, label.height), centres, strokes, taken, room)
            label.move_to(place)
            if is_clear:
                taken.append(Box.around(label))
            return is_clear

        if score.is_inside:
            taken.append(Box.around(score.label))
        elif not put(score.label, score.around()):
            if score.has_whole:  # the unit square is left out
                del strokes[own:]
                score.leave_whole()
            put(score.label, [*score.around(), *_nearest(room, score.around()[0])])
        for name, at, other in (("a", values.a, values.y), ("y", values.y, values.a)):
            outwards = -1.0 if at < other or (at == other and name == "a") else 1.0
            centres = _around(places.on_up(at), self[name], outwards, at_right=name == "a")
            put(self[name], [*centres, *score.beyond(self[name], places.level(at)), *_nearest(room, centres[0])])
        for at, number in self._heights.items():
            half = np.array([number.width / 2 + _GAP, 0.0, 0.0])
            is_clear = put(number, [places.on_up(at) + half, places.on_up(at) - half])
            number.set_opacity(1.0 if is_clear and at not in {values.a, values.y} else 0.0)

    def _number(self, numeral: Numeral) -> Formula:
        grey = self._look.colour("quiet")
        return Formula(numeral.typst(), em=theme.LABEL, colour=grey).set_fill(grey)


def _around(dot: Array, label: VMobject, outwards: float, *, at_right: bool) -> list[Array]:
    """Return the places beside a dot on an upright axis, the best one first."""
    across, up = label.width / 2 + _GAP, label.height / 2 + _GAP
    sides = (1.0, -1.0) if at_right else (-1.0, 1.0)
    rises = (outwards, 0.0, -outwards) if at_right else (0.0, outwards, -outwards)
    near = [dot + np.array([side * across, rise * up, 0.0]) for side in sides for rise in rises]
    far = [dot + np.array([side * across, rise * up, 0.0]) for side in sides for rise in (2.0, -2.0, 3.0, -3.0)]
    return [*near, *far]


def _nearest(room: Box, place: Array) -> list[Array]:
    """Return places all over a room, the nearest one first."""
    across, up = np.linspace(room.left, room.right, _PLACES), np.linspace(room.bottom, room.top, _PLACES)
    found = [np.array([x, y, 0.0]) for x in across for y in up]
    return sorted(found, key=lambda one: float(np.linalg.norm(one - place)))


def _sides(box: Box) -> list[tuple[Array, Array]]:
    corners = [(box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top)]
    points = [np.array([*corner, 0.0]) for corner in corners]
    return list(pairwise([*points, points[0]]))
