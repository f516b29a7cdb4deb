"""Ctrl-C that is never lost: Python drops one that comes while it tidies up after an import. An end that tidies up."""

from __future__ import annotations

import signal
import sys
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


def _press(number: int, frame: FrameType | None) -> None:
    _pressed.append(number)
    signal.default_int_handler(number, frame)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signal module's signature
    sys.exit(128 + number)
