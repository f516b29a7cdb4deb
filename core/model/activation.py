"""What an activation function is: a row that the numbers, the derivations, the checks and the lessons read.

Every function takes real or complex arrays; a complex argument is treated as a real one with an
infinitesimal imaginary part, so that a complex step through a whole network gives exact slopes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from core.model.arrays import Array

Function = Callable[[Array], Array]
Options = Mapping[str, tuple[str, float]]


class Curve(StrEnum):
    """The kinds of curve that lessons have words for; a row may have another kind, in a word of its own."""

    S_CURVE = "s-curve"
    """Steep in the middle, flat at both ends."""
    HINGE = "hinge"
    """0 below 0, z itself above."""
    LEAKY_HINGE = "leaky hinge"
    """Almost flat below 0, z itself above."""
    BENT_LINE = "bent line"
    """A straight line below 0, and a steeper one above."""
    SOFT_HINGE = "soft hinge"
    """Flat on the far left, a straight climb on the right."""
    LINE = "line"
    """z itself."""
    WAVE = "wave"
    """The same again and again."""
    RISING = "rising"
    """Ever steeper."""
    SHARE = "share"
    """Not of one z alone: what each z has of a whole."""


@dataclass(frozen=True, slots=True)
class Logarithms:
    """What an activation knows of ln sigma(z), exact also where sigma(z) rounds to 0 or 1.

    Parameters
    ----------
    value, slope : callable
        ln sigma(z) and its slope; for softmax the slope is a Jacobian.
    rest, rest_slope : callable, optional
        The same for ln(1 - sigma(z)).
    far : tuple of str
        ln sigma(z) in the symbol z, far below 0 and far above; empty where that is not one z's affair.
    rest_far : tuple of str
        The same for ln(1 - sigma(z)).
    """

    value: Function
    slope: Function
    rest: Function | None = None
    rest_slope: Function | None = None
    far: tuple[str, str] | tuple[()] = ()
    rest_far: tuple[str, str] | tuple[()] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What importers call an activation.

    Parameters
    ----------
    keras : tuple of str
        As an option of a layer.
    keras_layers : tuple of str
        As a layer of its own.
    onnx : tuple of str
        As an operation.
    scikit_learn : tuple of str
    nielsen : tuple of str
        As a class of the book's programs.
    """

    keras: tuple[str, ...] = ()
    keras_layers: tuple[str, ...] = ()
    onnx: tuple[str, ...] = ()
    scikit_learn: tuple[str, ...] = ()
    nielsen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function: a = sigma(z).

    Parameters
    ----------
    name : str
        As written in a network file; of a family with its parameter, as in leaky_relu(0.1).
    value : callable
        sigma, from z of shape (..., n) to a of the same shape.
    slope : callable
        sigma'(z), of z's shape; for softmax the Jacobian da_i/dz_j of shape (..., n, n).
    formula : str
        The SymPy twin of sigma, in the symbol z. For one that is not of each z alone, in z and S, the sum of all
        exp(z); it must stay the same when all z move alike.
    curve : str
        Its kind of curve: one of `Curve`, or another word.
    elementwise : bool
        Whether each a_j depends on its own z_j alone.
    range : tuple of float
        The least and the greatest that a can be, whatever z is.
    logarithms : Logarithms, optional
    held_still : Activation, optional
        What one output is of its own z while all other z are held still, where that is not the function itself.
    elsewhere : Elsewhere

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> row = ACTIVATIONS["sigmoid"]
    >>> float(row.value(np.array(0.0))), float(row.slope(np.array(0.0))), row.curve.value
    (0.5, 0.25, 's-curve')
    """

    name: str
    value: Function
    slope: Function
    formula: str
    curve: str
    elementwise: bool = True
    range: tuple[float, float] = (-math.inf, math.inf)
    logarithms: Logarithms | None = None
    held_still: Activation | None = None
    elsewhere: Elsewhere = Elsewhere()

    @property
    def gives_shares(self) -> bool:
        """Whether every a_j lies between 0 and 1 whatever z is."""
        least, greatest = self.range
        return least >= 0 and greatest <= 1

    @property
    def bare_name(self) -> str:
        """Its name without a parameter, as a formula writes the function.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> ACTIVATIONS["leaky_relu(0.1)"].bare_name
        'leaky_relu'
        """
        return self.name.partition("(")[0]

    @property
    def spoken(self) -> str:
        """Its name as people say it, without a parameter.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> ACTIVATIONS["leaky_relu(0.1)"].spoken
        'leaky relu'
        """
        return self.bare_name.replace("_", " ")

    def pull_back(self, z: Array, dC_da: Array) -> Array:
        """Carry a slope with respect to a back to z: dC/dz_j = sum_i da_i/dz_j dC/da_i.

        Parameters
        ----------
        z, dC_da : ndarray, shape (..., n)

        Returns
        -------
        ndarray, shape (..., n)

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> ACTIVATIONS["relu"].pull_back(np.array([-1.0, 2.0]), np.array([3.0, 3.0])).tolist()
        [0.0, 3.0]
        """
        return along(self.slope(z), dC_da, elementwise=self.elementwise)


@dataclass(frozen=True, slots=True)
class ActivationFamily:
    """Activations that differ in one number.

    Parameters
    ----------
    name : str
        Before the parenthesis.
    default : float
        The number of the bare name.
    expected : str
        What the number must be, in words.
    fits : callable
        Whether a finite number may be the parameter.
    of : callable
        From the number to the activation.
    options : mapping
        What importers call the number: from their name for the activation to the option, and its value if left out.

    Examples
    --------
    >>> from core.model.activations import FAMILIES
    >>> FAMILIES["elu"].row(0.5).name, FAMILIES["elu"].bare.name
    ('elu(0.5)', 'elu')
    """

    name: str
    default: float
    expected: str
    fits: Callable[[float], bool]
    of: Callable[[float], Activation]
    options: Options = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def row(self, parameter: float) -> Activation:
        """Return the activation of a parameter, with a name that gives it back exactly.

        Parameters
        ----------
        parameter : float

        Returns
        -------
        Activation
        """
        return replace(self.of(parameter), name=f"{self.name}({float(parameter)!r})")

    @property
    def bare(self) -> Activation:
        """The activation of the name alone."""
        return self.of(self.default)


def along(slope: Array, dC_da: Array, *, elementwise: bool) -> Array:
    """Multiply by a slope, or by the transpose of a Jacobian.

    Examples
    --------
    >>> along(np.array([2.0]), np.array([3.0]), elementwise=True).tolist()
    [6.0]
    """
    if elementwise:
        return slope * dC_da
    return np.einsum("...ij,...i->...j", slope, dC_da)
