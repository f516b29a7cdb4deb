"""What a clip says and when, in cues that can be read: of one line or two, parted between phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from scenes import theme
from scenes.words.phrasing import phrases

_JOINERS = "\u200c\u200d"
"""Invisible characters that belong to the spelling of some scripts, and to pictures made of several."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption.

    Parameters
    ----------
    start, end : float
        Seconds.
    text : str
        Plain text of one line or two.
    """

    start: float
    end: float
    text: str


def cues(record: dict[str, Any], offset: float = 0.0) -> list[Cue]:
    """Return the captions of a clip from its record, shifted by an offset in seconds.

    Each has at most two short lines; those of one beat share its time, or that of its voice, in proportion to their
    characters. The first begins with the beat, and the last stays until its end.
    """
    return [cue for beat in record["beats"] for cue in _cues_of(beat, offset)]


def captions(record: dict[str, Any]) -> list[str]:
    """Return what each beat of a clip says, whole, each on one line."""
    return [plain(beat["caption"]) for beat in record["beats"]]


def _cues_of(beat: dict[str, Any], offset: float) -> Iterator[Cue]:
    parts = phrases(plain(beat["caption"]))
    said = [0, *accumulate(sum(map(len, lines)) for lines in parts)]
    begin, length = beat["start"], beat["end"] - beat["start"]
    if "voice" in beat:
        begin, length = begin + theme.BREATH, beat["voice"]
    times = [offset + begin + length * share / max(said[-1], 1) for share in said]
    times[0], times[-1] = offset + beat["start"], offset + beat["end"]
    for lines, (start, end) in zip(parts, pairwise(times), strict=True):
        yield Cue(start, end, "\n".join(lines))


def plain(text: str) -> str:
    r"""Return a text as data: on one line, without characters that steer a terminal, a player or the way of writing.

    Examples
    --------
    >>> print(plain("a name\n\n2\n00:00:00,000 --> 00:10:00,000"))
    a name 2 00:00:00,000 → 00:10:00,000
    """
    kept = (c for c in text if c.isspace() or c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join("".join(kept).split()).replace("-->", "→")
