"""The network as a frozen value: layers of weights and biases, a cost, names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.model.activation import Activation
from core.model.arrays import Array, frozen
from core.model.costs import DEFAULT, Cost


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One step of a network: a = sigma(W a_prev + b).

    Parameters
    ----------
    W : array_like, shape (n, n_prev)
        Row j, column k holds w_jk, the weight of the edge from neuron k to neuron j.
    b : array_like, shape (n,)
    activation : Activation

    Raises
    ------
    ValueError
        If W is not a non-empty matrix of finite numbers or b does not have one value per row.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> Layer([[1.0, 2.0]], [0.0], ACTIVATIONS["tanh"]).n_prev
    2
    """

    W: Array
    b: Array
    activation: Activation

    def __post_init__(self) -> None:
        object.__setattr__(self, "W", frozen(self.W))
        object.__setattr__(self, "b", frozen(self.b))
        if self.W.ndim != 2 or self.W.size == 0:
            msg = f"expected W of shape (n, n_prev), found shape {self.W.shape}"
            raise ValueError(msg)
        if self.b.shape != self.W.shape[:1]:
            msg = f"expected {len(self.W)} biases, one per row of W, found shape {self.b.shape}"
            raise ValueError(msg)

    @property
    def n(self) -> int:
        """Number of neurons of this layer."""
        return int(self.W.shape[0])

    @property
    def n_prev(self) -> int:
        """Number of neurons of the layer before."""
        return int(self.W.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A fully connected network with the cost it is judged by.

    Parameters
    ----------
    layers : tuple of Layer
        Layers 1..L in order; layer 0 is the input and is not among them.
    cost : Cost
    name : str
    learning_rate : float
    update_biases : bool
        False keeps biases fixed in training steps.
    inputs, outputs : tuple of str
        Names, one per input or output, or empty.
    path : tuple of int
        The neuron in each layer 0..L for the one-neuron part, or empty.
    image : tuple of int
        Rows and columns of the picture that the inputs are, row by row; or empty.
    expression : str
        What is derived besides, as it was typed; or empty.
    at : mapping of str to float
        Where the expression is evaluated.

    Raises
    ------
    ValueError
        If there is no layer, a layer does not fit the one before it, the cost does not fit the last one, or the
        picture the inputs.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> layer = Layer([[2.0]], [0.5], ACTIVATIONS["identity"])
    >>> Network((layer, layer)).widths
    (1, 1, 1)
    """

    layers: tuple[Layer, ...]
    cost: Cost = DEFAULT
    name: str = "network"
    learning_rate: float = 0.1
    update_biases: bool = True
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    image: tuple[int, ...] = ()
    expression: str = ""
    at: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.layers:
            msg = "expected at least one layer, found none"
            raise ValueError(msg)
        for number, (before, layer) in enumerate(zip(self.layers, self.layers[1:], strict=False), 1):
            if layer.n_prev != before.n:
                msg = (
                    f"layer {number + 1}: expected {before.n} columns in W "
                    f"(layer {number} has {before.n} neurons), found {layer.n_prev}"
                )
                raise ValueError(msg)
            if not before.activation.elementwise:
                msg = f"layer {number}: {before.activation.name} is allowed on the last layer only"
                raise ValueError(msg)
        last = self.layers[-1].activation
        if not self.cost.fits(last):
            msg = f"layer {len(self.layers)}: expected outputs from 0 to 1 for {self.cost.name}, found {last.name}"
            raise ValueError(msg)
        if self.image and (len(self.image) != 2 or math.prod(self.image) != self.widths[0]):
            msg = f"image: expected rows and columns of {self.widths[0]} inputs, found {self.image}"
            raise ValueError(msg)

    @property
    def depth(self) -> int:
        """L, the number of layers after the input."""
        return len(self.layers)

    @property
    def widths(self) -> tuple[int, ...]:
        """Number of neurons in each layer 0..L."""
        return (self.layers[0].n_prev, *(layer.n for layer in self.layers))

    @property
    def is_chain(self) -> bool:
        """Whether every layer has one neuron."""
        return set(self.widths) == {1}

    def layer(self, number: int) -> Layer:
        """Return layer 1..L by its number."""
        if not 1 <= number <= self.depth:
            msg = f"expected a layer from 1 to {self.depth}, found {number}"
            raise IndexError(msg)
        return self.layers[number - 1]

    def with_layers(self, layers: Iterator[Layer] | tuple[Layer, ...]) -> Network:
        """Return the same network with other layers; inputs that are no longer as many are no picture.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["sin"]),))
        >>> network.with_layers(network.layers * 2).depth
        2
        """
        found = tuple(layers)
        image = self.image if found and found[0].n_prev == math.prod(self.image) else ()
        return replace(self, layers=found, image=image)


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Inputs and desired outputs, one example a row.

    Parameters
    ----------
    X : array_like, shape (m, n_0)
    Y : array_like, shape (m, n_L)

    Raises
    ------
    ValueError
        If X and Y are not matrices with the same number of rows, at least one.

    Examples
    --------
    >>> len(Examples([[0.0], [1.0]], [[1.0], [0.0]]))
    2
    """

    X: Array
    Y: Array

    def __post_init__(self) -> None:
        object.__setattr__(self, "X", frozen(self.X))
        object.__setattr__(self, "Y", frozen(self.Y))
        if self.X.ndim != 2 or self.Y.ndim != 2 or len(self.X) != len(self.Y) or not len(self.X):
            msg = f"expected X and Y with one row per example, found {self.X.shape}, {self.Y.shape}"
            raise ValueError(msg)

    def __len__(self) -> int:
        return len(self.X)
