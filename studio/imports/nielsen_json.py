"""The JSON files of Nielsen's book: weights with a row for each neuron, biases as columns, and the cost's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from core.files.user_file import read_bytes
from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.choices import Choices
from studio.imports.dense import OUT_IN, Found, dense, fitting
from studio.imports.our_names import activations_of, costs_of

MOST_BYTES = 16_000_000
RULE = f"the rule of Nielsen's network2 ({OUT_IN})"
_LISTS = ("weights", "biases")
_KEYS = {*_LISTS, "sizes", "cost"}


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of a file that `network2.Network.save` wrote; all of its neurons are sigmoids.

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
        If it is no such file.

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning, chapter 3.
    """
    source = str(path)
    (neuron,) = activations_of("nielsen").values()
    if choices.layout not in {"", OUT_IN}:
        raise InputError(source, "--layout", f"expected {RULE}", f"found {choices.layout}", "leave that option out")
    told = _told(read_bytes(path, "a JSON file of a network", MOST_BYTES), source)
    layers = []
    for number, (weights, biases) in enumerate(zip(told["weights"], told["biases"], strict=True)):
        place = f"weights[{number}]"
        W, b = _array(weights, source, place), _array(biases, source, f"biases[{number}]")
        layers.append(dense(source, place, W, b, OUT_IN, activation=neuron))
    cost = told.get("cost")
    return Found(fitting(source, layers), RULE, costs_of("nielsen").get(cost, "") if isinstance(cost, str) else "")


def _told(data: bytes, source: str) -> Any:  # noqa: ANN401  JSON
    expected = 'expected {"sizes", "weights", "biases", "cost"} as Nielsen\'s network2 saves them'
    remedy = "of a network of another kind, save the arrays with numpy.savez"
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise InputError(source, "", expected, f"found a mistake: {reason}", remedy) from None
    keys = set(told) if isinstance(told, dict) else set()
    if not set(_LISTS) <= keys <= _KEYS or not all(isinstance(told[key], list) for key in _LISTS):
        found = ", ".join(repr(key)[:40] for key in sorted(keys)[:5]) or "something else"
        raise InputError(source, "", expected, f"found {found}", remedy)
    if (count := len(told["weights"])) != len(told["biases"]):
        found = f"found {len(told['biases'])}"
        raise InputError(source, "biases", f"expected {count}, one for each of weights", found, "save it again")
    return told


def _array(told: Any, source: str, place: str) -> Array:  # noqa: ANN401  JSON
    try:
        array = np.array(told)
    except (ValueError, OverflowError):
        array = np.array("rows of different lengths")
    if array.dtype.kind not in "fiu":
        raise InputError(
            source, place, "expected rows of numbers, equally long", "found something else", "save it again"
        )
    return array.astype(np.float64)
