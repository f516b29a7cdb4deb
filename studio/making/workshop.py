"""Makes clips side by side, in processes that import manim once, and says how far they are."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Literal

from studio.interrupt import heed
from studio.making.fingerprint import fingerprint
from studio.making.ledger import Entry, Ledger, digests
from studio.making.render_job import RenderJob, render

GUESS = 30.0
"""Seconds that a clip is thought to take before it was ever made."""
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL = 0.2

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


def make(
    jobs: Sequence[RenderJob],
    *,
    workers: int,
    force: bool = False,
    watch: Callable[[Sequence[Progress]], None] = lambda _all: None,
) -> list[Progress]:
    """Make the clips that do not hold any more, longest first, and say what became of each.

    Parameters
    ----------
    jobs : sequence of RenderJob
        All in one folder.
    workers : int
        Processes at once.
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
    if not jobs:
        return []
    ledger = Ledger(jobs[0].folder)
    progress = {job: Progress(job) for job in jobs}
    prints = {job: fingerprint(job) for job in jobs}
    for job in jobs:
        if job.stem in ledger:
            progress[job].duration = ledger[job.stem].duration
            if not force and ledger[job.stem].fingerprint == prints[job]:
                progress[job].state = "reused"
    due = [job for job in jobs if progress[job].state == "waiting"]
    due.sort(key=lambda job: -ledger.cost(job.stem, GUESS))
    crew = _Crew(min(workers, len(due)), force=force)
    try:
        for job, news in crew.run(due, ledger):
            if news:
                _take(progress[job], news, ledger, prints[job])
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


@dataclass(slots=True)
class _Worker:
    process: Any
    line: Connection
    job: RenderJob | None = None


class _Crew:
    """Worker processes, each with a line of its own; one that dies is replaced."""

    def __init__(self, size: int, *, force: bool) -> None:
        self._context: Any = multiprocessing.get_context(multiprocessing.get_start_method(allow_none=True) or "spawn")
        self._force = force
        self._workers: list[_Worker] = []
        for _ in range(size):
            self._workers.append(self._hire())

    def run(self, jobs: list[RenderJob], ledger: Ledger) -> Iterator[tuple[RenderJob, tuple[Any, ...]]]:
        """Hand out jobs and yield what is heard of each; ("",) now and then when nothing is."""
        waiting, busy = list(jobs), 0
        for worker in self._workers:
            busy += self._give(worker, waiting, ledger)
        while busy:
            lines = {worker.line: worker for worker in self._workers if worker.job}
            ready = wait(list(lines), timeout=POLL)
            if not ready:
                yield next(worker.job for worker in lines.values() if worker.job), ()
            for line in ready:
                worker = lines[line]  # type: ignore[index]  # only our own lines are waited for
                job, news = worker.job, self._hear(worker)
                assert job is not None
                yield job, news
                if news[0] in {"made", "reused", "failed"}:
                    worker.job = None
                    busy += self._give(worker, waiting, ledger) - 1

    def stop(self) -> None:
        """Let idle workers go home, and end those that are still at work."""
        for worker in self._workers:
            worker.line.close()
            if worker.job is not None:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(timeout=1)
            worker.process.kill()

    def _give(self, worker: _Worker, waiting: list[RenderJob], ledger: Ledger) -> int:
        if not waiting:
            return 0
        worker.job = waiting.pop(0)
        holds = worker.job.stem in ledger and not self._force
        worker.line.send((worker.job, ledger[worker.job.stem].identity if holds else ""))
        return 1

    def _hear(self, worker: _Worker) -> tuple[Any, ...]:
        try:
            news: tuple[Any, ...] = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(timeout=1)
            code = worker.process.exitcode
            fresh = self._hire()
            worker.process, worker.line = fresh.process, fresh.line
            return "failed", f"its process ended unexpectedly (exit code {code}); run the command again"
        return news

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        is_forked = self._context.get_start_method() == "fork"  # and holds all that we hold
        held = [ours, *(worker.line for worker in self._workers)] if is_forked else []
        process = self._context.Process(target=_work, args=(theirs, held), daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        return _Worker(process, ours)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Hold back what would end us while a process starts, which inherits that: the main process ends the others.

    What another thread takes up, such as that of the display, would still interrupt this one: it is kept for later.
    """
    resource_tracker.ensure_running()  # its start, which is part of the first, would let Ctrl-C through again
    kept: list[int] = []
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    handlers = {}
    if threading.current_thread() is threading.main_thread():  # no other may say what is heard
        handlers = {one: signal.signal(one, lambda number, _frame: kept.append(number)) for one in _ENDS}
    try:
        yield
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number in kept[:1]:
            signal.raise_signal(number)


def _work(line: Connection, held: Sequence[Connection]) -> None:
    """Be a worker: make one clip after another until the line is closed, also amid a clip."""
    for other in held:
        other.close()  # or nobody would hear that the main process is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever pressed Ctrl-C tells the main process
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    _share_no_lock()
    while True:
        try:
            job, known = line.recv()
            try:
                news = _make_one(job, known, line)
            except _LineClosedError:
                raise
            except BaseException as error:  # noqa: BLE001  told to the main process, which goes on
                news = ("failed", told(error))
            _send(line, news)
        except (EOFError, OSError, _LineClosedError):
            os._exit(0)  # the main process is gone: nobody is there to be told, and nothing half lies about


class _LineClosedError(BaseException):
    """The main process is gone."""


def _send(line: Connection, news: tuple[Any, ...]) -> None:
    try:
        line.send(news)
    except OSError:
        raise _LineClosedError from None


def _share_no_lock() -> None:
    """Let manim's progress bars, which are off, make no semaphore: one that a killed worker held would be told of."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    tqdm.set_lock(threading.RLock())


def _make_one(job: RenderJob, known: str, line: Connection) -> tuple[Any, ...]:
    _send(line, ("drawing",))
    clip = render(job, known, lambda seconds: _send(line, ("drawn", seconds)))
    return "reused" if clip.identity == known else "made", clip.identity, clip.duration


def told(error: BaseException) -> str:
    """Return what went wrong in one line; where, too, when it is not a known kind of trouble."""
    from core.model.errors import InputError

    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = error.filename2 or error.filename  # of a copy the target, which is where room is missing
        place = f": {where}" if where else ""
        return f"{error.strerror}{place}; nothing is lost, run the command again"
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({os.path.basename(where.filename)}:{where.lineno})"  # noqa: PTH119
