"""What a caption calls a neuron: by the user's name where it has one."""

from __future__ import annotations

from collections.abc import Sequence

from core.network import Network
from core.reading import Reading

_LONGEST = 24


def called(network: Network, layer: int, j: int, *, with_layer: bool = True) -> str:
    """Return what to call a neuron in running text.

    Examples
    --------
    >>> from core.activations import ACTIVATIONS
    >>> from core.network import Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),) * 2, outputs=("rain",))
    >>> called(network, 0, 0), called(network, 1, 0), called(network, 2, 0)
    ('input 0', 'neuron 0 of layer 1', 'output rain')
    """
    if 0 < layer < network.depth:
        return f"neuron {j} of layer {layer}" if with_layer else f"neuron {j}"
    kind, names = ("output", network.outputs) if layer else ("input", network.inputs)
    name = names[j] if names else str(j)
    return f"{kind} {name if len(name) <= _LONGEST else name[: _LONGEST - 1] + '…'}"


def listed(pieces: Sequence[str | Reading]) -> tuple[str | Reading, ...]:
    """Return words and numbers as a list in running text, as a phrase of a caption.

    Examples
    --------
    >>> listed(["sun", "rain", "snow"])
    ('sun', ', ', 'rain', ' and ', 'snow')
    """
    phrase: list[str | Reading] = []
    for index, piece in enumerate(pieces):
        if index:
            phrase.append(" and " if index == len(pieces) - 1 else ", ")
        phrase.append(piece)
    return tuple(phrase)
