"""Batch normalisation in state dictionaries: its running statistics as an affine step beside a layer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.folding import Affine

EPS = 1e-5
"""PyTorch's default; a state dictionary does not hold it."""
_PARTS = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
_WAY_OUT = "export the model to ONNX, which says where it stands: torch.onnx.export(model, x, 'mine.onnx')"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where batch normalisation stands.

    Parameters
    ----------
    layer : str
        The layer that it joins.
    before : bool
        Whether it works on what that layer takes, or on what it gives.
    """

    layer: str
    before: bool


def batch_norms(arrays: Mapping[str, Array], source: str) -> dict[str, Affine]:
    """Return the batch normalisations among named arrays, by their names.

    Parameters
    ----------
    arrays : mapping of str to ndarray
    source : str
        The file's name, for errors.

    Returns
    -------
    dict of str to Affine

    Raises
    ------
    InputError
        If one lacks an array or has one of another shape.

    Examples
    --------
    >>> arrays = {"1.running_mean": np.ones(2), "1.running_var": np.ones(2)}
    >>> batch_norms(arrays, "mine.safetensors")["1"].shift.round(3).tolist()
    [-1.0, -1.0]
    """
    found = {}
    for name in arrays:
        if name.endswith("running_mean"):
            stem = name.removesuffix("running_mean")
            found[stem.removesuffix(".")] = _affine(arrays, stem, source)
    return found


def parts_of(names: Iterable[str]) -> set[str]:
    """Return the names of the arrays that batch normalisations of these names may have."""
    return {f"{name}.{part}" if name else part for name in names for part in _PARTS}


def _affine(arrays: Mapping[str, Array], stem: str, source: str) -> Affine:
    """Return gamma (v - mean) / sqrt(var + eps) + beta as a scale and a shift."""
    place = stem.removesuffix(".")
    mean = arrays[f"{stem}running_mean"].astype(np.float64)
    parts = {}
    for key, default in (("running_var", None), ("weight", np.ones(mean.shape)), ("bias", np.zeros(mean.shape))):
        part = arrays.get(f"{stem}{key}", default)
        if part is None or part.shape != mean.shape or mean.ndim != 1:
            expected = f"expected {key} of batch normalisation, one number for each of {mean.size} means"
            found = "none" if part is None else f"shape {part.shape}"
            raise InputError(source, f"{stem}{key}"[:60], expected, f"found {found}", "save the whole state again")
        parts[key] = part.astype(np.float64)
    if not (parts["running_var"] >= 0).all() or not all(np.isfinite(part).all() for part in (mean, *parts.values())):
        raise InputError(source, place[:60], "expected finite statistics, variances from 0 on", "found others")
    scale = parts["weight"] / np.sqrt(parts["running_var"] + EPS)
    kind = f"batch normalisation with eps {EPS:g}, PyTorch's default,"
    return Affine(place, kind, scale, parts["bias"] - mean * scale)


def seat_of(norm: Affine, sizes: Mapping[str, tuple[int, int]], source: str) -> Seat:
    """Return where a batch normalisation stands.

    In a row of numbers (0, 1, 3) it follows the layer whose number is one lower, or goes before the one whose
    number is one higher, as an activation then stands before it. With names of its own (fc1, bn1) it is taken to
    follow the layer of the same number at once.

    Parameters
    ----------
    norm : Affine
    sizes : mapping of str to (int, int)
        Of each layer: how many neurons it has, and how many the layer before it.
    source : str
        The file's name, for errors.

    Returns
    -------
    Seat

    Raises
    ------
    InputError
        If names and shapes do not tell.

    Examples
    --------
    >>> norm = Affine("net.1", "batch normalisation", np.ones(2), np.zeros(2))
    >>> seat_of(norm, {"net.0": (2, 3), "net.3": (1, 2)}, "mine.safetensors")
    Seat(layer='net.0', before=False)
    """
    beside = {name: apart for name in sizes if (apart := _apart(norm.place, name)) is not None}
    for step, before in ((-1, False), (1, True)):
        for name, apart in beside.items():
            if apart == step and sizes[name][before] == norm.scale.size:
                return Seat(name, before)
    fitting = [name for name, (n, _) in sizes.items() if n == norm.scale.size]
    numbers = _split(norm.place)[0]
    alike = [name for name in fitting if _split(name)[0] == numbers] if numbers else fitting
    if not beside and len(alike) == 1:
        return Seat(alike[0], before=False)
    expected = "expected batch normalisation right after a layer, or right before one"
    raise InputError(source, norm.place[:60], expected, "found names that do not tell where it stands", _WAY_OUT)


def _split(name: str) -> tuple[list[int], list[str]]:
    """Return the numbers of a name and the words between them."""
    parts = re.split(r"([0-9]+)", name)
    return [int(part) for part in parts[1::2]], parts[::2]


def _apart(name: str, other: str) -> int | None:
    """Return by how much another name's number is higher, if they differ in one alone."""
    (numbers, words), (others, other_words) = _split(name), _split(other)
    if words != other_words or len(numbers) != len(others):
        return None
    steps = [b - a for a, b in zip(numbers, others, strict=True) if a != b]
    return steps[0] if len(steps) == 1 else None
