"""What one step of gradient descent does to a weight or a bias, and moments on the way from step to step."""

from __future__ import annotations

from core.model.arithmetic import Expression, Given
from core.model.fact import RATE
from core.model.network import Network
from core.model.quantity import C, Quantity, b, slope, w
from core.passes.moment import Moment

_PARTS = 12
"""Into how many parts the way from a step to the next one is divided."""


def parameters_of(network: Network) -> tuple[Quantity, ...]:
    """Return the weights and biases of a chain, in the order of its layers.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> [str(q) for q in parameters_of(read("networks/chain.toml")[0])][:3]
    ['w[1][0,0]', 'b[1][0]', 'w[2][0,0]']
    """
    return tuple(q(layer) for layer in range(1, network.depth + 1) for q in (w, b))


def move_of(network: Network, parameter: Quantity) -> Expression:
    """Return by how much a step moves a parameter, as an expression that can be checked; 0 for a bias that stays.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> str(move_of(read("networks/chain.toml")[0], w(3)))
    '-rate*dC/dw[3][0,0]'
    """
    stays = parameter.kind == "b" and not network.update_biases
    return -(Given(0) if stays else RATE) * slope(C, parameter)


def on_the_way(start: Moment, share: float) -> Moment:
    """Return a moment on the way to the next step: every parameter has gone a share of its move.

    Parameters
    ----------
    start : Moment
        At rest, of a chain.
    share : float
        0 to 1; rounded to twelfths.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> start = Moment(Trace(*read("networks/chain.toml"))).averaged
    >>> whole, half = start.after(1).value(w(3)), on_the_way(start, 0.5).value(w(3))
    >>> round(2 * half - start.value(w(3)) - whole, 12)
    0.0
    >>> on_the_way(start, 1.0) == start.after(1)
    True
    """
    step, gone = start.state.step, round(_PARTS * share) / _PARTS
    if gone in {0.0, 1.0}:
        return start.after(step + int(gone))
    now = start
    for parameter in parameters_of(start.network):
        by = gone * start.value(move_of(start.network, parameter))
        now = now.nudged(parameter, by) if by else now
    return now
