"""NumPy's .npz files from users: arrays of numbers, read with limits and never by unpickling."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError, printable

MOST_BYTES = 128_000_000
"""Of a file, and of all its arrays together as doubles."""
MOST_NUMBERS = MOST_BYTES // 8
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""What NumPy writes; zipfile unpacks these two piece by piece, so that a part never gives more than it declares."""


def arrays_of(data: bytes, source: str) -> dict[str, Array]:
    """Return the arrays of an .npz file by their names: narrow floats as they are, all else as float64.

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
    core.model.errors.InputError: mine.npz: expected NumPy arrays as numpy.savez writes them, \
found a mistake: File is not a zip file; save it again.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("error")
            return dict(_arrays(archive, source))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes zipfile, its codecs and NumPy raise anything
        expected = "expected NumPy arrays as numpy.savez writes them"
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(source, "", expected, f"found a mistake: {reason.rstrip('.')}", "save it again") from None


def _arrays(archive: zipfile.ZipFile, source: str) -> Iterator[tuple[str, Array]]:
    """Read the arrays one by one, as long as there is room for their numbers."""
    members = archive.infolist()
    if (total := sum(one.file_size for one in members)) > MOST_BYTES:
        raise InputError(source, "", f"expected at most {MOST_BYTES:,} bytes of arrays", f"found {total:,}")
    left, names = MOST_NUMBERS, set[str]()
    for member in members:
        name = member.filename.removesuffix(".npy")
        if name in names:
            raise ValueError(f"array {name[:60]!r} twice")
        names.add(name)
        if member.compress_type not in _PACKINGS:
            raise ValueError(f"array {name[:60]!r} is packed as NumPy packs none")
        with archive.open(member) as part:
            shape, columns_first, dtype = _header(part, source, name)
            count = math.prod(shape)
            size = count * dtype.itemsize
            if member.file_size - part.tell() != size:
                raise ValueError(f"array {name[:60]!r} is not as long as its header says")
            if (left := left - count) < 0:
                expected = f"expected at most {MOST_NUMBERS:,} numbers in all arrays"
                raise InputError(source, printable(name)[:60], expected, f"found {MOST_NUMBERS - left:,}")
            values = part.read(size)
        array = np.frombuffer(values, dtype, count).reshape(shape, order="F" if columns_first else "C")
        yield name, array.astype(dtype.newbyteorder("=") if dtype.kind == "f" and dtype.itemsize < 8 else np.float64)


def _header(part: IO[bytes], source: str, name: str) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    """Return an array's shape, whether its columns come first, and its type, which must be one of numbers."""
    version = np.lib.format.read_magic(part)
    if version not in _HEADERS:
        raise ValueError(f"a header of version {version}")
    shape, columns_first, dtype = _HEADERS[version](part)
    if dtype.kind not in "fiu":
        found = "Python objects, which only a pickle can hold" if dtype.hasobject else f"values of type {dtype}"
        raise InputError(source, printable(name)[:60], "expected an array of real numbers", f"found {found}")
    if min(shape, default=0) < 0:
        raise ValueError(f"array {name[:60]!r} has a negative length")
    return shape, columns_first, dtype
