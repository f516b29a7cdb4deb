"""Films out of clips: joined without encoding anew, with a chapter for each lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact, Link, beside
from studio.making.sound import FAST, block_at, blocks_of, in_time, packets, silence

CHAPTER_UNIT = Fraction(1, 1000)


def join(clips: Sequence[Path], titles: Sequence[str], target: Path) -> None:
    """Join clips of one size and speed into a film with a chapter for each.

    Where some have sound, the film has it, and is silent during the others. Sound keeps to its grid, and so begins at
    most half a block, a hundredth of a second, beside its pictures.

    Parameters
    ----------
    clips : sequence of Path
    titles : sequence of str
        Of the chapters.
    target : Path
    """
    chapters, offset = [], Fraction(0)
    sounds = [blocks_of(clip) for clip in clips]
    with av.open(str(target), "w", format="mp4", options=FAST) as film:
        stream, sound = None, None
        for index, clip in enumerate(clips):
            with av.open(str(clip)) as source:
                video = source.streams.video[0]
                if stream is None:
                    stream = film.add_stream_from_template(video)
                    sound = _sound_stream(film, clips, sounds)
                length = Fraction(video.frames) / video.average_rate
                first, last = block_at(offset), block_at(offset + length)
                heard = (sounds[index] + [silence()] * (last - first))[: last - first] if sound else []
                for packet in in_time(_shifted(source, video, stream, offset), packets(sound, heard, first)):
                    film.mux(packet)
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


def _sound_stream(film: Any, clips: Sequence[Path], sounds: Sequence[Sequence[bytes]]) -> Any:  # noqa: ANN401  PyAV's
    """Add a stream like that of the first clip with sound, if there is one."""
    for clip, blocks in zip(clips, sounds, strict=True):
        if blocks:
            with av.open(str(clip)) as source:
                return film.add_stream_from_template(source.streams.audio[0])
    return None


def _shifted(source: Any, video: Any, stream: Any, offset: Fraction) -> Iterator[Any]:  # noqa: ANN401
    """Yield all pictures of a clip, to stand behind what is there."""
    shift = int(offset / video.time_base)
    for packet in source.demux(video):
        if packet.dts is None:
            continue
        packet.pts += shift
        packet.dts += shift
        packet.stream = stream
        yield packet


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    join([lecture.file(stem, "clip") for stem in lecture.stems], lecture.titles, to[0])


def _link(lecture: Lecture) -> Link:
    minutes = round(sum(record["duration"] for record in lecture.records) / 60) or 1
    length = f"{minutes} minute{'' if minutes == 1 else 's'}"
    return Link("The whole lecture in one film", f", with a chapter for each lesson ({length}).")


EXPORT = Artefact("film", beside(".mp4"), _make, needs=("clip", "record"), link=_link)
