"""Keras' weights without a model, .weights.h5 or older .h5: Dense layers in a row, which say no activations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.dense import IN_OUT, Dense, dense, fitting
from studio.imports.keras_arrays import ROOMS, role_of, snake
from studio.imports.keras_hdf5 import Hdf5
from studio.imports.keras_layers import SHAPED, SILENT
from studio.imports.our_names import activations_of

RULE = f"Keras' rule ({IN_OUT})"
_WAY_OUT = "save the whole model, which says what its layers do: model.save('mine.keras')"
_NUMBERED = re.compile(rf"(?:{'|'.join(ROOMS)})/(\w+)/vars/(\d+)")
_ROLES = {"0": "kernel", "1": "bias"}
_SILENT = {"input", *map(snake, (*SILENT, *SHAPED)), "activation", *map(snake, activations_of("keras_layers"))}
"""Layers without weights that leave numbers as they are, or are an activation, which the user says."""


def layers_alone(file: Hdf5, source: str) -> tuple[Dense, ...]:
    """Return the layers of a file of weights alone.

    Parameters
    ----------
    file : Hdf5
    source : str
        The file's name, for errors.

    Returns
    -------
    tuple of Dense

    Raises
    ------
    InputError
        If it holds anything but the weights of Dense layers in a row.
    """
    layers = []
    for name, arrays in (_named(file, source) if file.names else _numbered(file, source)).items():
        place = f"layer {name[:60]!r}"
        if "kernel" not in arrays or set(arrays) - {"kernel", "bias"}:
            found = f"found one with {', '.join(sorted(arrays))}"[:120]
            raise InputError(source, place, "expected layers of a kernel and a bias alone", found, _WAY_OUT)
        layers.append(dense(source, place, arrays["kernel"], arrays.get("bias"), IN_OUT))
    return fitting(source, layers)


def _named(file: Hdf5, source: str) -> dict[str, dict[str, Array]]:
    """Return each layer's arrays in old files, which list the layers in order."""
    groups: dict[str, dict[str, Array]] = {}
    for path, array in file.arrays.items():
        groups.setdefault(path.partition("/")[0], {})[role_of(path)] = array
    for name in groups:
        if name not in file.names:
            raise InputError(source, name[:60], "expected one of the layers that it lists", "found another", _WAY_OUT)
    _refuse_unknown([name for name in file.names if name not in groups], source)
    return {name: groups[name] for name in file.names if name in groups}


def _numbered(file: Hdf5, source: str) -> dict[str, dict[str, Array]]:
    """Return each layer's arrays in new files, where Dense layers are numbered in order."""
    groups: dict[int, tuple[str, dict[str, Array]]] = {}
    for path, array in file.arrays.items():
        match = _NUMBERED.fullmatch(path)
        dense_layer = match and re.fullmatch(r"dense(?:_(\d+))?", match[1])
        if not match or not dense_layer:
            raise InputError(source, path[:60], "expected arrays of Dense layers", "found another", _WAY_OUT)
        _, arrays = groups.setdefault(int(dense_layer[1] or 0), (match[1], {}))
        arrays[_ROLES.get(match[2], match[2])] = array
    rooms = [path.split("/") for path in file.groups]
    names = {parts[1] for parts in rooms if parts[0] in ROOMS and len(parts) > 1}
    _refuse_unknown(sorted(names - {name for name, _ in groups.values()}), source)
    return dict(groups[number] for number in sorted(groups))


def _refuse_unknown(names: Iterable[str], source: str) -> None:
    """Refuse layers without weights of which nobody knows what they do."""
    for name in names:
        if re.sub(r"_\d+$", "", name) not in _SILENT:
            expected, found = (
                "expected Dense layers and activations",
                "found a layer without weights that may be anything",
            )
            raise InputError(source, f"layer {name[:60]!r}", expected, found, _WAY_OUT)
