"""What a folder of clips was made from, so that what still holds is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.making.replacement import write_text

NAME = ".made.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished clip.

    Parameters
    ----------
    fingerprint : str
        Of all it depends on.
    identity : str
        Of all that it is made of.
    duration : float
        Seconds of film.
    cost : float
        Seconds that it took to make.
    files : dict of str to str
        Digests of its files, by their endings.
    """

    fingerprint: str
    identity: str
    duration: float
    cost: float
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made from all clips.

    Parameters
    ----------
    identity : str
        Of all that it is made of.
    files : dict of str to str
        Digests of its files, by their names.
    """

    identity: str
    files: dict[str, str]


class Ledger:
    """The finished clips of one folder, kept in a file there.

    Parameters
    ----------
    folder : Path

    Attributes
    ----------
    exports : dict of str to Made
        What was made from all clips, by the names of the table.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, Entry] = {}
        self.exports: dict[str, Made] = {}
        self._read()

    def __getitem__(self, stem: str) -> Entry:
        """Return the entry of a clip."""
        return self._entries[stem]

    def __contains__(self, stem: str) -> bool:
        """Whether a clip was made and its files are as they were left."""
        entry = self._entries.get(stem)
        return entry is not None and entry.files == digests(self._folder, stem, entry.files)

    def cost(self, stem: str, default: float) -> float:
        """Return how long a clip took to make, also when it holds no more."""
        return self._entries[stem].cost if stem in self._entries else default

    def enter(self, stem: str, entry: Entry) -> None:
        """Write a finished clip down."""
        self._entries[stem] = entry
        self._write()

    def enter_export(self, name: str, made: Made) -> None:
        """Write down what was made from all clips."""
        self.exports[name] = made
        self._write()

    def _write(self) -> None:
        clips = {name: asdict(one) for name, one in sorted(self._entries.items())}
        known = {"clips": clips, "exports": {name: asdict(one) for name, one in sorted(self.exports.items())}}
        write_text(self._folder / NAME, json.dumps(known, indent=1))

    def _read(self) -> None:
        """Take in what is known; where that is missing or broken, everything is made again."""
        try:
            known = json.loads((self._folder / NAME).read_text(encoding="utf-8"))
            entries = {name: _checked(Entry(**fields)) for name, fields in known["clips"].items()}
            made = {name: Made(**fields) for name, fields in known["exports"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return
        self._entries, self.exports = entries, made


def digest(path: Path) -> str:
    """Return a digest of a file, an empty one if it is not there."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(folder: Path, stem: str, endings: Iterable[str]) -> dict[str, str]:
    """Return digests of a clip's files, by their endings."""
    return {ending: digest(folder / (stem + ending)) for ending in endings}


def _checked(entry: Entry) -> Entry:
    """Return an entry whose numbers are numbers."""
    if not all(isinstance(number, (int, float)) for number in (entry.duration, entry.cost)):
        raise TypeError
    return entry
