"""What the code is held against: nudges of every weight, and the same lines with the weights moved too early."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arithmetic import total
from core.model.fact import RATE
from core.model.quantity import C, Quantity, a, delta, slope, w
from core.notation.numeral import significant
from core.notation.reading import Reading
from core.proof.code_run import run_code
from core.proof.complex_step import complex_step
from core.proof.slope_sample import SlopeSample
from core.proof.told_code import CodeMoment, told_of

MOST_DIGITS, _FEW_DIGITS = 10, 3
"""To which numbers are compared."""


def nudged_moment(told: CodeMoment) -> CodeMoment:
    """Return a moment whose slopes are those that complex steps give, each weight, bias and activation by itself.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.notation.code_form import code_form
    >>> from core.passes.moment import Moment
    >>> from core.passes.trace import Trace
    >>> from core.proof.told_code import code_moment
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> told = code_moment(code_form(moment.network), moment)
    >>> one = slope(C, w(1, 2, 3))
    >>> abs(nudged_moment(told).value(one) / told.value(one) - 1) < 1e-12
    True
    """
    network, examples = told.network, told.examples
    count = sum(layer.W.size + layer.b.size + layer.W.shape[1] for layer in network.layers)
    sample = SlopeSample.of(network, count, np.random.default_rng(0))
    found = complex_step(network, examples.X[0], examples.Y[0], sample)
    numbers = {sample.at(network, index): float(one) for index, one in enumerate(found)}
    return CodeMoment(told.trace, told.state, numbers)


def alike(told: CodeMoment, other: CodeMoment, of: Quantity) -> tuple[Reading, Reading, int]:
    """Return one number of both in as many digits as they share, and how many that are; ten at most.

    Raises
    ------
    ValueError
        If they do not even share one.
    """
    for digits in range(MOST_DIGITS, 0, -1):
        first, second = told.read(of, digits), other.read(of, digits)
        if first.shown == second.shown:
            return first, second, digits
    msg = f"{of}: expected the same number twice, found {told.value(of)} and {other.value(of)}"
    raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class TooEarly:
    """What the sweep hands on to one neuron where the last layer's weights have moved before they are turned.

    Parameters
    ----------
    neuron : int
        Of the layer before the last: where it is furthest off.
    right, wrong : Reading
        In digits that tell them apart; in three where ten do not.
    """

    neuron: int
    right: Reading
    wrong: Reading

    @property
    def differs(self) -> bool:
        """Whether they are printed as two numbers."""
        return self.right.shown != self.wrong.shown


def too_early(text: str, told: CodeMoment) -> TooEarly:
    """Run lines in which the weights move too early, and compare what the last one hands on first.

    sum_j (w_jk - rate dC/dw_jk) delta_j   in place of   sum_j w_jk delta_j

    Parameters
    ----------
    text : str
        Of `core.notation.code_form.with_moves`, too early.
    told : CodeMoment
        What the lines found without moves.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.notation.code_form import code_form, with_moves
    >>> from core.passes.moment import Moment
    >>> from core.passes.trace import Trace
    >>> from core.proof.told_code import code_moment
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> text = code_form(moment.network)
    >>> found = too_early(with_moves(text, early=True), code_moment(text, moment))
    >>> found.neuron, found.right.shown, found.wrong.shown
    (1, '−0.136', '−0.201')
    """
    network, examples, layer = told.network, told.examples, told.network.depth
    runs = run_code(text, network, examples.X[0], examples.Y[0])
    handed = next(one.values for one in told_of(runs, layer) if one.name == "dC_da")
    answers = [slope(C, a(layer - 1, k)) for k in range(len(handed))]
    k = int(np.argmax([abs(one - told.value(answer)) for one, answer in zip(handed, answers, strict=True)]))
    rows = range(network.widths[layer])
    made = total((w(layer, j, k) - RATE * slope(C, w(layer, j, k))) * delta(layer, j) for j in rows)
    value = float(handed[k])

    def both(digits: int) -> TooEarly:
        return TooEarly(k, told.read(answers[k], digits), Reading(made, told.state, value, significant(value, digits)))

    every = map(both, range(_FEW_DIGITS, MOST_DIGITS + 1))
    return next((one for one in every if one.differs), both(_FEW_DIGITS))
