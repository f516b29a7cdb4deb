"""Captions of clips and of the whole lecture, as SubRip and WebVTT."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from studio.phrasing import phrases

_JOINERS = "\u200c\u200d"
"""Invisible characters that belong to the spelling of some scripts, and to pictures made of several."""
_TAG = re.compile(r"<(?=[A-Za-z/!])|\{(?=\\)")


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

    Each has at most two short lines; those of one beat share its time in proportion to their characters.
    """
    return [cue for beat in record["beats"] for cue in _cues_of(beat, offset)]


def captions(record: dict[str, Any]) -> list[str]:
    """Return what each beat of a clip says, whole, each on one line."""
    return [plain(beat["caption"]) for beat in record["beats"]]


def _cues_of(beat: dict[str, Any], offset: float) -> Iterator[Cue]:
    parts = phrases(plain(beat["caption"]))
    said = [0, *accumulate(sum(map(len, lines)) for lines in parts)]
    times = [offset + beat["start"] + (beat["end"] - beat["start"]) * share / max(said[-1], 1) for share in said]
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


def to_srt(all_cues: Iterable[Cue]) -> str:
    """Write captions as SubRip, in which what looks like a tag, and would be taken for one, gets another bracket.

    Examples
    --------
    >>> print(to_srt([Cue(0, 61.5, "Hello.")]))
    1
    00:00:00,000 --> 00:01:01,500
    Hello.
    <BLANKLINE>
    """
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{_untagged(cue.text)}\n"
        for number, cue in enumerate(all_cues, 1)
    )


def to_vtt(all_cues: Iterable[Cue]) -> str:
    """Write captions as WebVTT, in which < and & of a user's name stay text.

    Examples
    --------
    >>> print(to_vtt([Cue(0, 1.5, "a < b")]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.500
    a &lt; b
    <BLANKLINE>
    """
    return "WEBVTT\n\n" + "\n".join(
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{_escaped(cue.text)}\n" for cue in all_cues
    )


def _untagged(text: str) -> str:
    return _TAG.sub(lambda found: {"<": "\u2039", "{": "("}[found[0]], text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
