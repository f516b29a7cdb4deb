"""Frames of other shapes: pixels, folders, and lessons whose layout is not solved for them yet."""

import pytest
from manim import tempconfig

from core.model.errors import InputError
from scenes.catalogue import find, lessons
from scenes.layout.frame import ASPECTS, Frame, frame_named
from scenes.watching.rehearsal import rehearsing
from studio.making.plan import plan
from studio.making.quality import QUALITIES
from tests.rehearsals import ROOT

IRIS = ROOT / "networks" / "iris.toml"
SOLVED = {entry.name for entry in lessons() if entry.load().any_frame}


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("quality", QUALITIES)
def test_a_quality_has_its_shorter_side_in_every_frame(aspect, quality):
    plain, shaped = QUALITIES[quality], QUALITIES[quality].shaped(aspect)
    assert min(shaped.width, shaped.height) == plain.height
    assert shaped.width % 2 == shaped.height % 2 == 0
    assert Frame.of(shaped.width, shaped.height) == frame_named(aspect)
    assert shaped.fps == plain.fps


def test_another_frame_has_a_folder_of_its_own_and_tells_what_it_leaves_out(tmp_path):
    wide, tall = (plan(IRIS, aspect=aspect, output=tmp_path) for aspect in ("16:9", "9:16"))
    assert wide.folder.name == "medium-dark"
    assert tall.folder.name == "medium-dark-9x16"
    assert {job.lesson for job in tall.jobs} == SOLVED
    assert {(job.quality.width, job.quality.height) for job in tall.jobs} == {(720, 1280)}
    assert {one.lesson for one in tall.skipped} == {job.lesson for job in wide.jobs} - SOLVED
    assert {one.reason for one in tall.skipped} == {"its pictures are laid out for 16:9 alone"}


def test_a_lesson_that_is_laid_out_for_one_frame_refuses_another():
    unsolved = next(entry for entry in lessons() if entry.name not in SOLVED)
    with rehearsing(), tempconfig({"pixel_width": 720, "pixel_height": 1280}):
        with pytest.raises(InputError, match="expected a picture of 16 to 9, found 720 by 1280 pixels"):
            unsolved.load()(IRIS)
        lesson = find(next(iter(SOLVED))).load()(IRIS)
    assert lesson.camera.frame_height == lesson.frame.height == pytest.approx(8 * 16 / 9)
    assert lesson.camera.frame_width == 8.0
