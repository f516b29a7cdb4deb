"""Damage misses no pixel, and the fewest shapes are taken for moved."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.drawing.damage import gather, out_of_order

EDGES = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(1, 400), st.integers(1, 400))


@given(st.lists(EDGES, max_size=60))
def test_every_damaged_pixel_is_gathered(edges: list[tuple[int, int, int, int]]) -> None:
    damaged = np.zeros((130, 130), dtype=bool)
    boxes = [(x // 10, y // 10, (x + w) // 10 + 1, (y + h) // 10 + 1) for x, y, w, h in edges]
    for x0, y0, x1, y1 in boxes:
        damaged[y0:y1, x0:x1] = True
    tens = [tuple(10 * edge for edge in box) for box in boxes]
    for x0, y0, x1, y1 in gather(tens):
        damaged[y0 // 10 : y1 // 10, x0 // 10 : x1 // 10] = False
    assert not damaged.any()


@given(st.permutations(range(7)))
def test_the_rest_rises_and_nothing_more_could_be_kept(ranks: list[int]) -> None:
    moved = out_of_order(ranks)
    rest = [rank for rank in ranks if rank not in moved]
    assert rest == sorted(rest)
    lengths = []
    for place, rank in enumerate(ranks):
        below = [length for length, other in zip(lengths, ranks[:place], strict=True) if other < rank]
        lengths.append(1 + max(below, default=0))
    assert len(rest) == max(lengths)
