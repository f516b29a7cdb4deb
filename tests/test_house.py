"""The house's rules: who may import whom, what files may be called, what is pinned, what the README says."""

import ast
import importlib
import importlib.metadata
import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from scenes.catalogue import lessons
from studio.command_line import COMMANDS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = {"core": {"manim", "scenes", "studio"}, "scenes": {"studio"}, "studio": set()}
ROOMS = {
    "core": ("model", "passes", "algebra", "notation", "files", "proof"),
    "scenes": (
        "type",
        "layout",
        "figures",
        "drawing",
        "watching",
        "words",
        "single_neuron",
        "many_neurons",
        "beyond",
    ),
    "studio": ("making", "exports", "imports", "commands"),
}
LESSONS = {"single_neuron", "many_neurons", "beyond"}
WHOLE = {"scenes.lesson", "scenes.catalogue"}
"""What is made from all rooms of scenes: only lessons stand on it."""
UPWARD = {("core/passes/moment.py", "notation")}
"""The one door from a moment to what a viewer reads (`moment.read`): no file may join it."""
WITHOUT_A_ROW = {"lecture", "table", "assembly", "cutting", "escaping", "asking", "questions", "working", "nudging"}
"""What exports are made from, listed by and made by; every other module of their room is an export."""
TOLD = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
DEBIAN_12 = "3.11.2"


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported_packages(tree: ast.AST) -> set[str]:
    """The top-level packages that a module imports, wherever in the module it does so."""
    packages = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            packages |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            packages.add(node.module.split(".")[0])
    return packages


def pinned() -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in TOLD)}


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_one_way(layer):
    files = python_files(layer)
    assert files
    wrong = {str(path): bad for path in files if (bad := imported_packages(parse(path)) & LAYERS[layer])}
    assert not wrong


def imported_modules(tree: ast.AST) -> set[str]:
    """What a module imports, by whole names: modules, and what it takes out of them, which may be modules too."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def imported_rooms(path: Path, layer: str) -> set[str]:
    """The rooms of a layer that a module imports; what stands beside the rooms is in none."""
    names = imported_modules(parse(path))
    return {parts[1] for name in names if (parts := name.split("."))[0] == layer and len(parts) > 1} & {*ROOMS[layer]}


def room_of(path: Path, layer: str) -> str:
    return path.relative_to(ROOT / layer).parts[0]


def test_the_rooms_of_a_layer_import_in_their_order():
    upward = set()
    for layer, rooms in ROOMS.items():
        files = [path for path in python_files(layer) if path.parent != ROOT / layer]
        assert {room_of(path, layer) for path in files} == set(rooms)
        upward |= {
            (path.relative_to(ROOT).as_posix(), room)
            for path in files
            if room_of(path, layer) in rooms
            for room in imported_rooms(path, layer)
            if rooms.index(room) > rooms.index(room_of(path, layer))
        }
    assert upward == UPWARD


def test_no_room_stands_on_the_lessons():
    found = {
        path.relative_to(ROOT).as_posix(): wrong
        for path in python_files("scenes")
        if path.parent != ROOT / "scenes" and room_of(path, "scenes") not in LESSONS
        if (wrong := WHOLE & imported_modules(parse(path)))
    }
    assert found == {}


def calls_of(tree: ast.AST) -> set[str]:
    """The names of the methods that a module calls."""
    return {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


HAND_TYPED = re.compile(r"[_^]\(|[A-Za-z)]\^|\b(?:partial|nabla|Delta|eta|sqrt)\b|\bsigma'|[a-z]'\(")
"""What Typst mathematics has that no words have: places of a symbol, signs of calculus, functions of a symbol."""


def strings_of(tree: ast.AST) -> set[str]:
    """The strings of a module, slots and docstrings left out; of one put together, its pieces."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and is_told(node.body)}
    told |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # beside what it describes
    found = {node.value for node in ast.walk(tree) if is_text(node) and id(node) not in told}
    return {re.sub(r"\{\w+\}", "", text) for text in found}


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def is_told(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and is_text(body[0].value)


@pytest.mark.parametrize(
    "typed",
    [
        '"partial C slash partial a_j^((3))"',
        'f"sum_(i=0)^({top})"',
        'f"w_(j {k})^(({layer}))"',
        '"nabla {C}"',
        '"Delta z"',
        '"sigma\'(z)"',
        '"{w}_({j} {k})"',
        '"eta = {rate}"',
    ],
)
def test_mathematics_typed_by_hand_is_seen(typed):
    assert any(HAND_TYPED.search(text) for text in strings_of(ast.parse(f"formula = Formula({typed})")))


def test_no_lesson_and_no_figure_types_mathematics_by_hand():
    """Formulas come from derivations and index forms; a template says only where parts stand."""
    files = python_files("scenes/figures", "scenes/single_neuron", "scenes/many_neurons", "scenes/beyond")
    assert files
    typed = {(path.name, text) for path in files for text in strings_of(parse(path)) if HAND_TYPED.search(text)}
    assert not typed


def test_one_evaluator_takes_many_digits():
    tellers = {path.relative_to(ROOT).as_posix() for path in python_files("core", "scenes", "studio")}
    tellers = {name for name in tellers if "mpmath" in imported_packages(parse(ROOT / name))}
    assert tellers == {"core/algebra/exact.py"}
    files = python_files("core", "scenes", "studio")
    assert not [path for path in files if path.stem != "exact" and "evalf" in calls_of(parse(path))]


def test_no_name_is_taken_apart_to_learn_what_a_symbol_is():
    """A symbol carries its quantity, an indexed one its letter, layer and indices, a function its primes."""
    reading = {"partition", "rpartition", "split", "rsplit", "rstrip", "removeprefix", "removesuffix"}
    reading |= {"startswith", "endswith", "parse", "match", "fullmatch", "search", "findall", "finditer"}
    assert calls_of(ast.parse('name.rstrip("\'")')) & reading
    printers = [*(ROOT / "core" / "notation").glob("*printer.py")]
    assert printers
    taken = {path.name: calls_of(parse(path)) & reading for path in [*python_files("core/algebra"), *printers]}
    for path in printers:
        taken[path.name] -= {"startswith", "partition"}  # a sign and a power of ten, in what has been printed
    assert not {name: calls for name, calls in taken.items() if calls}


def test_an_import_in_the_wrong_direction_is_seen():
    assert imported_packages(ast.parse("def f():\n    from manim.utils import x\n    import scenes.theme as t")) == {
        "manim",
        "scenes",
    }


ROWS = {"squashing_rows", "hinge_rows", "elementary_rows", "costs"}
"""Files of core/model in which activations and costs are written down."""
CALCULUS = {"sin", "cos", "tanh", "exp"}
MATHEMATICIANS = ("core/notation/", "core/model/arithmetic.py", "core/model/expression")
"""Who knows these as functions of mathematics."""


def names_in_code(tree: ast.AST, names: set[str]) -> set[str]:
    """The names that stand in a module as texts of their own, or listed in one text; prose may say them."""
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    listed = [set(re.split(r"[\s,|]+", text.strip(" ,"))) for text in texts]
    return set().union(*(found for found in listed if found <= names))


def test_only_rows_know_activations_and_costs_by_name():
    from core.model.activations import ACTIVATIONS
    from core.model.costs import COSTS

    names, telling, seen = {*ACTIVATIONS, *COSTS}, {}, set()
    for path in python_files(*LAYERS):
        known, found = path.relative_to(ROOT).as_posix(), names_in_code(parse(path), names)
        if path.stem in ROWS:
            seen |= found
        elif found := found - (CALCULUS if known.startswith(MATHEMATICIANS) else set()):
            telling[known] = found
    assert seen == names, "a row is missing, or this test looks at the wrong files"
    assert telling == {}


def test_a_name_in_code_is_seen():
    names = {"tanh", "relu", "elu"}
    told = "def f(name):\n    '''Speaks of tanh.'''\n    return name in {'tanh', 'x'} or name in 'relu, elu'.split()"
    assert names_in_code(ast.parse(told), names) == names
    assert names_in_code(ast.parse("match a:\n case 'tanh':\n  f('say tanh')"), names) == {"tanh"}
    assert names_in_code(ast.parse("'''tanh is steep'''\nf('say relu', f'{x} for relu')"), names) == set()


def test_only_tables_and_other_rows_import_rows():
    rows = re.compile(r"^from core\.model\.\w+_rows import", re.MULTILINE)
    importers = {path.name for path in python_files(*LAYERS) if rows.search(path.read_text(encoding="utf-8"))}
    assert importers == {"activations.py", "costs.py", "hinge_rows.py"}


def test_no_file_is_named_for_everything_and_nothing():
    vague = re.compile(r"(^|_)(utils?|helpers?|misc|common)($|_)")
    files = python_files(*LAYERS, "tests")
    assert not [path for path in files if vague.search(path.stem) or vague.search(path.parent.name)]


def test_no_star_imports():
    starred = [
        path
        for path in python_files(*LAYERS, "tests")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)
    ]
    assert not starred


def test_constraints_are_names_and_versions_alone_in_order():
    assert [line for line in TOLD if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line)] == []
    assert sorted(TOLD, key=str.lower) == TOLD
    assert len(pinned()) == len(TOLD)


def requirements(**python: str) -> Iterator[Requirement]:
    """All that this project asks for, and what that asks for, as far as it is installed here."""
    extras = PROJECT["project"]["optional-dependencies"]
    waiting = [Requirement(text) for text in chain(PROJECT["project"]["dependencies"], *extras.values())]
    seen = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen or name in {"pip", "setuptools"}:
            continue
        seen.add((name, frozenset(requirement.extras)))
        yield requirement
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:  # of an extra that is not installed here
            continue
        for text in requires:
            needed = Requirement(text)
            wanted = [{"extra": extra} for extra in requirement.extras] or [{"extra": ""}]
            if needed.marker is None or any(needed.marker.evaluate(python | extra) for extra in wanted):
                waiting.append(needed)


def test_every_package_that_gets_installed_is_pinned():
    checked = 0
    for requirement in requirements():
        name = canonicalize_name(requirement.name)
        assert name in pinned(), f"{name} is not in constraints.txt"
        assert requirement.specifier.contains(pinned()[name]), f"{requirement} refuses the pinned version"
        checked += 1
    assert checked > len(PROJECT["project"]["optional-dependencies"]["test"])


def test_every_pinned_version_may_run_on_debian_12():
    """A pin made on a newer Python 3.11 once asked for 3.11.5, and could not be installed there."""
    checked = 0
    for requirement in requirements(python_version="3.11", python_full_version=DEBIAN_12):
        try:
            needs = importlib.metadata.metadata(requirement.name).get("Requires-Python")
        except importlib.metadata.PackageNotFoundError:
            continue
        checked += 1
        allowed = needs is None or Requirement(f"python{needs}").specifier.contains(DEBIAN_12)
        assert allowed, f"{requirement.name} needs {needs}"
    assert checked > len(PROJECT["project"]["dependencies"])


def test_no_file_names_a_registry_or_a_folder_of_this_machine():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # Spelled in parts, so that this file is not one of those it looks for.
    words = [r"pypi\." + "org", "files.python" + "hosted", "debian" + r"\.org", "/wo" + "rk/", "/ro" + "ot/"]
    telling = re.compile("|".join(words))
    told = [
        name
        for name in listed.split("\0")
        if (ROOT / name).is_file() and telling.search((ROOT / name).read_bytes().decode("utf-8", "ignore"))
    ]
    assert told == []


def test_one_file_adds_an_export():
    """Nobody names an export's module: it is found in its room, by the row in it."""
    from studio.exports.table import exports, kits

    rows = {Path(inspect.getfile(row.make)).stem for row in (*exports(), *kits())}
    assert rows == {path.stem for path in python_files("studio/exports")} - {"__init__", *WITHOUT_A_ROW}
    imported = {
        (path.relative_to(ROOT).as_posix(), name.split(".")[2])
        for path in python_files(*LAYERS)
        for name in imported_modules(parse(path))
        if name.startswith("studio.exports.")
    }
    assert imported
    assert not [(path, module) for path, module in imported if module in rows]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name):
    command = importlib.import_module(f"studio.commands.{name}").command
    assert command.name == name
    assert command.get_short_help_str(limit=200)


def test_the_readme_names_only_commands_that_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\./lecture +([a-z]+)", text))
    assert used, "the README shows no command"
    assert used <= set(COMMANDS)
    assert set(COMMANDS) <= used, "the README leaves a command out"


def test_the_readme_lists_every_lesson_with_its_claim_and_beats_that_answer():
    from scenes.catalogue import lessons

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\w+) \| ([^|]+ \|[^|]*)\|$", readme, re.MULTILINE))
    for lesson in lessons():
        assert lesson.name in rows, f"README has no row for {lesson.name}"
        claim, answers = rows[lesson.name].split(" |")
        assert claim == lesson.claim
        for beat in re.findall(r"`(\w+)`", answers):
            assert f"def {beat}(self)" in (ROOT / lesson.file).read_text(encoding="utf-8"), (lesson.name, beat)
    answered = set(re.findall(r"\bQ\d+\b", "".join(rows.values())))
    asked = set(re.findall(r"\((Q\d+)\)", readme))
    assert answered == asked == {f"Q{number}" for number in range(1, 17) if number != 15}  # the 15th asks for --calm


def test_the_beats_that_answer_a_question_carry_it_and_no_others():
    from scenes.catalogue import lessons
    from scenes.words.language import words_of

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| [^|]+ \|([^|]*Q[^|]*)\|$", readme, re.MULTILINE)
    told = {(name, beat) for name, answers in rows for beat in re.findall(r"`(\w+)`", answers)}
    words = {lesson.name: words_of(lesson.stem) for lesson in lessons()}
    assert told
    assert told == {(name, one) for name, said in words.items() for one in said.messages if said.asks(one)}


def test_the_readme_counts_the_lessons_whose_time_it_tells():
    from scenes.catalogue import lessons

    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"all {len(list(lessons()))} lessons on their own networks gave" in readme


def test_the_readme_names_every_activation_and_cost():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*ACTIVATIONS, *COSTS) if not re.search(rf"\b{name}\b", readme)] == []


PLACING = {"align_to", "arrange", "move_to", "next_to", "scale", "set_x", "set_y", "shift", "to_corner", "to_edge"}
MEASURING = {"get_bottom", "get_center", "get_corner", "get_end", "get_left", "get_right", "get_start", "get_top"}


def how_far(source: str) -> set[str]:
    """What a lesson says of how far things are: lengths, measures, and calls that place a thing at one."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.add(str(node.value))
        elif isinstance(node, ast.Attribute) and node.attr in PLACING | MEASURING | {"width", "height"}:
            found.add(node.attr)
        elif isinstance(node, ast.While):
            found.add("while")
    return found


def test_a_lesson_says_where_and_never_how_far():
    assert lessons()
    assert {entry.name: how_far((ROOT / entry.file).read_text(encoding="utf-8")) for entry in lessons()} == {
        entry.name: set() for entry in lessons()
    }


def test_a_lesson_that_says_how_far_is_seen():
    source = "dot.shift(UP)\nbrace.width\nwhile True:\n    label.next_to(dot, buff=0.3)"
    assert how_far(source) == {"shift", "width", "while", "next_to", "0.3"}
