"""Networks that other programs made, for tests of what is imported from them."""

import os
import tempfile

import numpy as np

from core.files.network_file import read
from core.passes.forward import forward

X = np.random.default_rng(4).normal(size=(20, 3))
Y3 = np.eye(3)[np.arange(20) % 3]


def examples_file(folder, inputs=X, outputs=Y3):
    """Write examples, and return the path."""
    np.savez(folder / "examples.npz", X=inputs, Y=outputs)
    return folder / "examples.npz"


def outputs_of(path, inputs=X):
    """Return the outputs of a network file."""
    return forward(read(path)[0], inputs).output


def torch_network(*activations, widths=(3, 5, 4, 3)):
    """Return a PyTorch network: linear layers, each with an activation."""
    import torch

    torch.manual_seed(1)
    pairs = zip(widths, widths[1:], activations, strict=False)
    parts = [part for n_prev, n, activation in pairs for part in (torch.nn.Linear(n_prev, n), activation)]
    return torch.nn.Sequential(*parts).eval()


def torch_outputs(network, inputs=X):
    """Return what PyTorch computes."""
    import torch

    with torch.no_grad():
        return network.double()(torch.tensor(inputs)).numpy()


def import_keras():
    """Import Keras on PyTorch, with its settings in a folder of its own."""
    os.environ["KERAS_BACKEND"] = "torch"
    os.environ.setdefault("KERAS_HOME", tempfile.mkdtemp(prefix="keras-"))
    import keras

    return keras
