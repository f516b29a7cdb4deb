"""The kinds of Keras layers that a network of ours can hold, as steps; all others are refused by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import NoReturn, TypeAlias

import numpy as np

from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.dense import IN_OUT, dense
from studio.imports.folding import Affine, Curve, Step
from studio.imports.keras_activations import activation, layer_activation, layers
from studio.imports.keras_arrays import Json, LayerArrays, Seat, groups_of
from studio.imports.keras_rows import MODELS, in_a_row, layers_of, shape_of

EPSILON = 1e-7
"""Keras' own, below which Normalization lets no standard deviation fall."""
SILENT = {"InputLayer", "Identity", "Dropout", "AlphaDropout", "SpatialDropout1D", "SpatialDropout2D"}
SILENT |= {"GaussianNoise", "GaussianDropout", "ActivityRegularization"}
"""What leaves the numbers as they are when the network is used."""
Shape: TypeAlias = tuple[int, ...]
"""Of one example; None where the file does not say it."""


@dataclass(frozen=True, slots=True, eq=False)
class KerasLayer:
    """One layer as Keras describes it.

    Parameters
    ----------
    kind : str
    options : dict
    seat : Seat
    shape : tuple of int, optional
        Of what comes in.
    arrays : LayerArrays
    """

    kind: str
    options: Json
    seat: Seat
    shape: Shape | None
    arrays: LayerArrays

    @property
    def source(self) -> str:
        """The file's name, for errors."""
        return self.arrays.source

    def refuse(self, expected: str, found: str, remedy: str = "") -> NoReturn:
        """Say what is the matter with this layer."""
        raise InputError(self.source, str(self.seat), f"expected {expected}", f"found {found}", remedy)


def steps(model: Json, arrays: LayerArrays) -> list[Step]:
    """Return what a model computes, step by step.

    Parameters
    ----------
    model : dict
        As Keras describes it.
    arrays : LayerArrays

    Returns
    -------
    list of Step

    Raises
    ------
    InputError
        If it holds more than Dense layers, normalisation and activations in a row, or arrays that no layer has.
    """
    found, _ = _steps(model, arrays, (), None)
    arrays.finish()
    return found


def _steps(
    model: Json, arrays: LayerArrays, above: tuple[Seat, ...], shape: Shape | None
) -> tuple[list[Step], Shape | None]:
    """Return a model's steps, and the shape of what it gives."""
    found: list[Step] = []
    groups = groups_of(layers_of(model, arrays.source))
    shape = shape or shape_of(model["config"].get("build_input_shape") if isinstance(model["config"], dict) else None)
    for told in in_a_row(model, arrays.source):
        kind, options = told["class_name"], told["config"]
        seat = Seat(options["name"], groups[options["name"]], above)
        for shapes in (options, told.get("build_config") or {}):
            for name in ("batch_shape", "batch_input_shape", "input_shape"):
                shape = shape or shape_of(shapes.get(name))
        layer = KerasLayer(kind, options, seat, shape, arrays)
        if _foreign(told):
            layer.refuse("a layer of Keras itself", f"another class {kind!r}", "rebuild it with Keras' own layers")
        if kind in MODELS:
            inside, shape = _steps(told, arrays, (*above, seat), shape)
            found += inside
        elif kind in SHAPED:
            shape = SHAPED[kind](layer)
        elif kind not in SILENT:
            found += _step(layer)
            shape = (options["units"],) if kind == "Dense" else shape
    return found, shape


def _foreign(told: Json) -> bool:
    module = told.get("module") or "keras"
    return module.partition(".")[0] not in {"keras", "tf_keras"} or ">" in (told.get("registered_name") or "")


def _step(layer: KerasLayer) -> Iterator[Step]:
    if layer.kind in _STEPS:
        yield _STEPS[layer.kind](layer)
    elif layer.kind == "Activation":
        yield Curve(str(layer.seat), activation(layer.options["activation"], layer.source, str(layer.seat)))
    elif layer.kind in layers():
        yield Curve(str(layer.seat), layer_activation(layer.kind, layer.options, layer.source, str(layer.seat)))
    else:
        remedy = "it cannot be part of a fully connected layer; rebuild the model without it"
        layer.refuse("Dense layers, normalisation and activations in a row", layer.kind, remedy)


# ---------------------------------------------------------------- shapes


def _flat(layer: KerasLayer) -> Shape | None:
    if layer.options.get("data_format") == "channels_first" and layer.shape and len(layer.shape) > 1:
        layer.refuse("data_format channels_last", "channels_first, which orders the inputs anew")
    return (prod(layer.shape),) if layer.shape else None


def _reshaped(layer: KerasLayer) -> Shape | None:
    target = tuple(layer.options["target_shape"])
    if -1 in target and layer.shape:
        rest = prod(layer.shape) // -prod(target)
        target = tuple(rest if size == -1 else size for size in target)
    return None if -1 in target else target


SHAPED: dict[str, Callable[[KerasLayer], Shape | None]] = {"Flatten": _flat, "Reshape": _reshaped}
"""What gives the same numbers in another shape."""


# ---------------------------------------------------------------- steps


def _dense(layer: KerasLayer) -> Step:
    if layer.shape and len(layer.shape) > 1:
        remedy = "put keras.layers.Flatten() before it and train that model"
        layer.refuse("one row of inputs", f"inputs of shape {layer.shape}", remedy)
    told = layer.options
    found = layer.arrays.take(layer.seat, ("kernel", "bias") if told.get("use_bias", True) else ("kernel",))
    place = str(layer.seat)
    name = activation(told["activation"], layer.source, place)
    step = dense(layer.source, place, found["kernel"], found.get("bias"), IN_OUT, activation=name)
    if len(step.W) != told["units"]:
        layer.refuse(f"{told['units']} neurons", f"weights of {len(step.W)}", "save the model again")
    return step


def _batch_normalisation(layer: KerasLayer) -> Step:
    told = layer.options
    here = [role for role, option in (("gamma", "scale"), ("beta", "center")) if told.get(option, True)]
    if told.get("renorm"):
        layer.refuse("renorm False", "renorm True", "rebuild the model without it")
    found = layer.arrays.take(layer.seat, (*here, "moving_mean", "moving_variance"))
    values = {role: _spread(layer, array, told["axis"]) for role, array in found.items()}
    scale = values.get("gamma", np.ones(1)) / np.sqrt(_variances(layer, values["moving_variance"]) + told["epsilon"])
    shift = values.get("beta", np.zeros(1)) - values["moving_mean"] * scale
    return Affine(str(layer.seat), "batch normalisation", scale, shift)


def _normalisation(layer: KerasLayer) -> Step:
    told = layer.options
    if told.get("mean") is None:
        found = layer.arrays.take(layer.seat, ("mean", "variance", "count"))
    else:
        found = {role: np.array(told[role], np.float64) for role in ("mean", "variance")}
    mean, variance = (_spread(layer, found[role], told["axis"]) for role in ("mean", "variance"))
    deviation = np.maximum(np.sqrt(_variances(layer, variance)), EPSILON)
    if told.get("invert"):
        return Affine(str(layer.seat), "the way back from standardisation", deviation, mean)
    return Affine(str(layer.seat), "standardisation", 1 / deviation, -mean / deviation)


def _rescaling(layer: KerasLayer) -> Step:
    scale, offset = (_plain(layer.options[name]) for name in ("scale", "offset"))
    last = [-1] if max(scale.ndim, offset.ndim) else []
    return Affine(str(layer.seat), "rescaling", _spread(layer, scale, last), _spread(layer, offset, last))


def _plain(told: Json) -> Array:
    """Return a number or an array from how Keras tells one."""
    return np.array(told["config"]["value"] if isinstance(told, dict) else told, np.float64)


def _variances(layer: KerasLayer, variances: Array) -> Array:
    if not (variances >= 0).all():
        layer.refuse("variances from 0 on", f"{variances.min()}", "train and save the model again")
    return variances


def _spread(layer: KerasLayer, values: Array, axis: int | Sequence[int]) -> Array:
    """Return an array along some axes, which count the batch as 0, for each value that comes in."""
    values = values.astype(np.float64)
    if not np.isfinite(values).all():
        layer.refuse("finite numbers", f"{values[~np.isfinite(values)][0]}", "train and save the model again")
    axes = [axis] if isinstance(axis, int) else axis or []
    shape = layer.shape or (values.size,)
    kept = sorted(one % (len(shape) + 1) for one in axes)
    sizes = tuple(size if at in kept else 1 for at, size in enumerate(shape, 1))
    try:
        if 0 in kept:
            layer.refuse("an axis of the inputs", f"axis {axis}")
        along = np.broadcast_to(values, [shape[at - 1] for at in kept]).reshape(sizes)
        return np.broadcast_to(along, shape).reshape(-1)
    except ValueError as error:
        if isinstance(error, InputError):
            raise
        found = f"{values.size} along axis {axis}"
        layer.refuse(f"numbers that fit inputs of shape {shape}", found, "save the model again")


_STEPS: dict[str, Callable[[KerasLayer], Step]] = {
    "Dense": _dense,
    "BatchNormalization": _batch_normalisation,
    "Normalization": _normalisation,
    "Rescaling": _rescaling,
}
