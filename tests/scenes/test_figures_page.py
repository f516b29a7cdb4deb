"""The examples in FIGURES.md are whole files that plain manim renders, and their stills are what they draw."""

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from scenes import theme
from scenes.colours import rgb_of
from tests.rehearsals import ROOT

PAGE = ROOT / "FIGURES.md"
SIZE, COLOURS, MOST_BYTES = (960, 540), 64, 40_000
"""Of a still."""
MOST_LINES = 32
SEEN = 24
"""By how many levels of 255 ink differs from the ground."""
EDGE = 12
"""Pixels along the sides of a still that stay free."""


@dataclass(frozen=True)
class Example:
    """One example: what is said of it, its still, and its file."""

    told: str
    still: Path
    source: str

    @property
    def scene(self):
        """The class that is rendered."""
        return next(node.name for node in ast.parse(self.source).body if isinstance(node, ast.ClassDef))


def examples_of(page):
    """Each heading with Python below it: a sentence, a still, a file."""
    pattern = r"^## .+\n\n(?P<told>.+)\n\n!\[.+\]\((?P<still>.+)\)\n\n```python\n(?P<source>(?s:.+?))```$"
    found = re.finditer(pattern, page, re.MULTILINE)
    return [Example(one["told"], ROOT / one["still"], one["source"]) for one in found]


EXAMPLES = examples_of(PAGE.read_text(encoding="utf-8"))
QUICK = "NudgeAndAnswers"
"""The still that is compared in any run; the others take longer."""
each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.scene)


def manim(example, folder, *options, look="dark"):
    """Render an example as its reader does, in a folder that has nothing but its file."""
    (folder / "my_scene.py").write_text(example.source, encoding="utf-8")
    told = [sys.executable, "-m", "manim", "render", *options, "--progress_bar", "none", "my_scene.py", example.scene]
    variables = {name: value for name, value in os.environ.items() if name not in {"NETWORK", "BEAT", "CALM"}}
    variables |= {"PYTHONPATH": str(ROOT), "THEME": look}
    done = subprocess.run(told, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def last_frame(example, folder, look="dark"):
    """The picture with which an example ends, shape (height, width, 3)."""
    manim(example, folder, "-s", "--resolution", ",".join(map(str, SIZE)), look=look)
    (picture,) = folder.glob("media/images/my_scene/*.png")
    return np.asarray(Image.open(picture).convert("RGB"))


def ground(look="dark"):
    return rgb_of(theme.PALETTES[look].ground) * 255


def ink_of(pixels, look="dark"):
    """Where a picture is not its ground."""
    return np.abs(pixels - ground(look)).max(axis=2) > SEEN


def ink_box(pixels):
    """The first and last row and column with ink."""
    rows, columns = (np.flatnonzero(ink_of(pixels).any(axis=axis)) for axis in (1, 0))
    return np.array([rows[0], rows[-1], columns[0], columns[-1]])


def small(pixels):
    """A picture as the page shows it: a PNG of few colours."""
    file = BytesIO()
    Image.fromarray(pixels).quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()


def test_the_page_has_three_examples_and_no_other_code():
    page = PAGE.read_text(encoding="utf-8")
    assert len(EXAMPLES) == page.count("```python") == page.count("```") / 2 == 3
    assert len({one.scene for one in EXAMPLES}) == 3
    assert f"manim render my_scene.py {EXAMPLES[0].scene}\n" in page
    assert "(FIGURES.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@each
def test_an_example_is_a_whole_short_scene_of_plain_manim(example):
    tree = ast.parse(example.source)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert [[base.id for base in node.bases] for node in classes] == [["Scene"]]
    assert {type(node) for node in tree.body} == {ast.ImportFrom, ast.ClassDef}
    assert len(example.source.splitlines()) <= MOST_LINES
    assert 'self.camera.background_color = theme.colour("ground")\n' in example.source
    assert re.fullmatch(r"[A-Z][^.]*\.", example.told), "one sentence says what it shows"


@each
def test_an_example_needs_nothing_private_and_no_lesson(example):
    tree = ast.parse(example.source)
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not [name for name in named | modules if any(part.startswith("_") for part in name.split("."))]
    assert not [one for one in modules if re.match(r"studio|scenes\.(lesson|catalogue|\w+_neurons?|beyond)\b", one)]


@each
def test_an_example_keeps_to_the_house_s_form(example):
    for check in (["check"], ["format", "--check"]):  # as a file of tests: no docstrings, no annotations
        told = [sys.executable, "-m", "ruff", *check, "--no-cache", "--stdin-filename", "tests/my_scene.py", "-"]
        done = subprocess.run(told, cwd=ROOT, input=example.source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@each
def test_a_still_is_small_and_nothing_in_it_is_cut_off(example):
    assert example.still.parent == ROOT / "media" / "preview"
    assert example.still.stem == re.sub(r"(?<!^)(?=[A-Z])", "_", example.scene).lower()
    assert example.still.stat().st_size <= MOST_BYTES
    picture = Image.open(example.still)
    assert picture.size == SIZE
    top, bottom, left, right = ink_box(np.asarray(picture.convert("RGB")))
    assert min(top, left, SIZE[1] - 1 - bottom, SIZE[0] - 1 - right) > EDGE
    assert abs((left + right) / 2 - SIZE[0] / 2) < 0.05 * SIZE[0]
    assert abs((top + bottom) / 2 - SIZE[1] / 2) < 0.05 * SIZE[1]


@pytest.mark.parametrize(
    "example",
    [pytest.param(one, id=one.scene, marks=[pytest.mark.thorough] * (one.scene != QUICK)) for one in EXAMPLES],
)
def test_a_still_is_what_its_example_draws(example, tmp_path, request):
    pixels = last_frame(example, tmp_path)
    if request.config.getoption("--update-goldens"):
        example.still.write_bytes(small(pixels))
    shown = np.asarray(Image.open(example.still).convert("RGB"))
    assert np.abs(ink_box(pixels) - ink_box(shown)).max() <= 2
    drawn, kept = ink_of(pixels), ink_of(shown)
    assert np.mean(drawn ^ kept) < 0.05 * np.mean(drawn)
    assert np.abs(pixels.astype(float) - shown).mean() < 1.5


@pytest.mark.thorough
@each
def test_an_example_is_as_full_in_the_light(example, tmp_path):
    pixels = last_frame(example, tmp_path, look="light")
    assert np.abs(pixels[0, 0] - ground("light")).max() <= 1
    dark = np.asarray(Image.open(example.still).convert("RGB"))
    assert 0.8 < np.mean(ink_of(pixels, "light")) / np.mean(ink_of(dark)) < 1.25


@pytest.mark.thorough
@each
def test_a_clip_of_an_example_moves_and_ends_as_its_still(example, tmp_path):
    manim(example, tmp_path, "--quality", "l")
    (clip,) = tmp_path.glob("media/videos/my_scene/480p15/*.mp4")
    with av.open(str(clip)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    inks = [np.mean(ink_of(frame)) for frame in frames]
    assert len(frames) > 4 * 15
    assert sum(ink > 0.005 for ink in inks) > 0.8 * len(frames)
    assert max(inks) <= 1.05 * inks[-1], "the last frame is the fullest"
    changes = [np.abs(one.astype(float) - other).max() > SEEN for one, other in pairwise(frames)]
    assert sum(changes) > len(frames) / 4
    height, width, _ = frames[-1].shape
    still = np.asarray(Image.open(example.still).convert("RGB").resize((width, height)))
    assert np.abs(ink_box(frames[-1]) - ink_box(still)).max() <= 4
    assert np.abs(frames[-1].astype(float) - still).mean() < 4
