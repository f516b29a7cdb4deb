"""How an upright comes to lie: level to an axis, a quarter around a corner, and upright to its new place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array

_STEPS = 24


@dataclass(frozen=True, slots=True)
class QuarterTurn:
    """The ways of both ends of a line that stands upright and will lie level.

    Parameters
    ----------
    pivot : ndarray, shape (3,)
        The corner; the line stands above it and will lie to its right.
    starts, ends : tuple of ndarray, shape (3,)
        Where its foot and its tip are before and after.

    Examples
    --------
    >>> starts = np.array([-1.0, 1, 0]), np.array([-1.0, 3, 0])
    >>> turn = QuarterTurn(np.zeros(3), starts, (np.array([1.0, 2, 0]), np.array([3.0, 2, 0])))
    >>> turn.turned(0.0), turn.turned(1.0), [way[-1].tolist() for way in turn.ways(1.0)]
    (0.0, 1.0, [[1.0, 2.0, 0.0], [3.0, 2.0, 0.0]])
    """

    pivot: Array
    starts: tuple[Array, Array]
    ends: tuple[Array, Array]

    def turned(self, share: float) -> float:
        """Return the share of the quarter that is turned after a share of the way."""
        level, turning, _ = self._parts
        return float(np.clip((share - level) / turning, 0.0, 1.0)) if turning else float(share >= level)

    def ways(self, share: float) -> tuple[Array, Array]:
        """Return the ways of both ends after a share of the way, as points from where they began."""
        first, second = (self._way(*ends, share) for ends in zip(self.starts, self.ends, strict=True))
        return first, second

    @property
    def _parts(self) -> tuple[float, float, float]:
        """The shares of the way that are level, turning and upright: as long as they are."""
        (start, tip), (end, _) = self.starts, self.ends
        radius = (start[1] + tip[1]) / 2 - self.pivot[1]
        lengths = abs(start[0] - self.pivot[0]), abs(radius) * np.pi / 2, abs(end[1] - self.pivot[1])
        whole = sum(lengths) or 1.0
        return lengths[0] / whole, lengths[1] / whole, lengths[2] / whole

    def _way(self, start: Array, end: Array, share: float) -> Array:
        level, turning, upright = self._parts
        axis = np.array([self.pivot[0], start[1], 0.0])
        if share < level:
            return np.array([start, start + share / level * (axis - start)])
        shares = np.linspace(0.0, self.turned(share), _STEPS + 1)[:, None]
        radii = start[1] - self.pivot[1] + shares * (end[0] - self.pivot[0] - start[1] + self.pivot[1])
        angles = (1 - shares) * np.pi / 2
        arc = self.pivot + radii * np.hstack([np.cos(angles), np.sin(angles), 0 * angles])
        if share <= level + turning:
            return np.concatenate([[start], arc])
        risen = 1.0 if share >= 1 else (share - level - turning) / upright
        return np.concatenate([[start], arc, [arc[-1] + risen * (end - arc[-1])]])
