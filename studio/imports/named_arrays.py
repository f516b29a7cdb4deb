"""Arrays with names, as state dictionaries and .npz files hold them, paired into layers by a naming's rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.arrays import Array
from core.errors import InputError
from studio.imports.choices import Choices, number_order
from studio.imports.dense import IN_OUT, OUT_IN, Found, dense, fitting


@dataclass(frozen=True, slots=True)
class Naming:
    """How arrays of weights and biases are called, and what that says of their layout.

    Parameters
    ----------
    rule : str
        Whose habit it is, with the names, for people.
    weights, biases : str
        Regular expressions; the group is the layer's name.
    layout : str
    fixed : bool
        Whether the layout cannot be another one.
    """

    rule: str
    weights: str
    biases: str
    layout: str
    fixed: bool = True


OURS = Naming("the rule of W1, b1, W2, ...", r"W(\d+)", r"b(\d+)", OUT_IN, fixed=False)
SCIKIT_LEARN = Naming("scikit-learn's rule of coefs_0, intercepts_0, ...", r"coefs_(\d+)", r"intercepts_(\d+)", IN_OUT)
PYTORCH = Naming("PyTorch's rule of NAME.weight, NAME.bias", r"(?:(.+)\.)?weight", r"(?:(.+)\.)?bias", OUT_IN)


def found_in(arrays: Mapping[str, Array], namings: tuple[Naming, ...], choices: Choices, source: str) -> Found:
    """Return the layers that named arrays make.

    Parameters
    ----------
    arrays : mapping of str to ndarray
    namings : tuple of Naming
        Those that are understood; one must account for every array.
    choices : Choices
    source : str
        The file's name, for errors.

    Returns
    -------
    Found

    Raises
    ------
    InputError
        If the names are others, the layers' order or layout is not what the naming says, or they do not fit.
    """
    naming, weights, biases = _named(arrays, namings, source)
    if naming.fixed and choices.layout not in {"", naming.layout}:
        raise InputError(source, "--layout", f"expected {naming.layout}, by {naming.rule}", f"found {choices.layout}")
    layout = choices.layout or naming.layout
    other = IN_OUT if layout == OUT_IN else OUT_IN
    remedy = "" if naming.fixed else f"if the file has weights the other way round, give --layout {other}"
    layers = []
    for name in number_order(list(weights), source, choices.order):
        bias = arrays[biases[name]] if name in biases else None
        layers.append(dense(source, weights[name], arrays[weights[name]], bias, layout, remedy=remedy))
    rule = naming.rule if layout == naming.layout else "--layout"
    return Found(fitting(source, layers, remedy), f"{rule} ({layout})")


def _named(
    arrays: Mapping[str, Array], namings: tuple[Naming, ...], source: str
) -> tuple[Naming, dict[str, str], dict[str, str]]:
    """Return the naming that fits, and the arrays of weights and of biases by the layers' names."""
    stray = ""
    for naming in namings:
        weights, biases = (_matches(arrays, pattern) for pattern in (naming.weights, naming.biases))
        others = [name for name in arrays if name not in {*weights.values(), *biases.values()}]
        others += [biases[name] for name in biases if name not in weights]
        if weights and not others:
            return naming, weights, biases
        stray = stray or (others[0] if weights else "")
    name = stray or next(iter(arrays), "")
    rules = " or ".join(naming.rule for naming in namings)
    found = f"found {name[:60]!r} of shape {arrays[name].shape}" if arrays else "found none"
    raise InputError(source, "", f"expected arrays of fully connected layers alone, by {rules}", found)


def _matches(arrays: Mapping[str, Array], pattern: str) -> dict[str, str]:
    matches = {name: re.fullmatch(pattern, name) for name in arrays}
    return {match[1] or "": name for name, match in matches.items() if match}
