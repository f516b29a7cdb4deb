"""What a clip is drawn by: the files that a lesson imports, and what they do."""

import subprocess
import sys

import pytest

from scenes.drawing.sources import ROOT, digest_of, sources

CODE = '''
"""A module."""

from core.model.arrays import Array


def doubled(values: Array, names=frozenset({"a", "b", "c"})) -> Array:
    """Return twice the values."""
    if values is None:
        raise ValueError(names)
    return [2 * value for value in values if value in {1, 2, 3}]
'''


def digest(tmp_path, text):
    """The digest of a file that says this; each in a folder of its own, as Python keeps what it compiled."""
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    (folder / "one.py").write_text(text, encoding="utf-8")
    return digest_of(frozenset({folder / "one.py"}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    if values", "    # a comment\n\n    if values"),
        ("values: Array, names", "\n    values: Array,\n    names"),
        ("return [2 * value for value", "return [\n        2 * value\n        for value"),
    ],
)
def test_comments_and_the_shape_of_lines_leave_it(tmp_path, before, after):
    assert digest(tmp_path, CODE) == digest(tmp_path, CODE.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after"), [("2 *", "3 *"), ("{1, 2, 3}", "{1, 2, 4}"), ("names)", "values)"), ("doubled", "twice")]
)
def test_what_it_does_changes_it(tmp_path, before, after):
    assert digest(tmp_path, CODE) != digest(tmp_path, CODE.replace(before, after))


def test_the_order_of_sets_has_no_share_in_it():
    program = "from scenes.drawing.sources import *; print(digest_of(sources(ROOT / 'scenes' / 'lesson.py')).hex())"
    command = [sys.executable, "-c", program]
    seeds = [{"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)} for seed in ("1", "2")]
    told = {subprocess.run(command, capture_output=True, text=True, check=True, env=one).stdout for one in seeds}
    assert len(told) == 1
    assert len(told.pop()) == 65


def test_an_import_of_many_names_over_many_lines_is_found(tmp_path):
    file = tmp_path / "one.py"
    file.write_text(
        "from scenes.figures import (  # two\n    strip,\n    pile,  # another\n)\n\n\ndef late():\n"
        "    import core.model.costs\n    from scenes.type import formula, blanks\n    print(1)\n",
        encoding="utf-8",
    )
    names = {path.relative_to(ROOT).as_posix() for path in sources(file) - {file}}
    assert {"scenes/figures/strip.py", "scenes/figures/pile.py", "core/model/costs.py"} <= names
    assert {"scenes/type/formula.py", "scenes/type/blanks.py"} <= names
