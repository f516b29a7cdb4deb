"""A layer's quantities as matrices: each cell stands for a quantity, so that pictures and checks can read it."""

from __future__ import annotations

from typing import Any, Literal, Self, TypeAlias

from sympy import Integer, MatrixSymbol

from core.algebra.indexed import LayerSymbol
from core.algebra.symbols import ActivationFunction
from core.model.network import Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z

Letter: TypeAlias = Literal["W", "a", "b", "z", "delta"]


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
