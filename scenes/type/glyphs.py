"""Letters of a network's names that no font here draws as they should be: Typst sets an empty box for each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from core.model.network import Network

_NO_LETTER = "\uffff"
"""A code point that no font has a picture for."""
_CHINESE_JAPANESE_KOREAN = ("Chinese", "Japanese", "Korean")
_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "BOPOMOFO": "Chinese"}
_SCRIPT = re.compile(r"(.+?) (?:CAPITAL |SMALL )?(?:LETTER|SYLLABLE|VOWEL|CONSONANT|SIGN|DIGIT|MARK|IDEOGRAPH)\b")
_DEVANAGARI, _JOINED = range(0x900, 0x980), "क्ष"
"""Letters that a font may have and yet not join; two that are drawn as one where it does."""
_MOST_TOLD, _MOST_NAMES, _LONGEST = 6, 3, 30


def why_boxes(network: Network) -> str:
    """Return which names hold letters that would not be drawn right, of which script, and the remedy; empty for none.

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
    named = {"name": network.name}
    for key in ("inputs", "outputs"):
        named |= {f"{key}[{place}]": name for place, name in enumerate(getattr(network, key))}
    missing = without_glyph(named.values())
    if not missing:
        return ""
    letters = [f"{character} (U+{ord(character):04X})" for character in missing]
    places = [f"{place} {_short(name)!r}" for place, name in named.items() if set(name) & set(missing)]
    scripts = _listed(list(dict.fromkeys(map(_script, missing))), _MOST_TOLD)
    packages = ", ".join(dict.fromkeys(map(_package, missing)))
    return (
        f"no font here draws {_listed(letters, _MOST_TOLD)} ({scripts}) as they should be, so that "
        f"{_listed(places, _MOST_NAMES)} would show empty boxes or letters that do not join; install fonts for them "
        f"(Debian and Ubuntu: {packages}), or write the names in other letters."
    )


def without_glyph(texts: Iterable[str]) -> str:
    """Return the characters of some texts that no font here draws as they should be, each once, in order.

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
    characters = dict.fromkeys(character for text in texts for character in text)
    return "".join(character for character in characters if not character.isascii() and _is_missing(character))


def _is_missing(character: str) -> bool:
    """Whether a box stands for a character, or nothing does, as for pictures in colour, which are not outlines."""
    if not character.isprintable() or unicodedata.combining(character):
        return False
    if ord(character) in _DEVANAGARI and len(_outlines(_JOINED)) > 1:
        return True
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


def _script(character: str) -> str:
    """Return the script that a character is of, as people call it."""
    if unicodedata.category(character) == "So":
        return "pictures"
    name = unicodedata.name(character, "unknown")
    found = _SCRIPT.match(name)
    return _SCRIPTS.get(name.split()[0], (found.group(1) if found else name.split()[0]).title())


def _package(character: str) -> str:
    """Return the package of fonts that has a character in outlines."""
    script = _script(character)
    if script in _CHINESE_JAPANESE_KOREAN:
        return "fonts-noto-cjk"
    return "fonts-symbola" if script == "pictures" else "fonts-noto-core"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}..."


def _listed(items: list[str], most: int) -> str:
    """Return the first of some items, and how many more there are."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    return " and ".join([*([", ".join(items[:-1])] if items[1:] else []), items[-1]])
