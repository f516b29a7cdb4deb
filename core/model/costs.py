"""The costs of one example: one row of a table each.

Every cost is a sum over the outputs j of one term in a_j, y_j and the number n of outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import xlog1py, xlogy

from core.model.activations import Activation, along
from core.model.arrays import Array

Term = Callable[[Array, Array, int], Array]
LogShares = Callable[[Array], tuple[Array, Array | None]]


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost: C = sum_j term(a_j, y_j, n).

    Parameters
    ----------
    name : str
        As written in a network file.
    term : callable
        The share of one output, from a and y of shape (..., n) to the same shape.
    term_slope : callable
        d term / d a, same shapes.
    formula : str
        The SymPy twin of the term, in the symbols a, y and n.
    log_shares : callable, optional
        For a cost -sum_j [p_j ln a_j + q_j ln(1 - a_j)]: from y to (p, q), q None where it has no
        second part. With an activation that knows its own logarithms, cost and slope then stay
        exact where a rounds to 0 or 1.

    Examples
    --------
    >>> COSTS["squared_error"].value(np.array([1.0, 0.5]), np.array([0.0, 0.0])).item()
    1.25
    """

    name: str
    term: Term
    term_slope: Term
    formula: str
    log_shares: LogShares | None = None

    def fits(self, activation: Activation) -> bool:
        """Whether it can score what an activation puts out: a cross-entropy scores shares alone.

        The logarithm of an output above 1 would be a cost below 0, and below 0 there is no logarithm.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> COSTS["cross_entropy"].fits(ACTIVATIONS["softmax"]), COSTS["cross_entropy"].fits(ACTIVATIONS["identity"])
        (True, False)
        """
        return self.log_shares is None or activation.gives_shares

    def value(self, a: Array, y: Array) -> Array:
        """Return C for outputs a and desired outputs y.

        Parameters
        ----------
        a, y : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (...)

        Examples
        --------
        >>> COSTS["half_squared_error"].value(np.array([3.0]), np.array([1.0])).item()
        2.0
        """
        return self.term(a, y, a.shape[-1]).sum(axis=-1)

    def slope(self, a: Array, y: Array) -> Array:
        """Return dC/da_j.

        Parameters
        ----------
        a, y : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n); infinite where a logarithm's limit is.

        Examples
        --------
        >>> COSTS["squared_error"].slope(np.array([3.0]), np.array([1.0])).item()
        4.0
        """
        return self.term_slope(a, y, a.shape[-1])

    def value_at(self, activation: Activation, z: Array, y: Array) -> Array:
        """Return C from the last layer's weighted sums, through logarithms where that is exact.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> z, y = np.array([-1000.0]), np.array([1.0])
        >>> COSTS["binary_cross_entropy"].value_at(ACTIVATIONS["sigmoid"], z, y).item()
        1000.0
        """
        p, q = self.log_shares(y) if self.log_shares else (None, None)
        if p is None or activation.ln_value is None:
            return self.value(activation.value(z), y)
        terms = p * activation.ln_value(z)
        if q is not None:
            if activation.ln_rest is None:
                return self.value(activation.value(z), y)
            terms = terms + q * activation.ln_rest(z)
        return -terms.sum(axis=-1)

    def delta_at(self, activation: Activation, z: Array, y: Array) -> Array:
        """Return delta = dC/dz of the last layer, through logarithms where that is exact.

        Parameters
        ----------
        activation : Activation
        z, y : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n)

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> z, y = np.array([1000.0, 0.0]), np.array([0.0, 1.0])
        >>> COSTS["cross_entropy"].delta_at(ACTIVATIONS["softmax"], z, y).tolist()
        [1.0, -1.0]
        """
        p, q = self.log_shares(y) if self.log_shares else (None, None)
        if p is None or activation.ln_slope is None:
            return activation.pull_back(z, self.slope(activation.value(z), y))
        delta = -along(activation.ln_slope(z), p, elementwise=activation.elementwise)
        if q is not None:
            if activation.ln_rest_slope is None:
                return activation.pull_back(z, self.slope(activation.value(z), y))
            delta = delta - q * activation.ln_rest_slope(z)
        return delta


def _ratio(y: Array, a: Array) -> Array:
    """Return y/a, where nothing (y = 0) stays nothing whatever a is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y == 0, 0.0 * a.real, y / a)


_ROWS = (
    Cost(
        "squared_error",
        lambda a, y, _n: (a - y) ** 2,
        lambda a, y, _n: 2 * (a - y),
        "(a - y)**2",
    ),
    Cost(
        "half_squared_error",
        lambda a, y, _n: (a - y) ** 2 / 2,
        lambda a, y, _n: a - y,
        "(a - y)**2/2",
    ),
    Cost(
        "mean_squared_error",
        lambda a, y, n: (a - y) ** 2 / n,
        lambda a, y, n: 2 * (a - y) / n,
        "(a - y)**2/n",
    ),
    Cost(
        "binary_cross_entropy",
        lambda a, y, _n: -(xlogy(y, a) + xlog1py(1 - y, -a)),
        lambda a, y, _n: _ratio(1 - y, 1 - a) - _ratio(y, a),
        "-(y*log(a) + (1 - y)*log(1 - a))",
        log_shares=lambda y: (y, 1 - y),
    ),
    Cost(
        "cross_entropy",
        lambda a, y, _n: -xlogy(y, a),
        lambda a, y, _n: -_ratio(y, a),
        "-y*log(a)",
        log_shares=lambda y: (y, None),
    ),
)

COSTS = MappingProxyType({row.name: row for row in _ROWS})
