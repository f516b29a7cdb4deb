"""``./lecture test``: everything that CI checks, the fast parts first."""

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import click

from core.model.errors import InputError

ROOT = Path(__file__).parents[2]
SIDE_BY_SIDE = ("--numprocesses=auto", "--dist=loadgroup")
CORE = ("core", "tests/core")
REST = ("tests", "scenes", "studio", "--ignore=tests/core")


def marker_expression(*, thorough: bool, movement: bool, browser: bool, torch: bool) -> str:
    """Name the kinds of tests to leave out, in pytest's words."""
    wanted = {"thorough": thorough, "movement": movement, "browser": browser, "torch": torch}
    return " and ".join(f"not {kind}" for kind, is_wanted in wanted.items() if not is_wanted)


def passes(title: str, *arguments: str) -> bool:
    """Run one part as a module of this Python, in the root folder, and say how long it took."""
    click.secho(f"{title} ...", bold=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=False).returncode
    verdict = "passed" if code == 0 else f"failed with exit code {code}"
    click.echo(f"{title}: {verdict} after {time.monotonic() - start:.1f} s")
    return code == 0


def parts_of(markers: str, wanted: tuple[str, ...], *, thorough: bool) -> dict[str, tuple[str, ...]]:
    """Name what is checked, and the module that does it with its arguments; what takes longer comes later.

    Counting the lines of core that its own tests run makes those half as long again, so only a thorough run does.
    """
    tests = ("pytest", *SIDE_BY_SIDE, "-m", markers)
    fast = {"format": ("ruff", "format", "--check"), "lint": ("ruff", "check"), "types": ("mypy",)}
    if thorough and not wanted:
        return fast | {"tests of core": (*tests, *CORE, "--cov=core"), "other tests": (*tests, *REST, "--durations=60")}
    return fast | {"tests": (*tests, *wanted)}


@click.command("test", context_settings={"ignore_unknown_options": True})
@click.option("--thorough", is_flag=True, help="Also run the tests that take long.")
@click.option(
    "--movement", is_flag=True, help="Also look into every movement, and at many random networks; takes an hour."
)
@click.option("--browser", is_flag=True, help="Also run the tests that need Chromium.")
@click.option("--torch", is_flag=True, help="Install PyTorch (large) and compare with it too.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(*, thorough: bool, movement: bool, browser: bool, torch: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Check this project: format, lint, types and tests.

    What follows the options goes to pytest: ./lecture test -k sigmoid
    """
    if not (ROOT / "tests").is_dir():
        expected, found = "expected this project's tests", "found a package without them"
        raise InputError("", "test", expected, found, "call ./lecture test in the project's repository")
    has_torch = importlib.util.find_spec("torch") is not None
    if torch and not has_torch:
        message = "--torch: PyTorch is not installed; ./lecture test --torch installs it."
        raise click.ClickException(message)
    markers = marker_expression(thorough=thorough, movement=movement, browser=browser, torch=has_torch)
    parts = parts_of(markers, pytest_arguments, thorough=thorough)
    results = [passes(title, *arguments) for title, arguments in parts.items()]
    if not all(results):
        sys.exit(1)
