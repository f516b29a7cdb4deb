"""Which neurons stand for a layer that has more of them than there is room for, and what is full brightness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.quantity import C, a, slope
from core.passes.choices.ranking import largest_of
from core.passes.moment import Moment


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a layer.

    Parameters
    ----------
    neurons : tuple of int
        Drawn one by one, from the top.
    hidden : tuple of int
        All others, which stand together as one.
    after : int or None
        After how many of the drawn ones the hidden ones stand; None where none are hidden.
    """

    neurons: tuple[int, ...]
    hidden: tuple[int, ...] = ()
    after: int | None = None

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """What is drawn from the top: neurons, each alone, and all hidden ones together at their place."""
        each = [(k,) for k in self.neurons]
        return tuple(each if self.after is None else [*each[: self.after], self.hidden, *each[self.after :]])


def shown_of(moment: Moment, layer: int, most: int, keep: tuple[int, ...] = ()) -> Shown:
    """Return what is drawn of a layer: the first, the last and those on which the cost depends most.

    Parameters
    ----------
    moment : Moment
    layer : int
    most : int
        Neurons drawn at most.
    keep : tuple of int
        Neurons of which a story tells; at most `most`.

    Returns
    -------
    Shown
        The hidden ones stand where most of them are in the order of the layer.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/wide.toml")))
    >>> shown = shown_of(moment, 0, 5)
    >>> len(shown.neurons), len(shown.neurons) + len(shown.hidden) == moment.network.widths[0]
    (5, True)
    """
    width = moment.network.widths[layer]
    if width <= most:
        return Shown(tuple(range(width)))
    steep = largest_of(moment, [slope(C, a(layer, k)) for k in range(width)], width)
    wanted = dict.fromkeys((*keep, 0, width - 1, *steep))
    neurons = tuple(sorted(list(wanted)[:most]))
    skipped = [later - earlier for earlier, later in zip(neurons, (*neurons[1:], width), strict=True)]
    after = 1 + int(np.argmax(skipped))
    return Shown(neurons, tuple(k for k in range(width) if k not in neurons), after)


def brightest(moment: Moment) -> tuple[float, float]:
    """Return the sizes of input and of activation that are shown at full brightness, for all examples.

    Parameters
    ----------
    moment : Moment
        Of the whole network.

    Returns
    -------
    tuple of float
        Of inputs and of activations; at least 1.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> brightest(Moment(Trace(*read("networks/chain.toml"))))[1]
    1.0
    """
    widths = moment.network.widths
    sizes = [
        max(float(np.max(np.abs(moment.values(a(layer, k))))) for k in range(width))
        for layer, width in enumerate(widths)
    ]
    return max(1.0, sizes[0]), max(1.0, *sizes[1:])
