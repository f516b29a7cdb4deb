"""A picture at rest in H.264: frames that say nothing but "as before".

x264 spends nearly as long on a frame that repeats the last one as on any other. What it writes is the
same handful of bytes each time: a slice in which every macroblock is skipped, preceded by the frame's
number and its place in the order of display. So one such frame is taken from a grey clip, and its two
numbers are set for every frame of the hold. All that is read and written here is the start of the
sequence parameter set and of the slice header (ITU-T H.264, 7.3.2.1.1 and 7.3.3).
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manim._config.video_encoder import VideoEncoderSpec

SLICES = {1, 5}
SEQUENCE_PARAMETERS = 7
HIGH_PROFILES = {100, 110, 122, 244}


class _Bits:
    """Reads the numbers of a bit string in order."""

    def __init__(self, payload: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in payload)
        self.at = 0

    def take(self, count: int) -> int:
        """Read an unsigned number of so many bits."""
        self.at += count
        return int(self.bits[self.at - count : self.at] or "0", 2)

    def golomb(self) -> int:
        """Read an unsigned Exp-Golomb number."""
        zeros = self.bits.index("1", self.at) - self.at
        self.at += zeros
        return self.take(zeros + 1) - 1

    def skip_to_frame_number(self) -> None:
        """In a slice header, read the first macroblock, the slice type and the parameter set."""
        for _ in range(3):
            self.golomb()


def units(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Split an Annex B byte stream into its units: reference count, type and payload."""
    for unit in re.split(rb"\x00\x00\x00?\x01", stream)[1:]:
        # A 3 after two zeros only keeps the payload from looking like a start code.
        payload = unit[1:].replace(b"\x00\x00\x03", b"\x00\x00")
        yield unit[0] >> 5 & 3, unit[0] & 31, payload


@dataclass(frozen=True, slots=True)
class Numbering:
    """How many bits a slice header gives to the frame's number and to its place on display."""

    frame_bits: int
    order_bits: int

    @classmethod
    def of(cls, extradata: bytes) -> Numbering | None:
        """Read it from a codec's extradata; None if the stream numbers its frames another way."""
        payload = next(payload for _, kind, payload in units(extradata) if kind == SEQUENCE_PARAMETERS)
        bits = _Bits(payload[:32])
        profile = bits.take(24) >> 16
        bits.golomb()  # seq_parameter_set_id
        if profile in HIGH_PROFILES:
            chroma = bits.golomb()
            bits.golomb()  # bit depth of luma
            bits.golomb()  # and of chroma
            if chroma == 3 or bits.take(2):  # separate planes, lossless, scaling lists
                return None
        frame_bits = bits.golomb() + 4
        order_type = bits.golomb()
        if order_type == 1:
            return None
        return cls(frame_bits, bits.golomb() + 4 if order_type == 0 else 0)

    def frame_number(self, packet: bytes) -> tuple[bool, int]:
        """Read from a packet whether later frames may refer to it, and its frame number."""
        reference, payload = next((r, p) for r, kind, p in units(packet) if kind in SLICES)
        bits = _Bits(payload[:16])
        bits.skip_to_frame_number()
        return reference > 0, bits.take(self.frame_bits)


@dataclass(frozen=True, slots=True)
class SkippedFrame:
    """A frame that repeats the one before, for streams made with the same settings."""

    numbering: Numbering
    slices: tuple[tuple[int, bytes], ...]  # the first byte and the payload of each

    def packet(self, frame_number: int, place: int) -> bytes:
        """Return the frame as the one with this number, at this place on display."""
        bits = self.numbering
        number = f"{frame_number % 2**bits.frame_bits:0{bits.frame_bits}b}"
        if bits.order_bits:  # counted in fields, two to a frame
            number += f"{2 * place % 2**bits.order_bits:0{bits.order_bits}b}"
        return b"".join(_renumbered(header, payload, number) for header, payload in self.slices)


def _renumbered(header: int, payload: bytes, number: str) -> bytes:
    """Write a slice with other bits where its frame's number stands."""
    bits = _Bits(payload)
    bits.skip_to_frame_number()
    patched = bits.bits[: bits.at] + number + bits.bits[bits.at + len(number) :]
    payload = int(patched, 2).to_bytes(len(payload), "big")
    payload = re.sub(rb"\x00\x00(?=[\x00-\x03])", b"\x00\x00\x03", payload)
    return b"\x00\x00\x00\x01" + bytes([header]) + payload


@lru_cache(maxsize=4)
def skipped_frame(spec: VideoEncoderSpec) -> SkippedFrame | None:
    """Make the frame that repeats the one before it; None if the codec has no such frame for us."""
    if spec.codec != "libx264":
        return None
    with av.open(io.BytesIO(), "w", format="mp4") as container:
        stream = container.add_stream(spec.codec, rate=spec.frame_rate, options=dict(spec.options))
        stream.pix_fmt, stream.width, stream.height = spec.pixel_format, spec.width, spec.height
        grey = np.full((spec.height, spec.width, 4), 128, dtype=np.uint8)
        packets = []
        for pts in range(2):
            frame = av.VideoFrame.from_ndarray(grey, format="rgba").reformat(format=spec.pixel_format)
            frame.pts = pts
            packets += stream.encode(frame)
        packets += stream.encode()
        numbering = Numbering.of(stream.codec_context.extradata)
    slices = [unit for unit in units(bytes(packets[-1])) if unit[1] in SLICES]
    if numbering is None or len(packets) != 2 or not all(reference for reference, _, _ in slices):
        return None
    return SkippedFrame(numbering, tuple((r << 5 | kind, payload) for r, kind, payload in slices))
