"""Which arrays in a Keras file belong to which layer: by their numbers in new files, by their names in old ones."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from core.model.arrays import Array
from core.model.errors import InputError

Json: TypeAlias = Any
"""What json.loads gives."""
ROOMS = ("layers", "_layer_checkpoint_dependencies")
"""Where the layers are in new files, and in those of Keras 2.12 to 2.14."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a layer stands in a model.

    Parameters
    ----------
    name : str
        As the user or Keras calls it.
    group : str
        As new files call it: by the layer's class, and from the second of a class on with its number.
    above : tuple of Seat
        The models that it is a part of, outermost first.
    """

    name: str
    group: str
    above: tuple[Seat, ...] = ()

    def __str__(self) -> str:
        return f"layer {self.name[:60]!r}"


class LayerArrays(ABC):
    """The arrays of a model, taken layer by layer."""

    def __init__(self, arrays: Mapping[str, Array], source: str) -> None:
        self.source = source
        self._left = dict(arrays)

    def take(self, seat: Seat, roles: Sequence[str]) -> dict[str, Array]:
        """Return a layer's arrays by their roles.

        Parameters
        ----------
        seat : Seat
        roles : sequence of str
            As Keras numbers them.

        Returns
        -------
        dict of str to ndarray

        Raises
        ------
        InputError
            If the layer has others.
        """
        paths = self._paths(seat, roles)
        if set(paths) != set(roles):
            expected, found = (", ".join(names) or "none" for names in (roles, sorted(paths)))
            remedy = "save the whole model again, without adapters or quantization: model.save('mine.keras')"
            raise InputError(self.source, str(seat), f"expected its arrays {expected}", f"found {found[:80]}", remedy)
        return {role: self._left.pop(paths[role]) for role in roles}

    def finish(self) -> None:
        """Refuse arrays that no layer has taken.

        Raises
        ------
        InputError
            If there are some.
        """
        for path in self._left:
            expected, remedy = "expected arrays of the model's layers alone", "save the whole model again with Keras"
            raise InputError(self.source, path[:60], expected, "found one that no layer has", remedy)

    @abstractmethod
    def _paths(self, seat: Seat, roles: Sequence[str]) -> dict[str, str]:
        """Return the paths of a layer's arrays by their roles, or what else they are called."""


class NumberedArrays(LayerArrays):
    """New files: layers/dense_1/vars/0; a nested model has layers of its own."""

    def _paths(self, seat: Seat, roles: Sequence[str]) -> dict[str, str]:
        numbers = {str(number): role for number, role in enumerate(roles)}
        found = {}
        for room in ROOMS:
            start = "".join(f"{room}/{one.group}/" for one in (*seat.above, seat)) + "vars/"
            for path in self._left:
                if path.startswith(start):
                    number = path.removeprefix(start)
                    found[numbers.get(number, number)] = path
        return found


class NamedArrays(LayerArrays):
    """Old files: dense_1/.../kernel:0; a nested model has no group, but its layers' names are in the paths."""

    def _paths(self, seat: Seat, roles: Sequence[str]) -> dict[str, str]:
        top = seat.above[0].name if seat.above else seat.name
        paths = [path for path in self._left if path.startswith(f"{top}/")]
        if seat.above:
            inside = [path for path in paths if f"/{seat.name}/" in path]
            paths = inside or [path for path in paths if path.count("/") == 1 and role_of(path) in roles]
        return {role_of(path): path for path in paths}


def role_of(path: str) -> str:
    """Return what old files call an array.

    Examples
    --------
    >>> role_of("dense_3/dense_3/kernel:0")
    'kernel'
    """
    return re.sub(r":\d+$", "", path.rpartition("/")[2])


def groups_of(layers: Sequence[Json]) -> dict[str, str]:
    """Return what new files call the groups of layers, by the layers' names.

    Parameters
    ----------
    layers : sequence of dict
        As the model's description lists them.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> told = [("Dense", "hidden"), ("ReLU", "r"), ("BatchNormalization", "n"), ("Dense", "out")]
    >>> groups_of([{"class_name": kind, "config": {"name": name}} for kind, name in told])
    {'hidden': 'dense', 'r': 're_lu', 'n': 'batch_normalization', 'out': 'dense_1'}
    """
    groups: dict[str, str] = {}
    counts: dict[str, int] = {}
    for told in layers:
        stem = snake(told["class_name"])
        count = counts[stem] = counts.get(stem, -1) + 1
        groups[told["config"]["name"]] = f"{stem}_{count}" if count else stem
    return groups


def snake(name: str) -> str:
    """Return a class's name as Keras writes it in paths.

    Examples
    --------
    >>> snake("SparseCategoricalCrossentropy")
    'sparse_categorical_crossentropy'
    """
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
