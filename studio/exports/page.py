"""The lecture's page: all lessons with players, chapters, transcripts and values."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from studio.making.captions import captions, cues, plain, to_vtt

CHAPTERS = {"single_neuron": "One neuron per layer", "many_neurons": "Many neurons per layer", "beyond": "Beyond"}
POLICY = (
    "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; img-src 'self' file: data:; "
    "media-src 'self' file: data:; base-uri 'none'; form-action 'none'"
)
"""What the page may use: its own style and script, and pictures, clips and captions from where it lies."""


def page(title: str, records: Sequence[tuple[Path, dict[str, Any]]], film: Path | None = None) -> str:
    """Return the page as HTML, everything but clips and posters within it.

    Parameters
    ----------
    title : str
        Any text; it stays text.
    records : sequence of (Path, dict)
        Each lesson's clip, beside which its poster and captions lie, and its record, in lecture order.
    film : Path, optional
        The whole lecture in one.

    Returns
    -------
    str
    """
    loader = PackageLoader("studio.exports", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    style, script = (loader.get_source(environment, name)[0] for name in ("page.css", "page.js"))
    return environment.get_template("index.html.jinja").render(
        title=plain(title),
        style=style,
        script=script,
        policy=POLICY.format(style=_digest(style), script=_digest(script)),
        lessons=[_lesson(clip, record) for clip, record in records],
        networks=list(dict.fromkeys(plain(record["network"]["name"]) for _, record in records)),
        film=quote(film.name) if film else "",
        minutes=round(sum(record["duration"] for _, record in records) / 60) or 1,
    )


def title_of(name: str) -> str:
    """Return a lesson's or a beat's name in words.

    Examples
    --------
    >>> title_of("NudgeTheWeight"), title_of("halve_the_nudge")
    ('Nudge the weight', 'Halve the nudge')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.replace("_", " ")).lower()
    return words[:1].upper() + words[1:]


def _digest(text: str) -> str:
    """Return what a content security policy knows a text by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _lesson(clip: Path, record: dict[str, Any]) -> dict[str, Any]:
    vtt = to_vtt(cues(record)).encode()
    return {
        "name": record["lesson"],
        "title": title_of(record["lesson"]),
        "claim": record["claim"],
        "chapter": CHAPTERS[record["chapter"]],
        "chapter_number": list(CHAPTERS).index(record["chapter"]),
        "network": plain(record["network"]["name"]),
        "width": record["width"],
        "height": record["height"],
        "clip": quote(clip.name),
        "poster": quote(clip.with_suffix(".png").name),
        "captions": captions(record),
        # Chromium takes no caption file for a page that was opened from disk
        "track": "data:text/vtt;base64," + base64.b64encode(vtt).decode(),
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
        parts.append(f"step {row['step']}")
    parts.extend(f"{nudge['quantity']} {nudge['by']:+g}" for nudge in (*row.get("held", ()), row.get("nudge")) if nudge)
    return ", ".join(parts)
