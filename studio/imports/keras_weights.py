"""Keras' weights in HDF5: which arrays are there; nothing outside the file is ever followed."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np

from core.array_file import MOST_BYTES
from core.arrays import Array
from core.errors import InputError
from core.user_file import read_bytes
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, Found, dense, fitting
from studio.imports.extras import need

RULE = f"Keras' rule ({IN_OUT})"
_ROOMS = ("layers", "_layer_checkpoint_dependencies")  # of newer and of older files
_LEAVE_OUT = re.compile(r"(optimizer|seed_generator)(/|$)|(.*/)?seed_generator\w*/")


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of a .weights.h5 file, which has no activations.

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
        If it holds anything but the weights of Dense layers in a row.
    """
    source = str(path)
    if choices.layout not in {"", IN_OUT}:
        raise InputError(source, "--layout", f"expected {RULE}", f"found {choices.layout}")
    groups = variables(read_bytes(path, "a Keras weights file", MOST_BYTES), source)
    layers = {}
    for name, arrays in groups.items():
        match = re.fullmatch(r"dense(?:_(\d+))?", name)
        if match is None:
            remedy = "only models of Dense layers can be shown"
            raise InputError(source, name[:60], "expected groups dense, dense_1, ...", "found another layer", remedy)
        layers[int(match[1] or 0)] = dense(source, name, *kernel_and_bias(arrays, source, name), IN_OUT)
    return Found(fitting(source, [layers[number] for number in sorted(layers)]), RULE)


def variables(data: bytes, source: str) -> dict[str, dict[str, Array]]:
    """Return each layer's arrays, by the name of its group and their numbers.

    Parameters
    ----------
    data : bytes
        What the file holds.
    source : str
        The file's name, for errors.

    Returns
    -------
    dict of str to dict of str to ndarray

    Raises
    ------
    InputError
        If it is no such file, is damaged, or refers to other files.
    """
    h5py = need("h5py", "keras", "Keras files")
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            arrays = dict(_datasets(h5py, file, source))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes HDF5 raise anything
        reason = str(error).partition("\n")[0].rstrip(".")
        raise InputError(source, "", "expected weights that Keras 3 saved", f"found a mistake: {reason}") from None
    groups: dict[str, dict[str, Array]] = {}
    for path, array in arrays.items():
        room, _, rest = path.partition("/")
        match = re.fullmatch(r"(\w+)/vars/(\d+)", rest)
        if room not in _ROOMS or match is None:
            remedy = "only models of Dense layers in a row, saved by Keras 3, can be shown"
            raise InputError(source, path[:60], "expected arrays of Dense layers", "found another", remedy)
        groups.setdefault(match[1], {})[match[2]] = array
    return groups


def kernel_and_bias(arrays: dict[str, Array], source: str, place: str) -> tuple[Array, Array | None]:
    """Return a Dense layer's kernel, of shape (n_prev, n), and its bias, if it has one.

    Raises
    ------
    InputError
        If the layer has other arrays.
    """
    if set(arrays) not in ({"0"}, {"0", "1"}):
        remedy = "save the model without adapters or quantization"
        raise InputError(source, place, "expected a kernel and a bias", f"found {len(arrays)} arrays", remedy)
    return arrays["0"], arrays.get("1")


def _datasets(h5py: Any, file: Any, source: str) -> list[tuple[str, Array]]:  # noqa: ANN401  h5py has no types
    """Read all arrays of floats but the optimizer's; bounded, and links are not followed."""
    found: list[tuple[str, Array]] = []
    left = MOST_BYTES
    waiting = [(name, file) for name in file]
    while waiting:
        path, group = waiting.pop(0)
        name = path.rpartition("/")[2]
        if _LEAVE_OUT.match(path):
            continue
        link = group.get(name, getlink=True)
        item = group[name] if isinstance(link, h5py.HardLink) else None
        if isinstance(item, h5py.Group) and path.count("/") < 8:
            waiting += [(f"{path}/{one}", item) for one in item]
            continue
        if item is None or not isinstance(item, h5py.Dataset) or item.external or item.is_virtual:
            raise InputError(source, path[:60], "expected an array", "found a link or a reference to another file")
        if item.dtype.kind != "f" or (left := left - 8 * item.size) < 0:
            kind = f"{item.size:,} values of type {item.dtype}"
            raise InputError(source, path[:60], "expected an array of floats of moderate size", f"found {kind}")
        found.append((path, np.asarray(item[()], np.float64)))
    return found
