"""A clip for each beat, cut out of a lesson's clip without encoding anew, with its captions: one for each slide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import av

from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact
from studio.making.captions import cues, to_srt, to_vtt

ENDINGS = (".mp4", ".srt", ".vtt")


def cut(clip: Path, first: int, last: int, target: Path) -> None:
    """Copy some frames of a clip, as they are, into a clip of their own.

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
    with av.open(str(clip)) as source, av.open(str(target), "w", format="mp4", options=_FAST) as film:
        video = source.streams.video[0]
        stream = film.add_stream_from_template(video)
        each = 1 / (video.average_rate * video.time_base)
        packets = (packet for packet in source.demux(video) if packet.dts is not None)
        wanted = [packet for packet in packets if first * each <= packet.pts < last * each]
        if not wanted or not wanted[0].is_keyframe:
            msg = f"{clip.name}: expected frame {first} to stand for itself, found one that needs those before it"
            raise ValueError(msg)
        for packet in wanted:
            packet.pts -= int(first * each)
            packet.dts -= int(first * each)
            packet.stream = stream
            film.mux(packet)


_FAST = {"movflags": "+faststart"}


def names(lecture: Lecture) -> tuple[str, ...]:
    """Name the files: beats are counted from 1 within each lesson."""
    return tuple(f"{stem}{ending}" for _, _, stem in _beats(lecture) for ending in ENDINGS)


def _beats(lecture: Lecture) -> list[tuple[str, dict[str, Any], str]]:
    """Return the stem of each beat's lesson, a record of that beat alone, and its own stem."""
    return [
        (stem, {**record, "beats": [beat]}, f"{stem}--{number:02d}-{beat['name']}")
        for stem, record in zip(lecture.stems, lecture.records, strict=True)
        for number, beat in enumerate(record["beats"], start=1)
    ]


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    paths = iter(to)
    for stem, record, _ in _beats(lecture):
        (beat,) = record["beats"]
        film, srt, vtt = (next(paths) for _ in ENDINGS)
        first, last = (round(beat[end] * record["fps"]) for end in ("start", "end"))
        cut(lecture.file(stem, "clip"), first, last, film)
        said = cues(record, -beat["start"])
        srt.write_text(to_srt(said), encoding="utf-8")
        vtt.write_text(to_vtt(said), encoding="utf-8")


KIT = Artefact("beats", names, _make, needs=("clip", "record"))
