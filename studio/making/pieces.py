"""What a finished clip consists of, a row for each piece."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.making.artefact import Artefact, beside
from studio.making.captions import cues, to_srt, to_vtt
from studio.making.sound import add_sound
from studio.making.voice import Recording, narration


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clip that has been drawn, before it has pieces.

    Parameters
    ----------
    stem : str
        The clip's name without an ending.
    film : Path
        As manim left it.
    record : dict
    poster : float
        At which second its picture is.
    voice : tuple of Recording
        What is heard.
    """

    stem: str
    film: Path
    record: dict[str, Any]
    poster: float = 0.0
    voice: tuple[Recording, ...] = ()


def _captions(drawn: Drawn, to: tuple[Path, ...]) -> None:
    said = cues(drawn.record)
    for path, text in zip(to, (to_srt(said), to_vtt(said)), strict=True):
        path.write_text(text, encoding="utf-8")


def _record(drawn: Drawn, to: tuple[Path, ...]) -> None:
    to[0].write_text(record_text(drawn.record), encoding="utf-8")


def _poster(drawn: Drawn, to: tuple[Path, ...]) -> None:
    from studio.making.poster import poster

    poster(drawn.film, to[0], drawn.poster)


def _clip(drawn: Drawn, to: tuple[Path, ...]) -> None:
    if drawn.voice:
        add_sound(drawn.film, narration(drawn.record, drawn.voice), to[0])
    else:
        shutil.copyfile(drawn.film, to[0])


PIECES: tuple[Artefact[Drawn], ...] = (
    Artefact("captions", beside(".srt", ".vtt"), _captions),
    Artefact("poster", beside(".png"), _poster),
    Artefact("record", beside(".json"), _record),
    Artefact("clip", lambda drawn: (drawn.stem + drawn.film.suffix,), _clip),
)
"""The film, which says that all is there, comes last."""


def record_text(record: dict[str, Any]) -> str:
    """Return a record as its file has it."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def names_of(stem: str, *pieces: str, ending: str = ".mp4") -> tuple[str, ...]:
    """Name the files of a clip, of some of its pieces or of all; its film has this ending.

    Examples
    --------
    >>> names_of("Recap--iris", "record", "clip")
    ('Recap--iris.json', 'Recap--iris.mp4')
    """
    clip = Drawn(stem, Path(f"film{ending}"), {})
    return tuple(name for one in PIECES if not pieces or one.name in pieces for name in one.writes(clip))
