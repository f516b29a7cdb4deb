"""Renders again whenever the network file or our own code changes: in fresh processes that have the libraries."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from core.model.errors import printable
from scenes.drawing.sources import ROOMS
from studio.making.render_job import ROOT, SETTINGS

POLL = 0.1
_LIBRARIES = ("av", "manim", "scipy.optimize", "sympy", "typst")
"""What takes long to load."""
PATIENCE = 1.0
"""Seconds that a render has to stop by itself, after a Ctrl-C that reached it too."""

Stamps: TypeAlias = dict[Path, tuple[int, int]]


def watched(network: Path | None, other: Path | None = None, voice: Path | None = None) -> list[Path]:
    """Return the files that clips are made from.

    Parameters
    ----------
    network : Path, optional
        Without it, those of the gallery.
    other : Path, optional
        A network beside it.
    voice : Path, optional
        Folder of recordings.
    """
    code = [path for room in ("core", "scenes", "studio") for path in (ROOT / room).rglob("*.py")]
    words = sorted((ROOT / "scenes" / "words").rglob("*.ftl"))
    networks = [network] if network else sorted((ROOT / "networks").glob("*.toml"))
    heard = sorted(path for path in voice.glob("*/*") if path.is_file()) if voice else []
    return [*networks, *([other] if other else []), *heard, *code, *words, SETTINGS]


def stamps(files: Iterable[Path]) -> Stamps:
    """Return when each file was last changed, and its size; what is not there is left out."""
    found: Stamps = {}
    for path in files:
        with contextlib.suppress(OSError):
            told = path.stat()
            found[path] = (told.st_mtime_ns, told.st_size)
    return found


def watch(
    files: Callable[[], Iterable[Path]],
    make: Callable[[], int],
    tell: Callable[[str], None],
    *,
    pause: float = POLL,
) -> None:
    """Make, say whether it is ready, wait for a change, and so on, until Ctrl-C.

    Parameters
    ----------
    files : callable
        Returns the files to look at; asked each time, as files come and go.
    make : callable
        Returns an exit code.
    tell : callable
        Is given a line for the user.
    pause : float
        Seconds between looks. A change counts once all rests for one pause, so that no file is read half written.
    """
    while True:
        seen = stamps(files())
        code = make()
        tell(
            "ready; waiting for a change, Ctrl-C ends" if code == 0 else "not ready; waiting for a change, Ctrl-C ends"
        )
        before, now = seen, stamps(files())
        while now == seen or now != before:
            time.sleep(pause)
            before, now = now, stamps(files())
        names = sorted({path.name for path, stamp in (now.items() ^ seen.items())})
        tell(printable(f"changed: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}"))


def run(arguments: Sequence[str]) -> int:
    """Run a command of ours in a process of its own, and return its exit code.

    Where processes can be forked safely, ours loads the libraries once, and each new one begins with them; our own
    code it always reads anew.

    Parameters
    ----------
    arguments : sequence of str

    Returns
    -------
    int

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C, once the process has been told.
    """
    if sys.platform != "linux":
        return _run_fresh(arguments)
    for library in _LIBRARIES:
        importlib.import_module(library)
    process = multiprocessing.get_context("fork").Process(target=_run_here, args=(arguments,))
    process.start()
    try:
        process.join()
    except (KeyboardInterrupt, SystemExit):  # the second when we are told to end
        process.join(PATIENCE)
        if process.exitcode is None and process.pid is not None:  # it was only us who were told
            os.kill(process.pid, signal.SIGINT)
        raise
    return process.exitcode or 0


def _run_here(arguments: Sequence[str]) -> None:
    """Run a command of ours with our code as it is now."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for name in [name for name in sys.modules if name.partition(".")[0] in ROOMS]:
        del sys.modules[name]
    multiprocessing.set_start_method("fork", force=True)  # workers have the libraries at hand, too
    importlib.import_module("studio.command_line").lecture(list(arguments), prog_name="./lecture")


def _run_fresh(arguments: Sequence[str]) -> int:
    with subprocess.Popen([sys.executable, "-P", "-m", "studio", *arguments]) as process:
        try:
            return process.wait()
        except (KeyboardInterrupt, SystemExit):
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGINT)
            raise
