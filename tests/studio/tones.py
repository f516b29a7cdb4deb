"""Recordings for tests: tones of a length and a strength, in any format, and what can be heard in a film."""

import av
import numpy as np

from studio.making.sound import RATE, add_sound

CODECS = {"wav": "pcm_s16le", "mp3": "libmp3lame", "m4a": "aac", "flac": "flac", "opus": "libopus"}
LOUD = 0.01


def tone(path, seconds, strength=0.1, pitch=300, layout="mono"):
    """Write a tone that swells and fades, as a voice does; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    times = np.arange(round(seconds * 48000)) / 48000
    samples = strength * np.sin(2 * np.pi * pitch * times) * (0.6 + 0.4 * np.sin(6 * np.pi * times))
    with av.open(str(path), "w") as file:
        stream = file.add_stream(CODECS[path.suffix[1:]], rate=48000, layout=layout)
        codec = stream.codec_context
        like = {"format": codec.format, "layout": layout, "rate": 48000}
        resampler = av.AudioResampler(**like, frame_size=codec.frame_size or None)
        frame = av.AudioFrame.from_ndarray(samples.astype(np.float32).reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = 48000
        for one in (*resampler.resample(frame), *resampler.resample(None)):
            file.mux(stream.encode(one))
        file.mux(stream.encode(None))
    return path


def with_tones(path, seconds, *spans):
    """Let tones be heard in a film from when to when, in seconds, if there are any; return its path."""
    if not spans:
        return path
    samples = np.zeros(seconds * RATE, np.float32)
    for begin, end in spans:
        part = slice(round(begin * RATE), round(end * RATE))
        samples[part] = 0.2 * np.sin(np.arange(part.stop - part.start) / 20)
    spoken = path.with_name("spoken.mp4")
    add_sound(path, samples, spoken)
    return spoken.replace(path)


def heard(path):
    """Return the samples of a film's sound from its very beginning on, each at its time."""
    with av.open(str(path)) as film:
        frames = list(film.decode(audio=0))
    ends = [round(frame.time * 48000) + frame.samples for frame in frames]
    samples = np.zeros(max(ends))
    for frame, end in zip(frames, ends, strict=True):
        samples[end - frame.samples : end] = frame.to_ndarray()[0]
    return samples


def sounding(path):
    """Return from when to when something is heard, in seconds, and how strong it is."""
    samples = heard(path)
    loud = np.convolve(np.abs(samples) > LOUD, np.ones(2400), "same") > 0
    edges = np.flatnonzero(np.diff(loud, prepend=False, append=False))
    spans = zip(edges[::2], edges[1::2], strict=True)
    return [(a / 48000 + 0.025, b / 48000 - 0.025, float(np.sqrt(np.mean(samples[a:b] ** 2)))) for a, b in spans]


def pictures(path):
    """Return the packets of a film's pictures."""
    with av.open(str(path)) as film:
        return [(p.pts, p.dts, p.is_keyframe, bytes(p)) for p in film.demux(video=0) if p.dts is not None]
