"""The record of a clip: every number that a viewer can read, with its address and its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from manim import Mobject, VMobject

from core.notation.reading import Named, Reading

_VISIBLE = 0.02


def readings_on(mobjects: Iterable[Mobject]) -> Iterator[tuple[Mobject, Reading]]:
    """Yield each visible thing that shows a number, and what it shows.

    That is a read-out, or a part of a formula: as a whole formula's part or on stage by itself.
    """
    waiting = list(mobjects)[::-1]
    while waiting:
        mobject: Any = waiting.pop()
        parts = [mobject, *(mobject[name] for name in mobject.readings)] if _has(mobject, "readings") else [mobject]
        for part in parts:
            reading = part.reading if _has(part, "reading") else None
            if isinstance(reading, Reading) and _is_visible(part):
                yield part, reading
        waiting.extend(reversed(mobject.submobjects))


def _has(mobject: Mobject, name: str) -> bool:
    """Whether it has an attribute, by itself or by its class; manim's own look takes longer."""
    return name in vars(mobject) or hasattr(type(mobject), name)


def _is_visible(mobject: Mobject) -> bool:
    waiting = [mobject]
    while waiting:
        part = waiting.pop()
        if len(part.points) and isinstance(part, VMobject) and part.get_fill_opacity() > _VISIBLE:
            return True
        waiting.extend(part.submobjects)
    return False


def row(reading: Reading, at: float) -> dict[str, Any]:
    """Return one entry of a record's `values`.

    Examples
    --------
    >>> from core.model.quantity import C
    >>> from core.notation.numeral import significant
    >>> from core.passes.trace import State
    >>> row(Reading(C, State(2), 0.25, significant(0.25)), 1.5)
    {'at': 1.5, 'quantity': 'C', 'example': 2, 'value': 0.25, 'shown': '0.2500'}
    """
    state = reading.state
    entry: dict[str, Any] = {"at": round(at, 3), "quantity": str(reading.expression)}
    if state.example is not None:
        entry["example"] = state.example
    if reading.path:
        entry["path"] = list(reading.path)
    if reading.beside:
        entry["network"] = reading.beside
    return entry | dict(_about(reading)) | {"value": reading.value, "shown": reading.shown}


def _about(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Yield what a number's state has beside its example."""
    state = reading.state
    nudges = [{"quantity": str(one.quantity), "by": one.by} for one in state.nudges]
    if nudges:
        yield "nudge", nudges[-1]
    if len(nudges) > 1:
        yield "held", nudges[:-1]
    if state.step:
        yield "step", state.step
    if state.asked is not None:
        yield "asked", state.asked
    if state.rate is not None:
        yield "rate", state.rate
    if (told := state.batches) is not None:
        yield "batches", {"size": told.size, "seed": told.seed, "free": [str(one) for one in told.free]}
    if (start := state.start) is not None:
        towards = {} if start.towards is None else {"towards": start.towards}
        exchanged = {"exchanged": list(start.exchanged)} if start.exchanged else {}
        yield "start", {"seed": start.seed} | towards | exchanged | ({"share": start.share} if start.share else {})


class Record:
    """What a clip has shown so far.

    Attributes
    ----------
    beats : list of dict
        name, start, end and caption of each beat, and what the caption says.
    values : list of dict
        Each shown number once per time that it appears or changes.
    """

    def __init__(self) -> None:
        self.beats: list[dict[str, Any]] = []
        self.values: list[dict[str, Any]] = []
        self._seen: dict[Mobject, Reading] = {}

    def look(self, mobjects: Iterable[Mobject], at: float) -> None:
        """Take down what can be read now and was not there before."""
        seen = {}
        for mobject, reading in readings_on(mobjects):
            seen[mobject] = reading  # itself, not its id: what has left the stage passes its id on
            if self._seen.get(mobject) != reading:
                self.values.append(row(reading, at))
        self._seen = seen

    def take(self, said: Iterable[tuple[int, Reading | Named]], at: float) -> list[dict[str, Any]]:
        """Take down what is said, not drawn: the numbers and symbols of a caption, each with its place in it.

        Returns
        -------
        list of dict
            For each where it stands, and which value or symbol it is: what `says` of a beat holds.
        """
        says: list[dict[str, Any]] = []
        for place, piece in said:
            if isinstance(piece, Named):
                says.append({"at": place, "symbol": str(piece.quantity), "indexed": piece.indexed})
            else:
                says.append({"at": place, "value": len(self.values)})
                self.values.append(row(piece, at))
        return says
