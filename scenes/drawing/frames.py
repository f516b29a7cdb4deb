"""Frames on their way into the video: only what changed is converted and handed over."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
from av.video.frame import PictureType
from av.video.reformatter import VideoReformatter
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.drawing.holds import skipped_frame

if TYPE_CHECKING:
    from pathlib import Path

    from manim._config.video_encoder import VideoEncoderSpec
    from manim.typing import RGBAPixelArray

    from scenes.drawing.damage import Box
    from scenes.drawing.holds import SkippedFrame

SUBSAMPLING = {"yuv420p": (1, 2, 2), "yuva420p": (1, 2, 2, 1), "yuv444p": (1, 1, 1)}
"""For pixel formats that can be patched: how many pixels wide and high one sample of a plane is."""

LONGEST_B_RUN = 20
"""More packets than can follow a frame that later ones refer to."""

GRID = 16
"""Patches lie on a grid of so many pixels, and bring as much of a margin along on every side.

Colour conversion looks at neighbouring pixels, and rounds otherwise where rows are short or end.
Tried at five frame sizes with random boxes: on a grid of 2 a few chroma samples differ by one.
"""

SETTLE = 12
"""Frames of a picture at rest that are still encoded, since the first ones gain in quality."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels that changed: RGBA values whose top left corner lies at (x, y) of the frame."""

    x: int
    y: int
    pixels: RGBAPixelArray


def cut(pixels: RGBAPixelArray, box: Box) -> Patch:
    """Copy a box out of a frame, with what its conversion needs around it."""
    height, width = pixels.shape[:2]
    x0, y0 = (max(0, edge - edge % GRID - GRID) for edge in box[:2])
    x1, y1 = (edge + -edge % GRID + GRID for edge in box[2:])
    return Patch(x0, y0, pixels[y0 : min(y1, height), x0 : min(x1, width)].copy())


def straight(patch: Patch, ground: Sequence[int]) -> Patch:
    """Return a patch as files hold what can be seen through: each colour as it is, beside its opacity.

    What was drawn is mixed with a ground that has a colour and no opacity.

    Parameters
    ----------
    patch : Patch
    ground : sequence of int
        Red, green and blue.

    Examples
    --------
    >>> straight(Patch(0, 0, np.array([[[130, 20, 40, 128], [250, 0, 0, 0]]], dtype=np.uint8)), (250, 0, 0)).pixels
    array([[[ 11,  40,  80, 128],
            [250,   0,   0,   0]]], dtype=uint8)
    """
    pixels = patch.pixels.copy()
    opacity = pixels[..., 3:] / 255
    behind = np.asarray(ground, dtype=float)
    colour = behind + (pixels[..., :3] - behind) / np.maximum(opacity, 1 / 255)
    pixels[..., :3] = np.clip(np.round(colour), 0, 255).astype(np.uint8)
    return Patch(patch.x, patch.y, pixels)


class PatchEncoder(VideoSegmentEncoder):
    """Encodes one segment from a whole first frame and the patches that lead to each next one.

    Repeats of a picture that has settled are put off. If it changes again they are encoded; if it
    stays to the end of the segment, they become frames that say "as before".
    """

    def __init__(self, *, target: Path, spec: VideoEncoderSpec) -> None:
        # A segment that was cut off must never be taken for one that is kept. Manim knows it by its last name all
        # along, so that a play of the same key waits for it.
        super().__init__(target=target.with_name(f"unfinished-{os.getpid()}-{target.name}"), spec=spec)
        self._unfinished, self.target = self.target, target
        self._reformatter = VideoReformatter()
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._subsampling = SUBSAMPLING.get(spec.pixel_format)
        self._pixels: RGBAPixelArray | None = None
        self._picture: av.VideoFrame | None = None
        self._shown = 0  # how often the picture has been encoded since it changed
        self._put_off = 0
        self._last_dts = 0
        self._last_packets: deque[bytes] = deque(maxlen=LONGEST_B_RUN)

    def write_frame(self, pixels: Sequence[Patch], *, repeat: int = 1) -> None:
        """Encode the frame that the patches lead to, `repeat` times."""
        try:
            if pixels:
                self._catch_up()
                for patch in pixels:
                    self._apply(patch)
                self._shown = 0
            settling = max(0, min(repeat, SETTLE - self._shown))
            for _ in range(settling):
                self._encode()
            self._shown += settling
            self._put_off += repeat - settling
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def begin_with(self, picture: av.VideoFrame) -> None:
        """Take a picture of a film, as it is there, for what is encoded until patches lead on from it."""
        self._picture = self._reformatter.reformat(picture, format=self.spec.pixel_format)
        self._picture.pict_type = PictureType.NONE

    def finish(self) -> None:
        """Flush the encoder, append what was put off and close the segment."""
        if self._closed:
            return
        try:
            skipped = skipped_frame(self.spec) if self._put_off else None
            if skipped is None:
                self._catch_up()
            for packet in self._stream.encode():
                self._mux(packet)
            if skipped is not None:
                self._append(skipped)
        except BaseException as error:
            raise self._operation_error("finish", error) from error
        finally:
            self._closed = True
            self._container.close()
        self._unfinished.replace(self.target)

    def abort(self) -> None:
        """Close the segment and take away what there is of it."""
        self.target = self._unfinished
        super().abort()

    def _apply(self, patch: Patch) -> None:
        height, width = patch.pixels.shape[:2]
        if (width, height) == (self.spec.width, self.spec.height):
            self._pixels = patch.pixels
            self._picture = self._convert(patch.pixels)
        elif self._subsampling is None:
            self._pixels[patch.y : patch.y + height, patch.x : patch.x + width] = patch.pixels
            self._picture = self._convert(self._pixels)
        else:
            self._patch(patch)

    def _convert(self, pixels: RGBAPixelArray, threads: int = 0) -> av.VideoFrame:
        frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
        return self._reformatter.reformat(frame, format=self.spec.pixel_format, threads=threads)

    def _patch(self, patch: Patch) -> None:
        """Convert a patch alone and lay it, without its margin, into the picture."""
        self._picture.make_writable()  # the encoder may still hold the frame before
        # Starting threads, anew for each size, takes seven times as long as a patch does.
        converted = self._convert(patch.pixels, threads=1)
        height, width = patch.pixels.shape[:2]
        right, bottom = patch.x + width, patch.y + height
        x0 = patch.x + GRID if patch.x else 0
        y0 = patch.y + GRID if patch.y else 0
        x1 = right if right == self.spec.width else right - GRID
        y1 = bottom if bottom == self.spec.height else bottom - GRID
        planes = zip(self._picture.planes, converted.planes, self._subsampling, strict=True)
        for whole, part, step in planes:
            source = _samples(part)[
                (y0 - patch.y) // step : -(-(y1 - patch.y) // step),
                (x0 - patch.x) // step : -(-(x1 - patch.x) // step),
            ]
            _samples(whole)[y0 // step : -(-y1 // step), x0 // step : -(-x1 // step)] = source

    def _encode(self) -> None:
        self._picture.pts = self._next_pts
        self._picture.time_base = self._time_base
        self._next_pts += 1
        for packet in self._stream.encode(self._picture):
            self._mux(packet)

    def _catch_up(self) -> None:
        for _ in range(self._put_off):
            self._encode()
        self._put_off = 0

    def _mux(self, packet: av.Packet) -> None:
        self._last_dts = packet.dts
        self._last_packets.append(bytes(packet))
        self._container.mux(packet)

    def _append(self, skipped: SkippedFrame) -> None:
        """Show the last picture for the frames that were put off."""
        numbers = map(skipped.numbering.frame_number, self._last_packets)
        *_, last_number = (number for is_reference, number in numbers if is_reference)
        for step in range(1, self._put_off + 1):
            packet = av.Packet(skipped.packet(last_number + step, self._next_pts))
            packet.stream = self._stream
            packet.time_base = self._time_base
            packet.pts, packet.dts, packet.duration = self._next_pts, self._last_dts + step, 1
            self._next_pts += 1
            self._container.mux(packet)


def _samples(plane: av.video.plane.VideoPlane) -> np.ndarray:
    """View a plane of 8-bit samples as an array of rows."""
    rows = np.frombuffer(plane, dtype=np.uint8).reshape(plane.height, plane.line_size)
    return rows[:, : plane.width]


class PatchWriter(SceneFileWriter):
    """Manim's file writer, whose video segments are fed with patches and may lie in any folder."""

    def _create_segment_encoder(self, target: Path) -> PatchEncoder:
        return PatchEncoder(target=target, spec=self.video_encoder)

    @staticmethod
    def _concat_manifest_bytes(input_files: list[str]) -> bytes:
        """List the segments to join; manim leaves an apostrophe in a path as it is, which ends the path there."""
        lines = [SceneFileWriter._concat_manifest_bytes([file.replace("'", r"'\''")]) for file in input_files]  # noqa: SLF001
        return b"".join(lines)
