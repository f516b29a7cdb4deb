"""Normalisation folded exactly into the layers around it: scale and shift of each value, as weights and biases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from core.model.activations import IDENTITY
from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.dense import Dense


@dataclass(frozen=True, slots=True, eq=False)
class Affine:
    """A scale and a shift of each value: scale * v + shift.

    Parameters
    ----------
    place : str
        What the file calls it.
    kind : str
        What it is, for people: "batch normalisation", "standardisation of the inputs".
    scale, shift : ndarray, shape (n,) or ()
    """

    place: str
    kind: str
    scale: Array
    shift: Array


@dataclass(frozen=True, slots=True)
class Curve:
    """An activation that a file tells as a step of its own.

    Parameters
    ----------
    place : str
        What the file calls it.
    activation : str
        One of ours.
    """

    place: str
    activation: str


Step: TypeAlias = Dense | Affine | Curve


def folded(source: str, steps: Iterable[Step], *, silent: bool = False) -> tuple[tuple[Dense, ...], tuple[str, ...]]:
    """Return the layers that steps in a row make, and what was folded into which.

    An affine step joins the layer before it as long as that has no activation yet, else the layer after it:
    s (W a + b) + t = (s W) a + (s b + t), and W (s a + t) + b = (W s) a + (W t + b).

    Parameters
    ----------
    source : str
        The file's name, for errors.
    steps : iterable of Dense, Affine or Curve
        In order. A Dense step without an activation takes the Curve that follows it.
    silent : bool
        Whether a layer without an activation is one of which the file does not say it; else it is the identity.

    Returns
    -------
    layers : tuple of Dense
    notes : tuple of str
        One line for each affine step.

    Raises
    ------
    InputError
        If an affine step has no layer to join, does not fit it, or a curve has none to follow.
    """
    layers: list[Dense] = []
    notes: list[str] = []
    waiting: list[Affine] = []
    for step in steps:
        if isinstance(step, Dense):
            layer = step
            for affine in reversed(waiting):
                layer = _before(source, affine, layer)
                notes.append(f"{affine.kind} ({affine.place}) is part of {layer.place}")
            layers.append(layer)
            waiting.clear()
        elif isinstance(step, Affine):
            if layers and _open(layers[-1]):
                layers[-1] = _after(source, layers[-1], step)
                notes.append(f"{step.kind} ({step.place}) is part of {layers[-1].place}")
            else:
                waiting.append(step)
        elif step.activation != IDENTITY.name:
            if not layers or waiting or not _open(layers[-1]):
                expected = "expected one activation after each fully connected layer"
                raise InputError(source, step.place, expected, f"found {step.activation} after something else")
            layers[-1] = replace(layers[-1], activation=step.activation)
    if waiting:
        expected = f"expected a fully connected layer after {waiting[0].kind}"
        raise InputError(source, waiting[0].place, expected, "found none, so that it cannot be part of one")
    if not silent:
        layers = [replace(layer, activation=layer.activation or IDENTITY.name) for layer in layers]
    return tuple(layers), tuple(notes)


def _open(layer: Dense) -> bool:
    return layer.activation in {"", IDENTITY.name}


def _before(source: str, affine: Affine, layer: Dense) -> Dense:
    scale, shift = _spread(source, affine, layer.W.shape[1])
    return _finite(source, affine, replace(layer, W=layer.W * scale, b=layer.b + layer.W @ shift))


def _after(source: str, layer: Dense, affine: Affine) -> Dense:
    scale, shift = _spread(source, affine, len(layer.W))
    return _finite(source, affine, replace(layer, W=scale[:, np.newaxis] * layer.W, b=scale * layer.b + shift))


def _finite(source: str, affine: Affine, layer: Dense) -> Dense:
    if not (np.isfinite(layer.W).all() and np.isfinite(layer.b).all()):
        expected = f"expected {affine.kind} that leaves weights finite"
        raise InputError(source, affine.place, expected, "found a scale or shift that does not")
    return layer


def _spread(source: str, affine: Affine, size: int) -> tuple[Array, Array]:
    """Return scale and shift for so many values."""
    parts = []
    for name, part in (("scales", affine.scale), ("shifts", affine.shift)):
        if part.size not in {1, size}:
            raise InputError(source, affine.place, f"expected {size} {name}", f"found shape {part.shape}")
        parts.append(np.broadcast_to(part.reshape(-1), (size,)))
    return parts[0], parts[1]
