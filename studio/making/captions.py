"""Captions of clips and of the whole lecture, as SubRip and WebVTT."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from typing import Any

from scenes.words.cues import Cue, captions, cues, plain

__all__ = ["Cue", "captions", "cues", "plain", "to_srt", "to_vtt", "track"]

_TAG = re.compile(r"<(?=[A-Za-z/!])|\{(?=\\)")


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


def track(record: dict[str, Any]) -> str:
    """Return a clip's captions as an address that holds them.

    Chromium takes no caption file for a page that was opened from disk.
    """
    return "data:text/vtt;base64," + base64.b64encode(to_vtt(cues(record)).encode()).decode()


def _untagged(text: str) -> str:
    return _TAG.sub(lambda found: {"<": "\u2039", "{": "("}[found[0]], text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(seconds: float, point: str) -> str:
    milliseconds = round(seconds * 1000)
    minutes, milliseconds = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
