"""``./lecture render``: a network file in, the clips of its lecture out."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from studio.plan import LECTURES, Plan, plan
from studio.quality import QUALITIES

THEMES = ("dark", "light")


@click.command("render")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option("--only", multiple=True, metavar="NAME", help="Make this lesson alone; may be given again.")
@click.option("--quality", type=click.Choice(list(QUALITIES)), default="medium", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Clips made at once.")
@click.option("--theme", type=click.Choice(THEMES), default="dark", show_default=True)
@click.option("--calm", is_flag=True, help="Less movement, fewer colours.")
@click.option("--force", is_flag=True, help="Make all clips again.")
@click.option("--output", type=click.Path(path_type=Path), default=LECTURES, help="Folder for lectures.")
def command(network: Path | None, only: tuple[str, ...], jobs: int, *, force: bool, **how: Any) -> None:  # noqa: ANN401
    """Make the lecture's clips, with captions and records, from a network file.

    Without NETWORK the one-neuron part shows networks/chain.toml and the rest networks/iris.toml. Clips that
    still hold are not made again.
    """
    planned = plan(network, only, **how)
    for one in planned.skipped:
        click.echo(f"{one.lesson}: skipped for {one.network}: {one.reason}", err=True)
    with alone_in(planned.folder):
        sys.exit(_make(planned, jobs, force=force, whole=not only))


def _make(planned: Plan, workers: int, *, force: bool, whole: bool) -> int:
    """Make what is planned, and the page when it is the whole lecture; return the exit code."""
    from studio.progress_display import closing_lines, display
    from studio.workshop import make

    start = time.monotonic()
    try:
        with display() as watch:
            made = make(planned.jobs, workers=workers, force=force, watch=watch)
    except KeyboardInterrupt:
        click.echo("stopped; what was finished is kept, the next run goes on from here", err=True)
        return 130
    for line in closing_lines(made, time.monotonic() - start):
        click.echo(line)
    if any(one.state == "failed" for one in made):
        return 1
    if whole and made:
        from studio.whole_lecture import assemble

        click.echo(assemble(planned.folder, [one.job.stem for one in made], planned.name))
    return 0


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for one render at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo(f"{folder}: another render is at work here; waiting for it to end", err=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
