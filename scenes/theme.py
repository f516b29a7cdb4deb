"""Colours, sizes and pace, named by meaning.

A lesson's `Theme` is chosen once, by the variable THEME (dark or light); CALM set to 1 asks for less movement and
fewer colours, and GROUND for another ground. Lengths are scene units, times seconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from types import MappingProxyType

from core.model.errors import InputError, nearest
from core.model.quantity import Quantity
from scenes.colours import mixed, ratio, rgb_of

_MEANT, _WRITTEN = 3.0, 4.5
"""Least contrast to the ground of a colour with a meaning, and of text."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour for each meaning, as #RRGGBB."""

    ground: str
    w: str
    z: str
    a: str
    b: str
    y: str
    C: str
    text: str
    quiet: str
    """Text and lines that keep the viewer's place."""
    faint: str
    """Lines that carry no meaning of their own: grids, panels."""

    def on(self, ground: str) -> Palette:
        """Return the same colours on another ground; grids and panels are as faint there as on their own.

        Parameters
        ----------
        ground : str
            #RRGGBB.

        Raises
        ------
        InputError
            If it is no colour, or one on which something cannot be seen.

        Examples
        --------
        >>> PALETTES["light"].on("#ffffff").ground
        '#FFFFFF'
        """
        if not re.fullmatch("#[0-9A-Fa-f]{6}", ground):
            raise InputError("", "ground", "expected a colour such as '#FFFFFF'", f"found {ground!r}")
        least = dict.fromkeys("wzabyC", _MEANT) | {"text": _WRITTEN, "quiet": _WRITTEN}
        contrasts = {name: ratio(rgb_of(getattr(self, name)), rgb_of(ground)) for name in least}
        worst = min(contrasts, key=lambda name: contrasts[name] / least[name])
        if contrasts[worst] < least[worst]:
            expected = f"expected a ground on which {worst!r} has a contrast of {least[worst]} or more"
            found = f"found {ground!r} with {contrasts[worst]:.2f}"
            raise InputError("", "ground", expected, found, "take a darker or a lighter one, or the other theme")
        faint = mixed(self.text, ground, ratio(rgb_of(self.faint), rgb_of(self.ground)))
        return replace(self, ground=ground.upper(), faint=faint)


PALETTES = MappingProxyType(
    {
        "dark": Palette(
            ground="#0F1115",
            w="#89CEFF",
            z="#00A077",
            a="#FFFFFF",
            b="#B06ABD",
            y="#F3E143",
            C="#F56200",
            text="#E4E6EA",
            quiet="#9BA2AD",
            faint="#3A404A",
        ),
        "light": Palette(
            ground="#FBFAF7",
            w="#0074C6",
            z="#00563B",
            a="#101216",
            b="#643470",
            y="#916C00",
            C="#9A2000",
            text="#24272C",
            quiet="#5F656F",
            faint="#C9CCD1",
        ),
    }
)

# Three sizes of type, in ems. At 480 lines an em of 0.43 is 11 pixels of x-height.
LABEL = 0.43
FORMULA = 0.6
HERO = 0.76
GIANT = 1.5
"""Of a single symbol that is the hero of a beat."""

LINE_WIDTH = 2.5
BOLD_LINE = 5.0
DOT_RADIUS = 0.12

FRAME_WIDTH, FRAME_HEIGHT = 128 / 9, 8.0
SAFE = 0.05
"""The share of the frame that stays free on every side."""
CAPTION_BAND = 1 / 8
"""The lowest share of the frame, left to the player's captions."""
LEFT, RIGHT = -FRAME_WIDTH * (0.5 - SAFE), FRAME_WIDTH * (0.5 - SAFE)
TOP, BOTTOM = FRAME_HEIGHT * (0.5 - SAFE), -FRAME_HEIGHT * (0.5 - CAPTION_BAND)

LINE_DIM, TEXT_DIM = 2.2, 3.0
"""Contrast to the ground of what keeps the viewer's place only."""
PALE = 3.2
"""Contrast to the ground of lines that are many and still to be read."""

SHORTEST = 0.4
"""Of a play: what is shorter is a jump."""
QUICK = 0.6
MOVE = 1.2
SLOW = 2.4
PAUSE = 0.5
SOON = 0.7
"""When in its going what comes next begins to come, so that the stage is not dark between the two."""
READING_SPEED = 15
"""Characters of caption a second."""
BREATH = 0.25
"""Of silence before and after what the voice of a beat says."""


@dataclass(frozen=True, slots=True)
class Theme:
    """How a lesson looks: chosen once for a lesson, and handed on to what it shows.

    Parameters
    ----------
    palette : Palette
    calm : bool
        Whether there is less movement, with fewer colours.

    Examples
    --------
    >>> Theme(PALETTES["light"]).colour("delta") == PALETTES["light"].C
    True
    """

    palette: Palette
    calm: bool = False

    @staticmethod
    def chosen() -> Theme:
        """Return the theme that the variables THEME, CALM and GROUND ask for.

        Raises
        ------
        InputError
            If there is no theme of that name, or it cannot be seen on the ground.
        """
        name = os.environ.get("THEME") or "dark"
        if name not in PALETTES:
            raise InputError("", "THEME", "expected a theme", f"found {name!r}", nearest(name, PALETTES))
        palette, ground = PALETTES[name], os.environ.get("GROUND")
        return Theme(palette.on(ground) if ground else palette, os.environ.get("CALM", "") not in {"", "0"})

    def colour(self, meaning: str) -> str:
        """Return the colour of a kind of quantity, or of text, quiet, faint, ground."""
        if meaning in {"delta", "slope", "ratio"}:
            meaning = "C"
        if self.calm and meaning in {"z", "b", "y"}:
            meaning = "text"
        return str(getattr(self.palette, meaning))

    def colour_of(self, quantity: Quantity) -> str:
        """Return the colour of a quantity by its kind; a change has the colour of what changes.

        Examples
        --------
        >>> from core.model.quantity import change, w
        >>> theme = Theme(PALETTES["dark"])
        >>> theme.colour_of(change(w(1))) == theme.colour("w")
        True
        """
        if quantity.kind == "change" and quantity.of is not None:
            return self.colour_of(quantity.of)
        return self.colour(quantity.kind)

    def dimmed(self, colour: str, contrast: float = LINE_DIM) -> str:
        """Return a colour mixed towards the ground until it keeps the viewer's place only.

        The mixture is made in Oklab, where equal steps look equal.

        Parameters
        ----------
        colour : str
            #RRGGBB.
        contrast : float
            What is left of its contrast to the ground: `LINE_DIM` for lines, `TEXT_DIM` for text.

        Returns
        -------
        str
            The colour itself where it has no more contrast than that.

        Examples
        --------
        >>> theme = Theme(PALETTES["dark"])
        >>> theme.dimmed(theme.colour("w"))
        '#384F61'
        """
        return mixed(colour, self.palette.ground, contrast)


_NOW: ContextVar[Theme | None] = ContextVar("theme", default=None)


@contextmanager
def used(look: Theme) -> Iterator[None]:
    """Let all that is made inside the block look so: a lesson tells its scene within the theme that it was given.

    Parameters
    ----------
    look : Theme
    """
    token = _NOW.set(look)
    try:
        yield
    finally:
        _NOW.reset(token)


def now() -> Theme:
    """Return the theme of the lesson that is being told; outside of lessons the one that the variables ask for.

    Examples
    --------
    >>> with used(Theme(PALETTES["light"])):
    ...     now().palette == PALETTES["light"]
    True
    """
    return _NOW.get() or Theme.chosen()


def is_calm() -> bool:
    """Whether there is less movement, with fewer colours."""
    return now().calm


def colour(meaning: str) -> str:
    """Return the colour of a kind of quantity, or of text, quiet, faint, ground.

    Examples
    --------
    >>> colour("delta") == colour("C")
    True
    """
    return now().colour(meaning)


def colour_of(quantity: Quantity) -> str:
    """Return the colour of a quantity by its kind; a change has the colour of what changes.

    Examples
    --------
    >>> from core.model.quantity import change, w
    >>> colour_of(change(w(1))) == colour("w")
    True
    """
    return now().colour_of(quantity)
