"""What a user says of a foreign network where its file is silent."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.errors import InputError


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
