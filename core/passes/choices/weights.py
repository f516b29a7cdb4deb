"""Which weight stands for its layer: the one with the largest slope."""

from __future__ import annotations

import numpy as np

from core.model.quantity import C, Quantity, a, slope, w
from core.passes.moment import Moment


def steepest_weight(moment: Moment, layer: int) -> Quantity:
    """Return the weight of a layer with the largest slope.

    Parameters
    ----------
    moment : Moment
        Of one example, or of the average over all.
    layer : int
        1..L.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> str(steepest_weight(Moment(Trace(*read("networks/chain.toml"))), 2))
    'w[2][0,0]'
    """
    size = np.abs(moment.trace.backward(moment.state).layers[layer - 1].dC_dW)
    j, k = np.unravel_index(int(np.argmax(size)), size.shape)
    return w(layer, int(j), int(k))


def weight_before_the_outputs(moment: Moment) -> Quantity:
    """Return the weight of the last layer with the largest slope, between different numbers if any is.

    Where outputs compete (softmax), one whose own output has no slope comes before all others: it shows
    best what goes through the others.

    Parameters
    ----------
    moment : Moment
        Of one example.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> str(weight_before_the_outputs(Moment(Trace(*read("networks/chain.toml")))))
    'w[3][0,0]'
    """
    network = moment.network
    last = network.depth
    size = np.abs(moment.trace.backward(moment.state).layers[-1].dC_dW)
    competes = not network.layer(last).activation.elementwise
    own = [competes and moment.value(slope(C, a(last, j))) != 0 for j in range(network.widths[-1])]

    def told_well(end: tuple[int, ...]) -> tuple[bool, bool, float]:
        return not own[end[0]], end[0] != end[1] and size[end] > 0, size[end]

    return w(last, *max(np.ndindex(size.shape), key=told_well))
