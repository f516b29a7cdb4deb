"""Lessons told once to all tests: what stood on stage whenever a beat had ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.files.network_file import read
from scenes import theme
from scenes.catalogue import Entry, lessons
from scenes.lesson import Lesson
from scenes.watching.lint import findings
from scenes.watching.parts import Part, parts_on
from scenes.watching.record import row
from scenes.watching.stills import watch_rests

ROOT = Path(__file__).parents[1]
NETWORKS = {name: ROOT / "networks" / f"{name}.toml" for name in ("chain", "iris", "relu", "wide", "deep")}
_MEANINGS = ("ground", "C", "y", "b", "z", "w", "a", "text", "quiet", "faint")
_LENGTH = re.compile(r"[\d.]+(em|pt)\b")
_TYPED = re.compile(r"\d\.\d|10\^")


@dataclass(frozen=True)
class Rest:
    """The stage at the end of a beat."""

    beat: str
    findings: tuple[str, ...]
    readings: tuple[dict[str, Any], ...]
    """Entries that the record must have, without their time."""
    typed: tuple[str, ...]
    """Parts that say a number that was not read off the network, and is no tick of an axis."""
    picture: dict[str, str]
    """From the name of a part to its box, colour and text."""


@dataclass(frozen=True)
class Told:
    """A lesson that has been told."""

    record: dict[str, Any]
    rests: tuple[Rest, ...]


def pairs():
    """Every lesson with every network of the gallery; one worker tells all of a lesson."""
    return [
        pytest.param(entry, name, id=f"{entry.name}-{name}", marks=pytest.mark.xdist_group(entry.name))
        for entry in lessons()
        for name in NETWORKS
    ]


@cache
def applies(entry: Entry, name: str) -> bool:
    return not entry.load().why_not(*read(NETWORKS[name]))


@cache
def told(entry: Entry, name: str) -> Told:
    return tell(partial(entry.load(), NETWORKS[name]))


def tell(make: Callable[[], Lesson]) -> Told:
    rests: list[Rest] = []
    lesson = watch_rests(make, lambda stage, beat: rests.append(_rest(stage, beat)))
    return Told(lesson.record_of_clip(), tuple(rests))


def _rest(lesson: Lesson, beat: str) -> Rest:
    parts = parts_on(lesson)
    recorded = [value["shown"] for value in lesson.record.values]
    return Rest(
        beat,
        tuple(map(str, findings(lesson, beat))),
        tuple(without_time(row(reading, 0.0)) for part in parts for reading in part.readings),
        tuple(f"{part.name}: {part.text}" for part in parts if _is_typed(part, recorded)),
        picture(parts),
    )


def without_time(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "at"}


def _is_typed(part: Part, recorded: list[str]) -> bool:
    """Whether it says a number that is no reading; a formula's own may have left the stage by now."""
    text = _LENGTH.sub("", part.text)
    for shown in sorted({reading.shown for reading in part.readings} | set(recorded), key=len, reverse=True):
        text = text.replace(shown, "") if len(shown) > 3 or shown in {one.shown for one in part.readings} else text
    is_scale = "tick" in part.name or part.name.endswith("magnification")
    return part.kind != "shape" and not is_scale and bool(_TYPED.search(text))


def picture(parts: list[Part]) -> dict[str, str]:
    """What a golden tells: pieces that go by a number are told as the thing that they are pieces of."""
    grouped: dict[str, list[Part]] = {}
    for part in parts:
        whole = re.sub(r"(\[\d+\])+$", "", part.name) if part.kind == "shape" else part.name
        grouped.setdefault(whole, []).append(part)
    told_of = {name: _told_of(pieces) for name, pieces in grouped.items()}
    return {name: text for name, text in told_of.items() if not text.endswith("| ground")}


def _told_of(pieces: list[Part]) -> str:
    boxes = np.array([piece.box for piece in pieces])
    box = [*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)]
    colours = dict.fromkeys(_colour(shape) for piece in pieces for shape in piece.shapes)
    # a little is added so that a number in the middle of two is always rounded the same way
    numbers = " ".join(f"{round(float(number) + 1e-7, 2) + 0.0:g}" for number in box)
    return " | ".join(filter(None, (numbers, " ".join(list(colours)[:4]), pieces[0].text)))


def _colour(shape: Any) -> str:
    red, green, blue = (round(float(c) * 255) for c in shape.rgb)
    code = f"#{red:02X}{green:02X}{blue:02X}"
    meanings = {getattr(theme.now().palette, name): name for name in _MEANINGS}
    opacity = round(shape.opacity + 1e-7, 2)
    return meanings.get(code, code) + (f"*{opacity:g}" if opacity < 1 else "")
