"""What a folder of clips was made from, so that what still holds is not made again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from studio.replacement import write_text

NAME = ".made.json"
SUFFIXES = (".mp4", ".srt", ".json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished clip.

    Parameters
    ----------
    fingerprint : str
        Of all it depends on.
    script : str
        Digest of all that it shows and says.
    duration : float
        Seconds of film.
    cost : float
        Seconds that it took to make.
    sizes : dict of str to int
        Bytes of each of its files, by their endings.
    """

    fingerprint: str
    script: str
    duration: float
    cost: float
    sizes: dict[str, int]


class Ledger:
    """The finished clips of one folder, kept in a file there.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = self._read()

    def __getitem__(self, stem: str) -> Entry:
        """Return the entry of a clip."""
        return self._entries[stem]

    def __contains__(self, stem: str) -> bool:
        """Whether a clip was made and its files are as they were left."""
        entry = self._entries.get(stem)
        return entry is not None and entry.sizes == sizes(self._folder, stem)

    def cost(self, stem: str, default: float) -> float:
        """Return how long a clip took to make, also when it holds no more."""
        return self._entries[stem].cost if stem in self._entries else default

    def enter(self, stem: str, entry: Entry) -> None:
        """Write a finished clip down."""
        self._entries[stem] = entry
        text = json.dumps({name: asdict(one) for name, one in sorted(self._entries.items())}, indent=1)
        write_text(self._folder / NAME, text)

    def _read(self) -> dict[str, Entry]:
        try:
            known = json.loads((self._folder / NAME).read_text(encoding="utf-8"))
            return {name: Entry(**fields) for name, fields in known.items()}
        except (OSError, ValueError, TypeError):
            return {}  # missing or broken: everything is made again


def sizes(folder: Path, stem: str) -> dict[str, int]:
    """Return the bytes of a clip's files, of those that are there."""
    paths = {suffix: folder / (stem + suffix) for suffix in SUFFIXES}
    return {suffix: path.stat().st_size for suffix, path in paths.items() if path.is_file()}
