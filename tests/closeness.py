"""Slopes compared with the size of their terms as the measure, as rounding does."""

import numpy as np

from core.passes.slopes import uncancelled


def assert_slopes_close(found, expected, network, examples, rtol=1e-9):
    """Hold averages over the examples, in the form of LayerSlopes, against each other."""
    sizes = [uncancelled(network, x, y) for x, y in zip(examples.X, examples.Y, strict=True)]
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        for name in ("dC_dW", "dC_db", "dC_da_prev"):
            size = np.mean([getattr(layers[number], name) for layers in sizes], axis=0)
            difference = np.abs(getattr(one, name) - getattr(other, name))
            assert (difference <= rtol * size + 1e-150).all(), (number + 1, name, getattr(one, name), difference)
