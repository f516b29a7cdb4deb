"""Captions of the whole lecture, as they run with its film."""

from __future__ import annotations

from pathlib import Path

from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact, beside
from studio.making.captions import cues, to_srt, to_vtt


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    clips = zip(lecture.starts, lecture.records, strict=True)
    spoken = [cue for start, record in clips for cue in cues(record, start)]
    for path, text in zip(to, (to_srt(spoken), to_vtt(spoken)), strict=True):
        path.write_text(text, encoding="utf-8")


EXPORT = Artefact("captions of the film", beside(".srt", ".vtt"), _make, needs=("film", "record"))
