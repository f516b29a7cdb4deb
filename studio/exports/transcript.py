"""What the lecture says, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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
        lines += [f"### {title_of(record['lesson'])}", "", f"*{_plain(record['claim'])}*", ""]
        lines += [line for said in captions(record) for line in (_plain(said), "")]
    return "\n".join(lines)


def _plain(text: str) -> str:
    r"""Return a text as Markdown in which a user's names stay text.

    Examples
    --------
    >>> print(_plain("1. <b> & _x_"), _plain("- no list"))
    1\. \<b\> \& \_x\_ \- no list
    """
    marked = text.translate({ord(mark): f"\\{mark}" for mark in r"\`*_[]<>#&~|"})
    return re.sub(r"^(\d*)([-+.)])", r"\1\\\2", marked)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    to[0].write_text(transcript(lecture.records), encoding="utf-8")


EXPORT = Artefact("transcript", beside(".md"), _make, needs=("record",))
