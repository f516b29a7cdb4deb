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
from scenes.watching.finding import Finding
from scenes.watching.laws.inspection import inspect, laws_of_movement, laws_of_rests
from scenes.watching.laws.law import Glance
from scenes.watching.lint import findings
from scenes.watching.parts import Part
from scenes.watching.record import row
from scenes.watching.stills import watch_rests
from tests.claims import Seen

ROOT = Path(__file__).parents[1]
NETWORKS = {name: ROOT / "networks" / f"{name}.toml" for name in ("chain", "iris", "relu", "wide", "deep")}
_MEANINGS = ("ground", "C", "y", "b", "z", "w", "a", "text", "quiet", "faint")
_NUMBERED = re.compile(r"(?P<whole>.*?)(\[\d+\])+$")
_TICK = re.compile(r"(?P<whole>.*\btick(s|_labels))\[\d+\](\[1\])?$")
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
    picture: dict[str, Seen]
    """What a golden tells of, by the names of parts."""


@dataclass(frozen=True)
class Told:
    """A lesson that has been told."""

    record: dict[str, Any]
    rests: tuple[Rest, ...]
    against: tuple[Finding, ...]
    """What is against the laws of rests."""


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
    against: list[Finding] = []
    laws = laws_of_rests()

    def watch(stage: Lesson, beat: str) -> None:
        glance = Glance(stage, beat, stage.time, 0.0)
        rests.append(_rest(stage, beat, glance.parts))
        against.extend(one for law in laws for one in law.at_rest(glance))

    lesson = watch_rests(make, watch)
    against.extend(one for law in laws for one in law.over())
    return Told(lesson.record_of_clip(), tuple(rests), tuple(against))


@cache
def against_movement(entry: Entry, name: str) -> tuple[Finding, ...]:
    """What a lesson does against the laws of movement."""
    return tuple(inspect(partial(entry.load(), NETWORKS[name]), laws_of_movement()))


def _rest(lesson: Lesson, beat: str, parts: list[Part]) -> Rest:
    recorded = [value["shown"] for value in lesson.record.values]
    return Rest(
        beat,
        tuple(map(str, findings(lesson, beat, parts))),
        tuple(without_time(row(reading, 0.0)) for part in parts for reading in part.readings),
        tuple(f"{part.name}: {part.text}" for part in parts if _is_typed(part, recorded)),
        picture(parts),
    )


def claim_and_captions(record: dict[str, Any]) -> str:
    """Return all that a lesson says, in small letters."""
    return " ".join([record["claim"], *(beat["caption"] for beat in record["beats"])]).lower()


def without_time(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "at"}


def _is_typed(part: Part, recorded: list[str]) -> bool:
    """Whether it says a number that is no reading; a formula's own may have left the stage by now."""
    text = _LENGTH.sub("", part.text)
    for shown in sorted({reading.shown for reading in part.readings} | set(recorded), key=len, reverse=True):
        text = text.replace(shown, "") if len(shown) > 3 or shown in {one.shown for one in part.readings} else text
    is_scale = "tick" in part.name or part.name.endswith("magnification")
    return part.kind != "shape" and not is_scale and bool(_TYPED.search(text))


def picture(parts: list[Part]) -> dict[str, Seen]:
    """What a golden tells of: shapes that go by a number are one thing, and so are the numbers of a scale."""
    together: dict[str, list[Part]] = {}
    for part in parts:
        together.setdefault((_NUMBERED if part.kind == "shape" else _TICK).sub(r"\g<whole>", part.name), []).append(
            part
        )
    seen = {name: _seen(pieces) for name, pieces in together.items()}
    return {name: one for name, one in seen.items() if one.text or one.colour != "ground"}


def _seen(pieces: list[Part]) -> Seen:
    boxes = np.array([piece.box for piece in pieces])
    left, bottom, right, top = map(float, (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)))
    colours = dict.fromkeys(_colour(shape) for piece in pieces for shape in piece.shapes)
    in_a_row = sorted(pieces, key=lambda piece: (-round(piece.box[1]), piece.box[0]))
    text = " ".join(piece.text for piece in in_a_row) if any(piece.text for piece in pieces) else ""
    return Seen(" ".join(list(colours)[:4]), text, (left, bottom, right, top))


def _colour(shape: Any) -> str:
    red, green, blue = (round(float(c) * 255) for c in shape.rgb)
    code = f"#{red:02X}{green:02X}{blue:02X}"
    meanings = {getattr(theme.now().palette, name): name for name in _MEANINGS}
    opacity = round(shape.opacity + 1e-7, 2)
    return meanings.get(code, code) + (f"*{opacity:g}" if opacity < 1 else "")
