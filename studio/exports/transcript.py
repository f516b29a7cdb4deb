"""What the lecture says, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.exports.escaping import in_markdown
from studio.exports.lecture import CHAPTERS, Lecture, title_of
from studio.making.artefact import Artefact, beside
from studio.making.captions import captions


def transcript(records: Sequence[dict[str, Any]]) -> str:
    """Return what the lecture says, as Markdown, a heading for each lesson."""
    lines, chapter = ["# Backpropagation calculus", ""], ""
    for record in records:
        if record["chapter"] != chapter:
            chapter = record["chapter"]
            lines += [f"## {CHAPTERS[chapter]}", ""]
        lines += [f"### {title_of(record['lesson'])}", "", f"*{in_markdown(record['claim'])}*", ""]
        lines += [line for said in captions(record) for line in (in_markdown(said), "")]
    return "\n".join(lines)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    to[0].write_text(transcript(lecture.records), encoding="utf-8")


EXPORT = Artefact("transcript", beside(".md"), _make, needs=("record",))
