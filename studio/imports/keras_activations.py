"""Keras' activations, as options of a layer and as layers of their own, and where they are ours."""

from __future__ import annotations

from typing import Any

from core.model.errors import InputError
from studio.imports.keras_arrays import Json

ACTIVATIONS = {name: name for name in ("sigmoid", "tanh", "relu", "softplus", "gelu", "silu", "softmax")}
ACTIVATIONS |= {"linear": "identity", "swish": "silu", "exponential": "exp"}
_OURS: dict[str, dict[str, tuple[Any, ...]]] = {
    "relu": {"max_value": (None,), "negative_slope": (0, None), "threshold": (0, None)},
    "leaky_relu": {"negative_slope": (0.01,)},
    "softmax": {"axis": (-1, 1)},
    "elu": {"alpha": ()},
}
"""The options at which they are ours; elu is at none."""
LAYERS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "Softmax": "softmax", "ELU": "elu"}
_DEFAULTS = {
    ("LeakyReLU", "negative_slope"): 0.3,
    ("leaky_relu", "negative_slope"): 0.2,
    ("ELU", "alpha"): 1.0,
    ("elu", "alpha"): 1.0,
    ("Softmax", "axis"): -1,
}
_OLD_NAMES = {("LeakyReLU", "negative_slope"): "alpha"}
"""As Keras 2 calls them."""


def activation(told: Json, source: str, place: str) -> str:
    """Return which activation of ours an option tells.

    Parameters
    ----------
    told : str or dict
        Its name, a function, or a layer of its own.
    source, place : str
        For errors.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If it is none of ours, or has other options.

    Examples
    --------
    >>> activation("swish", "mine.keras", "layer 'hidden'")
    'silu'
    """
    if told is None:
        return "identity"
    if isinstance(told, dict):
        if told["class_name"] in LAYERS:
            return layer_activation(told["class_name"], told["config"], source, place)
        config = told["config"]
        told = config if isinstance(config, str) else config.get("activation", told["class_name"])
    if told in _OURS and told not in ACTIVATIONS:
        return _with_options(told, told, {}, source, place)
    if not isinstance(told, str) or told not in ACTIVATIONS:
        expected, remedy = f"expected one of {', '.join(ACTIVATIONS)}", "train the model with one of them"
        raise InputError(source, place, expected, f"found activation {str(told)[:60]!r}", remedy)
    return ACTIVATIONS[told]


def layer_activation(kind: str, options: Json, source: str, place: str) -> str:
    """Return which activation of ours a layer is.

    Parameters
    ----------
    kind : str
        One of LAYERS.
    options : dict
    source, place : str
        For errors.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If it has other options than ours.
    """
    return _with_options(kind, LAYERS[kind], options, source, place)


def _with_options(kind: str, name: str, options: Json, source: str, place: str) -> str:
    for option, allowed in _OURS[name].items():
        old = _OLD_NAMES.get((kind, option), option)
        told = old if old in options else option
        value = options.get(told, _DEFAULTS.get((kind, option)))
        if not any(value == one or (isinstance(one, float) and abs(value - one) < 1e-6) for one in allowed):
            if not allowed:
                expected, remedy = f"expected one of {', '.join(ACTIVATIONS)}", "train the model with one of them"
            else:
                expected = f"expected {kind} with {told} {allowed[0]}, the only one that can be shown"
                remedy = f"train the model with {told}={allowed[0]}"
            shown = f"{value:.6g}" if isinstance(value, float) else value  # Keras 2 tells 0.1 as 0.10000000149011612
            raise InputError(source, place, expected, f"found {kind} with {told} {shown}"[:120], remedy)
    return name
