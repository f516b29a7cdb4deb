"""Ctrl-C that is never lost: Python may drop or disguise one that comes during an import. An end that tidies up."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_pressed: list[int] = []


def listen() -> None:
    """Remember Ctrl-C from now on, where it is heard at all; tidy up when this process is told to end."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _press)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def heed() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed and its own was dropped."""
    if _pressed:
        _pressed.clear()
        raise KeyboardInterrupt


@contextmanager
def unmasked() -> Iterator[None]:
    """Raise KeyboardInterrupt where another error came of it: Python 3.11 makes one of it within a class body."""
    try:
        yield
    except Exception as error:
        if _pressed and _comes_of_ctrl_c(error):
            _pressed.clear()
            raise KeyboardInterrupt from error
        raise


def _comes_of_ctrl_c(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _press(number: int, frame: FrameType | None) -> None:
    _pressed.append(number)
    signal.default_int_handler(number, frame)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signal module's signature
    sys.exit(128 + number)
