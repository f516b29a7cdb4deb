"""Network files written: the exact text that reads back as the same network."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

from core.errors import printable
from core.network import Examples, Layer, Network

_WIDTH = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(path: str | Path, network: Network, examples: Examples, comment: str = "") -> None:
    """Write a network file.

    Parameters
    ----------
    path : str or Path
    network : Network
    examples : Examples
    comment : str
        What the file shows, put at its top.

    Examples
    --------
    >>> import tempfile
    >>> from core.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder) / "copy.toml", network, examples)
    ...     read(Path(folder) / "copy.toml")[0].name == network.name
    True
    """
    Path(path).write_text(to_text(network, examples, comment), encoding="utf-8", newline="\n")


def to_text(network: Network, examples: Examples, comment: str = "") -> str:
    """Return the text of a network file; every number reads back bit for bit.

    Parameters
    ----------
    network : Network
    examples : Examples
    comment : str
        What the file shows, put at its top.

    Returns
    -------
    str

    Examples
    --------
    >>> from core.network_file import read
    >>> print(to_text(*read("networks/chain.toml")).splitlines()[1])
    cost = "squared_error"
    """
    head = [f"# {printable(line)}".rstrip() for line in comment.splitlines()]
    head += [""] if head else []
    head += [f"name = {_text(network.name)}", f'cost = "{network.cost.name}"']
    head += [f"learning_rate = {float(network.learning_rate)!r}"]
    head += [f"update_biases = {str(network.update_biases).lower()}"]
    for key in ("inputs", "outputs"):
        if names := getattr(network, key):
            head.append(f"{key} = [{', '.join(map(_text, names))}]")
    if network.path:
        head.append(f"path = {list(network.path)}")
    layers = [_layer(layer) for layer in network.layers]
    shown = [
        f"[[examples]]\nx = {_row(x)}\ny = {_row(y)}"
        for x, y in zip(examples.X.tolist(), examples.Y.tolist(), strict=True)
    ]
    return "\n\n".join(["\n".join(head), *layers, *shown]) + "\n"


def _layer(layer: Layer) -> str:
    weights = f"weights = {layer.W.tolist()}"
    if len(weights) > _WIDTH:
        weights = "\n".join(["weights = [", *(f"    {_row(row)}," for row in layer.W.tolist()), "]"])
    return f'[[layers]]\nactivation = "{layer.activation.name}"\n{weights}\nbiases = {_row(layer.b.tolist())}'


def _row(numbers: Iterable[float]) -> str:
    text = f"[{', '.join(map(repr, numbers))}]"
    return "\n     ".join(textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _text(text: str) -> str:
    """Return a TOML basic string; what is not printable is written as an escape, so it is harmless."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'
