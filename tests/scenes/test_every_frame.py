"""Every lesson in every frame: what is clean in a wide one is clean in a tall one, too, and in those between."""

from functools import partial
from itertools import product

import pytest
from manim import tempconfig

from scenes.catalogue import lessons
from studio.making.quality import QUALITIES
from tests.rehearsals import NETWORKS, applies, tell
from tests.scenes.not_passing import NOT_PASSING_FRAMES

FRAMES = ("9:16", "4:3", "1:1")


def marks_of(row, frame, column):
    """A thorough run tries each lesson in each frame with one network of the gallery, and --movement with all."""
    is_usual = (row + 2 * frame) % len(NETWORKS) == column
    group = pytest.mark.xdist_group(f"{FRAMES[frame]} {lessons()[row].name}")
    return (group, pytest.mark.thorough if is_usual else pytest.mark.movement)


EACH = [
    pytest.param(entry, aspect, name, id=f"{entry.name}-{aspect}-{name}", marks=marks_of(row, frame, column))
    for (row, entry), (frame, aspect), (column, name) in product(
        enumerate(lessons()), enumerate(FRAMES), enumerate(NETWORKS)
    )
]


@pytest.mark.parametrize(("entry", "aspect", "name"), EACH)
def test_the_layout_is_clean_in_another_frame(entry, aspect, name):
    if not applies(entry, name):
        return
    shape = QUALITIES["medium"].shaped(aspect)
    with tempconfig({"pixel_width": shape.width, "pixel_height": shape.height}):
        lesson = tell(partial(entry.load(), NETWORKS[name]))
    found = [finding for rest in lesson.rests for finding in rest.findings] + [str(one) for one in lesson.against]
    assert bool(found) is ((entry.name, aspect, name) in NOT_PASSING_FRAMES), found
