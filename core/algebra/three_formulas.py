"""Backpropagation in three formulas: in terms of delta, and without the layers that their letters stand for.

Neurons k are one layer before neurons j, so that k and j alone tell which layer is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sympy import Expr, Sum

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import Factors
from core.algebra.index_form import LAST, LAYER, PREVIOUS, I, IndexFormula, J, K, index_formulas
from core.algebra.indexed import LayerSymbol, indexed, slope_by, width
from core.model.arrays import Array
from core.model.network import Network


def three_formulas(network: Network) -> Mapping[str, IndexFormula]:
    """Return the three formulas by name, in the order in which they are told.

    dC_dw: dC/dw_jk = a_k delta_j;   dC_db: dC/db_j = delta_j;   dC_da: dC/da_k = sum_j w_jk delta_j

    Parameters
    ----------
    network : Network

    Returns
    -------
    mapping of str to IndexFormula

    Examples
    --------
    >>> from core.files.network_file import read
    >>> found = three_formulas(read("networks/iris.toml")[0])
    >>> found["dC_dw"].left, found["dC_dw"].right.args
    (dC/dw[l][j, k], (a[l-1][k], delta[l][j]))

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eqs. (BP2)-(BP4).
    """
    known = index_formulas(network.cost)
    delta_j = indexed("delta", LAYER, J)
    heard, onward = known["dC_dw"].factors[0].expression, known["dC_da"].factors[0].expression
    made = (
        IndexFormula("dC_dw", known["dC_dw"].left, Factors(heard, delta_j)),
        IndexFormula("dC_db", known["dC_db"].left, delta_j),
        IndexFormula("dC_da", slope_by("a", PREVIOUS, K), Sum(Factors(onward, delta_j), (J, 0, width(LAYER) - 1))),
    )
    return MappingProxyType({one.name: one for one in made})


def delta_at_outputs(network: Network, wanted: Array) -> IndexFormula:
    """Return what delta is at an output.

    delta_j = sigma'(z_j) dC/da_j, or where outputs compete delta_j = a_j - y_j or sum_i da_i/dz_j dC/da_i

    Parameters
    ----------
    network : Network
    wanted : ndarray, shape (n_L,)
        Of the example that is told: shares with a logarithm have the short form if these add up to 1.

    Returns
    -------
    IndexFormula

    Examples
    --------
    >>> import numpy as np
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.costs import COSTS
    >>> from core.model.network import Layer
    >>> network = Network((Layer(np.eye(2), np.zeros(2), ACTIVATIONS["softmax"]),), COSTS["cross_entropy"])
    >>> delta_at_outputs(network, np.array([0.0, 1.0])).right
    a[L][j] - y[j]
    """
    left = indexed("delta", LAST, J)
    if network.layer(network.depth).activation.elementwise:
        return IndexFormula("delta", left, index_formulas(network.cost)["delta"].right)
    shares = network.cost.log_shares(wanted) if network.cost.log_shares is not None else (None, wanted)
    if shares[1] is None and abs(float(wanted.sum()) - 1) < _ROUNDED:
        return IndexFormula("delta", left, indexed("a", LAST, J) - indexed("y", None, J))
    share = Factors(SlopeOf(indexed("a", LAST, I), indexed("z", LAST, J)), slope_by("a", LAST, I))
    return IndexFormula("delta", left, Sum(share, (I, 0, width(LAST) - 1)))


def delta_before_outputs(network: Network) -> IndexFormula:
    """Return what delta is in every layer before the outputs: delta_j = sigma'(z_j) dC/da_j.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> delta_before_outputs(read("networks/iris.toml")[0]).left
    delta[l][j]
    """
    return index_formulas(network.cost)["delta"]


def without_layers(found: IndexFormula) -> IndexFormula:
    """Return a formula without the letters of its layers, and without the bounds of its sums.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> without_layers(three_formulas(read("networks/iris.toml")[0])["dC_da"]).right.function.args
    (w[j, k], delta[j])
    """
    return IndexFormula(found.name, *(_bare(side) for side in (found.left, found.right)))


_ROUNDED = 1e-9
"""By how much shares may miss 1."""


def _bare(expression: Expr) -> Expr:
    plain = {
        one: LayerSymbol(one.letter, None, is_slope=one.is_slope, **one.assumptions0)
        for one in expression.atoms(LayerSymbol)
    }
    return expression.xreplace({one: width(None) if one.letter == "n" else bare for one, bare in plain.items()})
