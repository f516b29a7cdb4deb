"""Posters: one picture of a clip."""

from __future__ import annotations

from pathlib import Path

import av

from studio.making.opacity import decoded, picture


def poster(clip: Path, target: Path, at: float) -> None:
    """Save one picture of a clip as PNG: the one before a moment.

    Parameters
    ----------
    clip, target : Path
    at : float
        In seconds.
    """
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
    picture(shown).save(target, format="PNG")
