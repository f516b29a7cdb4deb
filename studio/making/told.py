"""What lessons say: out of the record of a clip that holds, or else by telling the lesson, which draws nothing."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.making.fingerprint import fingerprint, unvoiced
from studio.making.ledger import Ledger
from studio.making.plan import Plan
from studio.making.render_job import RenderJob, tell


def records(planned: Plan) -> Iterator[dict[str, Any]]:
    """Yield the record of each clip of a plan, in lecture order, whether or not it was made.

    Raises
    ------
    InputError
        If a lesson does not apply to its network.
    """
    with tempfile.TemporaryDirectory() as room:
        for job in planned.jobs:
            yield record_of(planned, job, Path(room))


def record_of(planned: Plan, job: RenderJob, room: Path) -> dict[str, Any]:
    """Return the record of one clip of a plan, whether or not it was made.

    Parameters
    ----------
    planned : Plan
    job : RenderJob
    room : Path
        For what telling it leaves behind.

    Raises
    ------
    InputError
        If the lesson does not apply to its network.
    """
    kept = _finished(job, Ledger(planned.folder))
    return kept or tell(replace(_with_other(planned, job, room), workshop=room), planned.sources[job.network]).record


def _with_other(planned: Plan, job: RenderJob, room: Path) -> RenderJob:
    """Return a job whose other network, if it tells of one, lies in a room."""
    if job.besides.other is None:
        return job
    other = room / job.besides.other.name
    for name, data in planned.others[job.besides.other].files(other.name).items():
        (room / name).write_bytes(data)
    return replace(job, besides=replace(job.besides, other=other))


def _finished(job: RenderJob, ledger: Ledger) -> dict[str, Any] | None:
    """Return the record of a finished clip, if it would say the same again, with whatever voice."""
    if not job.network.is_file() or job.stem not in ledger:
        return None
    if unvoiced(ledger[job.stem].fingerprint) != unvoiced(fingerprint(job)):
        return None
    record: dict[str, Any] = json.loads(job.clip.with_suffix(".json").read_text(encoding="utf-8"))
    return record
