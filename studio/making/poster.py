"""Posters: one picture of a clip."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import av

from studio.making.opacity import decoded, picture

_PACKED = 3
"""Of 9: two thirds of the time of Pillow's own 6, and a twentieth larger."""


def poster(clip: Path, target: Path, at: float) -> None:
    """Save one picture of a clip as PNG: the one before a moment.

    Parameters
    ----------
    clip, target : Path
    at : float
        In seconds.
    """
    target.write_bytes(_png(clip, clip.stat().st_mtime_ns, at))


@lru_cache(maxsize=512)  # several kinds of what a lecturer takes along show the ends of the same beats
def _png(clip: Path, _written: int, at: float) -> bytes:
    with av.open(str(clip)) as source:
        video = source.streams.video[0]
        moment = max(0.0, at - 1.5 / float(video.average_rate))
        source.seek(int(max(0.0, moment - 1.0) / video.time_base), stream=video, backward=True)
        shown = None
        for frame in decoded(source, video):
            shown = frame
            if frame.time is not None and frame.time >= moment:
                break
    assert shown is not None
    held = io.BytesIO()
    picture(shown).save(held, format="PNG", compress_level=_PACKED)
    return held.getvalue()
