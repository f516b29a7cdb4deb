"""``./lecture kit``: what a lecturer takes along, made from finished clips."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from core.model.errors import InputError, nearest, printable
from scenes.layout.frame import ASPECTS
from studio.commands.render import alone_in
from studio.making.besides import Besides
from studio.making.look import Look, look_options
from studio.making.plan import LECTURES, Plan, plan
from studio.making.quality import QUALITIES

if TYPE_CHECKING:
    from studio.exports.lecture import Lecture

ALL = "all"
LOOPS = "loops"
NONE = {
    LOOPS: ("finished loop", "say --beat BEAT, or run ./lecture render --loop with the same options first"),
    "questions": ("beat that answers a question", "README's table of the lessons says which do"),
}
"""What is missing where nothing is made, and what to do."""
BY = ("beat", "lesson")
FEW = 8


@click.command("kit")
@click.argument("network", type=click.Path(path_type=Path), required=False)
@click.option(
    "--for",
    "kinds",
    multiple=True,
    required=True,
    metavar="NAME",
    help="beats, deck, handout, loops, questions, slides, small, snippets, worksheet, all; repeatable.",
)
@click.option("--by", type=click.Choice(BY), default=BY[0], show_default=True, help="What a slide shows.")
@click.option("--only", multiple=True, metavar="LESSON", help="From this lesson's clip alone; may be repeated.")
@click.option("--beat", "beats", multiple=True, metavar="BEAT", help="Loops of this beat; may be repeated.")
@click.option("--quality", type=click.Choice(list(QUALITIES)), default="medium", show_default=True)
@click.option("--aspect", type=click.Choice(list(ASPECTS)), default="16:9", show_default=True, help="Of the frame.")
@click.option("--beside", type=click.Path(path_type=Path), metavar="FILE", help="Of clips with this network beside.")
@look_options
@click.option("--output", type=click.Path(path_type=Path), default=LECTURES, help="Folder for lectures.")
def command(
    network: Path | None,
    kinds: tuple[str, ...],
    only: tuple[str, ...],
    *,
    by: str,
    beats: tuple[str, ...],
    beside: Path | None,
    look: Look,
    **how: Any,  # noqa: ANN401  click's options
) -> None:
    """Make what a lecturer takes along from the clips of a lecture.

    Nothing is drawn again: `./lecture render` with the same options has made the clips before. Beats: a clip for each
    beat of each lesson, cut exactly, with captions. Handout: a PDF with the last picture of each beat and what is
    said. Deck: a folder for the browser with a slide for each lesson, played beat by beat. Slides: a PowerPoint file
    in which each movie plays as its slide appears, with a slide for each beat or each lesson. Loops: GIF, WebP and
    AVIF of a beat, or of the loop that was rendered. Questions: clips that stop before each beat that answers what
    learners often ask, with the question shown. Small: clips for learning platforms, with captions and chapters
    inside. Snippets: each clip with HTML, Markdown, Quarto and a notebook that play it with captions. Worksheet: a
    PDF of questions with the network's own numbers, and a second one with the answers.
    """
    from studio.exports.assembly import assemble
    from studio.exports.lecture import PAGE, TAKEN, Lecture
    from studio.exports.table import kits
    from studio.making.artefact import leave

    rows = {row.name: row for row in kits()}
    for kind in kinds:
        if kind not in {ALL, *rows}:
            expected = f"expected {', '.join([*rows, ALL])}"
            raise InputError("", "--for", expected, f"found {kind!r}", nearest(kind, [*rows, ALL]))
    if look.is_transparent and set(kinds) != {LOOPS}:
        found = f"found {', '.join(kinds)}"
        raise InputError("", "--ground", f"expected --for {LOOPS} of clips without a ground", found)
    planned = plan(network, only, besides=Besides.typed(None, other=beside), look=look, **how)
    with alone_in(planned.folder):
        lecture = Lecture(planned.folder, finished(planned), planned.name, by=by, beats=beats, ending=look.ending)
        known = [beat["name"] for record in lecture.records for beat in record["beats"]]
        for beat in beats:
            if beat not in known:
                raise InputError(
                    "", "--beat", "expected a beat of these clips", f"found {beat!r}", nearest(beat, known)
                )
        for row in rows.values() if ALL in kinds else (rows[kind] for kind in dict.fromkeys(kinds)):
            folder = planned.folder / TAKEN / row.name
            if not row.writes(lecture):
                if row.name in kinds:
                    missing, remedy = NONE[row.name]
                    raise InputError(str(planned.folder), "", f"expected a {missing}", "found none", remedy)
                continue
            leave(lecture, folder, row)
            tidy(lecture, folder, row.writes(lecture))
            click.echo(printable(f"{folder}: {told(folder, row.writes(lecture))}"))
        if (planned.folder / PAGE).is_file() and not (only or beside):  # it leads to what there is now
            assemble(planned.folder, lecture.stems, lecture.name)


def told(folder: Path, names: tuple[str, ...]) -> str:
    """Return how much lies in a folder: the size of each file when they are few."""
    sizes = [(folder / name).stat().st_size / 1e6 for name in names]
    whole = f"{len(names)} file{'s' * (len(names) != 1)}, {sum(sizes):.1f} MB"
    each = ", ".join(f"{name} {size:.2f} MB" for name, size in zip(names, sizes, strict=True))
    return f"{whole}: {each}" if 1 < len(names) <= FEW else whole


def tidy(lecture: "Lecture", folder: Path, names: tuple[str, ...]) -> None:
    """Take away what was made of the same clips when they had other beats."""
    from studio.exports.cutting import beats

    ours = tuple(f"{stem}--" for stem in lecture.stems)
    known = {*(f"{stem}--loop" for stem in lecture.stems), *(beat.stem for beat in beats(lecture))}
    for path in folder.iterdir():
        if path.name.startswith(ours) and path.name not in names and path.stem not in known:
            path.unlink()


def finished(planned: Plan) -> tuple[str, ...]:
    """Return the stems of a lecture's clips, all of which must be there.

    Raises
    ------
    InputError
        If one is missing.
    """
    stems = [job.stem for job in planned.jobs]
    there = [job.stem for job in planned.jobs if job.clip.is_file()]
    if len(there) < len(stems) or not stems:
        found = f"found {len(there)}" if there else "found none"
        expected = f"expected its {len(stems)} finished clips"
        raise InputError(str(planned.folder), "", expected, found, "run ./lecture render with the same options first")
    return tuple(stems)
