"""What a user says of a foreign network where its file is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import InputError


@dataclass(frozen=True, slots=True)
class Choices:
    """The user's options.

    Parameters
    ----------
    each : tuple of str
        Activations given one by one: of each layer, or of the hidden layers.
    output : str
        Activation of the last layer.
    cost : str
    layout : str
        How weights are laid out, where the format leaves it open.
    order : tuple of str
        Names of the layers, first to last, where the file does not say.
    """

    each: tuple[str, ...] = ()
    output: str = ""
    cost: str = ""
    layout: str = ""
    order: tuple[str, ...] = ()

    def activations(self, depth: int) -> tuple[str, ...]:
        """Return what is said of each layer's activation; empty where nothing is.

        Parameters
        ----------
        depth : int
            Number of layers.

        Returns
        -------
        tuple of str, one for each layer

        Raises
        ------
        InputError
            If the activations do not come out even with the layers.

        Examples
        --------
        >>> Choices(("relu",), "softmax").activations(3)
        ('relu', 'relu', 'softmax')
        >>> Choices(("relu", "tanh", "sigmoid")).activations(3)
        ('relu', 'tanh', 'sigmoid')
        >>> Choices(("relu",)).activations(2)
        ('relu', '')
        """
        hidden, count = depth - 1, len(self.each)
        if count == depth and not self.output:
            return self.each
        if count in {0, 1, hidden} and not (count and not hidden):
            return (*(self.each * hidden if count == 1 else self.each or ("",) * hidden), self.output)
        expected = f"expected {depth}, one for each layer" if not self.output else f"expected 1 or {hidden} hidden ones"
        raise InputError("", "--activations", expected, f"found {count}")


def number_order(names: Sequence[str], source: str, order: Sequence[str]) -> list[str]:
    """Return names of layers in order: as the user says, or by the one number in which they differ.

    Parameters
    ----------
    names : sequence of str
    source : str
        The file's name, for errors.
    order : sequence of str
        The user's word; empty for none.

    Returns
    -------
    list of str

    Raises
    ------
    InputError
        If the names do not say the order and the user does not, or names others.

    Examples
    --------
    >>> number_order(["net.10", "net.2", "net.0"], "mine.safetensors", ())
    ['net.0', 'net.2', 'net.10']
    >>> number_order(["hidden", "output"], "mine.safetensors", ())
    Traceback (most recent call last):
    core.errors.InputError: mine.safetensors: the order of layers: expected names that differ in one number alone, \
found 'hidden', 'output'; name the layers from first to last, as in --order hidden,output.
    """
    listed = ", ".join(map(repr, sorted(names)))
    if order:
        if sorted(order) != sorted(names):
            found = f"found {', '.join(map(repr, order))}"
            raise InputError(source, "--order", f"expected each of {listed} once", found)
        return list(order)
    parts = {name: _split(name) for name in names}
    keys = list(parts.values())
    differing = [i for i, place in enumerate(zip(*keys, strict=False)) if len(set(place)) > 1]
    alike = len({len(key) for key in keys}) == 1 and all(keys[0][i].isdecimal() for i in differing)
    if len(names) > 1 and not (alike and len(differing) == 1):
        expected = "expected names that differ in one number alone"
        remedy = f"name the layers from first to last, as in --order {','.join(sorted(names))}"
        raise InputError(source, "the order of layers", expected, f"found {listed}", remedy)
    return sorted(names, key=lambda name: [int(parts[name][i]) for i in differing])


def _split(name: str) -> list[str]:
    """Return a name in its numbers and what stands between them."""
    parts = [""]
    for character in name:
        number = character in "0123456789"
        if number == (parts[-1][-1:].isdecimal() and parts[-1].isascii()):
            parts[-1] += character
        else:
            parts.append(character)
    return parts
