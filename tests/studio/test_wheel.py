"""The package that is built from this project works by itself: with its words, templates, settings and networks."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.scenes.test_figures_page import EXAMPLES

ROOT = Path(__file__).parents[2]
ROOMS = ("core", "networks", "scenes", "studio")
FILES = ("pyproject.toml", "README.md", "LICENSE", "manim.cfg")
pytestmark = [pytest.mark.thorough, pytest.mark.xdist_group("workshop")]


def tried(*command, **how):
    """Run a program that finds nothing but what its own environment has."""
    alone = os.environ | {"PYTHONPATH": ""}
    return subprocess.run([*map(str, command)], env=alone, capture_output=True, text=True, check=False, **how)


def run(*command, **how):
    """Run a program that has to end well; return what it says."""
    done = tried(*command, **how)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An environment with the built package; what it stands on is borrowed from the one of the tests."""
    source, room = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("environment")
    for name in ROOMS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, source)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--wheel-dir", source / "dist", source)
    venv.create(room, with_pip=False, symlinks=True)
    (wheel,) = (source / "dist").glob("*.whl")
    run(*pip, "--python", room / "bin" / "python", "install", "--no-deps", wheel)
    (site,) = room.glob("lib/python*/site-packages")
    # a folder that is named in a .pth is searched, but its own .pth files, such as that of this project, are not read
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return room


@pytest.fixture
def away(tmp_path):
    """A folder of somebody with a network, and with folders of their own that are called like ours."""
    shutil.copy(ROOT / "networks" / "chain.toml", tmp_path / "mine.toml")
    for name in ("core", "scenes"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise RuntimeError('not ours')", encoding="utf-8")
    return tmp_path


def test_it_is_the_package_that_is_used_and_it_has_all_files(installed):
    code = "import core, scenes, studio; print(scenes.__file__)"
    assert Path(run(installed / "bin" / "python", "-P", "-c", code).strip()).is_relative_to(installed)
    (site,) = installed.glob("lib/python*/site-packages")
    told = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    told = [path.relative_to(ROOT) for path in told if "__pycache__" not in path.parts]
    assert [str(path) for path in told if not (site / path).is_file()] == []


def test_a_clip_is_made_and_audited_and_a_kit_comes_of_it(installed, away):
    lecture, chosen = installed / "bin" / "lecture", ("--only", "TheSimplest", "--quality", "preview")
    run(lecture, "render", "mine.toml", *chosen, cwd=away)
    folder = away / "media" / "lectures" / "mine" / "preview-dark"
    assert (folder / "TheSimplestNetwork--mine.mp4").is_file()
    assert "values are true" in run(lecture, "audit", folder / "TheSimplestNetwork--mine.json", cwd=away)
    assert "deck" in run(lecture, "kit", "mine.toml", "--for", "deck", *chosen, cwd=away)


def test_without_a_network_it_tells_of_its_own(installed, away):
    assert "NudgeTheWeight" in run(installed / "bin" / "lecture", "list", cwd=away)


def test_its_figures_are_there_for_a_scene_of_somebody_s_own(installed, tmp_path):
    example = EXAMPLES[0]  # it reads a network of the package
    (tmp_path / "my_scene.py").write_text(example.source, encoding="utf-8")
    how = ("-s", "--resolution", "64,36", "--progress_bar", "none")
    run(installed / "bin" / "python", "-P", "-m", "manim", "render", *how, "my_scene.py", example.scene, cwd=tmp_path)
    assert list(tmp_path.glob("media/images/my_scene/*.png"))


def test_its_tests_lie_in_the_repository(installed, away):
    done = tried(installed / "bin" / "lecture", "test", cwd=away)
    assert done.returncode == 2
    assert "repository" in done.stderr
