"""Where what is too long for a line goes on in the next one: as few lines as can be, of about one length."""

from __future__ import annotations

from collections.abc import Sequence


def broken(widths: Sequence[float], room: float, gap: float) -> list[range]:
    """Return which pieces stand in which line.

    Parameters
    ----------
    widths : sequence of float
        Of the pieces in order.
    room : float
        The most that a line may take; a longer piece has a line of its own.
    gap : float
        Between pieces.

    Returns
    -------
    list of range
        The pieces of each line. No division has fewer lines, and none of as many a shorter longest line.

    Examples
    --------
    >>> broken([1.0, 1.0, 1.0, 1.0], room=3.5, gap=0.1)
    [range(0, 2), range(2, 4)]
    """
    count = len(widths)

    def length(start: int, end: int) -> float:
        return sum(widths[start:end]) + gap * (end - start - 1)

    # for so many pieces: how many lines they take, how long the longest is, where the last begins
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        ways = [
            (best[start][0] + 1, max(best[start][1], length(start, end)), start)
            for start in range(end)
            if length(start, end) <= room or start == end - 1
        ]
        best.append(min(ways))
    lines = []
    while count:
        start = best[count][2]
        lines.append(range(start, count))
        count = start
    return lines[::-1]
