"""The pictures that the README shows: python -m studio.preview writes them anew."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from studio.making.render_job import ROOT

PICTURES = (
    ("SensitivityFlowsBackward", "sweep_back", "iris.toml"),
    ("NudgeTheWeight", "meet_the_derivative", "chain.toml"),
)
WIDTH = 960
COLOURS = 64


def write_previews(folder: Path = ROOT / "media" / "preview") -> list[Path]:
    """Write each picture as a small PNG named like its lesson's file."""
    from PIL import Image

    from scenes.catalogue import find
    from scenes.watching.stills import take_stills

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, beat, network in PICTURES:
        lesson = find(name)
        stills = take_stills(partial(lesson.load(), ROOT / "networks" / network), width=WIDTH)
        (pixels,) = [one.pixels for one in stills if one.beat == beat]
        picture = Image.fromarray(pixels[..., :3]).quantize(COLOURS)
        written.append(folder / f"{Path(lesson.file).stem}.png")
        picture.save(written[-1], optimize=True)
    return written


if __name__ == "__main__":
    for path in write_previews():
        print(path.relative_to(ROOT))  # noqa: T201  the script's only output
