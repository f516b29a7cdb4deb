"""Speech for beats that nobody recorded, by a program of the user's own: made once for each text, and kept."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.model.errors import InputError
from scenes.words.speech import spoken
from studio.making.plan import Plan
from studio.making.replacement import replacing
from studio.making.sound import decoded
from studio.making.told import record_of
from studio.making.voice import Recording

OPTION = "--voice-command"
FOLDER = "voice"
PATIENCE = 300
"""Seconds that a program may take for one beat."""
_TOLD = 500
"""Characters of what a program says of its failure: the last ones, which say most."""


def arguments(command: str) -> tuple[str, ...]:
    """Part a command as a shell would, which never sees it.

    Raises
    ------
    InputError
        If it names no program that is there.

    Examples
    --------
    >>> arguments("sh -c 'cat voice.wav'")
    ('sh', '-c', 'cat voice.wav')
    """
    try:
        parts = tuple(shlex.split(command))
    except ValueError as error:
        raise InputError("", OPTION, "expected a command", f"found {command!r}: {error}", "close it") from error
    if not parts:
        raise InputError("", OPTION, "expected a command", "found none", "name a program and what it is given")
    if shutil.which(parts[0]) is None:
        remedy = "install it, or write where it lies"
        raise InputError("", OPTION, "expected a program", f"found none called {parts[0]!r}", remedy)
    return parts


def with_speech(planned: Plan, command: tuple[str, ...], tell: Callable[[str], None]) -> Plan:
    """Return a plan in which each beat has a voice: where none was recorded, what the program makes of the text.

    Parameters
    ----------
    planned : Plan
    command : tuple of str
        A program and what it is given: it reads the text on its standard input, and writes sound to its standard
        output.
    tell : callable
        Is given a line for the user.

    Raises
    ------
    InputError
        If the program fails, or what it writes is no sound.
    """
    kept = planned.folder.parent / FOLDER
    kept.mkdir(parents=True, exist_ok=True)
    jobs = []
    with tempfile.TemporaryDirectory() as room:
        for job in planned.jobs:
            record = record_of(planned, job, Path(room))
            known = {one.beat for one in job.voice}
            missing = [beat for beat in record["beats"] if beat["name"] not in known]
            files = {beat["name"]: kept / f"{_digest(spoken(beat['caption']), command)}.audio" for beat in missing}
            new = [beat for beat in missing if not files[beat["name"]].is_file()]
            if new:
                tell(f"{job.stem}: {command[0]} speaks {len(new)} of {len(record['beats'])} beats")
            for beat in new:
                _speak(beat, command, files[beat["name"]], f"{job.lesson}: {beat['name']}")
            read = tuple(Recording.read(name, file) for name, file in files.items())
            jobs.append(replace(job, voice=(*job.voice, *read)))
    return replace(planned, jobs=tuple(jobs))


def _speak(beat: dict[str, Any], command: tuple[str, ...], target: Path, place: str) -> None:
    """Let the program read a beat aloud."""
    where = f"{OPTION}: {place}"
    try:
        text = f"{spoken(beat['caption'])}\n".encode()
        done = subprocess.run(command, input=text, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        expected, found = f"expected {command[0]} to end", f"found it at work after {PATIENCE} seconds"
        raise InputError("", where, expected, found, "try it by hand with a text of one line") from None
    except OSError as error:
        expected, found = f"expected to start {command[0]}", f"found: {error.strerror}"
        raise InputError("", where, expected, found, "check that it may be run") from error
    said = " / ".join(done.stderr.decode(errors="replace").split("\n")).strip(" /")[-_TOLD:]
    if done.returncode:
        expected, found = (
            f"expected {command[0]} to end with code 0",
            f"found code {done.returncode}: {said or 'no word'}",
        )
        raise InputError("", where, expected, found, "try it by hand with a text of one line; what was made is kept")
    try:
        decoded(done.stdout)
    except ValueError as error:
        expected = f"expected {command[0]} to write sound, such as WAV, to its standard output"
        raise InputError("", where, expected, f"{error}: {said}" if said else str(error), "see its manual") from error
    with replacing(target) as (fresh,):
        fresh.write_bytes(done.stdout)


def _digest(text: str, command: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps([text, command]).encode()).hexdigest()[:32]
