"""A pulse that runs along lines: something is carried there."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, AnimationGroup, ShowPassingFlash, VMobject

from scenes import theme

_FLASH = 0.3
"""The share of a line that a pulse lights at a time."""


def pulse(lines: Iterable[VMobject], colour: str) -> Animation:
    """Return a pulse along lines, on all at once, from where each begins.

    Parameters
    ----------
    lines : iterable of VMobject
    colour : str
    """
    lit = [line.copy().set_stroke(colour, width=theme.BOLD_LINE, opacity=1) for line in lines]
    return AnimationGroup(*(ShowPassingFlash(line, time_width=_FLASH) for line in lit))
