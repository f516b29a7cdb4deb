"""What a render leaves behind: complete, of one state of one network, and never another lecture's."""

import hashlib
import json
import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from studio.command_line import lecture
from studio.commands import render as render_command
from studio.making.ledger import NAME, Ledger
from studio.making.plan import Plan, plan
from studio.making.replacement import replacing
from studio.making.workshop import Progress
from tests.rehearsals import ROOT
from tests.studio.making.test_render_failures import running, wait_for

pytestmark = pytest.mark.xdist_group("workshop")

IRIS = ROOT / "networks" / "iris.toml"


UNBORN = re.compile(r"Traceback .*\n(?:  .*\n)*?  .*spawn\.py.*_main\n(?:  .*\n)*EOFError: Ran out of input\n")
"""What Python says, before any of our code runs, in a worker whose main process is killed the moment it starts it."""


def record_of(render, lesson="WeightIndices"):
    return json.loads((render.clips / f"{lesson}--{render.network.stem}.json").read_text(encoding="utf-8"))


def test_a_clip_made_alone_has_captions_a_poster_and_its_network_beside_it(render, tmp_path, monkeypatch):
    code, said = render.run("WeightIndices")
    assert code == 0, said
    stem = f"WeightIndices--{render.network.stem}"
    files = {path.name for path in render.clips.iterdir() if not path.name.startswith(".")}
    assert files == {f"{stem}{ending}" for ending in (".mp4", ".srt", ".vtt", ".png", ".json")} | {render.network.name}
    assert (render.clips / render.network.name).read_bytes() == render.network.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(render.clips, elsewhere)
    render.network.unlink()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(lecture, ["audit", str(elsewhere / f"{stem}.json")])
    assert result.exit_code == 0, result.output
    assert "values are true" in result.output


def test_a_network_that_changes_during_a_render_is_shown_as_it_was_and_told(render):
    before = render.network.read_bytes()
    with render.start("WeightIndices", "NudgeTheWeight") as process:
        said = wait_for(process, "drawing")
        render.network.write_bytes(before.replace(b"[[2.6]]", b"[[2.5]]"))
        said += process.communicate(timeout=120)[0]
    assert process.returncode == 0, said
    assert f"{render.network}: it has changed since" in said
    for lesson in ("WeightIndices", "NudgeTheWeight"):
        record = record_of(render, lesson)
        assert record["network"]["sha256"] == hashlib.sha256(before).hexdigest()
        shown = {row["value"] for row in record["values"] if row["quantity"] == "w[3][0,0]" and "nudge" not in row}
        assert shown <= {2.6}
    code, said = render.run("WeightIndices", "NudgeTheWeight")
    assert code == 0, said
    assert "reused" not in said
    assert record_of(render)["network"]["sha256"] == hashlib.sha256(render.network.read_bytes()).hexdigest()
    assert "2 reused" in render.run("WeightIndices", "NudgeTheWeight")[1]


def test_a_variable_for_plain_manim_cuts_no_clip(render, monkeypatch):
    monkeypatch.setenv("BEAT", "count_the_weights")
    monkeypatch.setenv("NETWORK", str(IRIS))
    code, said = render.run("WeightIndices")
    assert code == 0, said
    record = record_of(render)
    assert len(record["beats"]) > 2
    assert record["network"]["file"] == render.network.name


@pytest.mark.parametrize(
    "text", ["", "[]", "3", "null", '{"clips": []}', '{"clips": {"a": 3}, "exports": 4}', "[" * 100_000, "\x00\xff"]
)
def test_a_ledger_that_holds_something_else_counts_for_nothing(text, tmp_path):
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    ledger = Ledger(tmp_path)
    assert "WeightIndices--chain" not in ledger
    assert ledger.exports == {}


def test_namesakes_and_a_file_named_default_get_folders_of_their_own(tmp_path):
    files = []
    for name in ("week1/network.toml", "week2/network.toml", "week1/default.toml"):
        files.append(tmp_path / name)
        files[-1].parent.mkdir(exist_ok=True)
        shutil.copy(IRIS, files[-1])
    plans = [plan(file, ("WeightIndices",), output=tmp_path / "lectures") for file in [*files, None]]
    assert len({one.folder for one in plans}) == len(plans)
    assert len({job.workshop for one in plans for job in one.jobs}) == len(plans)
    assert plans[3].folder == tmp_path / "lectures" / "default" / "medium-dark"


def test_lectures_elsewhere_need_no_media_folder_that_can_be_written_to(tmp_path, monkeypatch):
    monkeypatch.setattr("studio.making.plan.os.access", lambda path, _mode: not Path(path).is_relative_to(ROOT))
    (job,) = plan(IRIS, ("WeightIndices",), output=tmp_path).jobs
    assert job.workshop.is_relative_to(tmp_path)
    assert job.network.is_relative_to(tmp_path)


def test_a_clip_that_fails_leaves_film_and_page_of_the_others(tmp_path, monkeypatch, capsys):
    jobs = plan(IRIS, ("WeightIndices", "Recap"), output=tmp_path).jobs
    made = [Progress(jobs[0], "failed", trouble="out of order"), Progress(jobs[1], "made")]
    together = []
    monkeypatch.setattr("studio.making.workshop.make", lambda *_, **__: made)
    monkeypatch.setattr(render_command, "_assemble", lambda _plan, stems: together.extend(stems) or 0)
    code = render_command._make([Plan("iris", jobs[0].folder, jobs, (), {})], 1, None, force=False, whole=True)
    assert code == 1
    assert together == [jobs[1].stem]
    assert "out of order" in capsys.readouterr().out


def test_what_a_killed_process_had_begun_is_swept_away(tmp_path):
    (tmp_path / ".WeightIndices--net.mp4.new").write_bytes(b"half")
    with render_command.alone_in(tmp_path):
        assert {path.name for path in tmp_path.iterdir()} == {".lock"}
        (tmp_path / ".WeightIndices--net.mp4.new").write_bytes(b"half")
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


def test_a_clip_and_its_record_are_never_of_two_states(tmp_path, monkeypatch):
    """Whenever it is cut off while names are taken: all old, or no clip."""
    record, clip = tmp_path / "clip.json", tmp_path / "clip.mp4"
    record.write_text("old", encoding="utf-8")
    clip.write_text("old", encoding="utf-8")
    take = Path.replace

    def cut_off_at_the_clip(path, target):
        if target == clip:
            raise KeyboardInterrupt
        return take(path, target)

    def write():
        with replacing(record, clip) as fresh:
            for path in fresh:
                path.write_text("new", encoding="utf-8")

    monkeypatch.setattr(Path, "replace", cut_off_at_the_clip)
    with pytest.raises(KeyboardInterrupt):
        write()
    assert record.read_text(encoding="utf-8") == "new"
    assert not clip.exists()


@pytest.mark.parametrize(
    "how",
    [
        signal.SIGTERM,
        signal.SIGKILL,
        pytest.param(signal.SIGHUP, marks=pytest.mark.thorough),
        pytest.param(signal.SIGINT, marks=pytest.mark.thorough),
    ],
)
def test_however_a_render_ends_its_workers_go_quietly(render, how):
    with render.start("WeightIndices", "NudgeTheWeight") as process:
        wait_for(process, "drawing")
        os.kill(process.pid, how)
        deadline = time.monotonic() + 15
        while running(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert running(process.pid) == []
        said = process.communicate(timeout=10)[0]
    assert "Traceback" not in said
    assert "semaphore" not in said
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130}.get(how, 128 + how)
    render.whole()


@pytest.mark.parametrize(
    "count", [pytest.param(10, marks=pytest.mark.thorough), pytest.param(30, marks=pytest.mark.movement)]
)
def test_edits_and_kills_at_any_moment_leave_whole_clips_of_the_network_they_name(render, tmp_path, count):
    text = render.network.read_text(encoding="utf-8")
    states = {hashlib.sha256(text.encode()).hexdigest(): text}
    for number in range(count):
        with render.start("WeightIndices", "IndicesForNeurons") as process:
            wait_for(process, "begins")
            time.sleep(0.3 + 5.1 / count * number % 3)
            edited = text.replace("[[2.6]]", f"[[2.{number + 10}]]")
            states[hashlib.sha256(edited.encode()).hexdigest()] = edited
            render.network.write_text(edited, encoding="utf-8")
            time.sleep(21 / count * number % 5)
            os.kill(process.pid, (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3])
            said, _ = process.communicate(timeout=120)
        assert "Traceback" not in UNBORN.sub("", said), said
        assert "semaphore" not in said, said
        for stem in render.whole():
            record = json.loads((render.clips / f"{stem}.json").read_text(encoding="utf-8"))
            then = tmp_path / "then.toml"
            then.write_text(states[record["network"]["sha256"]], encoding="utf-8")
            told = ["audit", str(render.clips / f"{stem}.json"), "--network", str(then)]
            result = CliRunner().invoke(lecture, told)
            assert result.exit_code == 0, (number, result.output)
    code, said = render.run("WeightIndices", "IndicesForNeurons")
    assert code == 0, said
    assert record_of(render)["network"]["sha256"] == hashlib.sha256(render.network.read_bytes()).hexdigest()
