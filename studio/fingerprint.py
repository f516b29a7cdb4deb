"""What a clip depends on, as one digest: its lesson's code with all it imports, and how it is made."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

from scenes.stage.sources import digest_of, sources
from studio.render_job import ROOT, RenderJob

LIBRARIES = ("manim", "numpy", "scipy", "sympy", "typst", "av", "pycairo")


def fingerprint(job: RenderJob) -> str:
    """Return a digest of all that a clip depends on.

    The lesson's module and every module of ours that it imports, the network file, theme, calm,
    quality, manim's settings, and the versions of the libraries.

    Parameters
    ----------
    job : RenderJob

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    lesson = ROOT.joinpath(*job.module.split(".")).with_suffix(".py")
    maker = ROOT / "studio" / "render_job.py"
    digest = hashlib.sha256(digest_of({*sources(lesson), *sources(maker), ROOT / "manim.cfg"}))
    digest.update(job.network.read_bytes())
    digest.update(repr((job.lesson, job.network.stem, job.quality, job.theme, job.calm)).encode())
    digest.update(repr([(name, version(name)) for name in LIBRARIES]).encode())
    return digest.hexdigest()
