"""What is made from clips that are heard: films, beats, small clips and decks carry the sound along."""

import json
from fractions import Fraction

import av
import numpy as np
import pytest

from studio.exports.cutting import cut
from studio.exports.film import join
from studio.exports.lecture import Lecture
from studio.exports.small import shrink
from studio.exports.table import kits
from studio.making.sound import blocks_of
from tests.studio.exports.test_assembly import make_clip
from tests.studio.tones import pictures, sounding, with_tones

STEM = "NudgeTheWeight--net"


def clip_of(folder, stem, seconds, *spans):
    """Make a clip with a key frame at each second, in which tones are heard, if there are any."""
    make_clip(folder, stem, 40, seconds)
    path = folder / f"{stem}.mp4"
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=10, options={"g": "10", "bf": "0", "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for shade in range(10 * seconds):
            picture = np.full((36, 64, 3), shade, dtype=np.uint8)
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        film.mux(stream.encode(None))
    return with_tones(path, seconds, *spans)


def spans_of(path):
    return [(begin, end) for begin, end, _ in sounding(path)]


def near(*spans):
    return [pytest.approx(span, abs=0.03) for span in spans]


def test_a_film_is_heard_where_its_clips_are_and_silent_during_the_others(tmp_path):
    first = clip_of(tmp_path, "First--net", 3, (0.5, 1.5))
    second = clip_of(tmp_path, "Second--net", 2)
    third = clip_of(tmp_path, "Third--net", 2, (0.25, 0.75), (1.2, 1.7))
    join([first, second, third], ["a", "b", "c"], tmp_path / "film.mp4")
    assert spans_of(tmp_path / "film.mp4") == near((0.5, 1.5), (5.25, 5.75), (6.2, 6.7))
    with av.open(str(tmp_path / "film.mp4")) as film:
        assert [stream.type for stream in film.streams][:2] == ["video", "audio"]
        packets = [packet for packet in film.demux(audio=0) if packet.dts is not None]
        assert [chapter["start"] for chapter in film.chapters()] == [0, 3000, 5000]
    assert [packet.pts for packet in packets] == [1024 * place for place in range(len(packets))]
    assert len(pictures(tmp_path / "film.mp4")) == 70


def test_sound_does_not_run_away_from_its_pictures(tmp_path):
    """A clip's length is no whole number of blocks; what is over does not add up."""
    clips = [clip_of(tmp_path, f"Lesson{number}--net", 1, (0.4, 0.6)) for number in range(12)]
    join(clips, [clip.stem for clip in clips], tmp_path / "film.mp4")
    assert spans_of(tmp_path / "film.mp4") == near(*((number + 0.4, number + 0.6) for number in range(12)))


def test_a_film_of_silent_clips_has_no_sound(tmp_path):
    make_clip(tmp_path, "First--net", 40, 1)
    join([tmp_path / "First--net.mp4"], ["a"], tmp_path / "film.mp4")
    assert blocks_of(tmp_path / "film.mp4") == []


def test_a_beat_keeps_what_is_heard_in_it(tmp_path):
    clip = clip_of(tmp_path, STEM, 4, (0.5, 1.5), (2.3, 3.6))
    for number, (first, last, span) in enumerate([(0, 20, (0.5, 1.5)), (20, 40, (0.3, 1.6))]):
        target = tmp_path / f"beat{number}.mp4"
        cut(clip, first, last, target)
        assert spans_of(target) == near(span)
        assert [block for *_, block in pictures(target)] == [block for *_, block in pictures(clip)[first:last]]
        with av.open(str(target)) as film:
            assert Fraction(film.duration, av.time_base) == pytest.approx(2, abs=0.03)


def test_a_small_clip_is_heard_as_the_large_one(tmp_path):
    clip = clip_of(tmp_path, STEM, 3, (0.5, 1.5), (2.1, 2.7))
    record = json.loads((tmp_path / f"{STEM}.json").read_text(encoding="utf-8"))
    shrink(clip, record, tmp_path / "small.mp4")
    assert spans_of(tmp_path / "small.mp4") == near((0.5, 1.5), (2.1, 2.7))
    assert blocks_of(tmp_path / "small.mp4") == blocks_of(clip)
    with av.open(str(tmp_path / "small.mp4")) as film:
        assert {stream.type for stream in film.streams} >= {"video", "audio", "subtitle"}


@pytest.mark.parametrize("voice", [{}, {"voice": 1.0}])
def test_a_deck_is_muted_only_where_nobody_speaks(voice, tmp_path):
    make_clip(tmp_path, STEM, 40, 2)
    path = tmp_path / f"{STEM}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["beats"] = [record["beats"][0] | voice]
    path.write_text(json.dumps(record | {"fps": 10}), encoding="utf-8")
    (row,) = (one for one in kits() if one.name == "deck")
    lecture = Lecture(tmp_path, (STEM,), "net")
    targets = tuple(tmp_path / "deck" / name for name in row.writes(lecture))
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
    row.make(lecture, targets)
    (video,) = (line for line in targets[0].read_text(encoding="utf-8").splitlines() if "<video" in line)
    assert (" muted " in video) == (not voice)
