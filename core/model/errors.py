"""What goes wrong through the user's input, told in one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class InputError(ValueError):
    """A mistake in what the user gave us: expected, found, where and the remedy, in one line.

    The command line prints its text and exits with code 2; a notebook shows it like any exception.

    Examples
    --------
    >>> print(InputError("mine.toml", "layers[2].weights", "expected 3 columns", "found 4 in row 0"))
    mine.toml: layers[2].weights: expected 3 columns, found 4 in row 0.
    >>> print(InputError("", "cost", "expected a known cost", "found 'x'", "use squared_error"))
    cost: expected a known cost, found 'x'; use squared_error.
    """

    def __init__(self, source: str, place: str, expected: str, found: str, remedy: str = "") -> None:
        where = ": ".join(part for part in (source, place) if part)
        advice = f"; {remedy}" if remedy else ""
        end = "" if advice.endswith("?") else "."
        super().__init__(printable(f"{where}: {expected}, {found}{advice}{end}"))
        self.source = source
        self.place = place
        self._parts = (expected, found, remedy)

    def within(self, source: str) -> InputError:
        """Return the same mistake told of a file.

        Examples
        --------
        >>> print(InputError("", "C", "expected a layer", "found none").within("mine.toml"))
        mine.toml: C: expected a layer, found none.
        """
        return InputError(source, self.place, *self._parts)

    def at(self, source: str, place: str) -> InputError:
        """Return the same mistake told of a place.

        Examples
        --------
        >>> print(InputError("", "", "expected a known cost", "found 'x'").at("mine.toml", "cost"))
        mine.toml: cost: expected a known cost, found 'x'.
        """
        return InputError(source, place, *self._parts)

    def advised(self, remedy: str) -> InputError:
        """Return the same mistake with another remedy.

        Examples
        --------
        >>> print(InputError("mine.npz", "W1", "expected 2 biases", "found 3").advised("give --layout in-out"))
        mine.npz: W1: expected 2 biases, found 3; give --layout in-out.
        """
        return InputError(self.source, self.place, *self._parts[:2], remedy)


def printable(text: str) -> str:
    r"""Return the text on one line, with control characters shown as escapes.

    Examples
    --------
    >>> print(printable("two\nlines"))
    two\nlines
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a remedy that names the nearest known word, or all of them when none is near.

    Examples
    --------
    >>> nearest("sigmoyd", ["sigmoid", "tanh"])
    "did you mean 'sigmoid'?"
    >>> nearest("q", ["sigmoid", "tanh"])
    'known: sigmoid, tanh'
    """
    known = list(known)
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(known)
