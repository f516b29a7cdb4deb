"""Two networks beside each other: whether the same can be told of both, and what."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.model.network import Examples, Network
from core.model.quantity import C, a, slope
from core.passes.backward import backward
from core.passes.choices.pair import Pair
from core.passes.forward import forward
from core.passes.moment import Moment
from core.passes.trace import BESIDE, Trace


@dataclass(frozen=True, eq=False)
class Beside(Pair):
    """What is told of a network and another one, which runs the same examples.

    Parameters
    ----------
    moment : Moment
        Of the first network and the first example.
    other : Network
        The second one.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.variants import twin
    >>> network, examples = read("networks/iris.toml")
    >>> pair = Beside(Moment.first(network, examples), twin(network, ACTIVATIONS["tanh"]))
    >>> pair.after(0).beside, pair.before(0).value(C) != pair.after(0).value(C)
    ('beside', True)
    """

    other: Network

    @cached_property
    def _second(self) -> Moment:
        return Moment(Trace(self.other, self.moment.examples, beside=BESIDE))

    def before(self, example: int) -> Moment:
        """Return the moment of an example in the first network."""
        return self.moment.of(example)

    def after(self, example: int) -> Moment:
        """Return the moment of an example in the second network."""
        return self._second.of(example)


def why_not_beside(other: Network, examples: Examples) -> str:
    """Return why a network cannot be told of beside another one with that one's examples; empty when it can.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/wide.toml")
    >>> why_not_beside(network, Examples(examples.X, 2 * examples.Y))
    'its cross_entropy needs desired outputs from 0 to 1'
    """
    if other.cost.log_shares is not None and not ((examples.Y >= 0) & (examples.Y <= 1)).all():
        return f"its {other.cost.name} needs desired outputs from 0 to 1"
    with np.errstate(all="ignore"):
        swept = backward(forward(other, examples.X), examples.Y)
    parts = [swept.C, *(part for one in swept.layers for part in (one.delta, one.dC_da_prev))]
    if not all(np.isfinite(part).all() for part in parts):
        return "these examples lead it beyond all numbers"
    moment, last = Moment.first(other, examples), other.depth
    slopes = (moment.value(slope(C, a(last, j))) for j in range(other.widths[last]))
    return "" if all(map(math.isfinite, slopes)) else "its cost has no finite slope by an output"
