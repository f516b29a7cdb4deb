"""A layer's quantities as matrices: each cell stands for a quantity, so that pictures and checks can read it."""

from __future__ import annotations

from typing import Any, Literal, Self, TypeAlias

from sympy import Expr, Integer, MatrixSymbol, Symbol

from core.algebra.indexed import LayerSymbol
from core.algebra.symbols import ActivationFunction, symbol
from core.model.network import Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z

Letter: TypeAlias = Literal["W", "a", "b", "z", "delta", "A", "Z", "Delta"]
"""The last three are of many examples."""
Layout: TypeAlias = Literal["columns", "rows"]
"""Whether each example is a column of a batch, or a row of it."""


class LayerMatrix(MatrixSymbol):  # type: ignore[misc]  # SymPy has no types
    """All weights of a layer, or a column of what its neurons have.

    Parameters
    ----------
    letter : "W", "a", "b", "z" or "delta"
    layer : int
    rows, columns : int
    is_slope : bool
        Whether it is the cost's slope by these.

    Examples
    --------
    >>> W = LayerMatrix("W", 2, 3, 4)
    >>> W.shape, W.quantity(0, 3), LayerMatrix("b", 2, 3, 1, is_slope=True).name
    ((3, 4), Quantity(kind='w', layer=2, neurons=(0, 3), of=None, by=None), 'dC/db[2]')
    """

    letter: Letter
    layer: int
    is_slope: bool

    def __new__(cls, letter: Letter, layer: int, rows: int, columns: int, *, is_slope: bool = False) -> Self:
        """Name it by its letter and layer, by which SymPy tells it from others."""
        made: Self = MatrixSymbol.__new__(cls, f"{'dC/d' if is_slope else ''}{letter}[{layer}]", rows, columns)
        made.letter, made.layer, made.is_slope = letter, int(layer), is_slope
        return made

    def quantity(self, row: int, column: int = 0) -> Quantity:
        """Return what a cell stands for."""
        makers = {"a": a, "b": b, "z": z, "delta": delta}
        found = w(self.layer, row, column) if self.letter == "W" else makers[self.letter](self.layer, row)
        return slope(C, found) if self.is_slope else found

    def example(self, row: int, column: int = 0) -> int | None:  # noqa: ARG002  that of a batch depends on the cell
        """Return of which example a cell is; None for what is the same for all, or the one that is looked at."""
        return None

    def entry(self, row: int, column: int = 0) -> Expr:
        """Return a cell as a symbol."""
        return symbol(self.quantity(row, column))

    def doit(self, **_: bool) -> Self:
        """Return it as it is."""
        return self

    def _eval_simplify(self, **_: bool) -> Self:
        return self

    @property
    def symbol(self) -> LayerSymbol:
        """What all of it is called, without its shape."""
        return LayerSymbol(self.letter, Integer(self.layer), is_slope=self.is_slope)

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return int(self.shape[0]), int(self.shape[1])


class BatchMatrix(LayerMatrix):
    """What the neurons of a layer have for each of several examples.

    Parameters
    ----------
    letter : "A", "Z" or "Delta"
    layer : int
    neurons, examples : int
    layout : "columns" or "rows"
        What each example is.
    is_slope : bool
        Whether it is each example's own cost's slope by these.

    Examples
    --------
    >>> A = BatchMatrix("A", 1, 3, 12, "rows")
    >>> A.shape, A.quantity(11, 2), A.example(11, 2), A.entry(11, 2)
    ((12, 3), Quantity(kind='a', layer=1, neurons=(2,), of=None, by=None), 11, a[1][2]{11})
    """

    layout: Layout

    def __new__(
        cls, letter: Letter, layer: int, neurons: int, examples: int, layout: Layout, *, is_slope: bool = False
    ) -> Self:
        """Name it by its letter and layer, by which SymPy tells it from others."""
        shape = (neurons, examples) if layout == "columns" else (examples, neurons)
        made = super().__new__(cls, letter, layer, *shape, is_slope=is_slope)
        made.layout = layout
        return made

    def quantity(self, row: int, column: int = 0) -> Quantity:
        """Return what a cell stands for, of its example."""
        makers = {"A": a, "Z": z, "Delta": delta}
        found = makers[self.letter](self.layer, row if self.layout == "columns" else column)
        return slope(C, found) if self.is_slope else found

    def example(self, row: int, column: int = 0) -> int:
        """Return of which example a cell is."""
        return column if self.layout == "columns" else row

    def entry(self, row: int, column: int = 0) -> Expr:
        """Return a cell as a symbol, the example in braces."""
        return Symbol(f"{self.quantity(row, column)}{{{self.example(row, column)}}}")


def weights(network: Network, layer: int, *, is_slope: bool = False) -> LayerMatrix:
    """Return the weights of a layer, a row for each of its neurons.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> weights(read("networks/iris.toml")[0], 2).size
    (3, 4)
    """
    found = network.layer(layer)
    return LayerMatrix("W", layer, found.n, found.n_prev, is_slope=is_slope)


def column(network: Network, letter: Letter, layer: int, *, is_slope: bool = False) -> LayerMatrix:
    """Return what the neurons of a layer have, one below the other.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> column(read("networks/iris.toml")[0], "a", 0).size
    (4, 1)
    """
    return LayerMatrix(letter, layer, network.widths[layer], Integer(1), is_slope=is_slope)


def applied_function(expression: Any) -> type[ActivationFunction]:  # noqa: ANN401  SymPy has no types
    """Return the function that an elementwise one applies to each entry.

    Examples
    --------
    >>> from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction
    >>> from core.algebra.symbols import activation_function
    >>> sums = LayerMatrix("z", 1, 3, 1)
    >>> applied_function(ElementwiseApplyFunction(activation_function("sigma", 1), sums)).primes
    1
    """
    return type(expression.function(expression.expr.symbol))
