"""./lecture list, stills and audit: what they print, what they write, how they exit."""

import errno
import hashlib
import json
import os
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from scenes.catalogue import find, lessons
from scenes.lesson import Lesson, beat
from scenes.watching.contact_sheet import contact_sheet
from scenes.watching.rehearsal import rehearse
from scenes.watching.stills import Still, take_stills
from scenes.words.language import Sentence
from studio.command_line import lecture

ROOT = Path(__file__).parents[2]
CHAIN = ROOT / "networks" / "chain.toml"
pytestmark = pytest.mark.xdist_group("NudgeTheWeight")


def run(*arguments):
    return CliRunner().invoke(lecture, list(map(str, arguments)))


def test_the_list_is_in_order_and_whole():
    result = run("list", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [one["name"] for one in found] == [one.name for one in lessons()]
    gallery = {path.stem for path in (ROOT / "networks").glob("*.toml")}
    assert {"chain", "iris", "two_two_two"} <= gallery
    for one in found:
        assert set(one) == {"name", "chapter", "claim", "file", "networks", "why_not"}
        assert (ROOT / one["file"]).is_file()
        assert set(one["networks"]) | set(one["why_not"]) == gallery


def test_the_list_for_one_network_and_for_people():
    found = json.loads(run("list", CHAIN, "--json").stdout)
    assert {name for one in found for name in (*one["networks"], *one["why_not"])} == {"chain"}
    text = run("list").stdout
    assert all(one.name in text and one.claim in text for one in lessons())


def test_a_wrong_network_is_one_line_and_2():
    result = run("list", "nothing.toml")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_an_unknown_lesson_is_one_line_and_2(tmp_path):
    result = run("stills", "NudgeTheWait", "--output", tmp_path / "sheet.png")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean 'NudgeTheWeight'?" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_stills_writes_a_sheet_and_prints_its_path(tmp_path):
    sheet = tmp_path / "deep" / "sheet.png"
    result = run("stills", "NudgeTheWeight", CHAIN, "--output", sheet, "--width", 200)
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(sheet)
    with Image.open(sheet) as image:
        assert image.width > 3 * 200


@pytest.mark.parametrize("name", ["sheet.foo", "sheet", "sheet.png.", "sheet.jpg"])
def test_a_sheet_of_another_ending_is_refused_before_anything_is_drawn(tmp_path, name):
    result = run("stills", "NudgeTheWeight", CHAIN, "--output", tmp_path / name)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "--output: expected a name that ends in .png" in result.stderr
    assert list(tmp_path.iterdir()) == []


def no_room(self, file, **_):
    file.write_bytes(b"begun")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_sheet_on_a_full_disk_is_told_in_one_line_and_leaves_the_old_one(tmp_path, monkeypatch):
    sheet = tmp_path / "sheet.png"
    sheet.write_bytes(b"old")
    monkeypatch.setattr(Image.Image, "save", no_room)
    result = run("stills", "NudgeTheWeight", CHAIN, "--output", sheet, "--width", 200)
    assert (result.exit_code, result.stderr) == (1, f"Error: {sheet}: No space left on device\n")
    assert sheet.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [sheet]


def test_a_sheet_below_a_file_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    result = run("stills", "NudgeTheWeight", CHAIN, "--output", tmp_path / "file" / "sheet.png", "--width", 200)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert str(tmp_path / "file") in result.stderr


class TwoBeats(Lesson):
    """A claim."""

    poster = "first"

    def construct(self):
        """Tell two beats; the second one is faulty."""
        self.first()
        self.second()

    def say(self, message, facts=None):
        """Words of the length of a caption."""
        return Sentence(f"The {message} caption.")

    @beat
    def first(self):
        """Show a square."""
        self.square = square()
        self.play(self.square.animate.shift([3, 0, 0]), run_time=2)

    @beat
    def second(self):
        """Show a square on its way."""
        self.play(self.square.animate.shift([-6, 0, 0]), run_time=1)
        self.play(self.square.animate.shift([3, 0, 0]), run_time=3)


def square():
    from manim import Square

    return Square(1.0, stroke_width=0, fill_opacity=1, color="#FFFFFF")


def centre(still):
    """Where the white square is, in scene units from the middle."""
    _, x = np.nonzero(still.pixels[..., 0] > 200)
    return (x.mean() / still.pixels.shape[1] - 0.5) * 128 / 9


def test_a_still_is_the_end_of_its_beat():
    stills = take_stills(TwoBeats, width=320)
    assert [(one.beat, one.number, one.moving) for one in stills] == [("first", 1, False), ("second", 2, False)]
    assert [round(centre(one), 1) for one in stills] == [3.0, 0.0]
    assert stills[0].caption == "The first caption."


def test_moments_are_in_mid_movement_and_in_order():
    stills = take_stills(TwoBeats, width=320, moments=2)
    assert [one.moving for one in stills] == [True, True, False] * 2
    assert [one.at for one in stills] == sorted(one.at for one in stills)
    first = [centre(one) for one in stills[:3]]
    assert 0 < first[0] < first[1] < first[2]
    # the second beat's four seconds of movement are cut in half: one moment at its first second's end, one at its third
    assert round(centre(stills[3]), 1) == -3.0


def test_a_sheet_takes_any_text():
    pixels = np.zeros((90, 160, 4), dtype=np.uint8)
    stills = [Still("beat", f'#"$ {n} 🙂 <b> \\ −0.5×10⁻³', n, 1.0, moving=False, pixels=pixels) for n in range(5)]
    sheet = contact_sheet("Title #1", "emoji 🙂\nand $", stills)
    assert sheet.width > 3 * 160
    assert len(sheet.getcolors(100000)) > 10


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A record as a clip would have it, with its network beside it."""
    folder = tmp_path_factory.mktemp("clip")
    network = folder / "mine.toml"
    network.write_bytes(CHAIN.read_bytes())
    lesson = rehearse(partial(find("NudgeTheWeight").load(), network))
    return lesson.record_of_clip(), network


@pytest.fixture
def record_file(written, tmp_path):
    def write(changes=lambda record: None):
        record = json.loads(json.dumps(written[0]))
        changes(record)
        (tmp_path / "mine.toml").write_bytes(written[1].read_bytes())
        clip = tmp_path / "NudgeTheWeight--mine.json"
        clip.write_text(json.dumps(record), encoding="utf-8")
        return clip

    return write


def test_a_true_record_passes(record_file):
    result = run("audit", record_file())
    assert result.exit_code == 0, result.output
    assert "values are true" in result.stdout


def tamper_value(record):
    record["values"][5]["value"] += 1e-6


def tamper_shown(record):
    record["values"][5]["shown"] = "9.999"


def tamper_quantity(record):
    record["values"][5]["quantity"] = "a[1][0]"


def tamper_sha(record):
    record["network"]["sha256"] = hashlib.sha256(b"other").hexdigest()


def tamper_caption(record):
    record["beats"][1]["caption"] = record["beats"][1]["caption"].replace("0.5", "0.7")


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (tamper_value, "values[5]"),
        (tamper_shown, "values[5]"),
        (tamper_quantity, "values[5]"),
        (tamper_sha, "network.sha256"),
        (tamper_caption, "beats[1].caption"),
    ],
)
def test_a_tampered_record_exits_with_1_and_names_the_entry(record_file, tamper, place):
    result = run("audit", record_file(tamper))
    assert result.exit_code == 1
    assert f"{place}:" in result.stdout


def test_a_network_that_was_changed_or_is_gone_exits_with_1(record_file, tmp_path):
    clip = record_file()
    network = tmp_path / "mine.toml"
    network.write_text(network.read_text(encoding="utf-8").replace("2.6", "2.7"), encoding="utf-8")
    result = run("audit", clip)
    assert result.exit_code == 1
    assert "network.sha256" in result.stdout
    assert "values[" in result.stdout
    network.unlink()
    result = run("audit", clip)
    assert result.exit_code == 1
    assert "--network" in result.stderr
    assert run("audit", clip, "--network", CHAIN).exit_code == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", "not json", "\x00", '{"lesson": "L"}'])
def test_what_is_no_record_exits_with_2(tmp_path, content):
    clip = tmp_path / "clip.json"
    clip.write_text(content, encoding="utf-8")
    result = run("audit", clip)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_a_record_of_many_brackets_exits_with_2(tmp_path, content):
    clip = tmp_path / "clip.json"
    clip.write_text(content, encoding="utf-8")
    result = run("audit", clip)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "expected JSON, found brackets nested too deeply; give the .json" in result.stderr


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"step": 10**9}, "values[5].step: expected a step of descent from 0 to 100, found 1e+09"),
        ({"step": -1}, "values[5].step: expected a step of descent from 0 to 100, found -1"),
        ({"step": 0.5}, "values[5].step: expected int, found float"),
        ({"example": "0"}, "values[5].example: expected int or NoneType, found str"),
        ({"path": "0"}, "values[5].path: expected list, found str"),
        ({"nudge": {"quantity": "C"}}, "values[5].nudge.by: expected int or float, found NoneType"),
        ({"value": 10**400}, "values[5].value: expected a number that a double can hold"),
    ],
)
def test_a_state_that_no_clip_shows_exits_with_2(record_file, changes, message):
    result = run("audit", record_file(lambda record: record["values"][5].update(changes)))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_record_that_is_too_long_exits_with_2(tmp_path):
    clip = tmp_path / "clip.json"
    clip.write_text("[" + " " * 8_000_000 + "]", encoding="utf-8")
    result = run("audit", clip)
    assert result.exit_code == 2
    assert "expected at most 8,000,000 bytes, found 8,000,002" in result.stderr


@pytest.mark.parametrize("name", ["nothing.json", "."])
def test_a_record_that_is_not_there_exits_with_2(tmp_path, name):
    assert run("audit", tmp_path / name).exit_code == 2
