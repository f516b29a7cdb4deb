"""Every frame of every lesson, as the fast renderer draws it, equals a full redraw."""

import pytest
from manim import tempconfig

from core.files.network_file import read
from scenes.catalogue import lessons
from tests.comparing_renderer import ComparingRenderer
from tests.rehearsals import NETWORKS

TINY = {"pixel_width": 214, "pixel_height": 120, "frame_rate": 2, "dry_run": True, "disable_caching": True}


@pytest.mark.parametrize(
    "entry", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(one.name)) for one in lessons()]
)
def test_frames_of_a_lesson_equal_a_full_redraw(entry):
    lesson_class = entry.load()
    network = NETWORKS["chain" if entry.chapter == "single_neuron" else "iris"]
    assert not lesson_class.why_not(*read(network))

    class Compared(lesson_class):
        __doc__ = lesson_class.__doc__

        def __init__(self):
            super().__init__(network, renderer=ComparingRenderer(self))

    with tempconfig({**TINY, "progress_bar": "none", "verbosity": "ERROR"}):
        lesson = Compared()
        lesson.render()
    assert len(lesson.renderer.frames) > 4 * len(lesson.record.beats)
    assert not lesson.renderer.drawn_by_manim
