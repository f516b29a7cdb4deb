"""What a lecture is beside its clips: one film, captions, posters, a transcript and a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.captions import Cue, cues, to_srt, to_vtt
from studio.film import join, poster
from studio.page import CHAPTERS, page, title_of
from studio.replacement import write_text

PAGE = "index.html"


def assemble(folder: Path, stems: Sequence[str], name: str) -> Path:
    """Put a lecture together from finished clips.

    Writes the film `lecture--NAME.mp4` with its captions and transcript, a poster and WebVTT captions for
    each clip, and `index.html`.

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
    for clip, record in zip(clips, records, strict=True):
        write_text(clip.with_suffix(".vtt"), to_vtt(cues(record)))
        picture = clip.with_suffix(".png")
        if not picture.exists() or picture.stat().st_mtime < clip.stat().st_mtime:
            poster(clip, picture)
    film = folder / f"lecture--{name}.mp4"
    starts = join(clips, [title_of(record["lesson"]) for record in records], film)
    spoken = [cue for start, record in zip(starts, records, strict=True) for cue in cues(record, start)]
    write_text(film.with_suffix(".srt"), to_srt(spoken))
    write_text(film.with_suffix(".vtt"), to_vtt(spoken))
    write_text(film.with_suffix(".md"), transcript(records))
    target = folder / PAGE
    title = records[0]["network"]["name"] if len({r["network"]["name"] for r in records}) == 1 else "Backpropagation"
    write_text(target, page(title, list(zip(clips, records, strict=True)), film))
    return target


def is_current(folder: Path, stems: Sequence[str], name: str) -> bool:
    """Whether all that `assemble` writes is there, and the page, which it writes last, is newer than every clip.

    Parameters
    ----------
    folder, stems, name
        As for `assemble`.
    """
    page_file = folder / PAGE
    made = [folder / f"lecture--{name}{suffix}" for suffix in (".mp4", ".srt", ".vtt", ".md")]
    made += [folder / f"{stem}{suffix}" for stem in stems for suffix in (".vtt", ".png")]
    if not page_file.exists() or not all(path.exists() for path in made):
        return False
    clips = [folder / f"{stem}{suffix}" for stem in stems for suffix in (".mp4", ".json")]
    return all(clip.stat().st_mtime_ns <= page_file.stat().st_mtime_ns for clip in clips)


def transcript(records: Sequence[dict[str, Any]]) -> str:
    """Return what the lecture says, as Markdown, a heading for each lesson."""
    lines, chapter = ["# Backpropagation calculus", ""], ""
    for record in records:
        if record["chapter"] != chapter:
            chapter = record["chapter"]
            lines += [f"## {CHAPTERS[chapter]}", ""]
        lines += [f"### {title_of(record['lesson'])}", "", f"*{record['claim']}*", ""]
        lines += [line for cue in cues(record) for line in (_plain(cue), "")]
    return "\n".join(lines)


def _plain(cue: Cue) -> str:
    """Return a caption as Markdown in which a user's names stay text."""
    marks = {ord(mark): f"\\{mark}" for mark in r"\`*_[]<>#"}
    return cue.text.translate(marks)
