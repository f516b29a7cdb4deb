"""Questions about a network with its own numbers: which ones it has something for, each with its answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from core.model.arithmetic import Expression, Given, product
from core.model.errors import InputError
from core.model.fact import EXAMPLES, RATE, layer_number
from core.model.quantity import C, Quantity, a, b, change, slope, w, y, z
from core.notation.numeral import read_shown
from core.notation.quantity_markup import SLOPE_IN_LINE
from core.notation.reading import Named, Reading
from core.passes.backward import backward
from core.passes.choices.nudges import settled_nudge, settling_nudge
from core.passes.choices.onward_paths import OnwardPaths
from core.passes.choices.ranking import largest, steepest
from core.passes.choices.story import Story
from core.passes.choices.weights import steepest_weight
from core.passes.forward import forward
from studio.exports.asking import Asker, Unshown
from studio.exports.working import (
    BECOMES,
    EQUAL,
    MINUS,
    NEAR,
    NOTHING,
    OVER,
    PLUS,
    TIMES,
    Grid,
    Line,
    Piece,
    Question,
    Sign,
    Slot,
    closes,
    plus,
    product_line,
    times,
)

MOST = 8
_ROWS, _LISTED = 5, 12
"""How many rows a table has, and how many numbers stand in one sentence, at most."""
_GONE = 1e-9
"""A slope that is this small is nothing."""


def questions(on: Asker) -> tuple[Question, ...]:
    """Return the questions that a network has something for, in order.

    Where there are too many, those are left out that others ask in passing.

    Parameters
    ----------
    on : Asker

    Returns
    -------
    tuple of Question

    Examples
    --------
    >>> from pathlib import Path
    >>> from core.files.network_file import read
    >>> from core.passes.moment import Moment
    >>> from core.passes.trace import Trace
    >>> from scenes.words.language import Words
    >>> words = Words(Path("studio/exports/templates/worksheet.ftl"))
    >>> asker = Asker.of(Moment(Trace(*read("networks/chain.toml"))), words)
    >>> [one.name for one in questions(asker)]
    ['factors', 'bias', 'nudge', 'path', 'first', 'target', 'step', 'average']
    """
    asked: list[Callable[[Asker], Question | None]] = [_factors, _bias, _nudge, _path, _paths, _silent]
    asked += [_first, _target, _step, _average]
    found = [question for ask in asked if (question := _tried(ask, on))]
    for spare in ("bias", "nudge"):
        found = [one for one in found if len(found) <= MOST or one.name != spare]
    return tuple(found)


def _factors(on: Asker) -> Question:
    layer, j, k = on.ends
    first = slope(z(layer, j), on.weight)
    own = len(on.onward) > 1
    miss = not own and OnwardPaths(on.moment, layer - 1, k).misses
    given = [a(layer - 1, k), z(layer, j), a(layer, j), y(j)]
    line = on.equation(first, *(on.onward if own or miss else ()))
    if not (own or miss):
        given.append(on.onward[0])
    factors = [on.asked(one) for one in (first, *on.onward)]
    whole = product_line(on.name(slope(C, on.weight)), factors, on.asked(slope(C, on.weight)))
    joint = "own" if own else "miss" if miss else "sum"
    return on.question("factors", on.given(*given), line, whole, slope=on.named(slope(C, on.weight)), joint=joint)


def _bias(on: Asker) -> Question:
    layer, j, _ = on.ends
    bias = b(layer, j)
    factors = [on.asked(one) for one in (slope(z(layer, j), bias), *on.onward)]
    whole = product_line(on.name(slope(C, bias)), factors, on.asked(slope(C, bias)))
    return on.question("bias", whole)


def _nudge(on: Asker) -> Question:
    by = settled_nudge(on.moment, C, on.weight) or settling_nudge(on.moment, C, on.weight)
    steep = slope(C, on.weight)
    pushed = on.moment.nudged(on.weight, by)
    foot = Slot(on.read(change(on.weight), pushed))
    found = on.asked(steep * Given(by))
    row: list[Piece] = [on.name(change(C)), NEAR, on.name(steep), TIMES, on.name(change(on.weight))]
    sign = times((on.read(steep), foot.reading), found.reading)
    line = Line([*row, EQUAL, on.asked(steep), TIMES, foot, sign, found])
    moved = on.read(change(C), pushed)
    agrees = "same" if moved.shown == found.reading.shown else "near"
    return on.question("nudge", line, weight=on.named(on.weight), by=foot.reading, moved=moved, agrees=agrees)


def _path(on: Asker) -> Question | None:
    depth = on.moment.network.depth
    if depth < 2:
        return None
    neurons = Story(on.moment).path
    known = neurons[-1] == on.ends[1]  # from the first question, which should not be answered here
    far: Expression = slope(C, a(depth, neurons[-1]))
    rows: list[list[Piece]] = []
    for layer in range(depth, 0, -1):
        j, k = neurons[layer], neurons[layer - 1]
        number, onward = Slot(on.moment.count(layer_number(layer))), on.slot(w(layer, j, k))
        steep = slope(a(layer, j), z(layer, j))
        if on.moment.network.layer(layer).activation.elementwise:
            before = on.slot(far, asked=known or layer < depth)
            far = far * steep
            between: list[Piece] = [before, on.slot(steep, asked=known and layer == depth), on.asked(far)]
        else:
            far = slope(C, z(layer, j))
            between = [NOTHING, NOTHING, on.slot(far, asked=known)]
        rows.append([number, *between, onward if layer > 1 else NOTHING])
        delta, far = far, far * w(layer, j, k)
    out, into = neurons[1], neurons[0]
    weight, behind = w(1, out, into), a(0, into)
    last = on.asked(delta * behind)
    sign = times((on.read(delta), on.read(behind)), last.reading)
    end = Line([on.asked(delta), TIMES, on.slot(behind), sign, last])
    chain = on.moment.network.is_chain
    if chain:
        end = Line([on.name(slope(C, weight)), EQUAL, *end.pieces])
    head = (on.head("layer"), _column("C", "a"), _column("a", "z"), _column("C", "z"), on.head("weight"))
    return on.question(
        "path",
        Grid(head, rows),
        end,
        kind="chain" if chain else "path",
        neurons=tuple(Named(a(layer, j), indexed=True) for layer, j in enumerate(neurons)),
        count=on.moment.count(math.prod(on.moment.network.widths[2:])),
        input=on.named(behind),
        slope=on.named(slope(C, weight)),
        whole=on.read(slope(C, weight)),
    )


def _paths(on: Asker) -> Question | None:
    paths = Story(on.moment).branching_paths
    if paths is None:
        return None
    paths = paths.telling(_ROWS)
    rows: list[list[Piece]] = []
    for j in paths.told.shown:
        weight, onward = paths.joined(j)
        rows.append([on.name(weight), on.slot(weight), on.slot(onward), on.asked(product((weight, onward)))])
    shares = [row[-1] for row in rows if isinstance(row[-1], Slot)]
    others = [on.slot(paths.others)] if paths.told.others else []
    whole = on.asked(paths.quantity)
    pieces: list[Piece] = []
    for one in (*shares, *others):
        pieces += [PLUS, one] if pieces else [one]
    sign = plus([one.reading for one in (*shares, *others)], whole.reading)
    against = {np.sign(value) for value in paths.values if value}
    return on.question(
        "paths",
        Grid((on.head("weight"), on.head("value"), _column("C", "z"), on.head("brings")), rows),
        Line([on.name(paths.quantity), EQUAL, *pieces, sign, whole]),
        neuron=Named(a(paths.layer, paths.k), indexed=True),
        told="some" if others else "all",
        rest=others[0].reading if others else whole.reading,
        opposing="yes" if len(against) > 1 else "no",
    )


def _flat(on: Asker) -> Iterator[tuple[int, int]]:
    for layer in range(1, on.moment.network.depth + 1):
        if on.moment.network.layer(layer).activation.elementwise:
            for j in range(on.moment.network.widths[layer]):
                if on.moment.value(slope(a(layer, j), z(layer, j))) == 0:
                    yield layer, j


def _silent(on: Asker) -> Question | None:
    found = [(layer, j, on.moment.values(slope(a(layer, j), z(layer, j))).any()) for layer, j in _flat(on)]
    if not found:
        return None
    layer, j, wakes = min(found, key=lambda one: one[2])
    steep, behind, whole = slope(a(layer, j), z(layer, j)), slope(C, a(layer, j)), slope(C, z(layer, j))
    line = product_line(on.name(whole), [on.asked(steep), on.slot(behind)], on.asked(whole))
    return on.question(
        "silent",
        on.equation(steep),
        line,
        layer=on.moment.count(layer_number(layer)),
        sum=on.read(z(layer, j)),
        sleep="light" if wakes else "dead",
        room=1,
    )


def _candidates(on: Asker) -> list[Quantity]:
    """Return weights to choose from: the steepest of each layer, or those into one neuron."""
    layer, j, _ = on.ends
    if on.moment.network.depth > 1:
        steep = [steepest_weight(on.moment, one) for one in range(1, on.moment.network.depth + 1)]
        return steep[-_ROWS:]
    behind = [on.moment.value(slope(C, w(layer, j, k))) for k in range(on.moment.network.widths[0])]
    return [w(layer, j, k) for k in sorted(largest(behind, _ROWS))]


def _first(on: Asker) -> Question | None:
    weights = _candidates(on)
    best = steepest(on.moment, weights)
    value = on.moment.value(slope(C, best))
    if len(weights) < 2 or not value:
        return None
    rows: list[list[Piece]] = []
    for one in weights:
        (j, k), layer = one.neurons, one.layer
        assert layer is not None
        parts = on.slot(a(layer - 1, k)), on.slot(slope(C, z(layer, j)))
        rows.append([on.name(one), *parts, on.asked(slope(C, one))])
    return on.question(
        "first",
        Grid((on.head("weight"), on.head("behind"), _column("C", "z"), _column("C", "w")), rows),
        weight=on.named(best),
        sign="positive" if value > 0 else "negative",
        room=1,
    )


def _target(on: Asker) -> Question:
    seen = forward(on.moment.network, on.moment.examples.X[0])
    with np.errstate(all="ignore"):
        last = backward(seen, seen.output).layers[-1].delta
    return on.question("target", room=2, left="none" if (np.abs(last) <= _GONE).all() else "some")


def _step(on: Asker) -> Question:
    steep = slope(C, on.weight)
    move, end = -(RATE * steep), on.weight - RATE * steep
    rate, moved, start = on.slot(RATE), on.asked(move), on.slot(on.weight)
    sign = times((-rate.reading, on.read(steep)), moved.reading)
    row: list[Piece] = [on.name(change(on.weight)), EQUAL, MINUS, rate, TIMES, on.asked(steep), sign]
    landing = on.asked(end)
    added = plus((start.reading, moved.reading), landing.reading)
    line = Line([on.name(on.weight), BECOMES, start, PLUS, moved, added, landing])
    return on.question(
        "step",
        Line([*row, moved]),
        line,
        weight=on.named(on.weight),
        rate=rate.reading,
        way=_way(-on.moment.value(steep)),
    )


def _average(on: Asker) -> Question | None:
    count = len(on.moment.examples)
    if not 1 < count <= _LISTED:
        return None
    steep = slope(C, on.weight)
    each = tuple(on.read(steep, on.moment.of(example)) for example in range(count))
    mean = on.moment.averaged
    total, found = (on.read(one, mean) for one in (EXAMPLES * steep, steep))
    number = on.moment.count(EXAMPLES)
    sign = closes(_shown(total) / count, found)
    signs = {np.sign(one.value) for one in each}
    line = Line([Slot(total, asked=True), OVER, Slot(number), sign, Slot(found, asked=True)])
    return on.question(
        "average",
        line,
        weight=on.named(on.weight),
        count=number,
        slopes=each,
        way=_way(-found.value),
        split="yes" if {1.0, -1.0} <= signs else "no",
        room=1,
    )


def _tried(ask: Callable[[Asker], Question | None], on: Asker) -> Question | None:
    """Return a question, unless one of its numbers cannot be told."""
    try:
        return ask(on)
    except (Unshown, InputError):
        return None


def _shown(reading: Reading) -> float:
    """Return what a printed number is worth."""
    return read_shown(reading.shown)[0]


def _way(move: float) -> str:
    return "up" if move > 0 else "down" if move < 0 else "stays"


def _column(of: str, by: str) -> Sign:
    """Return the head of a column of slopes."""
    return Sign(SLOPE_IN_LINE.format(of=of, by=by), f"∂{of}/∂{by}")
