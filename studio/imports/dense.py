"""Fully connected layers as a foreign file tells them, before anything is asked of the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.decimals import shortest

OUT_IN, IN_OUT = "out-in", "in-out"
"""Layouts: row j holds the weights into neuron j, or row k the weights out of neuron k."""


@dataclass(frozen=True, slots=True, eq=False)
class Dense:
    """One layer: a = sigma(W a_prev + b).

    Parameters
    ----------
    place : str
        What the file calls it.
    W : ndarray, shape (n, n_prev)
    b : ndarray, shape (n,)
    activation : str
        Empty where the file does not say.
    """

    place: str
    W: Array
    b: Array
    activation: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a foreign file tells of a network.

    Parameters
    ----------
    layers : tuple of Dense
        In order, at least one.
    rule : str
        Who says how weights are laid out, for people.
    cost : str
        Empty where the file does not say.
    notes : tuple of str
        What was read otherwise than it stands in the file, a line each; the network file carries them as comments.
    """

    layers: tuple[Dense, ...]
    rule: str
    cost: str = ""
    notes: tuple[str, ...] = ()


def dense(
    source: str,
    place: str,
    weights: Array,
    biases: Array | None,
    layout: str,
    *,
    activation: str = "",
    remedy: str = "",
) -> Dense:
    """Return a layer from weights in either layout.

    Parameters
    ----------
    source : str
        The file's name, for errors.
    place : str
        What the file calls the layer.
    weights : ndarray, shape (n, n_prev) or (n_prev, n)
    biases : ndarray, shape (n,), (n, 1) or (1, n), optional
        Default: zeros.
    layout : str
    activation : str
    remedy : str
        What to do if there are more or fewer biases than neurons.

    Returns
    -------
    Dense

    Raises
    ------
    InputError
        If weights and biases are not those of a fully connected layer.

    Examples
    --------
    >>> dense("mine.npz", "coefs_0", np.ones((3, 2)), None, IN_OUT).W.shape
    (2, 3)
    """
    if weights.ndim != 2 or not weights.size:
        expected, only = "expected weights with 2 axes", "only fully connected layers can be shown"
        if weights.ndim < 2:
            only += "; layer normalisation and PReLU, which have such weights, cannot be part of one"
        raise InputError(source, place, expected, f"found shape {weights.shape}", only)
    W = weights if layout == OUT_IN else weights.T
    b = np.zeros(len(W)) if biases is None else biases
    if b.ndim == 2 and 1 in b.shape:
        b = b.reshape(-1)
    if b.shape != (len(W),):
        axis = "row" if layout == OUT_IN else "column"
        expected = f"expected {len(W)} biases, one for each {axis} of the weights ({layout})"
        raise InputError(source, place, expected, f"found shape {b.shape}", remedy)
    for array in (W, b):
        if not np.isfinite(array).all():
            raise InputError(source, place, "expected finite numbers", f"found {array[~np.isfinite(array)][0]}")
    return Dense(place, shortest(W), shortest(b), activation)


def fitting(source: str, layers: Sequence[Dense], remedy: str = "") -> tuple[Dense, ...]:
    """Return the layers if each takes what the one before it gives.

    Raises
    ------
    InputError
        If one does not, or there is none.
    """
    if not layers:
        raise InputError(source, "", "expected at least one fully connected layer", "found none")
    for before, layer in pairwise(layers):
        if layer.W.shape[1] != len(before.W):
            expected = f"expected weights from {len(before.W)} neurons ({before.place} has as many)"
            raise InputError(source, layer.place, expected, f"found weights from {layer.W.shape[1]}", remedy)
    return tuple(layers)
