"""Clips made by the workers of a Dask cluster, here or elsewhere: a job goes out whole, a clip comes back whole."""

from __future__ import annotations

import contextlib
import logging
import tempfile
import threading
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from core.model.errors import InputError
from scenes.drawing.sources import digest_of, libraries, sources
from studio.making.crew import POLL, News
from studio.making.pieces import names_of
from studio.making.render_job import ROOT, RenderJob, Told, render, renew_record
from studio.making.replacement import replacing
from studio.making.troubles import told

LOCAL = "local"
"""The address that starts a cluster of processes on this machine."""
_PATIENCE = 10.0
"""Seconds in which a scheduler has to answer, and to have a worker."""
_RETRIES = 2
"""How often a job goes to a worker again where something failed that is no fault of the network."""
_alone = threading.Lock()
"""manim's settings, the folder and the variables are those of a process: one clip at a time is made in it."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job with all files that it reads, for a machine that shares none.

    Parameters
    ----------
    job : RenderJob
        Whose places are seen from the folder in which it is unpacked.
    files : dict of str to bytes
        By their places there.
    code : str
        Of the code and the libraries by which the clip is to be made.
    """

    job: RenderJob
    files: dict[str, bytes]
    code: str

    @classmethod
    def of(cls, job: RenderJob) -> Parcel:
        """Pack a job, which was laid out: a folder of its own for each network, weights beside it."""
        files: dict[str, bytes] = {}

        def packed(path: Path, room: str) -> Path:
            found = [one for one in path.parent.rglob("*") if one.is_file()]
            files.update({f"{room}/{one.relative_to(path.parent).as_posix()}": one.read_bytes() for one in found})
            return Path(room) / path.name

        heard = []
        for place, one in enumerate(job.voice):
            heard.append(replace(one, file=Path(f"voice/{place}{one.file.suffix}")))
            files[str(heard[-1].file)] = one.file.read_bytes()
        other = packed(job.besides.other, "beside") if job.besides.other else None
        moved = replace(
            job,
            network=packed(job.network, "network"),
            besides=replace(job.besides, other=other),
            voice=tuple(heard),
            folder=Path("clips"),
            workshop=Path("workshop"),
        )
        return cls(moved, files, _code_of(job))

    def unpack(self, room: Path) -> RenderJob:
        """Write the files into a folder, and return the job that is made from them."""
        for name, data in self.files.items():
            (room / name).parent.mkdir(parents=True, exist_ok=True)
            (room / name).write_bytes(data)
        job = self.job
        other = job.besides.other
        return replace(
            job,
            network=room / job.network,
            besides=replace(job.besides, other=room / other if other else None),
            voice=tuple(replace(one, file=room / one.file) for one in job.voice),
            folder=room / job.folder,
            workshop=room / job.workshop,
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """What comes back of a parcel.

    Parameters
    ----------
    clip : Told, optional
        None where it cannot be made.
    files : dict of str to bytes
        By their names, the film last; none where the clip that is there holds.
    trouble : str
        Why it cannot be made, wherever it is tried.
    """

    clip: Told | None
    files: dict[str, bytes]
    trouble: str = ""


class Cluster:
    """The workers of a Dask cluster.

    Parameters
    ----------
    address : str
        Of its scheduler, such as tcp://10.0.0.5:8786; "local" for processes on this machine.
    workers : int
        How many processes, on this machine.

    Raises
    ------
    InputError
        If nobody answers there, or there are no workers.
    """

    def __init__(self, address: str, workers: int) -> None:
        try:
            from distributed import Client, LocalCluster  # they have no types
        except ImportError:
            found, remedy = (
                "it is not installed",
                "call ./lecture, which sets it up, or install what pyproject.toml names",
            )
            raise InputError("", "--on", "expected the package distributed", found, remedy) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what fails is told of each clip
        self._stack = contextlib.ExitStack()
        if address == LOCAL:
            started: Any = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
            address = self._stack.enter_context(started).scheduler_address
        try:
            client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
            self._client = self._stack.enter_context(client)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            self._stack.close()
            what, remedy = (
                "expected a Dask scheduler with workers",
                "start them with `dask scheduler` and `dask worker`",
            )
            raise InputError(
                "", "--on", what, f"found none at {address}: {str(error).splitlines()[0]}", remedy
            ) from None

    def run(self, known: Mapping[RenderJob, str]) -> Iterator[News]:
        """Send jobs out, and yield what is heard of each."""
        topic, heard = f"lecture-{uuid.uuid4()}", SimpleQueue[tuple[int, Any]]()
        jobs = list(known)
        self._client.subscribe_topic(topic, lambda event: heard.put(event[1]))
        sent = []
        for place, job in enumerate(jobs):
            how = {"key": f"{topic}-{place}", "retries": _RETRIES, "priority": -place, "pure": False}
            sent.append(self._client.submit(_make, Parcel.of(job), known[job], topic, place, **how))
            sent[-1].add_done_callback(lambda future, at=place: heard.put((at, future)))
        left = set(range(len(jobs)))
        while left:
            try:
                place, news = heard.get(timeout=POLL)
            except Empty:
                yield jobs[min(left)], ()
                continue
            if isinstance(news, tuple):
                if place in left:
                    yield jobs[place], news
            else:
                left.discard(place)
                yield jobs[place], self._take(jobs[place], known[jobs[place]], news)
                news.release()

    def stop(self) -> None:
        """Leave the cluster; one on this machine ends."""
        self._stack.close()

    @staticmethod
    def _take(job: RenderJob, known: str, future: Any) -> tuple[Any, ...]:  # noqa: ANN401  distributed's
        """Take in what came back, whole or not at all."""
        try:
            delivery: Delivery = future.result()
            if delivery.clip is None:
                return "failed", delivery.trouble
            if delivery.clip.identity == known:
                renew_record(job, delivery.clip)
                return "reused", known, delivery.clip.duration
            with replacing(*(job.folder / name for name in delivery.files)) as fresh:
                for path, data in zip(fresh, delivery.files.values(), strict=True):
                    path.write_bytes(data)
        except Exception as error:  # noqa: BLE001  told to the user, others go on
            lost = type(error).__name__ == "KilledWorker"
            return "failed", "each worker that made it ended; run the command again" if lost else told(error)
        return "made", delivery.clip.identity, delivery.clip.duration


def _make(parcel: Parcel, known: str, topic: str, place: int) -> Delivery:
    """Be a worker: make a clip in a folder that is gone afterwards."""
    from distributed import get_worker

    def tell(*news: Any) -> None:  # noqa: ANN401  what a crew tells, too
        get_worker().log_event(topic, (place, news))

    if _code_of(parcel.job) != parcel.code:
        what = "a worker has other code, or other libraries, than this machine; install the same there"
        return Delivery(None, {}, what)
    with _alone, tempfile.TemporaryDirectory(prefix="lecture-") as room:
        tell("drawing")
        job = parcel.unpack(Path(room))
        try:
            clip = render(job, progress=lambda seconds: tell("drawn", seconds))
        except InputError as error:
            return Delivery(None, {}, str(error))
        if clip.identity == known:
            return Delivery(clip, {})
        names = names_of(job.stem, ending=job.look.ending)
        return Delivery(clip, {name: (job.folder / name).read_bytes() for name in names})


def _code_of(job: RenderJob) -> str:
    """Return a digest of the code, and the versions of the libraries, by which a clip is made."""
    lesson = ROOT.joinpath(*job.module.split(".")).with_suffix(".py")
    return digest_of(sources(lesson) | sources(Path(render.__code__.co_filename))).hex() + repr(libraries())
