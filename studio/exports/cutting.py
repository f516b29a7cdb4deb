"""Beats, cut out of a lesson's clip as they are: what several exports put in a file, on a slide or into a loop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from studio.exports.lecture import Lecture
from studio.making.sound import FAST, block_at, blocks_of, in_time, packets


@dataclass(frozen=True, slots=True)
class Beat:
    """One beat of a finished clip.

    Parameters
    ----------
    stem : str
        Of its files: the clip's, its number within the lesson, counted from 1, and its name.
    clip : Path
        That it is part of.
    record : dict
        Of the clip, with this beat alone.
    """

    stem: str
    clip: Path
    record: dict[str, Any]

    @property
    def told(self) -> dict[str, Any]:
        """What the record says of it."""
        (beat,) = self.record["beats"]
        return dict(beat)

    def cut(self, target: Path) -> None:
        """Copy its frames into a clip of their own."""
        first, last = (round(self.told[end] * self.record["fps"]) for end in ("start", "end"))
        cut(self.clip, first, last, target)


def beats(lecture: Lecture) -> Iterator[Beat]:
    """Yield all beats of a lecture in the order of telling."""
    for stem, record in zip(lecture.stems, lecture.records, strict=True):
        for number, beat in enumerate(record["beats"], start=1):
            name = f"{stem}--{number:02d}-{beat['name']}"
            yield Beat(name, lecture.file(stem, "clip"), record | {"beats": [beat]})


def cut(clip: Path, first: int, last: int, target: Path) -> None:
    """Copy some frames of a clip, as they are, into a clip of their own, with the sound that goes with them.

    Parameters
    ----------
    clip : Path
    first, last : int
        Frames, counted from 0; the last one is not among them.
    target : Path

    Raises
    ------
    ValueError
        If the first frame cannot be shown without those before it.
    """
    with av.open(str(clip)) as source, av.open(str(target), "w", format="mp4", options=FAST) as film:
        video = source.streams.video[0]
        stream = film.add_stream_from_template(video)
        spoken = [film.add_stream_from_template(one) for one in source.streams.audio]
        heard = blocks_of(clip, *(block_at(Fraction(frame) / video.average_rate) for frame in (first, last)))
        each = 1 / (video.average_rate * video.time_base)
        copied = (packet for packet in source.demux(video) if packet.dts is not None)
        wanted = [packet for packet in copied if first * each <= packet.pts < last * each]
        if not wanted or not wanted[0].is_keyframe:
            msg = f"{clip.name}: expected frame {first} to stand for itself, found one that needs those before it"
            raise ValueError(msg)
        for packet in wanted:
            packet.pts -= int(first * each)
            packet.dts -= int(first * each)
            packet.stream = stream
        for packet in in_time(wanted, *(packets(sound, heard) for sound in spoken)):
            film.mux(packet)
