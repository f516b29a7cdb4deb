"""The same values and slopes from PyTorch in float64; runs where PyTorch is installed, as in CI."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pytest

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.passes.backward import backward
from core.passes.forward import forward
from tests.strategies import LAST

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed"),
]
GALLERY = sorted((Path(__file__).parents[3] / "networks").glob("*.toml"))
OF_TORCH = (
    *(["sigmoid", "tanh", "relu", "leaky_relu", "leaky_relu(0.3)", "elu", "elu(0.5)", "softplus", "gelu", "silu"]),
    *(["identity", "sin", "cos", "exp", "softmax"]),
)
COSTS_OF_TORCH = ["squared_error", "half_squared_error", "mean_squared_error", "binary_cross_entropy", "cross_entropy"]
SUITABLE = [
    (activation, cost)
    for activation, cost in itertools.product(OF_TORCH, COSTS_OF_TORCH)
    if activation in LAST.get(cost, (activation,))
]


def torch_pass(network, examples):
    """Return the costs, and for each layer z, a, delta, dC/dW, dC/db of the average cost."""
    import torch
    from torch.nn import functional

    sigma = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": functional.leaky_relu,
        "elu": functional.elu,
        "leaky_relu(0.3)": lambda z: functional.leaky_relu(z, 0.3),
        "elu(0.5)": lambda z: functional.elu(z, 0.5),
        "softplus": lambda z: functional.softplus(z, threshold=1e9),
        "gelu": functional.gelu,
        "silu": functional.silu,
        "identity": lambda z: z * 1,
        "sin": torch.sin,
        "cos": torch.cos,
        "exp": torch.exp,
        "softmax": lambda z: torch.softmax(z, dim=-1),
    }
    cost = {
        "squared_error": lambda a, y: ((a - y) ** 2).sum(-1),
        "half_squared_error": lambda a, y: ((a - y) ** 2).sum(-1) / 2,
        "mean_squared_error": lambda a, y: ((a - y) ** 2).mean(-1),
        "binary_cross_entropy": lambda a, y: functional.binary_cross_entropy(a, y, reduction="none").sum(-1),
        "cross_entropy": lambda a, y: -torch.xlogy(y, a).sum(-1),
    }
    a = torch.tensor(examples.X, requires_grad=True)
    kept = []
    for layer in network.layers:
        W, b = torch.tensor(layer.W, requires_grad=True), torch.tensor(layer.b, requires_grad=True)
        z = functional.linear(a, W, b)
        a_prev, a = a, sigma[layer.activation.name](z)
        for tensor in (a_prev, z, a):
            tensor.retain_grad()
        kept.append((W, b, z, a, a_prev))
    C = cost[network.cost.name](a, torch.tensor(examples.Y))
    C.mean().backward()
    return C.detach().numpy(), kept


def compare(network, examples, rtol):
    C, kept = torch_pass(network, examples)
    found = backward(forward(network, examples.X), examples.Y)
    np.testing.assert_allclose(found.C, C, rtol=rtol)
    for seen, slopes, (W, b, z, a, a_prev) in zip(found.forward_pass.layers, found.layers, kept, strict=True):
        for ours, theirs in (
            (seen.z, z.detach()),
            (seen.a, a.detach()),
            (slopes.delta, z.grad * len(examples)),
            (slopes.dC_dW, W.grad),
            (slopes.dC_db, b.grad),
            (slopes.dC_da_prev, a_prev.grad * len(examples)),
        ):
            expected = theirs.numpy()
            np.testing.assert_allclose(ours, expected, rtol=rtol, atol=1e-14 * np.abs(expected).max())


@pytest.mark.parametrize(("activation", "cost"), SUITABLE)
def test_every_activation_with_every_cost(activation, cost):
    rng = np.random.default_rng(7)
    hidden = "tanh" if activation == "softmax" else activation
    layers = [
        Layer(rng.normal(0, 0.5, (n, n_prev)), rng.normal(0, 0.5, n), ACTIVATIONS[name])
        for n_prev, n, name in ((3, 5, hidden), (5, 4, hidden), (4, 3, activation))
    ]
    examples = Examples(rng.normal(size=(6, 3)), rng.dirichlet([1, 1, 1], size=6))
    compare(Network(tuple(layers), COSTS[cost]), examples, 1e-9)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_every_network_of_the_gallery(path):
    compare(*read(path), 1e-9)
