"""Clips are made side by side, once, and complete or not at all."""

import hashlib
import json
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import av
import pytest

from core.files.network_file import read
from scenes.drawing.sources import sources
from studio.making.crew import Crew, _deaf
from studio.making.fingerprint import fingerprint
from studio.making.look import Look
from studio.making.plan import plan
from studio.making.quality import Quality
from studio.making.render_job import ROOT, RenderJob
from studio.making.workshop import make

pytestmark = pytest.mark.xdist_group("workshop")


@pytest.fixture
def network(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text((ROOT / "networks" / "chain.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def job(network, tmp_path):
    return RenderJob(
        lesson="NudgeTheWeight",
        module="scenes.single_neuron.nudge_the_weight",
        network=network,
        stem="NudgeTheWeight--small",
        quality=Quality(160, 90, 4),
        look=Look(),
        folder=tmp_path / "clips",
        workshop=tmp_path / "workshop",
    )


def state_of(job, **how):
    (progress,) = make([job], workers=1, **how)
    assert progress.state != "failed" or progress.trouble
    return progress.state


def test_a_clip_is_made_once_and_again_only_when_it_shows_something_else(job, network):
    assert state_of(job) == "made"
    assert {path.suffix for path in job.folder.glob(f"{job.stem}.*")} == {".mp4", ".srt", ".vtt", ".png", ".json"}
    with av.open(str(job.clip)) as clip:
        assert clip.streams.video[0].width == 160
    before = job.clip.stat().st_mtime_ns

    assert state_of(job) == "reused"
    text = network.read_text(encoding="utf-8")
    network.write_text(text.replace("learning_rate = 1.0", "learning_rate = 0.5"), encoding="utf-8")
    assert state_of(job) == "reused"  # a lesson without steps does not show the learning rate
    record = json.loads(job.clip.with_suffix(".json").read_text(encoding="utf-8"))
    assert record["network"]["sha256"] == hashlib.sha256(network.read_bytes()).hexdigest()
    assert job.clip.stat().st_mtime_ns == before

    network.write_text(text.replace("[[2.6]]", "[[2.5]]"), encoding="utf-8")
    assert state_of(job) == "made"
    assert job.clip.stat().st_mtime_ns > before
    job.clip.write_bytes(b"cut off")
    assert state_of(job) == "made"
    assert job.clip.stat().st_size > 1000


def test_a_killed_worker_leaves_no_half_clip_and_the_next_run_makes_it(job):
    def kill_while_drawing(progress):
        if progress[0].state == "drawing" and progress[0].done > 5:
            for child in multiprocessing.active_children():
                os.kill(child.pid, signal.SIGKILL)

    (progress,) = make([job], workers=1, watch=kill_while_drawing)
    assert progress.state == "failed"
    assert "ended unexpectedly" in progress.trouble
    assert not list(job.folder.glob("*.mp4"))
    assert state_of(job) == "made"


def test_a_mistake_in_the_network_fails_its_clip_alone(job, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("cost = 'nothing'", encoding="utf-8")
    broken, good = make([replace(job, network=wrong), job], workers=2)
    assert broken.state == "failed"
    assert "wrong.toml" in broken.trouble
    assert "Traceback" not in broken.trouble
    assert good.state == "made"


def test_the_fingerprint_follows_lesson_network_and_look(job, network):
    first = fingerprint(job)
    assert first == fingerprint(job)
    assert first != fingerprint(replace(job, look=Look("light")))
    assert first != fingerprint(replace(job, quality=Quality(160, 90, 5)))
    network.write_text(network.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert first != fingerprint(job)
    read(network)


def test_the_sources_of_a_lesson_are_its_imports_and_not_other_lessons():
    names = {path.relative_to(ROOT) for path in sources(ROOT / "scenes" / "single_neuron" / "nudge_the_weight.py")}
    assert Path("scenes/figures/slope_triangle.py") in names
    assert Path("core/passes/backward.py") in names
    assert Path("scenes/many_neurons/sensitivity_flows_backward.py") not in names


def test_a_worker_is_deaf_to_ctrl_c_from_its_first_moment():
    """Whoever presses Ctrl-C tells all processes; one that still starts would answer with a traceback."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, set())
    crew = Crew(2)
    try:
        assert signal.pthread_sigmask(signal.SIG_BLOCK, set()) == before
        for worker in crew._workers:
            status = Path(f"/proc/{worker.process.pid}/status").read_text(encoding="utf-8")
            masks = [int(line.split()[1], 16) for line in status.splitlines() if line.startswith(("SigBlk", "SigIgn"))]
            assert any(mask >> (signal.SIGINT - 1) & 1 for mask in masks), status
    finally:
        crew.stop()


def test_two_folders_of_clips_never_share_a_workshop(tmp_path):
    """The lock lies in the folder of the clips: two renders that share no folder run at the same time."""
    iris, only = ROOT / "networks" / "iris.toml", ("IndicesForNeurons",)
    elsewhere = tmp_path / "iris.toml"
    elsewhere.write_bytes(iris.read_bytes())
    plans = [
        plan(iris, only),
        plan(None, only),
        plan(elsewhere, only, output=tmp_path),
        plan(iris, only, look=Look(calm=True)),
    ]
    assert len({job.workshop for one in plans for job in one.jobs}) == len(plans)
    assert plan(iris, only).jobs[0].workshop == plans[0].jobs[0].workshop


def test_while_a_worker_starts_no_thread_lets_an_interrupt_through():
    done, reached = threading.Event(), False
    listener = threading.Thread(target=done.wait)  # it takes up what the main thread is deaf to
    listener.start()
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # not ours, which would remember it
    try:
        with pytest.raises(KeyboardInterrupt):  # noqa: PT012  the second half of what is said
            with _deaf():
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.2)
                reached = True
            time.sleep(0.2)
        assert reached
    finally:
        signal.signal(signal.SIGINT, heard)
        done.set()
        listener.join()
