"""The group of commands: quick to start, and plain about mistakes."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from core.model.errors import InputError
from studio.command_line import COMMANDS, LazyGroup, lecture
from studio.commands.test import marker_expression, parts_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def group(monkeypatch):
    """A group whose one command does what a test asks of it."""

    def make(action):
        monkeypatch.setattr(LazyGroup, "get_command", lambda *_: click.Command("one", callback=action))
        return lecture

    return make


def test_help_lists_every_command_and_imports_none():
    script = (
        "import sys, json\nfrom studio.command_line import lecture\n"
        "lecture(['--help'], standalone_mode=False)\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in json.loads(result.stderr)}
    assert not loaded & {"numpy", "scipy", "sympy", "manim", "rich", "jinja2", "core", "scenes"}
    for name, help_text in COMMANDS.items():
        assert f"  {name} " in result.stdout
        assert help_text in result.stdout


@pytest.mark.parametrize("name", ["render", "stills"])
def test_the_help_of_a_command_that_draws_needs_no_manim(name):
    code = (
        "import sys; from studio.command_line import lecture\n"
        f"lecture(['{name}', '--help'], standalone_mode=False)\nsys.exit('manim' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_version():
    result = CliRunner().invoke(lecture, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("lecture 0.")


def test_a_mistake_in_the_input_is_one_line_on_stderr(group):
    def misread():
        raise InputError("mine.toml", "cost", "expected a known cost", "found 'x'")

    result = CliRunner().invoke(group(misread), ["one"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "mine.toml: cost: expected a known cost, found 'x'.\n"


@pytest.mark.parametrize("error", [ValueError, KeyError, OSError])
def test_a_fault_of_ours_is_not_taken_for_the_users(group, error):
    def fail():
        raise error

    result = CliRunner().invoke(group(fail), ["one"])
    assert result.exit_code == 1
    assert isinstance(result.exception, error)


@pytest.mark.parametrize("arguments", [["nonsense"], ["--nonsense"], ["test", "--thorough=1"]])
def test_wrong_usage_exits_with_2(arguments):
    result = CliRunner().invoke(lecture, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_reader_that_leaves_is_no_trouble():
    script = (
        "import click\nfrom studio.command_line import LazyGroup, lecture\n"
        "LazyGroup.get_command = lambda *_: click.Command('one', callback=lambda: print('x' * 5))\nlecture(['one'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    process.wait()


def test_long_and_special_tests_are_left_out_unless_asked_for():
    left_out = "not thorough and not movement and not browser"
    assert marker_expression(thorough=False, movement=False, browser=False, torch=True) == left_out
    assert marker_expression(thorough=True, movement=False, browser=True, torch=False) == "not movement and not torch"
    assert marker_expression(thorough=True, movement=True, browser=True, torch=True) == ""


@pytest.mark.xdist_group("one worker")
def test_tests_of_a_group_are_run_by_one_worker(request):
    """pytest-xdist 3.8 knows a group by the end of a test's name, which pytest 9.2 no longer lets it set."""
    is_side_by_side = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@one worker") == is_side_by_side


def test_what_is_fast_is_checked_first_and_every_test_once():
    quick = parts_of("", (), thorough=False)
    assert list(quick) == ["format", "lint", "types", "tests"]
    assert not any("--cov" in argument for part in quick.values() for argument in part)
    thorough = parts_of("not torch", (), thorough=True)
    assert list(thorough) == ["format", "lint", "types", "tests of core", "other tests"]
    assert "--cov=core" in thorough["tests of core"]
    rooms = {argument for argument in thorough["tests of core"] if (ROOT / argument).is_dir()}
    rest = {argument for argument in thorough["other tests"] if (ROOT / argument).is_dir()}
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert rooms | rest == {*told["tool"]["pytest"]["ini_options"]["testpaths"], "tests/core"}
    assert "--ignore=tests/core" in thorough["other tests"]


def test_what_a_user_asks_pytest_for_is_all_that_runs():
    for thorough in (True, False):
        assert parts_of("", ("-k", "sigmoid"), thorough=thorough)["tests"][-2:] == ("-k", "sigmoid")
