"""A lecture whose clips are finished: what everything else is made from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import av

from scenes.theme import PALETTES
from studio.making.artefact import Link
from studio.making.pieces import names_of

PAGE, TAKEN = "index.html", "kit"
"""The page; and the folder beside it of what a lecturer takes along, in a folder for each kind."""
_THEMED = re.compile(rf"(?P<before>.+-)(?P<theme>{'|'.join(PALETTES)})(?P<after>(?:-.*)?)")
"""What the folder of a lecture is called."""
CHAPTERS = {"single_neuron": "One neuron per layer", "many_neurons": "Many neurons per layer", "beyond": "Beyond"}


@dataclass(frozen=True)
class Lecture:
    """Finished clips, in lecture order.

    Parameters
    ----------
    folder : Path
        Where they lie.
    stems : tuple of str
        Their names without endings.
    name : str
        Of the lecture.
    links : tuple of (str, Link)
        Names of the files that the page leads to, and how it does.
    by : str
        What a slide is made of: beat or lesson.
    beats : tuple of str
        Names of those that loops are made of.
    ending : str
        Of its films: what can be seen through is WebM.
    """

    folder: Path
    stems: tuple[str, ...]
    name: str
    links: tuple[tuple[str, Link], ...] = ()
    by: str = "beat"
    beats: tuple[str, ...] = ()
    ending: str = ".mp4"

    @property
    def stem(self) -> str:
        """What the names of its own files begin with."""
        return f"lecture--{self.name}"

    def file(self, stem: str, piece: str) -> Path:
        """Return where a piece of a clip lies."""
        (name,) = names_of(stem, piece, ending=self.ending)
        return self.folder / name

    @property
    def is_transparent(self) -> bool:
        """Whether its clips have no ground."""
        return self.ending == ".webm"

    @cached_property
    def records(self) -> tuple[dict[str, Any], ...]:
        """What each clip shows."""
        return tuple(json.loads(self.file(stem, "record").read_text(encoding="utf-8")) for stem in self.stems)

    @property
    def loops(self) -> tuple[Path, ...]:
        """The loops that lie beside its clips."""
        return tuple(path for stem in self.stems if (path := self.folder / f"{stem}--loop{self.ending}").is_file())

    @cached_property
    def other_theme(self) -> str:
        """The theme that this lecture is not in; empty where its folder does not say."""
        found = _THEMED.fullmatch(self.folder.name)
        return next(one for one in PALETTES if one != found["theme"]) if found else ""

    @cached_property
    def twins(self) -> dict[str, Path]:
        """The same clips in the other theme, by their names without endings, as far as they lie beside this folder."""
        found = _THEMED.fullmatch(self.folder.name)
        if not found:
            return {}
        folder = self.folder.parent / f"{found['before']}{self.other_theme}{found['after']}"
        clips = {stem: folder / self.file(stem, "clip").name for stem in self.stems}
        return {
            stem: clip
            for (stem, clip), record in zip(clips.items(), self.records, strict=True)
            if clip.is_file() and clip.with_suffix(".png").is_file() and _tells_alike(clip.with_suffix(".json"), record)
        }

    @property
    def titles(self) -> list[str]:
        """The lessons' names in words."""
        return [title_of(record["lesson"]) for record in self.records]

    @property
    def title(self) -> str:
        """Its network's name, when it has one network."""
        names = {record["network"]["name"] for record in self.records}
        return names.pop() if len(names) == 1 else "Backpropagation"

    @property
    def starts(self) -> list[float]:
        """When each clip begins in a film of all, in seconds."""
        lengths = [_length(self.file(stem, "clip")) for stem in self.stems]
        return [float(start) for start in accumulate(lengths[:-1], initial=Fraction(0))]


def title_of(name: str) -> str:
    """Return a lesson's or a beat's name in words.

    Examples
    --------
    >>> title_of("NudgeTheWeight"), title_of("halve_the_nudge")
    ('Nudge the weight', 'Halve the nudge')
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.replace("_", " ")).lower()
    return words[:1].upper() + words[1:]


def _tells_alike(path: Path, record: dict[str, Any]) -> bool:
    """Whether the record of another clip is of the same lesson on the same network, beat by beat."""
    try:
        other = json.loads(path.read_text(encoding="utf-8"))
        return all(other[part] == record[part] for part in ("lesson", "network", "width", "height", "beats"))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _length(clip: Path) -> Fraction:
    """Return a clip's length in seconds, to the frame."""
    with av.open(str(clip)) as source:
        video = source.streams.video[0]
        return Fraction(video.frames) / video.average_rate
