"""Captions as they are read aloud: symbols, signs and powers in words, which each language has of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from scenes.words.cues import plain
from scenes.words.language import LANGUAGE, Words, file_of, words_of

SPOKEN = "spoken_symbols"
"""What the file of these words is called, beside those of the lessons."""

_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "₀₁₂₃₄₅₆₇₈₉"
_DIGITS = str.maketrans(_RAISED + _LOWERED, "0123456789-0123456789")
_NAME = rf"[A-Za-zδσ](?:[{_LOWERED}]+(?:,[{_LOWERED}]+)*)?(?:⁽[{_RAISED}]+⁾)?"
_SYMBOL = re.compile(rf"(?P<symbol>\w)(?P<neurons>[{_LOWERED},]*)(?:⁽(?P<layer>[{_RAISED}]+)⁾)?")
_LETTERS = re.compile(r"(?<![\w.])([A-Za-z])_([A-Za-z]{1,3})(?!\w)")
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_GREEK = {"δ": "delta", "σ": "sigma"}
_SIGNS = {
    "×": "times",
    "·": "times",
    "⊙": "each_times",
    "÷": "divided",
    "≈": "about",
    "≠": "unequal",
    "≤": "at_most",
    "≥": "at_least",
    "→": "to",
    "∞": "infinity",
    "²": "squared",
    "³": "cubed",
    "−": "minus",
} | _GREEK
"""What means one thing wherever it stands."""
_APART = {"+": "plus", "=": "equals", "<": "below", ">": "above", "/": "over"}
"""What is a sign when it stands by itself: within a user's name it is a character like any other."""

_Rule: TypeAlias = "tuple[re.Pattern[str], Callable[[re.Match[str]], str]]"


def spoken(text: str, language: str = LANGUAGE) -> str:
    """Return a caption as it is read aloud.

    Parameters
    ----------
    text : str
    language : str
        Whose words are used.

    Raises
    ------
    LookupError
        If the language has no words for symbols.

    Examples
    --------
    >>> spoken("The slope is ∂C/∂w⁽³⁾ = −0.251, at w₂,₀⁽³⁾.")
    'The slope is the slope of C with respect to w three equals minus 0.251, at w two zero in layer three.'
    >>> spoken("The cost moves by −1.41×10⁻⁵; times 3.")
    'The cost moves by minus 1.41 times ten to the minus five; times 3.'
    """
    words = words_of(SPOKEN, language)
    if words is None:
        msg = f"expected words for symbols in {file_of(SPOKEN, language)}, found no file"
        raise LookupError(msg)
    said = plain(text)
    for pattern, say in _rules(words):
        said = pattern.sub(say, said)
    return " ".join(said.split())


def _rules(words: Words) -> tuple[_Rule, ...]:
    """Return what is looked for, in this order, and how it is said."""
    name = partial(_name, words)
    return (
        (
            re.compile(rf"∂({_NAME})/∂({_NAME})|(?<![\w/])d({_NAME})/d({_NAME})(?![\w/])"),
            lambda found: _of_two(words, "slope", *(one for one in found.groups() if one)),
        ),
        (re.compile(rf"Δ({_NAME})/Δ({_NAME})"), lambda found: _of_two(words, "ratio", *found.groups())),
        (re.compile(rf"Δ({_NAME})"), lambda found: words.say("change", {"of": name(found[1])}).text),
        (re.compile(rf"∇({_NAME})"), lambda found: words.say("gradient", {"of": name(found[1])}).text),
        (re.compile(rf"(?<!\w){_NAME}(?![\w⁽])"), lambda found: name(found[0])),
        (_LETTERS, lambda found: f"{found[1]} {' '.join(found[2])}"),
        (re.compile(rf"({_NUMBER})×10([{_RAISED}]+)"), lambda found: _scientific(words, *found.groups())),
        (re.compile(rf"(?<![\w{''.join(_SIGNS)}])[+-](?={_NUMBER})"), partial(_sign, words)),
        (re.compile(f"[{''.join(_SIGNS)}]"), partial(_sign, words)),
        (re.compile(rf"(?<!\S)[{re.escape(''.join(_APART))}](?!\S)"), partial(_sign, words)),
    )


def _of_two(words: Words, message: str, of: str, by: str) -> str:
    return words.say(message, {"of": _name(words, of), "by": _name(words, by)}).text


def _name(words: Words, name: str) -> str:
    """Return a quantity's name as it is said: w three, w two zero in layer three."""
    found = _SYMBOL.fullmatch(name)
    assert found, name
    symbol = words.say(_GREEK[found["symbol"]], {}).text if found["symbol"] in _GREEK else found["symbol"]
    layer = _count(words, found["layer"] or "")
    neurons = " ".join(_count(words, one) for one in found["neurons"].split(",") if one)
    message = "indexed_and_raised" if layer and neurons else "raised" if layer else "indexed" if neurons else ""
    return words.say(message, {"symbol": symbol, "layer": layer, "neurons": neurons}).text if message else symbol


def _count(words: Words, digits: str) -> str:
    """Return a whole number in words, as far as the language counts here."""
    shown = digits.translate(_DIGITS)
    sign, size = ("minus", shown[1:]) if shown.startswith("-") else ("", shown)
    known = words.say("counts", {}).text.split()
    told = known[int(size)] if size.isdecimal() and int(size) < len(known) else size
    return f"{words.say(sign, {}).text} {told}" if sign else told


def _scientific(words: Words, number: str, power: str) -> str:
    return words.say("power_of_ten", {"number": number, "power": _count(words, power)}).text


def _sign(words: Words, found: re.Match[str]) -> str:
    said = words.say("minus" if found[0] == "-" else (_SIGNS | _APART)[found[0]], {}).text
    before = found.string[: found.start()].rstrip()
    begins = not before or before.endswith((".", "?", "!"))
    return f" {said[:1].upper() + said[1:] if begins else said} "
