"""Which way a network runs: from its inputs towards the cost, and across that run to the positive side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """Two directions at right angles, each of length 1.

    Parameters
    ----------
    towards : ndarray, shape (3,)
        To the cost.
    across : ndarray, shape (3,)
        To where positive strips reach.

    Examples
    --------
    >>> Heading.of(tall=False).towards.tolist(), Heading.of(tall=True).across.tolist()
    ([1.0, 0.0, 0.0], [1.0, 0.0, 0.0])
    """

    towards: Array
    across: Array

    @staticmethod
    def of(*, tall: bool) -> Heading:
        """Return the heading of a network in a frame: downward where it is tall, else to the right."""
        right, up = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])
        return Heading(-up, right) if tall else Heading(right, up)

    def run_of(self, point: Array) -> float:
        """Return how far a point is along the run."""
        return float(point @ self.towards)

    def across_of(self, point: Array) -> float:
        """Return how far a point is to the positive side."""
        return float(point @ self.across)
