"""What a lecture is beside its clips: one film with captions, a transcript and a page."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scenes.drawing.sources import digest_of, libraries, sources
from studio.exports.film import join
from studio.exports.page import CHAPTERS, page, title_of
from studio.making.captions import captions, cues, to_srt, to_vtt
from studio.making.ledger import Ledger, Whole, clip_digests, digests
from studio.making.replacement import write_text

PAGE = "index.html"
TEMPLATES = Path(__file__).parent / "templates"


def assemble(folder: Path, stems: Sequence[str], name: str) -> Path:
    """Put a lecture together from finished clips.

    Writes the film `lecture--NAME.mp4` with its captions and transcript, and `index.html`.

    Parameters
    ----------
    folder : Path
    stems : sequence of str
        Names of the clips without ending, in lecture order.
    name : str
        Of the lecture.

    Returns
    -------
    Path
        The page.
    """
    clips = [folder / f"{stem}.mp4" for stem in stems]
    records = [json.loads(clip.with_suffix(".json").read_text(encoding="utf-8")) for clip in clips]
    film = folder / f"lecture--{name}.mp4"
    starts = join(clips, [title_of(record["lesson"]) for record in records], film)
    spoken = [cue for start, record in zip(starts, records, strict=True) for cue in cues(record, start)]
    write_text(film.with_suffix(".srt"), to_srt(spoken))
    write_text(film.with_suffix(".vtt"), to_vtt(spoken))
    write_text(film.with_suffix(".md"), transcript(records))
    target = folder / PAGE
    title = records[0]["network"]["name"] if len({r["network"]["name"] for r in records}) == 1 else "Backpropagation"
    write_text(target, page(title, list(zip(clips, records, strict=True)), film))
    made = digests(_files(folder, name))
    Ledger(folder).enter_whole(Whole(_identity(folder, stems, name), made))
    return target


def is_current(folder: Path, stems: Sequence[str], name: str) -> bool:
    """Whether all that `assemble` writes is as it left it, and would be the same again.

    Parameters
    ----------
    folder, stems, name
        As for `assemble`.
    """
    whole = Ledger(folder).whole
    made = digests(_files(folder, name))
    return whole is not None and whole.files == made and whole.identity == _identity(folder, stems, name)


def _files(folder: Path, name: str) -> list[Path]:
    return [*(folder / f"lecture--{name}{suffix}" for suffix in (".mp4", ".srt", ".vtt", ".md")), folder / PAGE]


def _identity(folder: Path, stems: Sequence[str], name: str) -> str:
    """Return a digest of all that the lecture is put together from: the clips, in order, and our own doing."""
    code = digest_of(sources(Path(__file__).resolve())).hex()
    looks = digests(sorted(TEMPLATES.iterdir()))
    clips = [(stem, clip_digests(folder, stem)) for stem in stems]
    return hashlib.sha256(json.dumps([name, clips, code, looks, libraries()], sort_keys=True).encode()).hexdigest()


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
