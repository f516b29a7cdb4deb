"""Sound as clips have it: read from any recording, levelled, and encoded in blocks that are cut and joined as they are.

All clips have the same kind of sound, and its blocks lie on one grid: block k begins at k * 1024 samples. A clip begins
in silence, so that its first block needs none before it; so does each of its beats.
"""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import av
import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.float32]

RATE, BLOCK = 48_000, 1024
"""Samples a second, and of a block, which is a packet of AAC."""
LONGEST = 600
"""Seconds that one recording may have."""
_MONO = {"layout": "mono", "format": "fltp"}
_BITS = 96_000
_LOUDNESS, _PEAK, _SILENT = -16.0, -1.5, -69.9
"""Loudness as podcasts have it, and that of silence, in LUFS; the highest peak in dB."""
_INTEGRATED = "lavfi.r128.I"
"""What whole frames of the measuring filter carry: the last one may be a part, and carries nothing."""
_MEASURED = RATE // 2
"""Samples without which loudness is not measured, which takes 0.4 seconds: a shorter sound is repeated until then."""
_FORMATS = "aac,aiff,caf,flac,matroska,mov,mp3,ogg,w64,wav"
"""What is opened: formats that hold their sound themselves; a play list would lead elsewhere."""


def decoded(data: bytes) -> Samples:
    """Return what a sound file holds, in mono, at our rate.

    Parameters
    ----------
    data : bytes
        WAV, MP3, M4A, FLAC, Opus and what else FFmpeg reads.

    Raises
    ------
    ValueError
        If it is no sound, holds none, or is too long; says what was found.
    """
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    pieces, count = [], 0
    try:
        with av.open(io.BytesIO(data), options={"format_whitelist": _FORMATS}) as source:
            frames = source.decode(audio=0) if source.streams.audio else ()
            for frame in (*frames, None) if source.streams.audio else ():
                for one in resampler.resample(frame):
                    pieces.append(one.to_ndarray().ravel())
                    count += one.samples
                if count > LONGEST * RATE:
                    msg = f"found more than {LONGEST // 60} minutes"
                    raise ValueError(msg)
    except av.FFmpegError as error:
        msg = f"found: {error.strerror}"
        raise ValueError(msg) from error
    samples: Samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    if not samples.size:
        msg = "found no sound in it"
        raise ValueError(msg)
    if not np.isfinite(samples).all():
        msg = "found samples that are no numbers"
        raise ValueError(msg)
    return samples


def levelled(samples: Samples) -> Samples:
    """Return sound as loud as all other, by EBU R 128, and as long as before; silence as it is.

    One factor for the whole of it; where that would take a peak too high, FFmpeg's limiter holds it.
    """
    frames = _filtered(np.resize(samples, max(samples.size, _MEASURED)), ("ebur128", "metadata=1:framelog=quiet"))
    measured = [
        frame.metadata[_INTEGRATED] for frame in frames if _INTEGRATED in frame.metadata
    ]  # not of a part of one
    loudness = float(measured[-1])
    if not loudness > _SILENT:
        return samples
    louder = samples * np.float32(10 ** ((_LOUDNESS - loudness) / 20))
    limiter = ("alimiter", f"limit={10 ** (_PEAK / 20)}:level=0:latency=1")
    limited = _filtered(louder, limiter, ("aformat", "sample_fmts=fltp"))
    held = np.concatenate([frame.to_ndarray().ravel() for frame in limited])[: samples.size]
    return np.pad(held, (0, samples.size - held.size))


def _filtered(samples: Samples, *filters: tuple[str, str]) -> list[Any]:
    """Return what filters of FFmpeg make of sound, in frames."""
    graph = av.filter.Graph()
    between = (graph.add(*one) for one in filters)
    chain = (graph.add_abuffer(sample_rate=RATE, **_MONO), *between, graph.add("abuffersink"))
    graph.link_nodes(*chain).configure()
    graph.push(_frame(samples))
    graph.push(None)
    frames = []
    while True:
        try:
            frames.append(graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return frames


def block_at(seconds: float | Fraction) -> int:
    """Return which block begins nearest to a time.

    Examples
    --------
    >>> block_at(0), block_at(1), block_at(60)
    (0, 47, 2812)
    """
    return round(seconds * RATE / BLOCK)


def add_sound(film: Path, samples: Samples, target: Path) -> None:
    """Copy a film and give it sound, as many blocks as it has room for; its pictures stay as they are.

    Parameters
    ----------
    film : Path
    samples : array, shape (n,)
        Silent at first; as long as the film.
    target : Path
    """
    with av.open(str(film)) as source, av.open(str(target), "w", format="mp4", options=FAST) as clip:
        pictures = source.streams.video[0]
        stream = clip.add_stream_from_template(pictures)
        sound = clip.add_stream("aac", rate=RATE, layout="mono", bit_rate=_BITS)
        blocks = [packet for packet in _encoded(sound, samples) if packet.pts >= 0]
        copied = (packet for packet in source.demux(pictures) if packet.dts is not None)
        for packet in in_time(of_stream(stream, copied), blocks):
            clip.mux(packet)


def blocks_of(clip: Path, first: int = 0, last: int | None = None) -> list[bytes]:
    """Return the blocks of a clip's sound, or some of them; none where it has no sound."""
    with av.open(str(clip)) as source:
        if not source.streams.audio:
            return []
        packets = source.demux(source.streams.audio[0])
        return [bytes(packet) for packet in packets if packet.dts is not None][first:last]


@cache
def silence() -> bytes:
    """Return a block in which nothing is heard."""
    with av.open(io.BytesIO(), "w", format="mp4") as film:
        sound = film.add_stream("aac", rate=RATE, layout="mono", bit_rate=_BITS)
        packets = list(_encoded(sound, np.zeros(8 * BLOCK, np.float32)))
        return bytes(packets[len(packets) // 2])


def packets(stream: Any, blocks: Sequence[bytes], first: int = 0) -> Iterator[Any]:  # noqa: ANN401  PyAV's
    """Yield blocks as packets of a stream, beginning at a place of the grid."""
    for place, block in enumerate(blocks, start=first):
        packet = av.Packet(block)
        packet.stream, packet.time_base = stream, Fraction(1, RATE)
        packet.pts = packet.dts = place * BLOCK
        packet.duration = BLOCK
        packet.is_keyframe = True
        yield packet


def of_stream(stream: Any, copied: Iterable[Any]) -> Iterator[Any]:  # noqa: ANN401
    """Yield packets that were read elsewhere as those of a stream."""
    for packet in copied:
        packet.stream = stream
        yield packet


def in_time(*streams: Iterable[Any]) -> Iterator[Any]:
    """Yield the packets of several streams in the order of time, as players like to read them."""
    return heapq.merge(*streams, key=lambda packet: packet.dts * packet.time_base)


def _encoded(stream: Any, samples: Samples) -> Iterator[Any]:  # noqa: ANN401
    """Yield packets; the encoder makes one before the first sample, out of nothing."""
    for start in range(0, samples.size, BLOCK):
        yield from stream.encode(_frame(samples[start : start + BLOCK], start))
    yield from stream.encode(None)


def _frame(samples: Samples, start: int = 0) -> Any:  # noqa: ANN401
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples, np.float32).reshape(1, -1), **_MONO)
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), start
    return frame


FAST = {"movflags": "+faststart"}
