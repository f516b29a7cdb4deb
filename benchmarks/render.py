"""How fast lessons render, beside manim's own renderer and beside encoding alone.

    python -m benchmarks.render                                     # our own set of scenes
    python -m benchmarks.render scenes/x.py:Lesson scenes/y.py:Other
    python -m benchmarks.render --lessons --size 1280x720@30        # all lessons: median and worst
    python -m benchmarks.render --growth                            # cost against a network's size

For each scene, in one run on one machine: our renderer; manim's renderer at manim's default encoder
settings, and at ours; and what it takes merely to encode the same frames with our settings by
manim's encoder. Wall time says how long one waits; processor time is fairer on a busy machine. Every
measurement has a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import manim
import numpy as np
from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from benchmarks.scenes import GrowingNetwork
from benchmarks.similarity import ssim
from scenes.catalogue import lessons
from scenes.drawing.renderer import FastRenderer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from manim import Scene
    from manim.typing import PixelArray

    Times: TypeAlias = tuple[float, float]  # wall and processor time in seconds

HERE = Path(__file__).resolve().parent
SCENES = (f"{HERE / 'scenes.py'}:NumberLinesAndNetwork", f"{HERE / 'scenes.py'}:FormulaMorph")
SAMPLES = 40
GROWTH = (10, 30, 100, 300, 1000)
# ./manim.cfg is read when manim is imported; these are what manim would use without it.
MANIM_DEFAULTS = {"video_encoder_options": {}, "max_inflight_encoders": 1}


@dataclass(frozen=True)
class Measure:
    """What one way of rendering one scene took."""

    wall: float
    processor: float
    peak_mb: float
    frames: int
    distinct: int = 0
    megabytes: float = 0.0
    ssim: float = float("nan")


class Counting(FastRenderer):
    """Counts the frames that differ from the one before."""

    distinct = 0

    def _hand_over(self, repeat: int) -> None:
        self.distinct += bool(self._damage)
        super()._hand_over(repeat)


class Recording(FastRenderer):
    """Renders nothing to disk but yields every distinct frame and its repeats to a function."""

    def __init__(self, take: Callable[[PixelArray, int], None]) -> None:
        super().__init__()
        self.take = take

    def _hand_over(self, repeat: int) -> None:
        super()._hand_over(repeat)
        self.take(self.camera.pixel_array, repeat)


def scene_class(name: str) -> type[Scene]:
    """Load `file.py:Scene`."""
    path, _, scene = name.rpartition(":")
    sys.path.insert(0, str(Path.cwd()))
    spec = importlib.util.spec_from_file_location(f"measured.{Path(path).stem}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return getattr(module, scene)


def render(name: str, renderer: CairoRenderer) -> tuple[Times, Scene]:
    """Render a scene and return wall time, processor time and the scene."""
    scene = on(renderer, scene_class(name))
    wall, processor = time.perf_counter(), time.process_time()
    scene.render()
    return (time.perf_counter() - wall, time.process_time() - processor), scene


def on(renderer: CairoRenderer, cls: type[Scene]) -> Scene:
    """Make a scene that uses this renderer, whatever its own `__init__` chooses."""
    original = manim.Scene.__init__

    def init(scene: Scene, *args: Any, **kwargs: Any) -> None:
        kwargs["renderer"] = renderer
        original(scene, *args, **kwargs)

    manim.Scene.__init__ = init
    try:
        return cls()
    finally:
        manim.Scene.__init__ = original


def measure_ours(name: str) -> Measure:
    """Render with the fast renderer and the project's encoder settings."""
    renderer = Counting()
    times, scene = render(name, renderer)
    return finished(times, scene, name, distinct=renderer.distinct)


def measure_stock(name: str) -> Measure:
    """Render with manim's renderer and the encoder settings in force."""
    return finished(*render(name, CairoRenderer()), name)


def measure_encoding(name: str) -> Measure:
    """Encode the frames of a scene by manim's encoder; drawing them is not counted."""
    spec = on(CairoRenderer(), scene_class(name)).session_spec.video_encoder
    target = Path(config.media_dir) / "encoded.mp4"
    encoder = VideoSegmentEncoder(target=target, spec=spec)
    wall = processor = 0.0
    frames = 0

    def encode(pixels: PixelArray, repeat: int) -> None:
        nonlocal wall, processor, frames
        started = time.perf_counter(), time.process_time()
        encoder.write_frame(pixels, repeat=repeat)
        wall += time.perf_counter() - started[0]
        processor += time.process_time() - started[1]
        frames += repeat

    with tempconfig({"dry_run": True}):
        render(name, Recording(encode))
    started = time.perf_counter(), time.process_time()
    encoder.finish()
    wall += time.perf_counter() - started[0]
    processor += time.process_time() - started[1]
    return Measure(wall, processor, peak_mb(), frames, 0, target.stat().st_size / 1e6)


def finished(times: Times, scene: Scene, name: str, distinct: int = 0) -> Measure:
    """Add to the times what the rendered video tells."""
    peak = peak_mb()  # before the comparison below takes memory of its own
    frames = round(scene.time * config.frame_rate)
    video = scene.renderer.file_writer.final_file_path
    likeness = float(np.mean(list(likenesses(video, name, frames))))
    return Measure(*times, peak, frames, distinct, video.stat().st_size / 1e6, likeness)


def likenesses(video: Path, name: str, frames: int) -> Iterator[float]:
    """Compare sampled frames of a video with the frames as drawn, by the SSIM of their luma."""
    wanted = set(np.linspace(0, frames - 1, SAMPLES).astype(int).tolist())
    drawn: dict[int, np.ndarray] = {}
    at = 0

    def keep(pixels: PixelArray, repeat: int) -> None:
        nonlocal at
        for place in wanted.intersection(range(at, at + repeat)):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format="yuv420p")
            drawn[place] = frame.to_ndarray()[: pixels.shape[0]]
        at += repeat

    with tempconfig({"dry_run": True}):
        render(name, Recording(keep))
    with av.open(video) as container:
        for place, frame in enumerate(container.decode(video=0)):
            if place in drawn:
                yield ssim(drawn[place], frame.to_ndarray()[: frame.height])


def peak_mb() -> float:
    """Return this process's peak memory in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def measure_growth(neurons: str) -> Measure:
    """Move one dot across a network at rest; drawing and patching only, no encoding."""
    GrowingNetwork.neurons = int(neurons)
    renderer = Recording(lambda pixels, repeat: None)  # noqa: ARG005
    with tempconfig({"dry_run": True, "disable_caching": True}):
        scene = on(renderer, GrowingNetwork)
        times = []
        renderer.take = lambda pixels, repeat: times.append(time.perf_counter())  # noqa: ARG005
        scene.render()
    shapes = sum(len(mobject.family_members_with_points()) for mobject in scene.mobjects)
    return Measure(float(np.median(np.diff(times))), 0.0, peak_mb(), len(times), shapes)


WAYS: dict[str, tuple[Callable[[str], Measure], dict[str, Any]]] = {
    "ours": (measure_ours, {}),
    "manim, its defaults": (measure_stock, MANIM_DEFAULTS),
    "manim, our settings": (measure_stock, {}),
    "encoding alone": (measure_encoding, {}),
    "growth": (measure_growth, {}),
}


def in_own_process(way: str, subject: str, size: str) -> Measure:
    """Measure in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.render", "--measure", way, "--size", size, subject]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return Measure(**json.loads(done.stdout.splitlines()[-1]))


def measure_here(way: str, subject: str, size: str) -> None:
    """Measure in this process and print the result as one line of JSON."""
    measure, settings = WAYS[way]
    width, height, fps = map(int, size.replace("@", "x").split("x"))
    with tempfile.TemporaryDirectory() as folder:
        shape = {"pixel_width": width, "pixel_height": height, "frame_rate": fps}
        quiet = {"progress_bar": "none", "verbosity": "ERROR", "media_dir": folder}
        with tempconfig({**shape, **quiet, **settings}):
            print(json.dumps(vars(measure(subject))))


def compare(name: str, size: str) -> None:
    """Print the table of one scene."""
    measures = {way: in_own_process(way, name, size) for way in list(WAYS)[:4]}
    ours = measures["ours"]
    still = 1 - ours.distinct / ours.frames
    print(f"\n{name.rpartition(':')[2]}: {ours.frames} frames at {size}, {still:.0%} of them static")
    print(f"{'':22}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}{'peak MB':>9}{'MB':>7}{'SSIM':>9}")
    for way, taken in measures.items():
        ratios = taken.wall / ours.wall, taken.processor / ours.processor
        print(
            f"{way:22}{taken.wall:8.2f}{ratios[0]:7.2f}{taken.processor:8.2f}{ratios[1]:7.2f}"
            f"{taken.peak_mb:9.0f}{taken.megabytes:7.2f}{taken.ssim:9.5f}",
            flush=True,
        )


def compare_all(size: str) -> None:
    """Print how often manim's renderer at its defaults takes what ours takes: each lesson, the median and the worst."""
    print(f"\nall lessons on their own networks, {size}; manim at its defaults : ours")
    print(f"{'':28}{'wall':>7}{'cpu':>7}{'peak':>7}{'size':>7}{'SSIM, manim':>13}{'ours':>9}{'frames':>8}{'still':>7}")
    ratios = []
    for lesson in lessons():
        name = f"{Path(*lesson.module.split('.')).with_suffix('.py')}:{lesson.name}"
        ours, manims = (in_own_process(way, name, size) for way in ("ours", "manim, its defaults"))
        ratio = [getattr(manims, one) / getattr(ours, one) for one in ("wall", "processor", "peak_mb", "megabytes")]
        ratios.append([*ratio, manims.ssim, ours.ssim])
        still = 1 - ours.distinct / ours.frames
        print(f"{lesson.name:28}{_row(ratios[-1])}{ours.frames:8}{still:7.0%}", flush=True)
    print(f"{'median':28}{_row(np.median(ratios, axis=0))}")
    print(f"{'worst':28}{_row(np.min(ratios, axis=0))}")


def _row(values: Iterable[float]) -> str:
    *ratios, manims, ours = values
    return "".join(f"{ratio:7.2f}" for ratio in ratios) + f"{manims:13.5f}{ours:9.5f}"


def grow(size: str) -> None:
    """Print what a frame costs as the network grows while one dot moves."""
    print(f"\none dot moves over a network at rest, {size}, without encoding")
    print(f"{'neurons':>8}{'shapes':>8}{'ms a frame':>12}")
    for neurons in GROWTH:
        taken = in_own_process("growth", str(neurons), size)
        print(f"{neurons:8}{taken.distinct:8}{taken.wall * 1e3:12.2f}", flush=True)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenes", nargs="*", default=SCENES, metavar="file.py:Scene")
    parser.add_argument("--size", default="1920x1080@60", help="default: %(default)s")
    parser.add_argument("--lessons", action="store_true", help="all lessons, two ways")
    parser.add_argument("--growth", action="store_true", help="only the growing network")
    parser.add_argument("--measure", choices=WAYS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure_here(asked.measure, asked.scenes[0], asked.size)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; the rest as in manim.cfg")
    if asked.lessons:
        compare_all(asked.size)
        return
    if not asked.growth:
        for name in asked.scenes:
            compare(name, asked.size)
    grow(asked.size)


if __name__ == "__main__":
    main()
