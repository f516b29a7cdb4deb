"""Clips come whole from the workers of a Dask cluster, as they are made here, also when one of them is killed."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.model.errors import InputError
from studio.command_line import lecture
from studio.making.besides import Besides
from studio.making.cluster import Cluster, Parcel
from studio.making.ledger import Ledger
from studio.making.look import Look
from studio.making.plan import plan
from studio.making.quality import Quality
from studio.making.render_job import ROOT
from studio.making.voice import Recording
from studio.making.workshop import make

pytestmark = pytest.mark.xdist_group("workshop")

TINY = Quality(160, 90, 4)
CHILDLIKE = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}


def wait_for(found, what, seconds=60):
    """Return what is found, as soon as it is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.1)
    raise AssertionError(what)


class Machines:
    """A scheduler and its workers, each a process of its own that nobody starts again."""

    def __init__(self, room):
        self.file = room / "scheduler.json"
        self.processes = []
        self._start("dask_scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.address = wait_for(self._address, "no scheduler")
        self.workers = [self.hire() for _ in range(2)]

    def _address(self):
        try:
            return json.loads(self.file.read_text(encoding="utf-8"))["address"]
        except (OSError, ValueError):
            return None

    def _start(self, module, *how):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *how, "--scheduler-file", str(self.file)]
        self.processes.append(subprocess.Popen(command, **CHILDLIKE))
        return self.processes[-1]

    def hire(self):
        """Start a worker."""
        how = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.file.parent))
        return self._start("dask_worker", *how)

    def stop(self):
        """End all."""
        for process in self.processes[::-1]:
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path):
    made = Machines(tmp_path)
    yield made
    made.stop()


def laid_out(network, tmp_path, *lessons):
    """The jobs of lessons, small, whose networks are where clips are made from them."""
    planned = plan(network, lessons, output=tmp_path / "lectures")
    planned.lay_out()
    return [replace(job, quality=TINY) for job in planned.jobs]


def states(jobs, machines, **how):
    made = make(jobs, makers=lambda: Cluster(machines.address, 1), **how)
    assert not [one.trouble for one in made if one.trouble]
    return [one.state for one in made]


def test_a_clip_comes_as_it_is_made_here_and_is_made_again_only_when_it_differs(machines, tmp_path):
    jobs = laid_out(ROOT / "networks" / "chain.toml", tmp_path, "NudgeTheWeight", "TheSimplestNetwork")
    assert states(jobs, machines) == ["made", "made"]
    there = {path.name: path.read_bytes() for path in jobs[0].folder.iterdir() if path.is_file()}
    assert states(jobs, machines) == ["reused", "reused"]
    here = [replace(job, folder=tmp_path / "here", workshop=tmp_path / "work" / job.lesson) for job in jobs]
    assert [one.state for one in make(here)] == ["made", "made"]
    clips = [path for path in (tmp_path / "here").iterdir() if path.name.startswith(("Nudge", "The"))]
    assert len(clips) == 10
    assert {path.name: path.read_bytes() for path in clips} == {path.name: there[path.name] for path in clips}
    assert Ledger(jobs[0].folder)[jobs[0].stem].identity == Ledger(tmp_path / "here")[jobs[0].stem].identity


def test_a_worker_that_is_killed_loses_no_clip(machines, tmp_path):
    jobs = laid_out(ROOT / "networks" / "chain.toml", tmp_path, "NudgeTheWeight", "ChainRule", "TheSimplestNetwork")
    killed = []

    def kill(all_of):
        if not killed and any(one.done for one in all_of):
            killed.append(machines.workers[0])
            os.kill(killed[0].pid, signal.SIGKILL)

    assert states(jobs, machines, watch=kill) == ["made", "made", "made"]
    assert killed[0].wait() == -signal.SIGKILL
    for job in jobs:
        assert job.stem in Ledger(job.folder)
        assert all((job.folder / f"{job.stem}{ending}").stat().st_size for ending in job.endings)
    assert not list(jobs[0].folder.glob(".*.new"))


def test_a_lesson_that_cannot_be_told_fails_alone(machines, tmp_path):
    jobs = laid_out(ROOT / "networks" / "chain.toml", tmp_path, "NudgeTheWeight", "TheSimplestNetwork")
    jobs[0].network.write_text("layers = 3", encoding="utf-8")  # both are made from it
    here = laid_out(ROOT / "networks" / "iris.toml", tmp_path, "NudgeTheWeight")
    made = make([*jobs, *here], makers=lambda: Cluster(machines.address, 1))
    assert [one.state for one in made] == ["failed", "failed", "made"]
    assert "layers" in made[0].trouble
    assert "Traceback" not in made[0].trouble


def test_a_worker_with_other_code_makes_nothing(machines, tmp_path, monkeypatch):
    jobs = laid_out(ROOT / "networks" / "chain.toml", tmp_path, "NudgeTheWeight")
    monkeypatch.setattr("studio.making.cluster._code_of", lambda _job: "ours")
    (one,) = make(jobs, makers=lambda: Cluster(machines.address, 1))
    assert one.state == "failed"
    assert "other code" in one.trouble
    assert not list(jobs[0].folder.glob("*.mp4"))


def test_where_nobody_answers_is_the_users_mistake(monkeypatch):
    monkeypatch.setattr("studio.making.cluster._PATIENCE", 1.0)
    with pytest.raises(
        InputError, match=r"--on: expected a Dask scheduler with workers, found none at tcp://127.0.0.1:9"
    ):
        Cluster("tcp://127.0.0.1:9", 1)
    with pytest.raises(InputError, match=re.escape("dask scheduler")):
        Cluster("nonsense", 1)


def test_a_parcel_holds_all_that_a_clip_is_made_from(tmp_path):
    (job,) = laid_out(ROOT / "networks" / "chain.toml", tmp_path, "ChainRule")
    spoken, other = tmp_path / "nudge.wav", tmp_path / "others" / "other.toml"
    spoken.write_bytes(b"sound")
    other.parent.mkdir()
    other.write_text("another", encoding="utf-8")
    voice = tuple(Recording(beat, spoken, "abc", 1.0) for beat in ("one", "two"))
    weights = job.network.parent / "weights" / "mine.npz"
    weights.parent.mkdir()
    weights.write_bytes(b"weights")
    parcel = Parcel.of(replace(job, voice=voice, besides=Besides(other=other), look=Look(calm=True)))
    sent = parcel.unpack(tmp_path / "elsewhere")
    assert sent.network.read_bytes() == job.network.read_bytes()
    assert (sent.network.parent / "weights" / "mine.npz").read_bytes() == b"weights"
    assert sent.besides.other.read_text(encoding="utf-8") == "another"
    assert [one.file.read_bytes() for one in sent.voice] == [b"sound", b"sound"]
    assert sent.look.calm
    places = (sent.network, sent.besides.other, sent.folder, sent.workshop, *(one.file for one in sent.voice))
    assert all(Path(place).is_relative_to(tmp_path / "elsewhere") for place in places)


def test_a_course_of_networks_is_made_by_processes_of_this_machine(tmp_path):
    course = [tmp_path / name / "mine.toml" for name in ("ada", "bo")]
    for file in course:
        file.parent.mkdir()
        file.write_bytes((ROOT / "networks" / "chain.toml").read_bytes())
    output = tmp_path / "lectures"
    told = ["--only", "TheSimplestNetwork", "--quality", "preview", "--on", "local", "--jobs", "2"]
    named = [*course, tmp_path / "ada" / ".." / "bo" / "mine.toml"]  # one of them twice
    command = [sys.executable, "-P", "-m", "studio", "render", *map(str, named), *told, "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 made" in done.stdout
    assert len(list(output.glob("*/preview-dark/TheSimplestNetwork--mine.mp4"))) == 2


@pytest.mark.parametrize("more", [["--on", "local"], ["networks/iris.toml"]])
def test_watching_is_for_one_network_here(more):
    result = CliRunner().invoke(lecture, ["render", "networks/chain.toml", *more, "--watch"])
    assert result.exit_code == 2
    assert "--watch: expected one network" in result.stderr
