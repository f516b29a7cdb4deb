"""The values of a pass as tables for people."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.model.arrays import Array
from core.model.errors import printable
from core.model.network import Examples, Network
from core.notation.numeral import significant, written_out
from core.passes.backward import BackwardPass, backward
from core.passes.descent import Descent
from core.passes.forward import forward
from studio.console import count, wide_console

_LEAST_ROOM, _BESIDE = 33, 40
_BY_HAND, _DECIMALS = 12, 9
"""So many weights and biases one can calculate along with, and to so many decimals."""
_WITHOUT_END = 10_000
_SPACE = "\N{NO-BREAK SPACE}"


def print_tables(network: Network, examples: Examples, descent: Descent, decimals: int | None = None) -> None:
    """Print a table for each example, one for the averages, and two for the network after the first and last step.

    Parameters
    ----------
    network, examples
    descent : Descent
        From this network.
    decimals : int, optional
        Of each number. Default: four significant digits, or, where a network is so small that one can calculate
        along, nine decimals.
    """
    if decimals is None and sum(layer.W.size + layer.b.size for layer in network.layers) <= _BY_HAND:
        decimals = _DECIMALS
    _Tables(network, examples, decimals).print(descent)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """The tables of a network, of numbers that are written alike."""

    network: Network
    examples: Examples
    decimals: int | None
    console: Console = field(default_factory=wide_console)

    def print(self, descent: Descent) -> None:
        """Print all of them."""
        network = self.network
        self.console.print(f"{printable(network.name)}: {'-'.join(map(str, network.widths))}, {network.cost.name}")
        for i, (x, y) in enumerate(zip(self.examples.X, self.examples.Y, strict=True)):
            found = backward(forward(network, x), y)
            self._head(f"example {i}", found.C)
            self._show(self._neurons(found))
            self._show(self._parameters([(None, layer.dC_dW) for layer in found.layers], "dC/dw"))
        mean = backward(forward(network, self.examples.X), self.examples.Y)
        self._head(f"average over {count(len(self.examples), 'example')}", mean.C.mean())
        self._show(self._parameters([(layer.dC_db, layer.dC_dW) for layer in mean.layers], "dC/dw"))
        taken = len(descent.networks)
        for steps in sorted({min(1, taken), taken}):
            self._after(descent, steps)

    def _after(self, descent: Descent, steps: int) -> None:
        """Print the network after some of a descent's steps, and what it says then."""
        network = (descent.start, *descent.networks)[steps]
        self._head(f"after {count(steps, 'step')} with learning rate {descent.learning_rate:g}", descent.costs[steps])
        self._show(self._parameters([(layer.b, layer.W) for layer in network.layers], "w"))
        found = forward(network, self.examples.X)
        table = _bare("example", "C", f"a[{network.depth}] of neuron 0, 1, ...")
        costs, outputs = found.cost(self.examples.Y), self._rows(found.output)
        for i, (cost, row) in enumerate(zip(costs, outputs, strict=True)):
            table.add_row(str(i), self.number(cost), row)
        table.columns[-1].justify = "left"
        self._show(table)

    def _show(self, table: Table) -> None:
        """Print a table, on a console wide enough that no digit is cut off."""
        without_end = self.console.options.update(max_width=_WITHOUT_END)
        self.console.width = max(self.console.width, self.console.measure(table, options=without_end).maximum)
        self.console.print(table)

    def _head(self, title: str, cost: float | Array) -> None:
        self.console.print(f"\n{title}: C = {self.number(cost)}", style="bold")

    def number(self, value: float | Array) -> str:
        """Write a number for a table, with a true minus; infinite only at a logarithm's limit."""
        value = float(value)
        if not np.isfinite(value):
            return "\N{MINUS SIGN}\N{INFINITY}" if value < 0 else "\N{INFINITY}"
        return str(significant(value) if self.decimals is None else written_out(value, self.decimals))

    def _neurons(self, found: BackwardPass) -> Table:
        """One row for each neuron; the input is layer 0. The slope with respect to b is that to z."""
        seen, network = found.forward_pass, self.network
        names = _names(network)
        with np.errstate(all="ignore"):
            last = network.cost.slope(seen.output, found.y)
        dC_da = [*(layer.dC_da_prev for layer in found.layers), last]
        table = _table("z", "a", "y", "dC/da", "dC/dz = dC/db")
        for k, x in enumerate(seen.x):
            table.add_row("0", names[0][k], "", self.number(x), "", self.number(dC_da[0][k]))
        for layer, (values, slopes) in enumerate(zip(seen.layers, found.layers, strict=True), 1):
            if not network.is_chain:
                table.add_section()
            for j in range(values.layer.n):
                y = self.number(found.y[j]) if layer == network.depth else ""
                z, a, slope, delta = map(self.number, (values.z[j], values.a[j], dC_da[layer][j], slopes.delta[j]))
                table.add_row(str(layer), names[layer][j], z, a, y, slope, delta)
        return table

    def _parameters(self, values: Sequence[tuple[Array | None, Array]], title: str) -> Table:
        """One row for each neuron: what belongs to its bias, if asked for, and to each weight into it."""
        names, network = _names(self.network), self.network
        with_bias = values[0][0] is not None
        table = _table(*([title.replace("w", "b")] if with_bias else []), f"{title} from neuron 0, 1, ...")
        for layer, (b, W) in enumerate(values, 1):
            if not network.is_chain:
                table.add_section()
            rows = self._rows(W)
            for j, row in enumerate(rows):
                table.add_row(str(layer), names[layer][j], *([] if b is None else [self.number(b[j])]), row)
        table.columns[-1].justify = "left"
        return table

    def _rows(self, matrix: Array) -> list[str]:
        """Return each row as a text of equally wide numbers, broken into lines that fit the room."""
        room = self.console.width - _BESIDE
        cells = [[self.number(value) for value in row] for row in matrix]
        wide = max(len(cell) for row in cells for cell in row)
        lines = [" ".join(cell.rjust(wide).replace(" ", _SPACE) for cell in row) for row in cells]
        return ["\n".join(textwrap.wrap(line, max(room, _LEAST_ROOM, wide))) for line in lines]


def _table(*columns: str) -> Table:
    table = _bare("layer")
    table.add_column("neuron", overflow="fold", max_width=16)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _bare(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _names(network: Network) -> list[list[Text]]:
    """Return what each neuron is called; a user's name is never taken for markup."""
    names = [[Text(str(j)) for j in range(n)] for n in network.widths]
    for layer, given in ((0, network.inputs), (-1, network.outputs)):
        if given:
            names[layer] = [Text(f"{j} {printable(name)}") for j, name in enumerate(given)]
    return names
