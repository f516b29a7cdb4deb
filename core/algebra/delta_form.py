"""The sum over paths in terms of dC/dz, which holds for outputs that compete as well.

A softmax output has no slope of its own: its weighted sum moves every output. What its weighted sum
does to the cost is then a sum, and the neurons before it need to know no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sympy import Expr, Piecewise, Sum

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import Factors
from core.algebra.index_form import LAST, LAYER, NEXT, PREVIOUS, I, IndexFormula, J, K, index_formulas
from core.algebra.indexed import indexed, slope_by, width
from core.model.costs import Cost


def delta_formulas(cost: Cost) -> Mapping[str, IndexFormula]:
    """Return the formulas by name.

    dC_da: dC/da_k = sum_j w_jk dC/dz_j;   dC_dz_softmax: dC/dz_j = sum_i da_i/dz_j dC/da_i
    two_cases: dC_da with the cost's own slope at the last layer

    Parameters
    ----------
    cost : Cost

    Returns
    -------
    mapping of str to IndexFormula

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> found = delta_formulas(COSTS["cross_entropy"])
    >>> found["dC_da"].left, found["dC_da"].right.function.args
    (dC/da[l-1][k], (w[l][j, k], dC/dz[l][j]))
    >>> found["dC_dz_softmax"].left
    dC/dz[L][j]

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eq. (BP2).
    """
    known = index_formulas(cost)
    # what follows the weight in the sum over paths is dC/dz_j
    bounds = known["dC_da"].right.limits[0]
    onward = Factors(indexed("w", LAYER, J, K), slope_by("z", LAYER, J))
    dC_da = IndexFormula("dC_da", slope_by("a", PREVIOUS, K), Sum(onward, bounds))
    outputs = (I, *known["C"].right.limits[0][1:])
    share = Factors(*known["da_dz_softmax"].right.args, slope_by("a", LAST, I))
    softmax = IndexFormula("dC_dz_softmax", slope_by("z", LAST, J), Sum(share, outputs))
    inner, last = known["two_cases"].right.args
    onward = Factors(indexed("w", NEXT, I, J), slope_by("z", NEXT, I))
    cases = Piecewise((Sum(onward, inner.expr.limits[0]), inner.cond), last)
    two_cases = IndexFormula("two_cases", known["two_cases"].left, cases)
    return MappingProxyType({one.name: one for one in (dC_da, softmax, two_cases)})


def spread_over_outputs(layer: int, z_j: Expr) -> Expr:
    """Return how one weighted sum reaches the cost through outputs that compete.

    dC/dz_j = sum_i da_i/dz_j dC/da_i

    Parameters
    ----------
    layer : int
        The last one.
    z_j : sympy.Expr
        The symbol of the weighted sum.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import z
    >>> spread_over_outputs(2, symbol(z(2))).function.args[1]
    dC/da[2][i]
    """
    share = Factors(SlopeOf(indexed("a", layer, I), z_j), slope_by("a", layer, I))
    return Sum(share, (I, 0, width(LAST) - 1))
