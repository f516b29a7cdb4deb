"""One neuron's paths to the cost as lanes: a real push on its way forward, and slopes on their way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from operator import mul

from core.algebra.differentials import ChangeOf, in_line
from core.algebra.indexed import IndexedQuantity
from core.algebra.onward_form import OnwardForm
from core.algebra.symbols import symbol
from core.model.arithmetic import Given, total
from core.model.fact import neuron_number
from core.model.quantity import C, change
from core.notation.addends import addends
from core.notation.reading import Reading
from core.passes.choices.onward_paths import OnwardPaths
from core.passes.choices.onward_push import OnwardPush
from scenes import theme
from scenes.figures.lane import Lane
from scenes.figures.lane_ends import LaneEnds
from scenes.figures.lane_way import Flow
from scenes.figures.lanes import Lanes
from scenes.type.formula import Formula


def signed(reading: Reading, colour: str) -> Formula:
    """Return a number with its sign, as moves and shares have it; part value."""
    plus = "+" if reading.value > 0 else ""
    return Formula(f"{plus}{{value}}", em=theme.LABEL, colour=colour, value=reading)


def shares_of(paths: OnwardPaths) -> tuple[Reading, ...]:
    """Return what each path brings that is told, then the others together if there are any, then their sum."""
    return _ledger(paths)[:-2]


def piles_of(paths: OnwardPaths) -> tuple[Reading, Reading]:
    """Return what the shares together bring up, and what they take down, in their digits."""
    up, down = _ledger(paths)[-2:]
    return up, down


def _ledger(paths: OnwardPaths) -> tuple[Reading, ...]:
    read = paths.moment.read
    terms = [*(paths.terms[j] for j in paths.told.shown), *([paths.others] if paths.told.others else [])]
    gains, losses = ([term for term in terms if sign * paths.moment.value(term) > 0] for sign in (1, -1))
    nothing = Given(0)
    piles = (total(gains) if gains else nothing, -total(losses) if losses else nothing)
    return addends([read(one, 3) for one in (*terms, paths.quantity)], alike=[read(one, 3) for one in piles])


def lane_names(paths: OnwardPaths, look: theme.Theme) -> list[Formula]:
    """Return what lanes are called: j and a number; and how many others there are."""
    quiet, moment = look.colour("quiet"), paths.moment
    numbers = [moment.count(neuron_number(paths.layer + 1, j)) for j in paths.told.shown]
    names = [Formula("j = {n}", em=theme.LABEL, colour=quiet, n=number) for number in numbers]
    if paths.told.others:
        names.append(Formula("+{n}", em=theme.LABEL, colour=quiet, n=moment.count(len(paths.told.others))))
    return names


def pushed_lanes(
    push: OnwardPush, ends: LaneEnds, look: theme.Theme, *, tall: bool, says: Callable[[str, bool], str]
) -> Lanes:
    """Return the lanes of a push: what it moves on each path, and what each path does to the cost."""
    paths, form, moment = push.paths, OnwardForm.of(push.paths), push.moment
    shown = paths.told.shown
    moved = [push.moves(j) for j in shown]
    values = [
        (push.by, *(moment.value(one) for one in moves), brought)
        for moves, brought in zip(moved, push.brought(shown), strict=True)
    ]
    kinds = ("z", "a") if paths.elementwise else ("z",)
    written: list[tuple[Formula | None, ...]] = [
        (None, *(signed(moment.read(one, 3), look.colour(kind)) for one, kind in zip(moves, kinds, strict=True)), None)
        for moves in moved
    ]
    blank = (None,) * (len(kinds) + 1)
    weights = [_plain(paths.moment.read(paths.factors[j][0], 3), look.colour("w")) for j in shown]
    factors: list[tuple[Formula | None, ...]] = [(weight, *blank[1:]) for weight in weights]
    if paths.told.others:
        values.append((push.by, *(0.0 for _ in kinds), push.brought_by_others(shown)))
        written.append((None, *blank))
        factors.append(blank)
    moves = [Formula("{it}", em=theme.LABEL, it=one) for one in form.moves]
    headings = (_heading(form, 0), *blank[1:])
    names = (None, *moves, Formula("{it}", em=theme.LABEL, it=ChangeOf(symbol(C))))
    lanes = _lanes(lane_names(paths, look), values, written, factors, crowd=bool(paths.told.others))
    source, left = (signed(moment.read(change(one), 3), look.colour_of(one)) for one in (push.activation, C))
    return Lanes(
        Flow(lanes, source, left, headings, names, back=False, tall=tall),
        [look.colour(kind) for kind in ("a", *kinds, "C")],
        ends,
        look,
        says=says,
    )


def slope_lanes(
    paths: OnwardPaths, ends: LaneEnds, look: theme.Theme, *, tall: bool, says: Callable[[str, bool], str]
) -> Lanes:
    """Return the lanes on the way back: a slope of 1 at the cost, times the factors of each path."""
    form, moment, shown = OnwardForm.of(paths), paths.moment, paths.told.shown
    vermilion, crowd = look.colour("slope"), bool(paths.told.others)
    backward = [tuple(reversed(paths.factors[j])) for j in shown]
    values = [tuple(accumulate((1.0, *map(moment.value, one)), mul)) for one in backward]
    *shares, whole = shares_of(paths)
    one, count = moment.count(1), len(backward[0])
    colours = (vermilion, *(["z"] if count > 2 else []), "w")
    written: list[tuple[Formula | None, ...]] = [
        (*((None,) * count), signed(share, vermilion)) for share in shares[: len(shown)]
    ]
    factors: list[tuple[Formula | None, ...]] = [
        tuple(
            _plain(moment.read(factor, 3), colour if colour == vermilion else look.colour(colour))
            for factor, colour in zip(own, colours, strict=True)
        )
        for own in backward
    ]
    if crowd:
        values.append((1.0, *((0.0,) * (count - 1)), shares[-1].value))
        written.append((None, *((None,) * (count - 1)), signed(shares[-1], vermilion)))
        factors.append((None,) * count)
    lanes = _lanes(lane_names(paths, look), values, written, factors, crowd=crowd)
    headings = tuple(_heading(form, place) for place in reversed(range(count)))
    source, left = _plain(one, vermilion), signed(whole, vermilion)
    return Lanes(
        Flow(lanes, source, left, headings, (None,) * (count + 1), back=True, tall=tall),
        [vermilion] * (count + 1),
        ends,
        look,
        says=says,
    )


def _plain(reading: Reading, colour: str) -> Formula:
    return Formula("{value}", em=theme.LABEL, colour=colour, value=reading)


def _heading(form: OnwardForm, place: int) -> Formula:
    factor = form.factors[place]
    template = "times ({it})" if factor.is_Add else "times {it}"
    is_slope = isinstance(factor, IndexedQuantity) and factor.is_slope
    return Formula(template, em=theme.LABEL, it=in_line(factor) if is_slope else factor)


def _lanes(
    names: Sequence[Formula],
    values: Sequence[tuple[float, ...]],
    written: Sequence[tuple[Formula | None, ...]],
    factors: Sequence[tuple[Formula | None, ...]],
    *,
    crowd: bool,
) -> tuple[Lane, ...]:
    rows = list(zip(names, values, written, factors, strict=True))
    return tuple(Lane(*row, is_crowd=crowd and row is rows[-1]) for row in rows)
