"""HDF5 files from Keras: their arrays and what they say of the model; bounded, and nothing is followed out of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.files.array_file import MOST_BYTES, MOST_NUMBERS
from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.extras import need

MOST_ITEMS = 20_000
"""Groups and arrays that a file may have."""
MOST_NAMES = 2 * MOST_BYTES
"""Names of layers times bytes of the file."""
DEEPEST = 16
"""Groups within groups."""
_PASSED_OVER = re.compile(r"(optimizer|optimizer_weights|metrics)|(.*/)?seed_generator\w*")
"""What training needs, not the network."""


@dataclass(frozen=True, slots=True, eq=False)
class Hdf5:
    """What an HDF5 file from Keras holds.

    Parameters
    ----------
    model, training : str
        What it says of the model and of how it was trained, as JSON; empty where it does not.
    names : tuple of str
        Layers in order, where it says them.
    arrays : dict of str to ndarray
        By their paths.
    groups : tuple of str
        Paths of groups, those without arrays too.
    """

    model: str
    training: str
    names: tuple[str, ...]
    arrays: dict[str, Array]
    groups: tuple[str, ...]


def opened(data: bytes, source: str) -> Hdf5:
    """Return what an HDF5 file holds but for what only training needs.

    Parameters
    ----------
    data : bytes
        What the file holds.
    source : str
        The file's name, for errors.

    Returns
    -------
    Hdf5

    Raises
    ------
    InputError
        If it is no such file, is damaged or too big, holds itself, or refers to other files.
    """
    h5py = need("h5py", "keras", "Keras files")
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            model, training = (_text(h5py, file, name, source) for name in ("model_config", "training_config"))
            items = dict(_items(h5py, file, source))
            arrays = {path: item for path, item in items.items() if item is not None}
            groups = tuple(path for path, item in items.items() if item is None)
            return Hdf5(model, training, _names(h5py, file, len(data), source), arrays, groups)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes HDF5 raise anything
        reason = str(error).partition("\n")[0].rstrip(".") or type(error).__name__
        expected = "expected a model or weights that Keras saved"
        raise InputError(source, "", expected, f"found a mistake: {reason}", "save it again") from None


def _text(h5py: Any, file: Any, name: str, source: str) -> str:  # noqa: ANN401  h5py has no types
    if name not in file.attrs:
        return ""
    told = file.attrs.get_id(name)
    if told.shape != () or h5py.check_string_dtype(told.dtype) is None:  # many strings may be one, told often
        raise InputError(
            source, name, "expected one text", f"found {told.dtype} of shape {told.shape}", "save it again"
        )
    return _decoded(file.attrs[name])


def _names(h5py: Any, file: Any, size: int, source: str) -> tuple[str, ...]:  # noqa: ANN401  h5py has no types
    if "layer_names" not in file.attrs:
        return ()
    told = file.attrs.get_id("layer_names")
    if h5py.check_string_dtype(told.dtype) is None or len(told.shape) != 1:
        found = f"found {told.dtype} of shape {told.shape}"
        raise InputError(source, "layer_names", "expected the layers' names", found, "save it again")
    if told.shape[0] * size > MOST_NAMES:  # each may be as long as the file, and all the same
        remedy = "save the whole model: model.save('mine.keras')"
        expected = f"expected at most {MOST_NAMES // size} names in a file of {size:,} bytes"
        raise InputError(source, "layer_names", expected, f"found {told.shape[0]}", remedy)
    return tuple(map(_decoded, file.attrs["layer_names"].tolist()))


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode()


def _items(h5py: Any, file: Any, source: str) -> Iterator[tuple[str, Array | None]]:  # noqa: ANN401  h5py has no types
    """Read the arrays one by one, as long as there is room for their numbers; groups have none."""
    seen, items, left = {file.id}, 0, MOST_NUMBERS
    waiting = [("", file)]
    while waiting:
        above, group = waiting.pop()
        if (items := items + len(group)) > MOST_ITEMS or above.count("/") > DEEPEST:
            expected = f"expected at most {MOST_ITEMS:,} groups and arrays, {DEEPEST} deep"
            raise InputError(source, above[:60], expected, "found more", "only a model of a few layers can be shown")
        for name in group:
            path = f"{above}{name}"
            if _PASSED_OVER.fullmatch(path):
                continue
            hard = isinstance(group.get(name, getlink=True), h5py.HardLink)
            item = group[name] if hard else None
            if item is None or item.id in seen:
                found = "found one that is there already" if hard else "found a link to something else"
                raise InputError(source, path[:60], "expected a group or array of its own", found, "save it again")
            seen.add(item.id)
            if isinstance(item, h5py.Group):
                waiting.append((f"{path}/", item))
                yield path, None
                continue
            _refuse_unlike(h5py, item, source, path[:60])
            if (left := left - item.size) < 0:
                found = f"found {MOST_NUMBERS - left:,}"
                raise InputError(source, path[:60], f"expected at most {MOST_NUMBERS:,} numbers in all arrays", found)
            yield path, np.asarray(item[()]).astype(item.dtype.newbyteorder("="))


def _refuse_unlike(h5py: Any, item: Any, source: str, place: str) -> None:  # noqa: ANN401  h5py has no types
    """Refuse an array that Keras would not save, as one that refers to other files or unpacks to more than it says."""
    if not isinstance(item, h5py.Dataset) or item.external or item.is_virtual:
        found = "found a reference to another file"
        raise InputError(source, place, "expected an array", found, "save it again with Keras")
    if item.chunks is not None:
        remedy = "load it with Keras and save it again, which packs nothing"
        raise InputError(source, place, "expected an array in one piece", "found one in packed pieces", remedy)
    if item.dtype.kind != "f" and (item.dtype.kind not in "iu" or item.size != 1):
        remedy = "save the model in float32, without quantization"
        raise InputError(source, place, "expected an array of floats", f"found values of type {item.dtype}", remedy)
