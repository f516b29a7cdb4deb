"""A program of the user's own speaks what nobody recorded: once, and what goes wrong is told."""

import json
import shlex
import sys

import pytest
from click.testing import CliRunner

from core.model.errors import InputError
from scenes import theme
from studio.command_line import lecture
from studio.making import speech
from studio.making.plan import plan
from studio.making.speech import arguments, with_speech
from tests.rehearsals import ROOT
from tests.studio.tones import sounding, tone

pytestmark = pytest.mark.xdist_group("workshop")

# A voice: a tone of a hundredth of a second for each character. It notes what it read.
PROGRAM = """
import io, math, struct, sys, wave
text = sys.stdin.buffer.read().decode()
open(sys.argv[1], "a").write(text)
made = io.BytesIO()
with wave.open(made, "wb") as file:
    file.setnchannels(1), file.setsampwidth(2), file.setframerate(16000)
    count = 160 * len(text.strip())
    file.writeframes(b"".join(struct.pack("<h", int(3000 * math.sin(i / 8))) for i in range(count)))
sys.stdout.buffer.write(made.getvalue())
"""


@pytest.fixture
def voice(tmp_path):
    """Return a command that speaks, and the file in which it notes what it read."""
    program, notes = tmp_path / "a voice.py", tmp_path / "read.txt"
    program.write_text(PROGRAM, encoding="utf-8")
    return shlex.join([sys.executable, str(program), str(notes)]), notes


def planned(tmp_path, **how):
    return plan(ROOT / "networks" / "chain.toml", ("NudgeTheWeight",), output=tmp_path / "lectures", **how)


def test_what_is_missing_is_spoken_once_and_what_was_recorded_is_not(voice, tmp_path):
    command, notes = voice
    tone(tmp_path / "recorded" / "NudgeTheWeight" / "nudge_the_weight.wav", 2.5)
    first = planned(tmp_path, voice=tmp_path / "recorded")
    said = []
    done = with_speech(first, arguments(command), said.append)
    seconds = {one.beat: one.seconds for one in done.jobs[0].voice}
    texts = notes.read_text(encoding="utf-8").splitlines()
    assert seconds["nudge_the_weight"] == 2.5
    assert len(seconds) == 5
    assert len(texts) == 4
    assert texts[-1].endswith("the slope of C with respect to w three equals minus 0.0841.")
    assert seconds["meet_the_derivative"] == pytest.approx(len(texts[-1]) / 100, abs=0.01)
    assert [line.endswith("speaks 4 of 5 beats") for line in said] == [True]
    again = with_speech(first, arguments(command), said.append)
    assert again.jobs == done.jobs
    assert len(notes.read_text(encoding="utf-8").splitlines()) == 4
    assert len(said) == 1
    with_speech(first, arguments(f"{command} slowly"), said.append)
    assert len(notes.read_text(encoding="utf-8").splitlines()) == 8


def test_a_clip_is_heard_from_its_first_beat_to_its_last(voice, render):
    code, said = render.run("NudgeTheWeight", options=("--voice-command", voice[0]))
    assert code == 0, said
    (clip,) = render.clips.glob("NudgeTheWeight--*.mp4")
    record = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    assert [begin for begin, *_ in sounding(clip)] == pytest.approx(
        [beat["start"] + theme.BREATH for beat in record["beats"]], abs=0.05
    )
    assert len(list((render.clips.parent / speech.FOLDER).glob("*.audio"))) == len(record["beats"])
    code, said = render.run("NudgeTheWeight", options=("--voice-command", voice[0]))
    assert "reused" in said


def python(text):
    return shlex.join([sys.executable, "-c", text])


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("", "--voice-command: expected a command, found none"),
        ("say 'it", "No closing quotation"),
        ("no-such-program --fast", "expected a program, found none called 'no-such-program'; install it"),
        (
            python("import sys; sys.stderr.write('no model\\n\\x1b[31m'); sys.exit(3)"),
            r"found code 3: no model / \x1b[31m; try it by hand",
        ),
        (python("import os; os.kill(os.getpid(), 9)"), "found code -9: no word"),
        (python("print('hello')"), "to write sound, such as WAV, to its standard output, found: Invalid data"),
        (python("pass"), "to write sound, such as WAV, to its standard output, found: Invalid data"),
    ],
)
def test_a_program_that_fails_is_told_in_one_line(command, says, tmp_path):
    network = str(ROOT / "networks" / "chain.toml")
    told = ["render", network, "--only", "NudgeTheWeight", "--voice-command", command, "--output", str(tmp_path)]
    result = CliRunner().invoke(lecture, told)
    assert result.exit_code == 2, result.output
    line = result.stderr.splitlines()[-1]
    assert line.startswith("--voice-command: ")
    assert says in line
    assert not list(tmp_path.rglob("*.mp4")) + list(tmp_path.rglob("*.audio"))


def test_a_program_that_does_not_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(speech, "PATIENCE", 0.5)
    with pytest.raises(InputError, match=r"nudge_the_weight: expected .* to end, found it at work after 0.5 seconds"):
        with_speech(planned(tmp_path), arguments(python("import time; time.sleep(60)")), print)


def test_no_shell_reads_the_command(voice, tmp_path):
    """What a shell would obey is an argument like any other."""
    program = "import sys; sys.exit(' '.join(sys.argv[1:]))"
    command = f"{python(program)} '$(touch made)' ; touch made"
    with pytest.raises(InputError, match=r"code 1: \$\(touch made\) ; touch made"):
        with_speech(planned(tmp_path), arguments(command), print)
