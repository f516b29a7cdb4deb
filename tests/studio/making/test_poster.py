"""The picture of a clip is taken as the beat that its lesson names ends."""

from functools import partial

import av
import numpy as np
import pytest
from PIL import Image

from scenes.catalogue import find
from scenes.watching.stills import watch_rests
from studio.making.poster import poster
from tests.rehearsals import NETWORKS

RATE, SHADES = 10, (40, 120, 200)


@pytest.fixture
def clip(tmp_path):
    """Three seconds, each in a grey of its own."""
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for shade in SHADES:
            for _ in range(RATE):
                frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), shade, np.uint8), format="rgb24")
                film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("at", "shade"), [(0.0, 40), (1.0, 40), (1.1, 120), (2.0, 120), (3.0, 200), (9.0, 200)])
def test_the_picture_is_the_last_one_before_its_moment(clip, tmp_path, at, shade):
    target = tmp_path / "clip.png"
    poster(clip, target, at)
    with Image.open(target) as picture:
        assert np.abs(np.asarray(picture.convert("L"), dtype=float) - shade).max() < 6


def test_the_moment_is_the_end_of_the_named_beat_or_of_the_clip():
    lesson = watch_rests(partial(find("NudgeTheWeight").load(), NETWORKS["chain"]), lambda *_: None)
    ends = {beat["name"]: beat["end"] for beat in lesson.record_of_clip()["beats"]}
    assert lesson.poster_time() == ends["meet_the_derivative"]
    lesson.poster = "halve_the_nudge"
    assert lesson.poster_time() == ends["halve_the_nudge"] < ends["meet_the_derivative"]
    lesson.poster = ""
    assert lesson.poster_time() == lesson.record_of_clip()["duration"]
