"""Nudges that put a slope to the test: how small they are made, and what may be said of what they measure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.model.quantity import Quantity, ratio, slope
from core.passes.choices.nudges import SETTLED, has_settled, round_nudge, settled_nudge, settling_nudge
from core.passes.moment import Moment

_FINEST, _HALVINGS = 64, 14
"""How many times smaller the last nudge of a shrinking one is than the first, at least; how often it may be halved."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A real nudge, held against two values that its ratio might have.

    Parameters
    ----------
    by : float
        The nudge.
    right, wrong : float
        The slope, and what it is mistaken for.
    measured : float
        The ratio of changes under the nudge.
    has_settled : bool
        Whether that ratio has settled on the slope, so that it may decide.
    """

    by: float
    right: float
    wrong: float
    measured: float
    has_settled: bool

    @property
    def refutes(self) -> bool:
        """Whether the nudge's ratio is the right value and not the wrong one."""
        return self.has_settled and 4 * abs(self.measured - self.right) < abs(self.right - self.wrong)


def deciding_trial(moment: Moment, of: Quantity, by: Quantity, right: float, wrong: float) -> Trial:
    """Return the trial of a settled nudge, so small that its ratio tells two values apart where that can be.

    A nudge that has not settled may contradict the true slope: through 25 layers with weights of 100 one of
    20 gives a ratio of nearly 0 where the slope is above 10.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose slope; `by` is nudged.
    right, wrong : float
        The slope, and what it is mistaken for.

    Returns
    -------
    Trial

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, w
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/chain.toml")))
    >>> trial = deciding_trial(moment, C, w(1), moment.value(slope(C, w(1))), 0.5)
    >>> trial.has_settled, trial.refutes
    (True, True)
    """
    apart = min(SETTLED, abs(right - wrong) / (8 * abs(right))) if right else SETTLED
    tolerances = dict.fromkeys((apart or SETTLED, SETTLED))
    found = (settled_nudge(moment, of, by, tolerance) for tolerance in tolerances)
    settled = next((size for size in found if size is not None), None)
    size = settled or round_nudge(moment.value(by))
    return Trial(size, right, wrong, moment.nudged(by, size).value(ratio(of, by)), settled is not None)


@dataclass(frozen=True, slots=True)
class Shrinking:
    """A nudge that is seen at first, and shrinks until its ratio has settled, where it does.

    Parameters
    ----------
    first, last : float
        The nudge, and what becomes of it.
    has_settled : bool
        Whether the last one's ratio is the slope; towards a slope of 0 it must have shrunk with the nudge.
    """

    first: float
    last: float
    has_settled: bool

    @property
    def ends(self) -> tuple[float, float]:
        """The first nudge and the last one."""
        return self.first, self.last


def shrinking_nudge(moment: Moment, of: Quantity, by: Quantity) -> Shrinking:
    """Return a nudge whose ratio has begun to settle, and how small it must become to have settled.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose ratio; `by` is nudged.

    Returns
    -------
    Shrinking

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, a
    >>> from core.passes.trace import Trace
    >>> shrinking_nudge(Moment(Trace(*read("networks/chain.toml"))), C, a(2))
    Shrinking(first=0.2, last=0.003125, has_settled=True)
    """
    first = settling_nudge(moment, of, by)
    last = min(first / _FINEST, settled_nudge(moment, of, by) or first)
    true = moment.value(slope(of, by))
    seen, left = (moment.nudged(by, size).value(ratio(of, by)) for size in (first, last))
    return Shrinking(first, last, has_settled(left, true, seen, SETTLED if true else 2 * last / first))


def closing(moment: Moment, of: Quantity, by: Quantity, shrinking: Shrinking, decimals: int) -> Shrinking:
    """Return a shrinking nudge that goes on until its ratio and the slope are the same rounded, where they can be.

    Parameters
    ----------
    moment : Moment
    of, by : Quantity
        Whose ratio; `by` is nudged.
    shrinking : Shrinking
    decimals : int
        To which both are rounded.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.quantity import C, a
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> closing(moment, C, a(2), Shrinking(0.2, 0.003125, True), 3).last
    0.000390625
    """
    true = round(moment.value(slope(of, by)), decimals)
    sizes = (shrinking.last / 2**halved for halved in range(_HALVINGS))
    near = (size for size in sizes if round(moment.nudged(by, size).value(ratio(of, by)), decimals) == true)
    return replace(shrinking, last=next(near, shrinking.last))
