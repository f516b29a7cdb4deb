"""``./lecture script``: what is said, beat by beat, as it is read aloud."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.model.errors import printable
from scenes.layout.frame import ASPECTS
from studio.making.besides import besides_options
from studio.making.look import look_options
from studio.making.plan import LECTURES, plan
from studio.making.quality import QUALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

INDENT = "    "


@click.command("script")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option("--only", multiple=True, metavar="NAME", help="Of this lesson alone; may be repeated.")
@click.option(
    "-o", "--out", "target", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file instead."
)
@click.option("--quality", type=click.Choice(list(QUALITIES)), default="medium", show_default=True)
@click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Of the frame.")
@besides_options
@look_options
@click.option("--output", type=click.Path(path_type=Path), default=LECTURES, help="Folder for lectures.")
def command(network: Path | None, only: tuple[str, ...], *, target: Path | None, **how: Any) -> None:  # noqa: ANN401
    """Write the text to read, lesson by lesson and beat by beat, with symbols and signs in words.

    It is what the captions say. Where clips of these options are finished it is read off their records; otherwise
    the lessons are told without being drawn, which takes some seconds each. Each beat stands under its name, which is
    the name of a recording for `./lecture render --voice FOLDER`: FOLDER/LESSON/BEAT.wav.
    """
    from studio.making.replacement import replacing
    from studio.making.told import records

    planned = plan(network, only, **how)
    for one in planned.skipped:
        click.echo(printable(f"{one.lesson}: skipped for {one.network}: {one.reason}"), err=True)
    if target is None:
        for record in records(planned):
            click.echo("\n".join(lines(record)))
    else:
        with replacing(target) as (fresh,), fresh.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for record in records(planned) for line in lines(record))
        click.echo(target)


def lines(record: dict[str, Any]) -> Iterator[str]:
    """Yield the text to read of one lesson: its name, then each beat's name and, set in, what is said."""
    from scenes.words.speech import spoken

    yield from (record["lesson"], "=" * len(record["lesson"]), "")
    for beat in record["beats"]:
        yield from (beat["name"], INDENT + spoken(beat["caption"]), "")
