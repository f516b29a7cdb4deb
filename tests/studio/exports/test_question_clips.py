"""Clips that ask before they answer: all frames are the clip's own but those of the hold, which differ in the band."""

import json
import re

import av
import numpy as np
import pytest

import studio.making.plan
from core.model.errors import InputError
from scenes.colours import rgb_of
from scenes.drawing.caption_band import band_of
from scenes.theme import PALETTES
from studio.exports.lecture import Lecture
from studio.exports.question_clips import HOLD, ask, asked, asking, held
from studio.exports.table import kits
from studio.making.captions import cues
from studio.making.quality import Quality
from studio.making.render_job import settings
from tests.studio.exports.test_assembly import make_clip
from tests.studio.exports.test_kit import frames_of, run
from tests.studio.exports.test_sound import near, spans_of
from tests.studio.tones import pictures, with_tones

pytestmark = pytest.mark.xdist_group("workshop")
STEM = "NudgeTheWeight--net"
WIDTH, HEIGHT, FPS = 160, 90, 10
QUESTION, OTHER = "What is the desired output of a hidden neuron?", "Is it another?"


def shade(number):
    """How bright a frame of a clip is: none is as the one before."""
    return 20 + number


def clip_of(folder, seconds, *spans, band=None, **options):
    """Make a clip as clips are encoded, with a key frame at each second, and tones in it."""
    path = folder / f"{STEM}.mp4"
    how = dict(settings().video_encoder_options) | {"g": str(FPS)} | options
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=FPS, options=how)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(FPS * seconds):
            picture = np.full((HEIGHT, WIDTH, 3), shade(number), dtype=np.uint8)
            if band is not None:
                picture[-8:, 40:120] = band
            film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        film.mux(stream.encode(None))
    return with_tones(path, seconds, *spans)


def parts(path, holds, count):
    """Return the frames of a clip that asks that are its own, and those of each hold."""
    rest, found = frames_of(path), []
    for frame in holds:
        found.append(rest[frame : frame + count])
        del rest[frame : frame + count]
    return rest, found


def apart(frame, other):
    """How far two frames are apart above the band, and in it, on average and at most."""
    _, top, _, bottom = band_of(frame.shape[1], frame.shape[0] * 2 // 3)
    away = np.abs(frame[:bottom].astype(int) - other[:bottom])
    return away[:top].mean(), away[:top].max(), away[top:].max()


def equal(some, others):
    return len(some) == len(others) and all(np.array_equal(*pair) for pair in zip(some, others, strict=True))


def test_a_clip_stops_before_what_answers_a_question_and_goes_on(render, monkeypatch):
    monkeypatch.setattr(studio.making.plan, "QUALITIES", {"preview": Quality(160, 90, 4)})
    lessons = ("NoTargetForHiddenNeurons", "WeightIndices")
    code, said = render.run(*lessons)
    assert code == 0, said
    result = run(render, "--for", "questions", *(part for name in lessons for part in ("--only", name)))
    assert result.exit_code == 0, result.output
    stem = f"NoTargetForHiddenNeurons--{render.network.stem}"
    folder = render.clips / "kit" / "questions"
    made = [folder / f"{stem}--questions{ending}" for ending in (".mp4", ".srt", ".vtt")]
    assert sorted(folder.iterdir()) == sorted(made)
    record = json.loads((render.clips / f"{stem}.json").read_text(encoding="utf-8"))
    starts = [round(beat["start"] * record["fps"]) for beat in record["beats"] if "asks" in beat]
    assert len(starts) == 2
    own = frames_of(render.clips / f"{stem}.mp4")
    rest, holds = parts(made[0], starts, HOLD * record["fps"])
    assert equal(rest, own)
    for start, hold in zip(starts, holds, strict=True):
        assert len(hold) == HOLD * record["fps"]
        for frame in hold:
            mean, most, written = apart(frame, own[start - 1])
            assert mean < 0.5
            assert most < 16
            assert written > 60
    times = [pts for pts, *_ in pictures(made[0])]
    assert len(set(np.diff(times))) == 1
    srt = " ".join(made[1].read_text(encoding="utf-8").split())
    for beat in record["beats"]:
        assert ("asks" in beat) == (beat.get("asks", "nothing of this kind") in srt)
    alone = run(render, "--for", "questions", "--only", "WeightIndices")
    assert alone.exit_code == 2
    assert "expected a beat that answers a question, found none" in alone.stderr


@pytest.fixture
def lecture(tmp_path):
    """A clip of three beats, of which the first and the last answer a question."""
    make_clip(tmp_path, STEM, 40, 3)
    clip_of(tmp_path, 3, (0.2, 0.8), (1.3, 1.8), (2.2, 2.7))
    path = tmp_path / f"{STEM}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    beats = [
        {"name": f"beat_{end}", "start": end - 1.0, "end": float(end), "caption": f"Said {end}."} for end in (1, 2, 3)
    ]
    beats[0]["asks"], beats[2]["asks"] = QUESTION, OTHER
    path.write_text(json.dumps(record | {"beats": beats}), encoding="utf-8")
    return Lecture(tmp_path, (STEM,), "net")


def test_captions_wait_and_so_does_what_is_heard(lecture):
    (row,) = (one for one in kits() if one.name == "questions")
    paths = tuple(lecture.folder / name for name in row.writes(lecture))
    row.make(lecture, paths)
    film, srt, vtt = paths
    (record,) = lecture.records
    assert asking(record) == [(0, QUESTION), (20, OTHER)]
    said = [(cue.start, cue.end, cue.text.replace("\n", " ")) for cue in cues(held(record))]
    assert said == [(0, 5, QUESTION), (5, 6, "Said 1."), (6, 7, "Said 2."), (7, 12, OTHER), (12, 13, "Said 3.")]
    assert held(record)["duration"] == 13
    assert re.findall(r"(\S+) --> (\S+)", srt.read_text(encoding="utf-8"))[3] == ("00:00:07,000", "00:00:12,000")
    assert "00:00:07.000 --> 00:00:12.000\nIs it another?" in vtt.read_text(encoding="utf-8")
    own = frames_of(lecture.file(STEM, "clip"))
    rest, holds = parts(film, (0, 20), HOLD * FPS)
    assert equal(rest, own)
    for hold, before in zip(holds, (own[0], own[19]), strict=True):
        assert all(apart(frame, before)[1] < 8 for frame in hold)
    assert spans_of(film) == near((5.2, 5.8), (6.3, 6.8), (12.2, 12.7))


def test_what_is_shown_is_as_much_later_as_the_questions_before_it():
    beats = [
        {"name": name, "start": start, "end": start + 2.0, "caption": "Said.", **asks}
        for name, start, asks in (("one", 0.0, {}), ("two", 2.0, {"asks": QUESTION}), ("three", 4.0, {"asks": OTHER}))
    ]
    values = [{"at": at, "shown": "1"} for at in (1.0, 2.0, 3.5, 5.0)]
    found = held({"duration": 6.0, "beats": beats, "values": values})
    assert [one["at"] for one in found["values"]] == [1.0, 2.0 + HOLD, 3.5 + HOLD, 5.0 + 2 * HOLD]
    assert [beat["start"] for beat in found["beats"] if beat["name"] != "ask"] == [0.0, 2.0 + HOLD, 4.0 + 2 * HOLD]


def test_a_clip_without_sound_stays_silent(tmp_path):
    ask(clip_of(tmp_path, 2), [(10, QUESTION)], tmp_path / "asking.mp4")
    with av.open(str(tmp_path / "asking.mp4")) as film:
        assert [stream.type for stream in film.streams] == ["video"]
        assert film.streams.video[0].frames == (2 + HOLD) * FPS


@pytest.mark.parametrize(("ground", "palette"), [("#0F1115", "dark"), ("#FBFAF7", "light"), ("#FFFFFF", "light")])
def test_a_question_takes_the_place_of_a_caption_in_a_colour_that_can_be_read(ground, palette):
    picture = np.tile(np.round(255 * rgb_of(ground)).astype(np.uint8), (480, 854, 1))
    picture[100:300, 200:600] = (200, 30, 90)
    before = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
    captioned = picture.copy()
    captioned[425:475, 100:750] = (128, 128, 128)
    drawn = asked(av.VideoFrame.from_ndarray(captioned, format="rgb24").reformat(format="yuv420p"), QUESTION)
    samples, bare = (one.to_ndarray(format="yuv420p")[:480].astype(int) for one in (drawn, before))
    assert np.array_equal(samples[:420], bare[:420])
    assert np.abs(samples - bare)[420:, :200].max() <= 1, "something of the caption is left"
    assert np.abs(samples - bare)[[420, 421, 478, 479]].max() <= 1, "type touches the edge of the band"
    for first in (480, 600):
        tints = [one.to_ndarray(format="yuv420p")[first : first + 120].reshape(240, 427) for one in (drawn, before)]
        assert np.array_equal(*(tint[212:238, :100] for tint in tints)), "the ground has another colour there"
    shown = drawn.to_ndarray(format="rgb24").astype(int)
    text = 255 * rgb_of(PALETTES[palette].text)
    assert np.abs(shown[420:] - text).max(axis=2).min() < 8


def test_what_was_encoded_otherwise_is_told_apart(tmp_path):
    clip = clip_of(tmp_path, 2, preset="ultrafast")
    with pytest.raises(InputError, match=r"expected a clip that was encoded as clips are now.*render --force"):
        ask(clip, [(10, QUESTION)], tmp_path / "asking.mp4")


def test_a_clip_does_not_go_on_with_a_frame_that_needs_those_before_it(tmp_path):
    with pytest.raises(ValueError, match="expected frame 7 to stand for itself"):
        ask(clip_of(tmp_path, 2), [(7, QUESTION)], tmp_path / "asking.mp4")
