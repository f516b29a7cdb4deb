"""TOML documents from users: parsed with limits, and taken apart value by value with its place.

Every value is handed out by a reader that says what it expects. Places count as the project does:
layers from 1, everything else (examples, rows, columns) from 0.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from core.model.errors import InputError, nearest

_LONGEST, _LONGEST_NAME = 60, 200
_BREAKING = {"Cc", "Zl", "Zp"}  # control characters, and separators of lines and paragraphs
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # what follows reads backwards
# tomllib takes quadratic time over a dotted key, and no key of ours has a dot.
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![\w.\\-])(?:{_PART}[ \t]*+\.[ \t]*+){{50}}")


def parse(text: str, source: str) -> Node:
    """Parse a TOML document.

    Parameters
    ----------
    text : str
    source : str
        The file's name, for errors.

    Returns
    -------
    Node
        The whole document, a table.

    Raises
    ------
    InputError
        If the text is not TOML, or nested too deeply to be a network.

    Examples
    --------
    >>> parse("a = 1", "mine.toml").value
    {'a': 1}
    >>> parse("a = ?", "mine.toml")
    Traceback (most recent call last):
    core.model.errors.InputError: mine.toml: line 1, column 5: expected TOML, found a mistake: Invalid value.
    """
    if _LONG_KEY.search(text):
        raise InputError(source, "", "expected short keys", "found one with more than 50 dots")
    try:
        return Node(tomllib.loads(text), source)
    except RecursionError:
        found = "found lists or tables nested too deeply"
        raise InputError(source, "", "expected lists of lists of numbers", found) from None
    except ValueError as error:  # also for an integer of thousands of digits
        message = re.fullmatch(r"(.*) \(at (.*)\)", str(error), re.DOTALL)
        reason, place = message.groups() if message else (str(error), "")
        raise InputError(source, place, "expected TOML", f"found a mistake: {reason}") from None


def show(value: object) -> str:
    """Return a short description of a value that was not expected.

    Examples
    --------
    >>> show("sigmoyd"), show([1, 2]), show(True)
    ("'sigmoyd'", 'a list', 'true')
    """
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return "a list" if value else "an empty list"
        case int() if abs(value) >= 10**_LONGEST:
            return "a number with too many digits"
    text = repr(value) if isinstance(value, (str, int, float)) else f"the date or time {value}"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document together with its place, for errors that point at it.

    Parameters
    ----------
    value : object
        As tomllib gives it.
    source : str
        The file's name.
    place : str
        Such as `layers[2].weights`; empty for the document itself.

    Examples
    --------
    >>> Node({"a": 1}, "mine.toml").get("a").place
    'a'
    """

    value: Any
    source: str
    place: str = ""

    def refuse(self, expected: str, found: str, remedy: str = "") -> NoReturn:
        """Raise the error for this place.

        Examples
        --------
        >>> Node(1, "mine.toml", "name").refuse("a text", "1")
        Traceback (most recent call last):
        core.model.errors.InputError: mine.toml: name: expected a text, found 1.
        """
        raise InputError(self.source, self.place, f"expected {expected}", f"found {found}", remedy)

    def table(self, known: Iterable[str]) -> Node:
        """Return the node itself if it is a table whose keys are all known.

        Examples
        --------
        >>> Node({"coast": "x"}, "mine.toml").table(["cost"])
        Traceback (most recent call last):
        core.model.errors.InputError: mine.toml: coast: expected a known key, found 'coast'; did you mean 'cost'?
        """
        known = list(known)
        if not isinstance(self.value, dict):
            self.refuse("a table with " + ", ".join(known), show(self.value))
        for key in self.value:
            if key not in known:
                self._child(key).refuse("a known key", show(key), nearest(key, known))
        return self

    def _child(self, key: str) -> Node:
        value = self.value.get(key)
        short = key if len(key) <= _LONGEST else key[:_LONGEST] + "..."
        return Node(value, self.source, f"{self.place}.{short}" if self.place else short)

    def get(self, key: str) -> Node | None:
        """Return a table's value, or None if it has no such key."""
        return self._child(key) if key in self.value else None

    def need(self, key: str, remedy: str) -> Node:
        """Return a table's value that must be there.

        Examples
        --------
        >>> Node({}, "mine.toml").need("x", "add x = [0.5]")
        Traceback (most recent call last):
        core.model.errors.InputError: mine.toml: x: expected a value, found none; add x = [0.5].
        """
        return self.get(key) or self._child(key).refuse("a value", "none", remedy)

    def items(self, what: str, *, first: int = 0) -> list[Node]:
        """Return a list's items, counted from `first`.

        Examples
        --------
        >>> [item.place for item in Node([7, 8], "mine.toml", "layers").items("layers", first=1)]
        ['layers[1]', 'layers[2]']
        """
        if not isinstance(self.value, list):
            self.refuse(f"a list of {what}", show(self.value))
        return [Node(item, self.source, f"{self.place}[{i}]") for i, item in enumerate(self.value, first)]

    def text(self) -> str:
        """Return a text.

        Examples
        --------
        >>> Node("iris", "mine.toml", "name").text()
        'iris'
        """
        if not isinstance(self.value, str):
            self.refuse("a text in quotes", show(self.value))
        return self.value

    def name(self) -> str:
        r"""Return a text that can be shown in the middle of a line: some letters, and nothing that breaks the line.

        Examples
        --------
        >>> Node("petal length", "mine.toml", "inputs[0]").name()
        'petal length'
        >>> Node("a\nb", "mine", "name").name()
        Traceback (most recent call last):
        core.model.errors.InputError: mine: name: expected a name in one line, found U+000A at position 1; take it out.
        """
        text = self.text()
        if len(text) > _LONGEST_NAME:
            self.refuse(f"a name of at most {_LONGEST_NAME} characters", str(len(text)), "write a shorter one")
        for position, character in enumerate(text):
            if unicodedata.category(character) in _BREAKING or character in _TURNING:
                found = f"U+{ord(character):04X} at position {position}"
                self.refuse("a name in one line", found, "take it out")
        if all(unicodedata.category(character)[0] in "CZ" for character in text):
            found = "nothing but spaces" if text else "an empty text"
            self.refuse("a name", found, "write one, or leave the names out")
        return text

    def truth(self) -> bool:
        """Return true or false.

        Examples
        --------
        >>> Node(False, "mine.toml", "update_biases").truth()
        False
        """
        if not isinstance(self.value, bool):
            self.refuse("true or false", show(self.value))
        return self.value

    def number(self) -> float:
        """Return a finite number; true and false are none.

        Examples
        --------
        >>> Node(1, "mine.toml", "learning_rate").number()
        1.0
        """
        return self._number(self.value, "")

    def _number(self, value: object, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.refuse("a number", show(value) + where)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.refuse("a finite number", show(value) + where)
        return number

    def numbers(self, where: str = "") -> list[float]:
        """Return a list of finite numbers.

        Examples
        --------
        >>> Node([1, True], "mine.toml", "examples[0].x").numbers()
        Traceback (most recent call last):
        core.model.errors.InputError: mine.toml: examples[0].x: expected a number, found true at 1.
        """
        if not isinstance(self.value, list):
            self.refuse("a list of numbers", show(self.value) + where)
        between = f"{where}, column" if where else " at"
        return [self._number(value, f"{between} {i}") for i, value in enumerate(self.value)]

    def rows(self) -> list[list[float]]:
        """Return a list of lists of finite numbers.

        Examples
        --------
        >>> Node([1, 2], "mine.toml", "layers[1].weights").rows()
        Traceback (most recent call last):
        core.model.errors.InputError: mine.toml: layers[1].weights: expected a list of rows, found a flat list; \
write [[...]], one row for each neuron.
        """
        if not isinstance(self.value, list):
            self.refuse("a list of rows", show(self.value))
        if self.value and not any(isinstance(row, list) for row in self.value):
            self.refuse("a list of rows", "a flat list", "write [[...]], one row for each neuron")
        return [Node(row, self.source, self.place).numbers(f" in row {i}") for i, row in enumerate(self.value)]
