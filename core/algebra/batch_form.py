"""The formulas of a layer for many examples at once: each line is one product, whichever way examples are laid out.

Examples are columns in most books, where Z = W A + b; NumPy, PyTorch and Keras keep them as rows, where Z = A W^T + b.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sympy import Expr, HadamardProduct, MatAdd, MatMul, OneMatrix, Rational, Transpose
from sympy.matrices.expressions.applyfunc import ElementwiseApplyFunction

from core.algebra.matrices import BatchMatrix, Layout, column, weights
from core.algebra.matrix_form import MatrixFormula
from core.algebra.symbols import activation_function, function_names
from core.model.network import Network


def batch_form(network: Network, layer: int, examples: int, layout: Layout) -> Mapping[str, MatrixFormula]:
    """Return the lines of a layer by name, in the order in which they are computed.

    As columns: Z = W A + b 1^T;   dC/dW = 1/m Delta A^T;   dC/db = 1/m Delta 1;   dC/dA = W^T Delta
    As rows:    Z = A W^T + 1 b^T;   dC/dW = 1/m Delta^T A;   dC/db = 1/m Delta^T 1;   dC/dA = Delta W
    Delta = sigma'(Z) o dC/dA of the layer before, where it is a hidden one

    b is copied for every example, so its slope adds up over them; 1/m stands where examples are averaged, and once.

    Parameters
    ----------
    network : Network
    layer : int
        From 1.
    examples : int
        m, how many there are.
    layout : "columns" or "rows"
        What each example is.

    Returns
    -------
    mapping of str to MatrixFormula
        Without `a` where outputs compete: they are no function of each z alone.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> lines = batch_form(read("networks/iris.toml")[0], 2, 12, "rows")
    >>> [(part, part.shape) for part in lines["dC_dw"].parts]
    [(Delta[2].T, (3, 12)), (A[1], (12, 4))]

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, "Fully matrix-based approach over a mini-batch".
    """
    W, b = weights(network, layer), column(network, "b", layer)
    n_prev, n = network.widths[layer - 1 : layer + 1]
    heard = BatchMatrix("A", layer - 1, n_prev, examples, layout)
    total, onward = BatchMatrix("Z", layer, n, examples, layout), BatchMatrix("Delta", layer, n, examples, layout)
    share, each = Rational(1, examples), OneMatrix(examples, 1)
    if layout == "columns":
        sums = MatAdd(MatMul(W, heard), MatMul(b, Transpose(each)))
        back, of_W, of_b = MatMul(Transpose(W), onward), MatMul(onward, Transpose(heard)), MatMul(onward, each)
    else:
        sums = MatAdd(MatMul(heard, Transpose(W)), MatMul(each, Transpose(b)))
        back, of_W = MatMul(onward, W), MatMul(Transpose(onward), heard)
        of_b = MatMul(Transpose(onward), each)
    made = [MatrixFormula("z", total, sums)]
    if network.layer(layer).activation.elementwise:
        outputs = BatchMatrix("A", layer, n, examples, layout)
        made.append(MatrixFormula("a", outputs, _applied(network, total, 0)))
    slopes = BatchMatrix("A", layer - 1, n_prev, examples, layout, is_slope=True)
    made += [
        MatrixFormula("dC_dw", weights(network, layer, is_slope=True), MatMul(share, *of_W.args)),
        MatrixFormula("dC_db", column(network, "b", layer, is_slope=True), MatMul(share, *of_b.args)),
        MatrixFormula("dC_da", slopes, back),
    ]
    if layer > 1:
        before = BatchMatrix("Z", layer - 1, n_prev, examples, layout)
        handed = BatchMatrix("Delta", layer - 1, n_prev, examples, layout)
        made.append(MatrixFormula("delta", handed, HadamardProduct(_applied(network, before, 1), back)))
    return MappingProxyType({one.name: one for one in made})


def _applied(network: Network, sums: BatchMatrix, primes: int) -> Expr:
    called = function_names(network)[sums.layer - 1]
    return ElementwiseApplyFunction(activation_function(called, primes), sums)
