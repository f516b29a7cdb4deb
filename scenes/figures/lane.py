"""What one lane carries, and how lanes are marked out along their run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array
from scenes.layout.box import Box
from scenes.type.formula import Line


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """One path, or all those together that are not told one by one.

    Parameters
    ----------
    name : Line
    values : tuple of float
        How long its strip is at each station, in the order in which it flows; the first is a copy of the source's.
    numbers : tuple of Line or None
        What is written at each station: at the first before the lane, where its name is after it; else after it.
    factors : tuple of Line or None
        What is written at each gate, between two stations.
    is_crowd : bool
        Whether it stands for several paths: then its strips but the last say nothing, and are not drawn.
    """

    name: Line
    values: tuple[float, ...]
    numbers: tuple[Line | None, ...]
    factors: tuple[Line | None, ...]
    is_crowd: bool = False

    @property
    def drawn(self) -> tuple[float, ...]:
        """The lengths that are drawn."""
        return (*(0.0 for _ in self.values[1:]), self.values[-1]) if self.is_crowd else self.values


@dataclass(frozen=True, slots=True)
class Course:
    """A box in which lanes run from its left to its right, or where the frame is tall from its top to its bottom.

    Parameters
    ----------
    box : Box
    tall : bool
    """

    box: Box
    tall: bool

    @property
    def length(self) -> float:
        """Along the lanes."""
        return self.box.height if self.tall else self.box.width

    @property
    def breadth(self) -> float:
        """Across them."""
        return self.box.width if self.tall else self.box.height

    @property
    def across(self) -> Array:
        """The direction of positive strips: up, or in a tall frame to the right; shape (3,)."""
        return np.array([1.0, 0.0, 0.0] if self.tall else [0.0, 1.0, 0.0])

    @property
    def along(self) -> Array:
        """The direction from the neuron to the cost: to the right, or in a tall frame down; shape (3,)."""
        return np.array([0.0, -1.0, 0.0] if self.tall else [1.0, 0.0, 0.0])

    def point(self, along: float, aside: float = 0.0) -> Array:
        """Return the point so far from the neuron's end of the box, and so far aside of its middle; shape (3,)."""
        start = [self.box.centre[0], self.box.top] if self.tall else [self.box.left, self.box.centre[1]]
        return np.array([*start, 0.0]) + along * self.along + aside * self.across
