"""What a golden claims of each part on stage, in words that a small shift leaves true.

Of each part it says colour, text, in which cell of the frame its middle is (columns A to P from the left, rows 1 to 9
from the top), and how it lies to the thing beside it: a sibling (`.axis` is the axis of the same line) or the nearest
of a kind (`diagram.neurons[].ring`). Claims hold within a slack, so that a shift of a tenth of a unit changes none; a
thing that jumps to the other side of its neighbour does, another colour or text, and a part that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import TypeAlias

SHIFT = 0.1
"""Scene units that everything may move without a claim becoming wrong."""
COLUMNS, ROWS = 16, 9
LEFT, TOP = -64 / 9, 4.0
CELL = 8 / 9
NEAR, BESIDE = 0.3, 1.0
"""How far a sibling may be, and the nearest thing to a text, to be named as its neighbour."""
SMALL = 1.2
"""Size of a thing in which a part needs no place of its own."""
ALONE, THERE = "alone", "-"
"""There is no neighbour to name; the neighbour says where it is."""

Box: TypeAlias = "tuple[float, float, float, float]"
"""Left, bottom, right, top."""


@dataclass(frozen=True)
class Seen:
    """One part as it stands on stage."""

    colour: str
    text: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def size(self) -> float:
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


@dataclass(frozen=True)
class Claim:
    """What is said of one part."""

    colour: str
    place: str
    relation: str
    text: str


Stage: TypeAlias = Mapping[str, Seen]
Claims: TypeAlias = Mapping[str, Claim]


def _inside(one: Seen, two: Seen, slack: float) -> bool:
    low = one.box[0] >= two.box[0] - slack and one.box[1] >= two.box[1] - slack
    return low and one.box[2] <= two.box[2] + slack and one.box[3] <= two.box[3] + slack


def _on(one: Seen, two: Seen, slack: float) -> bool:
    return _inside(Seen("", "", (*one.middle, *one.middle)), two, slack)


SIDES = {
    "left of": lambda one, two: two.box[0] - one.box[2],
    "right of": lambda one, two: one.box[0] - two.box[2],
    "above": lambda one, two: one.box[1] - two.box[3],
    "below": lambda one, two: two.box[1] - one.box[3],
}
"""How far a thing is on a side of another; less than 0 where they share that stretch."""
RELATIONS = {"inside": _inside, "on": _on} | {
    word: lambda one, two, slack, beyond=beyond: beyond(one, two) >= -slack for word, beyond in SIDES.items()
}


def gap(one: Seen, two: Seen) -> float:
    """How far apart two things are; 0 where their boxes meet."""
    across = max(SIDES["left of"](one, two), SIDES["right of"](one, two), 0.0)
    along = max(SIDES["above"](one, two), SIDES["below"](one, two), 0.0)
    return (across * across + along * along) ** 0.5


def lies(one: Seen, two: Seen) -> str | None:
    """How a thing lies to another: inside, on, or on the side where it is furthest; nothing where they only meet."""
    for word in ("inside", "on"):
        if RELATIONS[word](one, two, 0.0):
            return word
    word = max(SIDES, key=lambda word: SIDES[word](one, two))
    return word if SIDES[word](one, two) >= 0 else None


def kind_of(name: str) -> str:
    """A name without what tells a part from others of its kind: `lines[].ticks[]` of `lines[w[3][0,0]].ticks[2]`."""
    return re.sub(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]", "[]", name)


def _parent(name: str) -> str:
    return name.rpartition(".")[0]


def _place(seen: Seen) -> str:
    """The cell of the middle; a little is added so that what lies on a border is in one cell on every machine."""
    x, y = seen.middle
    return f"{ascii_uppercase[int((x - LEFT + 1e-6) / CELL)]}{1 + int((TOP - y + 1e-6) / CELL)}"


def _is_in(seen: Seen, place: str, shift: float) -> bool:
    """Whether the middle is in a cell, or no further from it than a shift."""
    column, row = ascii_uppercase.index(place[0]) + 0.5, int(place[1:]) - 0.5
    x, y = seen.middle
    return max(abs(x - LEFT - column * CELL), abs(TOP - y - row * CELL)) <= CELL / 2 + shift + 1e-5


def _neighbour(name: str, stage: Stage) -> tuple[str, Seen] | None:
    """A larger sibling nearby, or, of what says something, the nearest thing of another kind."""
    own, kind = stage[name], kind_of(name)
    others = [(round(gap(own, one), 1), one, other) for other, one in stage.items() if kind_of(other) != kind]
    reach = BESIDE if own.text else NEAR
    siblings = [
        told
        for told in others
        if _parent(name) and _parent(told[2]) == _parent(name) and told[0] <= reach and told[1].size > own.size
    ]
    if siblings:
        _, one, other = max(siblings, key=lambda told: (not told[1].text, -told[0], told[1].size))
        return other.removeprefix(_parent(name)), one
    near = [told for told in others if own.text and told[0] <= BESIDE]
    if not near:
        return None
    _, one, other = min(near, key=lambda told: (told[0], told[1].size))
    return kind_of(other), one


def _spoken_of(name: str, called: str, stage: Stage, shift: float) -> list[Seen]:
    """All that a relation may speak of: a sibling, or the nearest of a kind and those that are as near."""
    if called.startswith("."):
        other = stage.get(_parent(name) + called)
        return [other] if other else []
    kin = [(gap(stage[name], one), one) for other, one in stage.items() if kind_of(other) == called and other != name]
    return [one for distance, one in kin if distance <= min(kin, key=lambda told: told[0])[0] + 4 * shift + 1e-5]


def claim(name: str, stage: Stage) -> Claim:
    """What is to be said of a part."""
    own, found = stage[name], _neighbour(name, stage)
    word = lies(own, found[1]) if found else None
    if found is None or word is None:
        return Claim(own.colour, _place(own), ALONE, own.text)
    called, other = found
    is_there = word in {"inside", "on"} and called.startswith(".") and other.size <= SMALL
    return Claim(own.colour, THERE if is_there else _place(own), f"{word} {called}", own.text)


def faults(name: str, said: Claim, stage: Stage, shift: float = SHIFT) -> Iterator[str]:
    """Yield what is not as a claim says, though everything may have moved so far."""
    if name not in stage:
        yield f"{name}: is missing"
        return
    own = stage[name]
    if own.colour != said.colour:
        yield f"{name}: is {own.colour}, not {said.colour}"
    if own.text != said.text:
        yield f"{name}: says {own.text}, not {said.text}"
    if said.place != THERE and not _is_in(own, said.place, shift):
        yield f"{name}: is at {_place(own)}, not {said.place}"
    if said.relation != ALONE:
        word = next(word for word in RELATIONS if said.relation.startswith(word + " "))
        partners = _spoken_of(name, said.relation.removeprefix(word + " "), stage, shift)
        slack = 2 * shift + 1e-5  # both may have moved
        near = [other for other in partners if gap(own, other) <= BESIDE + SHIFT + 2 * slack]
        if not any(RELATIONS[word](own, other, slack) for other in near):
            yield f"{name}: is not {said.relation}"


def all_faults(claims: Claims, stage: Stage) -> list[str]:
    """What is not as claimed, and what nothing is claimed of."""
    found = [fault for name, said in claims.items() for fault in faults(name, said, stage)]
    return found + [f"{name}: is new, {seen.colour} {seen.text}" for name, seen in stage.items() if name not in claims]


def renewed(stage: Stage, golden: Claims, before: Claims) -> dict[str, Claim]:
    """Claims that hold on a stage: a golden's where they still do, those of before where nothing moved, fresh ones."""
    found = {}
    for name in stage:
        if name in golden and not any(faults(name, golden[name], stage)):
            found[name] = golden[name]
        elif name in before and not any(faults(name, before[name], stage, shift=0)):
            found[name] = before[name]
        else:
            found[name] = claim(name, stage)
    return found


def claims_of(rests: Iterable[tuple[str, Stage]], golden: Mapping[str, Claims]) -> dict[str, Claims]:
    """Claims of each beat, as much as possible those of a golden and of the beat before."""
    told: dict[str, Claims] = {}
    before: Claims = {}
    for beat, stage in rests:
        told[beat] = before = renewed(stage, golden.get(beat, {}), before)
    return told
