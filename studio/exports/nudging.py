"""What the page's widget is made from: a network with its examples, the widget's script and style, and its colours."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from pathlib import Path
from typing import Any

from core.files.network_source import NetworkSource
from core.model.errors import InputError
from core.passes.choices.story import Story
from core.passes.moment import Moment
from scenes.theme import PALETTES
from studio.exports.lecture import Lecture
from studio.making.captions import plain

FOLDER = Path(__file__).parent / "templates" / "nudge"
SCRIPTS = tuple(
    FOLDER / f"{name}.js" for name in ("numerals", "rows", "passes", "bands", "flow", "curve", "timeline", "nudging")
)
STYLE = FOLDER / "nudging.css"
MOST_NEURONS, MOST_NUMBERS, _MOST_EXAMPLES = 40, 20_000, 50
"""How many neurons are drawn, and how many weights and biases fetched, at most; how many examples can be chosen."""
_GONE = (
    "There is nothing to nudge here: the network file that the clips were made from no longer lies beside this page."
)
_LARGE = "There is nothing to nudge here: this network is too large to be drawn on a page."


def widgets(lecture: Lecture) -> list[dict[str, str]]:
    """Return a widget for each network of a lecture: its name, and its data or a note that says why there is none.

    Parameters
    ----------
    lecture : Lecture
    """
    told = dict.fromkeys((record["network"].get("file"), record["network"].get("sha256")) for record in lecture.records)
    return [_widget(lecture, name, digest) for name, digest in told if name]


def _widget(lecture: Lecture, name: str, digest: str) -> dict[str, str]:
    try:
        source = NetworkSource.read(lecture.folder / name)
    except InputError:
        return {"name": name, "data": "", "note": _GONE}
    called = plain(source.network.name)
    if source.sha256 != digest:
        return {"name": called, "data": "", "note": _GONE}
    data = data_of(Moment.first(source.network, source.examples))
    return {"name": called, "data": json.dumps(data) if data else "", "note": "" if data else _LARGE}


def data_of(moment: Moment) -> dict[str, Any] | None:
    """Return all that the script needs of a network, or None where it is too large.

    Parameters
    ----------
    moment : Moment
        Of the whole network, as it was given.

    Returns
    -------
    dict, or None
        Layers with weights and biases, the first examples, and which neurons are drawn one by one: the lessons'.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> data = data_of(Moment.first(*read("networks/wide.toml")))
    >>> [len(one["neurons"]) for one in data["shown"]], len(data["examples"]), data["example"]
    ([5, 5, 5], 10, 0)
    """
    network, examples, story = moment.network, moment.examples, Story(moment)
    numbers = sum(layer.W.size + layer.b.size for layer in network.layers)
    if numbers > MOST_NUMBERS or len(network.widths) > MOST_NEURONS:
        return None
    shown = [story.shown(layer) for layer in range(len(network.widths))]
    if sum(len(one.groups) for one in shown) > MOST_NEURONS:
        return None
    count = min(len(examples), _MOST_EXAMPLES, max(1, MOST_NUMBERS // sum((network.widths[0], network.widths[-1]))))
    return {
        "layers": [
            {"activation": layer.activation.name, "W": layer.W.tolist(), "b": layer.b.tolist()}
            for layer in network.layers
        ],
        "cost": network.cost.name,
        "rate": network.learning_rate,
        "moves_biases": network.update_biases,
        "names": [[plain(one) for one in names] for names in (network.inputs, network.outputs)],
        "examples": [
            {"x": x.tolist(), "y": y.tolist()} for x, y in zip(examples.X[:count], examples.Y[:count], strict=True)
        ],
        "example": min(moment.state.example or 0, count - 1),
        "shown": [{"neurons": one.neurons, "hidden": one.hidden, "after": one.after} for one in shown],
        "brightest": [one if math.isfinite(one) else 1.0 for one in story.brightest],
    }


def script() -> str:
    """Return the widget's script, its files one after the other."""
    parts = "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def style() -> str:
    """Return the widget's style, with the lessons' colours by their meanings."""
    return _colours() + STYLE.read_text(encoding="utf-8")


def _colours() -> str:
    light, dark = (
        " ".join(f"--{one.name}: {getattr(PALETTES[theme], one.name)};" for one in fields(PALETTES[theme]))
        for theme in ("light", "dark")
    )
    return f".nudge {{ {light} }}\n@media (prefers-color-scheme: dark) {{ .nudge {{ {dark} }} }}\n"
