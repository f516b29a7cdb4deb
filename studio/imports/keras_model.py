"""Keras' .keras: layers and activations from its config.json, weights from its HDF5 part; kernels are (in, out)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.array_file import MOST_BYTES
from core.errors import InputError
from core.user_file import read_bytes
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, Dense, Found, dense, fitting
from studio.imports.keras_weights import RULE, kernel_and_bias, variables

ACTIVATIONS = {name: name for name in ("sigmoid", "tanh", "relu", "softplus", "gelu", "silu", "softmax")}
ACTIVATIONS |= {"linear": "identity", "swish": "silu", "exponential": "exp"}
# As layers of their own: the options at which they are ours.
LAYERS: dict[str, tuple[str, dict[str, tuple[Any, ...]]]] = {
    "ReLU": ("relu", {"max_value": (None,), "negative_slope": (0, None), "threshold": (0, None)}),
    "LeakyReLU": ("leaky_relu", {"negative_slope": (0.01,)}),
    "Softmax": ("softmax", {"axis": (-1, 1)}),
}
SILENT = {"InputLayer", "Dropout", "GaussianNoise", "Flatten", "ActivityRegularization"}
"""What leaves the numbers as they are when the network is used."""
COSTS = {"mean_squared_error": "mean_squared_error", "mse": "mean_squared_error"}
COSTS |= {"categorical_crossentropy": "cross_entropy"}


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of a .keras file.

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
        If it is not what Keras 3 saves, or holds more than Dense layers in a row with activations of ours.
    """
    source = str(path)
    if choices.layout not in {"", IN_OUT}:
        raise InputError(source, "--layout", f"expected {RULE}", f"found {choices.layout}")
    config, weights = _parts(read_bytes(path, "a Keras file", MOST_BYTES), source)
    groups = variables(weights, source)
    try:
        layers = _layers(config, groups, source)
        cost = _cost(config, len(layers[-1].W)) if layers else ""
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        found = f"found something else ({type(error).__name__}: {error})"
        raise InputError(source, "config.json", "expected a model as Keras 3 describes it", found) from None
    return Found(fitting(source, layers), RULE, cost)


def _parts(data: bytes, source: str) -> tuple[Any, bytes]:
    """Return the model's description and its weights."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise ValueError("it unpacks to too much")  # noqa: TRY301  told below, like all else
            return json.loads(archive.read("config.json")), archive.read("model.weights.h5")
    except Exception as error:  # noqa: BLE001  a damaged file makes zipfile and json raise anything
        remedy = "save the model with Keras 3: model.save('mine.keras')"
        raise InputError(source, "", "expected a .keras file", f"found a mistake: {error}", remedy) from None


def _layers(config: Any, groups: dict[str, Any], source: str) -> list[Dense]:  # noqa: ANN401  JSON
    """Return the Dense layers with the activations that follow them."""
    layers: list[Dense] = []
    # Keras calls a group by the layer's class, and from the second of a class on by its number.
    dense_layers = [told["config"]["name"] for told in config["config"]["layers"] if told["class_name"] == "Dense"]
    for told in _in_a_row(config, source):
        kind, options = told["class_name"], told["config"]
        place = f"layer {options['name']!r}"
        if kind == "Dense":
            number = dense_layers.index(options["name"])
            group = f"dense_{number}" if number else "dense"
            if group not in groups:
                raise InputError(source, place, f"expected arrays in the group {group!r}", "found none")
            arrays = kernel_and_bias(groups.pop(group), source, place)
            activation = _activation(options["activation"], source, place)
            layers.append(dense(source, place, *arrays, IN_OUT, activation=activation))
        elif kind not in SILENT:
            name = _layer_activation(kind, options, source, place)
            if not layers or layers[-1].activation != "identity":
                expected = "expected one activation after each Dense layer"
                raise InputError(source, place, expected, f"found {name} after something else")
            layers[-1] = Dense(layers[-1].place, layers[-1].W, layers[-1].b, name)
    if groups:
        raise InputError(source, next(iter(groups))[:60], "expected arrays of Dense layers", "found those of another")
    return layers


def _in_a_row(config: Any, source: str) -> list[Any]:  # noqa: ANN401  JSON
    """Return the layers in order, each of which must take what the one before it gives, and that alone."""
    told = config["config"]["layers"]
    if config["class_name"] == "Sequential":
        return list(told)
    if config["class_name"] == "Functional":
        after: dict[str, Any] = {}
        for layer in told:
            taken = list(_taken(layer["inbound_nodes"]))
            if len(layer["inbound_nodes"]) > 1 or len(taken) > 1 or (taken and taken[0] in after):
                place = f"layer {layer['name']!r}"
                raise InputError(source, place, "expected layers in a row", "found a branch")
            after[taken[0] if taken else ""] = layer
        row: list[Any] = []
        while (name := row[-1]["name"] if row else "") in after:
            row.append(after.pop(name))
        if not after and config["config"]["output_layers"] in ([row[-1]["name"], 0, 0], [[row[-1]["name"], 0, 0]]):
            return row
    expected, remedy = "expected a Sequential or Functional model of layers in a row", "rebuild it as keras.Sequential"
    raise InputError(source, "config.json", expected, f"found {config['class_name']}", remedy)


def _taken(told: Any) -> Iterator[str]:  # noqa: ANN401  JSON
    """Yield the names of the layers whose values a layer takes."""
    if isinstance(told, dict) and "keras_history" in told:
        yield told["keras_history"][0]
    elif isinstance(told, (dict, list)):
        for one in told.values() if isinstance(told, dict) else told:
            yield from _taken(one)


def _activation(told: Any, source: str, place: str) -> str:  # noqa: ANN401  JSON
    name = told if isinstance(told, str) else told["config"]
    if name not in ACTIVATIONS:
        raise InputError(source, place, f"expected one of {', '.join(ACTIVATIONS)}", f"found activation {name!r}")
    return ACTIVATIONS[name]


def _layer_activation(kind: str, options: dict[str, Any], source: str, place: str) -> str:
    if kind == "Activation":
        return _activation(options["activation"], source, place)
    if kind not in LAYERS:
        raise InputError(source, place, "expected Dense layers and activations", f"found {kind}")
    name, ours = LAYERS[kind]
    for option, allowed in ours.items():
        value = options.get(option, allowed[0])
        if not any(value == one or (isinstance(one, float) and abs(value - one) < 1e-6) for one in allowed):
            raise InputError(source, place, f"expected {option} {allowed[0]}", f"found {value}")
    return name


def _cost(config: Any, outputs: int) -> str:  # noqa: ANN401  JSON
    """Return the loss the model was compiled with, where it is one of ours and told by its name."""
    loss = (config.get("compile_config") or {}).get("loss")
    if loss == "binary_crossentropy" and outputs == 1:
        return "binary_cross_entropy"
    return COSTS.get(loss, "") if isinstance(loss, str) else ""
