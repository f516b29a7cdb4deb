"""The lines with matrices once more with indices: j for the neurons of a layer, k for those of the layer before."""

from __future__ import annotations

from typing import Any

from sympy import Expr, HadamardProduct, MatAdd, MatMul, Sum, Transpose
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from core.algebra.in_order import Factors, Terms
from core.algebra.index_form import J, K
from core.algebra.indexed import indexed, slope_by, width
from core.algebra.matrices import LayerMatrix, applied_function
from core.algebra.matrix_form import MatrixFormula


def with_indices(line: MatrixFormula) -> tuple[Expr, Expr]:
    """Return both sides of one entry of a line, its neurons by their letters.

    (W a + b)_j = sum_k w_jk a_k + b_j;   (W^T delta)_k = sum_j w_jk delta_j;   (delta a^T)_jk = delta_j a_k

    Parameters
    ----------
    line : MatrixFormula
        Of a layer: z, a, delta, dC_dw, dC_db or dC_da.

    Returns
    -------
    tuple of two sympy.Expr
        Sums over whole layers, which are written without bounds.

    Raises
    ------
    TypeError
        If the line holds something other than matrices, their products, sums, transposes and functions.

    Examples
    --------
    >>> from core.algebra.matrix_form import matrix_form
    >>> from core.files.network_file import read
    >>> lines = matrix_form(read("networks/iris.toml")[0], 2)
    >>> with_indices(lines["dC_dw"])
    (dC/dw[2][j, k], Factors(delta[2][j], a[1][k]))
    >>> with_indices(lines["z"])[1].args[0].function
    Factors(w[2][j, k], a[1][k])
    """
    before = line.name in {"delta", "dC_da"}  # of the layer before, whose neurons are k
    place = (K if before else J, K)
    return _entry(line.left, *place), _entry(line.right, *place)


def _entry(expression: Any, row: Expr, column: Expr) -> Expr:  # noqa: ANN401  SymPy has no types
    """Write the entry of a matrix expression in a row and a column; of a column matrix, in a row."""
    match expression:
        case LayerMatrix():
            indices = (row, column) if expression.letter == "W" else (row,)
            return (slope_by if expression.is_slope else indexed)(expression.letter.lower(), expression.layer, *indices)
        case Transpose():
            return _entry(expression.arg, column, row)
        case MatMul():
            left, right = expression.args
            return _product(left, right, row, column)
        case HadamardProduct():
            return Factors(*(_entry(part, row, column) for part in expression.args))
        case MatAdd():
            return Terms(*(_entry(part, row, column) for part in expression.args))
        case ElementwiseApplyFunction():
            return applied_function(expression)(_entry(expression.expr, row, column))
    msg = f"expected matrices, their products and sums, found {type(expression).__name__}"
    raise TypeError(msg)


def _product(left: Any, right: Any, row: Expr, column: Expr) -> Expr:  # noqa: ANN401
    """Write an entry of a product: a sum over what both have, or, of a column and a row, one product."""
    if _is_row(right):
        return Factors(_entry(left, row, column), _entry(right, row, column))
    met = J if row == K else K
    return Sum(Factors(_entry(left, row, met), _entry(right, met, column)), (met, 0, width(None) - 1))


def _is_row(expression: Any) -> bool:  # noqa: ANN401
    """Whether it is a column laid down; a column of one neuron still is one."""
    return isinstance(expression, Transpose) and expression.arg.letter != "W"
