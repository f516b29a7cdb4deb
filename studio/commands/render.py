"""``./lecture render``: a network file in, the clips of its lecture out."""

from __future__ import annotations

import contextlib
import fcntl
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from core.model.errors import printable
from scenes.layout.frame import ASPECTS
from scenes.namesakes import file_stem
from studio.interrupt import unmasked
from studio.making.besides import Besides, besides_options
from studio.making.look import Look, look_options
from studio.making.plan import LECTURES, Plan, plan
from studio.making.quality import QUALITIES
from studio.making.replacement import sweep
from studio.making.speech import FOLDER, arguments, with_speech


@click.command("render")
@click.argument("networks", metavar="[NETWORK]...", type=click.Path(path_type=Path), nargs=-1)
@click.option("--only", multiple=True, metavar="NAME", help="Make this clip alone, no film and page; may be repeated.")
@click.option("--quality", type=click.Choice(list(QUALITIES)), help="Default: medium, with --watch preview.")
@click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Of the frame.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Clips made at once, here.")
@click.option("--on", metavar="ADDRESS", help="Of a Dask scheduler whose workers make the clips; or local.")
@look_options
@besides_options
@click.option("--force", is_flag=True, help="Make all clips again.")
@click.option("--loop", is_flag=True, help="Make the loops that lessons have, eight seconds without words, alone.")
@click.option("--watch", "watching", is_flag=True, help="Make them again whenever the network or a lesson changes.")
@click.option("--voice", type=click.Path(path_type=Path), metavar="FOLDER", help="Recordings: FOLDER/LESSON/BEAT.wav.")
@click.option("--voice-command", metavar="COMMAND", help="Speaks what nobody recorded: text in, sound out.")
@click.option("--output", type=click.Path(path_type=Path), default=LECTURES, help="Folder for lectures.")
def command(
    networks: tuple[Path, ...],
    only: tuple[str, ...],
    jobs: int,
    *,
    on: str | None,
    quality: str | None,
    force: bool,
    watching: bool,
    voice_command: str | None,
    besides: Besides,
    **how: Any,  # noqa: ANN401  click's options
) -> None:
    """Make the lecture's clips, with captions and records, from a network file; or the lectures of many.

    Without NETWORK the one-neuron part shows networks/chain.toml and the rest networks/iris.toml. Clips that
    still hold are not made again.

    With --on, the workers of a Dask cluster make them: they need this project and the same libraries, no shared folder.
    `--on local` starts such a cluster on this machine.

    With --voice, a beat that was recorded lasts as long as its recording, if that is longer than it takes to read; the
    sound is levelled, and captions follow it. FOLDER has a folder for each lesson, and in it a file for each beat, in
    WAV, MP3, M4A, FLAC or Opus; `./lecture script` writes what to read. A beat without one stays silent.

    With --voice-command, a program of your own speaks it: it gets the text on its standard input, and writes WAV, or
    another format, to its standard output. What it made is kept in the folder `voice` beside the clips' folder.
    """
    how["quality"] = quality or ("preview" if watching else "medium")
    speaker = arguments(voice_command) if voice_command is not None else ()
    if watching:
        if on or len(networks) > 1:
            raise click.UsageError("--watch: expected one network, rendered here; leave out --on and other networks.")
        _watch(networks[0] if networks else None, only, jobs, besides, speaker=voice_command, **how)
    lectures = []
    with contextlib.ExitStack() as alone:
        # one order for all, so that no two renders wait for each other; a file that is named twice has one lecture
        for network in [one for _, one in sorted({path.resolve(): path for path in networks}.items())] or (None,):
            planned = _planned(network, only, besides, how)
            alone.enter_context(alone_in(planned.folder))
            planned.lay_out()
            if speaker and not how["loop"]:
                with alone_in(planned.folder.parent / FOLDER):
                    planned = with_speech(planned, speaker, lambda line: click.echo(printable(line), err=True))
            if speaker or how["voice"]:
                click.echo(spoken(planned), err=True)
            lectures.append(planned)
        whole = not (only or how["loop"] or how["look"].is_transparent)
        code = _make(lectures, jobs, on, force=force, whole=whole)
    for path in [path for planned in lectures for path in planned.changed()]:
        told = "it has changed since; the clips show it as it was at the start, run the command again"
        click.echo(printable(f"{path}: {told}"), err=True)
    sys.exit(code)


def _planned(network: Path | None, only: tuple[str, ...], besides: Besides, how: dict[str, Any]) -> Plan:
    """Plan the clips of a lecture, and say what is left out of it, and what is odd about its network."""
    from core.passes.measurable import why_zeros
    from scenes.type.glyphs import why_boxes

    planned = plan(network, only, besides=besides, **how)
    for one in planned.skipped:
        click.echo(printable(f"{one.lesson}: skipped for {one.network}: {one.reason}"), err=True)
    for source in planned.read:
        for word in (why_zeros(source.network, source.examples), why_boxes(source.network)):
            if word:
                click.echo(printable(f"{source.path}: {word}"), err=True)
    if network and planned.name != file_stem(network.stem):
        told = f"another file has the name {file_stem(network.stem)!r}; this lecture's folder is {planned.folder}"
        click.echo(printable(f"{network}: {told}"), err=True)
    return planned


def spoken(planned: Plan) -> str:
    """Return how much of what is planned has a voice, in a line."""
    heard = sum(len(job.voice) for job in planned.jobs)
    lessons = sum(1 for job in planned.jobs if job.voice)
    return f"voice: {heard} spoken beats in {lessons} of {len(planned.jobs)} lessons; the others stay silent"


def _watch(
    network: Path | None,
    only: tuple[str, ...],
    workers: int,
    besides: Besides,
    *,
    speaker: str | None,
    look: Look,
    loop: bool,
    **how: Any,  # noqa: ANN401  click's options
) -> None:
    """Render again at each change, until Ctrl-C."""
    from studio.making.watch import run, watch, watched

    options = ["render", *([str(network)] if network else []), "--jobs", str(workers)]
    options += (
        [part for name in only for part in ("--only", name)] + look.options() + ["--loop"] * loop + besides.options()
    )
    options += [part for name, value in how.items() if value is not None for part in (f"--{name}", str(value))]
    options += ["--voice-command", speaker] if speaker is not None else []
    with contextlib.suppress(KeyboardInterrupt):
        files = partial(watched, network, besides.other, how["voice"])
        watch(files, lambda: run(options), lambda line: click.echo(line, err=True))
    sys.exit(130)


def _make(lectures: Sequence[Plan], workers: int, on: str | None, *, force: bool, whole: bool) -> int:
    """Make what is planned, and the page of each lecture when it is the whole one; return the exit code."""
    from studio.making.progress_display import closing_lines, display
    from studio.making.workshop import make

    makers = None
    if on:
        from studio.making.cluster import Cluster

        makers = partial(Cluster, on, workers)
    start = time.monotonic()
    jobs = [job for planned in lectures for job in planned.jobs]
    try:
        with unmasked(), display() as watch:
            made = make(jobs, workers=workers, makers=makers, force=force, watch=watch)
    except KeyboardInterrupt:
        click.echo("stopped; what was finished is kept, the next run goes on from here", err=True)
        return 130
    for line in closing_lines(made, time.monotonic() - start):
        click.echo(line)
    code = 0
    for planned in lectures:
        clips = [one.job.stem for one in made if one.state != "failed" and one.job.folder == planned.folder]
        code = max(code, _assemble(planned, clips) if whole and clips else 0)
    return max(code, int(any(one.state == "failed" for one in made)))


def _assemble(planned: Plan, stems: Sequence[str]) -> int:
    """Put the lecture together from its clips, unless it is as new as they are; return the exit code."""
    from studio.exports.assembly import assemble, is_current
    from studio.making.troubles import told

    if is_current(planned.folder, stems, planned.name):
        return 0
    try:
        click.echo(assemble(planned.folder, stems, planned.name))
    except OSError as error:
        click.echo(f"lecture--{planned.name}: failed: {told(error)}", err=True)
        return 1
    return 0


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for one render at a time, and leave nothing half there."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo(f"{folder}: another render is at work here; waiting for it to end", err=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        sweep(folder)
        try:
            yield
        finally:
            sweep(folder)  # of workers that were ended
