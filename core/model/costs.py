"""The costs of one example: one row of a table each.

Every cost is a sum over the outputs j of one term in a_j, y_j and the number n of outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from scipy.special import xlog1py, xlogy

from core.model.activation import Activation, along
from core.model.arrays import Array
from core.model.rows import Rows
from core.model.squashing_rows import SIGMOID, SOFTMAX

Term = Callable[[Array, Array, int], Array]
LogShares = Callable[[Array], tuple[Array, Array | None]]


class Score(StrEnum):
    """The kinds of score that lessons have words for; a row may have another kind, in a word of its own."""

    SQUARE = "square"
    """The square of the miss."""
    HALF_SQUARE = "half square"
    """Half of it."""
    MEAN_SQUARE = "mean square"
    """It, divided by the number of outputs."""
    SLIDE = "slide"
    """A logarithm of a, as far as a is wanted."""
    VALLEY = "valley"
    """The logarithms of a and of 1 - a, one wall each."""


@dataclass(frozen=True, slots=True)
class Known:
    """What importers call a cost.

    Parameters
    ----------
    keras : tuple of str
        As a loss.
    scikit_learn : tuple of str
        As a loss of one output.
    nielsen : tuple of str
        As a class of the book's programs.
    """

    keras: tuple[str, ...] = ()
    scikit_learn: tuple[str, ...] = ()
    nielsen: tuple[str, ...] = ()


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
        The SymPy twin of the term, in the symbols a, y and n, with + - * / ** and log, which `parse` reads too.
    score : str
        Its kind of score: one of `Score`, or another word.
    log_shares : callable, optional
        For a cost -sum_j [p_j ln a_j + q_j ln(1 - a_j)]: from y to (p, q), q None where it has no
        second part. With an activation that knows its own logarithms, cost and slope then stay
        exact where a rounds to 0 or 1.
    partner : Activation, optional
        The last activation that is made for it: classifiers leave it to the loss, and are judged by this cost.
    held_still : Cost, optional
        What it is, but for a constant, of one output of its partner while all other z are held still and the
        desired outputs add up to 1; without it the output's own term.
    elsewhere : Known

    Examples
    --------
    >>> COSTS["squared_error"].value(np.array([1.0, 0.5]), np.array([0.0, 0.0])).item()
    1.25
    """

    name: str
    term: Term
    term_slope: Term
    formula: str
    score: str
    log_shares: LogShares | None = None
    partner: Activation | None = None
    held_still: Cost | None = None
    elsewhere: Known = Known()

    @property
    def spoken(self) -> str:
        """Its name as people say it."""
        return self.name.replace("_", " ")

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

    def rests_after(self, activation: Activation) -> bool:
        """Whether nothing flows back from outputs that are just as desired; a cross-entropy goes on asking for more.

        Behind its partner its slope by z is a - y.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> row = COSTS["cross_entropy"]
        >>> row.rests_after(ACTIVATIONS["softmax"]), row.rests_after(ACTIVATIONS["sigmoid"])
        (True, False)
        """
        return self.log_shares is None or activation is self.partner

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
        p, q, logarithms = *self._shares(y), activation.logarithms
        if p is None or logarithms is None or (q is not None and logarithms.rest is None):
            return self.value(activation.value(z), y)
        terms = p * logarithms.value(z)
        if q is not None and logarithms.rest is not None:
            terms = terms + q * logarithms.rest(z)
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
        p, q, logarithms = *self._shares(y), activation.logarithms
        if p is None or logarithms is None or (q is not None and logarithms.rest_slope is None):
            return activation.pull_back(z, self.slope(activation.value(z), y))
        delta = -along(logarithms.slope(z), p, elementwise=activation.elementwise)
        if q is not None and logarithms.rest_slope is not None:
            delta = delta - q * logarithms.rest_slope(z)
        return delta

    def _shares(self, y: Array) -> tuple[Array | None, Array | None]:
        return self.log_shares(y) if self.log_shares else (None, None)


def _ratio(y: Array, a: Array) -> Array:
    """Return y/a, where nothing (y = 0) stays nothing whatever a is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y == 0, 0.0 * a.real, y / a)


SQUARED_ERROR = Cost(
    "squared_error",
    lambda a, y, _n: (a - y) ** 2,
    lambda a, y, _n: 2 * (a - y),
    "(a - y)**2",
    Score.SQUARE,
)
HALF_SQUARED_ERROR = Cost(
    "half_squared_error",
    lambda a, y, _n: (a - y) ** 2 / 2,
    lambda a, y, _n: a - y,
    "(a - y)**2/2",
    Score.HALF_SQUARE,
    elsewhere=Known(scikit_learn=("squared_error",), nielsen=("QuadraticCost",)),
)
MEAN_SQUARED_ERROR = Cost(
    "mean_squared_error",
    lambda a, y, n: (a - y) ** 2 / n,
    lambda a, y, n: 2 * (a - y) / n,
    "(a - y)**2/n",
    Score.MEAN_SQUARE,
    elsewhere=Known(keras=("mean_squared_error", "mse")),
)
BINARY_CROSS_ENTROPY = Cost(
    "binary_cross_entropy",
    lambda a, y, _n: -(xlogy(y, a) + xlog1py(1 - y, -a)),
    lambda a, y, _n: _ratio(1 - y, 1 - a) - _ratio(y, a),
    "-(y*log(a) + (1 - y)*log(1 - a))",
    Score.VALLEY,
    log_shares=lambda y: (y, 1 - y),
    partner=SIGMOID,
    elsewhere=Known(keras=("binary_crossentropy",), nielsen=("CrossEntropyCost",)),
)
CROSS_ENTROPY = Cost(
    "cross_entropy",
    lambda a, y, _n: -xlogy(y, a),
    lambda a, y, _n: -_ratio(y, a),
    "-y*log(a)",
    Score.SLIDE,
    log_shares=lambda y: (y, None),
    partner=SOFTMAX,
    held_still=BINARY_CROSS_ENTROPY,
    elsewhere=Known(keras=("categorical_crossentropy", "sparse_categorical_crossentropy")),
)
_ROWS = (SQUARED_ERROR, HALF_SQUARED_ERROR, MEAN_SQUARED_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY)
COSTS = Rows("cost", {row.name: row for row in _ROWS}, MappingProxyType({}))
DEFAULT = SQUARED_ERROR
"""Of a file that names none."""
