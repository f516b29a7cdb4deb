"""Whether the last steps to the cost can be measured and their slopes written down in doubles."""

from __future__ import annotations

import math
from itertools import pairwise

from core.chain import chain_through
from core.network import Examples, Network
from core.nudge_size import settling_nudge
from core.quantity import C, a, change, slope, w, z
from core.trace import State, Trace

NO_SLOPE = "the output has rounded to its limit, where the cost has no finite slope"


def why_no_output_slopes(network: Network, examples: Examples) -> str:
    """Return why the cost's slopes by the outputs cannot be written down; empty when they can.

    dC/da of a cross-entropy grows beyond all bounds as an output that is wanted rounds to 0.

    Parameters
    ----------
    network : Network
    examples : Examples
        The first of them is meant.

    Returns
    -------
    str

    Examples
    --------
    >>> from core.network_file import read
    >>> why_no_output_slopes(*read("networks/iris.toml"))
    ''
    """
    trace, last = Trace(network, examples), network.depth
    slopes = (trace.value(slope(C, a(last, j))) for j in range(network.widths[-1]))
    return "" if all(map(math.isfinite, slopes)) else NO_SLOPE


def why_not_measurable(network: Network, examples: Examples) -> str:
    """Return why the steps from the last weight to the cost cannot be told apart; empty when they can.

    A saturated output may round to its limit: then it does not move although the cost, which is
    computed through logarithms, does; or the cost's slope has no finite value there.

    Parameters
    ----------
    network : Network
    examples : Examples

    Returns
    -------
    str

    Examples
    --------
    >>> from core.network_file import read
    >>> why_not_measurable(*read("networks/chain.toml"))
    ''
    """
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    trace, last = Trace(network, examples), network.depth
    steps = (w(last), z(last), a(last), C)
    if not all(math.isfinite(trace.value(slope(of, by))) for by, of in pairwise(steps)):
        return NO_SLOPE
    nudged = State().nudged(w(last), settling_nudge(trace, C, w(last), State()))
    moved = [trace.value(change(one), nudged) != 0 for one in steps]
    if any(after and not before for before, after in pairwise(moved)):
        return "the output has rounded to its limit, so that its changes are lost"
    return ""
