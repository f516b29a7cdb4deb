"""Free corners, free sides and line breaks on random rooms."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scenes.layout.box import Box, Size
from scenes.layout.free_room import free_corner, free_side
from scenes.layout.line_breaks import broken

ROOM = Box(0.0, 0.0, 10.0, 6.0)


@st.composite
def box_lists(draw):
    found = []
    for _ in range(draw(st.integers(0, 4))):
        left, bottom = draw(st.floats(0, 9)), draw(st.floats(0, 5))
        found.append(Box(left, bottom, left + draw(st.floats(0.1, 4)), bottom + draw(st.floats(0.1, 3))))
    return found


@given(box_lists())
def test_a_free_corner_is_free_and_no_larger_one_is_on_a_grid(taken):
    corner = free_corner(ROOM, taken)
    assert ROOM.contains(corner)
    assert not any(corner.overlaps(box) for box in taken)
    for x, y in product(range(1, 10), range(1, 6)):
        for box in (Box(0, 0, x, y), Box(x, 0, 10, y), Box(0, y, x, 6), Box(x, y, 10, 6)):
            assert any(box.overlaps(other) for other in taken) or box.area <= corner.area + 1e-6


def test_a_corner_with_room_for_the_thing_goes_before_a_larger_one():
    taken = [Box(1.0, 0.0, 10.0, 4.0)]
    assert free_corner(ROOM, taken, Size(0.5, 5.0)) == Box(0.0, 0.0, 1.0, 6.0)
    assert free_corner(ROOM, taken) == Box(0.0, 4.0, 10.0, 6.0)


@given(box_lists(), st.floats(0.2, 2.0), st.floats(0.2, 0.6))
def test_a_label_covers_nothing_and_stays_in_the_room(taken, width, height):
    named = Box(4.0, 2.5, 5.0, 3.5)
    found = free_side(Size(width, height), named, [*taken, named], ROOM)
    if found is not None:
        assert ROOM.contains(found.box)
        assert not any(found.box.overlaps(box) for box in [*taken, named])


def test_a_label_far_from_what_it_names_has_a_leader():
    named = Box(4.0, 2.0, 5.0, 3.0)
    ring = [Box(3.5, 3.0, 5.5, 3.3), Box(3.5, 1.7, 5.5, 2.0), Box(3.6, 2.0, 4.0, 3.0), Box(5.0, 2.0, 5.4, 3.0)]
    near = free_side(Size(0.5, 0.3), named, [], ROOM)
    far = free_side(Size(0.5, 0.3), named, ring, ROOM)
    assert near.leader is None
    assert far.leader is not None
    assert far.leader[1][1] == named.top


@given(st.lists(st.floats(0.1, 3.0), min_size=1, max_size=8), st.floats(1.0, 8.0))
def test_lines_are_as_few_and_as_even_as_can_be(widths, room):
    gap = 0.2
    lines = broken(widths, room, gap)
    assert [index for line in lines for index in line] == list(range(len(widths)))
    lengths = [sum(widths[i] for i in line) + gap * (len(line) - 1) for line in lines]
    assert all(length <= room or len(line) == 1 for length, line in zip(lengths, lines, strict=True))

    def fits(line):
        return sum(line) + gap * (len(line) - 1) <= room

    def greedy():
        found = [[]]
        for width in widths:
            longer = [*found[-1], width]
            found = [*found[:-1], longer] if not found[-1] or fits(longer) else [*found, [width]]
        return len(found)

    assert len(lines) == greedy()
