"""The sum over paths in terms of dC/dz, which holds for outputs that compete as well.

A softmax output has no slope of its own: its weighted sum moves every output. What its weighted sum
does to the cost is then a sum, and the neurons before it need to know no more than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sympy import Piecewise, Sum

from core.algebra.index_form import LAST, LAYER, NEXT, PREVIOUS, I, IndexFormula, J, K, index_formulas
from core.algebra.symbols import Factors, indexed
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
    >>> print(found["dC_da"].text())
    dC/da[l-1][k] = sum[j = 0..n[l] - 1] w[l][j,k] * dC/dz[l][j]
    >>> print(found["dC_dz_softmax"].text())
    dC/dz[L][j] = sum[i = 0..n[L] - 1] a[L][i] * ([i = j] - a[L][j]) * dC/da[L][i]

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eq. (BP2).
    """
    known = index_formulas(cost)
    # what follows the weight in the sum over paths is dC/dz_j
    bounds = known["dC_da"].right.limits[0]
    onward = Factors(indexed("w", LAYER, J, K), indexed("dC/dz", LAYER, J))
    dC_da = IndexFormula("dC_da", indexed("dC/da", PREVIOUS, K), Sum(onward, bounds))
    outputs = (I, *known["C"].right.limits[0][1:])
    share = Factors(*known["da_dz_softmax"].right.args, indexed("dC/da", LAST, I))
    softmax = IndexFormula("dC_dz_softmax", indexed("dC/dz", LAST, J), Sum(share, outputs))
    inner, last = known["two_cases"].right.args
    onward = Factors(indexed("w", NEXT, I, J), indexed("dC/dz", NEXT, I))
    cases = Piecewise((Sum(onward, inner.expr.limits[0]), inner.cond), last)
    two_cases = IndexFormula("two_cases", known["two_cases"].left, cases)
    return MappingProxyType({one.name: one for one in (dC_da, softmax, two_cases)})
