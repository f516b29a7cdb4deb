"""A clip's record as a file may have it: whether it has the parts that an audit needs, of the right kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.files.expression_keys import graph_at
from core.model.errors import InputError

MOST_STEPS, MOST_TRAINED = 100, 10_000
"""Of descent, that a record may speak of; lessons take about ten. Of a training, which has a rate of its own."""
_LARGEST = float(np.finfo(float).max)


def checked_record(document: object) -> Mapping[str, Any]:
    """Return the document if it is a record of a clip.

    Raises
    ------
    InputError
        If a part that an audit needs is missing or of another kind.
    """
    record = _of_kind("record", document, dict)
    _of_kind("lesson", record.get("lesson"), str)
    _of_kind("network", record.get("network"), dict)
    for index, one in enumerate(_of_kind("beats", record.get("beats"), list)):
        beat = _of_kind(f"beats[{index}]", one, dict)
        for key in ("name", "caption", "start", "end"):
            _of_kind(f"beats[{index}].{key}", beat.get(key), str if key in {"name", "caption"} else (int, float))
        for said in _of_kind(f"beats[{index}].says", beat.get("says", []), list):
            _check_said(f"beats[{index}].says", said, len(_of_kind("values", record.get("values"), list)))
    for index, one in enumerate(_of_kind("code", record.get("code", []), list)):
        way = _of_kind(f"code[{index}]", one, dict)
        for key, kind in (("text", str), ("example", int), ("ran", list)):
            _of_kind(f"code[{index}].{key}", way.get(key), kind)
    beside = _of_kind("beside", record.get("beside", {}), dict)
    for key in ("name", "file", "sha256") if beside else ():
        _of_kind(f"beside.{key}", beside.get(key), str)
    for key in ("name", "file") if beside else ():
        _of_kind(f"network.{key}", record["network"].get(key), str)
    _check_expression(_of_kind("expression", record.get("expression", {}), dict))
    for index, one in enumerate(_of_kind("values", record.get("values"), list)):
        entry = _of_kind(f"values[{index}]", one, dict)
        for key in ("quantity", "shown", "at", "value"):
            _of_kind(f"values[{index}].{key}", entry.get(key), str if key in {"quantity", "shown"} else (int, float))
        _check_state(f"values[{index}]", entry)
    checked: Mapping[str, Any] = record
    return checked


def _check_expression(typed: Mapping[str, Any]) -> None:
    """Refuse an expression that no clip can have told of, where the record has one."""
    if not typed:
        return
    text, at = (_of_kind(f"expression.{key}", typed.get(key), kind) for key, kind in (("text", str), ("at", dict)))
    for name, value in at.items():
        _of_kind(f"expression.at.{name}", value, (int, float))
    graph_at(text, at)


def _check_state(place: str, entry: Mapping[str, Any]) -> None:
    """Refuse a state that no clip shows, before it takes hours to find that out."""
    rate = _of_kind(f"{place}.rate", entry.get("rate"), (float, int, type(None)))
    most = MOST_STEPS if rate is None or "batches" in entry else MOST_TRAINED
    if not 0 <= (step := _of_kind(f"{place}.step", entry.get("step", 0), int)) <= most:
        expected = f"expected a step of descent from 0 to {most}"
        raise InputError("", f"{place}.step", expected, f"found {step:.3g}", "is this a clip's record?")
    _of_kind(f"{place}.example", entry.get("example"), (int, type(None)))
    _of_kind(f"{place}.network", entry.get("network", ""), str)
    _of_kind(f"{place}.asked", entry.get("asked"), (int, type(None)))
    if "batches" in entry:
        _check_batches(f"{place}.batches", entry["batches"])
    if "start" in entry:
        _check_start(f"{place}.start", entry["start"])
    for neuron in _of_kind(f"{place}.path", entry.get("path", []), list):
        _of_kind(f"{place}.path", neuron, int)
    for one in [*_of_kind(f"{place}.held", entry.get("held", []), list), entry.get("nudge", {"quantity": "", "by": 0})]:
        nudge = _of_kind(f"{place}.nudge", one, dict)
        _of_kind(f"{place}.nudge.quantity", nudge.get("quantity"), str)
        _of_kind(f"{place}.nudge.by", nudge.get("by"), (int, float))


def _check_batches(place: str, batches: object) -> None:
    told = _of_kind(place, batches, dict)
    for key in ("size", "seed"):
        if _of_kind(f"{place}.{key}", told.get(key), int) < 0:
            raise InputError(
                "", f"{place}.{key}", "expected 0 or more", f"found {told[key]}", "is this a clip's record?"
            )
    for one in _of_kind(f"{place}.free", told.get("free", []), list):
        _of_kind(f"{place}.free", one, str)


def _check_start(place: str, start: object) -> None:
    told = _of_kind(place, start, dict)
    for key in ("seed", "towards"):
        if _of_kind(f"{place}.{key}", told.get(key, 0), int) < 0:
            raise InputError(
                "", f"{place}.{key}", "expected 0 or more", f"found {told[key]}", "is this a clip's record?"
            )
    _of_kind(f"{place}.seed", told.get("seed"), int)
    _of_kind(f"{place}.share", told.get("share", 0.0), (int, float))
    for one in _of_kind(f"{place}.exchanged", told.get("exchanged", []), list):
        _of_kind(f"{place}.exchanged", one, int)


def _check_said(place: str, said: object, count: int) -> None:
    piece = _of_kind(place, said, dict)
    _of_kind(f"{place}.at", piece.get("at"), int)
    if "value" in piece and not 0 <= _of_kind(f"{place}.value", piece["value"], int) < count:
        raise InputError(
            "", place, f"expected one of {count} values", f"found {piece['value']}", "is this a clip's record?"
        )
    if "value" not in piece:
        _of_kind(f"{place}.symbol", piece.get("symbol"), str)


def _of_kind(place: str, thing: Any, kind: type | tuple[type, ...]) -> Any:  # noqa: ANN401  JSON
    if not isinstance(thing, kind):
        names = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
        raise InputError("", place, f"expected {names}", f"found {type(thing).__name__}", "is this a clip's record?")
    if isinstance(thing, int) and abs(thing) > _LARGEST:
        raise InputError("", place, "expected a number that a double can hold", "found a larger one")
    return thing
