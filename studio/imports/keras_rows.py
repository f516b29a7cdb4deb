"""The layers of a Keras model in a row, as Keras 2 and Keras 3 describe which takes what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from core.model.errors import InputError
from studio.imports.keras_arrays import Json

MODELS = {"Sequential", "Functional", "Model"}
"""The last of which is what Keras 2 called a functional model at first."""


def layers_of(model: Json, source: str) -> list[Json]:
    """Return a model's layers as its description lists them.

    Raises
    ------
    InputError
        If it is no Sequential or Functional model.
    """
    if model["class_name"] not in MODELS:
        expected, remedy = "expected a Sequential or Functional model", "rebuild it as keras.Sequential and save that"
        raise InputError(source, "config.json", expected, f"found {model['class_name']}", remedy)
    told = model["config"]
    return list(told if isinstance(told, list) else told["layers"])  # Keras before 2.2.3 listed a Sequential's alone


def in_a_row(model: Json, source: str) -> list[Json]:
    """Return a model's layers in order, each of which must take what the one before it gives, and that alone.

    Parameters
    ----------
    model : dict
        As Keras describes it.
    source : str
        The file's name, for errors.

    Returns
    -------
    list of dict

    Raises
    ------
    InputError
        If it is no Sequential or Functional model, branches, or has a layer that is not reached.
    """
    layers = layers_of(model, source)
    if model["class_name"] == "Sequential":
        return layers
    after: dict[str, Json] = {}
    for layer in layers:
        before = _before(layer, source)
        if before in after:
            both = f"{_named(after[before])} and {_named(layer)}"
            found = f"found a branch: {both} take {before[:60]!r}" if before else f"found two inputs: {both}"
            _refuse(source, layer, "expected layers in a row", found)
        after[before] = layer
    row: list[Json] = []
    while (name := row[-1]["name"] if row else "") in after:
        row.append(after.pop(name))
    if after:
        expected = "expected layers in a row from the input on"
        _refuse(source, next(iter(after.values())), expected, "found one that is not reached")
    if (outputs := list(_sources(model["config"]["output_layers"]))) != [row[-1]["name"]]:
        _refuse(source, row[-1], "expected it to be the only output", f"found outputs {outputs}"[:120])
    return row


def _before(layer: Json, source: str) -> str:
    """Return the name of the layer whose values a layer takes; empty for the input."""
    nodes = layer["inbound_nodes"]
    taken = list(_sources(nodes))
    if layer["class_name"] == "InputLayer" and not nodes:
        return ""
    if not taken:
        _refuse(source, layer, "expected the layer before it, as Keras 2 or 3 names it", "found none")
    if len(nodes) > 1:
        _refuse(source, layer, "expected it once", f"found it used {len(nodes)} times")
    if len(taken) > 1:
        found = f"found a layer that takes {' and '.join(map(repr, taken))}"[:120]
        _refuse(source, layer, "expected layers in a row", found)
    if _training(nodes):
        _refuse(source, layer, "expected it as it is once trained", "found it called with training=True")
    return taken[0]


def _sources(told: Json) -> Iterator[str]:
    """Yield the names of layers whose values are taken: in Keras 3 a history, in Keras 2 [name, node, tensor, ...]."""
    if isinstance(told, dict):
        if "keras_history" in told:
            yield told["keras_history"][0]
            return
        told = list(told.values())
    if isinstance(told, list):
        if len(told) in {3, 4} and isinstance(told[0], str) and all(type(one) is int for one in told[1:3]):
            yield told[0]
            told = told[3:]
        for one in told:
            yield from _sources(one)


def _training(told: Json) -> bool:
    if isinstance(told, dict):
        return told.get("training") is True or any(map(_training, told.values()))
    return isinstance(told, list) and any(map(_training, told))


def _named(layer: Json) -> str:
    return repr(str(layer["name"])[:60])


def _refuse(source: str, layer: Json, expected: str, found: str) -> NoReturn:
    remedy = "rebuild it as a keras.Sequential model of Dense layers"
    raise InputError(source, f"layer {_named(layer)}", expected, found, remedy)


def shape_of(told: Json) -> tuple[int, ...] | None:
    """Return the shape of one example, where it is said in full.

    Examples
    --------
    >>> shape_of([None, 28, 28])
    (28, 28)
    >>> shape_of([None, None])
    """
    if isinstance(told, list) and len(told) > 1 and all(type(size) is int for size in told[1:]):
        return tuple(told[1:])
    return None
