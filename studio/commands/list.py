"""``./lecture list``: the lessons in the order of the lecture."""

import json
from pathlib import Path
from typing import Any

import click

GALLERY = Path(__file__).parents[2] / "networks"


@click.command("list")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(network: Path | None, *, as_json: bool) -> None:
    """List the lessons in order: name, chapter, claim, file, and to which networks each applies.

    To those of the gallery, or to NETWORK alone.
    """
    files = [network] if network else sorted(GALLERY.glob("*.toml"))
    found = records(files)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        print_table(found)


def records(files: list[Path]) -> list[dict[str, Any]]:
    """Return one record for each lesson; `why_not` says why it leaves a network out."""
    from core.files.network_file import read
    from scenes.catalogue import lessons

    networks = {file.stem: read(file) for file in files}
    found = []
    for entry in lessons():
        lesson = entry.load()
        reasons = {stem: lesson.why_not(*network) for stem, network in networks.items()}
        found.append(
            {
                "name": entry.name,
                "chapter": entry.chapter,
                "claim": entry.claim,
                "file": entry.file,
                "networks": [stem for stem, reason in reasons.items() if not reason],
                "why_not": {stem: reason for stem, reason in reasons.items() if reason},
            }
        )
    return found


def print_table(lessons: list[dict[str, Any]]) -> None:
    """Print the lessons, a block for each chapter."""
    from core.model.errors import printable

    chapter = ""
    for lesson in lessons:
        if lesson["chapter"] != chapter:
            chapter = lesson["chapter"]
            click.secho(chapter.replace("_", " "), bold=True)
        click.echo(f"  {lesson['name']}\n      {lesson['claim']}\n      {lesson['file']}")
        names = ", ".join(map(printable, lesson["networks"])) or "none of them"
        click.echo(f"      applies to {names}")
        for stem, reason in lesson["why_not"].items():
            click.echo(f"      not to {printable(stem)}: {reason}")
