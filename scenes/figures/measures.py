"""What a figure draws to scale, as lengths that can be measured on it: laws hold drawn against meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Measure:
    """One length on a figure, as it is drawn and as its value on the figure's ruler has it.

    Parameters
    ----------
    law : str
        "ruler" for a length that stands for a value, "stack" for what a pile leaves, "copy" for what leaves a port,
        "grey" for a fill.
    what : str
        What it measures, for whoever reads a finding: a quantity, as a rule.
    drawn, meant : float
        In scene units, signed; for a fill its level, 0 to 1. `drawn` is taken off the points of the figure as they
        are now, `meant` is computed from the network.
    value : float, optional
        What a fill stands for: one activation has one fill in a whole lesson.

    Examples
    --------
    >>> Measure("ruler", "dC/da[2][0]", 0.5, 0.5).off
    0.0
    """

    law: str
    what: str
    drawn: float
    meant: float
    value: float | None = None

    @property
    def off(self) -> float:
        """How far what is drawn is from what is meant."""
        return abs(self.drawn - self.meant)


@runtime_checkable
class Measured(Protocol):
    """A figure on which lengths can be measured."""

    def measures(self) -> Iterator[Measure]:
        """Yield what it draws to scale now."""
