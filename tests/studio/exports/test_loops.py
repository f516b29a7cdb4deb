"""Loops show a beat's own pictures, at its own pace, again and again."""

import json

import av
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image, ImageSequence

from studio.command_line import lecture as program
from studio.exports.lecture import Lecture
from studio.exports.loops import _of_few_colours, pictures
from studio.exports.table import kits
from tests.studio.exports.test_assembly import make_clip

STEM = "NudgeTheWeight--net"


def level(second):
    """How bright the clip is then."""
    return 40 + 60 * second


def brightening(path, seconds, size=(1280, 720)):
    with av.open(str(path), "w") as clip:
        stream = clip.add_stream("libx264", rate=10, options={"g": "100", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(seconds * 10):
            picture = np.full((size[1], size[0], 3), level(number / 10), dtype=np.uint8)
            clip.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        clip.mux(stream.encode(None))


@pytest.fixture
def folder(tmp_path):
    make_clip(tmp_path, STEM, 40, 3)
    brightening(tmp_path / f"{STEM}.mp4", 3)
    path = tmp_path / f"{STEM}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["beats"] = [
        {"name": f"beat_{end}", "start": end - 1.0, "end": float(end), "caption": "Said."} for end in (1, 2, 3)
    ]
    path.write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def made(folder, **how):
    (row,) = (one for one in kits() if one.name == "loops")
    lecture = Lecture(folder, (STEM,), "net", **how)
    paths = tuple(folder / name for name in row.writes(lecture))
    row.make(lecture, paths)
    return paths


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_a_loop_is_a_beat_in_pictures_at_its_own_pace_and_never_ends(folder, kind):
    paths = made(folder, beats=("beat_2",))
    assert [path.name for path in paths] == [f"{STEM}--02-beat_2{end}" for end in (".gif", ".webp", ".avif")]
    with Image.open(paths[kind]) as loop:
        assert loop.size == (640, 360)
        assert loop.info.get("loop", 0) == 0
        seen, lengths = [], []
        for picture in ImageSequence.Iterator(loop):
            seen.append(float(np.asarray(picture.convert("L"), dtype=float).mean()))
            lengths.append(picture.info["duration"])
    assert sum(lengths) == pytest.approx(1000, abs=80)
    assert seen[0] == pytest.approx(level(1.0), abs=8)
    assert seen[-1] == pytest.approx(level(1.9), abs=10)
    assert seen == sorted(seen)


def test_without_a_beat_a_loop_is_made_of_what_was_rendered_as_one(folder):
    assert made(folder) == ()
    brightening(folder / f"{STEM}--loop.mp4", 2, (160, 90))
    assert [path.name for path in made(folder)] == [f"{STEM}--loop{end}" for end in (".gif", ".webp", ".avif")]
    with Image.open(folder / f"{STEM}--loop.webp") as loop:
        assert loop.size == (160, 90)
    assert len(list(pictures(folder / f"{STEM}--loop.mp4", 0.0, 2.0))) == 25


def test_a_gif_keeps_the_colours_of_what_is_small():
    greys = np.repeat(np.tile(np.linspace(0, 255, 640).astype(np.uint8), (360, 1))[:, :, None], 3, axis=2)
    greys[100:106, 100:104], greys[200:206, 100:104] = (86, 180, 233), (190, 90, 200)
    few = np.asarray(_of_few_colours(Image.fromarray(greys)).convert("RGB"), dtype=int)
    assert few[103, 102] == pytest.approx((86, 180, 233), abs=24)
    assert few[203, 102] == pytest.approx((190, 90, 200), abs=24)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--for", "loops"), "expected a finished loop, found none; say --beat BEAT, or run ./lecture render --loop"),
        (
            ("--for", "loops", "--beat", "beat_4"),
            "--beat: expected a beat of these clips, found 'beat_4'; did you mean",
        ),
    ],
)
def test_a_mistake_is_told(folder, monkeypatch, options, says):
    import studio.commands.kit

    class Planned:
        name = "net"

    Planned.folder = folder
    monkeypatch.setattr(studio.commands.kit, "plan", lambda *_, **__: Planned)
    monkeypatch.setattr(studio.commands.kit, "finished", lambda _: (STEM,))
    result = CliRunner().invoke(program, ["kit", *options])
    assert result.exit_code == 2
    assert says in result.stderr
