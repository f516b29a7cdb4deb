"""The pictures that the README shows: python -m studio.preview writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from core.model.arrays import Array
from studio.making.render_job import ROOT

PICTURES = (("NudgeTheWeight", "meet_the_derivative", "chain.toml"),)
MOVING = ("SensitivityFlowsBackward", "iris.toml")
"""Of this lesson the loop is shown."""
WIDTH, MOVING_WIDTH = 960, 560
COLOURS = 64
QUALITY = 55
"""Of the moving picture, from 0 to 100."""


def write_previews(folder: Path = ROOT / "media" / "preview") -> list[Path]:
    """Write each picture as a small PNG, and the moving one as a WebP, named like its lesson's file."""
    folder.mkdir(parents=True, exist_ok=True)
    return [*_write_stills(folder), _write_moving(folder)]


def _write_stills(folder: Path) -> Iterator[Path]:
    from PIL import Image

    from scenes.catalogue import find
    from scenes.watching.stills import take_stills

    for name, beat, network in PICTURES:
        lesson = find(name)
        stills = take_stills(partial(lesson.load(), ROOT / "networks" / network), width=WIDTH)
        (pixels,) = [one.pixels for one in stills if one.beat == beat]
        picture = Image.fromarray(pixels[..., :3]).quantize(COLOURS)
        path = folder / f"{Path(lesson.file).stem}.png"
        picture.save(path, optimize=True)
        yield path


def _write_moving(folder: Path) -> Path:
    from PIL import Image

    from scenes.catalogue import find
    from studio.making.plan import plan
    from studio.making.workshop import make

    name, network = MOVING
    with TemporaryDirectory() as made:
        planned = plan(ROOT / "networks" / network, (name,), quality="preview", loop=True, output=Path(made))
        planned.lay_out()
        (clip,) = make(planned.jobs, workers=1)
        frames, rate = _frames_of(clip.job.clip)
    first, *rest = (Image.fromarray(one).resize((MOVING_WIDTH, round(MOVING_WIDTH * 9 / 16))) for one in frames)
    path = folder / f"{Path(find(name).file).stem}.webp"
    first.save(path, save_all=True, append_images=rest, duration=1000 / rate, loop=0, quality=QUALITY, method=6)
    return path


def _frames_of(clip: Path) -> tuple[list[Array], float]:
    """Return the frames of a clip, shape (height, width, 3), and how many there are in a second."""
    import av

    with av.open(str(clip)) as film:
        (stream,) = film.streams.video
        return [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)], float(stream.average_rate or 0)


if __name__ == "__main__":
    for path in write_previews():
        print(path.relative_to(ROOT))  # noqa: T201  the script's only output
