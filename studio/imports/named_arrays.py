"""Arrays with names, as state dictionaries and .npz files hold them, paired into layers by a naming's rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.model.arrays import Array
from core.model.errors import InputError
from studio.imports.batch_norms import batch_norms, parts_of, seat_of
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, OUT_IN, Dense, Found, dense, fitting
from studio.imports.folding import Affine, folded
from studio.imports.layer_order import in_order


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
        Empty where the names do not say.
    fixed : bool
        Whether the layout cannot be another one.
    """

    rule: str
    weights: str
    biases: str
    layout: str
    fixed: bool = True


OURS = Naming("the rule of W1, b1, W2, ...", r"W(\d+)", r"b(\d+)", OUT_IN, fixed=False)
OTHERS = Naming(
    "the shapes of w1, b1, w2, ...", r"(?:W|w|weights?)_?(\d+)", r"(?:B|b|bias(?:es)?)_?(\d+)", "", fixed=False
)
SCIKIT_LEARN = Naming("scikit-learn's rule of coefs_0, intercepts_0, ...", r"coefs_(\d+)", r"intercepts_(\d+)", IN_OUT)
PYTORCH = Naming("PyTorch's rule of NAME.weight, NAME.bias", r"(?:(.+)\.)?weight", r"(?:(.+)\.)?bias", OUT_IN)
FLAX = Naming(
    "Flax's rule of NAME/kernel, NAME/bias",
    r"(?:(.+)[./])?kernel(?:[./]value|:0)?",
    r"(?:(.+)[./])?bias(?:[./]value|:0)?",
    IN_OUT,
)
NAMELESS = Naming("the shapes of arr_0, arr_1, ...", r"arr_(\d+)", "", "", fixed=False)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which arrays make the layers.

    Parameters
    ----------
    weights, biases : dict of str to str
        Names of arrays by the layers' names.
    norms : dict of str to Affine
        Batch normalisations by their names.
    """

    weights: dict[str, str]
    biases: dict[str, str]
    norms: dict[str, Affine]


@dataclass(frozen=True, slots=True)
class Reading:
    """Layers in one layout, as one of the ways to read arrays."""

    layout: str
    layers: tuple[Dense, ...]
    notes: tuple[str, ...]


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
    naming, pairings = _named(arrays, namings, source)
    if naming.fixed and choices.layout not in {"", naming.layout}:
        raise InputError(source, "--layout", f"expected {naming.layout}, by {naming.rule}", f"found {choices.layout}")
    wanted = choices.layout or naming.layout
    readings: list[Reading] = []
    refusals: list[InputError] = []
    for layout in (naming.layout,) if naming.fixed else (OUT_IN, IN_OUT):
        for pairing in pairings:
            try:
                readings.append(_reading(arrays, pairing, layout, choices, source))
            except InputError as error:
                if layout == (wanted or OUT_IN):
                    refusals.append(error)
    fit = [one for one in readings if one.layout == (wanted or one.layout)]
    if len(fit) == 1:
        rule = naming.rule if fit[0].layout == (naming.layout or fit[0].layout) else "--layout"
        return Found(fit[0].layers, f"{rule} ({fit[0].layout})", notes=fit[0].notes)
    if not fit:
        other = readings[0].layout if readings else ""
        raise refusals[0].advised(f"give --layout {other}, in which the shapes fit") if other else refusals[0]
    raise _several(fit, source)


def _several(fit: list[Reading], source: str) -> InputError:
    """Return the question that is left when arrays can be read in several ways."""
    if len({one.layout for one in fit}) > 1:
        remedy = f"give --layout {OUT_IN} if W @ a makes a layer's sums, --layout {IN_OUT} if a @ W does"
        return InputError(source, "--layout", "expected shapes that leave one layout", "found both possible", remedy)
    remedy = "name the arrays, as in numpy.savez('mine.npz', W1=..., b1=..., W2=..., b2=...)"
    return InputError(source, "", "expected arrays that make layers in one way alone", "found several ways", remedy)


def _reading(arrays: Mapping[str, Array], pairing: Pairing, layout: str, choices: Choices, source: str) -> Reading:
    """Return the layers by one pairing and layout, in order, with what was folded into them."""
    layers = {}
    for name, place in pairing.weights.items():
        bias = arrays[pairing.biases[name]] if name in pairing.biases else None
        if bias is not None and not choices.layout:
            _turned_alike(bias, layout, source, place)
        layers[name] = dense(source, place, arrays[place], bias, layout)
    sizes = {name: (len(one.W), one.W.shape[1]) for name, one in layers.items()}
    steps: dict[str, list[list[Affine]]] = {name: [[], []] for name in layers}
    for norm in pairing.norms.values():
        seat = seat_of(norm, sizes, source)
        steps[seat.layer][seat.before].append(norm)
    ordered: list[Dense] = []
    notes: list[str] = []
    for name in in_order(sizes, source, choices.order):
        after, before = steps[name]
        one, told = folded(source, [*before, layers[name], *after], silent=True)
        ordered += one
        notes += told
    return Reading(layout, fitting(source, ordered), tuple(notes))


def _turned_alike(bias: Array, layout: str, source: str, place: str) -> None:
    """Refuse a row of biases beside W @ a, which takes a column, and a column beside a @ W."""
    if bias.ndim == 2 and bias.size > 1 and bias.shape[0 if layout == OUT_IN else 1] == 1:
        kind = "a column" if layout == OUT_IN else "a row"
        raise InputError(source, place, f"expected biases as a list or {kind} ({layout})", f"found shape {bias.shape}")


def _named(arrays: Mapping[str, Array], namings: tuple[Naming, ...], source: str) -> tuple[Naming, list[Pairing]]:
    """Return the naming that accounts for every array, and how it may pair them."""
    norms = batch_norms(arrays, source)
    rest = [name for name in arrays if name not in parts_of(norms)]
    stray = ""
    for naming in namings:
        weights, biases = (_matches(rest, pattern) for pattern in (naming.weights, naming.biases))
        others = [name for name in rest if name not in {*weights.values(), *biases.values()}]
        others += [biases[name] for name in biases if name not in weights]
        if weights and not others:
            return naming, [Pairing(*pair, norms) for pair in _pairs(naming, weights, biases)]
        stray = stray or (others[0] if weights else "")
    name = stray or next(iter(rest), "")
    rules = " or ".join(naming.rule for naming in namings)
    found = f"found {name[:60]!r} of shape {arrays[name].shape}" if arrays else "found none"
    raise InputError(source, "", f"expected arrays of fully connected layers alone, by {rules}", found)


def _matches(names: Iterable[str], pattern: str) -> dict[str, str]:
    matches = {name: re.fullmatch(pattern, name) for name in names} if pattern else {}
    return {match[1] or "": name for name, match in matches.items() if match}


def _pairs(
    naming: Naming, weights: dict[str, str], biases: dict[str, str]
) -> list[tuple[dict[str, str], dict[str, str]]]:
    """Return weights and biases by the layers' names; of arrays without names, in each way that people save them."""
    if naming is not NAMELESS:
        return [(weights, biases)]
    names = [weights[number] for number in sorted(weights, key=int)]
    half = len(names) // 2
    ways: list[tuple[list[str], list[str]]] = [(names, [])]  # weights alone
    if len(names) == 2 * half:
        ways.insert(0, (names[::2], names[1::2]))  # W1, b1, W2, b2
        if half > 1:
            ways.insert(1, (names[:half], names[half:]))  # W1, W2, b1, b2
    return [(_numbered(one), _numbered(other)) for one, other in ways]


def _numbered(names: list[str]) -> dict[str, str]:
    return {str(number): name for number, name in enumerate(names)}
