"""Captions of clips and of the whole lecture, as SubRip and WebVTT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption.

    Parameters
    ----------
    start, end : float
        Seconds.
    text : str
        Plain text, one line.
    """

    start: float
    end: float
    text: str


def cues(record: dict[str, Any], offset: float = 0.0) -> list[Cue]:
    """Return the captions of a clip from its record, shifted by an offset in seconds."""
    return [Cue(beat["start"] + offset, beat["end"] + offset, beat["caption"]) for beat in record["beats"]]


def to_srt(all_cues: Iterable[Cue]) -> str:
    """Write captions as SubRip.

    Examples
    --------
    >>> print(to_srt([Cue(0, 61.5, "Hello.")]))
    1
    00:00:00,000 --> 00:01:01,500
    Hello.
    <BLANKLINE>
    """
    return "\n".join(
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
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


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
