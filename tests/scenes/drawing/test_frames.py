"""What patches and holds become in a video is what whole frames would have become."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from manim._config.video_encoder import VideoEncoderSpec
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.drawing.frames import PatchEncoder, cut

if TYPE_CHECKING:
    from pathlib import Path

WIDTH, HEIGHT = 214, 120
REPEATS = (1, 1, 3, 1, 2)
BOXES = ((0, 0, 214, 120), (3, 5, 60, 41), (101, 77, 214, 120), (0, 50, 33, 51), (7, 9, 8, 10))
FORMATS = {
    "yuv420p": ("mp4", "libx264"),
    "yuv444p": ("mp4", "libx264"),
    "argb": ("mov", "qtrle"),
    "yuva420p": ("webm", "libvpx-vp9"),
}


def specification(pixel_format: str, **options: str) -> VideoEncoderSpec:
    container, codec = FORMATS[pixel_format]
    fps = Fraction(30)
    settings = tuple(sorted(options.items()))
    return VideoEncoderSpec(container, codec, pixel_format, WIDTH, HEIGHT, fps, settings)


def pictures() -> list[np.ndarray]:
    """Make frames each of which differs from the last in one box."""
    random = np.random.default_rng(1)
    frames = [np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)]
    for x0, y0, x1, y1 in BOXES:
        frame = frames[-1].copy()
        noise = random.integers(0, 255, ((y1 - y0) // 4 + 1, (x1 - x0) // 4 + 1, 4))
        frame[y0:y1, x0:x1] = noise.repeat(4, 0).repeat(4, 1)[: y1 - y0, : x1 - x0]
        frames.append(frame)
    return frames[1:]


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(path) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


@pytest.mark.parametrize("pixel_format", FORMATS)
def test_patches_give_the_video_that_whole_frames_give(tmp_path: Path, pixel_format: str) -> None:
    spec = specification(pixel_format)
    whole = VideoSegmentEncoder(target=tmp_path / f"whole.{spec.container_format}", spec=spec)
    patched = PatchEncoder(target=tmp_path / f"patched.{spec.container_format}", spec=spec)
    for frame, box, repeat in zip(pictures(), BOXES, REPEATS, strict=True):
        whole.write_frame(frame, repeat=repeat)
        patched.write_frame([cut(frame, box)], repeat=repeat)
    whole.finish()
    patched.finish()
    expected, found = decoded(whole.target), decoded(patched.target)
    assert len(found) == len(expected) == sum(REPEATS)
    assert all(map(np.array_equal, found, expected))


@pytest.mark.parametrize("preset", ["ultrafast", "veryfast", "medium"])
@pytest.mark.parametrize("repeat", [1, 12, 13, 90])
def test_a_hold_shows_its_last_picture_for_as_long_as_it_lasts(tmp_path: Path, preset: str, repeat: int) -> None:
    spec = specification("yuv420p", preset=preset, crf="18")
    encoder = PatchEncoder(target=tmp_path / "hold.mp4", spec=spec)
    first, *_, last = pictures()
    encoder.write_frame([cut(first, BOXES[0])], repeat=20)
    encoder.write_frame([cut(last, BOXES[0])], repeat=repeat)
    encoder.finish()
    with av.open(encoder.target) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == spec.frame_rate
        assert stream.duration * stream.time_base == Fraction(20 + repeat, 30)
        frames = list(container.decode(stream))
    times = [frame.pts * frame.time_base for frame in frames]
    assert times == [Fraction(place, 30) for place in range(20 + repeat)]
    luma = [frame.to_ndarray()[:HEIGHT].astype(int) for frame in frames]
    wanted = av.VideoFrame.from_ndarray(last, format="rgba").reformat(format="yuv420p")
    for place in range(20, 20 + repeat):
        assert abs(luma[place] - wanted.to_ndarray()[:HEIGHT]).mean() < 3
    assert all(np.array_equal(held, luma[31]) for held in luma[32 + 1 :] if repeat > 12)


def test_a_picture_that_changes_after_a_long_rest_is_encoded_in_its_place(tmp_path: Path) -> None:
    spec = specification("yuv420p", preset="veryfast", crf="18")
    encoder = PatchEncoder(target=tmp_path / "rest.mp4", spec=spec)
    first, *_, last = pictures()
    encoder.write_frame([cut(first, BOXES[0])], repeat=40)
    encoder.write_frame([cut(last, BOXES[0])], repeat=1)
    encoder.finish()
    frames = decoded(encoder.target)
    assert len(frames) == 41
    assert abs(frames[39].astype(int) - frames[40]).mean() > abs(frames[39].astype(int) - frames[38]).mean()


def test_a_segment_has_its_last_name_from_the_start_and_lies_there_once_it_is_whole(tmp_path: Path) -> None:
    first, *_ = pictures()
    whole, cut_off = (
        PatchEncoder(target=tmp_path / name, spec=specification("yuv420p")) for name in ("whole.mp4", "cut-off.mp4")
    )
    for encoder in (whole, cut_off):
        assert not encoder.target.exists()
        encoder.write_frame([cut(first, BOXES[0])], repeat=2)
    whole.finish()
    cut_off.abort()
    assert [path.name for path in tmp_path.iterdir()] == ["whole.mp4"]
