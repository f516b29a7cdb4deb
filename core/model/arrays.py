"""The arrays that frozen values hold: float64 and read-only from birth."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]


def frozen(values: ArrayLike) -> Array:
    """Return a read-only float64 copy of the values.

    Parameters
    ----------
    values : array_like, any shape

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    ValueError
        If a value is not finite or the rows differ in length.

    Examples
    --------
    >>> frozen([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    if not np.isfinite(array).all():
        msg = f"expected finite numbers, found {array[~np.isfinite(array)][0]}"
        raise ValueError(msg)
    return read_only(array)


def read_only(array: Array) -> Array:
    """Return the array itself, locked against writing.

    Examples
    --------
    >>> read_only(np.zeros(2)).flags.writeable
    False
    """
    array.setflags(write=False)
    return array
