"""Weights and biases of a large network, kept in a file of their own beside the network file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np

from core.files.array_file import MOST_BYTES, arrays_of
from core.files.document import Node
from core.files.user_file import read_bytes
from core.model.arrays import Array
from core.model.errors import printable

KEYS = ("weights_file", "weights_sha256")


@dataclass(frozen=True, slots=True, eq=False)
class WeightsFile:
    """Arrays W1, b1, W2, b2, ...: the weights and biases of layers 1..L.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        W of shape (n, n_prev), as `weights` in a network file; b of shape (n,), and zeros where there is none.
    told : Node
        Where the network file names it.
    """

    arrays: Mapping[str, Array]
    told: Node

    def layer(self, number: int, n_prev: int | None) -> tuple[Array, Array]:
        """Return a layer's weights and biases.

        Parameters
        ----------
        number : int
        n_prev : int, optional
            Number of neurons of the layer before; the first layer takes any.

        Returns
        -------
        W : ndarray, shape (n, n_prev)
        b : ndarray, shape (n,)

        Raises
        ------
        InputError
            If an array is missing, of another shape, or not finite.
        """
        W = self._finite(f"W{number}")
        if W.ndim != 2 or not W.size or W.shape[1] != (n_prev or W.shape[1]):
            columns = f"{n_prev} columns (layer {number - 1} has {n_prev} neurons)" if n_prev else "rows and columns"
            self.told.refuse(f"W{number} with {columns}", f"shape {W.shape}")
        name = f"b{number}"
        b = self._finite(name) if name in self.arrays else np.zeros(len(W))
        if b.shape != (len(W),):
            self.told.refuse(f"{name} of shape ({len(W)},), one number for each row of W{number}", f"shape {b.shape}")
        return W, b

    def refuse_others(self, depth: int) -> None:
        """Refuse arrays that no layer takes.

        Raises
        ------
        InputError
            If there are any.
        """
        known = {f"{letter}{number}" for letter in "Wb" for number in range(1, depth + 1)}
        if others := sorted(set(self.arrays) - known):
            remedy = "add a [[layers]] table or take the array out"
            self.told.refuse(f"arrays for {depth} layers", printable(repr(others[0][:60])), remedy)

    def _finite(self, name: str) -> Array:
        if name not in self.arrays:
            self.told.refuse(f"an array {name}", "none")
        array = self.arrays[name]
        if not np.isfinite(array).all():
            self.told.refuse(f"finite numbers in {name}", str(array[~np.isfinite(array)][0]))
        return array


def weights_file(document: Node, folder: Path | None) -> WeightsFile | None:
    """Return the weights that a network file keeps beside it, or None if it holds them itself.

    Parameters
    ----------
    document : Node
        The network file.
    folder : Path, optional
        Where it lies.

    Returns
    -------
    WeightsFile or None

    Raises
    ------
    InputError
        If the file named is not in that folder or below, is not there, not the one that was meant
        (by its SHA-256), or no .npz file of numbers.
    """
    told, digest = map(document.get, KEYS)
    if told is None:
        if digest is not None:
            digest.refuse("weights_file beside it", "none", "name the file, or take this key out")
        return None
    data = read_bytes(path_of(told, folder), f"the {told.place}", MOST_BYTES)
    found = hashlib.sha256(data).hexdigest()
    if digest is None:
        document.need(KEYS[1], f'if {told.value!r} is the file you mean, add weights_sha256 = "{found}"')
    elif digest.text().lower() != found:
        remedy = f'the file has changed; if you mean it as it is now, write weights_sha256 = "{found}"'
        digest.refuse(f"the SHA-256 of {told.value!r}", "another", remedy)
    return WeightsFile(arrays_of(data, f"{told.source}: {told.place}"), told)


def path_of(told: Node, folder: Path | None) -> Path:
    """Return where the file is; never outside the network file's folder, not through a link either.

    Parameters
    ----------
    told : Node
        Where the network file names it.
    folder : Path, optional
        Where the network file lies.

    Returns
    -------
    Path

    Raises
    ------
    InputError
        If it is named outside the folder, or there is none.
    """
    name = told.text()
    if folder is None:
        told.refuse("weights in the text itself", repr(name), "a text lies in no folder; read the file")
    parts = PurePosixPath(name).parts
    if not name.isprintable() or not parts or ".." in parts or re.match(r"/|.*[\\:]", name):
        told.refuse("a file in the network file's folder or below", repr(name), "give its name, such as 'mine.npz'")
    path = folder / name
    if not _lies_in(folder, path):
        told.refuse("a file in the network file's folder or below", f"{name!r}, a link to elsewhere")
    return path


def _lies_in(folder: Path, path: Path) -> bool:
    try:
        path.resolve(strict=True)
    except FileNotFoundError:
        pass  # who reads it says so
    except (OSError, RuntimeError):  # links that go round in a circle; of these Python 3.13 tells only who is strict
        return False
    return path.resolve().is_relative_to(folder.resolve())
