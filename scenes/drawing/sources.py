"""Which code a lesson is made from: files of ours, and the libraries that draw."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.metadata import version
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "scenes", "studio")
_IMPORT = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(?P<module>(?:" + "|".join(ROOMS) + r")[\w.]*)"
    r"(?:[ \t]+import[ \t]+(?P<names>\([^)]*\)|.*))?",
    re.MULTILINE,
)
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
        digest.update(_digest_of(path))
    return digest.digest()


@cache
def _digest_of(path: Path) -> bytes:
    """Return a digest of what a file is compiled to, which Python keeps: parsing it takes five times as long."""
    code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)
    return hashlib.sha256(repr(_told(code)).encode()).digest()


def _told(constant: object) -> object:
    """Return a constant of compiled code as a value that does not depend on lines, nor on the order of a set."""
    if isinstance(constant, CodeType):
        names = (constant.co_names, constant.co_varnames, constant.co_freevars, constant.co_cellvars)
        counts = (constant.co_argcount, constant.co_posonlyargcount, constant.co_kwonlyargcount, constant.co_flags)
        inside = [_told(one) for one in constant.co_consts]
        return (constant.co_name, constant.co_code, constant.co_exceptiontable, names, counts, inside)
    if isinstance(constant, frozenset):
        return sorted(map(repr, constant))
    return [_told(one) for one in constant] if isinstance(constant, tuple) else constant


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
    for line in _IMPORT.finditer(path.read_text(encoding="utf-8")):
        module, named = line["module"], re.findall(r"\w+", re.sub(r"#.*", "", line["names"] or ""))
        yield from (module, *(f"{module}.{name}" for name in named))


@cache
def _file(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)
