"""Make the gallery: run `python -m networks.make` from the repository's root.

Weights are drawn from fixed seeds, trained by the project's own descent where data is at hand, and
rounded, so that the files read well and come out the same bit for bit. Needs scikit-learn.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits, load_iris

from core.files.network_text import to_text
from core.model.activations import ACTIVATIONS
from core.model.arrays import Array
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.descent import descend

FOLDER = Path(__file__).parent


def chain() -> tuple[Network, Examples, str]:
    """Return one neuron per layer, every one of them where its sigmoid is steep."""
    network = Network(
        tuple(_layer([[w]], [b], "sigmoid") for w, b in [(1.9, -1.3), (-2.6, 1.1), (2.6, -1.1)]),
        name="a simple chain",
        learning_rate=1.0,
    )
    X = [[0.8], [0.3], [1.0], [0.5], [0.1], [0.6]]
    Y = [[0.9], [0.2], [0.7], [0.4], [0.1], [0.8]]
    comment = """One neuron per layer: three weights, three biases, one number out. No neuron is
        saturated, so that a nudge anywhere is felt by the cost. The second weight is negative: it turns
        the effect of everything before it round. The examples disagree about which way to go."""
    return network, Examples(np.array(X), np.array(Y)), comment


def iris() -> tuple[Network, Examples, str]:
    """Return Fisher's iris data and a network that has half learned it."""
    data = load_iris()
    inputs = tuple(name.removesuffix(" (cm)") for name in data.feature_names)
    rng = np.random.default_rng(0)
    layers = []
    for n_prev, n in [(4, 4), (4, 3), (3, 3)]:
        W = rng.normal(0, 0.5 if not layers else 1.5, (n, n_prev))
        layers.append(_layer(W, rng.normal(0, 0.5, n) if layers else -W @ data.data.mean(axis=0), "sigmoid"))
    network = Network(
        tuple(layers), name="Fisher's iris", learning_rate=0.5, inputs=inputs, outputs=tuple(data.target_names)
    )
    every = Examples(data.data, np.eye(3)[data.target])
    chosen = [70, 100, 0, 50, 119, 14, 83, 134, 41, 98, 117, 22]
    comment = """Fisher's iris flowers: four measurements in centimetres, three species. Trained part of
        the way, so that most flowers are told apart while every layer still has something to learn.
        The twelve examples hold easy flowers and the ones that are often confused."""
    return _rounded(descend(network, every, 100, 0.7).end, 2), _some(every, chosen), comment


def relu() -> tuple[Network, Examples, str]:
    """Return rectified neurons, one of them dead."""
    network = Network(
        (
            _layer([[1.2, -0.7], [-0.8, 1.1], [0.6, 0.9], [-0.5, -0.4]], [0.3, 0.2, -0.4, -0.6], "relu"),
            _layer([[0.9, -0.6, 0.7, 1.1], [-0.4, 1.3, 0.8, -0.9], [0.7, 0.5, -0.3, 0.8]], [0.1, -0.2, 0.2], "relu"),
            _layer([[1.1, -0.8, 0.6], [-0.5, 0.9, 0.4]], [0.1, 0.0], "identity"),
        ),
        cost=COSTS["half_squared_error"],
        name="a dead unit",
        learning_rate=0.05,
    )
    X = [[0.9, 0.8], [0.2, 1.0], [1.0, 0.1], [0.5, 0.4], [0.1, 0.3], [0.7, 0.6]]
    Y = [[1.5, 0.2], [0.1, 1.4], [1.8, -0.4], [0.9, 0.3], [0.4, 0.5], [1.1, 0.6]]
    comment = """Rectified neurons, which pass a positive sum on and are silent otherwise. The last neuron
        of layer 1 is dead: its sum is negative for every example, so no slope reaches its weights and no
        step can wake it. Others are silent for some examples only."""
    return network, Examples(np.array(X), np.array(Y)), comment


def wide() -> tuple[Network, Examples, str]:
    """Return handwritten digits and a network that has half learned them."""
    data = load_digits()
    rng = np.random.default_rng(0)
    network = Network(
        (
            _layer(rng.normal(0, 0.3, (16, 64)), np.zeros(16), "sigmoid"),
            _layer(rng.normal(0, 0.5, (10, 16)), np.zeros(10), "softmax"),
        ),
        cost=COSTS["cross_entropy"],
        name="handwritten digits",
        learning_rate=0.5,
        outputs=tuple("0123456789"),
        image=(8, 8),
    )
    every = Examples(data.data / 16, np.eye(10)[data.target])
    comment = """Handwritten digits, eight by eight grey pixels from 0 to 1, row by row; sixteen hidden neurons;
        one output per digit. Softmax makes the outputs shares of 1, and cross-entropy judges them.
        Trained part of the way. One example of each digit."""
    return _rounded(descend(network, every, 60, 1.0).end, 2), _some(every, range(10)), comment


def deep() -> tuple[Network, Examples, str]:
    """Return eight layers of different activations, steep enough that slopes survive the way back."""
    names = ["tanh", "softplus", "sin", "leaky_relu", "gelu", "tanh", "silu", "sigmoid"]
    widths = [2, 2, 3, 2, 1, 2, 3, 2, 1]
    rng = np.random.default_rng(DEEP_SEED)
    layers = [
        _layer(rng.choice([-1, 1], (n, n_prev)) * rng.uniform(0.6, 1.6, (n, n_prev)), rng.normal(0, 0.3, n), name)
        for n_prev, n, name in zip(widths, widths[1:], names, strict=False)
    ]
    network = Network(tuple(layers), COSTS["binary_cross_entropy"], name="eight layers", learning_rate=0.1)
    X = [[0.9, -0.4], [0.2, 0.8], [-0.7, 0.5], [0.6, 0.3], [-0.2, -0.9], [0.1, 0.4]]
    Y = [[1.0], [0.0], [1.0], [0.0], [1.0], [0.0]]
    comment = """Eight layers, each narrow and most with an activation of their own. The chain rule has a factor
        for every layer on the way back; one neuron in the middle is on every path. The slopes are still
        visible in the first layer."""
    return _rounded(network, 2), Examples(np.array(X), np.array(Y)), comment


def two_two_two() -> tuple[Network, Examples, str]:
    """Return the worked example of two inputs, two hidden neurons and two outputs that many have copied."""
    network = Network(
        (
            _layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid"),
            _layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60], "sigmoid"),
        ),
        cost=COSTS["half_squared_error"],
        name="two, two, two",
        learning_rate=0.5,
        update_biases=False,
    )
    comment = """The worked example of M. Mazur, A Step by Step Backpropagation Example (2015): two inputs, two hidden
        neurons, two outputs, one example; only weights move. The numbers command with --steps 10000
        prints every number of its text, to its digits, but for the costs and outputs after the first
        and last step: where the text has 0.291027924, 0.0000351085, 0.015912196 and 0.984065734, its
        own weights give 0.291027774, 0.0000351019, 0.015913620 and 0.984064274."""
    return network, Examples(np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])), comment


def two_valleys() -> tuple[Network, Examples, str]:
    """Return one neuron with one weight whose cost has two valleys."""
    network = Network((_layer([[1.2]], [0.0], "sigmoid"),), name="two valleys", learning_rate=5.0, update_biases=False)
    comment = """One neuron with one weight, and three examples that cannot all be right: the cost has two valleys, and
        a hill at 1.7 between them. From 1.2 a descent ends in the lower one, from 2.3 in the higher."""
    X, Y = [[0.2], [2.5], [0.2]], [[0.9], [0.1], [0.9]]
    return network, Examples(np.array(X), np.array(Y)), comment


# Of many seeds the one whose slopes are largest where they are smallest.
DEEP_SEED = 1232
GALLERY = {
    "chain": chain,
    "iris": iris,
    "relu": relu,
    "wide": wide,
    "deep": deep,
    "two_two_two": two_two_two,
    "two_valleys": two_valleys,
}


def text(stem: str) -> str:
    """Return the text of one file of the gallery."""
    network, examples, comment = GALLERY[stem]()
    return to_text(network, examples, textwrap.fill(" ".join(comment.split()), 98))


def _layer(W: object, b: object, name: str) -> Layer:
    return Layer(np.array(W), np.array(b), ACTIVATIONS[name])


def _rounded(network: Network, decimals: int) -> Network:
    """Round what training leaves; adding 0 turns -0.0 into 0.0."""
    return network.with_layers(
        tuple(
            Layer(np.round(layer.W, decimals) + 0.0, np.round(layer.b, decimals) + 0.0, layer.activation)
            for layer in network.layers
        )
    )


def _some(every: Examples, chosen: Array | list[int] | range) -> Examples:
    return Examples(every.X[list(chosen)], every.Y[list(chosen)])


if __name__ == "__main__":
    for stem in GALLERY:
        (FOLDER / f"{stem}.toml").write_text(text(stem), encoding="utf-8", newline="\n")
