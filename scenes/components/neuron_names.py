"""What a caption calls a neuron: by the user's name where it has one."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.fact import layer_number, neuron_number
from core.notation.reading import Reading
from core.passes.moment import Moment

_LONGEST = 24


def called(moment: Moment, layer: int, j: int, *, with_layer: bool = True) -> tuple[str | Reading, ...]:
    """Return what to call a neuron in running text, as a phrase of a caption.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> called(moment, 3, 1)
    ('output versicolor',)
    >>> [piece if isinstance(piece, str) else piece.shown for piece in called(moment, 1, 0)]
    ['neuron ', '0', ' of layer ', '1']
    """
    network, number = moment.network, moment.count(neuron_number(layer, j))
    if 0 < layer < network.depth:
        return ("neuron ", number, *((" of layer ", moment.count(layer_number(layer))) if with_layer else ()))
    kind, names = ("output", network.outputs) if layer else ("input", network.inputs)
    if not names:
        return (f"{kind} ", number)
    return (f"{kind} {names[j] if len(names[j]) <= _LONGEST else names[j][: _LONGEST - 1] + '…'}",)


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
