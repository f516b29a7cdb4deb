"""How flat curves are where a network stands on them, what that leaves of a slope, and how long a plain is."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.model.activation import Activation
from core.model.arrays import Array, frozen
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.passes.backward import BackwardPass, backward
from core.passes.forward import LayerPass, forward

_REACH, _POINTS = 40.0, 16_001
"""Between -40 and 40 a curve is looked at for where it is steepest, at so many places."""


def saturation(seen: LayerPass) -> Array:
    """Return how steep each neuron's curve is where it stands, as a share of the steepest that it can be.

    |sigma'(z)| / max |sigma'|;   the steepest place is looked for between -40 and 40

    Parameters
    ----------
    seen : LayerPass
        Of an activation that works on each neuron alone.

    Returns
    -------
    ndarray, shape (..., n)
        1 on the steepest place, 0 where the curve is level.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward_layer
    >>> layer = Layer([[1.0], [0.0]], [-5.5, 0.0], ACTIVATIONS["sigmoid"])
    >>> saturation(forward_layer(layer, np.zeros(1))).round(4).tolist()
    [0.0162, 1.0]
    """
    steep = np.abs(seen.layer.activation.slope(seen.z))
    found: Array = steep / max(_steepest(seen.layer.activation), float(steep.max(initial=0.0)))
    return found


@lru_cache(maxsize=32)
def _steepest(activation: Activation) -> float:
    return float(np.abs(activation.slope(np.linspace(-_REACH, _REACH, _POINTS))).max())


def shares_of_the_slope(swept: BackwardPass) -> Array:
    """Return what reaches each activation of a chain of a slope of 1 at its output.

    dC/da_l over dC/da_L, which is the product of w sigma'(z) over the layers behind l

    Parameters
    ----------
    swept : BackwardPass
        Of one example of a chain.

    Returns
    -------
    ndarray, shape (L + 1,)

    Raises
    ------
    ValueError
        If a layer has more than one neuron, or the cost does not answer its output at all.

    Examples
    --------
    >>> from core.model.companions import SQUASHED, companion
    >>> network, examples = companion(SQUASHED)
    >>> shares = shares_of_the_slope(backward(forward(network, examples.X[0]), examples.Y[0]))
    >>> f"{shares[0]:.1e}", float(shares[-1])
    ('4.7e-06', 1.0)
    """
    network = swept.forward_pass.network
    own = float(network.cost.slope(swept.forward_pass.output, swept.y)[0])
    if not network.is_chain or not own:
        msg = f"expected a chain with a slope at its output, found widths {network.widths} and a slope of {own}"
        raise ValueError(msg)
    return frozen([*(float(one.dC_da_prev[0]) / own for one in swept.layers), 1.0])


def flat_walk(network: Network, examples: Examples, until: float, most: int = 100_000) -> int:
    """Return after how many steps of an output's bias alone its activation has come so far.

    b <- b - rate dC/db;   every other parameter stays

    Parameters
    ----------
    network : Network
        With one output; the steps are taken at its learning rate.
    examples : Examples
        One.
    until : float
        The activation that is to be reached from below.
    most : int
        So many steps at most.

    Returns
    -------
    int

    Raises
    ------
    InputError
        If so many steps are not enough.

    Examples
    --------
    >>> from core.model.companions import CROSSED, FLAT, companion
    >>> [flat_walk(*companion(name), until=0.9) for name in (FLAT, CROSSED)]
    [340, 33]
    """
    *before, last = network.layers
    for step in range(most + 1):
        seen = forward(network.with_layers((*before, last)), examples.X[0])
        if float(seen.output[0]) >= until:
            return step
        moved = last.b - network.learning_rate * backward(seen, examples.Y[0]).layers[-1].dC_db
        last = Layer(last.W, moved, last.activation)
    raise InputError("", "until", f"expected an activation that {most} steps reach", f"found {until}")
