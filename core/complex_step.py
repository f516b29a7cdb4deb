"""Slopes by complex steps: every weight, bias and activation nudged by i h in turn.

Im C(w + i h) / h is the slope itself, without the cancellation of a difference. Nothing is taken from
the backward pass, only the functions' values.
"""

from __future__ import annotations

import numpy as np

from core.arrays import Array
from core.forward import ForwardPass, forward
from core.network import Network
from core.slopes import LayerSlopes

_H = 1e-100


def complex_step(network: Network, x: Array, y: Array) -> list[LayerSlopes]:
    """Return the slopes that complex steps give.

    dC/dw = Im C(w + i h) / h

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)

    Returns
    -------
    list of LayerSlopes, layers 1..L

    Examples
    --------
    >>> from core.network_file import read
    >>> from core.slopes import analytic
    >>> network, examples = read("networks/chain.toml")
    >>> x, y = examples.X[0], examples.Y[0]
    >>> stepped, exact = complex_step(network, x, y)[0], analytic(network, x, y)[0]
    >>> bool(np.allclose(stepped.dC_dW, exact.dC_dW, rtol=1e-12))
    True

    References
    ----------
    J. Martins, P. Sturdza, J. Alonso, The complex-step derivative approximation, ACM TOMS 29 (2003), eq. (6).
    """
    seen = forward(network, x)
    return [_layer(seen, number, y) for number in range(1, network.depth + 1)]


def _layer(seen: ForwardPass, number: int, y: Array) -> LayerSlopes:
    layer = seen.layers[number - 1]
    n, n_prev = layer.layer.W.shape
    # What a nudge by h does to the layer's sums: one row for each bias, each weight, each activation before.
    by_bias = np.eye(n)
    by_weight = np.einsum("jm,k->jkm", np.eye(n), layer.a_prev).reshape(n * n_prev, n)
    slopes = _carry(seen, number, np.vstack([by_bias, by_weight, layer.layer.W.T]), y)
    dC_db, dC_dW, dC_da_prev = np.split(slopes, [n, n + n * n_prev])
    return LayerSlopes(dC_dW.reshape(n, n_prev), dC_db, dC_da_prev)


def _carry(seen: ForwardPass, number: int, dz: Array, y: Array) -> Array:
    """Carry each row's nudge i h dz to the cost.

    The real parts are those of the pass, so that rounding cannot put a kinked function on its other side.
    """
    *between, last = seen.layers[number - 1 :]
    for layer, after in zip(between, seen.layers[number:], strict=True):
        a = layer.layer.activation.value(layer.z + 1j * _H * dz)
        dz = a.imag / _H @ after.layer.W.T
    cost = seen.network.cost.value_at(last.layer.activation, last.z + 1j * _H * dz, y)
    slopes: Array = cost.imag / _H
    return slopes
