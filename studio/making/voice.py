"""Recordings that are heard in clips: found in a folder, a file for each beat, and laid where the beat is told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.model.errors import InputError, nearest
from scenes import theme
from studio.making.sound import BLOCK, RATE, Samples, block_at, decoded, levelled

_SOUND = "expected a sound file, such as WAV, MP3, M4A, FLAC or Opus"


@dataclass(frozen=True, slots=True)
class Recording:
    """What is said in one beat, as somebody said it.

    Parameters
    ----------
    beat : str
    file : Path
    sha256 : str
        Of the file.
    seconds : float
    """

    beat: str
    file: Path
    sha256: str
    seconds: float

    @classmethod
    def read(cls, beat: str, file: Path) -> Recording:
        """Look into a file.

        Raises
        ------
        InputError
            If it cannot be read or is no sound that a beat could have.
        """
        data = _bytes(file)
        try:
            samples = decoded(data)
        except ValueError as error:
            raise InputError(str(file), "", _SOUND, str(error), "record it again, or move it elsewhere") from error
        return cls(beat, file.resolve(), hashlib.sha256(data).hexdigest(), samples.size / RATE)

    def samples(self) -> Samples:
        """Return the sound, levelled.

        Raises
        ------
        InputError
            If the file is not as it was.
        """
        data = _bytes(self.file)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            expected = "expected it as it was when the render began"
            raise InputError(str(self.file), "", expected, "found another recording", "run the command again")
        return levelled(decoded(data))


def check(folder: Path, lessons: Collection[str]) -> None:
    """Hold a folder of recordings against the lessons' names.

    Parameters
    ----------
    folder : Path
    lessons : collection of str
        Names of all lessons.

    Raises
    ------
    InputError
        If there is no such folder, nothing of a lesson in it, or a folder that is called like no lesson.
    """
    example = "FOLDER/LESSON/BEAT.wav, as ./lecture script names them"
    if not folder.is_dir():
        found = "found a file" if folder.exists() else "found none"
        raise InputError(str(folder), "--voice", "expected a folder of recordings", found, f"record {example}")
    rooms = [path.name for path in _listed(folder) if path.is_dir()]
    for name in rooms:
        if name not in lessons:
            raise InputError(
                str(folder), name, "expected the name of a lesson", f"found {name!r}", nearest(name, lessons)
            )
    if not rooms:
        raise InputError(str(folder), "--voice", "expected a folder for a lesson", "found none", f"record {example}")


def recordings(folder: Path, lesson: str, beats: Collection[str]) -> tuple[Recording, ...]:
    """Return the recordings of a lesson, in the order of their names.

    Parameters
    ----------
    folder : Path
        Of all lessons.
    lesson : str
    beats : collection of str
        Names of the lesson's beats.

    Raises
    ------
    InputError
        If a file is called like no beat, two are called like one, or one is no sound.
    """
    room = folder / lesson
    found: dict[str, Path] = {}
    for path in _listed(room) if room.is_dir() else ():
        beat = path.stem
        if beat not in beats:
            expected = f"expected the name of a beat of {lesson}"
            raise InputError(str(room), path.name, expected, f"found {beat!r}", nearest(beat, beats))
        if beat in found:
            both = f"found {found[beat].name} and {path.name}"
            raise InputError(str(room), beat, "expected one recording of a beat", both, "move one of them elsewhere")
        found[beat] = path
    return tuple(Recording.read(beat, path) for beat, path in found.items())


def narration(record: dict[str, Any], voice: Sequence[Recording]) -> Samples:
    """Return the sound of a whole clip: each recording where its beat is told, and silence around it.

    Parameters
    ----------
    record : dict
        Of the clip.
    voice : sequence of Recording

    Raises
    ------
    InputError
        If a file is not as it was.
    """
    heard = np.zeros(block_at(record["duration"]) * BLOCK, np.float32)
    by_beat = {one.beat: one for one in voice}
    for beat in record["beats"]:
        if beat["name"] in by_beat:
            sound = by_beat[beat["name"]].samples()
            start = round((beat["start"] + theme.BREATH) * RATE)
            heard[start : start + sound.size] = sound[: heard.size - start]
    return heard


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(str(file), "", _SOUND, f"found: {error.strerror}", "check the path and the disk") from error


def _listed(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder, in the order of names; what is hidden belongs to others."""
    return (path for path in _sorted(folder.iterdir()) if not path.name.startswith("."))


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.name)
