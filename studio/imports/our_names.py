"""From what other programs call activations and costs to what we call them: the rows tell it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.model.activations import ACTIVATIONS, FAMILIES
from core.model.costs import COSTS


def activations_of(program: str) -> dict[str, str]:
    """Return which activation is meant by each name of a program.

    Parameters
    ----------
    program : str
        A field of `core.model.activation.Elsewhere`.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> activations_of("keras")["swish"]
    'silu'
    """
    return {theirs: row.name for row in ACTIVATIONS.values() for theirs in getattr(row.elsewhere, program)}


def costs_of(program: str) -> dict[str, str]:
    """Return which cost is meant by each name of a program.

    Parameters
    ----------
    program : str
        A field of `core.model.costs.Known`.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> costs_of("keras")["mse"]
    'mean_squared_error'
    """
    return {theirs: row.name for row in COSTS.values() for theirs in getattr(row.elsewhere, program)}


def costs_by_partner() -> dict[str, str]:
    """Return by which cost a classifier with some last activation is judged.

    Examples
    --------
    >>> costs_by_partner()
    {'sigmoid': 'binary_cross_entropy', 'softmax': 'cross_entropy'}
    """
    return {row.partner.name: row.name for row in COSTS.values() if row.partner}


class UnfitError(ValueError):
    """A parameter that is none of ours.

    Parameters
    ----------
    option : str
        What the file calls it.
    expected : str
        What it must be.
    found : object
    """

    def __init__(self, option: str, expected: str, found: Any) -> None:  # noqa: ANN401  of a file
        super().__init__(f"expected {expected} as {option}, found {found}")
        self.option, self.expected, self.found = option, expected, found


def with_parameter(ours: str, theirs: str, options: Mapping[str, Any], older: str = "") -> str:
    """Return the name of an activation with the parameter that a file gives it.

    Parameters
    ----------
    ours, theirs : str
        What we call it, and what the file does.
    options : mapping
        The file's options of it.
    older : str
        An older name of the option that is its parameter.

    Returns
    -------
    str

    Raises
    ------
    UnfitError
        If its parameter is not one of ours.

    Examples
    --------
    >>> with_parameter("elu", "Elu", {"alpha": 0.5}), with_parameter("elu", "Elu", {})
    ('elu(0.5)', 'elu')
    """
    family = FAMILIES.get(ours)
    if family is None or theirs not in family.options:
        return ours
    option, default = family.options[theirs]
    option = older if older in options else option
    told = options.get(option, default)
    number = _shortest(float(told)) if isinstance(told, (int, float)) and not isinstance(told, bool) else math.nan
    if not math.isfinite(number) or not family.fits(number):
        raise UnfitError(option, family.expected, told)
    return ours if number == family.default else family.row(number).name


def _shortest(number: float) -> float:
    """Return a number that was kept in 32 bits as the decimals that people wrote: 0.1 for 0.10000000149011612."""
    narrow = np.float32(number) if abs(number) <= np.finfo(np.float32).max else np.float32(np.inf)
    return float(str(narrow)) if float(narrow) == number else number
