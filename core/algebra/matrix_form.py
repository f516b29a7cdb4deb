"""The formulas of a layer with matrices: nothing is computed that the formulas with indices do not say.

Each is a SymPy matrix expression whose entries are quantities, so that it can be written out and held against the
index form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from types import MappingProxyType
from typing import Any

import numpy as np
from sympy import Expr, HadamardProduct, MatAdd, MatMul, OneMatrix, Rational, Transpose
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from core.algebra.matrices import LayerMatrix, applied_function, column, weights
from core.algebra.symbols import SIGMA, activation_function, function_names
from core.model.arrays import Array
from core.model.network import Network
from core.model.quantity import a, slope
from core.passes.moment import Moment


@dataclass(frozen=True, slots=True)
class MatrixFormula:
    """One line.

    Parameters
    ----------
    name : str
        As in the index form: z, a, delta, dC_dw, dC_db or dC_da.
    left : LayerMatrix
    right : sympy matrix expression
        Of LayerMatrix, with their products, partners' products, sums, transposes and functions of each entry.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> found = matrix_form(read("networks/iris.toml")[0], 2)["dC_dw"]
    >>> [(part, part.shape) for part in found.parts]
    [(delta[2], (3, 1)), (a[1].T, (1, 4))]
    """

    name: str
    left: LayerMatrix
    right: Expr

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What stands on the right, from the left: matrices, transposed ones, and functions of each entry."""
        return _parts(self.right)

    def at(self, row: int, column: int = 0) -> tuple[Expr, Expr]:
        """Return both sides of one entry, written out in symbols of quantities.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> matrix_form(read("networks/chain.toml")[0], 2)["z"].at(0)
        (z[2][0], a[1][0]*w[2][0,0] + b[2][0])
        """
        right = _written(self.right, lambda matrix, *place: matrix.entry(*place), _symbols)
        return self.left.entry(row, column), right[row, column]

    def values(self, moment: Moment) -> Array:
        """Compute the right side from the numbers of a moment.

        Returns
        -------
        ndarray, of the left side's shape
        """
        return _written(self.right, partial(_value, moment), partial(_numbers, moment=moment))


def matrix_form(network: Network, layer: int, *, named: bool = True) -> Mapping[str, MatrixFormula]:
    """Return the lines of a layer by name, in the order in which they are computed.

    z = W a + b;   a = sigma(z);   dC/dW = delta a^T;   dC/db = delta;   dC/da = W^T delta
    delta = sigma'(z) o (W^T delta) of the layer before, where it is a hidden one

    Parameters
    ----------
    network : Network
    layer : int
        From 1.
    named : bool
        Whether functions go by their own names where layers differ; else each of one z is sigma.

    Returns
    -------
    mapping of str to MatrixFormula
        Without `a` where outputs compete: they are no function of each z alone.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [*matrix_form(read("networks/iris.toml")[0], 2)]
    ['z', 'a', 'dC_dw', 'dC_db', 'dC_da', 'delta']

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eqs. (23), (BP1a)-(BP4).
    """
    W, heard, onward = weights(network, layer), column(network, "a", layer - 1), column(network, "delta", layer)
    total = column(network, "z", layer)
    back = MatMul(Transpose(W), onward)
    made = [MatrixFormula("z", total, MatAdd(MatMul(W, heard), column(network, "b", layer)))]
    if network.layer(layer).activation.elementwise:
        made.append(MatrixFormula("a", column(network, "a", layer), _applied(network, layer, 0, named=named)))
    made += [
        MatrixFormula("dC_dw", weights(network, layer, is_slope=True), MatMul(onward, Transpose(heard))),
        MatrixFormula("dC_db", column(network, "b", layer, is_slope=True), onward),
        MatrixFormula("dC_da", column(network, "a", layer - 1, is_slope=True), back),
    ]
    if layer > 1:
        partners = HadamardProduct(_applied(network, layer - 1, 1, named=named), back)
        made.append(MatrixFormula("delta", column(network, "delta", layer - 1), partners))
    return MappingProxyType({one.name: one for one in made})


def partners(network: Network, layer: int) -> MatrixFormula:
    """Return how the delta of a layer is made of what the cost answers its activations, each with its own partner.

    delta = dC/da o sigma'(z)

    Parameters
    ----------
    network : Network
    layer : int
        From 1; each of its activations is a function of its own z.

    Raises
    ------
    ValueError
        If its outputs compete: then da/dz is a matrix.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> partners(read("networks/iris.toml")[0], 3).right.args[0]
    dC/da[3]
    """
    if not network.layer(layer).activation.elementwise:
        msg = f"layer {layer}: expected one z for each activation, found {network.layer(layer).activation.name}"
        raise ValueError(msg)
    answers = column(network, "a", layer, is_slope=True)
    made = HadamardProduct(answers, _applied(network, layer, 1))
    return MatrixFormula("delta", column(network, "delta", layer), made)


def _applied(network: Network, layer: int, primes: int, *, named: bool = True) -> Expr:
    """Return sigma(z) or sigma'(z) of a layer, entry by entry."""
    called = function_names(network)[layer - 1] if named or not network.layer(layer).activation.elementwise else SIGMA
    return ElementwiseApplyFunction(activation_function(called, primes), column(network, "z", layer))


def _parts(expression: Any) -> tuple[Expr, ...]:  # noqa: ANN401  SymPy has no types
    if not isinstance(expression, (MatMul, HadamardProduct, MatAdd)):
        return (expression,) if expression.is_Matrix else ()
    return tuple(one for part in expression.args for one in _parts(part))


def _written(expression: Any, cell: Callable[..., Any], applied: Callable[[Any], Array]) -> Array:  # noqa: ANN401
    """Carry out what a matrix expression says with cells of some kind, and functions of each entry."""
    parts = [_written(part, cell, applied) for part in expression.args] if isinstance(expression, _MADE) else []
    if type(expression) in _JOINED:
        return reduce(_JOINED[type(expression)], parts)
    match expression:
        case LayerMatrix():
            return _filled(expression.size, partial(cell, expression))
        case OneMatrix():
            return np.ones(tuple(map(int, expression.shape)), dtype=int)
        case Rational():
            return np.array(expression)
        case Transpose():
            return parts[0].T
        case ElementwiseApplyFunction():
            return applied(expression)
    msg = f"expected matrices, their products and sums, found {type(expression).__name__}"
    raise TypeError(msg)


def _times(left: Array, right: Array) -> Array:
    return left @ right if left.ndim else left * right


_JOINED: dict[type, Callable[[Array, Array], Array]] = {MatMul: _times, HadamardProduct: np.multiply, MatAdd: np.add}
_MADE = (Transpose, *_JOINED)
"""What is made of other matrices."""


def _filled(size: tuple[int, int], cell: Callable[[int, int], Any]) -> Array:
    return np.array([[cell(row, column) for column in range(size[1])] for row in range(size[0])])


def _value(moment: Moment, matrix: LayerMatrix, row: int, column: int) -> float:
    return _seen(moment, matrix, row, column).value(matrix.quantity(row, column))


def _seen(moment: Moment, matrix: LayerMatrix, row: int, column: int) -> Moment:
    example = matrix.example(row, column)
    return moment if example is None else moment.of(example)


def _symbols(expression: Any) -> Array:  # noqa: ANN401
    sums, function = expression.expr, applied_function(expression)
    return _filled(sums.size, lambda row, column: function(sums.entry(row, column)))


def _numbers(expression: Any, moment: Moment) -> Array:  # noqa: ANN401
    sums, function = expression.expr, applied_function(expression)

    def cell(row: int, column: int) -> float:
        total = sums.quantity(row, column)
        one = a(sums.layer, *total.neurons)
        return _seen(moment, sums, row, column).value(slope(one, total) if function.primes else one)

    return _filled(sums.size, cell)
