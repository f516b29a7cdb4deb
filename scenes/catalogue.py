"""The lessons in the order of the lecture. A new lesson is a file and one line here."""

from __future__ import annotations

import ast
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.model.errors import InputError, nearest

if TYPE_CHECKING:
    from scenes.lesson import Lesson

_ROOT = Path(__file__).resolve().parent.parent

_ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "single_neuron",
        (
            "the_simplest_network",
            "from_weight_to_cost",
            "every_quantity_on_its_line",
            "nudge_the_weight",
            "chain_rule",
            "each_factor",
            "fire_together",
            "average_over_examples",
            "the_gradient",
            "sensitivity_to_the_bias",
            "sensitivity_to_the_previous_neuron",
            "back_through_the_chain",
        ),
    ),
    (
        "many_neurons",
        (
            "indices_for_neurons",
            "cost_over_outputs",
            "weight_indices",
            "weighted_sum_of_many_inputs",
            "same_chain_rule",
            "sum_over_paths",
            "no_target_for_hidden_neurons",
            "sensitivity_flows_backward",
            "step_downhill",
            "recap",
        ),
    ),
    (
        "beyond",
        (
            "every_number_of_one_step",
            "from_indices_to_matrices",
            "why_the_transpose",
            "the_whole_batch_at_once",
            "the_code_that_ran",
            "reverse_mode_on_any_graph",
            "where_slopes_vanish",
            "two_starts_two_valleys",
            "one_example_or_all",
            "before_and_after_training",
        ),
    ),
)

_LOOPS = {"sensitivity_flows_backward": "SensitivityLoop"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One lesson; nothing of it is imported before `load`.

    Parameters
    ----------
    chapter : str
        The package it lies in.
    stem : str
        The file's name without its ending; the class is named like the file.

    Examples
    --------
    >>> Entry("single_neuron", "nudge_the_weight").name
    'NudgeTheWeight'
    """

    chapter: str
    stem: str

    @property
    def name(self) -> str:
        """The name of its class."""
        return "".join(word.capitalize() for word in self.stem.split("_"))

    @property
    def loop(self) -> str:
        """The name of the class that is its loop, beside its own; empty where there is none."""
        return _LOOPS.get(self.stem, "")

    @property
    def file(self) -> str:
        """Its file, from the root of the project."""
        return f"scenes/{self.chapter}/{self.stem}.py"

    @property
    def module(self) -> str:
        """What to import."""
        return f"scenes.{self.chapter}.{self.stem}"

    @property
    def claim(self) -> str:
        """What the viewer leaves with: the first line of the class's docstring."""
        tree = ast.parse((_ROOT / self.file).read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name == self.name:
                return (ast.get_docstring(node) or "").partition("\n")[0]
        message = f"{self.file}: expected a class {self.name}, named like its file"
        raise LookupError(message)

    def load(self) -> type[Lesson]:
        """Import the lesson's class."""
        lesson: type[Lesson] = getattr(importlib.import_module(self.module), self.name)
        return lesson


def lessons() -> tuple[Entry, ...]:
    """Return all lessons in the order of the lecture."""
    return tuple(Entry(chapter, stem) for chapter, stems in _ORDER for stem in stems)


def find(name: str) -> Entry:
    """Return the lesson of this name, or the one whose name begins so.

    Parameters
    ----------
    name : str
        Capitals, spaces and underscores do not matter.

    Raises
    ------
    InputError
        If there is none, or several begin so.

    Examples
    --------
    >>> find("nudge").file
    'scenes/single_neuron/nudge_the_weight.py'
    """
    wanted = _bare(name)
    found = [one for one in lessons() if wanted and _bare(one.name).startswith(wanted)]
    if len(found) == 1 or (found and _bare(found[0].name) == wanted):
        return found[0]
    if found:
        several = " or ".join(one.name for one in found)
        raise InputError("", "lesson", "expected what one name begins with", f"found {name!r}", f"say {several}")
    names = [one.name for one in lessons()]
    near = nearest(name, names)
    remedy = near if near.startswith("did") else "see ./lecture list"
    raise InputError("", "lesson", f"expected one of {', '.join(names)}", f"found {name!r}", remedy)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
