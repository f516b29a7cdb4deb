"""The law of the ledger: what a lesson prints agrees with itself, in pictures and captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from core.notation.numeral import read_shown
from core.notation.printed import misses
from scenes.watching.finding import Finding
from scenes.watching.laws.law import Glance
from scenes.watching.parts import Part
from scenes.watching.record import row

ROUNDING = 0.005
"""How far a printed difference may be from its value, as a share of it."""
_KEY = ("quantity", "example", "path", "nudge", "held", "step", "asked", "batches", "start", "network")


class Ledger:
    """One printed form for a quantity in a state; no zero that is none; honest differences; products that close."""

    looks = False

    def __init__(self) -> None:
        self._forms: dict[str, dict[str, tuple[str, str]]] = {}

    def at_rest(self, glance: Glance) -> Iterator[Finding]:
        """Find what is printed wrong, in the picture and in the caption of a beat."""
        for part in glance.parts:
            for reading in part.readings:
                yield from self._entry(glance.beat, part.name, row(reading, 0.0))
            yield from _closing(glance.beat, part)
        record = glance.lesson.record
        for said in record.beats[-1]["says"]:
            if "value" in said:
                yield from self._entry(glance.beat, "caption", record.values[said["value"]])

    def moving(self, glance: Glance) -> Iterable[Finding]:  # noqa: ARG002
        """Running numbers are read at their rest."""
        return ()

    def over(self) -> Iterator[Finding]:
        """Find quantities that are printed in more than one form in the lesson."""
        for forms in self._forms.values():
            if len(forms) > 1:
                (beat, quantity), names = next(reversed(forms.values())), " and ".join(forms)
                yield Finding(beat, (quantity,), f"printed as {names}", len(forms), "ledger")

    def _entry(self, beat: str, name: str, entry: dict[str, Any]) -> Iterator[Finding]:
        quantity, value, shown = entry["quantity"], entry["value"], entry["shown"]
        self._forms.setdefault(_state(entry), {}).setdefault(shown, (beat, quantity))
        printed, _ = read_shown(shown)
        if value and not printed:
            yield Finding(beat, (name,), f"{quantity} is not zero and prints as {shown}", value, "ledger")
        elif value and quantity.startswith("Δ") and "/" not in quantity and abs(printed / value - 1) >= ROUNDING:
            what = f"{quantity} prints as {shown}, rounded by a share of"
            yield Finding(beat, (name,), what, abs(printed / value - 1), "ledger")


def _state(entry: dict[str, Any]) -> str:
    """Return what tells one quantity in one state from others; a nudge by nothing is none."""
    return repr([entry.get(key) for key in _KEY if key != "nudge" or entry.get("nudge", {}).get("by")])


def _closing(beat: str, part: Part) -> Iterator[Finding]:
    for text, off in misses(part.text) if part.readings else ():
        yield Finding(beat, (part.name,), f"{text} does not close, it misses by", off, "ledger")
