"""One thing that is wrong with a picture, or with how pictures follow each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a beat.

    Parameters
    ----------
    beat : str
    parts : tuple of str
        The names of what is concerned.
    what : str
    amount : float
        How much: scene units, an em, a contrast ratio, seconds, a share, or a count.
    law : str
        The law that it breaks; empty for the layout lint.

    Examples
    --------
    >>> print(Finding("meet_w", ("label", "brace"), "shape crosses type", 0.21))
    meet_w: label, brace: shape crosses type (0.21)
    >>> print(Finding("meet_w", ("strip",), "w[1] is longer or shorter than its value by", 0.05, "ruler"))
    meet_w: strip: ruler law: w[1] is longer or shorter than its value by (0.05)
    """

    beat: str
    parts: tuple[str, ...]
    what: str
    amount: float
    law: str = ""

    def __str__(self) -> str:
        """Return one line."""
        law = f"{self.law} law: " if self.law else ""
        return f"{self.beat}: {', '.join(self.parts)}: {law}{self.what} ({self.amount:.3g})"
