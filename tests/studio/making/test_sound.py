"""Sound in clips: from any format, levelled, in blocks on one grid, beside pictures that stay as they are."""

import io
from itertools import pairwise

import av
import numpy as np
import pytest

from studio.making import sound
from studio.making.sound import BLOCK, RATE, add_sound, block_at, blocks_of, decoded, levelled, silence
from tests.studio.exports.test_assembly import make_clip
from tests.studio.tones import CODECS, pictures, sounding, tone


@pytest.mark.parametrize("ending", CODECS)
def test_a_recording_is_read_from_any_format(ending, tmp_path):
    samples = decoded(tone(tmp_path / f"beat.{ending}", 2.0).read_bytes())
    assert samples.dtype == np.float32
    assert samples.size / RATE == pytest.approx(2.0, abs=0.06)  # AAC and MP3 fill their last block
    assert np.abs(samples).max() == pytest.approx(0.1, abs=0.02)


def test_two_channels_become_one(tmp_path):
    assert decoded(tone(tmp_path / "beat.flac", 1.0, layout="stereo").read_bytes()).shape == (RATE,)


@pytest.mark.parametrize("seconds", [0.05, 0.3, 0.73, 1.0, 1.234567, 4.3, 10.0])
def test_a_faint_voice_and_a_strong_one_are_as_loud_and_as_long_as_before(seconds, tmp_path):
    files = [tone(tmp_path / f"{strength}.wav", seconds, strength) for strength in (0.01, 0.9)]
    faint, strong = (levelled(decoded(file.read_bytes())) for file in files)
    assert faint.size == strong.size == round(seconds * RATE)
    power = [float(np.sqrt(np.mean(one**2))) for one in (faint, strong)]
    assert power[0] == pytest.approx(power[1], rel=0.15)
    assert 0.1 < power[0] < 0.25
    assert max(np.abs(faint).max(), np.abs(strong).max()) < 0.9


@pytest.mark.parametrize("seconds", [1, 5])
def test_silence_stays_silent(seconds):
    assert np.abs(levelled(np.zeros(seconds * RATE, np.float32))).max() == 0


@pytest.mark.parametrize("before", [1, 5])
def test_a_voice_that_waits_is_levelled_when_it_comes(before, tmp_path):
    samples = decoded(tone(tmp_path / "beat.wav", 3.0, 0.01).read_bytes())
    waiting = levelled(np.concatenate([np.zeros(before * RATE, np.float32), samples]))
    assert np.abs(waiting[: before * RATE - 100]).max() < 0.01
    assert 0.1 < float(np.sqrt(np.mean(waiting[before * RATE :] ** 2))) < 0.25


def without_sound():
    made = io.BytesIO()
    with av.open(made, "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        film.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")))
        film.mux(stream.encode(None))
    return made.getvalue()


PLAY_LIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "Invalid data"),
        (b"RIFF, but no sound", "Invalid data"),
        (PLAY_LIST, "Invalid data"),
        (without_sound(), "no sound in it"),
    ],
)
def test_what_is_no_sound_is_told(data, found):
    with pytest.raises(ValueError, match=f"found.*{found}"):
        decoded(data)


def test_a_recording_that_goes_on_for_hours_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(sound, "LONGEST", 60)
    data = tone(tmp_path / "beat.flac", 61.0).read_bytes()
    with pytest.raises(ValueError, match="found more than 1 minutes"):
        decoded(data)


def test_samples_that_are_no_numbers_are_told():
    made = io.BytesIO()
    with av.open(made, "w", format="wav") as file:
        stream = file.add_stream("pcm_f32le", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.full((1, 480), np.nan, np.float32), format="flt", layout="mono")
        frame.sample_rate = RATE
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with pytest.raises(ValueError, match="no numbers"):
        decoded(made.getvalue())


def test_a_film_gets_sound_at_its_time_and_keeps_its_pictures(tmp_path):
    make_clip(tmp_path, "film", 40, 3)
    samples = np.zeros(3 * RATE, np.float32)
    samples[RATE : 2 * RATE] = 0.2 * np.sin(np.arange(RATE) / 20)
    add_sound(tmp_path / "film.mp4", samples, tmp_path / "spoken.mp4")
    ((begin, end, power),) = sounding(tmp_path / "spoken.mp4")
    assert (begin, end) == (pytest.approx(1.0, abs=0.02), pytest.approx(2.0, abs=0.02))
    assert power == pytest.approx(0.14, abs=0.02)
    assert pictures(tmp_path / "spoken.mp4") == pictures(tmp_path / "film.mp4")
    with av.open(str(tmp_path / "spoken.mp4")) as film:
        (track,) = film.streams.audio
        assert (track.codec_context.name, track.codec_context.sample_rate, track.start_time) == ("aac", RATE, 0)
        assert float(track.duration * track.time_base) == pytest.approx(3.0, abs=BLOCK / RATE)


def test_sound_and_pictures_lie_beside_each_other_in_the_file(tmp_path):
    """A player that streams reads on as it plays."""
    make_clip(tmp_path, "film", 40, 30)
    add_sound(tmp_path / "film.mp4", np.zeros(30 * RATE, np.float32), tmp_path / "spoken.mp4")
    with av.open(str(tmp_path / "spoken.mp4")) as film:
        laid = sorted((p.pos, float(p.dts * p.time_base)) for p in film.demux() if p.dts is not None and p.size)
    assert all(later > earlier - 2.0 for (_, earlier), (_, later) in pairwise(laid))


def test_silence_is_a_block_like_those_of_a_silent_film(tmp_path):
    make_clip(tmp_path, "film", 40, 1)
    add_sound(tmp_path / "film.mp4", np.zeros(RATE, np.float32), tmp_path / "silent.mp4")
    blocks = blocks_of(tmp_path / "silent.mp4")
    assert len(blocks) == block_at(1) == 47
    assert {*blocks} == {silence()}
    assert blocks_of(tmp_path / "film.mp4") == []
