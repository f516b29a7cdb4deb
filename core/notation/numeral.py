"""How a number is written for a reader: significant digits, a true minus, powers of ten."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"
TIMES_TEN = "×10"
SMALLEST, LARGEST = 1e-3, 1e5
_TINY, _HUGE, _CLOSE = 1e-6, 1e9, 6
"""Between which numbers are written out without a power of ten, and to how many digits at least."""
_RAISED = str.maketrans("0123456789-" + MINUS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_LOWERED = {raised: plain for plain, raised in zip("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True)}
_SHOWN = re.compile(rf"([+{MINUS}]?)(\d+(?:\.(\d+))?)(?:×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written.

    Parameters
    ----------
    digits : str
        The mantissa without its sign, such as "1.235".
    negative : bool
        Never for a number that reads as zero.
    exponent : int or None
        The power of ten, if one is written.

    Examples
    --------
    >>> str(Numeral("1.235", negative=True, exponent=-4))
    '−1.235×10⁻⁴'
    """

    digits: str
    negative: bool = False
    exponent: int | None = None

    def __str__(self) -> str:
        """Return plain text."""
        power = "" if self.exponent is None else TIMES_TEN + str(self.exponent).translate(_RAISED)
        return (MINUS if self.negative else "") + self.digits + power

    def typst(self) -> str:
        """Return Typst mathematics.

        Examples
        --------
        >>> Numeral("1.235", negative=True, exponent=-4).typst()
        '−1.235 times 10^(-4)'
        """
        power = "" if self.exponent is None else f" {power_of_ten(self.exponent)}"
        return (MINUS if self.negative else "") + self.digits + power


def power_of_ten(exponent: int) -> str:
    """Return the power of ten that follows a mantissa as Typst mathematics.

    Examples
    --------
    >>> power_of_ten(-4)
    'times 10^(-4)'
    """
    return f"times 10^({exponent})"


def significant(value: float, digits: int = 4) -> Numeral:
    """Write a number to so many significant digits; tiny and huge ones as a power of ten.

    Parameters
    ----------
    value : float
    digits : int

    Returns
    -------
    Numeral

    Raises
    ------
    ValueError
        If the value is not finite.

    Examples
    --------
    >>> [str(significant(v)) for v in (1.23456, -12.0, 0.0, -0.0, 4.38e-4, 99999.96)]
    ['1.235', '−12.00', '0', '0', '4.380×10⁻⁴', '1.000×10⁵']
    """
    if not math.isfinite(value):
        msg = f"expected a finite number, found {value}"
        raise ValueError(msg)
    if value == 0:
        return Numeral("0")
    mantissa, power = f"{abs(value):.{digits - 1}e}".split("e")
    exponent = int(power)
    if SMALLEST <= abs(float(f"{mantissa}e{power}")) < LARGEST:
        return Numeral(f"{abs(value):.{max(digits - 1 - exponent, 0)}f}", value < 0)
    return Numeral(mantissa, value < 0, exponent)


def fixed(value: float, decimals: int) -> Numeral:
    """Write a number to so many decimals, without a sign when it reads as zero.

    Examples
    --------
    >>> str(fixed(-0.0004, 3)), str(fixed(-1.25, 1))
    ('0.000', '−1.2')
    """
    digits = f"{abs(value):.{decimals}f}"
    return Numeral(digits, value < 0 and float(digits) != 0)


def written_out(value: float, decimals: int) -> Numeral:
    """Write a number to so many decimals, as one does who calculates along, but a small one to six digits.

    Parameters
    ----------
    value : float
    decimals : int
        With fewer than six, a small number has as many digits.

    Returns
    -------
    Numeral
        With a power of ten below a millionth, and from a thousand million.

    Raises
    ------
    ValueError
        If the value is not finite.

    Examples
    --------
    >>> [str(written_out(v, 9)) for v in (-0.5932699920, 3.510187e-5, 0.0, 1.5e-9)]
    ['−0.593269992', '0.0000351019', '0', '1.50000×10⁻⁹']
    >>> str(written_out(0.0371, 2))
    '0.037'
    """
    least = max(1, min(_CLOSE, decimals))
    if value == 0 or not _TINY <= abs(value) < _HUGE:
        return significant(value, decimals + 1 if abs(value) > 1 else least)
    _, power = f"{abs(value):.{least - 1}e}".split("e")
    return fixed(value, max(decimals, least - 1 - int(power)))


def read_shown(shown: str) -> tuple[float, float]:
    """Return the value that a shown number stands for, and half a unit of its last digit.

    Raises
    ------
    ValueError
        If the text is not a number as written here.

    Examples
    --------
    >>> value, half = read_shown("−4.380×10⁻⁴")
    >>> f"{value:.6f} {half:.0e}"
    '-0.000438 5e-08'
    """
    found = _SHOWN.fullmatch(shown)
    if found is None:
        msg = f"expected a number, found {shown!r}"
        raise ValueError(msg)
    sign, digits, decimals, raised = found.groups()
    power = int("".join(_LOWERED[c] for c in raised)) if raised else 0
    value = float(f"{digits}e{power}") * (-1 if sign == MINUS else 1)
    return value, float(f"0.5e{power - len(decimals or '')}")


def short(value: float) -> Numeral:
    """Write a round number with no more digits than it needs.

    Examples
    --------
    >>> str(short(-0.125)), str(short(2.0)), str(short(5e-7))
    ('−0.125', '2', '5×10⁻⁷')
    """
    mantissa, _, power = f"{abs(value):g}".partition("e")
    return Numeral(mantissa, value < 0, int(power) if power else None)
