"""Renders that are stopped, run out of room or meet another one: a clear word, nothing half, the next run goes on."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("workshop")

WITHIN = 2.0
"""Seconds that a render may take to stop."""


def wait_for(process, word):
    """Read what a process says up to a line with a word in it."""
    said = ""
    while word not in said:
        line = process.stdout.readline()
        assert line, f"it ended without saying {word!r}: {said}"
        said += line
    return said


def running(group):
    """Return the processes of a group that are still at work."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append((folder / "cmdline").read_bytes())
    return found


def waiting():
    """Return by how much work takes longer here, now, than its own time on a processor: others are at work, too."""
    start, own = time.monotonic(), time.process_time()
    while (worked := time.process_time() - own) < 0.1:
        pass
    return max(1.0, (time.monotonic() - start) / worked)


def stop(process, whom=os.killpg):
    """Press Ctrl-C; return what is said until the end, which must come soon, and of all processes."""
    start = time.monotonic()
    whom(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    took = time.monotonic() - start
    within = WITHIN * waiting()
    assert took < within, f"it took {took:.1f} s to stop"
    deadline = start + within
    while running(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running(process.pid) == []
    return said


@pytest.mark.parametrize("whom", [os.killpg, pytest.param(os.kill, marks=pytest.mark.thorough)])
def test_ctrl_c_stops_a_render_within_two_seconds(render, whom):
    with render.start("NudgeTheWeight") as process:
        wait_for(process, "drawing")
        said = stop(process, whom)
    assert process.returncode == 130
    assert "stopped; what was finished is kept" in said
    assert "Traceback" not in said
    render.whole()
    code, said = render.run("NudgeTheWeight")
    assert code == 0, said
    assert render.whole() >= {f"NudgeTheWeight--{render.network.stem}"}


@pytest.mark.thorough
@pytest.mark.parametrize("half_seconds", range(12))
def test_ctrl_c_at_any_moment_stops_a_render(render, half_seconds):
    """Before anything is imported, while workers start, rehearse and draw."""
    with render.start("NudgeTheWeight", "ChainRule", "StepDownhill", "Recap") as process:
        wait_for(process, "begins")
        time.sleep(half_seconds / 2)
        if process.poll() is not None:
            pytest.fail("the clips were ready before; give it less time")
        said = stop(process)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    render.whole()


@pytest.mark.parametrize("room", [pytest.param(1_000, marks=pytest.mark.thorough), 40_000])
def test_a_full_disk_is_told_and_leaves_nothing_half(render, room):
    code, said = render.run("NudgeTheWeight", room=room)
    assert code == 1, said
    assert re.search(r"failed: .*(File too large|No space left)", said), said
    assert "Traceback" not in said
    assert render.whole() == set()
    code, said = render.run("NudgeTheWeight")
    assert code == 0, said
    assert render.whole() == {f"NudgeTheWeight--{render.network.stem}"}


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KiB, where it may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_small_disk_that_fills_up_is_told_and_left_as_it_was(render, small_disk):
    render.output = small_disk
    render.clips = small_disk / render.clips.relative_to(render.network.parent / "lectures")
    filler = small_disk / "filler"
    filler.write_bytes(bytes(40_000))
    code, said = render.run("NudgeTheWeight")
    assert code == 1, said
    assert f"No space left on device: {render.clips}" in said
    assert "Traceback" not in said
    assert render.whole() == set()
    assert sum(path.stat().st_size for path in render.clips.iterdir() if path.suffix != ".toml") == 0
    filler.unlink()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    code, said = render.run("NudgeTheWeight")
    assert code == 0, said
    assert render.whole() == {f"NudgeTheWeight--{render.network.stem}"}


def test_two_renders_of_one_network_take_turns(render):
    with render.start("NudgeTheWeight") as first:
        wait_for(first, "drawing")
        code, said = render.run("NudgeTheWeight")
        assert code == 0, said
        assert "another render is at work here; waiting for it to end" in said
        assert "1 reused" in said
        assert "1 made" in first.communicate(timeout=60)[0]
    assert first.returncode == 0
    assert len(render.whole()) == 1


@pytest.mark.thorough
def test_killed_workers_lose_nothing_whenever_it_happens(render):
    for pause in (0, 0.3, 0.7, 1, 1.5, 2):
        with render.start("NudgeTheWeight", "ChainRule") as process:
            wait_for(process, "drawing")
            time.sleep(pause)
            children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
            for child in children.stdout.split():
                command = Path(f"/proc/{child}/cmdline").read_bytes()
                if b"spawn_main" in command:
                    os.kill(int(child), signal.SIGKILL)
            said, _ = process.communicate(timeout=120)
        assert process.returncode in {0, 1}
        assert "Traceback" not in said
        render.whole()
    code, said = render.run("NudgeTheWeight", "ChainRule")
    assert code == 0, said
    assert len(render.whole()) == 2
