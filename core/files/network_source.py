"""A network file as it was at one moment: its bytes, read once, and the network that they tell."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.files.document import parse
from core.files.expression_keys import telling
from core.files.network_file import read_text
from core.files.user_file import decoded, network_bytes
from core.files.weights_file import path_of
from core.model.errors import InputError
from core.model.network import Examples, Network


@dataclass(frozen=True, slots=True, eq=False)
class NetworkSource:
    """A network with the bytes that it was read from.

    Parameters
    ----------
    path : Path
        Where the file was.
    data : bytes
        What it held.
    network : Network
    examples : Examples
    weights : Path, optional
        The file of weights beside it; the network file names its SHA-256.
    typed : bool
        Whether its expression was typed, in place of the file's.
    other : NetworkSource, optional
        The network that is told of beside this one.
    """

    path: Path
    data: bytes
    network: Network
    examples: Examples
    weights: Path | None = None
    typed: bool = False
    other: NetworkSource | None = None

    @classmethod
    def read(cls, path: str | Path) -> NetworkSource:
        """Read a network file, once.

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        NetworkSource

        Raises
        ------
        InputError
            If the file cannot be read or anything in it is not as a network needs it.

        Examples
        --------
        >>> source = NetworkSource.read("networks/chain.toml")
        >>> source.network.widths, len(source.sha256)
        ((1, 1, 1, 1), 64)
        """
        path = Path(path)
        data = network_bytes(path)
        text = decoded(data, str(path))
        network, examples = read_text(text, str(path), path.parent)
        told = parse(text, str(path)).get("weights_file")
        return cls(path, data, network, examples, path_of(told, path.parent) if told else None)

    def telling(self, expression: str, at: Mapping[str, float]) -> NetworkSource:
        """Return the same file with an expression that was typed in place of its own, and where it is evaluated.

        Raises
        ------
        InputError
            If the expression has no value or slope there.

        Examples
        --------
        >>> source = NetworkSource.read("networks/chain.toml").telling("x*y", {"x": 3.0, "y": 2.0})
        >>> source.network.expression, source.typed
        ('x*y', True)
        """
        return replace(self, network=telling(self.network, expression, at), typed=True)

    def beside(self, other: NetworkSource) -> NetworkSource:
        """Return the same file with another network beside it, which runs this one's examples.

        Raises
        ------
        InputError
            If the two have not the same numbers of inputs, of outputs and of layers.

        Examples
        --------
        >>> source = NetworkSource.read("networks/iris.toml")
        >>> source.beside(source).other is source
        True
        >>> source.beside(NetworkSource.read("networks/relu.toml"))
        Traceback (most recent call last):
        core.model.errors.InputError: networks/relu.toml: layers: expected 4 inputs, 3 outputs and 3 layers as in \
        networks/iris.toml, found 2 inputs, 2 outputs and 3 layers; choose a network that runs its examples.
        """
        mine, its = (_size(one.network) for one in (self, other))
        if mine != its:
            expected, remedy = f"expected {mine} as in {self.path}", "choose a network that runs its examples"
            raise InputError(str(other.path), "layers", expected, f"found {its}", remedy)
        return replace(self, other=other)

    def named(self) -> dict[str, str]:
        """Return its network's name, its own and its digest, as a record holds them."""
        return {"name": self.network.name, "file": self.path.name, "sha256": self.sha256}

    @property
    def sha256(self) -> str:
        """The digest of the file's bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def is_current(self) -> bool:
        """Whether the file still holds these bytes."""
        try:
            return self.path.read_bytes() == self.data
        except OSError:
            return False

    def files(self, name: str) -> dict[Path, bytes]:
        """Return what a copy consists of: the file of weights, if there is one, and the network file.

        Parameters
        ----------
        name : str
            Of the copy.

        Returns
        -------
        dict of Path to bytes
            Paths as seen from the folder of the network file.

        Raises
        ------
        OSError
            If the file of weights is gone.
        """
        weights = {self.weights.relative_to(self.path.parent): self.weights.read_bytes()} if self.weights else {}
        return {**weights, Path(name): self.data}


def _size(network: Network) -> str:
    """Return how many inputs, outputs and layers there are, in words."""
    counts = ((network.widths[0], "input"), (network.widths[-1], "output"), (network.depth, "layer"))
    inputs, outputs, layers = (f"{count} {what}{'s' * (count != 1)}" for count, what in counts)
    return f"{inputs}, {outputs} and {layers}"
