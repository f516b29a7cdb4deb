"""Which clips a lecture needs: the lessons that apply, each with its network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from studio.quality import QUALITIES
from studio.render_job import ROOT, RenderJob

LECTURES = ROOT / "media" / "lectures"


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
    """

    name: str
    folder: Path
    jobs: tuple[RenderJob, ...]
    skipped: tuple[Skipped, ...]


def plan(
    network: Path | None,
    only: tuple[str, ...] = (),
    *,
    quality: str = "medium",
    theme: str = "dark",
    calm: bool = False,
    output: Path | None = None,
) -> Plan:
    """Plan the clips of a lecture.

    Parameters
    ----------
    network : Path, optional
        Default: each lesson's own network of the gallery.
    only : tuple of str
        Names of lessons; empty for all.
    quality, theme : str
    calm : bool
    output : Path, optional
        Folder for lectures.

    Returns
    -------
    Plan

    Raises
    ------
    InputError
        If the network file is wrong or a lesson is unknown.
    """
    from core.network_file import read
    from scenes.catalogue import find, lessons

    name = network.stem if network else "default"
    look = f"{quality}-{theme}{'-calm' if calm else ''}"
    folder = (output or LECTURES) / name / look
    jobs, skipped = [], []
    networks = {}
    for lesson in [find(one) for one in only] if only else lessons():
        lesson_class = lesson.load()
        file = network or ROOT / "networks" / lesson_class.default_network
        if file not in networks:
            networks[file] = read(file)
        if reason := lesson_class.why_not(*networks[file]):
            skipped.append(Skipped(lesson.name, file.name, reason))
            continue
        made = (QUALITIES[quality], theme, calm)
        workshop = workshop_of(folder) / lesson.name
        jobs.append(RenderJob(lesson.name, lesson.module, file.resolve(), *made, folder, workshop))
    return Plan(name, folder, tuple(jobs), tuple(skipped))


def workshop_of(folder: Path) -> Path:
    """Return where the clips of a folder are made: each has a place of its own, which the folder's lock guards."""
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    return ROOT / "media" / "workshop" / f"{folder.parent.name}-{folder.name}-{digest}"
