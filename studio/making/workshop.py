"""Makes the clips that do not hold any more, side by side, and says how far they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from studio.interrupt import heed
from studio.making.crew import Crew, News
from studio.making.fingerprint import fingerprint
from studio.making.ledger import Entry, Ledger, digests
from studio.making.render_job import RenderJob

GUESS = 30.0
"""Seconds that a clip is thought to take before it was ever made."""

State = Literal["waiting", "drawing", "made", "reused", "failed"]


@dataclass(slots=True)
class Progress:
    """How far one clip is.

    Parameters
    ----------
    job : RenderJob
    state : str
    done, duration : float
        Seconds of film drawn, and in all when it was last made; 0 for a clip that never was.
    started, ended : float
        By the monotonic clock.
    trouble : str
        What went wrong.
    """

    job: RenderJob
    state: State = "waiting"
    done: float = 0.0
    duration: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    trouble: str = ""

    @property
    def frames_a_second(self) -> float:
        """How fast it is drawn."""
        spent = (self.ended or time.monotonic()) - self.started
        return self.done * self.job.quality.fps / spent if self.started and spent > 0 else 0.0

    @property
    def time_left(self) -> float | None:
        """How long it will still take, in seconds, once that can be said."""
        spent = time.monotonic() - self.started
        known = self.done and self.duration and self.state == "drawing"
        return max(0.0, spent * (self.duration - self.done) / self.done) if known else None


class Makers(Protocol):
    """Those who make clips: processes here, or machines elsewhere."""

    def run(self, known: Mapping[RenderJob, str]) -> Iterator[News]:
        """Make the clips of jobs, and yield what is heard of each."""

    def stop(self) -> None:
        """End all that is still at work."""


def make(
    jobs: Sequence[RenderJob],
    *,
    workers: int = 1,
    makers: Callable[[], Makers] | None = None,
    force: bool = False,
    watch: Callable[[Sequence[Progress]], None] = lambda _all: None,
) -> list[Progress]:
    """Make the clips that do not hold any more, longest first, and say what became of each.

    Parameters
    ----------
    jobs : sequence of RenderJob
    workers : int
        Processes at once.
    makers : callable, optional
        Returns who makes them. Default: so many processes here.
    force : bool
        Make all again.
    watch : callable
        Told how far everything is, several times a second.

    Returns
    -------
    list of Progress
        In the order of the jobs.
    """
    heed()
    ledgers = {folder: Ledger(folder) for folder in {job.folder for job in jobs}}
    progress = {job: Progress(job) for job in jobs}
    prints = {job: fingerprint(job) for job in jobs}
    known = dict.fromkeys(jobs, "")
    for job in jobs:
        if job.stem not in ledgers[job.folder]:
            continue
        entry = ledgers[job.folder][job.stem]
        progress[job].duration = entry.duration
        if not force:
            known[job] = entry.identity
            progress[job].state = "reused" if entry.fingerprint == prints[job] else "waiting"
    due = [job for job in jobs if progress[job].state == "waiting"]
    due.sort(key=lambda job: -ledgers[job.folder].cost(job.stem, GUESS))
    if not due:
        return list(progress.values())
    crew = makers() if makers else Crew(min(workers, len(due)))
    try:
        for job, news in crew.run({job: known[job] for job in due}):
            if news:
                _take(progress[job], news, ledgers[job.folder], prints[job])
            watch(list(progress.values()))
            heed()
    finally:
        crew.stop()
    return list(progress.values())


def _take(progress: Progress, news: tuple[Any, ...], ledger: Ledger, print_: str) -> None:
    """Write down what a worker says."""
    now, job = time.monotonic(), progress.job
    match news:
        case ("drawing",):
            progress.state, progress.started = "drawing", now
        case ("drawn", seconds):
            progress.done = seconds
        case ("made" | "reused" as state, identity, duration):
            progress.state, progress.done, progress.duration, progress.ended = state, duration, duration, now
            cost = ledger.cost(job.stem, GUESS) if state == "reused" else now - progress.started
            ledger.enter(job.stem, Entry(print_, identity, duration, cost, digests(job.folder, job.stem, job.endings)))
        case ("failed", trouble):
            progress.state, progress.trouble, progress.ended = "failed", trouble, now
