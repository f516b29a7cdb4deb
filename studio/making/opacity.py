"""Films whose ground is missing: read with their opacity, and written as WebM and as QuickTime."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import av
from av.video.frame import VideoFrame
from PIL import Image

VP9 = MappingProxyType({"crf": "24", "b": "0", "deadline": "realtime", "cpu-used": "8", "row-mt": "1"})
"""How clips that can be seen through are encoded while they are drawn."""
CODECS: dict[str, tuple[str, str, dict[str, str]]] = {
    ".webm": ("libvpx-vp9", "yuva420p", {**VP9, "deadline": "good", "cpu-used": "4"}),
    ".mov": ("prores_ks", "yuva444p10le", {"profile": "4444"}),
}
"""By endings: the codec, how it holds pixels, and its options. Browsers play the first, editors take the second."""


def decoded(source: Any, video: Any) -> Iterator[VideoFrame]:  # noqa: ANN401  PyAV's classes
    """Yield the pictures of a film that was opened, with their opacity: the usual decoder of VP9 leaves that out.

    Parameters
    ----------
    source, video : av.container.InputContainer, av.video.stream.VideoStream
    """
    if video.metadata.get("alpha_mode") != "1":
        yield from source.decode(video)
        return
    decoder: Any = av.CodecContext.create("libvpx-vp9", "r")
    for packet in source.demux(video):
        for frame in decoder.decode(packet):
            frame.time_base = video.time_base
            yield frame


def picture(frame: VideoFrame) -> Image.Image:
    """Return a picture of a film, with its opacity if it has one."""
    is_clear = any(component.is_alpha for component in frame.format.components)
    return Image.fromarray(frame.to_ndarray(format="rgba" if is_clear else "rgb24"))


def part(clip: Path, first: float, last: float) -> Iterator[tuple[Fraction, VideoFrame]]:
    """Yield all pictures of a part of a film, with their opacity, each with the second that is the middle of its time.

    Parameters
    ----------
    clip : Path
    first, last : float
        Seconds.
    """
    with av.open(str(clip)) as source:
        video = source.streams.video[0]
        source.seek(int(Fraction(first) / video.time_base), stream=video, backward=True)
        half = 1 / (2 * video.average_rate)
        for frame in decoded(source, video):
            middle = frame.pts * video.time_base + half
            if middle >= last:
                return
            if middle >= first:
                yield middle, frame


def write(pictures: Iterable[VideoFrame], rate: Fraction, target: Path, ending: str) -> None:
    """Write a film of pictures with their opacity.

    Parameters
    ----------
    pictures : iterable of VideoFrame
    rate : Fraction
        Pictures a second.
    target : Path
    ending : str
        One of `CODECS`.
    """
    codec, pixels, options = CODECS[ending]
    with av.open(str(target), "w", format=ending[1:]) as film:
        stream: Any = None
        for number, picture in enumerate(pictures):
            if stream is None:
                stream = film.add_stream(codec, rate=rate, options=dict(options))
                stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, pixels
            frame = picture.reformat(format=pixels)
            frame.pts, frame.time_base = number, 1 / rate
            film.mux(stream.encode(frame))
        if stream is not None:
            film.mux(stream.encode(None))
