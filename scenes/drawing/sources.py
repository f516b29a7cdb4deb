"""Which code a lesson is made from: files of ours, and the libraries that draw."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "scenes", "studio")
LIBRARIES = (
    "av",
    "fluent.runtime",
    "manim",
    "numpy",
    "pycairo",
    "scipy",
    "stretchable",
    "svgelements",
    "sympy",
    "typst",
)
"""What numbers, formulas, outlines, pixels and films come from."""


@cache
def sources(file: Path) -> frozenset[Path]:
    """Return a file and all files of ours that it imports, directly or not.

    Parameters
    ----------
    file : Path

    Examples
    --------
    >>> ROOT / "core" / "model" / "arrays.py" in sources(ROOT / "core" / "model" / "network.py")
    True
    """
    found: set[Path] = set()
    waiting = [file]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(_imported(path))
    return frozenset(found)


@cache
def digest_of(files: frozenset[Path]) -> bytes:
    """Return a digest of what files of code do: comments and the shape of lines leave it as it is."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(ROOT).as_posix().encode() if path.is_relative_to(ROOT) else path.name.encode())
        digest.update(hashlib.sha256(ast.dump(_parsed(path)).encode()).digest())
    return digest.digest()


@cache
def libraries() -> tuple[tuple[str, str], ...]:
    """Return the names and versions of the libraries that decide what a frame looks like."""
    return tuple((name, version(name)) for name in LIBRARIES)


@cache
def _imported(path: Path) -> frozenset[Path]:
    """Return the files of ours that a file imports itself."""
    return frozenset(one for name in _imports(path) if (one := _file(name)) is not None)


def _imports(path: Path) -> Iterator[str]:
    """Yield the modules of ours that a file may import, packages included."""
    for node in _statements(_parsed(path)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from (name for name in names if name.split(".")[0] in ROOMS)


def _statements(module: ast.Module) -> Iterator[ast.AST]:
    """Yield all statements, which are few beside the expressions in them, and what holds them."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        yield node
        for held in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, held, ())


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _file(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)
