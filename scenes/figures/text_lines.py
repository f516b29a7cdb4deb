"""Type below things that are side by side: each stands on the first line on which it has room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenes import theme
from scenes.type.formula import Formula


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a piece of type stands.

    Parameters
    ----------
    middle : float
        Across.
    line : int
        How many lines stand above it.
    """

    middle: float
    line: int


def lined_up(texts: Iterable[tuple[float, float]], low: float, high: float, gap: float) -> list[Standing]:
    """Return where pieces of type stand, as near to what they are written at as their room allows.

    Parameters
    ----------
    texts : iterable of (middle, width)
        From the left to the right.
    low, high : float
        The ends of the room.
    gap : float
        Between two on one line.

    Examples
    --------
    >>> lined_up([(0.5, 2.0), (2.0, 2.0), (3.5, 1.0)], 0.0, 4.0, 0.1)
    [Standing(middle=1.0, line=0), Standing(middle=2.0, line=1), Standing(middle=3.5, line=0)]
    """
    reached: list[float] = []
    found = []
    for middle, width in texts:
        within = max(low + width / 2, min(middle, high - width / 2))
        left = within - width / 2 - gap
        line = next((line for line, end in enumerate(reached) if end <= left), len(reached))
        reached[line : line + 1] = [within + width / 2]
        found.append(Standing(within, line))
    return found


def narrowed(formula: Formula, room: float) -> Formula:
    """Let a formula have the larger of two sizes of type with which it is narrower than a room; return it."""
    natural = float(formula.width) / formula.present_em
    em = theme.FORMULA if natural * theme.FORMULA < room else theme.LABEL
    formula.scale(em / formula.present_em)
    return formula
