"""Random networks and examples, shared by all tests.

Values are tame on purpose: sums stay below 30 (below 4 before an exponential), so that a law fails
only where the code is wrong, never because a double ran out of digits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from core.model.activations import ACTIVATIONS
from core.model.arrays import Array
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.forward import forward

HIDDEN = tuple(name for name, row in ACTIVATIONS.items() if row.elementwise)
LAST = {
    name: tuple(activation for activation, row in ACTIVATIONS.items() if cost.fits(row))
    for name, cost in COSTS.items()
    if cost.log_shares
} | {
    "binary_cross_entropy": ("sigmoid",),
    "cross_entropy": ("softmax", "sigmoid"),
}

hundredths = st.integers(-200, 200).map(lambda n: n / 100)
shares = st.integers(0, 100).map(lambda n: n / 100)


@st.composite
def networks(
    draw: DrawFn,
    *,
    depths: tuple[int, int] = (1, 5),
    widths: tuple[int, int] = (1, 6),
    activations: Sequence[str] = HIDDEN,
    costs: Sequence[str] = tuple(COSTS),
) -> Network:
    """Draw any valid network; weights may be negative or zero.

    The last layer takes an activation that suits the cost: a cross-entropy needs outputs whose
    logarithms exist, every other cost takes any of `activations` or softmax.
    """
    depth = draw(st.integers(*depths))
    sizes = draw(st.lists(st.integers(*widths), min_size=depth + 1, max_size=depth + 1))
    cost = draw(st.sampled_from(list(costs)))
    names = draw(st.lists(st.sampled_from(list(activations)), min_size=depth - 1, max_size=depth - 1))
    names.append(draw(st.sampled_from(LAST.get(cost, (*activations, "softmax")))))
    layers, reach = [], 2.0
    for n_prev, n, name in zip(sizes, sizes[1:], names, strict=False):
        layer = _tame(draw(matrices(n, n_prev)), draw(matrices(1, n))[0], name, reach)
        bound = np.abs(layer.W).sum(axis=1).max() * reach + np.abs(layer.b).max()
        reach = float(np.exp(bound)) if name == "exp" else max(float(bound), 1.0)
        layers.append(layer)
    return Network(tuple(layers), COSTS[cost], update_biases=draw(st.booleans()))


def matrices(rows: int, columns: int) -> SearchStrategy[Array]:
    """Draw a matrix of numbers between -2 and 2."""
    row = st.lists(hundredths, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows).map(np.array)


def _tame(W: Array, b: Array, name: str, reach: float) -> Layer:
    """Shrink weights until no |z| exceeds a limit, given that no |a_prev| exceeds `reach`."""
    limit = 4.0 if name == "exp" else 30.0
    bound = np.abs(W).sum(axis=1).max() * reach + np.abs(b).max()
    shrink = min(1.0, limit / bound) if bound else 1.0
    return Layer(W * shrink, b * shrink, ACTIVATIONS[name])


def chains(*, depths: tuple[int, int] = (1, 5), **options: Sequence[str]) -> SearchStrategy[Network]:
    """Draw a network with one neuron per layer."""
    return networks(depths=depths, widths=(1, 1), **options)


@st.composite
def examples_for(draw: DrawFn, network: Network, *, sizes: tuple[int, int] = (1, 4)) -> Examples:
    """Draw examples that fit a network; desired outputs are shares for a cross-entropy."""
    m = draw(st.integers(*sizes))
    X = draw(matrices(m, network.widths[0]))
    n = network.widths[-1]
    wanted = shares if network.cost.name in LAST else hundredths
    row = st.lists(wanted, min_size=n, max_size=n)
    return Examples(X, np.array(draw(st.lists(row, min_size=m, max_size=m))))


@st.composite
def networks_with_examples(
    draw: DrawFn, *, sizes: tuple[int, int] = (1, 4), network: SearchStrategy[Network] | None = None
) -> tuple[Network, Examples]:
    """Draw a network and examples on which no kinked neuron sits within rounding of its kink."""
    drawn = draw(networks() if network is None else network)
    examples = draw(examples_for(drawn, sizes=sizes))
    assume(away_from_kinks(drawn, examples))
    return drawn, examples


def away_from_kinks(network: Network, examples: Examples) -> bool:
    """Return whether rounding cannot carry any z across 0 where its activation has a kink there."""
    for seen in forward(network, examples.X).layers:
        row = seen.layer.activation
        if row.elementwise and np.ptp(row.slope(np.array([-1e-9, 1e-9]))) > 1e-6:
            terms = np.abs(seen.a_prev) @ np.abs(seen.layer.W.T) + np.abs(seen.layer.b)
            if (np.abs(seen.z) <= 1e-9 * terms)[terms > 0].any():
                return False
    return True
