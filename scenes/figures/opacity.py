"""How opaque type is, set only where it changes: most of what a frame shows is as it was in the frame before."""

from __future__ import annotations

from manim import VMobject

from scenes import theme

_SUDDEN = 2.0
"""How many times as fast as its line a glyph comes."""


def let_be(written: VMobject, opacity: float) -> None:
    """Let type be so opaque.

    Parameters
    ----------
    written : VMobject
        All of which is as opaque, when it has come and before it goes.
    opacity : float

    Examples
    --------
    >>> from manim import Square, VGroup
    >>> pair = VGroup(Square(fill_opacity=1), Square(fill_opacity=1))
    >>> let_be(pair, 0.5)
    >>> [float(one.get_fill_opacity()) for one in pair]
    [0.5, 0.5]
    """
    if any(_end(written, place).fill_rgbas[0][3] != opacity for place in (0, -1)):
        written.set_fill(opacity=opacity)


def spell(written: VMobject, share: float) -> None:
    """Let type have come to some share, glyph after glyph; calm: all of it together.

    Parameters
    ----------
    written : VMobject
    share : float
        0 to 1.

    Examples
    --------
    >>> from manim import Square, VGroup
    >>> line = VGroup(Square(), Square(), Square())
    >>> spell(line, 0.5)
    >>> [float(one.get_fill_opacity()) for one in line]
    [1.0, 1.0, 0.0]
    """
    if share in {0.0, 1.0} or theme.is_calm():
        let_be(written, share)
        return
    parts = [part for part in written.get_family() if len(part.points)]
    for place, part in enumerate(parts):
        part.set_fill(opacity=min(max((len(parts) * share - place) * _SUDDEN, 0.0), 1.0))


def _end(written: VMobject, place: int) -> VMobject:
    """Return the first or the last of its parts."""
    while written.submobjects:
        written = written.submobjects[place]
    return written
