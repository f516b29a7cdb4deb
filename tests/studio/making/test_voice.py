"""A lecturer's own recordings in clips: beats last as long, captions follow, and what is missing stays silent."""

import json
import os

import pytest
from click.testing import CliRunner

from core.model.errors import InputError
from scenes import theme
from scenes.catalogue import lessons
from scenes.single_neuron.nudge_the_weight import NudgeTheWeight
from scenes.watching.rehearsal import rehearse
from scenes.words.cues import cues
from studio.command_line import lecture
from studio.making.voice import Recording, check, recordings
from tests.rehearsals import ROOT
from tests.studio.tones import pictures, sounding, tone

pytestmark = pytest.mark.xdist_group("workshop")
CHAIN = str(ROOT / "networks" / "chain.toml")
BEATS = NudgeTheWeight.beats()
NAMES = [entry.name for entry in lessons()]


def told(**voice):
    beats = rehearse(lambda: NudgeTheWeight(CHAIN, voice=voice)).record_of_clip()["beats"]
    return {beat["name"]: beat for beat in beats}


def length(beat):
    return beat["end"] - beat["start"]


def test_a_beat_stretches_to_its_voice_and_the_others_stay():
    before, after = told(), told(nudge_the_weight=30.0)
    assert length(after["nudge_the_weight"]) == pytest.approx(30.0 + 2 * theme.BREATH, abs=0.1)
    for name in BEATS - {"nudge_the_weight"}:
        assert length(after[name]) == pytest.approx(length(before[name]), abs=0.05)  # to the frame
        assert "voice" not in after[name]


def test_a_short_voice_leaves_the_time_to_read():
    before, after = told(), told(nudge_the_weight=0.5)
    assert length(after["nudge_the_weight"]) == pytest.approx(length(before["nudge_the_weight"]))


def test_movement_fills_the_time_of_the_voice():
    """What a lesson plays in parts of its caption's time it plays in parts of the voice's."""
    lesson = NudgeTheWeight(CHAIN, voice={"a_beat": 20.0})
    lesson.record.beats.append({"caption": "Short.", "voice": 20.0})
    assert lesson.part(1, 2) == pytest.approx(10.0 + theme.BREATH)


def test_captions_follow_the_voice_until_the_beat_ends():
    said = "First comes one sentence of some length, then another. And a third one that is as long comes last of all."
    beat = {"name": "a", "start": 2.0, "end": 22.0, "caption": said}
    plain, spoken = cues({"beats": [beat]}), cues({"beats": [beat | {"voice": 8.0}]})
    assert [cue.text for cue in plain] == [cue.text for cue in spoken]
    assert (spoken[0].start, spoken[-1].end) == (2.0, 22.0)
    assert all(2.0 + theme.BREATH < cue.start < 10.0 + theme.BREATH for cue in spoken[1:])
    assert plain[-1].start > spoken[-1].start


def test_beats_are_known_without_telling_them():
    assert told().keys() == BEATS


@pytest.fixture
def folder(tmp_path):
    tone(tmp_path / "voice" / "NudgeTheWeight" / "nudge_the_weight.wav", 1.0)
    return tmp_path / "voice"


def test_recordings_are_found_by_lesson_and_beat(folder):
    tone(folder / "NudgeTheWeight" / "compare_the_ends.flac", 0.5)
    (folder / "NudgeTheWeight" / ".hidden").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    check(folder, NAMES)
    found = recordings(folder, "NudgeTheWeight", BEATS)
    assert [(one.beat, one.seconds) for one in found] == [("compare_the_ends", 0.5), ("nudge_the_weight", 1.0)]
    assert recordings(folder, "ChainRule", {"recall_the_ribbon"}) == ()


MISTAKES = {
    "a misspelt lesson": ("NudgeTheWait/nudge_the_weight.wav", "NudgeTheWait: expected .* lesson, .*'NudgeTheWeight'?"),
    "a misspelt beat": ("NudgeTheWeight/nudge_the_wait.wav", "nudge_the_wait.wav: expected .*'nudge_the_weight'?"),
    "a second take": (
        "NudgeTheWeight/nudge_the_weight.mp3",
        "expected one .* found nudge_the_weight.mp3 and",
    ),
    "a hostile name": ("NudgeTheWeight/<b>\x1b[31m\n.wav", r"found '<b>\\x1b\[31m\\n'"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_name_that_is_not_known_is_told(what, folder):
    name, says = MISTAKES[what]
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"x")
    result = CliRunner().invoke(lecture, ["render", CHAIN, "--voice", str(folder), "--output", str(folder.parent)])
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(str(folder))
    with pytest.raises(InputError, match=says):
        check(folder, NAMES) or recordings(folder, "NudgeTheWeight", BEATS)
    assert not list(folder.rglob("*.mp4"))


def test_what_is_no_sound_is_told_with_its_place(folder):
    (folder / "NudgeTheWeight" / "compare_the_ends.wav").write_bytes(b"no sound")
    with pytest.raises(InputError, match=r"compare_the_ends.wav: expected a sound .*found: Invalid data.*; record"):
        recordings(folder, "NudgeTheWeight", BEATS)


@pytest.mark.parametrize(("make", "found"), [(None, "found none"), ("file", "found a file"), ("empty", "found none")])
def test_a_folder_without_recordings_is_told(make, found, tmp_path):
    place = tmp_path / "voice"
    if make == "file":
        place.write_text("x", encoding="utf-8")
    elif make == "empty":
        place.mkdir()
    with pytest.raises(InputError, match=f"--voice: expected a folder .*{found}; record FOLDER/LESSON/BEAT.wav"):
        check(place, NAMES)


def test_a_recording_that_changes_during_a_render_is_not_taken(folder):
    file = folder / "NudgeTheWeight" / "nudge_the_weight.wav"
    recording = Recording.read("nudge_the_weight", file)
    assert recording.samples().size == 48000
    tone(file, 2.0)
    with pytest.raises(InputError, match="expected it as it was when the render began"):
        recording.samples()


def test_a_clip_is_heard_where_it_was_recorded_and_made_again_only_for_another_voice(render, folder):
    lesson = "NudgeTheWeight"
    code, said = render.run(lesson)
    assert code == 0, said
    (clip,) = render.clips.glob(f"{lesson}--*.mp4")
    silent, plain = clip.read_bytes(), pictures(clip)
    tone(folder / lesson / "nudge_the_other_way.opus", 15.0, strength=0.02)
    spoken = ("--voice", os.path.relpath(folder, ROOT))
    code, said = render.run(lesson, options=spoken)
    assert code == 0, said
    assert "voice: 2 spoken beats in 1 of 1 lessons" in said
    assert render.whole() == {clip.stem}
    record = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    beats = {beat["name"]: beat for beat in record["beats"]}
    starts = [beats[name]["start"] + theme.BREATH for name in ("nudge_the_weight", "nudge_the_other_way")]
    spans = sounding(clip)
    assert [begin for begin, *_ in spans] == pytest.approx(starts, abs=0.05)
    assert [end - begin for begin, end, _ in spans] == pytest.approx([1.0, 15.0], abs=0.1)
    assert spans[0][2] == pytest.approx(spans[1][2], rel=0.2)
    assert beats["nudge_the_other_way"]["voice"] == pytest.approx(15.0, abs=0.05)
    assert len(pictures(clip)) == round(record["duration"] * record["fps"]) > len(plain)
    keys = {round(beat["start"] * record["fps"]) for beat in record["beats"]}
    assert keys <= {number for number, (_, _, is_key, _) in enumerate(pictures(clip)) if is_key}
    before = clip.stat().st_mtime_ns
    assert "reused" in render.run(lesson, options=spoken)[1]
    assert clip.stat().st_mtime_ns == before
    tone(folder / lesson / "nudge_the_weight.wav", 1.0, pitch=500)  # as long as before, and yet another voice
    assert render.run(lesson, options=spoken)[0] == 0
    assert clip.stat().st_mtime_ns != before
    assert render.run(lesson)[0] == 0
    assert clip.read_bytes() == silent
