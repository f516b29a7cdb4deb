"""A batch of 100 through 784-30-10, forward and backward: ours against PyTorch on the same cores.

Run `python -m benchmarks.batch [threads]` from the repository's root. Needs PyTorch. Both give the same values:
every activation, every slope with respect to a weight, a bias and an input, and the costs. Ours
always computes in float64; PyTorch is measured in float64 and in its usual float32.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Layer, Network
from core.passes.backward import backward
from core.passes.forward import forward

ROUNDS, CALLS = 40, 25
WIDTHS = (784, 30, 10)
CASES = [("sigmoid", "squared_error"), ("softmax", "cross_entropy")]


def network_for(last: str, cost: str) -> Network:
    """Return a random 784-30-10 network with sigmoid neurons before the last layer."""
    rng = np.random.default_rng(0)
    names = ["sigmoid"] * (len(WIDTHS) - 2) + [last]
    layers = [
        Layer(rng.normal(0, 0.1, (n, n_prev)), rng.normal(0, 0.1, n), ACTIVATIONS[name])
        for n_prev, n, name in zip(WIDTHS, WIDTHS[1:], names, strict=False)
    ]
    return Network(tuple(layers), COSTS[cost])


def theirs(network: Network, X: np.ndarray, Y: np.ndarray, dtype: torch.dtype) -> Callable[[], list[np.ndarray]]:
    """Return PyTorch's pass, which gives the costs and the slopes."""
    parameters = [
        torch.tensor(array, dtype=dtype, requires_grad=True) for layer in network.layers for array in (layer.W, layer.b)
    ]
    x, y = torch.tensor(X, dtype=dtype, requires_grad=True), torch.tensor(Y, dtype=dtype)
    softmax = network.cost.name == "cross_entropy"

    def run() -> list[torch.Tensor]:
        a = torch.sigmoid(torch.nn.functional.linear(x, parameters[0], parameters[1]))
        z = torch.nn.functional.linear(a, parameters[2], parameters[3])
        C = -(y * torch.log_softmax(z, dim=1)).sum(1) if softmax else ((torch.sigmoid(z) - y) ** 2).sum(1)
        return [C, *torch.autograd.grad(C.mean(), [*parameters, x])]

    return run


def ours(network: Network, X: np.ndarray, Y: np.ndarray) -> Callable[[], list[np.ndarray]]:
    """Return our pass, with the same results in the same order."""

    def run() -> list[np.ndarray]:
        found = backward(forward(network, X), Y)
        slopes = [array for layer in found.layers for array in (layer.dC_dW, layer.dC_db)]
        return [found.C, *slopes, found.layers[0].dC_da_prev / len(X)]

    return run


def medians(*runs: Callable[[], object]) -> list[float]:
    """Return the median seconds of one call of each, measured in turns so that all share the machine's moods."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for kept, run in zip(times, runs, strict=True):
            start = time.perf_counter()
            for _ in range(CALLS):
                run()
            kept.append((time.perf_counter() - start) / CALLS)
    return [statistics.median(kept) for kept in times]


def main(threads: int) -> None:
    """Print the medians and their ratios."""
    torch.set_num_threads(threads)
    rng = np.random.default_rng(1)
    X, Y = rng.random((100, WIDTHS[0])), np.eye(WIDTHS[-1])[rng.integers(0, WIDTHS[-1], 100)]
    print(f"batch of 100 through {'-'.join(map(str, WIDTHS))}, forward and backward, threads: {threads}")
    with threadpool_limits(threads):
        for last, cost in CASES:
            network = network_for(last, cost)
            runs = [ours(network, X, Y), *(theirs(network, X, Y, t) for t in (torch.float64, torch.float32))]
            for a, b in zip(runs[0](), runs[1](), strict=True):
                np.testing.assert_allclose(a, b.detach().numpy(), rtol=1e-9, atol=1e-15)
            mine, double, single = medians(*runs)
            print(
                f"{last} with {cost}: ours {mine * 1e6:.0f} us, "
                f"PyTorch float64 {double * 1e6:.0f} us (ratio {mine / double:.2f}), "
                f"float32 {single * 1e6:.0f} us (ratio {mine / single:.2f})"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
