"""Processes that make clips, import manim once, and tell how far they are."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, TypeAlias

from studio.making.render_job import RenderJob, render
from studio.making.troubles import told

News: TypeAlias = "tuple[RenderJob, tuple[Any, ...]]"
"""What is heard of a job: ("drawing",), ("drawn", seconds), ("made" or "reused", identity, seconds), ("failed", why).

Now and then it is (): nothing is heard.
"""

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
POLL = 0.2


@dataclass(slots=True)
class _Worker:
    process: Any
    line: Connection
    job: RenderJob | None = None


class Crew:
    """Worker processes, each with a line of its own; one that dies is replaced."""

    def __init__(self, size: int) -> None:
        self._context: Any = multiprocessing.get_context(multiprocessing.get_start_method(allow_none=True) or "spawn")
        self._workers: list[_Worker] = []
        for _ in range(size):
            self._workers.append(self._hire())

    def run(self, known: Mapping[RenderJob, str]) -> Iterator[News]:
        """Hand out jobs, and yield what is heard of each.

        Parameters
        ----------
        known : mapping of RenderJob to str
            The identity of the clip of each job that is there; empty where there is none.
        """
        waiting, busy = list(known.items()), 0
        for worker in self._workers:
            busy += self._give(worker, waiting)
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
                    busy += self._give(worker, waiting) - 1

    def stop(self) -> None:
        """Let idle workers go home, and end those that are still at work."""
        for worker in self._workers:
            worker.line.close()
            if worker.job is not None:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join(timeout=1)
            worker.process.kill()

    @staticmethod
    def _give(worker: _Worker, waiting: list[tuple[RenderJob, str]]) -> int:
        if not waiting:
            return 0
        worker.job, known = waiting.pop(0)
        worker.line.send((worker.job, known))
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
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__  # not the display's, whose lock a fork may have caught
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
