"""A worksheet as PDF with a key: questions with a network's own numbers, read off core's passes; tagged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from core.files.network_source import NetworkSource
from core.model.errors import InputError
from core.model.fact import example_number, layer_number
from core.notation.quantity_markup import SLOPE_IN_LINE
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.words.language import LANGUAGE, Fact, Words
from studio.exports.asking import Asker
from studio.exports.lecture import Lecture
from studio.exports.questions import questions
from studio.making.artefact import Artefact, Link
from studio.making.captions import plain

_TEMPLATES = Path(__file__).parent / "templates"
_LOOKS = _TEMPLATES / "worksheet.typ"
_WORDS = _TEMPLATES / "worksheet.ftl"


def asker_of(source: NetworkSource) -> Asker:
    """Return who asks about a network."""
    return Asker.of(Moment(Trace(source.network, source.examples)), Words(_WORDS))


def sheet(on: Asker, *, key: bool) -> dict[str, Any]:
    """Return all that a worksheet says, or its key, as the template takes it.

    Parameters
    ----------
    on : Asker
    key : bool
        Whether what is asked is filled in.
    """
    title, intro = ("title-key", "intro-key") if key else ("title", "intro")
    facts: dict[str, Fact] = {
        "network": plain(on.moment.network.name),
        "example": on.moment.count(example_number(0)),
    }
    labels = ("name", "date", "formulas")
    return {
        "title": on.words.say(title, facts).text,
        "language": LANGUAGE,
        "key": key,
        "intro": on.words.say(intro, facts).text,
        "given": _formulas(on),
        "questions": [one.told(key=key) for one in questions(on)],
    } | {one: on.words.say(one, {}).text for one in labels}


def _formulas(on: Asker) -> list[dict[str, str]]:
    """Return what the network is made of: its cost with its slope, and its curves with theirs, each with its layers."""
    from core.algebra.evaluation import slope_formula
    from core.algebra.index_form import index_formulas
    from core.algebra.local_slopes import slope_in_a
    from core.algebra.symbols import formula
    from core.notation.written import text, typst

    network = on.moment.network
    found = index_formulas(network.cost)
    told = [{"math": typst(found[one]), "alt": text(found[one]), "where": ""} for one in ("C", "dC_da_output")]
    for activation in dict.fromkeys(layer.activation for layer in network.layers):
        if activation.elementwise:
            value, steep = formula(activation.formula), slope_in_a(activation)
            steep = slope_formula(activation) if steep is None else steep
            by = SLOPE_IN_LINE.format(of="a", by="z")
            math = f"a = {typst(value)} quad {by} = {typst(steep)}"
            alt = f"a = {text(value)}; \u2202a/\u2202z = {text(steep)}"
        else:
            math, alt = (written(found["a_softmax"]) for written in (typst, text))
        layers = [number for number, one in enumerate(network.layers, 1) if one.activation == activation]
        facts: dict[str, Fact] = {
            "count": on.moment.count(len(layers)),
            "layers": tuple(on.moment.count(layer_number(one)) for one in layers),
        }
        told.append({"math": math, "alt": alt, "where": on.words.say("layers", facts).text})
    return told


def _sources(lecture: Lecture) -> tuple[NetworkSource, ...]:
    """Return the networks of a lecture, as they lie beside its clips.

    Raises
    ------
    InputError
        If one is gone, or is not what a clip was made from.
    """
    told = dict.fromkeys((record["network"]["file"], record["network"]["sha256"]) for record in lecture.records)
    sources = tuple(NetworkSource.read(lecture.folder / name) for name, _ in told)
    for source, (_, digest) in zip(sources, told, strict=True):
        if source.sha256 != digest:
            expected, found = "expected the network that the clips were made from", "found another"
            raise InputError(str(source.path), "", expected, found, "run ./lecture render again")
    return sources


def _names(lecture: Lecture) -> tuple[str, ...]:
    files = dict.fromkeys(record["network"]["file"] for record in lecture.records)
    return tuple(f"worksheet--{Path(file).stem}{ending}.pdf" for file in files for ending in ("", "--key"))


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    paths = iter(to)
    for source in _sources(lecture):
        on = asker_of(source)
        for key in (False, True):
            with TemporaryDirectory() as made:
                folder = Path(made)
                data = json.dumps(sheet(on, key=key), ensure_ascii=False)
                (folder / "data.json").write_text(data, encoding="utf-8")
                page = Path(shutil.copy(_LOOKS, folder))
                typst.compile(page, output=next(paths), format="pdf", root=folder, pdf_standards="ua-1")


KIT = Artefact(
    "worksheet",
    _names,
    _make,
    needs=("record",),
    looks=(_LOOKS, _WORDS),
    link=lambda _: Link("A worksheet", ": questions with the numbers of this network; its key lies beside it (PDF)."),
)
