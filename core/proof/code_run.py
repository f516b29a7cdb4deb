"""The code of a lecture, run as it stands: what each line read and wrote, in the order in which it ran."""

from __future__ import annotations

import ast
import copy
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any, NamedTuple, TypeGuard

import numpy as np

from core.model.arrays import Array
from core.model.network import Network

_FILE = "<the code on screen>"


class LayerNumbers(NamedTuple):
    """What the code calls a layer."""

    W: Array
    b: Array


@dataclass(frozen=True, slots=True)
class LineRun:
    """One run of one line.

    Parameters
    ----------
    line : int
        From 1.
    turn : int
        How often the line has run by then, from 1.
    read, written : mapping of str to value
        What the line named, as it was before; and what it changed, as it was afterwards.
    """

    line: int
    turn: int
    read: Mapping[str, Any]
    written: Mapping[str, Any]


def run_code(text: str, network: Network, x: Array, y: Array) -> tuple[LineRun, ...]:
    """Run the very text of `core.notation.code_form.code_form` on one example, and keep what each line did.

    Parameters
    ----------
    text : str
        Simple lines and loops.
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)

    Returns
    -------
    tuple of LineRun

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.notation.code_form import code_form
    >>> network, examples = read("networks/chain.toml")
    >>> runs = run_code(code_form(network), network, examples.X[0], examples.Y[0])
    >>> last = runs[-2]  # before the loop sees that it is over
    >>> last.line, last.turn, sorted(last.read), sorted(last.written)
    (10, 3, ['d', 'l', 'layers'], ['g'])
    """
    names = _names_by_line(text)
    space = _namespace(network, x, y)
    notes = _Notes(names, space)
    before = sys.gettrace()
    sys.settrace(notes.enter)
    try:
        exec(compile(text, _FILE, "exec"), space)  # noqa: S102  our own text, of a network's rows
    finally:
        sys.settrace(before)
    notes.close()
    return tuple(notes.runs)


class _Notes:
    """What is noted while the code runs."""

    def __init__(self, names: Mapping[int, tuple[set[str], set[str]]], space: Mapping[str, Any]) -> None:
        self.runs: list[LineRun] = []
        self._names, self._space = names, space
        self._turns: Counter[int] = Counter()
        self._open: tuple[int, dict[str, Any]] | None = None

    def enter(self, frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:  # noqa: ANN401
        """Follow the code itself, and nothing that it calls."""
        return self._line if frame.f_code.co_filename == _FILE else None

    def _line(self, frame: FrameType, event: str, _argument: Any) -> Callable[..., Any]:  # noqa: ANN401
        if event == "line":
            self.close()
            read, _ = self._names.get(frame.f_lineno, (set(), set()))
            self._open = (frame.f_lineno, self._copies(read))
        return self._line

    def close(self) -> None:
        """Note what the line that has run did."""
        if self._open is None:
            return
        number, read = self._open
        self._turns[number] += 1
        _, written = self._names.get(number, (set(), set()))
        self.runs.append(LineRun(number, self._turns[number], read, self._copies(written)))
        self._open = None

    def _copies(self, names: set[str]) -> dict[str, Any]:
        found = {name: self._space[name] for name in sorted(names) if name in self._space}
        return {name: copy.deepcopy(value) for name, value in found.items() if not _is_tool(value)}


def _is_tool(value: Any) -> bool:  # noqa: ANN401  whatever the code names
    return callable(value) or (isinstance(value, list) and bool(value) and all(map(callable, value)))


def _namespace(network: Network, x: Array, y: Array) -> dict[str, Any]:
    """Return what the code reads before it has written anything."""
    rows = [layer.activation for layer in network.layers]
    is_shared = len({row.name for row in rows}) == 1 and rows[-1].elementwise
    return {
        "__builtins__": {"range": range, "reversed": reversed, "len": len},
        "x": np.asarray(x),
        "y": np.asarray(y),
        "L": network.depth,
        "layers": [LayerNumbers(layer.W.copy(), layer.b.copy()) for layer in network.layers],
        "sigma": rows[0].value if is_shared else [row.value for row in rows],
        "slope": rows[0].slope if is_shared else [row.slope for row in rows],
        "jacobian": rows[-1].slope,
        "outer": np.outer,
        "rate": network.learning_rate,
        "dC_dW": [None] * network.depth,
        "dC_db": [None] * network.depth,
    }


def _names_by_line(text: str) -> dict[int, tuple[set[str], set[str]]]:
    """Return what each line names, and which of it the line changes."""
    found: dict[int, tuple[set[str], set[str]]] = {}
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.stmt):
            continue
        read, written = found.setdefault(node.lineno, (set(), set()))
        own = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
        for part in (one for child in own for one in ast.walk(child)):
            if isinstance(part, ast.Name):
                (written if isinstance(part.ctx, ast.Store) else read).add(part.id)
            elif _is_change(part):
                written |= {one.id for one in ast.walk(part.value) if isinstance(one, ast.Name)}
        if isinstance(node, ast.AugAssign):
            read |= written
    return found


def _is_change(part: ast.AST) -> TypeGuard[ast.Subscript | ast.Attribute]:
    """Whether a part changes what it names: dC_db[l] = d, or z.append(...)."""
    if isinstance(part, ast.Subscript):
        return isinstance(part.ctx, ast.Store)
    return isinstance(part, ast.Attribute) and part.attr == "append"
