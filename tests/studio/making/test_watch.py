"""Rendering again at each change: once for each, after the file is whole, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time

import pytest

from studio.making.watch import run, stamps, watch, watched


def test_a_change_makes_again_and_says_when_it_is_ready(tmp_path):
    network = tmp_path / "mine.toml"
    network.write_text("one", encoding="utf-8")
    made, told = [], []

    def make():
        if len(made) == 3:
            raise KeyboardInterrupt
        made.append(network.read_text(encoding="utf-8"))
        return 0 if len(made) != 2 else 2

    def tell(line):
        told.append(line)
        if "ready" in line:
            network.write_text(f"number {len(made) + 1}", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: [network, tmp_path / "not there"], make, tell, pause=0.02)
    assert made == ["one", "number 2", "number 3"]
    assert told[:3] == [
        "ready; waiting for a change, Ctrl-C ends",
        "changed: mine.toml",
        "not ready; waiting for a change, Ctrl-C ends",
    ]


def test_a_change_while_it_is_made_is_not_missed(tmp_path):
    network = tmp_path / "mine.toml"
    network.write_text("one", encoding="utf-8")
    made = []

    def make():
        made.append(network.read_text(encoding="utf-8"))
        if len(made) == 2:
            raise KeyboardInterrupt
        network.write_text("changed meanwhile", encoding="utf-8")
        return 0

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: [network], make, lambda _line: None, pause=0.02)
    assert made == ["one", "changed meanwhile"]


def test_what_is_watched_are_the_network_and_our_code(tmp_path):
    files = watched(tmp_path / "mine.toml")
    assert {path.name for path in files} > {"mine.toml", "nudge_the_weight.py", "backward.py", "manim.cfg"}
    assert {path.name for path in watched(None)} > {"chain.toml", "iris.toml"}
    assert tmp_path / "mine.toml" not in stamps(files)
    assert len(stamps(files)) == len(files) - 1


def test_a_command_runs_in_its_own_process_and_gives_its_exit_code(tmp_path):
    assert run(["check", "networks/chain.toml"]) == 0
    assert run(["check", str(tmp_path / "none.toml")]) == 2


@pytest.mark.parametrize("whom", [os.kill, os.killpg])
def test_ctrl_c_ends_it_whether_all_processes_hear_of_it_or_one(tmp_path, whom):
    network = tmp_path / "none.toml"  # is told to be missing; there is nothing to draw
    arguments = [sys.executable, "-P", "-m", "studio", "render", str(network), "--watch", "--output", str(tmp_path)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        lines = [process.stderr.readline(), process.stderr.readline()]
        assert "expected a network file, found nothing there" in lines[0]
        assert lines[1] == "not ready; waiting for a change, Ctrl-C ends\n"
        whom(process.pid, signal.SIGINT)
        start = time.monotonic()
        assert process.wait(5) == 130
        assert time.monotonic() - start < 2
        assert process.stderr.read() == ""
