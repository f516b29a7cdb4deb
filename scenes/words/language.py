"""What is said, in a language: whole sentences with their variants, one Fluent file for each lesson.

    words/en/every_quantity_on_its_line.ftl
    claim = Each quantity is a number on its own line.
    read_the_marks = Read the marks: { $bend ->
            [even] a goes evenly too
           *[waves] a goes to and fro
        }.
        .asks = What do the marks mean?

A message is called like the beat that says it. Lessons hand over facts: readings, named quantities and short words
that choose between variants. A reading notes where in the text it is said, so that the record stays complete.
A beat that answers what learners often ask carries the question, as they would ask it just before it: plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from babel import Locale
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax import ast as ftl

from core.notation.reading import Named, Reading

WORDS = Path(__file__).resolve().parent
LANGUAGE = "en"
ASKS = "asks"
"""What the question of a message is called."""

Fact: TypeAlias = "Reading | Named | str | tuple[Reading | Named, ...]"
"""What a lesson hands over: what is said, several of it as a list (1, 2 and 3), or a word that chooses a variant."""

_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_FIRST, _LAST = 0xE000, 0xF8FF
_PLACE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
"""Characters without a meaning of their own stand for what is said until the sentence is whole."""


class _Said(FluentType):
    """What has a place in a sentence; a number also chooses between one and many."""

    def __init__(self, place: str, number: str = "") -> None:
        self._place, self._number = place, number

    def format(self, locale: Locale) -> str:  # noqa: ARG002  the library's signature
        """Return its place, whatever the language."""
        return self._place

    def __eq__(self, variant: object) -> bool:
        return variant == self._number

    def __hash__(self) -> int:
        return hash(self._place)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, and where in it numbers and symbols stand.

    Parameters
    ----------
    text : str
    said : tuple of (int, Reading or Named)
        Each with the index of its first character.
    asks : str
        The question that it answers, if it carries one.
    """

    text: str
    said: tuple[tuple[int, Reading | Named], ...] = ()
    asks: str = ""


class Words:
    """The messages of one lesson in one language.

    Parameters
    ----------
    file : Path
        A Fluent file.
    language : str

    Raises
    ------
    ValueError
        If the file is no Fluent.
    """

    def __init__(self, file: Path, language: str = LANGUAGE) -> None:
        self.file = file
        text = file.read_text(encoding="utf-8")
        resource = FluentResource(text)
        for wrong in (entry for entry in resource.body if isinstance(entry, ftl.Junk)):
            msg = f"{file.name}: expected Fluent, found {wrong.content.strip().splitlines()[0]!r}"
            raise ValueError(msg)
        self._entries = {one.id.name: one for one in resource.body if isinstance(one, (ftl.Message, ftl.Term))}
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(resource)
        self._locale = Locale.parse(language.replace("-", "_"))
        self._plural: Any = self._locale.plural_form

    @property
    def messages(self) -> tuple[str, ...]:
        """The names of all messages, in the order of the file."""
        return tuple(name for name, entry in self._entries.items() if isinstance(entry, ftl.Message))

    def variables(self, message: str) -> frozenset[str]:
        """Return the facts that a message asks for, those of the phrases in it included."""
        return frozenset(_variables(self._entries[message], self._entries))

    def variants(self, message: str) -> frozenset[tuple[str, frozenset[str]]]:
        """Return the words by which a message's facts choose; what a language makes of numbers is its own."""
        return frozenset(
            (node.selector.id.name, keys)
            for node in _nodes(self._entries[message])
            if isinstance(node, ftl.SelectExpression) and isinstance(node.selector, ftl.VariableReference)
            if not (keys := _keys(node)) <= _PLURALS
        )

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield each piece of text as it is written, with the name of the message or phrase that it is in."""
        for name, entry in self._entries.items():
            yield from ((name, node.value) for node in _nodes(entry) if isinstance(node, ftl.TextElement))

    def say(self, message: str, facts: Mapping[str, Fact]) -> Sentence:
        """Return a message with facts filled in.

        Parameters
        ----------
        message : str
        facts : mapping of str to Reading, Named or str

        Returns
        -------
        Sentence

        Raises
        ------
        LookupError
            If there is no such message, it asks for a fact that is not given, or a word chooses no variant of it.
        """
        self._check(message, facts)
        pattern = self._bundle.get_message(message).value
        pieces: list[Reading | Named] = []
        given = {name: self._given(fact, pieces) for name, fact in facts.items()}
        formatted, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise errors[0]
        whole = " ".join(str(formatted).split())
        text, end = "", 0
        said: list[tuple[int, Reading | Named]] = []
        for place in _PLACE.finditer(whole):
            text += whole[end : place.start()]
            piece = pieces[ord(place.group()) - _FIRST]
            said.append((len(text), piece))
            text += piece.shown
            end = place.end()
        return Sentence(text + whole[end:], tuple(said), self.asks(message))

    def asks(self, message: str) -> str:
        """Return the question that a message answers; empty where it carries none.

        Parameters
        ----------
        message : str

        Raises
        ------
        LookupError
            If there is no such message.
        ValueError
            If its question is no plain text, or it carries something else.
        """
        self._has(message)
        carried = {one.id.name: one.value.elements for one in self._entries[message].attributes}
        parts = carried.pop(ASKS, [])
        texts = [part.value for part in parts if isinstance(part, ftl.TextElement)]
        if carried or len(texts) < len(parts):
            found = "a fact in it" if not carried else ", ".join(f".{name}" for name in carried)
            msg = f"{self.file.name}: {message}: expected at most .{ASKS}, as plain text, found {found}"
            raise ValueError(msg)
        return " ".join("".join(texts).split())

    def _given(self, fact: Fact, pieces: list[Reading | Named]) -> Any:
        """Return a fact as the library takes it: for each piece that is said a place, and the pieces noted."""
        if isinstance(fact, str):
            return _PLACE.sub("\N{REPLACEMENT CHARACTER}", fact)
        if isinstance(fact, tuple):
            places = [chr(_FIRST + len(pieces) + index) for index in range(len(fact))]
            pieces += fact
            return format_list(places, locale=self._locale)
        place = chr(_FIRST + len(pieces))
        pieces.append(fact)
        return _Said(place, self._plural(abs(fact.value)) if isinstance(fact, Reading) else "")

    def _check(self, message: str, facts: Mapping[str, Fact]) -> None:
        """Refuse a message that is not there, a fact that is not given, and a word that chooses no variant."""
        self._has(message)
        if missing := self.variables(message) - facts.keys():
            msg = f"{self.file.name}: {message}: expected facts {sorted(missing)}, found {sorted(facts)}"
            raise LookupError(msg)
        for node in _nodes(self._entries[message]):
            if isinstance(node, ftl.SelectExpression) and isinstance(node.selector, ftl.VariableReference):
                chosen = facts[node.selector.id.name]
                if isinstance(chosen, str) and chosen not in _keys(node):
                    told = ", ".join(sorted(_keys(node)))
                    msg = f"{self.file.name}: {message}: expected one of {told}, found {chosen!r}"
                    raise LookupError(msg)

    def _has(self, message: str) -> None:
        if message not in self.messages:
            msg = f"{self.file.name}: expected a message {message!r}, found {', '.join(self.messages)}"
            raise LookupError(msg)


@cache
def words_of(lesson: str, language: str = LANGUAGE) -> Words | None:
    """Return the words of a lesson by the name of its file; None where it has none in this language."""
    file = file_of(lesson, language)
    return Words(file, language) if file.is_file() else None


def file_of(lesson: str, language: str = LANGUAGE) -> Path:
    """Return where the words of a lesson are, or would be."""
    return WORDS / language / f"{lesson}.ftl"


def languages() -> tuple[str, ...]:
    """Return the languages that there are: one folder each."""
    return tuple(sorted(folder.name for folder in WORDS.iterdir() if folder.is_dir() and folder.name[0].isalpha()))


def _variables(entry: Any, entries: Mapping[str, Any]) -> Iterator[str]:
    for node in _nodes(entry):
        if isinstance(node, ftl.VariableReference):
            yield node.id.name
        elif isinstance(node, ftl.MessageReference):
            yield from _variables(entries[node.id.name], entries)


def _keys(node: Any) -> frozenset[str]:
    return frozenset(getattr(variant.key, "name", "") for variant in node.variants)


def _nodes(node: Any) -> Iterator[Any]:
    """Yield a part of a message and all that is in it."""
    yield node
    for child in vars(node).values():
        for one in child if isinstance(child, list) else [child]:
            if isinstance(one, ftl.BaseNode):
                yield from _nodes(one)
