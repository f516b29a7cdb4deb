"""What plain manim makes of our scenes, with its own options."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
from PIL import Image

from tests.rehearsals import ROOT

SCENE = """
import manim as mn
from scenes.drawing.renderer import FastRenderer

class Tiny(mn.Scene):
    def __init__(self):
        super().__init__(renderer=FastRenderer())

    def construct(self):
        dot = mn.Dot(radius=1)
        self.add(dot)
        self.wait(0.5)
        self.play(dot.animate.shift(2 * mn.RIGHT), run_time=1)
        self.wait(1.5)
"""


def manim(*arguments, folder):
    told = [sys.executable, "-m", "manim", "render", "--media_dir", str(folder), *map(str, arguments)]
    return subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_a_sequence_of_pictures_has_every_frame_that_is_held(tmp_path):
    file = tmp_path / "tiny.py"
    file.write_text(SCENE, encoding="utf-8")
    done = manim("--format", "png-sequence", "--resolution", "64,36", "--fps", "8", file, "Tiny", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    pictures = [np.asarray(Image.open(path)) for path in sorted(tmp_path.rglob("*.png"))]
    assert len(pictures) == 3 * 8
    changes = [not np.array_equal(*pair) for pair in pairwise(pictures)]
    assert not any(changes[:3])
    assert any(changes[3:12])
    assert not any(changes[12:])


def test_a_renderer_that_lessons_cannot_take_is_refused_in_one_line(tmp_path):
    lesson = ROOT / "scenes" / "single_neuron" / "nudge_the_weight.py"
    done = manim("--renderer", "opengl", lesson, "NudgeTheWeight", folder=tmp_path)
    assert done.returncode == 1
    assert (
        done.stderr == "--renderer: expected cairo, found opengl; lessons bring their own renderer, leave this out.\n"
    )
    assert "Traceback" not in done.stdout
