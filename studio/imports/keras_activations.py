"""Keras' activations, as options of a layer and as layers of their own, and where they are ours."""

from __future__ import annotations

from typing import Any

from core.model.activations import IDENTITY
from core.model.errors import InputError
from studio.imports.keras_arrays import Json
from studio.imports.our_names import UnfitError, activations_of, with_parameter

_NEEDED: dict[str, dict[str, tuple[Any, ...]]] = {
    "ReLU": {"max_value": (None,), "negative_slope": (0, None), "threshold": (0, None)},
    "Softmax": {"axis": (-1, 1)},
}
"""The options at which a layer is ours."""
_DEFAULTS = {("Softmax", "axis"): -1}
_OLDER = {"LeakyReLU": "alpha"}
"""What Keras 2 called an activation's parameter."""


def layers() -> dict[str, str]:
    """Return which activation of ours each of Keras' layers is."""
    return activations_of("keras_layers")


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
        return IDENTITY.name
    if isinstance(told, dict):
        if told["class_name"] in layers():
            return layer_activation(told["class_name"], told["config"], source, place)
        config = told["config"]
        told = config if isinstance(config, str) else config.get("activation", told["class_name"])
    known = activations_of("keras")
    if not isinstance(told, str) or told not in known:
        expected, remedy = f"expected one of {', '.join(known)}", "train the model with one of them"
        raise InputError(source, place, expected, f"found activation {str(told)[:60]!r}", remedy)
    return _with_options(told, known[told], {}, source, place)


def layer_activation(kind: str, options: Json, source: str, place: str) -> str:
    """Return which activation of ours a layer is.

    Parameters
    ----------
    kind : str
        One of `layers()`.
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
    return _with_options(kind, layers()[kind], options, source, place)


def _with_options(kind: str, ours: str, options: Json, source: str, place: str) -> str:
    for option, allowed in _NEEDED.get(kind, {}).items():
        value = options.get(option, _DEFAULTS.get((kind, option)))
        if value not in allowed:
            needed = f"{option} {allowed[0]}, the only one that can be shown"
            found, remedy = _shown(kind, option, value), f"train the model with {option}={allowed[0]}"
            raise InputError(source, place, f"expected {kind} with {needed}", found, remedy)
    try:
        return with_parameter(ours, kind, options, _OLDER.get(kind, ""))
    except UnfitError as unfit:
        expected, found = (
            f"expected {unfit.expected} as {unfit.option} of {kind}",
            _shown(kind, unfit.option, unfit.found),
        )
        raise InputError(source, place, expected, found, "train the model with such a one") from None


def _shown(kind: str, option: str, value: Any) -> str:  # noqa: ANN401  JSON
    shown = f"{value:.6g}" if isinstance(value, float) else value  # Keras 2 tells 0.1 as 0.10000000149011612
    return f"found {kind} with {option} {shown}"[:120]
