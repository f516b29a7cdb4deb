"""Whether there is something to see: slopes that are not 0, steps that can be measured and written down."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from core.model.network import Examples, Network
from core.model.quantity import C, a, change, slope, w, z
from core.passes.backward import backward
from core.passes.chain import chain_through
from core.passes.choices.nudges import settling_nudge
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import Trace

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
    >>> from core.files.network_file import read
    >>> why_no_output_slopes(*read("networks/iris.toml"))
    ''
    """
    moment, last = Moment(Trace(network, examples)), network.depth
    slopes = (moment.value(slope(C, a(last, j))) for j in range(network.widths[-1]))
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
    >>> from core.files.network_file import read
    >>> why_not_measurable(*read("networks/chain.toml"))
    ''
    """
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    moment, last = Moment(Trace(network, examples)), network.depth
    steps = (w(last), z(last), a(last), C)
    if not all(math.isfinite(moment.value(slope(of, by))) for by, of in pairwise(steps)):
        return NO_SLOPE
    nudged = moment.nudged(w(last), settling_nudge(moment, C, w(last)))
    moved = [nudged.value(change(one)) != 0 for one in steps]
    if any(after and not before for before, after in pairwise(moved)):
        return "the output has rounded to its limit, so that its changes are lost"
    return ""


def why_zeros(network: Network, examples: Examples) -> str:
    """Return why lessons show slopes of 0 by every weight, and what to do; empty when they do not.

    Lessons speak of the first example: dC/dw_jk = delta_j a_k is 0 where all inputs are, where all
    neurons are dead, or where the output is just what is desired.

    Parameters
    ----------
    network : Network
    examples : Examples

    Returns
    -------
    str

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> network = Network((Layer([[2.0, 1.0]], [0.5], ACTIVATIONS["sigmoid"]),))
    >>> why_zeros(network, Examples([[0.0, 0.0], [0.0, 1.0]], [[0.0], [1.0]]))
    'example 0 has slopes of 0 by all weights, so lessons show zeros; example 1 has others: put it first'
    """
    with np.errstate(all="ignore"):
        found = backward(forward(network, examples.X), examples.Y)
    moves = np.zeros(len(examples), dtype=bool)
    for seen, gradient in zip(found.forward_pass.layers, found.layers, strict=True):
        moves |= gradient.delta.any(axis=1) & seen.a_prev.any(axis=1)
    if moves[0]:
        return ""
    if not moves.any():
        return "every example has slopes of 0 by all weights, so lessons show zeros; use other weights"
    other = int(moves.argmax())
    return f"example 0 has slopes of 0 by all weights, so lessons show zeros; example {other} has others: put it first"
