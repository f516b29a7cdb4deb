"""A level line of the stage on which a value is a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array


@dataclass(frozen=True, slots=True)
class LevelLine:
    """Values along a level line.

    Parameters
    ----------
    zero : float
        Where 0 is, across the stage.
    unit : float
        Scene units for each unit of a value.
    level : float
        How high the line is.

    Examples
    --------
    >>> LevelLine(1.0, 2.0, 0.5).point(1.0).tolist()
    [3.0, 0.5, 0.0]
    """

    zero: float
    unit: float
    level: float = 0.0

    def point(self, value: float) -> Array:
        """Return where a value is, shape (3,)."""
        return np.array([self.zero + self.unit * value, self.level, 0.0])
