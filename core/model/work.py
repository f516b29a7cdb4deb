"""How much work the passes are: products of two numbers, counted by the shape of the network."""

from __future__ import annotations

from itertools import pairwise

from core.model.network import Network


def products_of_a_pass(network: Network) -> int:
    """Return how many products a forward pass takes: w a, one for each weight.

    Parameters
    ----------
    network : Network

    Returns
    -------
    int
        What activations and the cost take for themselves is left out.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> products_of_a_pass(read("networks/iris.toml")[0])
    37
    """
    return sum(n * n_prev for n_prev, n in pairwise(network.widths))


def products_of_a_sweep(network: Network) -> int:
    """Return how many products a sweep back takes after a forward pass.

    1 dC/da for each output; dC/da sigma'(z) for each neuron (softmax: for each pair of a sum and an activation);
    w delta for each weight behind which there is a neuron; a delta for each weight

    Parameters
    ----------
    network : Network

    Returns
    -------
    int

    Examples
    --------
    >>> from core.files.network_file import read
    >>> products_of_a_sweep(read("networks/iris.toml")[0])
    71
    """
    widths = network.widths
    gates = sum(layer.n if layer.activation.elementwise else layer.n**2 for layer in network.layers)
    handed_on = sum(n * n_prev for n_prev, n in pairwise(widths[1:]))
    return widths[-1] + gates + handed_on + products_of_a_pass(network)


def slopes_by_nudging(network: Network) -> int:
    """Return how many whole slopes nudging finds with as many products as a sweep takes.

    A forward pass for each nudge; the one without a nudge is there before, as it is for the sweep.

    Parameters
    ----------
    network : Network

    Returns
    -------
    int
        At most one for each weight and bias.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> slopes_by_nudging(read("networks/iris.toml")[0]), slopes_by_nudging(read("networks/chain.toml")[0])
    (1, 3)
    """
    each = products_of_a_pass(network)
    return min(products_of_a_sweep(network) // each, each + sum(network.widths[1:]))


def products_of_a_batch(network: Network, examples: int) -> int:
    """Return how many products all matrix products of a pass and its sweep take, for so many examples.

    W A of each layer, Delta A^T of each layer, W^T Delta of each layer behind a hidden one: for every example

    Parameters
    ----------
    network : Network
    examples : int

    Returns
    -------
    int
        The same, whether examples go through one by one or all in one product.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> iris = read("networks/iris.toml")[0]
    >>> products_of_a_batch(iris, 1), products_of_a_batch(iris, 12)
    (95, 1140)
    """
    each = products_of_a_pass(network)
    first = network.widths[0] * network.widths[1]
    return examples * (3 * each - first)


def matrix_calls(network: Network) -> int:
    """Return how many matrix products a pass and its sweep are, whether of one example or of all in one go.

    Parameters
    ----------
    network : Network

    Returns
    -------
    int
        Three for each layer; two for the first one, before which nothing is asked.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> matrix_calls(read("networks/iris.toml")[0])
    8
    """
    return 3 * network.depth - 1
