"""A handout as PDF: for each beat its last picture, what is said, and what its numbers stand for; tagged."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from studio.exports.lecture import Lecture, title_of
from studio.making.artefact import Artefact, Link, beside
from studio.making.captions import plain
from studio.making.poster import poster

_TEMPLATE = Path(__file__).parent / "templates" / "handout.typ"
_ONE = r"(?:w|b|z|a|y|C|delta)(?:\[[\d,]+\])*"
_NAMED = re.compile(rf"[dΔ]?{_ONE}(?:/[dΔ]{_ONE})?")
"""A quantity, or a ratio of two, without arithmetic."""
_WIDE, _TALL = 56, 30
"""Percent of the page's width, for a picture that lies, and for one that stands."""


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        lessons = [
            _lesson(record, lecture.file(stem, "clip"), folder, f"{number:02d}")
            for number, (stem, record) in enumerate(zip(lecture.stems, lecture.records, strict=True))
        ]
        first = lecture.records[0]
        data = {
            "title": f"Backpropagation: {lecture.title}",
            "language": "en",
            "share": _WIDE if first["width"] > first["height"] else _TALL,
            "lessons": lessons,
        }
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        shutil.copyfile(_TEMPLATE, folder / _TEMPLATE.name)
        typst.compile(folder / _TEMPLATE.name, output=to[0], format="pdf", root=folder, pdf_standards="ua-1")


def _lesson(record: dict[str, Any], clip: Path, folder: Path, name: str) -> dict[str, Any]:
    """Return what a lesson says; the last picture of each beat is put into a folder."""
    beats = []
    for number, beat in enumerate(record["beats"]):
        picture = folder / f"{name}-{number:02d}.png"
        poster(clip, picture, beat["end"])
        said = plain(beat["caption"])
        beats.append(
            {
                "picture": picture.name,
                "alt": f"The picture while this is said: {said}",
                "caption": said,
                "numbers": numbers(record, beat),
            }
        )
    return {"title": title_of(record["lesson"]), "claim": plain(record["claim"]), "beats": beats}


def numbers(record: dict[str, Any], beat: dict[str, Any]) -> list[str]:
    """Return what the numbers that are said stand for, each once; sums and counts say it themselves."""
    said = (record["values"][one["value"]] for one in beat["says"] if "value" in one)
    return list(
        dict.fromkeys(f"{row['quantity']} = {row['shown']}" for row in said if _NAMED.fullmatch(row["quantity"]))
    )


KIT = Artefact(
    "handout",
    beside(".pdf"),
    _make,
    needs=("clip", "record"),
    looks=(_TEMPLATE,),
    link=lambda _: Link("A handout", ": the last picture of each beat, and what is said (PDF)."),
)
