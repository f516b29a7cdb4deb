"""Which clips a lecture needs: the lessons that apply, each with its network, read once."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.files.network_source import NetworkSource
from core.passes.trace import BESIDE
from scenes.namesakes import file_stem, own_name
from studio.making.artefact import Artefact, leave
from studio.making.besides import NOTHING, Besides
from studio.making.look import PLAIN, Look
from studio.making.quality import QUALITIES
from studio.making.render_job import ROOT, RenderJob
from studio.making.voice import check, recordings

HOME = ROOT if (ROOT / "pyproject.toml").is_file() else Path.cwd()
"""Where lectures are made: in this project's folder, or where a built package was called."""
MEDIA = HOME / "media"
LECTURES = MEDIA / "lectures"
DEFAULT = "default"
"""The lecture of the gallery's two networks."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A lesson that does not apply.

    Parameters
    ----------
    lesson, network, reason : str
    """

    lesson: str
    network: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made, in lecture order, and what is left out.

    Parameters
    ----------
    name : str
        Of the lecture: the network's, or "default" for the gallery's two.
    folder : Path
        Where clips will lie.
    jobs : tuple of RenderJob
    skipped : tuple of Skipped
    sources : mapping of Path to NetworkSource
        The networks as they were read, by the copies that clips are made from.
    others : mapping of Path to NetworkSource
        Those beside them.
    """

    name: str
    folder: Path
    jobs: tuple[RenderJob, ...]
    skipped: tuple[Skipped, ...]
    sources: Mapping[Path, NetworkSource]
    others: Mapping[Path, NetworkSource] = field(default_factory=dict)

    def lay_out(self) -> None:
        """Write the networks where clips are made from them, and beside the clips.

        Raises
        ------
        OSError
            If a place cannot be written to.
        """
        rooms = [(self.folder, self.sources), (self.folder / BESIDE, self.others)]
        for room, copy, source in ((room, *one) for room, copies in rooms for one in copies.items()):
            for old in copy.parent.parent.glob("*"):
                if old != copy.parent:
                    shutil.rmtree(old, ignore_errors=True)
            files = source.files(copy.name)
            for folder in (copy.parent, room):
                if any(_held(folder / name) != data for name, data in files.items()):
                    leave(files, folder, NETWORK)

    def changed(self) -> tuple[Path, ...]:
        """Return the network files that are no longer as they were read."""
        return tuple(source.path for source in self.read if not source.is_current)

    @property
    def read(self) -> tuple[NetworkSource, ...]:
        """All networks that were read."""
        return (*self.sources.values(), *self.others.values())


def plan(
    network: Path | None,
    only: tuple[str, ...] = (),
    *,
    quality: str = "medium",
    look: Look = PLAIN,
    aspect: str = "16:9",
    loop: bool = False,
    output: Path | None = None,
    besides: Besides = NOTHING,
    voice: Path | None = None,
) -> Plan:
    """Plan the clips of a lecture.

    Parameters
    ----------
    network : Path, optional
        Default: each lesson's own network of the gallery.
    only : tuple of str
        Names of lessons; empty for all.
    quality : str
    look : Look
    aspect : str
        Of the frame: 16:9, 4:3, 1:1 or 9:16.
    loop : bool
        Whether the loops of lessons that have one are made, and nothing else.
    output : Path, optional
        Folder for lectures.
    besides : Besides, optional
        What was typed besides the network's file.
    voice : Path, optional
        Folder of recordings, a folder for each lesson and a file for each beat; loops have none.

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        If the network file is wrong, a lesson is unknown, none tells what was typed, or a recording is not as it
        should be.
    OSError
        If there is no room for the lecture.
    """
    from scenes.catalogue import find, lessons

    if voice is not None:
        check(voice, [lesson.name for lesson in lessons()])
    jobs, skipped = [], []
    read: dict[Path, NetworkSource] = {}
    chosen = [find(one) for one in only] if only else lessons()
    wanted = [(lesson, lesson.load()) for lesson in chosen if lesson.loop or not loop]
    besides.check(lesson_class for _, lesson_class in wanted)
    files = [network or ROOT / "networks" / lesson_class.default_network for _, lesson_class in wanted]
    for file in files:
        if file not in read:
            read[file] = NetworkSource.read(file)
    typed = [besides.told_by(lesson_class) for _, lesson_class in wanted]
    joined = [one.join(read[file]) for one, file in zip(typed, files, strict=True)]
    lectures = (output or LECTURES).resolve()
    name = own_name(lectures, network, taken=(DEFAULT,)) if network else DEFAULT
    shape = "" if aspect == "16:9" else f"-{aspect.replace(':', 'x')}"
    folder = lectures / name / f"{quality}-{look.name}{shape}"
    workshop = workshop_of(folder)
    sources: dict[Path, NetworkSource] = {}
    others: dict[Path, NetworkSource] = {}
    for (lesson, lesson_class), file, source, own in zip(wanted, files, joined, typed, strict=True):
        if reason := lesson_class.why_not_told(source):
            skipped.append(Skipped(lesson.name, file.name, reason))
            continue
        stem = file_stem(file.stem)
        copy = _copy(workshop / "networks", source)
        sources[copy] = read[file]
        if source.other:
            other = _copy(workshop / BESIDE, source.other)
            others[other], own = source.other, replace(own, other=other)  # noqa: PLW2901  made from the copy
            stem += f"-{BESIDE}-{other.stem}"
        made = (QUALITIES[quality].shaped(aspect), look)
        told, ending = (lesson.loop, "--loop") if loop else (lesson.name, "")
        place = (folder, workshop / told)
        heard = recordings(voice, lesson.name, lesson_class.beats()) if voice is not None and not loop else ()
        clip = f"{lesson.name}--{stem}{ending}"
        jobs.append(RenderJob(told, lesson.module, copy, clip, *made, *place, own, heard))
    return Plan(name, folder, tuple(dict.fromkeys(jobs)), tuple(skipped), sources, others)


def _copy(room: Path, source: NetworkSource) -> Path:
    """Return where clips are made from a network that was read."""
    stem = file_stem(source.path.stem)
    return room / stem / source.sha256[:16] / f"{stem}.toml"


def workshop_of(folder: Path) -> Path:
    """Return where the clips of a folder are made: each has a place of its own, which the folder's lock guards.

    That is in this project's media folder, or beside the lectures where that cannot be written to.
    """
    digest = hashlib.sha256(str(folder.resolve()).encode(errors="surrogateescape")).hexdigest()[:8]
    room = MEDIA if os.access(MEDIA if MEDIA.is_dir() else HOME, os.W_OK) else folder.parent.parent
    name = "workshop" if room == MEDIA else ".workshop"
    return room / name / f"{folder.parent.name}-{folder.name}-{digest}"


def _held(path: Path) -> bytes | None:
    """Return what a file holds, if it is there."""
    return path.read_bytes() if path.is_file() else None


def _write(files: Mapping[Path, bytes], to: tuple[Path, ...]) -> None:
    for path, data in zip(to, files.values(), strict=True):
        path.write_bytes(data)


NETWORK: Artefact[Mapping[Path, bytes]] = Artefact("network", lambda files: tuple(map(str, files)), _write)
"""The network file and its file of weights, if it has one, beside the clips, which can so be audited anywhere."""
