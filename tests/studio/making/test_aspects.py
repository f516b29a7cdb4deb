"""Frames of other shapes: pixels, folders, and the camera of a lesson."""

import pytest
from manim import tempconfig

from scenes.catalogue import find
from scenes.layout.frame import ASPECTS, Frame, frame_named
from scenes.watching.rehearsal import rehearsing
from studio.making.plan import plan
from studio.making.quality import QUALITIES
from tests.rehearsals import ROOT

IRIS = ROOT / "networks" / "iris.toml"


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("quality", QUALITIES)
def test_type_has_as_many_pixels_in_every_frame(aspect, quality):
    plain, shaped = QUALITIES[quality], QUALITIES[quality].shaped(aspect)
    frame, unit = frame_named(aspect), plain.height / frame_named("16:9").height
    assert abs(shaped.width - frame.width * unit) <= 1
    assert abs(shaped.height - frame.height * unit) <= 1
    assert shaped.width % 2 == shaped.height % 2 == 0
    assert Frame.of(shaped.width, shaped.height) == frame_named(aspect)
    assert shaped.fps == plain.fps


def test_another_frame_has_a_folder_of_its_own_and_all_lessons(tmp_path):
    wide, tall = (plan(IRIS, aspect=aspect, output=tmp_path) for aspect in ("16:9", "9:16"))
    assert wide.folder.name == "medium-dark"
    assert tall.folder.name == "medium-dark-9x16"
    assert [job.lesson for job in tall.jobs] == [job.lesson for job in wide.jobs]
    assert {(job.quality.width, job.quality.height) for job in tall.jobs} == {(720, 1280)}
    assert tall.skipped == wide.skipped


def test_a_lesson_takes_the_shape_of_its_pixels():
    with rehearsing(), tempconfig({"pixel_width": 720, "pixel_height": 1280}):
        lesson = find("ChainRule").load()(IRIS)
    assert lesson.camera.frame_height == lesson.frame.height == pytest.approx(8 * 16 / 9)
    assert lesson.camera.frame_width == 8.0
