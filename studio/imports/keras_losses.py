"""What a Keras model was trained on: the cost, where it is one of ours, and the activation that it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.costs import COSTS
from studio.imports.keras_arrays import Json, snake
from studio.imports.our_names import costs_of

_MEAN = "binary_crossentropy"
"""Whose score is the mean over the outputs, where ours is their sum."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss that a model was compiled with.

    Parameters
    ----------
    cost : str
        One of ours; empty where it is none.
    completion : str
        The activation that it puts on the outputs itself, as with from_logits=True; empty for none.
    told : str
        What it is, for people; empty where the file does not say.
    """

    cost: str = ""
    completion: str = ""
    told: str = ""


def loss_of(compiled: Json, outputs: int) -> Loss:
    """Return the loss a model was compiled with.

    Parameters
    ----------
    compiled : dict or None
        What model.compile was given.
    outputs : int
        How many neurons the last layer has.

    Returns
    -------
    Loss

    Examples
    --------
    >>> told = {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}}
    >>> loss_of({"loss": told}, 3)
    Loss(cost='cross_entropy', completion='softmax', told='sparse_categorical_crossentropy')
    >>> loss_of({"loss": ["mae"]}, 3)
    Loss(cost='', completion='', told='mae')
    """
    told = (compiled or {}).get("loss")
    if isinstance(told, dict) and "class_name" not in told and len(told) == 1:
        told = next(iter(told.values()))  # by the output's name
    if isinstance(told, list) and len(told) == 1:
        told = told[0]
    name, options = _named(told)
    cost = costs_of("keras").get(name, "")
    partner = COSTS[cost].partner if cost and options.get("from_logits") else None
    completion = partner.name if partner else ""
    for option, silent in (("label_smoothing", (0, None)), ("ignore_class", (None,))):
        if options.get(option) not in silent:
            cost, name = "", f"{name} with {option} {options[option]}"
    if cost and name == _MEAN and outputs > 1:
        cost, name = "", f"{name}, the mean over {outputs} outputs where ours is their sum"
    return Loss(cost, completion, name[:120])


def _named(told: Json) -> tuple[str, Json]:
    """Return a loss's name and options: from a name, a function, or an object."""
    if isinstance(told, str):
        return snake(told), {}
    if not isinstance(told, dict):
        return "", {}
    options = told["config"]
    if isinstance(options, str):
        return snake(options), {}
    if told["class_name"] == "LossFunctionWrapper":
        return _named(options["fn"])[0], options
    return snake(told["class_name"]), options
