"""A reading: one value, where it was read, in which state, and how it is shown.

Whatever puts a number before a viewer takes a reading, so that the number, its label and its
record cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from core.model.arithmetic import Expression
from core.model.quantity import Quantity
from core.notation.numeral import Numeral, fixed, short, significant
from core.passes.moment import Moment
from core.passes.trace import State


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its address.

    Parameters
    ----------
    expression : Expression
        A quantity, or what arithmetic makes of quantities.
    state : State
    value : float
    numeral : Numeral
        The value as it is written.
    path : tuple of int
        Through which neurons of a larger network the chain leads that the value was read from.
    beside : str
        By which name the network is known that the value was read from; empty for the user's own.

    Examples
    --------
    >>> from core.model.quantity import C
    >>> Reading(C, State(), 0.25, significant(0.25)).shown
    '0.2500'
    """

    expression: Expression
    state: State
    value: float
    numeral: Numeral
    path: tuple[int, ...] = ()
    beside: str = ""

    @classmethod
    def of(cls, expression: Expression, moment: Moment, digits: int = 4) -> Reading:
        """Read an expression off a moment.

        Parameters
        ----------
        expression : Expression
        moment : Moment
        digits : int
            Significant digits shown.

        Raises
        ------
        InputError
            If the network has no such quantity, or it has no value at that moment.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> from core.model.quantity import a, y
        >>> from core.passes.trace import Trace
        >>> Reading.of(2 * (a(3) - y()), Moment(Trace(*read("networks/chain.toml")))).shown
        '−0.8102'
        """
        value = moment.value(expression)
        return cls(expression, moment.state, value, significant(value, digits), moment.path, moment.beside)

    @property
    def shown(self) -> str:
        """The number as a viewer reads it."""
        return str(self.numeral)

    def __neg__(self) -> Reading:
        """Return the reading of the opposite, written alike.

        Examples
        --------
        >>> from core.model.quantity import C
        >>> (-Reading(C, State(), -0.25, significant(-0.25))).shown
        '0.2500'
        """
        numeral = replace(self.numeral, negative=not self.numeral.negative and self.value != 0)
        return replace(self, expression=-self.expression, value=-self.value, numeral=numeral)

    def to_decimals(self, decimals: int) -> Reading:
        """Return the same reading written to a fixed number of decimals."""
        return replace(self, numeral=fixed(self.value, decimals))

    def in_fewest_digits(self) -> Reading:
        """Return the reading without zeros at its end, where they say nothing.

        Examples
        --------
        >>> from core.model.quantity import C
        >>> Reading(C, State(), 0.25, significant(0.25)).in_fewest_digits().shown
        '0.25'
        >>> Reading(C, State(), 1 / 3, significant(1 / 3)).in_fewest_digits().shown
        '0.3333'
        """
        plain = short(self.value)
        return replace(self, numeral=plain) if len(str(plain)) < len(self.shown) else self

    def in_own_digits(self, digits: int = 3) -> Reading:
        """Return the reading for running text: what its decimals leave less than two digits of has digits of its own.

        Examples
        --------
        >>> from core.model.quantity import C
        >>> Reading(C, State(), 0.00078, fixed(0.00078, 3)).in_own_digits().shown
        '7.80×10⁻⁴'
        >>> Reading(C, State(), 0.078, fixed(0.078, 3)).in_own_digits().shown
        '0.078'
        """
        left = len(re.sub(r"\D", "", self.numeral.digits).lstrip("0"))
        return self if left > 1 or not self.value else replace(self, numeral=significant(self.value, digits))


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
