"""Network files written: the exact text that reads back as the same network."""

from __future__ import annotations

import hashlib
import io
import textwrap
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from core.model.errors import printable
from core.model.network import Examples, Layer, Network

_WIDTH = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write(path: str | Path, network: Network, examples: Examples, comment: str = "", *, apart: bool = False) -> None:
    """Write a network file, under its name only once it is complete.

    Parameters
    ----------
    path : str or Path
    network : Network
    examples : Examples
    comment : str
        What the file shows, put at its top.
    apart : bool
        Keep weights and biases in a file of their own beside it, as is better for large networks.

    Examples
    --------
    >>> import tempfile
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(Path(folder) / "copy.toml", network, examples, apart=True)
    ...     read(Path(folder) / "copy.toml")[0].layer(1).W == network.layer(1).W
    array([[ True]])
    """
    path = Path(path)
    beside: tuple[str, str] | None = None
    if apart:
        data = _npz(network)
        beside = (f"{path.stem}.weights.npz", hashlib.sha256(data).hexdigest())
        _put(path.with_name(beside[0]), data)
    _put(path, to_text(network, examples, comment, beside).encode())


def _npz(network: Network) -> bytes:
    file = io.BytesIO()
    layers = enumerate(network.layers, 1)
    np.savez(file, allow_pickle=False, **{f"{key}{i}": getattr(layer, key) for i, layer in layers for key in "Wb"})
    return file.getvalue()


def _put(path: Path, data: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def to_text(network: Network, examples: Examples, comment: str = "", beside: tuple[str, str] | None = None) -> str:
    """Return the text of a network file; every number reads back bit for bit.

    Parameters
    ----------
    network : Network
    examples : Examples
    comment : str
        What the file shows, put at its top.
    beside : tuple of str, optional
        Name and SHA-256 of the file that holds the weights, where the text does not.

    Returns
    -------
    str

    Examples
    --------
    >>> from core.files.network_file import read
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
    if network.image:
        head.append(f"image = {list(network.image)}")
    if network.expression:
        head.append(f"expression = {_text(network.expression)}")
        head.append(f"at = {{{', '.join(f'{_text(name)} = {value!r}' for name, value in network.at.items())}}}")
    if beside:
        head += [f"weights_file = {_text(beside[0])}", f'weights_sha256 = "{beside[1]}"']
    layers = [_layer(layer, apart=bool(beside)) for layer in network.layers]
    shown = [
        f"[[examples]]\nx = {_row(x)}\ny = {_row(y)}"
        for x, y in zip(examples.X.tolist(), examples.Y.tolist(), strict=True)
    ]
    return "\n\n".join(["\n".join(head), *layers, *shown]) + "\n"


def _layer(layer: Layer, *, apart: bool) -> str:
    head = f'[[layers]]\nactivation = "{layer.activation.name}"'
    if apart:
        return head
    weights = f"weights = {layer.W.tolist()}"
    if len(weights) > _WIDTH:
        weights = "\n".join(["weights = [", *(f"    {_row(row)}," for row in layer.W.tolist()), "]"])
    return f"{head}\n{weights}\nbiases = {_row(layer.b.tolist())}"


def _row(numbers: Iterable[float]) -> str:
    text = f"[{', '.join(map(repr, numbers))}]"
    return "\n     ".join(textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _text(text: str) -> str:
    """Return a TOML basic string; what is not printable is written as an escape, so it is harmless."""
    return '"' + "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'
