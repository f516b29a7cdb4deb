"""Network files: TOML in, a network with its examples out, and back.

Every mistake in a file is told in one line that names the place. Layers count from 1, as they do
everywhere in the project; examples, rows, columns and neurons count from 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.files.document import Node, parse, show
from core.files.expression_keys import expression_keys
from core.files.network_size import MOST_TABLES, check_size
from core.files.network_text import to_text, write
from core.files.user_file import read_file
from core.files.weights_file import KEYS, WeightsFile, weights_file
from core.model.activations import ACTIVATIONS
from core.model.arrays import Array
from core.model.costs import COSTS
from core.model.errors import InputError, printable
from core.model.network import Examples, Layer, Network
from core.model.rows import R, Rows
from core.passes.backward import backward
from core.passes.forward import forward

__all__ = ["read", "read_text", "to_text", "write"]

_KEYS = (
    *("name", "cost", "learning_rate", "update_biases", "inputs", "outputs", "path", "image"),
    *("expression", "at", "layers", "examples", *KEYS),
)


def read(path: str | Path) -> tuple[Network, Examples]:
    """Read a network file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    network : Network
    examples : Examples

    Raises
    ------
    InputError
        If the file cannot be read or anything in it is not as a network needs it.

    Examples
    --------
    >>> network, examples = read("networks/chain.toml")
    >>> network.widths
    (1, 1, 1, 1)
    """
    path = Path(path)
    return read_text(read_file(path), str(path), path.parent)


def read_text(text: str, source: str, folder: Path | None = None) -> tuple[Network, Examples]:
    """Read the text of a network file.

    Parameters
    ----------
    text : str
    source : str
        The file's name: for errors, and its stem where the file gives no name.
    folder : Path, optional
        Where a file of weights may lie.

    Returns
    -------
    network : Network
    examples : Examples

    Raises
    ------
    InputError
        If anything in it is not as a network needs it.

    Examples
    --------
    >>> text = '''
    ... [[layers]]
    ... activation = "sigmoid"
    ... weights = [[2.0]]
    ... [[examples]]
    ... x = [0.5]
    ... y = [1.0]
    ... '''
    >>> read_text(text, "mine.toml")[0].name
    'mine'
    """
    document = parse(text, source).table(_KEYS)
    network = _network(document, Path(source).stem, weights_file(document, folder))
    check_size(document, network.layers, len(_tables(document, "examples", first=0)))
    examples = _examples(document, network)
    _check_finite(document, network, examples)
    return network, examples


def _network(document: Node, stem: str, apart: WeightsFile | None) -> Network:
    layers = _layers(document, apart)
    _check_cost(document, layers)
    widths = (layers[0].n_prev, *(layer.n for layer in layers))
    readers: dict[str, Callable[[Node], Any]] = {
        "name": Node.name,
        "cost": lambda node: _row(node, COSTS),
        "learning_rate": _learning_rate,
        "update_biases": Node.truth,
        "inputs": lambda node: _names(node, widths[0], "input"),
        "outputs": lambda node: _names(node, widths[-1], "output"),
        "path": lambda node: _path(node, widths),
        "image": lambda node: _image(node, widths[0]),
    }
    given = {key: reader(node) for key, reader in readers.items() if (node := document.get(key))}
    return Network(layers, **({"name": printable(stem)} | given), **expression_keys(document))


def _row(node: Node, table: Rows[R]) -> R:
    try:
        return table.find(node.text())
    except InputError as error:
        raise (error if error.source else error.at(node.source, node.place)) from None


def _check_cost(document: Node, layers: Sequence[Layer]) -> None:
    """Refuse a cost that has no meaning for what the last layer can put out."""
    named = document.get("cost")
    if named and not (cost := _row(named, COSTS)).fits(layers[-1].activation):
        fitting = " or ".join(name for name, row in ACTIVATIONS.items() if cost.fits(row))
        place = Node(None, document.source, f"layers[{len(layers)}].activation")
        found = f"{layers[-1].activation.name}, which may leave them"
        place.refuse(f"outputs from 0 to 1 for {cost.name}", found, f"end with {fitting}, or use another cost")


def _tables(document: Node, key: str, *, first: int) -> list[Node]:
    node = document.need(key, f"add a [[{key}]] table")
    if isinstance(node.value, dict):
        node.refuse(f"a list of {key}", "one table", f"write [[{key}]] with double brackets")
    items = node.items(f"[[{key}]] tables", first=first)
    if len(items) > (most := MOST_TABLES[key]):
        node.refuse(f"at most {most:,} [[{key}]] tables", f"{len(items):,}")
    return items or node.refuse(f"at least one [[{key}]] table", "an empty list")


def _layers(document: Node, apart: WeightsFile | None) -> tuple[Layer, ...]:
    layers: list[Layer] = []
    tables = _tables(document, "layers", first=1)
    for number, table in enumerate(tables, 1):
        table.table(("activation",) if apart else ("activation", "weights", "biases"))
        named = table.need("activation", 'add activation = "sigmoid"')
        activation = _row(named, ACTIVATIONS)
        if number < len(tables) and not activation.elementwise:
            found = f"{activation.name} in layer {number} of {len(tables)}"
            named.refuse("an activation that works on each neuron alone", found, "keep it for the last layer")
        n_prev = layers[-1].n if layers else None
        W, b = apart.layer(number, n_prev) if apart else _parameters(table, number, n_prev)
        layers.append(Layer(W, b, activation))
    if apart:
        apart.refuse_others(len(layers))
    return tuple(layers)


def _parameters(table: Node, number: int, n_prev: int | None) -> tuple[Array, Array]:
    weights = table.need("weights", "add weights = [[...]], one row for each neuron")
    W = _weights(weights, number, n_prev)
    biases = table.get("biases")
    b = biases.numbers() if biases else [0.0] * len(W)
    if biases and len(b) != len(W):
        biases.refuse(_count(len(W), "number", "one for each row of weights"), str(len(b)))
    return np.array(W), np.array(b)


def _weights(node: Node, number: int, n_prev: int | None) -> list[list[float]]:
    rows = node.rows()
    if not rows:
        node.refuse("at least one row", "an empty list")
    columns = n_prev or len(rows[0])
    why = f"layer {number - 1} has {_count(columns, 'neuron')}" if n_prev else "as in row 0"
    for i, row in enumerate(rows):
        if not row:
            node.refuse("at least one weight in each row", f"an empty list in row {i}")
        if len(row) != columns:
            node.refuse(_count(columns, "column", why), f"{len(row)} in row {i}")
    return rows


def _count(number: int, noun: str, why: str = "") -> str:
    plural = "" if number == 1 else "s"
    return f"{number} {noun}{plural}" + (f" ({why})" if why else "")


def _learning_rate(node: Node) -> float:
    rate = node.number()
    return rate if rate > 0 else node.refuse("a number above 0", str(rate))


def _names(node: Node, count: int, what: str) -> tuple[str, ...]:
    names = node.items("names")
    if len(names) != count:
        node.refuse(_count(count, "name", f"the network has {_count(count, what)}"), str(len(names)))
    return tuple(name.name() for name in names)


def _path(node: Node, widths: Sequence[int]) -> tuple[int, ...]:
    items = node.items("neurons")
    if len(items) != len(widths):
        node.refuse(_count(len(widths), "neuron", f"one in each layer 0 to {len(widths) - 1}"), str(len(items)))
    for layer, (item, width) in enumerate(zip(items, widths, strict=True)):
        neuron = item.number()
        if not isinstance(item.value, int) or not 0 <= neuron < width:
            counts = f"from 0 to {width - 1}" if width > 1 else "0"
            item.refuse(f"a whole number {counts} (layer {layer} has {_count(width, 'neuron')})", str(item.value))
    return tuple(item.value for item in items)


def _image(node: Node, inputs: int) -> tuple[int, ...]:
    sizes = node.items("sizes")
    if len(sizes) != 2:
        node.refuse("two sizes (rows and columns)", str(len(sizes)))
    for size in sizes:
        if size.number() < 1 or not isinstance(size.value, int):
            size.refuse("a whole number above 0", show(size.value))
    rows, columns = (size.value for size in sizes)
    if rows * columns != inputs:
        squarest = next(number for number in range(math.isqrt(inputs), 0, -1) if inputs % number == 0)
        remedy = f"write image = [{squarest}, {inputs // squarest}], or leave it out"
        found = f"{show(rows)} times {show(columns)}"
        node.refuse(f"rows times columns to be {_count(inputs, 'input')}", found, remedy)
    return rows, columns


def _examples(document: Node, network: Network) -> Examples:
    X, Y = [], []
    n_0, *_, n_L = network.widths
    for table in _tables(document, "examples", first=0):
        table.table(("x", "y"))
        x = table.need("x", "add x = [...], one number for each input")
        X.append(x.numbers())
        if len(X[-1]) != n_0:
            x.refuse(_count(n_0, "number", "one for each column of layers[1].weights"), str(len(X[-1])))
        Y.append(_desired(table.need("y", "add y = [...], one number for each output"), network, n_L))
    return Examples(np.array(X), np.array(Y))


def _desired(y: Node, network: Network, n_L: int) -> list[float]:
    """Return the desired outputs; who wrote a class or a grey value is told what to write for it."""
    label = y.value[0] if isinstance(y.value, list) and len(y.value) == 1 else y.value
    if n_L > 1 and isinstance(label, (str, int)) and not isinstance(label, bool):
        place = network.outputs.index(label) if label in network.outputs else label
        where = f"place {place}" if place in range(n_L) else "the place of the class"
        remedy = f"write 1 at {where}, counted from 0, and 0 at the others"
        y.refuse(_count(n_L, "number", "one for each output"), f"{show(label)} alone", remedy)
    targets = y.numbers()
    if len(targets) != n_L:
        y.refuse(_count(n_L, "number", f"one for each row of layers[{network.depth}].weights"), str(len(targets)))
    for target in targets:
        if network.cost.log_shares and not 0 <= target <= 1:
            remedy = 'bring them into that range, or write cost = "squared_error"'
            y.refuse(f"numbers from 0 to 1 for {network.cost.name}", str(target), remedy)
    return targets


def _check_finite(document: Node, network: Network, examples: Examples) -> None:
    """Refuse a network whose numbers leave what a double can hold: no lesson could show them."""
    with np.errstate(all="ignore"):
        seen = forward(network, examples.X)
        slopes = backward(seen, examples.Y)
    remedy = "use smaller weights or inputs"
    for number, layer in enumerate(seen.layers, 1):
        rows = np.hstack([layer.z, layer.a])
        _check_rows(document, rows, np.isfinite(rows), f"finite activations in layer {number}", remedy)
    C = slopes.C[:, None]
    _check_rows(document, C, np.isfinite(C), f"a finite {network.cost.name} of the outputs", remedy)
    for number, gradient in reversed(list(enumerate(slopes.layers, 1))):
        rows = np.hstack([gradient.delta, gradient.dC_da_prev])
        _check_rows(document, rows, np.isfinite(rows), f"finite slopes of the cost in layer {number}", remedy)


def _check_rows(document: Node, rows: Array, fits: Array, expected: str, remedy: str) -> None:
    if not fits.all():
        example, column = map(int, np.argwhere(~fits)[0])
        place = Node(None, document.source, f"examples[{example}]")
        place.refuse(expected, str(rows[example, column]), remedy)
