"""What a clip depends on, as one digest: its lesson's code with all it imports, and how it is made."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from studio.render_job import ROOT, RenderJob

ROOMS = ("core", "scenes", "studio")
LIBRARIES = ("manim", "numpy", "scipy", "sympy", "typst", "av", "pycairo")


def fingerprint(job: RenderJob) -> str:
    """Return a digest of all that a clip depends on.

    The lesson's module and every module of ours that it imports, the network file, theme, calm,
    quality, manim's settings, and the versions of the libraries.

    Parameters
    ----------
    job : RenderJob

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for path in sorted({*sources(job.module), *sources("studio.render_job"), ROOT / "manim.cfg"}):
        digest.update(_of_file(path))
    digest.update(job.network.read_bytes())
    digest.update(repr((job.lesson, job.network.stem, job.quality, job.theme, job.calm)).encode())
    digest.update(repr([(name, version(name)) for name in LIBRARIES]).encode())
    return digest.hexdigest()


@cache
def sources(module: str) -> frozenset[Path]:
    """Return the files of a module and of all modules of ours that it imports, directly or not.

    Parameters
    ----------
    module : str
        Such as "scenes.single_neuron.nudge_the_weight".
    """
    found: dict[str, Path] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _file(name)
        if path is not None and name not in found:
            found[name] = path
            waiting.extend(_imports(path))
    return frozenset(found.values())


def _imports(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file may import, packages included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            if name.split(".")[0] in ROOMS:
                yield name


def _file(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


@cache
def _of_file(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
