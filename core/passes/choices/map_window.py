"""The window of a map over two parameters, and the costs whose lines are drawn on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.model.arrays import Array, frozen

_MARGIN = 0.15
"""Around what is shown, of its longer side."""
_LINES, _MOST_LINES = 12, 30
"""Lines of equal cost, about, over nine tenths of a map, and at most."""
_ROUNDING = 1e-9
"""A rise by less, of the largest cost on a map, is none."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the plane of two parameters.

    Parameters
    ----------
    left, bottom, right, top : float
        Values of the first one, and of the second one.

    Examples
    --------
    >>> Window(0.0, 0.0, 2.0, 1.0).of_shape(1.0)
    Window(left=0.0, bottom=-0.5, right=2.0, top=1.5)
    """

    left: float
    bottom: float
    right: float
    top: float

    @staticmethod
    def around(*places: Array) -> Window:
        """Return the window about places of shape (n, 2), with a margin.

        Examples
        --------
        >>> round(Window.around(np.array([[0.0, 0.0], [2.0, 1.0]])).width, 6)
        2.6
        """
        seen = np.vstack(places)
        low, high = seen.min(axis=0), seen.max(axis=0)
        margin = _MARGIN * float((high - low).max())
        return Window(*map(float, (*(low - margin), *(high + margin))))

    def with_all_of(self, other: Window) -> Window:
        """Return the least window about both.

        Examples
        --------
        >>> Window(0.0, 0.0, 1.0, 1.0).with_all_of(Window(0.5, -1.0, 2.0, 0.5))
        Window(left=0.0, bottom=-1.0, right=2.0, top=1.0)
        """
        return Window(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def of_shape(self, aspect: float) -> Window:
        """Return the least window about it that is so many times as broad as it is high."""
        more_x = max(0.0, aspect * self.height - self.width) / 2
        more_y = max(0.0, self.width / aspect - self.height) / 2
        return Window(self.left - more_x, self.bottom - more_y, self.right + more_x, self.top + more_y)


def levels_of(costs: Array) -> Array:
    """Return round costs at equal distances, of lines through a map: about twelve over nine tenths of it.

    Parameters
    ----------
    costs : ndarray
        Those that are not finite are left aside.

    Returns
    -------
    ndarray
        Empty where there is but one cost.

    Examples
    --------
    >>> levels_of(np.linspace(0.3, 0.39, 50)).round(3).tolist()
    [0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36, 0.37, 0.38, 0.39]
    """
    seen = costs[np.isfinite(costs)]
    low, most = float(seen.min()), float(seen.max())
    rise = float(np.quantile(seen, 0.9)) - low
    if not rise > _ROUNDING * max(abs(low), abs(most)):
        return np.zeros(0)
    power = 10.0 ** np.floor(np.log10(rise / _LINES))
    step = next(one * power for one in (1, 2, 5, 10) if one * power >= rise / _LINES * (1 - 1e-9))
    first = np.ceil(low / step - 1e-9)
    count = min(_MOST_LINES, int(np.floor(most / step + 1e-9) - first) + 1)
    return frozen((first + np.arange(count)) * step)
