"""Narrow floats as decimals: 0.1 kept in 32 bits is 0.1 for people, not 0.10000000149011612."""

from __future__ import annotations

import numpy as np

from core.model.arrays import Array

MOST = 1_000_000
"""Numbers of an array that may come to stand in a text; more keep all their digits, in a file of arrays."""


def shortest(array: Array) -> Array:
    """Return an array as float64: of narrower floats, the shortest decimals that give them back.

    Parameters
    ----------
    array : ndarray

    Returns
    -------
    ndarray, same shape

    Examples
    --------
    >>> shortest(np.float32([0.1, 2.5e-7])).tolist()
    [0.1, 2.5e-07]
    >>> np.float32([0.1]).astype(np.float64).tolist()
    [0.10000000149011612]
    """
    if array.dtype.kind != "f" or array.dtype.itemsize >= 8 or array.size > MOST:
        return array.astype(np.float64)
    return np.array([float(str(number)) for number in array.ravel()], np.float64).reshape(array.shape)
