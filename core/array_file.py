"""NumPy's .npz files from users: arrays of numbers, read with limits and never by unpickling."""

from __future__ import annotations

import io
import math
import warnings
import zipfile

import numpy as np

from core.arrays import Array
from core.errors import InputError, printable

MOST_BYTES = 128_000_000
"""Of a file, and of all its arrays together."""
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def arrays_of(data: bytes, source: str) -> dict[str, Array]:
    """Return the arrays of an .npz file by their names, as float64.

    Parameters
    ----------
    data : bytes
        What the file holds.
    source : str
        The file's name, for errors.

    Returns
    -------
    dict of str to ndarray

    Raises
    ------
    InputError
        If it is no .npz file, is damaged or too big, or holds anything but numbers.

    Examples
    --------
    >>> file = io.BytesIO()
    >>> np.savez(file, W1=[[1, 2]])
    >>> arrays_of(file.getvalue(), "mine.npz")["W1"]
    array([[1., 2.]])
    >>> arrays_of(b"PK", "mine.npz")
    Traceback (most recent call last):
    core.errors.InputError: mine.npz: expected NumPy arrays as numpy.savez writes them, \
found a mistake: File is not a zip file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("error")
            names = {one.filename.removesuffix(".npy"): one for one in _members(archive, source)}
            return {name: _array(archive.read(one), source, name) for name, one in names.items()}
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes zipfile, its codecs and NumPy raise anything
        expected = "expected NumPy arrays as numpy.savez writes them"
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(source, "", expected, f"found a mistake: {reason.rstrip('.')}") from None


def _members(archive: zipfile.ZipFile, source: str) -> list[zipfile.ZipInfo]:
    """Return the parts of an archive; zipfile reads no more of each than it declares here."""
    members = archive.infolist()
    if (total := sum(one.file_size for one in members)) > MOST_BYTES:
        raise InputError(source, "", f"expected at most {MOST_BYTES:,} bytes of arrays", f"found {total:,}")
    return members


def _array(data: bytes, source: str, name: str) -> Array:
    """Read one array; what its header promises must be what is there."""
    file = io.BytesIO(data)
    version = np.lib.format.read_magic(file)
    if version not in _HEADERS:
        raise ValueError(f"a header of version {version}")
    shape, columns_first, dtype = _HEADERS[version](file)
    if dtype.kind not in "fiu":
        found = "Python objects, which only a pickle can hold" if dtype.hasobject else f"values of type {dtype}"
        raise InputError(source, printable(name)[:60], "expected an array of real numbers", f"found {found}")
    count = math.prod(shape)
    if min(shape, default=0) < 0 or len(data) - file.tell() != count * dtype.itemsize:
        raise ValueError(f"array {name[:60]!r} is not as long as its header says")
    array = np.frombuffer(data, dtype, count, file.tell())
    return array.reshape(shape, order="F" if columns_first else "C").astype(np.float64)
