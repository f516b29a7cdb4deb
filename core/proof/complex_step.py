"""Slopes by complex steps: weights, biases and activations, each nudged by i h on its own.

Im C(w + i h) / h is the slope itself, without the cancellation of a difference. Nothing is taken from
the backward pass, only the functions' values.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from core.model.arrays import Array
from core.model.network import Network
from core.passes.forward import LayerPass, forward
from core.proof.slope_sample import SlopeSample

# h^2 is lost beside 1, and h times the smallest slope of a function is still there.
_H = 2.0**-66


def complex_step(network: Network, x: Array, y: Array, sample: SlopeSample) -> Array:
    """Return the slopes that complex steps give.

    dC/dw = Im C(w + i h) / h

    Parameters
    ----------
    network : Network
    x : ndarray, shape (n_0,)
    y : ndarray, shape (n_L,)
    sample : SlopeSample
        Which slopes.

    Returns
    -------
    ndarray, shape (count,)

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.slopes import analytic
    >>> network, examples = read("networks/chain.toml")
    >>> x, y = examples.X[0], examples.Y[0]
    >>> sample = SlopeSample.of(network, 9, np.random.default_rng(0))
    >>> bool(np.allclose(complex_step(network, x, y, sample), sample.among(analytic(network, x, y)), rtol=1e-12))
    True

    References
    ----------
    J. Martins, P. Sturdza, J. Alonso, The complex-step derivative approximation, ACM TOMS 29 (2003), eq. (6).
    """
    passes = forward(network, x).layers
    W, a_prev = zip(*((seen.layer.W, seen.a_prev) for seen in passes), strict=True)
    onward = [partial(_onward, seen) for seen in passes[:-1]]
    with np.errstate(all="ignore"):
        return sample.carried(W, a_prev, onward, partial(_ending, network, passes[-1], y))


# The real parts are those of the pass, so that rounding cannot put a kinked function on its other side.


def _onward(seen: LayerPass, dz: Array) -> Array:
    a = seen.layer.activation.value(seen.z + 1j * _H * dz)
    return a.imag / _H


def _ending(network: Network, seen: LayerPass, y: Array, dz: Array) -> Array:
    C = network.cost.value_at(seen.layer.activation, seen.z + 1j * _H * dz, y)
    return C.imag / _H
