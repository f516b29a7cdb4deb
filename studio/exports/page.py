"""The lecture's page: all lessons with players, chapters, transcripts and values."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from studio.exports.lecture import CHAPTERS, PAGE, Lecture, title_of
from studio.exports.nudging import SCRIPTS, STYLE, widgets
from studio.exports.nudging import script as nudging_script
from studio.exports.nudging import style as nudging_style
from studio.making.artefact import LINKS, LOOPS, TWINS, Artefact
from studio.making.captions import captions, plain, track

TEMPLATES = Path(__file__).parent / "templates"
_LOOKS = (*(TEMPLATES / name for name in ("index.html.jinja", "page.css", "page.js")), STYLE, *SCRIPTS)
POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src 'self' file: data:; "
    "media-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
"""What the page may use: its own style and script, and pictures, clips and captions from where it lies."""


def page(lecture: Lecture) -> str:
    """Return the page as HTML, everything but clips and posters within it; users' names stay text."""
    loader = PackageLoader("studio.exports", TEMPLATES.name)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    style, script = (loader.get_source(environment, name)[0] for name in ("page.css", "page.js"))
    style, script = style + nudging_style(), script + nudging_script()
    return environment.get_template("index.html.jinja").render(
        title=plain(lecture.title),
        style=style,
        script=script,
        policy=POLICY.format(style=_digest(style), script=_digest(script)),
        hero=_hero(lecture),
        widgets=widgets(lecture),
        lessons=[
            _lesson(lecture, stem, record) | {"number": number}
            for number, (stem, record) in enumerate(zip(lecture.stems, lecture.records, strict=True), 1)
        ],
        networks=list(dict.fromkeys(plain(record["network"]["name"]) for record in lecture.records)),
        links=[{"href": quote(file), "words": link.words, "remark": link.remark} for file, link in lecture.links],
    )


def _digest(text: str) -> str:
    """Return what a content security policy knows a text by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _hero(lecture: Lecture) -> dict[str, Any] | None:
    """Return the moving picture that the page begins with: the first loop of the lecture, if it has one."""
    if not lecture.loops:
        return None
    loop = lecture.loops[0]
    record = next(one for stem, one in zip(lecture.stems, lecture.records, strict=True) if loop.stem == f"{stem}--loop")
    return {"clip": quote(loop.name), "width": record["width"], "height": record["height"], "claim": record["claim"]}


def _twin(lecture: Lecture, stem: str) -> dict[str, str] | None:
    """Return where a clip and its picture lie in the other theme, from the page's own folder."""
    if stem not in lecture.twins:
        return None
    clip = lecture.twins[stem]
    away = (f"../{clip.parent.name}/{name}" for name in (clip.name, clip.with_suffix(".png").name))
    return dict(zip(("clip", "poster"), map(quote, away), strict=True)) | {"theme": lecture.other_theme}


def _length(seconds: float) -> str:
    """Return a clip's length as players show it.

    Examples
    --------
    >>> _length(61.6), _length(59.4)
    ('1:02', '0:59')
    """
    return "{}:{:02}".format(*divmod(round(seconds), 60))


def _lesson(lecture: Lecture, stem: str, record: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": record["lesson"],
        "title": title_of(record["lesson"]),
        "claim": record["claim"],
        "length": _length(record["duration"]),
        "chapter": CHAPTERS[record["chapter"]],
        "chapter_number": list(CHAPTERS).index(record["chapter"]),
        "network": plain(record["network"]["name"]),
        "width": record["width"],
        "height": record["height"],
        "clip": quote(lecture.file(stem, "clip").name),
        "poster": quote(lecture.file(stem, "poster").name),
        "twin": _twin(lecture, stem),
        "captions": captions(record),
        "track": track(record),
        "beats": [beat | {"title": title_of(beat["name"])} for beat in record["beats"]],
        "numbers": _values(record["values"]),
    }


def _values(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each value once, with the state it was taken in put into words."""
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        named = {"quantity": row["quantity"], "state": _state(row), "shown": row["shown"], "value": repr(row["value"])}
        seen.setdefault(json.dumps(named), named)
    return list(seen.values())


def _state(row: dict[str, Any]) -> str:
    parts = [f"example {row['example']}"] if "example" in row else []
    if "step" in row:
        parts.append(f"step {row['step']}" + (f" by example {row['asked']} alone" if "asked" in row else ""))
    parts.extend(f"{nudge['quantity']} {nudge['by']:+g}" for nudge in (*row.get("held", ()), row.get("nudge")) if nudge)
    return ", ".join(parts)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    to[0].write_text(page(lecture), encoding="utf-8")


EXPORT = Artefact("page", lambda _: (PAGE,), _make, needs=("record", LINKS, LOOPS, TWINS), looks=_LOOKS)
