"""Networks drawn at random, numbered and the same in every run: each lesson meets some, and on demand all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from hypothesis import HealthCheck, Phase, given, seed, settings

from core.model.network import Examples, Network
from scenes.catalogue import Entry, lessons
from tests.strategies import networks_with_examples

MANY = int(os.environ.get("RANDOM_NETWORKS", "40"))
"""How many there are; RANDOM_NETWORKS=200 ./lecture test --movement draws more, and the first 40 stay as they are."""
_SIMPLE = 4
"""The first that are drawn from a seed are the simplest there are, or much like each other."""


def random_networks(entry: Entry, count: int = MANY) -> Iterator[tuple[int, tuple[Network, Examples]]]:
    """Yield so many networks to which a lesson applies, with their numbers; each lesson begins at one of its own.

    Lessons that are told of a few each so meet nearly all of them together.
    """
    start = lessons().index(entry) * MANY // len(lessons())
    found = 0
    for number in (*range(start, MANY), *range(start)):
        if found < count and not entry.load().why_not(*random_network(number)):
            found += 1
            yield number, random_network(number)


@cache
def random_network(number: int) -> tuple[Network, Examples]:
    """Draw the network of a number, with its examples."""
    found: list[tuple[Network, Examples]] = []

    @seed(number)
    @settings(
        max_examples=_SIMPLE + 1,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(networks_with_examples())
    def keep(drawn: tuple[Network, Examples]) -> None:
        found.append(drawn)

    keep()
    return found[-1]
