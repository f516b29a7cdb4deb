"""Films out of clips: joined without encoding anew, with a chapter for each lesson."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact, Link, beside

CHAPTER_UNIT = Fraction(1, 1000)


def join(clips: Sequence[Path], titles: Sequence[str], target: Path) -> None:
    """Join clips of one size and speed into a film with a chapter for each.

    Parameters
    ----------
    clips : sequence of Path
    titles : sequence of str
        Of the chapters.
    target : Path
    """
    chapters, offset = [], Fraction(0)
    with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as film:
        stream = None
        for index, clip in enumerate(clips):
            with av.open(str(clip)) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream = film.add_stream_from_template(video)
                length = _append(source, video, film, stream, offset)
            begin, end = int(offset / CHAPTER_UNIT), int((offset + length) / CHAPTER_UNIT)
            chapters.append(
                {
                    "id": index,
                    "start": begin,
                    "end": end,
                    "time_base": CHAPTER_UNIT,
                    "metadata": {"title": titles[index]},
                }
            )
            offset += length
        film.set_chapters(chapters)


def _append(source: Any, video: Any, film: Any, stream: Any, offset: Fraction) -> Fraction:  # noqa: ANN401  PyAV's
    """Copy all packets of a clip behind what is there; return the clip's length in seconds."""
    shift = int(offset / video.time_base)
    for packet in source.demux(video):
        if packet.dts is None:
            continue
        packet.pts += shift
        packet.dts += shift
        packet.stream = stream
        film.mux(packet)
    return Fraction(video.frames) / video.average_rate


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    join([lecture.file(stem, "clip") for stem in lecture.stems], lecture.titles, to[0])


def _link(lecture: Lecture) -> Link:
    minutes = round(sum(record["duration"] for record in lecture.records) / 60) or 1
    length = f"{minutes} minute{'' if minutes == 1 else 's'}"
    return Link("The whole lecture in one film", f", with a chapter for each lesson ({length}).")


EXPORT = Artefact("film", beside(".mp4"), _make, needs=("clip", "record"), link=_link)
