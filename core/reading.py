"""A reading: one value, where it was read, in which state, and how it is shown.

Whatever puts a number before a viewer takes a reading, so that the number, its label and its
record cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.expression import evaluate
from core.numeral import Numeral, fixed, short, significant
from core.quantity import Quantity
from core.trace import State, Trace


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its address.

    Parameters
    ----------
    expression : str
        A quantity in plain text, or an expression of quantities such as `2*(a[3][0]-y[0])`.
    state : State
    value : float
    numeral : Numeral
        The value as it is written.
    path : tuple of int
        Through which neurons of a larger network the chain leads that the value was read from.

    Examples
    --------
    >>> Reading("C", State(), 0.25, significant(0.25)).shown
    '0.2500'
    """

    expression: str
    state: State
    value: float
    numeral: Numeral
    path: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """The number as a viewer reads it."""
        return str(self.numeral)

    def to_decimals(self, decimals: int) -> Reading:
        """Return the same reading written to a fixed number of decimals."""
        return replace(self, numeral=fixed(self.value, decimals))


def read(trace: Trace, expression: Quantity | str, state: State | None = None, digits: int = 4) -> Reading:
    """Read a quantity, or an expression of quantities, off a trace.

    Parameters
    ----------
    trace : Trace
    expression : Quantity or str
    state : State, optional
        Default: the first example, at rest.
    digits : int
        Significant digits shown.

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        If the network has no such quantity.

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Examples, Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> trace = Trace(network, Examples([[3.0]], [[6.0]]))
    >>> read(trace, "2*(a[1][0] - y[0])").shown
    '1.000'
    """
    state = state or State()
    text = re.sub(r"\s+", "", str(expression))
    value = evaluate(text, lambda quantity: trace.value(quantity, state))
    return Reading(text, state, value, significant(value, digits), trace.path)


def given(trace: Trace, number: float) -> Reading:
    """Return a number that is given, not computed: a count, or a learning rate.

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Examples, Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> given(Trace(network, Examples([[3.0]], [[6.0]])), 0.5).shown
    '0.5'
    """
    return Reading(repr(number), State(), float(number), short(number), trace.path)
