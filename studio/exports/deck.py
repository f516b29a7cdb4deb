"""A deck for the browser: one clip for each lesson, played beat by beat with reveal.js; all of it in one folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from PIL import Image

from studio.exports.cutting import beats
from studio.exports.lecture import Lecture, title_of
from studio.making.artefact import Artefact, Link
from studio.making.captions import plain, track
from studio.making.poster import poster

_TEMPLATES = Path(__file__).parent / "templates"
_OURS = ("deck.html.jinja", "beats.js")
_REVEAL = ("reveal/reveal.js", "reveal/reveal.css", "reveal/notes.js", "reveal/LICENSE")
"""Of reveal.js 6.0.2, as it is published."""
_POLICY = "default-src 'self' file: data: blob: 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing comes from elsewhere; the speaker view, in a window of its own, has its styles and program within."""
_MIDDLE = 128


def html(lecture: Lecture, ground: tuple[int, ...]) -> str:
    """Return the deck as HTML; clips, pictures and programs lie beside it, and users' names stay text.

    Parameters
    ----------
    lecture : Lecture
    ground : tuple of int
        Red, green and blue of what is around the clips, to 255.
    """
    loader = PackageLoader("studio.exports", _TEMPLATES.name)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    first = lecture.records[0]
    return environment.get_template("deck.html.jinja").render(
        title=plain(f"Backpropagation: {lecture.title}"),
        policy=_POLICY,
        ground=f"rgb{ground}",
        ink="#000" if sum(ground) > 3 * _MIDDLE else "#fff",
        width=first["width"],
        height=first["height"],
        lessons=[_lesson(lecture, stem, record) for stem, record in zip(lecture.stems, lecture.records, strict=True)],
    )


def _lesson(lecture: Lecture, stem: str, record: dict[str, Any]) -> dict[str, Any]:
    own = [beat for beat in beats(lecture) if beat.clip == lecture.file(stem, "clip")]
    return {
        "name": record["lesson"],
        "title": title_of(record["lesson"]),
        "claim": plain(record["claim"]),
        "clip": quote(lecture.file(stem, "clip").name),
        "fps": record["fps"],
        "ends": " ".join(f"{beat['end']:.6f}" for beat in record["beats"]),
        "track": track(record),
        "silent": not any("voice" in beat for beat in record["beats"]),
        "beats": [{"still": quote(f"{beat.stem}.png"), "caption": plain(beat.told["caption"])} for beat in own],
    }


def _names(lecture: Lecture) -> tuple[str, ...]:
    clips = (lecture.file(stem, "clip").name for stem in lecture.stems)
    stills = (f"{beat.stem}.png" for beat in beats(lecture))
    return ("index.html", "beats.js", *_REVEAL, *clips, *stills)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    page, program, *rest = to
    shipped = len(_REVEAL)
    for name, target in zip(("beats.js", *_REVEAL), (program, *rest[:shipped]), strict=True):
        shutil.copyfile(_TEMPLATES / name, target)
    clips, stills = rest[shipped : shipped + len(lecture.stems)], rest[shipped + len(lecture.stems) :]
    for stem, target in zip(lecture.stems, clips, strict=True):
        shutil.copyfile(lecture.file(stem, "clip"), target)
    for beat, target in zip(beats(lecture), stills, strict=True):
        poster(beat.clip, target, beat.told["end"])
    with Image.open(stills[0]) as opened:
        ground = tuple(opened.convert("RGB").tobytes()[:3])
    page.write_text(html(lecture, ground), encoding="utf-8")


_LOOKS = tuple(_TEMPLATES / name for name in (*_OURS, *_REVEAL))
KIT = Artefact(
    "deck",
    _names,
    _make,
    needs=("clip", "record"),
    looks=_LOOKS,
    link=lambda _: Link("Slides for the browser", ": next plays a beat to its end."),
)
