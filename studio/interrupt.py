"""Ctrl-C that is never lost: Python drops one that comes while it tidies up after an import."""

from __future__ import annotations

import signal
from types import FrameType

_pressed: list[int] = []


def listen() -> None:
    """Remember Ctrl-C from now on, where it is heard at all."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _press)


def heed() -> None:
    """Raise KeyboardInterrupt if Ctrl-C was pressed and its own was dropped."""
    if _pressed:
        _pressed.clear()
        raise KeyboardInterrupt


def _press(number: int, frame: FrameType | None) -> None:
    _pressed.append(number)
    signal.default_int_handler(number, frame)
