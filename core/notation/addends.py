"""Terms of one sum are written to the same decimals, so that a reader can check the sum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from core.notation.numeral import LARGEST, SMALLEST, fixed
from core.notation.reading import Reading


def addends(readings: Sequence[Reading], digits: int = 3, *, alike: Sequence[Reading] = ()) -> tuple[Reading, ...]:
    """Return readings written to decimals that they share; the largest has so many significant digits.

    One that would keep less than two digits in them has digits of its own.

    Parameters
    ----------
    readings : sequence of Reading
        At least one: terms and, if it is shown, their sum.
    digits : int
    alike : sequence of Reading
        What is written to the same decimals, however large it is; it comes last.

    Returns
    -------
    tuple of Reading

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> def shown(*values):
    ...     made = [Reading(C, State(), value, significant(value, 3)) for value in values]
    ...     return [one.shown for one in addends(made)]
    >>> shown(0.0538, 0.188, -0.571), shown(0.571, -1e-6), shown(4.5e-8, -1e-9)
    (['0.054', '0.188', '−0.571'], ['0.571', '−1.00×10⁻⁶'], ['4.50×10⁻⁸', '−0.10×10⁻⁸'])
    """
    largest = max(abs(one.value) for one in readings)
    if not largest:
        return (*readings, *alike)
    power = math.floor(math.log10(float(f"{largest:.{digits - 1}e}")))
    raised = 0 if SMALLEST <= largest < LARGEST else power
    decimals = max(0, digits - 1 - (power - raised))
    return tuple(_written(one, raised, decimals, digits) for one in (*readings, *alike))


def in_decimals_of(model: Reading, readings: Sequence[Reading], digits: int = 3) -> list[Reading]:
    """Return readings written to the decimals of another one, so that they can be held against it.

    One that would keep less than two digits in them has digits of its own.

    Parameters
    ----------
    model : Reading
    readings : sequence of Reading
    digits : int

    Returns
    -------
    list of Reading
        As they were where the model is 0 or has a power of ten.

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> made = [Reading(C, State(), value, significant(value, 3)) for value in (1.119, 0.4291, -0.0104)]
    >>> [one.shown for one in in_decimals_of(made[0], made)]
    ['1.12', '0.43', '−0.0104']
    """
    if model.numeral.exponent is not None or not model.value:
        return list(readings)
    decimals = len(model.numeral.digits.partition(".")[2])
    return [one.to_decimals(decimals).in_own_digits(digits) if one.value else one for one in readings]


def finest(readings: Sequence[Reading], most: int = 5) -> tuple[Reading, ...]:
    """Return readings written to the decimals of the one that has most, so that their sum closes, or nearly does.

    They are as they were where one has a power of ten, or would have more digits than a reader takes in.

    Parameters
    ----------
    readings : sequence of Reading
        At least one: terms and their sum.
    most : int
        Digits, of the longest.

    Returns
    -------
    tuple of Reading

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> def shown(*values):
    ...     made = [Reading(C, State(), value, significant(value, 3)) for value in values]
    ...     return [one.shown for one in finest(made)]
    >>> shown(0.8866, -1.1817, -0.2951), shown(6010.0, 0.0012)
    (['0.887', '−1.182', '−0.295'], ['6010', '0.00120'])
    """
    if any(one.numeral.exponent for one in readings):
        return tuple(readings)
    decimals = max(len(one.numeral.digits.partition(".")[2]) for one in readings)
    alike = tuple(one.to_decimals(decimals) for one in readings)
    longest = max(len(one.numeral.digits.replace(".", "").lstrip("0")) for one in alike)
    return alike if longest <= most else tuple(readings)


def _written(reading: Reading, raised: int, decimals: int, digits: int) -> Reading:
    if not reading.value:
        return reading
    # a value may be so small that its power of ten has no double
    plain = fixed(float(f"{reading.value / 10.0**raised:.17g}"), decimals)
    numeral = replace(plain, exponent=raised) if raised else plain
    return replace(reading, numeral=numeral).in_own_digits(digits)
