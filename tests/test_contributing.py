"""CONTRIBUTING.md names what is there: every path, every command, every room in its order."""

import re

from studio.command_line import COMMANDS
from tests.test_house import LAYERS, ROOMS, ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def told_paths(text: str) -> set[str]:
    """The paths that a page names; a name in capitals stands for one that is yet to be written."""
    words = re.findall(
        r"(?<![\w./-])(?:core|scenes|studio|networks|tests|media|benchmarks)/[\w./-]*|\b[\w-]+\.md\b", text
    )
    return {word.rstrip(".") for word in words if not re.search(r"/[A-Z]+\.", word)}


def test_contributing_names_only_what_is_there():
    paths = told_paths(TEXT) - {"media/stills"}  # is made by the command beside it
    assert len(paths) > 40
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []
    assert set(re.findall(r"\./lecture +([a-z]+)", TEXT)) <= set(COMMANDS)
    assert told_paths("in `core/no/such.py` and `scenes/words/en/NAME.ftl`, README.md.") == {
        "core/no/such.py",
        "README.md",
    }


def test_contributing_has_a_map_of_every_room_in_their_order():
    first_cells = "".join(re.findall(r"^\|([^|]*)\|", TEXT, re.MULTILINE))
    mapped = re.findall(r"`(\w+)/(\w+)/`", first_cells)
    for layer, rooms in ROOMS.items():
        assert [room for top, room in mapped if top == layer] == list(rooms)
    folders = {path.name for layer in LAYERS for path in (ROOT / layer).iterdir() if (path / "__init__.py").is_file()}
    assert folders <= set(re.findall(r"`(?:core|scenes|studio)/(\w+)/`", TEXT))
