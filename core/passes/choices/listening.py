"""What one neuron hears: the products that it adds up, its bias, and the curve that its sum goes through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.activation import Activation
from core.model.arithmetic import Expression, total
from core.model.arrays import Array
from core.model.quantity import Quantity, a, b, w, z
from core.passes.choices.crowds import Shown
from core.passes.choices.ranking import largest_of
from core.passes.moment import Moment


@dataclass(frozen=True, eq=False)
class Listener:
    """A neuron with all that it hears.

    z_j = sum_k w_jk a_k + b_j;   a_j = sigma(z_j)

    Parameters
    ----------
    moment : Moment
    layer, j : int
        The neuron; no input.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> found = Listener(Moment(Trace(*read("networks/iris.toml"))), 3, 0)
    >>> [str(one) for one in found.terms(found.heard(4))]
    ['w[3][0,0]*a[2][0]', 'w[3][0,1]*a[2][1]', 'w[3][0,2]*a[2][2]', 'b[3][0]']
    """

    moment: Moment
    layer: int
    j: int

    @property
    def z(self) -> Quantity:
        """Its weighted sum."""
        return z(self.layer, self.j)

    @property
    def a(self) -> Quantity:
        """Its activation."""
        return a(self.layer, self.j)

    @property
    def b(self) -> Quantity:
        """Its bias."""
        return b(self.layer, self.j)

    @property
    def activation(self) -> Activation:
        """The function that its sum goes through."""
        return self.moment.network.layer(self.layer).activation

    def factors(self, k: int) -> tuple[Quantity, Quantity]:
        """Return the weight and the activation that neuron k brings."""
        return w(self.layer, self.j, k), a(self.layer - 1, k)

    @cached_property
    def products(self) -> tuple[Expression, ...]:
        """Weight times activation, for each neuron k."""
        pairs = map(self.factors, range(self.moment.network.widths[self.layer - 1]))
        return tuple(weight * activation for weight, activation in pairs)

    @property
    def liveliness(self) -> tuple[bool, float]:
        """How much there is to see: terms of both signs, then a large sum."""
        values = [self.moment.value(one) for one in (*self.products, self.b)]
        return min(values) < 0 < max(values), abs(self.moment.value(self.z))

    def heard(self, most: int) -> Shown:
        """Return which neurons k are drawn: so many at most, those with the largest products."""
        width = len(self.products)
        if width <= most:
            return Shown(tuple(range(width)))
        neurons = tuple(sorted(largest_of(self.moment, self.products, most)))
        return Shown(neurons, tuple(k for k in range(width) if k not in neurons), len(neurons))

    def terms(self, heard: Shown) -> tuple[Expression, ...]:
        """Return what is added up: each product, the hidden ones as one sum, then the bias."""
        sums = [total(self.products[k] for k in group) for group in heard.groups]
        return (*sums, self.b)

    def curve(self, places: Array) -> Array:
        """Return the activation at other sums, those of its neighbours held still.

        Parameters
        ----------
        places : ndarray, shape (n,)

        Returns
        -------
        ndarray, shape (n,)
        """
        sums = [self.moment.value(z(self.layer, i)) for i in range(self.moment.network.widths[self.layer])]
        moved = np.tile(np.array(sums), (len(places), 1))
        moved[:, self.j] = places
        found: Array = self.activation.value(moved)[:, self.j]
        return found


def liveliest_listener(moment: Moment, layer: int) -> Listener:
    """Return that neuron of a layer whose sum shows most: terms of both signs, and far from 0.

    Parameters
    ----------
    moment : Moment
    layer : int
        1..L.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> liveliest_listener(Moment(Trace(*read("networks/iris.toml"))), 3).j
    0
    """
    found = [Listener(moment, layer, j) for j in range(moment.network.widths[layer])]
    return max(found, key=lambda one: one.liveliness)
