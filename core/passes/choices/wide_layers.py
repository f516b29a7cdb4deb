"""Which neurons are shown of a layer that has more of them than there is room for."""

from __future__ import annotations

from collections.abc import Collection

from core.model.network import Network


def widest(network: Network, layers: Collection[int]) -> int:
    """Return which of some layers has most neurons.

    Parameters
    ----------
    network : Network
    layers : collection of int
        At least one of 0..L.

    Returns
    -------
    int
        Of equally wide ones the first.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, _ = read("networks/iris.toml")
    >>> network.widths, widest(network, [3, 2]), widest(network, range(4))
    ((4, 4, 3, 3), 3, 0)
    """
    return max(layers, key=network.widths.__getitem__)


def neurons_shown(n: int, most: int, keep: Collection[int] = ()) -> list[int | None]:
    """Return which neurons of a layer are shown, from the top; None stands for an ellipsis.

    The first ones, as many as there is room for, the last one, and those that the story needs.

    Parameters
    ----------
    n : int
        Neurons of the layer.
    most : int
        Places that there is room for, ellipses among them.
    keep : collection of int
        Neurons that are shown in any case, even beyond what there is room for.

    Returns
    -------
    list of int or None

    Examples
    --------
    >>> neurons_shown(3, 4), neurons_shown(9, 5), neurons_shown(9, 5, keep=[4])
    ([0, 1, 2], [0, 1, 2, None, 8], [0, None, 4, None, 8])
    """
    if n <= most:
        return list(range(n))
    for head in range(most - 2, 0, -1):
        slots = _around_gaps(sorted({*keep, n - 1, *range(head)}))
        if len(slots) <= most:
            return slots
    return _around_gaps(sorted({*keep, 0, n - 1}))


def _around_gaps(chosen: list[int]) -> list[int | None]:
    slots: list[int | None] = []
    for j in chosen:
        if slots and j != (slots[-1] or 0) + 1:
            slots.append(None)
        slots.append(j)
    return slots
