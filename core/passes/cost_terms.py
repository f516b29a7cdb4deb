"""Each output's own share of the cost, as an expression of quantities that anyone can put numbers into."""

from __future__ import annotations

import re

from core.model.quantity import a, y, z
from core.passes.trace import State, Trace

_FAR_OUT = 15.0
"""Where |z| is larger, 1 - sigmoid(z) has lost digits that a logarithm would show."""
_ALMOST_1, _ALMOST_0 = 1 - 1e-7, 1e-290
_NAMES = re.compile(r"\b(a|y|n|log)\b")


def cost_term(trace: Trace, j: int, state: State | None = None) -> str:
    """Return the term of output j in C = sum_j term(a_j, y_j, n), in plain text.

    It is the cost's row with the quantities put in. Where an output has rounded to 0 or 1, its
    logarithm is written by way of z, as the cost itself is computed.

    Parameters
    ----------
    trace : Trace
    j : int
    state : State, optional

    Returns
    -------
    str

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Examples, Layer, Network
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> cost_term(Trace(network, Examples([[3.0]], [[6.0]])), 0)
    '(a[1][0]-y[0])**2'
    """
    network = trace.network
    n = network.widths[-1]
    put = {"a": str(a(network.depth, j)), "y": str(y(j)), "n": str(n), "log": "ln"}
    plain = _NAMES.sub(lambda found: put[found.group()], network.cost.formula).replace(" ", "")
    if "ln" not in plain:
        return plain
    own, other = f"ln({put['a']})", f"ln(1-{put['a']})"
    return plain.replace(other, _ln_of_rest(trace, j, state) or other).replace(own, _ln(trace, j, state) or own)


def _ln(trace: Trace, j: int, state: State | None) -> str | None:
    """Return ln a_j by way of z, where a_j has no digits left for it."""
    depth = trace.network.depth
    match trace.network.layer(depth).activation.name:
        case "sigmoid":
            value = trace.value(z(depth, j), state)
            if abs(value) > _FAR_OUT:
                return f"(-exp(-{z(depth, j)}))" if value > 0 else f"({z(depth, j)}-exp({z(depth, j)}))"
        case "softmax":
            return _ln_share(trace, j, state)
    return None


def _ln_share(trace: Trace, j: int, state: State | None) -> str | None:
    depth = trace.network.depth
    others = range(trace.network.widths[-1])
    if trace.value(a(depth, j), state) > _ALMOST_1 and len(others) > 1:
        # ln(1 - rest) = -rest, the rest being what the others have
        return f"(-({'+'.join(str(a(depth, i)) for i in others if i != j)}))"
    if trace.value(a(depth, j), state) < _ALMOST_0:
        most = max(others, key=lambda i: trace.value(a(depth, i), state))
        return f"({z(depth, j)}-{z(depth, most)}+ln({a(depth, most)}))"
    return None


def _ln_of_rest(trace: Trace, j: int, state: State | None) -> str | None:
    """Return ln(1 - a_j) by way of z, where 1 - a_j has no digits left for it."""
    depth = trace.network.depth
    if trace.network.layer(depth).activation.name != "sigmoid":
        return None
    value = trace.value(z(depth, j), state)
    if abs(value) <= _FAR_OUT:
        return None
    return f"(-{z(depth, j)}-exp(-{z(depth, j)}))" if value > 0 else f"(-exp({z(depth, j)}))"
