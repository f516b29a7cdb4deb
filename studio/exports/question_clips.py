"""Clips that ask before they answer: a beat that answers what learners often ask waits, with the question shown.

Nothing else is encoded anew: all other frames are the clip's own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from core.model.errors import InputError
from scenes.colours import ratio, rgb_of
from scenes.drawing.caption_band import QUESTION, band_of, ink
from scenes.drawing.frames import PatchEncoder
from scenes.theme import PALETTES
from scenes.words.phrasing import phrases
from studio.exports.lecture import Lecture
from studio.making.artefact import Artefact
from studio.making.captions import cues, to_srt, to_vtt
from studio.making.render_job import settings
from studio.making.sound import FAST, block_at, blocks_of, in_time, packets, silence

HOLD = 5
"""Seconds that a question stands."""
ENDINGS = (".mp4", ".srt", ".vtt")


def asking(record: dict[str, Any]) -> list[tuple[int, str]]:
    """Return before which frames of a clip a question is asked, and the question."""
    return [(round(beat["start"] * record["fps"]), beat["asks"]) for beat in record["beats"] if "asks" in beat]


def held(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record of a clip that asks: a question is a beat of its own, and what follows is later.

    Parameters
    ----------
    record : dict
        Of the clip that does not.
    """
    beats, later = [], 0.0
    for beat in record["beats"]:
        if "asks" in beat:
            begin = beat["start"] + later
            later += HOLD
            beats.append({"name": "ask", "start": begin, "end": begin + HOLD, "caption": beat["asks"]})
        beats.append(beat | {end: beat[end] + later for end in ("start", "end")})
    asked = [beat["start"] for beat in record["beats"] if "asks" in beat]
    values = [one | {"at": one["at"] + HOLD * sum(start <= one["at"] for start in asked)} for one in record["values"]]
    return record | {"duration": record["duration"] + later, "beats": beats, "values": values}


def ask(clip: Path, questions: Sequence[tuple[int, str]], target: Path) -> None:
    """Copy a clip that stops where something is asked, and is silent there.

    Sound keeps to its grid, and so is at most half a block, a hundredth of a second, beside its pictures.

    Parameters
    ----------
    clip : Path
    questions : sequence of (int, str)
        The frame before which the clip stops, counted from 0, and what is asked; in the order of frames.
    target : Path

    Raises
    ------
    InputError
        If the clip was encoded otherwise than clips are now.
    ValueError
        If it cannot be cut there.
    """
    with (
        tempfile.TemporaryDirectory() as room,
        av.open(str(clip)) as source,
        av.open(str(target), "w", format="mp4", options=FAST) as film,
    ):
        video = source.streams.video[0]
        stream = film.add_stream_from_template(video)
        sounds = [film.add_stream_from_template(one) for one in source.streams.audio]
        holds = [
            _hold(clip, frame, question, Path(room) / f"{number}.mp4")
            for number, (frame, question) in enumerate(questions)
        ]
        frames = [frame for frame, _ in questions]
        pictures = _pictures(source, video, stream, frames, holds)
        for packet in in_time(pictures, *(packets(one, _blocks(clip, video.average_rate, frames)) for one in sounds)):
            film.mux(packet)


def _pictures(source: Any, video: Any, stream: Any, frames: Sequence[int], holds: Sequence[Path]) -> Iterator[Any]:  # noqa: ANN401  PyAV's
    """Yield the pictures of a clip, and those of each hold before its frame."""
    each = 1 / (video.average_rate * video.time_base)
    waiting, later = list(zip(frames, holds, strict=True)), 0
    for packet in source.demux(video):
        if packet.dts is None:
            continue
        if waiting and packet.pts >= waiting[0][0] * each:
            frame, hold = waiting.pop(0)
            if not packet.is_keyframe or packet.pts != frame * each:
                msg = f"{source.name}: expected frame {frame} to stand for itself, found one that needs those before it"
                raise ValueError(msg)
            for one in _copied(hold, video.codec_context.extradata, source.name):
                scale = one.time_base / video.time_base
                one.pts, one.dts = (int(time * scale + frame * each) + later for time in (one.pts, one.dts))
                one.duration, one.time_base, one.stream = int(each), video.time_base, stream
                yield one
            later += int(_held(video.average_rate) * each)
        packet.pts, packet.dts, packet.stream = packet.pts + later, packet.dts + later, stream
        yield packet


def _copied(hold: Path, like: bytes, clip: str) -> Iterator[Any]:
    """Yield the pictures of a hold, whose encoder must have said the same of itself as that of the clip."""
    with av.open(str(hold)) as source:
        video = source.streams.video[0]
        if video.codec_context.extradata != like:
            expected = "expected a clip that was encoded as clips are now"
            raise InputError(clip, "", expected, "found another", "make it again: ./lecture render --force")
        yield from (packet for packet in source.demux(video) if packet.dts is not None)


def _hold(clip: Path, frame: int, question: str, target: Path) -> Path:
    """Write what is seen while a question is asked: the picture before a frame, or else the first, and the question."""
    from manim._config.output import OutputFormat, OutputSpec
    from manim._config.video_encoder import resolve_video_encoder

    picture, rate = _picture(clip, max(0, frame - 1))
    output = OutputSpec(format=OutputFormat.MP4, transparent=False, save_sections=False, fallback_to_still=False)
    size = {"width": picture.width, "height": picture.height}
    spec = resolve_video_encoder(output, **size, frame_rate=rate, options=settings().video_encoder_options)
    assert spec is not None  # as there is output
    encoder = PatchEncoder(target=target, spec=spec)
    encoder.begin_with(asked(picture, question))
    encoder.write_frame([], repeat=_held(rate))
    encoder.finish()
    return target


def asked(picture: av.VideoFrame, question: str) -> av.VideoFrame:
    """Return a picture with a question in its band, and nothing else there, in a colour that can be read on its ground.

    Outside of the band no sample is another, as nothing is turned into other colours and back.
    """
    width, height = picture.width, picture.height
    corner = picture.to_ndarray(format="rgb24")[0, 0] / 255
    colour = max((rgb_of(palette.text) for palette in PALETTES.values()), key=lambda one: ratio(one, corner))
    written = np.tile(np.round(255 * colour).astype(np.uint8), (2, 2, 1))
    inks = av.VideoFrame.from_ndarray(written, format="rgb24").to_ndarray(format="yuv420p").ravel()[[0, 4, 5]]
    (lines,) = phrases(question)
    covered = ink("\n".join(lines), (width, height), QUESTION)
    _, top, _, _ = band_of(width, height)
    samples = picture.to_ndarray(format="yuv420p")
    flat, count = samples.reshape(-1), width * height
    for plane, drawn in zip(np.split(flat, [count, count + count // 4]), inks, strict=True):
        step = 1 if plane.size == count else 2
        rows = plane.reshape(height // step, width // step)
        first = -(-top // step)
        band, ground = rows[first:], np.median(rows[:, 0])  # the first and the last row are rounded otherwise
        coverage = covered.reshape(height // step, step, width // step, step).mean(axis=(1, 3))[first:]
        band[:] = np.round(ground * (1 - coverage) + float(drawn) * coverage).astype(np.uint8)
    return av.VideoFrame.from_ndarray(samples, format="yuv420p")


def _picture(clip: Path, number: int) -> tuple[av.VideoFrame, Fraction]:
    """Return a picture of a clip by its number, and how many there are a second."""
    with av.open(str(clip)) as source:
        video = source.streams.video[0]
        rate = Fraction(video.average_rate or 0)
        at = int(number / (rate * video.time_base))
        source.seek(at, stream=video, backward=True)
        return next(frame for frame in source.decode(video) if frame.pts == at), rate


def _held(rate: Fraction) -> int:
    """Return for how many frames a question stands."""
    return round(HOLD * rate)


def _blocks(clip: Path, rate: Fraction, frames: Sequence[int]) -> list[bytes]:
    """Return the blocks of a clip's sound, with silence where something is asked."""
    whole = blocks_of(clip)
    places = [block_at(Fraction(frame) / rate) for frame in frames]
    heard, begin = [], 0
    for number, place in enumerate(places):
        heard += whole[begin:place] + [silence()] * (block_at(HOLD * (number + 1)) - block_at(HOLD * number))
        begin = place
    return heard + whole[begin:]


def _those_that_ask(lecture: Lecture) -> Iterator[tuple[str, dict[str, Any]]]:
    for stem, record in zip(lecture.stems, lecture.records, strict=True):
        if asking(record):
            yield stem, record


def _names(lecture: Lecture) -> tuple[str, ...]:
    return tuple(f"{stem}--questions{ending}" for stem, _ in _those_that_ask(lecture) for ending in ENDINGS)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    paths = iter(to)
    for stem, record in _those_that_ask(lecture):
        film, srt, vtt = (next(paths) for _ in ENDINGS)
        ask(lecture.file(stem, "clip"), asking(record), film)
        said = cues(held(record))
        srt.write_text(to_srt(said), encoding="utf-8")
        vtt.write_text(to_vtt(said), encoding="utf-8")


KIT = Artefact("questions", _names, _make, needs=("clip", "record"))
