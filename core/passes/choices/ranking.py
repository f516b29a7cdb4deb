"""The largest of several: of equal ones always the first, so that a choice never depends on who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.model.arithmetic import Expression
from core.model.quantity import C, Quantity, slope
from core.passes.moment import Moment


@dataclass(frozen=True, slots=True)
class Abridged:
    """Which terms of a long sum are shown, in order; the others stand together as one.

    Parameters
    ----------
    shown, others : tuple of int
        Places of terms.
    """

    shown: tuple[int, ...]
    others: tuple[int, ...]


def largest(sizes: Iterable[float], count: int) -> tuple[int, ...]:
    """Return the places of the so many numbers that are furthest from 0, the furthest first.

    Parameters
    ----------
    sizes : iterable of float
    count : int
        How many places at most.

    Returns
    -------
    tuple of int
        Of equal sizes the first comes first.

    Examples
    --------
    >>> largest([1.0, -3.0, 3.0, 2.0], 3)
    (1, 2, 3)
    """
    numbers = np.abs(np.fromiter(sizes, dtype=float))
    return tuple(np.argsort(-numbers, kind="stable")[:count].tolist())


def largest_of(moment: Moment, terms: Iterable[Expression], count: int = 1) -> tuple[int, ...]:
    """Return the places of the so many terms with the largest values, the largest first.

    Parameters
    ----------
    moment : Moment
    terms : iterable of Expression
    count : int

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import w
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/chain.toml")))
    >>> [moment.value(w(layer)) for layer in (1, 2, 3)], largest_of(moment, [w(1), w(2), w(3)], 2)
    ([1.9, -2.6, 2.6], (1, 2))
    """
    return largest((moment.value(one) for one in terms), count)


def steepest(moment: Moment, candidates: Sequence[Quantity]) -> Quantity:
    """Return the weight, bias, sum or activation to which the cost answers most: the largest dC/dq in size.

    Parameters
    ----------
    moment : Moment
    candidates : sequence of Quantity
        At least one.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import w
    >>> from core.passes.trace import Trace
    >>> str(steepest(Moment(Trace(*read("networks/chain.toml"))), [w(1), w(2), w(3)]))
    'w[3][0,0]'
    """
    return candidates[largest_of(moment, [slope(C, one) for one in candidates])[0]]


def abridged(sizes: Iterable[float], rows: int) -> Abridged:
    """Return which terms of a sum are shown in so many rows: all, or the largest and the rest as one.

    Parameters
    ----------
    sizes : iterable of float
        What each term brings.
    rows : int

    Returns
    -------
    Abridged

    Examples
    --------
    >>> abridged([1.0, -3.0, 2.0], 3).shown, abridged([1.0, -3.0, 2.0, 0.5], 3)
    ((0, 1, 2), Abridged(shown=(1, 2), others=(0, 3)))
    """
    numbers = list(sizes)
    shown = sorted(largest(numbers, rows if len(numbers) <= rows else rows - 1))
    return Abridged(tuple(shown), tuple(place for place in range(len(numbers)) if place not in shown))


def most_different(moment: Moment, quantity: Quantity, examples: Sequence[int]) -> int:
    """Return the example whose value differs most from the average over all; one of the other sign, if there is any.

    Parameters
    ----------
    moment : Moment
    quantity : Quantity
    examples : sequence of int
        Those to choose from; at least one.

    Returns
    -------
    int

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/chain.toml")))
    >>> [round(moment.of(i).value(C), 2) for i in range(4)], most_different(moment, C, range(4))
    ([0.16, 0.15, 0.06, 0.02], 3)
    """
    mean = moment.averaged.value(quantity)
    values = {example: moment.of(example).value(quantity) for example in examples}
    against = [example for example, value in values.items() if value * mean < 0]
    return max(against or examples, key=lambda example: abs(values[example] - mean))
