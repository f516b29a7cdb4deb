"""What a clip says and when, in cues that can be read: of one line or two, parted between phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scenes import theme
from scenes.words.phrasing import phrases

_FASTEST = 18
"""Characters a second that cues are read at, at most, so that others can wait for the picture."""
_READ = 0.3
"""Seconds that it takes to see a number that has come."""
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
    characters. One that says what the picture shows later stays until then, as far as the others can still be read.
    The first begins with the beat, and the last stays until its end.
    """
    values = record.get("values", [])
    return [cue for beat in record["beats"] for cue in _cues_of(beat, values, offset)]


def captions(record: dict[str, Any]) -> list[str]:
    """Return what each beat of a clip says, whole, each on one line."""
    return [plain(beat["caption"]) for beat in record["beats"]]


def late(record: dict[str, Any]) -> list[tuple[Cue, float]]:
    """Return the cues that have gone before the picture shows a number that they say, and for how many seconds."""
    found = []
    for beat in record["beats"]:
        waiting = zip(_cues_of(beat, record["values"], 0.0), _awaited(beat, record["values"]), strict=True)
        found += [(cue, until - cue.end) for cue, until in waiting if until > cue.end]
    return found


def _cues_of(beat: dict[str, Any], values: list[dict[str, Any]], offset: float) -> Iterator[Cue]:
    parts = _parts(beat)
    lengths = [sum(map(len, lines)) for lines in parts]
    if "voice" in beat:
        first = beat["start"] + theme.BREATH
        times = [first, *_ends(lengths, [0.0] * len(parts), first, first + beat["voice"])]
    else:
        times = [beat["start"], *_ends(lengths, _awaited(beat, values), beat["start"], beat["end"])]
    times[0], times[-1] = beat["start"], beat["end"]
    for lines, (start, end) in zip(parts, pairwise(times), strict=True):
        yield Cue(offset + start, offset + end, "\n".join(lines))


def _parts(beat: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the lines of each cue of a beat."""
    return phrases(plain(beat["caption"]))


def _ends(lengths: Sequence[int], awaited: Sequence[float], start: float, end: float) -> Iterator[float]:
    """Yield when each cue ends: not before what it waits for, and never so late that others are read too fast."""
    for place, length in enumerate(lengths):
        still = sum(lengths[place + 1 :])
        share = start + (end - start) * length / max(length + still, 1)
        latest = end - still / _FASTEST
        start = max(share, min(awaited[place], latest))
        yield start


def _awaited(beat: dict[str, Any], values: list[dict[str, Any]]) -> list[float]:
    """Return for each cue when the last of the numbers that it says is seen in the picture, and 0 for none."""
    parts, done = _parts(beat), 0
    found, bounds = [0.0] * len(parts), []
    if plain(beat["caption"]) != beat["caption"]:  # places in it are not those in what is read
        return found
    for lines in parts:
        for line in lines:
            done = beat["caption"].index(line, done) + len(line)
        bounds.append(done)
    for said in beat.get("says", ()):
        if "value" in said and said["value"] < len(values):
            place = next((place for place, bound in enumerate(bounds) if said["at"] < bound), len(parts) - 1)
            found[place] = max(found[place], _seen(values[said["value"]], values, beat))
    return found


def _seen(said: dict[str, Any], values: list[dict[str, Any]], beat: dict[str, Any]) -> float:
    """Return when what is said first appears during the beat, or 0 where it does not."""
    same = ("quantity", "shown", "example", "network")
    alike = (one["at"] for one in values if all(one.get(key) == said.get(key) for key in same))
    return min((at + _READ for at in alike if beat["start"] < at < beat["end"]), default=0.0)


def plain(text: str) -> str:
    r"""Return a text as data: on one line, without characters that steer a terminal, a player or the way of writing.

    Examples
    --------
    >>> print(plain("a name\n\n2\n00:00:00,000 --> 00:10:00,000"))
    a name 2 00:00:00,000 → 00:10:00,000
    """
    kept = (c for c in text if c.isspace() or c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join("".join(kept).split()).replace("-->", "→")
