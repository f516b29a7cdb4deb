"""What other books call the weighted sum, the activation, and the cost's slope by the sum."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Book:
    """The letters of a book.

    Parameters
    ----------
    author : str
        As it is cited.
    total, activation, slope : str
        Typst mathematics: what it calls our z, our a and our delta.
    """

    author: str
    total: str
    activation: str
    slope: str

    @property
    def letters(self) -> tuple[str, str, str]:
        """Its letters in the order of ours."""
        return self.total, self.activation, self.slope


BOOKS = (
    Book("Nielsen", "z", "a", "delta"),
    Book("Bishop", "a", "z", "delta"),
    Book("Goodfellow et al.", "a", "h", "g"),
)
"""M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2; C. Bishop, Pattern Recognition and Machine Learning
(2006), sec. 5.3, eqs. (5.48)-(5.51); I. Goodfellow, Y. Bengio and A. Courville, Deep Learning (2016), sec. 6.5,
algorithms 6.3 and 6.4.
"""
