"""Keras' models: .keras with its config.json and weights, and the old HDF5 files; kernels are (in, out)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

from core.files.array_file import MOST_BYTES
from core.files.user_file import read_bytes
from core.model.activations import IDENTITY
from core.model.costs import COSTS
from core.model.errors import InputError
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, Found, fitting
from studio.imports.folding import folded
from studio.imports.keras_arrays import Json, LayerArrays, NamedArrays, NumberedArrays
from studio.imports.keras_hdf5 import Hdf5, opened
from studio.imports.keras_layers import steps
from studio.imports.keras_losses import Loss, loss_of
from studio.imports.keras_weights import RULE, layers_alone

MOST_TEXT = 8_000_000
"""Bytes of a model's description."""
DEEPEST = 100
"""Brackets within brackets in a model's description."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of a file that Keras saved: .keras, .h5 or .weights.h5, which has no activations.

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
        If it is not what Keras saves, or holds more than Dense layers, normalisation and activations in a row.
    """
    source = str(path)
    if choices.layout not in {"", IN_OUT}:
        raise InputError(source, "--layout", f"expected {RULE}", f"found {choices.layout}", "leave that option out")
    data = read_bytes(path, "a file that Keras saved", MOST_BYTES)
    if path.suffix.lower() != ".keras" or data.startswith(b"\x89HDF"):  # Keras before 2.12 saved .keras as HDF5 too
        file = opened(data, source)
        if not file.model:
            return Found(layers_alone(file, source), RULE)
        told, compiled = parsed(file.model, source), parsed(file.training or "{}", source)
        return _model(told, compiled, _old_arrays(file, source), choices)
    told, weights = _parts(data, source)
    return _model(told, None, NumberedArrays(opened(weights, source).arrays, source), choices)


def _model(told: Json, compiled: Json, arrays: LayerArrays, choices: Choices) -> Found:
    """Return what a model's description and its arrays tell."""
    source = arrays.source
    try:
        layers, notes = folded(source, steps(told, arrays))
        fitting(source, layers)
        loss = loss_of(compiled or told.get("compile_config"), len(layers[-1].W))
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, ArithmeticError) as error:
        if isinstance(error, InputError):
            raise
        found = f"found something else ({type(error).__name__}: {error})"[:160]
        raise InputError(
            source, "config.json", "expected a model as Keras describes it", found, "save it again"
        ) from None
    last = layers[-1]
    if loss.completion and last.activation != IDENTITY.name:
        told = f"{loss.told} with from_logits=True on outputs that are {last.activation} already"
        loss = Loss(told=told)
    if loss.completion and not choices.activations(len(layers))[-1]:
        layers = (*layers[:-1], replace(last, activation=loss.completion))
        notes = (*notes, f"{loss.completion} completes {last.place}: it was trained with from_logits=True")
    if loss.told and not loss.cost and not choices.cost:
        remedy = "say which cost it is judged by here: --cost with one of them"
        raise InputError(source, "the loss", f"expected one of {', '.join(COSTS)}", f"found {loss.told}", remedy)
    return Found(layers, RULE, loss.cost, notes)


def _parts(data: bytes, source: str) -> tuple[Json, bytes]:
    """Return the model's description and its weights."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = _part(archive, "config.json", MOST_TEXT, source).decode()
            return parsed(text, source), _part(archive, "model.weights.h5", MOST_BYTES, source)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes zipfile raise anything
        remedy = "save the model with Keras: model.save('mine.keras')"
        raise InputError(source, "", "expected a .keras file", f"found a mistake: {error}", remedy) from None


def _part(archive: zipfile.ZipFile, name: str, most: int, source: str) -> bytes:
    """Return a part of an archive, unpacked no further than the limit."""
    member = archive.getinfo(name)
    if member.compress_type not in _PACKINGS:
        raise ValueError(f"{name} is packed as Keras packs none")
    if member.file_size > most:
        found, remedy = f"found one that unpacks to {member.file_size:,}", "only a model of a few layers can be shown"
        raise InputError(source, name, f"expected at most {most:,} bytes", found, remedy)
    with archive.open(member) as file:
        return file.read(most)  # not read(), which unpacks all before it minds the size


def parsed(text: str, source: str) -> Json:
    """Return what a model's description tells.

    Parameters
    ----------
    text : str
        JSON.
    source : str
        The file's name, for errors.

    Returns
    -------
    dict

    Raises
    ------
    InputError
        If it is no JSON, too long, or nested too deep to be a model.

    Examples
    --------
    >>> parsed("[" * 1000, "mine.keras")
    Traceback (most recent call last):
    core.model.errors.InputError: mine.keras: config.json: expected at most 100 brackets within each other, \
found more; save the model again with Keras.
    """
    if len(text) > MOST_TEXT:
        raise InputError(source, "config.json", f"expected at most {MOST_TEXT:,} characters", f"found {len(text):,}")
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            expected, remedy = (
                f"expected at most {DEEPEST} brackets within each other",
                "save the model again with Keras",
            )
            raise InputError(source, "config.json", expected, "found more", remedy)
    try:
        return json.loads(text)
    except ValueError as error:
        remedy = "save the model again with Keras"
        raise InputError(source, "config.json", "expected JSON", f"found a mistake: {error}", remedy) from None


def _old_arrays(file: Hdf5, source: str) -> NamedArrays:
    room = "model_weights/"
    arrays = {path.removeprefix(room): array for path, array in file.arrays.items()}
    return NamedArrays(arrays, source)
