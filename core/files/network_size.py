"""How large a network may be, so that whatever is done with it ends in time and fits into memory."""

from __future__ import annotations

from collections.abc import Sequence

from core.files.document import Node
from core.model.network import Layer

MOST_TABLES = {"layers": 1_000, "examples": 100_000}
"""How many [[layers]] and [[examples]] a file may have."""
_MOST_NEURONS = 100_000
_MOST_SHARES = 2_000  # a softmax's slopes are a number for each pair of its neurons
_MOST_PAIRS = 500_000_000  # of a softmax's neurons, of all examples
_MOST_ACTIVATIONS = 50_000_000  # of all examples, which are run together
_MOST_PRODUCTS = 100_000_000_000  # weights times examples


def check_size(document: Node, layers: Sequence[Layer], examples: int) -> None:
    """Refuse a network that would take minutes or more memory than most computers have.

    Parameters
    ----------
    document : Node
        The network file, for errors.
    layers : sequence of Layer
    examples : int
        How many.

    Raises
    ------
    InputError
        If it is too large.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> import numpy as np
    >>> wide = Layer(np.ones((3_000, 1)), np.zeros(3_000), ACTIVATIONS["softmax"])
    >>> check_size(Node({}, "mine.toml"), [wide], 1)
    Traceback (most recent call last):
    core.model.errors.InputError: mine.toml: layers: expected at most 2,000 neurons in a softmax layer, found 3,000.
    """
    neurons = layers[0].n_prev + sum(layer.n for layer in layers)
    products = examples * sum(layer.W.size for layer in layers)
    shares = 0 if layers[-1].activation.elementwise else layers[-1].n
    fewer = "use fewer examples"
    for place, count, most, what, remedy in (
        ("layers", neurons, _MOST_NEURONS, "neurons", ""),
        ("layers", shares, _MOST_SHARES, "neurons in a softmax layer", ""),
        (
            "examples",
            examples * shares**2,
            _MOST_PAIRS,
            "slopes of a softmax, its neurons squared times examples",
            fewer,
        ),
        ("examples", examples * neurons, _MOST_ACTIVATIONS, "activations, neurons times examples", fewer),
        ("examples", products, _MOST_PRODUCTS, "products, weights times examples", fewer),
    ):
        if count > most:
            Node(None, document.source, place).refuse(f"at most {most:,} {what}", f"{count:,}", remedy)
