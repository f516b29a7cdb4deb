"""What an audit finds."""

from __future__ import annotations

from dataclasses import dataclass

from core.model.errors import printable


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One entry of a record that is not true.

    Parameters
    ----------
    place : str
        Such as `values[3]`.
    about : str
        The quantity, or what else the entry is about.
    expected, found : str

    Examples
    --------
    >>> print(Mismatch("values[3]", "C", "0.25", "0.26"))
    values[3]: C: expected 0.25, found 0.26
    """

    place: str
    about: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Return one line."""
        return printable(f"{self.place}: {self.about}: expected {self.expected}, found {self.found}")
