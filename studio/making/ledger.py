"""What a folder of clips was made from, so that what still holds is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.making.render_job import SUFFIXES
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
class Whole:
    """What was put together from all clips.

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
    whole : Whole, optional
        The lecture as it was last put together.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, Entry] = {}
        self.whole: Whole | None = None
        self._read()

    def __getitem__(self, stem: str) -> Entry:
        """Return the entry of a clip."""
        return self._entries[stem]

    def __contains__(self, stem: str) -> bool:
        """Whether a clip was made and its files are as they were left."""
        entry = self._entries.get(stem)
        return entry is not None and entry.files == clip_digests(self._folder, stem)

    def cost(self, stem: str, default: float) -> float:
        """Return how long a clip took to make, also when it holds no more."""
        return self._entries[stem].cost if stem in self._entries else default

    def enter(self, stem: str, entry: Entry) -> None:
        """Write a finished clip down."""
        self._entries[stem] = entry
        self._write()

    def enter_whole(self, whole: Whole) -> None:
        """Write down what was put together from all clips."""
        self.whole = whole
        self._write()

    def _write(self) -> None:
        clips = {name: asdict(one) for name, one in sorted(self._entries.items())}
        known = {"clips": clips, "whole": asdict(self.whole) if self.whole else None}
        write_text(self._folder / NAME, json.dumps(known, indent=1))

    def _read(self) -> None:
        """Take in what is known; where that is missing or broken, everything is made again."""
        try:
            known = json.loads((self._folder / NAME).read_text(encoding="utf-8"))
            entries = {name: _checked(Entry(**fields)) for name, fields in known["clips"].items()}
            whole = Whole(**known["whole"]) if known["whole"] else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return
        self._entries, self.whole = entries, whole


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """Return a digest of each file that is there, by its name."""
    found = {}
    for path in paths:
        if path.is_file():
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def clip_digests(folder: Path, stem: str) -> dict[str, str]:
    """Return digests of a clip's files, of those that are there, by their endings."""
    found = digests(folder / (stem + suffix) for suffix in SUFFIXES)
    return {name.removeprefix(stem): digest for name, digest in found.items()}


def _checked(entry: Entry) -> Entry:
    """Return an entry whose numbers are numbers."""
    if not all(isinstance(number, (int, float)) for number in (entry.duration, entry.cost)):
        raise TypeError
    return entry
