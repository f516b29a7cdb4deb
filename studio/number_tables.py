"""The values of a pass as tables for people."""

import textwrap
from collections.abc import Sequence

import numpy as np
from rich import box
from rich.table import Table
from rich.text import Text

from core.model.arrays import Array
from core.model.errors import printable
from core.model.network import Examples, Network
from core.notation.numeral import significant
from core.passes.backward import BackwardPass, backward
from core.passes.descent import Descent
from core.passes.forward import forward
from studio.console import count, wide_console

_LEAST_ROOM = 33
_SPACE = "\N{NO-BREAK SPACE}"


def print_tables(network: Network, examples: Examples, descent: Descent) -> None:
    """Print a table for each example, one for the averages, and one for the network after the steps."""
    console = wide_console()
    console.print(f"{printable(network.name)}: {'-'.join(map(str, network.widths))}, {network.cost.name}")
    for i, (x, y) in enumerate(zip(examples.X, examples.Y, strict=True)):
        found = backward(forward(network, x), y)
        console.print(f"\nexample {i}: C = {number(found.C)}", style="bold")
        console.print(_neuron_table(network, found))
        console.print(
            _parameter_table(network, [(None, layer.dC_dW) for layer in found.layers], "dC/dw", console.width)
        )
    mean = backward(forward(network, examples.X), examples.Y)
    console.print(f"\naverage over {count(len(examples), 'example')}: C = {number(mean.C.mean())}", style="bold")
    slopes = [(layer.dC_db, layer.dC_dW) for layer in mean.layers]
    console.print(_parameter_table(network, slopes, "dC/dw", console.width))
    title = f"\nafter {count(len(descent.networks), 'step')} with learning rate {descent.learning_rate:g}: C = "
    console.print(title + number(descent.costs[-1]), style="bold")
    values = [(layer.b, layer.W) for layer in descent.end.layers]
    console.print(_parameter_table(network, values, "w", console.width))


def number(value: float | Array) -> str:
    """Write a number for a table: four significant digits and a true minus; infinite only at a logarithm's limit."""
    value = float(value)
    if np.isfinite(value):
        return str(significant(value))
    return "\N{MINUS SIGN}\N{INFINITY}" if value < 0 else "\N{INFINITY}"


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("layer", justify="right")
    table.add_column("neuron", overflow="fold", max_width=16)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _neuron_table(network: Network, found: BackwardPass) -> Table:
    """One row for each neuron; the input is layer 0. The slope with respect to b is that to z."""
    seen = found.forward_pass
    names = _names(network)
    with np.errstate(all="ignore"):
        last = network.cost.slope(seen.output, found.y)
    dC_da = [*(layer.dC_da_prev for layer in found.layers), last]
    table = _table("z", "a", "y", "dC/da", "dC/dz = dC/db")
    for k, x in enumerate(seen.x):
        table.add_row("0", names[0][k], "", number(x), "", number(dC_da[0][k]))
    for layer, (values, slopes) in enumerate(zip(seen.layers, found.layers, strict=True), 1):
        if not network.is_chain:
            table.add_section()
        for j in range(values.layer.n):
            y = number(found.y[j]) if layer == network.depth else ""
            z, a, slope, delta = map(number, (values.z[j], values.a[j], dC_da[layer][j], slopes.delta[j]))
            table.add_row(str(layer), names[layer][j], z, a, y, slope, delta)
    return table


def _parameter_table(network: Network, values: Sequence[tuple[Array | None, Array]], title: str, width: int) -> Table:
    """One row for each neuron: what belongs to its bias, if asked for, and to each weight into it."""
    names = _names(network)
    with_bias = values[0][0] is not None
    table = _table(*([title.replace("w", "b")] if with_bias else []), f"{title} from neuron 0, 1, ...")
    for layer, (b, W) in enumerate(values, 1):
        if not network.is_chain:
            table.add_section()
        rows = _rows(W, width - 40)
        for j, row in enumerate(rows):
            table.add_row(str(layer), names[layer][j], *([] if b is None else [number(b[j])]), row)
    table.columns[-1].justify = "left"
    return table


def _names(network: Network) -> list[list[Text]]:
    """Return what each neuron is called; a user's name is never taken for markup."""
    names = [[Text(str(j)) for j in range(n)] for n in network.widths]
    for layer, given in ((0, network.inputs), (-1, network.outputs)):
        if given:
            names[layer] = [Text(f"{j} {printable(name)}") for j, name in enumerate(given)]
    return names


def _rows(matrix: Array, room: int) -> list[str]:
    """Return each row as a text of equally wide numbers, broken into lines that fit the room."""
    cells = [[number(value) for value in row] for row in matrix]
    wide = max(len(cell) for row in cells for cell in row)
    lines = [" ".join(cell.rjust(wide).replace(" ", _SPACE) for cell in row) for row in cells]
    return ["\n".join(textwrap.wrap(line, max(room, _LEAST_ROOM, wide))) for line in lines]
