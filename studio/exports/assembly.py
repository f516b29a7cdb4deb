"""Makes a lecture complete: each export of the table that is not as a new one would be is made."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from scenes.drawing.sources import digest_of, libraries, sources
from studio.exports.lecture import PAGE, TAKEN, Lecture
from studio.exports.table import exports, kits
from studio.making.artefact import LINKS, LOOPS, TWINS, Artefact, leave
from studio.making.ledger import Ledger, Made, digest
from studio.making.pieces import PIECES, names_of


def assemble(folder: Path, stems: Sequence[str], name: str) -> Path:
    """Make all exports of finished clips that do not hold.

    Parameters
    ----------
    folder : Path
    stems : sequence of str
        Names of the clips without ending, in lecture order.
    name : str
        Of the lecture.

    Returns
    -------
    Path
        The page.
    """
    lecture, ledger = _lecture(folder, stems, name), Ledger(folder)
    for row in exports():
        if not _holds(row, lecture, ledger):
            leave(lecture, folder, row)
            ledger.enter_export(row.name, Made(_identity(row, lecture), _digests(row, lecture)))
    return folder / PAGE


def is_current(folder: Path, stems: Sequence[str], name: str) -> bool:
    """Whether all exports are as they were left, and would be the same again.

    Parameters
    ----------
    folder, stems, name
        As for `assemble`.
    """
    lecture, ledger = _lecture(folder, stems, name), Ledger(folder)
    return all(_holds(row, lecture, ledger) for row in exports())


def _lecture(folder: Path, stems: Sequence[str], name: str) -> Lecture:
    """Return a lecture with the links of its page."""
    lecture = Lecture(folder, tuple(stems), name)
    links = [(row.writes(lecture)[0], row.link(lecture)) for row in exports() if row.link]
    taken = [row for row in kits() if row.link and (folder / TAKEN / row.name).is_dir()]
    files = {f"{TAKEN}/{row.name}/{row.writes(lecture)[0]}": row.link(lecture) for row in taken if row.link}
    made = [(file, link) for file, link in files.items() if _is_newer(folder / file, lecture)]
    return replace(lecture, links=(*links, *made))


def _is_newer(file: Path, lecture: Lecture) -> bool:
    """Whether a file is there, and was made after the clips."""
    clips = [lecture.file(stem, "clip") for stem in lecture.stems]
    return file.is_file() and all(file.stat().st_mtime >= clip.stat().st_mtime for clip in clips if clip.is_file())


def _holds(row: Artefact[Lecture], lecture: Lecture, ledger: Ledger) -> bool:
    """Whether an export is as it was left, and would be the same again."""
    return ledger.exports.get(row.name) == Made(_identity(row, lecture), _digests(row, lecture))


def _digests(row: Artefact[Lecture], lecture: Lecture) -> dict[str, str]:
    """Return digests of an export's files, by their names."""
    return {name: digest(lecture.folder / name) for name in row.writes(lecture)}


def _identity(row: Artefact[Lecture], lecture: Lecture) -> str:
    """Return a digest of all that an export is made of: what it needs, in order, and our own doing."""
    needs = {need: _needed(need, lecture) for need in row.needs}
    code = digest_of(sources(Path(inspect.getfile(row.make))) | sources(Path(__file__).resolve())).hex()
    looks = [digest(path) for path in row.looks]
    made_of = [lecture.name, lecture.stems, needs, code, looks, libraries()]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def _needed(need: str, lecture: Lecture) -> Any:  # noqa: ANN401  whatever can be written as JSON
    """Return what tells whether something that an export needs has changed."""
    if need == LINKS:
        return [(name, asdict(link)) for name, link in lecture.links]
    if need == LOOPS:
        return [(path.name, digest(path)) for path in lecture.loops]
    if need == TWINS:
        return [str(path.relative_to(lecture.folder.parent)) for path in lecture.twins.values()]
    if need in {piece.name for piece in PIECES}:
        return [digest(lecture.folder / name) for stem in lecture.stems for name in names_of(stem, need)]
    return [_digests(row, lecture) for row in exports() if row.name == need]
