"""``./lecture stills``: one contact sheet of a lesson, and what its layout lint finds."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scenes.layout.frame import ASPECTS
from studio.making.besides import Besides, besides_options

if TYPE_CHECKING:
    from scenes.watching.finding import Finding

FOLDER = Path("media/stills")


@click.command("stills")
@click.argument("name")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option("--lint", is_flag=True, help="Print what is wrong with the layout; exit code 1 if anything is.")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: media/stills/NAME--network.png"
)
@click.option("--theme", help="dark or light.")
@click.option("--calm", is_flag=True, help="Less movement, fewer colours.")
@click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Of the frame.")
@besides_options
@click.option("--moments", type=click.IntRange(0, 100), default=0, help="So many more pictures of each beat, moving.")
@click.option(
    "--width", type=click.IntRange(160, 4000), default=640, show_default=True, help="Of a picture, in pixels."
)
def command(
    name: str,
    network: Path | None,
    *,
    lint: bool,
    output: Path | None,
    theme: str | None,
    calm: bool,
    aspect: str,
    besides: Besides,
    moments: int,
    width: int,
) -> None:
    """Show the end of each beat of a lesson on one sheet, and print the sheet's path.

    NAME is that of a lesson, as ./lecture list gives it.
    """
    from core.files.network_source import NetworkSource
    from core.model.errors import InputError
    from scenes.catalogue import find

    if output and output.suffix.lower() != ".png":
        raise InputError(str(output), "--output", "expected a name that ends in .png", f"found {output.suffix!r}")
    wanted = find(name)
    os.environ |= {key: value for key, value in (("THEME", theme), ("CALM", "1" if calm else None)) if value}
    from manim import config

    from scenes.lesson import GALLERY
    from scenes.namesakes import file_stem, own_name
    from scenes.watching.contact_sheet import contact_sheet
    from scenes.watching.laws.inspection import inspect
    from scenes.watching.lint import findings
    from scenes.watching.stills import take_stills
    from studio.making.quality import QUALITIES
    from studio.making.replacement import replacing

    lesson = wanted.load()
    besides.check([lesson])
    source = besides.join(NetworkSource.read(network or GALLERY / lesson.default_network))
    make = partial(lesson, source)
    shape = QUALITIES["medium"].shaped(aspect)
    config.pixel_width, config.pixel_height = shape.width, shape.height
    found: list[Finding] = []
    stills = take_stills(
        make, width=width, moments=moments, watch=lambda lesson, beat: found.extend(findings(lesson, beat))
    )
    try:
        stem = file_stem(source.path.stem) if output else own_name(FOLDER, source.path)
        of_aspect = "" if aspect == "16:9" else f"-{aspect.replace(':', 'x')}"
        output = output or FOLDER / f"{wanted.name}--{stem}{of_aspect}.png"
        output.parent.mkdir(parents=True, exist_ok=True)
        with replacing(output) as (fresh,):
            contact_sheet(wanted.name, f"{wanted.claim} ({stem})", stills).save(fresh, format="PNG")
    except OSError as error:
        raise click.ClickException(f"{error.filename or output}: {error.strerror or error}") from None
    click.echo(output)
    if lint:
        report([*found, *inspect(make)])


def report(found: "list[Finding]") -> None:
    """Print the findings, a line each; end with exit code 1 if there are any."""
    for one in found:
        click.echo(one)
    if found:
        sys.exit(1)
