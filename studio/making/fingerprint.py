"""What a clip depends on, as one digest that can be had without running its lesson."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path

from scenes.drawing.sources import digest_of, libraries, sources
from scenes.words.language import file_of, languages
from studio.making.render_job import ROOT, SETTINGS, RenderJob

FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONTS_OF_MACOS = ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts")


def fingerprint(job: RenderJob) -> str:
    """Return a digest of all that may have a share in a clip.

    The lesson's module and every module of ours that it imports, its words, the network file, its name, look,
    quality, what was typed besides, manim's settings, the versions of the libraries and the fonts of this machine.
    Where it is the same, so is the clip; where it is another, telling the lesson shows. What is heard is told apart.

    Parameters
    ----------
    job : RenderJob

    Returns
    -------
    str
        64 hexadecimal digits; where there is a voice, a hyphen and as many of that.
    """
    lesson = ROOT.joinpath(*job.module.split(".")).with_suffix(".py")
    maker = ROOT / "studio" / "making" / "render_job.py"
    digest = hashlib.sha256(digest_of(sources(lesson) | sources(maker)))
    words = (file_of(lesson.stem, language) for language in languages())
    for file in (SETTINGS, job.network, *(one for one in words if one.is_file())):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    digest.update(repr((job.lesson, job.stem, job.quality, job.look, job.besides, job.endings)).encode())
    digest.update(repr((libraries(), _fonts())).encode())
    heard = repr([(one.beat, one.sha256) for one in job.voice]).encode()
    return digest.hexdigest() + (f"-{hashlib.sha256(heard).hexdigest()}" if job.voice else "")


def unvoiced(print_: str) -> str:
    """Return what a fingerprint tells of all but the voice.

    Examples
    --------
    >>> unvoiced("0a1b-2c3d"), unvoiced("0a1b")
    ('0a1b', '0a1b')
    """
    return print_.partition("-")[0]


@cache
def _fonts() -> list[tuple[str, int]]:
    """Return the names and sizes of the fonts that Typst finds."""
    rooms = (Path(room).expanduser() for room in (FONTS_OF_MACOS if sys.platform == "darwin" else FONTS))
    files = (path for room in rooms for path in room.rglob("*") if path.suffix.lower() in {".ttf", ".otf", ".ttc"})
    return sorted((path.name, path.stat().st_size) for path in files if path.is_file())
