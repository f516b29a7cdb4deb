"""How far a render is, for people: a live table on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.live import Live
from rich.table import Table

from studio.making.workshop import Progress


class Watch(Protocol):
    """Takes in how far everything is."""

    def __call__(self, all_of: Sequence[Progress], /) -> None:
        """Show it."""


@contextmanager
def display() -> Iterator[Watch]:
    """Show progress on stderr, live on a terminal and in plain lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _PlainLines(console)
        return
    with Live(console=console, refresh_per_second=5) as live:
        yield lambda all_of: live.update(_table(all_of))


class _PlainLines:
    """One line whenever a clip begins or ends."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told: dict[str, str] = {}
        self._start = time.monotonic()

    def __call__(self, all_of: Sequence[Progress]) -> None:
        for one in all_of:
            if one.state != "waiting" and self._told.get(one.job.stem) != one.state:
                self._told[one.job.stem] = one.state
                spent = time.monotonic() - self._start
                trouble = f": {one.trouble}" if one.trouble else ""
                line = f"{spent:6.1f} s  {one.job.stem}: {one.state}{trouble}"
                self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def _table(all_of: Sequence[Progress]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading, justify in (("lesson", "left"), ("", "left"), ("frames/s", "right"), ("left", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]  # rich names four words
    for one in all_of:
        bar: str = one.state
        if one.state == "drawing":
            long = round(20 * min(1.0, one.done / one.duration)) if one.duration else 0
            bar = "█" * long + "·" * (20 - long) if one.duration else f"{one.done:.0f} s of film"
        speed = f"{one.frames_a_second:.0f}" if one.done else ""
        left = "" if one.time_left is None else f"{one.time_left:.0f} s"
        table.add_row(one.job.lesson, bar, speed, left)
    return table


def closing_lines(all_of: Sequence[Progress], spent: float) -> Iterator[str]:
    """Yield what to say at the end: a line per clip that was made or failed, and the counts."""
    for one in all_of:
        if one.state == "made":
            took = one.ended - one.started
            yield f"{one.job.clip}  {one.duration:.1f} s, made in {took:.1f} s"
        elif one.state == "failed":
            yield f"{one.job.stem}: failed: {one.trouble}"
    counts = Counter(one.state for one in all_of)
    parts = [f"{counts[state]} {state}" for state in ("made", "reused", "failed") if counts[state]]
    yield f"{', '.join(parts) or 'nothing to make'} in {spent:.1f} s"
