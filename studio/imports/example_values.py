"""Examples for a foreign network, which never holds any: from an .npz file or from the command line."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from core.files.array_file import MOST_BYTES, arrays_of
from core.files.user_file import read_bytes
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Examples, Network
from studio.imports.decimals import shortest


def examples_for(network: Network, file: Path | None, written: Iterable[str]) -> Examples:
    """Return the examples that a user gives.

    Parameters
    ----------
    network : Network
    file : Path, optional
        An .npz file with X, of shape (m, n_0) or pictures of n_0 numbers, and Y, of shape (m, n_L) or the numbers
        of classes, counted from 0.
    written : iterable of str
        Inputs and desired outputs as in `0.05,0.10:0.01,0.99`.

    Returns
    -------
    examples : Examples

    Raises
    ------
    InputError
        If there is none, or one does not fit the network.
    """
    sizes = (network.widths[0], network.widths[-1])
    X, Y = _from_file(file, sizes) if file else (np.zeros((0, sizes[0])), np.zeros((0, sizes[1])))
    pairs = [_written(text, sizes) for text in written]
    if not len(X) + len(pairs):
        sketch = ",".join(["0.5"] * min(sizes[0], 3)) + (",..." if sizes[0] > 3 else "")
        remedy = f"give --examples FILE.npz with arrays X and Y, or --example {sketch}:{','.join(['1'] * sizes[1])}"
        if sizes[1] > 5:
            remedy = "give --examples FILE.npz with arrays X and Y"
        raise InputError("", "examples", "expected at least one, for a lesson to show", "found none", remedy)
    return Examples(np.vstack([X, *(x for x, _ in pairs)]), np.vstack([Y, *(y for _, y in pairs)]))


def _from_file(file: Path, sizes: tuple[int, int]) -> tuple[Array, Array]:
    arrays = arrays_of(read_bytes(file, "a file of arrays", MOST_BYTES), str(file))
    named = {name.upper(): shortest(array) for name, array in arrays.items()}
    if set(named) != {"X", "Y"} or len(arrays) != 2:
        found = ", ".join(sorted(map(repr, arrays)))[:60] or "none"
        remedy = f"write it with numpy.savez({file.name!r}, X=..., Y=...)"
        raise InputError(str(file), "", "expected arrays X and Y", f"found {found}", remedy)
    rows = {"X": _rows(named["X"], sizes[0]), "Y": _one_hot(_rows(named["Y"], sizes[1]), sizes[1], str(file))}
    for name, size in zip("XY", sizes, strict=True):
        array = rows[name]
        if array.ndim != 2 or array.shape[1] != size or len(array) != len(rows["X"]) or not len(array):
            kind = "inputs" if name == "X" else "desired outputs"
            expected = f"expected one example a row, {size} {kind} each, as many rows in X as in Y"
            found = f"found shape {named[name].shape}"
            raise InputError(str(file), name, expected, found, "take the rows from the data that the network learned")
        if not np.isfinite(array).all():
            raise InputError(str(file), name, "expected finite numbers", f"found {array[~np.isfinite(array)][0]}")
    return rows["X"], rows["Y"]


def _rows(array: Array, size: int) -> Array:
    """Return one row an example: images flattened, and single numbers as rows of one."""
    if array.ndim > 2 and math.prod(array.shape[1:]) == size:
        return array.reshape(len(array), size)
    return array[:, np.newaxis] if array.ndim == 1 else array


def _one_hot(array: Array, size: int, source: str) -> Array:
    """Return numbers of classes as 1 at the output of the class, where there are several outputs."""
    if size == 1 or array.ndim != 2 or array.shape[1] != 1:
        return array
    numbers = array[:, 0]
    fits = (numbers == np.floor(numbers)) & (numbers >= 0) & (numbers < size)
    if not fits.all():
        expected = f"expected {size} desired outputs each, or the numbers of classes, 0 to {size - 1}"
        raise InputError(
            source, "Y", expected, f"found {numbers[~fits][0]}", "count classes from 0, in the outputs' order"
        )
    return np.eye(size)[numbers.astype(int)]


def _written(text: str, sizes: tuple[int, int]) -> tuple[Array, Array]:
    expected = f"expected {sizes[0]} inputs, a colon, and {sizes[1]} desired outputs"
    try:
        x, y = ([float(number) for number in half.split(",")] for half in text.split(":"))
    except ValueError:
        x, y = [], []
    if (len(x), len(y)) != sizes or not np.isfinite([*x, *y]).all():
        raise InputError("", "--example", expected, f"found {text[:60]!r}", "write it as in 0.05,0.10:0.01,0.99")
    return np.array([x]), np.array([y])
