"""Where a caption is parted: into cues of a line or two, between phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from rich.cells import cell_len

LINE = 42
"""Columns that a line of a cue may have; a Chinese or Japanese character takes two."""

# What it costs to part two words; found by reading the captions of the gallery.
_SENTENCE, _CLAUSE, _COMMA, _LINKED, _WORD, _NUMBER, _LITTLE, _BOUND = 0, 4, 6, 10, 20, 28, 34, 200
_CUE = 25
_NARROW, _FEW_COLUMNS = 3, 20
"""For each column that a cue is narrower than so many: it would be gone before it is read."""
_UNEVEN = 0.3
"""For each column that one line is longer than the other."""

_LINKS = re.compile(
    "after|along|among|and|as|at|because|before|behind|but|by|except|for|from|if|in|inside|into|like|of|on|once|onto|or|"
    "over|since|so|than|that|then|through|times|to|until|when|where|whether|which|while|who|with"
)
_LITTLE_WORDS = re.compile("an?|as|at|by|each|every|here|i[ns]|its|not?|o[fnr]|one|only|th(?:at|e|is)|to|with")
_OPERATOR = re.compile(r"[=≈≠<>≤≥×·÷±+−*/→-]+")
_COUNT = re.compile(r"[−+-]?\d\S*(?<![.,:;!?])")
_MARKS = {mark: cost for marks, cost in ((".?!。", _SENTENCE), (":;", _CLAUSE), (",、", _COMMA)) for mark in marks}
_OPENING, _CLOSING = {"Ps", "Pi"}, {"Pe", "Pf"}


def phrases(text: str) -> list[tuple[str, ...]]:
    """Part a text into cues of one line or two, each line at most `LINE` columns wide.

    They end, where they can, with sentences and clauses, and their lines are of about one length; a number
    stays with its sign, its unit and its equals sign.

    Parameters
    ----------
    text : str
        Plain text, words parted by single spaces.

    Returns
    -------
    list of tuple of str
        The lines of each cue.

    Examples
    --------
    >>> for lines in phrases("The cost scores the miss: the distance from a to y, squared. Here C is 0.1641, not 0."):
    ...     print(" / ".join(lines))
    The cost scores the miss: / the distance from a to y, squared.
    Here C is 0.1641, not 0.
    """
    row = _Row(list(_pieces(text)))
    count = len(row.pieces)
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # for so many pieces: cost, where the last cue begins and parts
    for end in range(1, count + 1):
        closing = 2 * row.gaps[end] if end < count else 0
        best.append(min((best[start][0] + cost + closing, start, at) for start, at, cost in row.cues_to(end)))
    cues = []
    while count:
        _, start, at = best[count]
        cues.append(tuple(row.line(i, j) for i, j in ((start, at), (at, count)) if i < j))
        count = start
    return cues[::-1]


class _Row:
    """The pieces of a text in order, and what it costs to part it before each.

    Parameters
    ----------
    pieces : sequence of (str, str)
        What stands before a piece on a line, and the piece.
    """

    def __init__(self, pieces: Sequence[tuple[str, str]]) -> None:
        self.pieces = pieces
        self.gaps = [0, *(_gap(left, joint, right) for (_, left), (joint, right) in pairwise(pieces))]
        self._up_to = [0, *accumulate(cell_len(joint + piece) for joint, piece in pieces)]

    def line(self, start: int, end: int) -> str:
        """Return these pieces as a line."""
        return "".join(joint + piece for joint, piece in self.pieces[start:end]).lstrip(" ")

    def width(self, start: int, end: int) -> int:
        """Return how many columns they take."""
        return self._up_to[end] - self._up_to[start] - len(self.pieces[start][0])

    def cues_to(self, end: int) -> Iterator[tuple[int, int, float]]:
        """Yield the cues that may end here: where they begin, where their line is parted, and what they cost."""
        for at in range(end - 1, -1, -1):  # where the last line begins
            last = self.width(at, end)
            if last > LINE:
                return
            yield at, at, _CUE + _NARROW * max(0, _FEW_COLUMNS - last)
            for start in range(at - 1, -1, -1):
                first = self.width(start, at)
                if first > LINE:
                    break
                if self.width(start, end) > LINE:
                    yield start, at, _CUE + self.gaps[at] + _UNEVEN * abs(first - last)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may stand apart: words, single wide characters, and parts of what is wider than a line."""
    for index, word in enumerate(text.split()):
        joint = " " if index else ""
        piece, width = "", 0
        for character in word:
            if piece and (width + cell_len(character) > LINE or _may_part(piece[-1], character)):
                yield joint, piece
                joint, piece, width = "", "", 0
            piece, width = piece + character, width + cell_len(character)
        yield joint, piece


def _may_part(left: str, right: str) -> bool:
    """Whether a text without spaces may be parted between two characters: next to a wide one that begins a word."""
    wide = "W" in map(unicodedata.east_asian_width, (left, right))
    begins = unicodedata.category(right) in {"Lo", *_OPENING} and "SMALL" not in unicodedata.name(right, "")
    return wide and begins and unicodedata.category(left) not in _OPENING


def _gap(left: str, joint: str, right: str) -> int:
    """Return what it costs to part a text between two pieces."""
    word, following = left.lower(), right.lower()
    if _OPERATOR.fullmatch(left) or _OPERATOR.fullmatch(right):
        return _BOUND
    linked = _LINKS.fullmatch(following) is not None
    if joint and _COUNT.fullmatch(left) and (right[0].isalpha() or right[0] in "°%‰") and not linked:
        return _BOUND
    if (mark := _last_mark(left)) in _MARKS:
        return _MARKS[mark]
    if _LITTLE_WORDS.fullmatch(word):
        return _LITTLE
    if linked:
        return _LINKED
    return _NUMBER if right[:1] in "−+-0123456789" else _WORD


def _last_mark(word: str) -> str:
    """Return the last character of a word that no quotation mark or bracket is, wide marks as their narrow likes."""
    kept = [
        c for c in unicodedata.normalize("NFKC", word) if c not in "\"'" and unicodedata.category(c) not in _CLOSING
    ]
    return kept[-1] if kept else ""
