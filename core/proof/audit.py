"""The audit of a clip's record: every value found again, every shown number held against the truth."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

import numpy as np

from core.files.expression_keys import telling
from core.model.companions import companion
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.model.quantity import Quantity
from core.notation.numeral import read_shown
from core.notation.told_apart import told_apart
from core.passes.descents import Start
from core.passes.nudge import Nudge
from core.passes.stochastic_descent import Batches
from core.passes.trace import BESIDE, State
from core.proof.caption_audit import untrue_captions
from core.proof.checked_record import checked_record
from core.proof.code_again import untrue_code
from core.proof.mismatch import Mismatch
from core.proof.plain_functions import is_elementwise
from core.proof.plain_pass import PlainNetwork, chain, run
from core.proof.rederivation import Rederivation

RELATIVE = 1e-9
"""The difference allowed between a value and its second derivation."""
_ROUNDING = 16 * float(np.finfo(float).eps)
"""What a few operations leave open of a number, as a share of it."""
_SHAKE = 1e-13
"""What answers strongly to a shake of the network by this share has so much less to be held to."""
_SEED = 2024


__all__ = ["audit", "checked_record"]


def audit(
    record: Mapping[str, Any], network: Network, examples: Examples, other: Network | None = None
) -> list[Mismatch]:
    """Re-derive every value of a record, independently of the pass that produced it.

    Parameters
    ----------
    record : mapping
        As `checked_record` returns it.
    network, examples
        Of the record's network file.
    other : Network, optional
        The one beside it, of a record that names one.

    Returns
    -------
    list of Mismatch
        Empty when every entry is true.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> network, examples = read("networks/chain.toml")
    >>> values = [{"at": 0.0, "quantity": "w[1][0,0]", "example": 0, "value": 1.9, "shown": "1.800"}]
    >>> record = {"network": {"name": network.name}, "beats": [], "values": values}
    >>> print(*audit(record, network, examples))
    values[0]: w[1][0,0]: expected 1.9 to the shown precision, found 1.800
    """
    if typed := record.get("expression"):
        network = telling(network, typed["text"], typed["at"])
    truths = _truths(network, examples, other)
    found = []
    if record["network"].get("name") != network.name:
        found.append(Mismatch("network.name", "the network", repr(network.name), repr(record["network"].get("name"))))
    if (told := record.get("beside", {}).get("name")) != (other.name if other else None):
        found.append(Mismatch("beside.name", "the network beside it", repr(other and other.name), repr(told)))
    for index, entry in enumerate(record["values"]):
        found += truths.compare(f"values[{index}]", entry)
    found += untrue_captions(record, network, _called(record) if other else ())
    found += untrue_code(record, network, examples)
    return found


@lru_cache(maxsize=1)
def _truths(network: Network, examples: Examples, other: Network | None) -> _Truths:
    """Return the network re-derived, kept for the next record of it: a training takes seconds."""
    return _Truths(network, PlainNetwork.of(network, examples), {BESIDE: (other, examples)} if other else {})


@cache
def _truths_beside(name: str) -> _Truths:
    """Return a network that is told of beside every user's, re-derived once for all records."""
    network, examples = companion(name)
    return _Truths(network, PlainNetwork.of(network, examples))


def _called(record: Mapping[str, Any]) -> tuple[str, str]:
    """Return by which names the two networks of a record are told apart."""
    names = ((one["name"], PurePath(one.get("file", "")).stem) for one in (record["network"], record["beside"]))
    return told_apart(*names)


class _Truths:
    """The network re-derived, and once more with all its numbers shaken a little."""

    def __init__(
        self,
        network: Network,
        plain: PlainNetwork,
        others: Mapping[str, tuple[Network, Examples]] = MappingProxyType({}),
    ) -> None:
        self._network, self._plain, self._others = network, plain, others
        self._chains: dict[tuple[int, ...], tuple[Rederivation, Rederivation]] = {}
        self._beside: dict[str, _Truths] = {}

    @cached_property
    def _whole(self) -> tuple[Rederivation, Rederivation]:
        return Rederivation(self._network, self._plain), Rederivation(self._network, self._shaken, _shake)

    @cached_property
    def _shaken(self) -> PlainNetwork:
        return _shake(self._plain)

    def compare(self, place: str, entry: Mapping[str, Any]) -> Iterator[Mismatch]:
        """Yield what is wrong with one entry."""
        about = entry["quantity"]
        try:
            state = _state(entry)
            exact, shaken = self._in(entry.get("network", "")).along(tuple(entry.get("path", ())))
            truth = exact.read(about, state)
            other = _where_there_is_one(shaken, about, state, truth)
        except (InputError, ArithmeticError, TypeError, KeyError, AttributeError) as error:
            yield Mismatch(place, about, "a quantity of the network with a value in this state", str(error))
            return
        allowed = RELATIVE * abs(truth) + abs(truth - other) + _rounding(about, state, exact, shaken)
        if not abs(entry["value"] - truth) <= allowed:
            yield Mismatch(place, about, f"{truth!r}", f"{entry['value']!r}")
        try:
            shown, half = read_shown(entry["shown"])
        except ValueError:
            yield Mismatch(place, about, "a number", repr(entry["shown"]))
            return
        if not abs(shown - truth) <= half * (1 + RELATIVE) + allowed:
            yield Mismatch(place, about, f"{truth:.10g} to the shown precision", entry["shown"])

    def _in(self, beside: str) -> _Truths:
        """Return the truths of a network that is told of beside the user's, or of the user's own."""
        if not beside:
            return self
        if beside not in self._others:
            return _truths_beside(beside)
        if beside not in self._beside:
            network, examples = self._others[beside]
            self._beside[beside] = _Truths(network, PlainNetwork.of(network, examples))
        return self._beside[beside]

    def along(self, path: tuple[int, ...]) -> tuple[Rederivation, Rederivation]:
        """Return the whole network re-derived, or the chain along a path of it, exact and shaken."""
        if not path:
            return self._whole
        if path not in self._chains:
            self._chains[path] = self._chain(path)
        return self._chains[path]

    def _chain(self, path: tuple[int, ...]) -> tuple[Rederivation, Rederivation]:
        widths = self._network.widths
        if len(path) != len(widths) or not all(0 <= j < n for j, n in zip(path, widths, strict=True)):
            raise InputError("", "path", f"expected neurons below the widths {widths}", f"found {path}")
        one, other = chain(self._plain, path), chain(self._shaken, path)
        _check_chain(self._plain, one, path)
        layers = [replace(layer, W=layer.W[:1, :1], b=layer.b[:1]) for layer in self._network.layers]
        addresses = self._network.with_layers(tuple(layers))
        return Rederivation(addresses, one), Rederivation(addresses, other, _shake)


def _shake(plain: PlainNetwork) -> PlainNetwork:
    return plain.shaken(np.random.default_rng(_SEED), _SHAKE)


def _where_there_is_one(shaken: Rederivation, about: str, state: State, truth: float) -> float:
    """Return a value of the shaken network, or the exact one where the shaken one has none.

    Where the last digit of a weight decides whether a neuron moves at all, as in a long chain of large weights, the
    shaken network may have no change to divide by. The exact one has to be met then.
    """
    try:
        return shaken.read(about, state)
    except InputError:
        return truth


def _rounding(about: str, state: State, exact: Rederivation, shaken: Rederivation) -> float:
    """Return what subtraction leaves open in a change, or in a ratio of changes.

    What changes is known to a few roundings of itself and of all that it is made of.
    """
    found = re.fullmatch(r"Δ([^Δ/]+)(?:/Δ([^Δ/]+))?", about)
    if found is None:
        return 0.0
    of, by = found.groups()
    whole = exact.read(of, state)
    off = abs(whole - _where_there_is_one(shaken, of, state, whole))
    open_ = _ROUNDING * (abs(whole) + off / _SHAKE)
    return open_ / abs(exact.read(f"Δ{by}", state)) if by else open_


def _check_chain(whole: PlainNetwork, chained: PlainNetwork, path: tuple[int, ...]) -> None:
    """Make sure that a chain's a, and its z but for a softmax, are the network's own numbers."""
    seen, along = run(whole, 0), run(chained, 0)
    for number, j in enumerate(path[1:], 1):
        pairs = [(along.a[number][0], seen.a[number][j])]
        if is_elementwise(whole.layers[number - 1][2]):
            pairs.append((along.z[number - 1][0], seen.z[number - 1][j]))
        for found, expected in pairs:
            if not math.isclose(found.real, expected.real, rel_tol=RELATIVE, abs_tol=RELATIVE):
                raise InputError("", f"path, layer {number}", f"expected {expected.real}", f"found {found.real}")


def _state(entry: Mapping[str, Any]) -> State:
    nudges = [*entry.get("held", ()), *([entry["nudge"]] if "nudge" in entry else [])]
    parsed = tuple(Nudge(Quantity.parse(one["quantity"]), float(one["by"])) for one in nudges)
    told = entry.get("batches")
    free = tuple(map(Quantity.parse, told.get("free", ()))) if told else ()
    batches = Batches(told["size"], told["seed"], free) if told else None
    steps = entry.get("step", 0), entry.get("asked"), entry.get("rate")
    return State(entry.get("example"), parsed, *steps, batches, _start(entry.get("start")))


def _start(told: Mapping[str, Any] | None) -> Start | None:
    if told is None:
        return None
    return Start(told["seed"], told.get("towards"), tuple(told.get("exchanged", ())), float(told.get("share", 0.0)))
