"""Files from users: read whole, with limits, and every trouble told in one line."""

from __future__ import annotations

import difflib
import shlex
from pathlib import Path

from core.model.errors import InputError

MOST_BYTES = 8_000_000
"""Of a network file."""
MODEL_ENDINGS = {
    *(".npz", ".npy", ".safetensors", ".onnx", ".keras", ".h5", ".hdf5", ".json"),
    *(".pt", ".pth", ".ckpt", ".bin", ".pkl", ".pickle", ".joblib", ".sav"),
}
"""Of files that other programs save networks in."""


def read_file(path: Path) -> str:
    """Return the text of a user's file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Raises
    ------
    InputError
        If there is no such file, it is not a plain file, too big, or not UTF-8.

    Examples
    --------
    >>> read_file(Path("/"))
    Traceback (most recent call last):
    core.model.errors.InputError: /: expected a network file, found a folder.
    """
    return decoded(network_bytes(path), str(path))


def network_bytes(path: Path) -> bytes:
    """Return what a network file holds.

    Parameters
    ----------
    path : Path

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If there is no such file, it is not a plain file, too big, or a model that another program saved.
    """
    if path.suffix.lower() in MODEL_ENDINGS and path.is_file():
        remedy = f"make one of it: ./lecture import {shlex.quote(str(path))} -o {shlex.quote(path.stem + '.toml')}"
        found = "found a model that another program saved"
        raise InputError(str(path), "", "expected a network file in TOML", found, remedy)
    return read_bytes(path, "a network file", MOST_BYTES, ending=".toml")


def decoded(data: bytes, source: str) -> str:
    """Return the text that a file's bytes hold.

    Parameters
    ----------
    data : bytes
    source : str
        The file's name, for errors.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If it is not UTF-8.

    Examples
    --------
    >>> decoded(b"cost", "mine.toml")
    'cost'
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"found byte 0x{error.object[error.start]:02x} at position {error.start}"
        raise InputError(source, "", "expected a text in UTF-8", found, "save it as UTF-8") from None


def read_bytes(path: Path, what: str, most: int, *, ending: str = "") -> bytes:
    """Return what a user's file holds.

    Parameters
    ----------
    path : Path
    what : str
        What is expected there, for errors.
    most : int
        Bytes that it may have.
    ending : str
        Of the names that are proposed where there is no such file. Default: as this one's.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If there is no such file, it is not a plain file, or too big.

    Examples
    --------
    >>> read_bytes(Path("/"), "a file of weights", 10)
    Traceback (most recent call last):
    core.model.errors.InputError: /: expected a file of weights, found a folder.
    """
    source, expected = str(path), f"expected {what}"
    try:
        if path.is_dir():
            raise InputError(source, "", expected, "found a folder")
        if not path.exists():
            raise InputError(source, "", expected, "found nothing there", _neighbour(path, ending or path.suffix))
        if not path.is_file():  # a device or a pipe may never end
            raise InputError(source, "", expected, "found a device or a pipe")
        if (size := path.stat().st_size) > most:
            raise InputError(source, "", f"expected at most {most:,} bytes", f"found {size:,}")
        with path.open("rb") as file:
            data = file.read(most + 1)  # it may still grow
    except OSError as error:
        raise InputError(source, "", "expected a file that can be read", f"found: {error.strerror}") from None
    if len(data) > most:
        raise InputError(source, "", f"expected at most {most:,} bytes", "found more")
    return data


def _neighbour(path: Path, ending: str) -> str:
    """Return a file of the same kind that the user may have meant."""
    if not path.parent.is_dir():
        return f"there is no folder {str(path.parent)!r}"
    alike = [one.name for one in path.parent.iterdir() if one.suffix == ending]
    close = difflib.get_close_matches(path.name, alike, n=1)
    return f"did you mean {str(path.parent / close[0])!r}?" if close else "check the path"
