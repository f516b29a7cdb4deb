"""A clip for each beat, cut out of a lesson's clip without encoding anew, with its captions: one for each slide."""

from __future__ import annotations

from pathlib import Path

from studio.exports.cutting import beats
from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact
from studio.making.captions import cues, to_srt, to_vtt

ENDINGS = (".mp4", ".srt", ".vtt")


def names(lecture: Lecture) -> tuple[str, ...]:
    """Name the files: beats are counted from 1 within each lesson."""
    return tuple(f"{beat.stem}{ending}" for beat in beats(lecture) for ending in ENDINGS)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    paths = iter(to)
    for beat in beats(lecture):
        film, srt, vtt = (next(paths) for _ in ENDINGS)
        beat.cut(film)
        said = cues(beat.record, -beat.told["start"])
        srt.write_text(to_srt(said), encoding="utf-8")
        vtt.write_text(to_vtt(said), encoding="utf-8")


KIT = Artefact("beats", names, _make, needs=("clip", "record"))
