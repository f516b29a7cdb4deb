"""Goldens as text: of each beat what is new, what changed and what is gone; parts that are alike share a line.

    ## read_the_dots
    lines[w z].symbol: w ¦ z; at A3 A5; left of .axis; says w[3][0,0] ¦ z[3][0]
    ~.dot: w ¦ z; at C3 D5; on .axis
    strip…: gone

`~` repeats the names above it, `…` stands for all that begins so. What a line leaves out is as it was a beat before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeAlias, TypeVar

from tests.claims import ALONE, RELATIONS, Claim, Claims

GONE, ALL, SAME = "gone", "…", "~"
_BETWEEN = " ¦ "
_BRACKETS = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
"""What brackets hold may have brackets too."""
_ROOT = re.compile(r"[^.\[]*")
_Frame: TypeAlias = "tuple[str, str]"
"""A name before and after one of its members."""


@dataclass(frozen=True)
class _Change:
    """What is new about a part; None where nothing is."""

    colour: str | None = None
    place: str | None = None
    relation: str | None = None
    text: str | None = None

    @property
    def shared(self) -> tuple[object, ...]:
        """What parts have in common that share a line."""
        return self.colour is None, self.place is None, self.relation, self.text is None


FIELDS = tuple(field.name for field in fields(Claim))
NEW = Claim("", "", ALONE, "")
Kin = TypeVar("Kin")


def written(beats: Mapping[str, Claims]) -> str:
    """The text of a golden."""
    lines: list[str] = []
    before: Claims = {}
    for beat, now in beats.items():
        lines.append(f"## {beat}")
        lines += _gone([name for name in before if name not in now], now)
        lines += _lines((name, _change(before.get(name, NEW), said)) for name, said in now.items())
        before = now
    return "\n".join(lines) + "\n"


def read(text: str) -> dict[str, dict[str, Claim]]:
    """All that is claimed at the end of each beat of a golden."""
    beats: dict[str, dict[str, Claim]] = {}
    claims: dict[str, Claim] = {}
    above = ""
    for line in text.splitlines():
        names, _, told = line.partition(": ")
        if line.startswith("## "):
            claims = beats[line.removeprefix("## ")] = dict(claims)
        elif told == GONE:
            for name in [one for one in claims if _is_meant(one, names)]:
                del claims[name]
        else:
            names = above + names.removeprefix(SAME) if names.startswith(SAME) else names
            above = _stem(names)
            for name, change in _changes(told, _names(names)):
                claims[name] = replace(claims.get(name, NEW), **change)
    return beats


def _change(then: Claim, now: Claim) -> _Change:
    return _Change(**{field: value for field in FIELDS if (value := getattr(now, field)) != getattr(then, field)})


def _frames(name: str) -> list[tuple[_Frame, str]]:
    """All the ways to see a name as a member of a frame: by each of its brackets, or as it stands."""
    found = [((name[: one.start(1)], name[one.end(1) :]), one[1]) for one in _BRACKETS.finditer(name)]
    return found or [((name, ""), "")]


def _together(changes: Iterable[tuple[str, Kin]]) -> dict[tuple[_Frame, Kin], list[str]]:
    """Names that share a frame and something else, each in the largest such group; the members by groups."""
    changes = list(changes)
    sizes = Counter((frame, kin) for name, kin in changes for frame, _ in _frames(name))
    found: dict[tuple[_Frame, Kin], list[str]] = {}
    for name, kin in changes:
        frame, member = max(_frames(name), key=lambda one: sizes[one[0], kin])
        found.setdefault((frame, kin), []).append(member)
    return found


def _names(pattern: str) -> list[str]:
    """All names that a line is about: those of the brackets that hold several members, or one name."""
    for (head, tail), members in _frames(pattern):
        if " " in members:
            return [head + member + tail for member in members.split(" ")]
    return [pattern]


def _is_meant(name: str, pattern: str) -> bool:
    if pattern.endswith(ALL):
        return _root(name) == pattern.removesuffix(ALL)
    return name in _names(pattern)


def _root(name: str) -> str:
    return _ROOT.match(name)[0]


def _gone(names: list[str], now: Claims) -> Iterator[str]:
    """Lines for what is gone: a whole tree of parts by its root."""
    left = {_root(name) for name in now}
    yield from (f"{root}{ALL}: {GONE}" for root in dict.fromkeys(map(_root, names)) if root not in left)
    some = _together((name, GONE) for name in names if _root(name) in left)
    yield from (f"{head}{' '.join(members)}{tail}: {GONE}" for ((head, tail), _), members in some.items())


def _lines(changes: Iterable[tuple[str, _Change]]) -> Iterator[str]:
    told = {name: change for name, change in changes if change != _Change()}
    rows: dict[str, list[tuple[str, str]]] = {}
    for ((head, tail), _), members in _together((name, change.shared) for name, change in told.items()).items():
        for some in _of_few_colours(members, [told[head + one + tail].colour for one in members]):
            pattern = f"{head}{' '.join(some)}{tail}"
            rows.setdefault(_stem(pattern), []).append((pattern, _told([told[head + one + tail] for one in some])))
    for stem, alike in rows.items():
        for index, (pattern, said) in enumerate(alike):
            yield f"{SAME + pattern.removeprefix(stem) if index and stem else pattern}: {said}"


def _of_few_colours(members: list[str], colours: list[str | None]) -> list[list[str]]:
    """Split members by colour, if that makes few groups of many."""
    if len(set(colours)) * 3 > len(members):
        return [members]
    return [
        [one for one, its in zip(members, colours, strict=True) if its == colour] for colour in dict.fromkeys(colours)
    ]


def _stem(pattern: str) -> str:
    """What a line may share with the one above: names up to where all members are told, or to the last dot."""
    several = (f"{head}{members}]" for (head, _), members in _frames(pattern) if " " in members)
    return next(several, pattern.rpartition(".")[0])


def _told(changes: list[_Change]) -> str:
    first = changes[0]
    parts = []
    if first.colour is not None:
        colours = [change.colour or "" for change in changes]
        parts.append(_BETWEEN.join(colours if len(set(colours)) > 1 else colours[:1]))
    if first.place is not None:
        parts.append("at " + " ".join(change.place or "" for change in changes))
    if first.relation is not None:
        parts.append(first.relation)
    if first.text is not None:
        parts.append("says " + _BETWEEN.join((change.text or "").replace("\n", "\u23ce") for change in changes))
    return "; ".join(parts)


def _changes(told: str, names: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    told, said, texts = f"; {told}".partition("; says ")
    columns: dict[str, list[str]] = {}
    if said:
        columns["text"] = texts.replace("\u23ce", "\n").split(_BETWEEN)
    for part in told.split("; ")[1:]:
        if part.startswith("at "):
            columns["place"] = part.removeprefix("at ").split(" ")
        elif part == ALONE or part.startswith(tuple(f"{word} " for word in RELATIONS)):
            columns["relation"] = [part] * len(names)
        else:
            colours = part.split(_BETWEEN)
            columns["colour"] = colours if len(colours) > 1 else colours * len(names)
    for index, name in enumerate(names):
        yield name, {field: values[index] for field, values in columns.items()}
