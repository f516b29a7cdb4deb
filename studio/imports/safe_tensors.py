"""Safetensors: PyTorch's names and layout, or Flax's."""

from __future__ import annotations

from pathlib import Path

from core.files.array_file import MOST_BYTES, MOST_NUMBERS
from core.files.user_file import read_bytes
from core.model.errors import InputError
from studio.imports.choices import Choices
from studio.imports.dense import Found
from studio.imports.extras import need
from studio.imports.named_arrays import FLAX, PYTORCH, found_in

COUNTER = "num_batches_tracked"
"""The one whole number in a state dictionary: how often batch normalisation has learned."""


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of a safetensors file.

    Parameters
    ----------
    path : Path
    choices : Choices

    Returns
    -------
    Found

    Raises
    ------
    InputError
        If it holds anything but weights and biases of fully connected layers, and batch normalisation.
    """
    safetensors = need("safetensors.numpy", "safetensors", "safetensors files")
    data = read_bytes(path, "a safetensors file", MOST_BYTES)
    try:
        tensors = safetensors.load(data)
    except Exception as error:  # noqa: BLE001  its own errors derive from Exception; bfloat16 makes a KeyError
        remedy = "save its tensors as float32"
        raise InputError(str(path), "", "expected a safetensors file", f"found: {error}", remedy) from None
    if (count := sum(tensor.size for tensor in tensors.values())) > MOST_NUMBERS:
        raise InputError(str(path), "", f"expected at most {MOST_NUMBERS:,} numbers", f"found {count:,}")
    for name, tensor in tensors.items():
        if tensor.dtype.kind != "f" and not name.endswith(COUNTER):
            found = f"found {tensor.dtype}"
            raise InputError(str(path), name[:60], "expected floats", found, "save its tensors as float32")
    return found_in(tensors, (PYTORCH, FLAX), choices, str(path))
