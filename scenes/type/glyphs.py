"""Letters of a network's names for which no font is installed: Typst draws an empty box for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from core.model.errors import printable
from core.model.network import Network

_NO_LETTER = "\uffff"
"""A code point that no font has a picture for."""
_CHINESE_JAPANESE_KOREAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
_FIRST_PICTOGRAPH = 0x1F000
_MOST_TOLD = 6


def why_boxes(network: Network) -> str:
    """Return which letters of the names that are drawn would be empty boxes, and the remedy; empty when none would.

    Parameters
    ----------
    network : Network

    Returns
    -------
    str

    Examples
    --------
    >>> from core.files.network_file import read
    >>> why_boxes(read("networks/iris.toml")[0])
    ''
    """
    missing = without_glyph((*network.inputs, *network.outputs))
    if not missing:
        return ""
    told = ", ".join(f"{character} (U+{ord(character):04X})" for character in missing[:_MOST_TOLD])
    more = f" and {len(missing) - _MOST_TOLD} more" if len(missing) > _MOST_TOLD else ""
    packages = ", ".join(dict.fromkeys(map(_package, missing)))
    return (
        f"no font here has {told}{more}, so that names would show empty boxes; install fonts that have them "
        f"(Debian and Ubuntu: {packages}), or write the names in other letters."
    )


def without_glyph(texts: Iterable[str]) -> str:
    """Return the characters of some texts that no font here has, each once, in order.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    str

    Examples
    --------
    >>> without_glyph(["petal length", "σ, ½ and ∂"])
    ''
    """
    characters = dict.fromkeys(character for text in texts for character in printable(text))
    return "".join(character for character in characters if not character.isascii() and _is_missing(character))


def _is_missing(character: str) -> bool:
    """Whether a box stands for a character, or nothing does, as for pictures in colour, which are not outlines."""
    drawn = _outlines(character)
    if not drawn:
        return unicodedata.category(character)[0] in "LNPS"
    (box,) = _outlines(_NO_LETTER)
    return any(one.shape == box.shape and np.allclose(one, box) for one in drawn)


@lru_cache(maxsize=1024)
def _outlines(character: str) -> list[np.ndarray]:
    """Return the points of what is drawn for a character, from the first one on."""
    from scenes.type.typeset import typeset  # brings manim, which names in plain Latin letters do not need

    return [outline.points - outline.points[0] for outline in typeset(f'#"{character}"')]


def _package(character: str) -> str:
    """Return the package of fonts that has a character in outlines."""
    if unicodedata.name(character, "").startswith(_CHINESE_JAPANESE_KOREAN):
        return "fonts-noto-cjk"
    return "fonts-symbola" if ord(character) >= _FIRST_PICTOGRAPH else "fonts-noto-core"
