"""The code of a record, run once more in a process of its own, and what it finds held against what was shown.

A record is a file that anyone may have written: only the few kinds of lines that `core.notation.code_form` writes are
run at all.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.files.network_file import read
from core.files.network_text import write
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.proof.code_run import run_code
from core.proof.complex_step import complex_step
from core.proof.mismatch import Mismatch
from core.proof.slope_sample import SlopeSample
from core.proof.told_code import told_of

_ROOT = Path(__file__).resolve().parents[2]
_RELATIVE, _SECONDS, _LARGEST, _MOST_LINES = 1e-9, 120, 1000, 40
"""What rounding may leave open; how long the code may run; of a number that it names; how long it is."""
_NODES = (
    ast.Module, ast.Assign, ast.AugAssign, ast.For, ast.If, ast.Expr, ast.Name, ast.Load, ast.Store, ast.Constant,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.UnaryOp, ast.USub, ast.Call,
    ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Compare, ast.Lt,
)  # fmt: skip
_CALLED, _ASKED = {"sigma", "slope", "jacobian", "outer", "reversed", "range", "len"}, {"append", "W", "T"}


def ran(text: str, network: Network, x: Array, y: Array) -> list[dict[str, Any]]:
    """Run the code here, and return what a record keeps of it: each line that made numbers, and these.

    Examples
    --------
    >>> from core.notation.code_form import code_form
    >>> network, examples = read("networks/chain.toml")
    >>> ran(code_form(network), network, examples.X[0], examples.Y[0])[0]["name"]
    'z'
    """
    found = told_of(run_code(text, network, x, y), network.depth)
    return [
        {"line": one.line, "name": one.name, "layer": one.layer, "values": np.asarray(one.values).tolist()}
        for one in found
    ]


def ran_again(text: str, network: Network, x: Array, y: Array) -> list[dict[str, Any]]:
    """Return the same of a run in a fresh process.

    Raises
    ------
    InputError
        If the text has other lines than code on screen has, or does not run.
    """
    check(text)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "network.toml", network, Examples(x[None], y[None]))
        (Path(folder) / "code.txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "core.proof.code_again", folder]
        try:
            done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=_SECONDS, check=True)
        except subprocess.SubprocessError as error:
            raise InputError("", "code", "expected code that runs", f"found {type(error).__name__}") from error
    again: list[dict[str, Any]] = json.loads(done.stdout)
    return again


def check(text: str) -> None:
    """Refuse what is not of the few kinds of lines that code on screen has.

    Raises
    ------
    InputError

    Examples
    --------
    >>> check("import os")
    Traceback (most recent call last):
    core.model.errors.InputError: code: expected lines as a lesson shows them, found Import.
    """
    expected = "expected lines as a lesson shows them"
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError) as error:
        raise InputError("", "code", expected, "found no code") from error
    if len(text.splitlines()) > _MOST_LINES:
        raise InputError("", "code", expected, f"found more than {_MOST_LINES}")
    for node in nodes:
        if not _is_known(node):
            raise InputError("", "code", expected, f"found {type(node).__name__}")


def _is_known(node: ast.AST) -> bool:
    match node:
        case ast.Attribute():
            return node.attr in _ASKED
        case ast.Constant():
            return isinstance(node.value, int | float) and abs(node.value) <= _LARGEST
        case ast.Name():
            return "_" not in node.id or node.id in {"dC_dW", "dC_db"}
        case ast.Call(func=ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name))):
            return name in _CALLED and not node.keywords
        case ast.Call():
            return isinstance(node.func, ast.Attribute) and node.func.attr == "append" and not node.keywords
    return isinstance(node, _NODES)


def untrue_code(record: Mapping[str, Any], network: Network, examples: Examples) -> Iterator[Mismatch]:
    """Yield what is wrong with a record's code: what it finds when it runs again, and what its first text should find.

    Parameters
    ----------
    record : mapping
        Its `code`, if any, is a list of texts, each with its example and what it `ran`; the first finds all slopes.
    network, examples
        Of the record's network file.
    """
    for index, way in enumerate(record.get("code", ())):
        place = f"code[{index}]"
        try:
            x, y = examples.X[way["example"]], examples.Y[way["example"]]
            again = ran_again(way["text"], network, x, y)
            yield from _apart(place, way["ran"], again)
            if index == 0:
                yield from _untrue_slopes(place, again, network, x, y)
        except (InputError, LookupError, TypeError, ValueError) as error:
            yield Mismatch(place, "the code", "code that runs, and what it found", str(error))


def _apart(place: str, told: Sequence[Mapping[str, Any]], again: Sequence[Mapping[str, Any]]) -> Iterator[Mismatch]:
    """Yield which lines find something else than the record says."""
    if len(told) != len(again):
        yield Mismatch(place, "lines that ran", str(len(again)), str(len(told)))
    for one, other in zip(told, again, strict=False):
        same = all(one[key] == other[key] for key in ("line", "name", "layer"))
        if not same or not _alike(one["values"], other["values"]):
            yield Mismatch(place, f"line {other['line']}, layer {other['layer']}", *map(_short, (other, one)))


def _untrue_slopes(
    place: str, again: Sequence[Mapping[str, Any]], network: Network, x: Array, y: Array
) -> Iterator[Mismatch]:
    """Yield the layers whose slopes by weights and biases are not those that nudges find."""
    count = sum(layer.W.size + layer.b.size + layer.W.shape[1] for layer in network.layers)
    sample = SlopeSample.of(network, count, np.random.default_rng(0))
    found = complex_step(network, x, y, sample)
    for number, layer in enumerate(network.layers, 1):
        own = found[sample.layers == number]
        parts = {"dC_dw": own[: layer.W.size].reshape(layer.W.shape), "dC_db": own[layer.W.size :][: layer.b.size]}
        for name, meant in parts.items():
            made = [one["values"] for one in again if (one["name"], one["layer"]) == (name, number)]
            if len(made) != 1 or not _alike(made[0], meant):
                yield Mismatch(place, f"{name} of layer {number}", "the slopes that nudges find", "others")


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401  JSON
    first, second = (np.asarray(each, dtype=float) for each in (one, other))
    if first.shape != second.shape:
        return False
    largest = float(np.max(np.abs(second), initial=0.0))
    return bool(np.allclose(first, second, rtol=_RELATIVE, atol=_RELATIVE * largest))


def _short(told: Mapping[str, Any]) -> str:
    first = np.ravel(told["values"])[:1]
    return f"{told['name']} from {float(first[0]):.10g}" if len(first) else str(told["name"])


def _main(folder: Path) -> None:
    network, examples = read(folder / "network.toml")
    text = (folder / "code.txt").read_text(encoding="utf-8")
    check(text)
    sys.stdout.write(json.dumps(ran(text, network, examples.X[0], examples.Y[0])))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
