"""Names for what is made of networks: two files of one name get names of their own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

_MOST_BYTES = 90
"""Of a part of a name: disks take 255 in all, and a letter may be four."""
NOTES = ".networks"
"""The folder in a room that says which file each name was given to."""


def file_stem(name: str) -> str:
    """Return a user's name as part of a file's name: what some system would take for more than a letter is a dash.

    It is short enough that the name of a lesson has room beside it, and composed, as some disks compose names.

    Examples
    --------
    >>> file_stem("../my net"), file_stem("Anna's {0}"), file_stem("***")
    ('my net', "Anna's -0", 'network')
    """
    told = "".join(one if one.isprintable() else "-" for one in normalize("NFC", name))
    short = told.encode()[:_MOST_BYTES].decode(errors="ignore")
    return re.sub(r'[-{}/\\:*?"<>|%]+', "-", short).strip(".- ") or "network"


def own_name(room: Path, file: Path, taken: tuple[str, ...] = ()) -> str:
    """Return the name under which things of a network lie in a room: its stem, unless another file has that.

    A file that is gone gives its name back.

    Parameters
    ----------
    room : Path
        A folder, made if it is not there. It remembers.
    file : Path
        The network file.
    taken : tuple of str
        Names that no file gets.

    Returns
    -------
    str
        The same for the same file, and another for each other file.

    Raises
    ------
    OSError
        If the room cannot be written to.
    """
    owner = str(file.resolve())
    notes = room / NOTES
    notes.mkdir(parents=True, exist_ok=True)
    for name in _names(file):
        note = notes / name.casefold()  # some disks take names of other case for the same
        if name.casefold() in taken:
            continue
        try:
            with note.open("x", encoding="utf-8") as fresh:
                fresh.write(owner)
        except FileExistsError:
            known = note.read_text(encoding="utf-8")
            if known != owner and known and Path(known).exists():
                continue
            if known != owner:
                note.write_text(owner, encoding="utf-8")
        return name
    raise AssertionError(owner)  # the last name holds a digest of the path


def _names(file: Path) -> Iterator[str]:
    stem = file_stem(file.stem)
    yield stem
    yield f"{stem}-{file_stem(file.resolve().parent.name)}"
    yield f"{stem}-{hashlib.sha256(str(file.resolve()).encode(errors='surrogateescape')).hexdigest()[:16]}"
