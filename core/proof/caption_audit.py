"""The audit of captions: every number and symbol in them is one that the record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.model.errors import InputError
from core.model.network import Network
from core.model.quantity import Quantity
from core.notation.numeral import MINUS
from core.proof.mismatch import Mismatch

_ANY = re.compile(r"[0-9⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]+")
_NUMBER = re.compile(rf"[+{MINUS}]?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def untrue_captions(record: Mapping[str, Any], network: Network, called: Sequence[str] = ()) -> Iterator[Mismatch]:
    """Yield what captions say that none of their numbers and symbols does; users' own names are free.

    Parameters
    ----------
    record : mapping
        As `checked_record` returns it. A beat without `says` is held against all values shown while it lasts.
    network : Network
    called : sequence of str
        Other names that may be said.
    """
    names = sorted({*_names(network), *called}, key=len, reverse=True)
    for index, beat in enumerate(record["beats"]):
        place, caption = f"beats[{index}].caption", beat["caption"]
        if "says" not in beat:
            yield from _shown_in_time(place, beat, record["values"], names)
            continue
        for said in reversed(beat["says"]):
            if (entry := _hidden(said, record["values"])) is not None:
                yield Mismatch(place, entry["quantity"], f"digits of {entry['value']!r}", entry["shown"])
            expected = _said(said, record["values"], network)
            end = said["at"] + len(expected)
            if caption[said["at"] : end] != expected:
                yield Mismatch(place, f"{beat['name']} at {said['at']}", expected, caption[said["at"] : end])
            caption = f"{caption[: said['at']]} {caption[end:]}"
        for rest in _ANY.findall(_without(caption, names)):
            yield Mismatch(place, beat["name"], "a number that a value of the beat shows", rest)


def _hidden(said: Mapping[str, Any], values: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the value of a piece that is not 0 and reads as 0."""
    if "value" not in said:
        return None
    entry = values[said["value"]]
    return entry if entry["value"] and not re.search("[1-9]", entry["shown"].partition("×")[0]) else None


def _said(said: Mapping[str, Any], values: Sequence[Mapping[str, Any]], network: Network) -> str:
    """Return what a piece of a caption must read: a value as it is shown, or a quantity's name."""
    if "value" in said:
        return str(values[said["value"]]["shown"])
    try:
        return Quantity.parse(said["symbol"]).check(network).plain(indexed=bool(said.get("indexed")))
    except InputError as error:
        return str(error)


def _shown_in_time(
    place: str, beat: Mapping[str, Any], values: Sequence[Mapping[str, Any]], names: Sequence[str]
) -> Iterator[Mismatch]:
    """Yield numbers of a caption that no value shows while it lasts: all that can be told without its pieces."""
    start, end = beat["start"] - 0.001, beat["end"] + 0.001
    shown = {entry["shown"] for entry in values if start <= entry["at"] <= end}
    for number in _NUMBER.findall(_without(beat["caption"], names)):
        if number not in shown and number.lstrip("+") not in shown:
            yield Mismatch(place, beat["name"], "a number that a value of the beat shows", number)


def _names(network: Network) -> list[str]:
    """Return the user's names that hold a digit, also as they are cut short, the longest first."""
    forms = set()
    for name in (network.name, *network.inputs, *network.outputs, *network.at):
        if _ANY.search(name):
            forms |= {name, name[:24], *(f"{name[:length]}…" for length in range(1, len(name)))}
    return sorted(forms, key=len, reverse=True)


def _without(caption: str, names: Sequence[str]) -> str:
    for name in names:
        caption = caption.replace(name, " ")
    return caption
