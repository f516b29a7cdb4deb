"""``./lecture render``: a network file in, the clips of its lecture out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click

from studio.quality import QUALITIES
from studio.render_job import ROOT, Clip, RenderJob, render

THEMES = ("dark", "light")


@click.command("render")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option("--only", multiple=True, metavar="NAME", help="Make this lesson alone; may be given again.")
@click.option("--quality", type=click.Choice(list(QUALITIES)), default="medium", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Clips made at once.")
@click.option("--theme", type=click.Choice(THEMES), default="dark", show_default=True)
@click.option("--calm", is_flag=True, help="Less movement, fewer colours.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=ROOT / "media" / "lectures", help="Folder for clips."
)
def command(network: Path | None, only: tuple[str, ...], jobs: int, **how: Any) -> None:  # noqa: ANN401  click's options
    """Make the lecture's clips, with captions and records, from a network file.

    Without NETWORK the one-neuron part shows networks/chain.toml and the rest networks/iris.toml.
    """
    planned = list(_plan(network, only, **how))
    if not planned:
        click.echo("nothing to make: no lesson applies", err=True)
        sys.exit(1)
    failed = 0
    start = time.monotonic()
    with ProcessPoolExecutor(min(jobs, len(planned)), mp_context=get_context("spawn")) as pool:
        running: dict[Future[Clip], RenderJob] = {pool.submit(render, job): job for job in planned}
        for done in as_completed(running):
            job = running[done]
            if error := done.exception():
                failed += 1
                click.echo(f"{job.lesson}: failed: {type(error).__name__}: {error}", err=True)
                continue
            clip = done.result()
            click.echo(f"{clip.path}  {clip.duration:.1f} s of film, {time.monotonic() - start:.1f} s after the start")
    sys.exit(1 if failed else 0)


def _plan(
    network: Path | None, only: tuple[str, ...], *, quality: str, theme: str, calm: bool, output: Path
) -> Iterator[RenderJob]:
    """Yield a job for each lesson that applies; say which do not, and why."""
    from core.network_file import read
    from scenes.catalogue import find, lessons

    for lesson in [find(name) for name in only] if only else lessons():
        lesson_class = lesson.load()
        file = network or ROOT / "networks" / lesson_class.default_network
        if why_not := lesson_class.why_not(*read(file)):
            click.echo(f"{lesson.name}: skipped: {why_not}", err=True)
            continue
        look = f"{quality}-{theme}{'-calm' if calm else ''}"
        folder = output / (network.stem if network else "default") / look
        workshop = ROOT / "media" / "workshop" / f"{file.stem}-{look}" / lesson.name
        yield RenderJob(lesson.name, lesson_class.__module__, file, QUALITIES[quality], theme, calm, folder, workshop)
