"""A reading: one value, where it was read, in which state, and how it is shown.

Whatever puts a number before a viewer takes a reading, so that the number, its label and its
record cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.model.expression import evaluate
from core.model.fact import Fact
from core.model.quantity import Quantity
from core.notation.numeral import Numeral, fixed, short, significant
from core.passes.trace import State, Trace


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

    def in_own_digits(self, digits: int = 3) -> Reading:
        """Return the reading for running text: what its decimals leave less than two digits of has digits of its own.

        Examples
        --------
        >>> Reading("C", State(), 0.00078, fixed(0.00078, 3)).in_own_digits().shown
        '7.80×10⁻⁴'
        >>> Reading("C", State(), 0.078, fixed(0.078, 3)).in_own_digits().shown
        '0.078'
        """
        left = len(re.sub(r"\D", "", self.numeral.digits).lstrip("0"))
        return self if left > 1 or not self.value else replace(self, numeral=significant(self.value, digits))


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
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> trace = Trace(network, Examples([[3.0]], [[6.0]]))
    >>> read(trace, "2*(a[1][0] - y[0])").shown
    '1.000'
    """
    state = state or State()
    text = re.sub(r"\s+", "", str(expression))
    value = evaluate(text, lambda one: _look_up(trace, one, state))
    return Reading(text, state, value, significant(value, digits), trace.path)


def count(trace: Trace, expression: str, state: State | None = None) -> Reading:
    """Read a whole number off a trace: a count, or the number by which a layer, a neuron or an example is called.

    Examples
    --------
    >>> from core.files.network_file import read as network_of
    >>> trace = Trace(*network_of("networks/iris.toml"))
    >>> count(trace, "#parameters").shown, count(trace, "layer[3]").shown
    ('47', '3')
    """
    return read(trace, expression, state or State(example=None)).to_decimals(0)


def given(trace: Trace, number: float) -> Reading:
    """Return a number that is meant as it stands, not read off the network: the 0 of a sentence, how many are drawn.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> given(Trace(network, Examples([[3.0]], [[6.0]])), 0.5).shown
    '0.5'
    """
    return Reading(repr(number), State(example=None), float(number), short(number), trace.path)


def _look_up(trace: Trace, one: Quantity | Fact, state: State) -> float:
    if isinstance(one, Fact):
        return one.value(trace.network, trace.examples, state.step)
    return trace.value(one, state)


@dataclass(frozen=True, slots=True)
class Named:
    """A quantity's name in running text, such as w⁽³⁾.

    Parameters
    ----------
    quantity : Quantity
    indexed : bool
        Whether the neurons are named as well.

    Examples
    --------
    >>> Named(Quantity.parse("a[2][1]"), indexed=True).shown
    'a₁⁽²⁾'
    """

    quantity: Quantity
    indexed: bool = False

    @property
    def shown(self) -> str:
        """The name as a viewer reads it."""
        return self.quantity.plain(indexed=self.indexed)
