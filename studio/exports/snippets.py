"""A clip to paste: for each lesson HTML, Markdown, Quarto and a notebook; captions are within, the clip lies beside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from studio.exports.escaping import in_html, in_markdown
from studio.exports.lecture import Lecture, title_of
from studio.making.artefact import Artefact
from studio.making.captions import plain, track

_CELL = '''\
from IPython.display import HTML

HTML("""\
{player}""")'''
"""Leads to the clip beside the notebook: one within is more than Jupyter's server passes on at a time."""


def html(record: dict[str, Any], clip: str, poster: str = "") -> str:
    """Return a player as HTML of ASCII alone, captions within; no line of it is empty, which would end it in Markdown.

    Parameters
    ----------
    record : dict
    clip, poster : str
        Addresses as a page has them; without a poster the first picture stands there.
    """
    told = in_html(f"{title_of(record['lesson'])}: {plain(record['claim'])}")
    picture = f' poster="{poster}"' if poster else ""
    return f"""\
<figure style="margin: 1em 0">
<video controls playsinline preload="metadata" width="{record["width"]}" height="{record["height"]}" \
style="max-width: 100%; height: auto"{picture} src="{clip}" aria-label="{told}">
<track kind="captions" srclang="en" label="English" src="{track(record)}">
</video>
</figure>
"""


def markdown(record: dict[str, Any], clip: str, poster: str) -> str:
    """Return a player below the lesson's claim, as Markdown in which HTML may stand."""
    return f"{_claim(record)}\n\n{html(record, clip, poster)}"


def quarto(record: dict[str, Any], clip: str, poster: str) -> str:
    """Return a player below the lesson's claim, as Quarto leaves it alone: a raw block, which only HTML shows."""
    return f"{_claim(record)}\n\n```{{=html}}\n{html(record, clip, poster)}```\n"


def notebook(record: dict[str, Any], clip: str, _poster: str) -> str:
    """Return a Jupyter notebook (nbformat 4.5): the lesson's claim, and a cell that shows a player.

    It has no poster, as JupyterLab finds only clips beside a notebook.
    """
    code = _CELL.format(player=html(record, clip))  # in which no text has quotation marks or backslashes
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "claim", "metadata": {}, "source": _claim(record)},
        {
            "cell_type": "code",
            "id": "clip",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": code,
        },
    ]
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    whole = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _claim(record: dict[str, Any]) -> str:
    return f"**{in_markdown(title_of(record['lesson']))}.** {in_markdown(plain(record['claim']))}"


_FORMS: dict[str, Callable[[dict[str, Any], str, str], str]] = {
    ".html": html,
    ".md": markdown,
    ".qmd": quarto,
    ".ipynb": notebook,
}


def _names(lecture: Lecture) -> tuple[str, ...]:
    beside = [(lecture.file(stem, "clip").name, lecture.file(stem, "poster").name) for stem in lecture.stems]
    snippets = [f"{stem}{ending}" for stem in lecture.stems for ending in _FORMS]
    return (*(name for pair in beside for name in pair), *snippets)


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    paths = iter(to)
    for stem in lecture.stems:
        for piece in ("clip", "poster"):
            shutil.copyfile(lecture.file(stem, piece), next(paths))
    for stem, record in zip(lecture.stems, lecture.records, strict=True):
        clip, poster = (lecture.file(stem, piece).name for piece in ("clip", "poster"))
        for form in _FORMS.values():
            next(paths).write_text(form(record, quote(clip), quote(poster)), encoding="utf-8")


KIT = Artefact("snippets", _names, _make, needs=("clip", "record", "poster"))
