"""The activation functions: one row of a table each.

Every function takes real or complex arrays; a complex argument is treated as a real one with an
infinitesimal imaginary part, so that a complex step through a whole network gives exact slopes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import erfc

from core.model.arrays import Array

Function = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function: a = sigma(z).

    Parameters
    ----------
    name : str
        As written in a network file.
    value : callable
        sigma, from z of shape (..., n) to a of the same shape.
    slope : callable
        sigma'(z), of z's shape; for softmax the Jacobian da_i/dz_j of shape (..., n, n).
    formula : str
        The SymPy twin of sigma, in the symbol z (for softmax in z and S, the sum of all exp(z)).
    elementwise : bool
        Whether each a_j depends on its own z_j alone.
    gives_shares : bool
        Whether every a_j lies between 0 and 1 whatever z is.
    ln_value, ln_slope : callable, optional
        ln sigma(z) and its slope, exact also where sigma(z) rounds to 0.
    ln_rest, ln_rest_slope : callable, optional
        The same for ln(1 - sigma(z)).

    Examples
    --------
    >>> row = ACTIVATIONS["sigmoid"]
    >>> float(row.value(np.array(0.0))), float(row.slope(np.array(0.0)))
    (0.5, 0.25)
    """

    name: str
    value: Function
    slope: Function
    formula: str
    elementwise: bool = True
    gives_shares: bool = False
    ln_value: Function | None = None
    ln_slope: Function | None = None
    ln_rest: Function | None = None
    ln_rest_slope: Function | None = None

    def pull_back(self, z: Array, dC_da: Array) -> Array:
        """Carry a slope with respect to a back to z: dC/dz_j = sum_i da_i/dz_j dC/da_i.

        Parameters
        ----------
        z, dC_da : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n)

        Examples
        --------
        >>> ACTIVATIONS["relu"].pull_back(np.array([-1.0, 2.0]), np.array([3.0, 3.0])).tolist()
        [0.0, 3.0]
        """
        return along(self.slope(z), dC_da, elementwise=self.elementwise)


def along(slope: Array, dC_da: Array, *, elementwise: bool) -> Array:
    """Multiply by a slope, or by the transpose of a Jacobian.

    Examples
    --------
    >>> along(np.array([2.0]), np.array([3.0]), elementwise=True).tolist()
    [6.0]
    """
    if elementwise:
        return slope * dC_da
    return np.einsum("...ij,...i->...j", slope, dC_da)


def _decay(z: Array) -> Array:
    """Return exp(-|z|), which cannot overflow."""
    return np.exp(np.where(z.real >= 0, -z, z))


def _sigmoid(z: Array) -> Array:
    e = _decay(z)
    return np.where(z.real >= 0, 1, e) / (1 + e)


def _softplus(z: Array) -> Array:
    return np.where(z.real >= 0, z, 0) + np.log1p(_decay(z))


def _sigmoid_slope(z: Array) -> Array:
    e = _decay(z)
    return e / (1 + e) ** 2


def _tanh_slope(z: Array) -> Array:
    return 4 * _sigmoid_slope(2 * z)


def _normal_density(z: Array) -> Array:
    with np.errstate(over="ignore", under="ignore"):
        return np.exp(-(np.minimum(np.abs(z), 50) ** 2) / 2) / np.sqrt(2 * np.pi)


def _normal_share(z: Array) -> Array:
    return erfc(-z / np.sqrt(2)) / 2


def _silu_slope(z: Array) -> Array:
    return _sigmoid(z) + z * _sigmoid_slope(z)


def _exp(z: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.exp(z)


def _over_largest(z: Array) -> tuple[Array, Array, Array]:
    """Return z over its largest, the exponentials of that, and their sum without the largest's own 1.

    The largest is subtracted with its imaginary part, so that a complex step keeps its digits too.
    """
    largest = z.real.argmax(axis=-1, keepdims=True)
    shifted = z - np.take_along_axis(z, largest, axis=-1)
    e = np.exp(shifted)
    return shifted, e, np.where(np.arange(z.shape[-1]) == largest, 0, e).sum(axis=-1, keepdims=True)


def _softmax(z: Array) -> Array:
    _, e, rest = _over_largest(z)
    return e / (1 + rest)


def _softmax_jacobian(z: Array) -> Array:
    a = _softmax(z)
    return _balanced(-a[..., :, None] * a[..., None, :])


def _log_softmax(z: Array) -> Array:
    shifted, _, rest = _over_largest(z)
    return shifted - np.log1p(rest)


def _log_softmax_jacobian(z: Array) -> Array:
    n = z.shape[-1]
    return _balanced(np.broadcast_to(-_softmax(z)[..., None, :], (*z.shape, n)))


def _balanced(slopes: Array) -> Array:
    """Return a Jacobian whose rows add up to 0; 1 - a on its diagonal would lose digits where a is near 1."""
    own = np.eye(slopes.shape[-1])
    others = slopes * (1 - own)
    return others - own * others.sum(axis=-1, keepdims=True)


_ROWS = (
    Activation(
        "sigmoid",
        _sigmoid,
        _sigmoid_slope,
        "1/(1 + exp(-z))",
        gives_shares=True,
        ln_value=lambda z: -_softplus(-z),
        ln_slope=lambda z: _sigmoid(-z),
        ln_rest=lambda z: -_softplus(z),
        ln_rest_slope=lambda z: -_sigmoid(z),
    ),
    Activation("tanh", np.tanh, _tanh_slope, "tanh(z)"),
    Activation(
        "relu",
        lambda z: np.where(z.real > 0, z, 0),
        lambda z: np.where(z.real > 0, 1.0, 0.0),
        "Piecewise((z, z > 0), (0, True))",
    ),
    Activation(
        "leaky_relu",
        lambda z: np.where(z.real > 0, z, z / 100),
        lambda z: np.where(z.real > 0, 1.0, 0.01),
        "Piecewise((z, z > 0), (z/100, True))",
    ),
    Activation("softplus", _softplus, _sigmoid, "log(1 + exp(z))"),
    Activation(
        "gelu",
        lambda z: z * _normal_share(z),
        lambda z: _normal_share(z) + z * _normal_density(z),
        "z*(1 + erf(z/sqrt(2)))/2",
    ),
    Activation("silu", lambda z: z * _sigmoid(z), _silu_slope, "z/(1 + exp(-z))"),
    Activation("identity", lambda z: z, np.ones_like, "z"),
    Activation("sin", np.sin, np.cos, "sin(z)"),
    Activation("cos", np.cos, lambda z: -np.sin(z), "cos(z)"),
    Activation("exp", _exp, _exp, "exp(z)"),
    Activation(
        "softmax",
        _softmax,
        _softmax_jacobian,
        "exp(z)/S",
        elementwise=False,
        gives_shares=True,
        ln_value=_log_softmax,
        ln_slope=_log_softmax_jacobian,
    ),
)

ACTIVATIONS = MappingProxyType({row.name: row for row in _ROWS})
