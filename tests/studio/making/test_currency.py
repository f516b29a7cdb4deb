"""A clip is current exactly if a new render would give the same: each change of what it is made of makes it again."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.rehearsals import ROOT

# Prints what the ledger would hold of one clip: fingerprint and identity.
PROGRAM = """
import sys
from pathlib import Path
from studio.making.fingerprint import fingerprint
from studio.making.look import Look
from studio.making.quality import Quality
from studio.making.render_job import RenderJob, tell
root = Path(sys.argv[1])
lesson, module = "SensitivityFlowsBackward", "scenes.many_neurons.sensitivity_flows_backward"
network = root / "networks" / "chain.toml"
how = (Quality(160, 90, 4), Look())
job = RenderJob(lesson, module, network, f"{lesson}--chain", *how, root / "clips", root / "workshop")
print(fingerprint(job), tell(job).identity)
"""
ITS_LESSON = "scenes/many_neurons/sensitivity_flows_backward.py"
CHANGES = {
    "a lag": (ITS_LESSON, "lag_ratio=1 / ", "lag_ratio=2 / "),
    "a caption": ("scenes/words/en/sensitivity_flows_backward.ftl", "First forward", "Forward first"),
    "an easing": ("scenes/motion.py", "= rate_functions.smooth", "= rate_functions.linear"),
    "a flight path": ("scenes/motion.py", "target_position=source", "path_arc=1, target_position=source"),
    "a colour": ("scenes/theme.py", "#0F1115", "#101115"),
    "a component": ("scenes/figures/flow.py", "\n@final", "\nTURN = 1\n\n\n@final"),
    "how formulas are set": ("scenes/type/typeset.py", "leading: 0.7em", "leading: 0.8em"),
    "how frames are drawn": ("scenes/drawing/canvas.py", "\nclass ", "\nCORNER = 1\n\n\nclass "),
    "how frames are encoded": ("scenes/drawing/frames.py", "SETTLE = 12", "SETTLE = 13"),
    "the size of a film": ("manim.cfg", "crf = 25", "crf = 37"),
    "the speed of encoding": ("manim.cfg", "preset = superfast", "preset = veryfast"),
    "how numbers are found": ("core/passes/backward.py", "\ndef ", "\nSPARE = 1\n\n\ndef "),
    "how captions are written": ("studio/making/captions.py", '"WEBVTT', '"WEBVTT '),
    "how a poster is taken": ("studio/making/poster.py", "1.5 / float", "1.6 / float"),
    "the beat of its picture": (ITS_LESSON, 'poster = "count_the_work"', 'poster = "sweep_on"'),
    "a weight": ("networks/chain.toml", "[[2.6]]", "[[2.5]]"),
}
NO_CHANGES = {
    "a comment in another lesson": ("scenes/many_neurons/recap.py", "\nclass ", "\n# another way to say it\nclass "),
    "a comment in its own lesson": (ITS_LESSON, "\nclass ", "\n# another way to say it\nclass "),
    "code of another lesson": ("scenes/many_neurons/recap.py", "\nclass ", "\nSPARE = 1\n\n\nclass "),
    "a page's colour": ("studio/exports/templates/index.html.jinja", "<style>", "<style>/* */"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project's code, to be changed."""
    copy = tmp_path_factory.mktemp("project")
    for room in ("core", "scenes", "studio", "networks"):
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manim.cfg", copy)
    return copy


def made_of(project, **environment):
    """Return fingerprint and identity of the clip, as a process of its own finds them."""
    told = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    run = [sys.executable, "-P", "-c", PROGRAM, str(project)]
    done = subprocess.run(run, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tuple(done.stdout.split()[-2:])


@pytest.fixture(scope="module")
def before(project):
    return made_of(project)


def change(project, name, old, new):
    """Change a file of the copy; return what puts it back."""
    file = project / name
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r} any more"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return lambda: file.write_text(text, encoding="utf-8")


QUICK = {"a lag", "a caption", "the size of a film", "a weight", "a comment in its own lesson"}
"""What is tried whenever tests run; each takes three seconds, and the rest waits for the thorough ones."""


def each(table):
    return [pytest.param(what, marks=() if what in QUICK else pytest.mark.thorough) for what in table]


@pytest.mark.parametrize("what", each(CHANGES))
def test_what_a_clip_is_made_of_makes_it_again(what, project, before):
    undo = change(project, *CHANGES[what])
    try:
        fingerprint, identity = made_of(project)
    finally:
        undo()
    assert fingerprint != before[0]
    assert identity != before[1]


@pytest.mark.parametrize("what", each(NO_CHANGES))
def test_what_a_clip_is_not_made_of_leaves_it(what, project, before):
    undo = change(project, *NO_CHANGES[what])
    try:
        assert made_of(project) == before
    finally:
        undo()


def test_a_number_that_is_not_shown_is_looked_into_and_leaves_the_clip(project, before):
    undo = change(project, "networks/chain.toml", "learning_rate = 1.0", "learning_rate = 0.5")
    try:
        fingerprint, identity = made_of(project)
    finally:
        undo()
    assert fingerprint != before[0]
    assert identity == before[1]


def test_nothing_around_a_render_steers_it(project, before, tmp_path):
    """Not a variable for plain manim, not the settings that manim finds in the user's home or folder."""
    settings = tmp_path / ".config" / "manim"
    settings.mkdir(parents=True)
    text = "[CLI]\nbackground_color = RED\nframe_rate = 7\n[video_encoder.options]\ncrf = 40\ntune = animation\n"
    (settings / "manim.cfg").write_text(text, encoding="utf-8")
    around = {"BEAT": "sweep_back", "NETWORK": "networks/iris.toml", "THEME": "light", "CALM": "1"}
    assert made_of(project, HOME=str(tmp_path), XDG_CONFIG_HOME=str(settings.parent), **around) == before
