"""A network from what a foreign file tells and what its user says."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from core.model.activation import Curve
from core.model.activations import ACTIVATIONS, IDENTITY
from core.model.costs import COSTS
from core.model.errors import InputError
from core.model.network import Layer, Network
from core.model.rows import R, Rows
from studio.imports.choices import Choices
from studio.imports.dense import Found
from studio.imports.our_names import costs_by_partner


def assemble(found: Found, choices: Choices, source: str, name: str) -> Network:
    """Return the network.

    Parameters
    ----------
    found : Found
    choices : Choices
        Must fill what the file leaves open, and may not contradict it.
    source : str
        The file's name, for errors.
    name : str
        Of the network.

    Returns
    -------
    Network

    Raises
    ------
    InputError
        If an activation or the cost is not known, or not ours, or contradicts the file.
    """
    names = _activations(found, choices, source)
    layers = [Layer(one.W, one.b, ACTIVATIONS[name]) for one, name in zip(found.layers, names, strict=True)]
    for one, layer in zip(found.layers[:-1], layers[:-1], strict=True):
        if not layer.activation.elementwise:
            remedy = f"{layer.activation.name} is for the last layer only"
            _refuse(source, one.place, "an activation that works on each neuron alone", layer.activation.name, remedy)
    cost = choices.cost or found.cost
    if not cost:
        remedy = f"say which cost it is judged by: --cost {', '.join(COSTS)}"
        raise InputError(source, "cost", "expected one", "found none in this file", remedy)
    judge = _known(cost, COSTS, "--cost")
    if not judge.fits(layers[-1].activation):
        fitting = " or ".join(name for name, row in ACTIVATIONS.items() if judge.fits(row))
        remedy = f"if these are logits say --output-activation {fitting}, else another --cost"
        _refuse(
            source,
            found.layers[-1].place,
            f"outputs from 0 to 1 for {cost}",
            f"{names[-1]}, which may leave them",
            remedy,
        )
    return Network(tuple(layers), judge, name)


def completed(found: Found, choices: Choices) -> Found:
    """Return what is found with the output's activation that the user adds to its weighted sums.

    A classifier is often trained on its logits: softmax or sigmoid are part of the loss then, and the file ends with
    the identity.

    Parameters
    ----------
    found : Found
    choices : Choices

    Returns
    -------
    Found
    """
    wanted, last = choices.activations(len(found.layers))[-1], found.layers[-1]
    # a loss is made for some activations of an output, which files then leave out
    if last.activation != IDENTITY.name or wanted not in costs_by_partner():
        return found
    note = f"{wanted} is added at the output, which is that of logits in the file"
    layers = (*found.layers[:-1], replace(last, activation=wanted))
    return replace(found, layers=layers, notes=(*found.notes, note))


def _activations(found: Found, choices: Choices, source: str) -> list[str]:
    """Return each layer's activation, by the file or by the user."""
    names = []
    for number, (layer, wanted) in enumerate(zip(found.layers, choices.activations(len(found.layers)), strict=True), 1):
        ours = _known(wanted, ACTIVATIONS, "--activations") if wanted else None
        if ours and layer.activation and ours.formula != ACTIVATIONS[layer.activation].formula:
            expected = f"{layer.activation}, which the file gives layer {number}"
            _refuse(source, layer.place, expected, wanted, "leave that option out")
        if not wanted and not layer.activation:
            remedy = "say them with --activations, one for each of the layers, such as --activations "
            hidden, output = (_one_of(curve) for curve in (Curve.HINGE, Curve.S_CURVE))
            remedy += ",".join([hidden] * (len(found.layers) - 1) + [output])
            if number == len(found.layers) > 1 and choices.each:
                remedy = f"say the last one with --output-activation, such as --output-activation {output}"
            _refuse(source, layer.place, f"an activation for layer {number}", "none in this file", remedy)
        names.append(layer.activation or wanted)
    return names


def _one_of(curve: Curve) -> str:
    return next(row.name for row in ACTIVATIONS.values() if row.curve == curve)


def _known(name: str, table: Rows[R], option: str) -> R:
    try:
        return table.find(name, "name")
    except InputError as error:
        raise error.at("", option) from None


def _refuse(source: str, place: str, expected: str, found: str, remedy: str) -> NoReturn:
    raise InputError(source, place, f"expected {expected}", f"found {found}", remedy)
