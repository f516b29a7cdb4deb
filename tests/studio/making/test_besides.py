"""What is typed besides a network's file: which lessons tell it, what it makes of a clip and of its record."""

import json

import pytest
from click.testing import CliRunner

from core.files.network_source import NetworkSource
from core.model.errors import InputError
from core.proof.audit import audit, checked_record
from scenes.catalogue import find, lessons
from scenes.watching.rehearsal import rehearse as tell
from studio.command_line import lecture
from studio.making.besides import NOTHING, Besides
from studio.making.fingerprint import fingerprint
from studio.making.plan import plan
from studio.making.render_job import tell as tell_of
from tests.rehearsals import NETWORKS

NAME = "ReverseModeOnAnyGraph"
TYPED = Besides.typed("log(x)*y - x^2", ["x=2", "y=1.5"])
pytestmark = pytest.mark.xdist_group(NAME)


def run(*arguments):
    return CliRunner().invoke(lecture, list(map(str, arguments)))


def planned(tmp_path, *only, besides=TYPED, file=NETWORKS["chain"]):
    return plan(file, only, output=tmp_path, besides=besides)


def job_of(tmp_path, besides, file=NETWORKS["chain"]):
    made = planned(tmp_path, NAME, besides=besides, file=file)
    made.lay_out()
    return made.jobs[0]


def test_only_lessons_that_tell_of_an_expression_get_it(tmp_path):
    told = {job.lesson: job.besides for job in planned(tmp_path).jobs}
    assert set(told) == {one.name for one in lessons() if not one.load().why_not(*_read("chain"))}
    assert {name for name, besides in told.items() if besides != NOTHING} == {NAME}
    assert told[NAME] == TYPED


def _read(name):
    source = NetworkSource.read(NETWORKS[name])
    return source.network, source.examples


def test_an_expression_is_part_of_what_a_clip_is_made_of(tmp_path):
    ways = [job_of(tmp_path, one) for one in (NOTHING, TYPED, Besides.typed("log(x)*y - x^2", ["x=2,y=2.5"]))]
    assert len({fingerprint(job) for job in ways}) == 3
    made_of = [tell_of(job) for job in ways]
    assert len({one.identity for one in made_of}) == 3
    assert len({one.record["network"]["sha256"] for one in made_of}) == 1


@pytest.fixture(scope="module")
def record():
    source = TYPED.join(NetworkSource.read(NETWORKS["chain"]))
    return json.loads(json.dumps(tell(lambda: find(NAME).load()(source)).record_of_clip()))


def test_the_record_says_what_was_typed_and_the_audit_derives_from_it(record):
    assert record["expression"] == {"text": "log(x)*y - x^2", "at": {"x": 2.0, "y": 1.5}}
    network, examples = _read("chain")
    assert not network.expression
    assert audit(checked_record(record), network, examples) == []
    told = [entry for entry in record["values"] if entry["quantity"].startswith(("node[", "arrow[", "answer["))]
    assert len(told) > 5


@pytest.mark.parametrize(
    "other",
    [
        {"text": "log(x)*y - x^2", "at": {"x": 2.0, "y": 1.6}},
        {"text": "log(x)*y + x^2", "at": {"x": 2.0, "y": 1.5}},
        {},
    ],
)
def test_a_record_of_another_expression_is_not_true(record, other):
    assert audit(checked_record(record | {"expression": other}), *_read("chain"))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"text": 3, "at": {}}, "expression.text"),
        ({"text": "x", "at": []}, "expression.at"),
        ({"text": "x", "at": {"x": "2"}}, "expression.at.x"),
        ({"text": "x", "at": {}}, "at"),
        ("x", "expression"),
    ],
)
def test_what_no_clip_can_have_told_of_is_refused(record, typed, place):
    with pytest.raises(InputError) as refused:
        checked_record(record | {"expression": typed})
    assert refused.value.place == place


def test_a_lesson_that_does_not_tell_of_it_has_it_not_in_its_record():
    source = TYPED.join(NetworkSource.read(NETWORKS["chain"]))
    assert "expression" not in tell(lambda: find("NudgeTheWeight").load()(source)).record_of_clip()


@pytest.mark.parametrize("command", [("render", "--only"), ("stills",)])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("--expression", "2x", "--at", "x=1"), "write * between factors"),
        (("--expression", "x*y", "--at", "x=1"), "at: expected a value of y, found x; add y = 1.0."),
        (("--expression", "__import__('os').getcwd()", "--at", "x=1"), "expected a function"),
        (("--expression", "(lambda: x)()", "--at", "x=1"), "expected"),
        (("--expression", "log(x)", "--at", "x=-1"), "expected a number above 0 in log(x), found -1"),
        (("--expression", "x", "--at", "x=one"), "at.x: expected a number, found 'one'"),
        (("--at", "x=1"), "--at: expected an --expression that is evaluated there, found none; add one."),
    ],
)
def test_a_mistake_in_what_is_typed_is_one_line_and_2_and_nothing_is_made(command, typed, says, tmp_path):
    result = run(*command, NAME, *typed, "--output", tmp_path / "sheet.png")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert says in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("render", "--only"), ("stills",)])
def test_lessons_that_tell_of_no_expression_are_named(command, tmp_path):
    result = run(*command, "NudgeTheWeight", "--expression", "x", "--at", "x=1", "--output", tmp_path / "sheet.png")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert f"add --only {NAME}" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_expression_that_has_no_room_is_left_out_with_its_reason(tmp_path):
    long = "+".join(f"sin({letter})" for letter in "abcdghkm")
    made = planned(tmp_path, NAME, besides=Besides.typed(long, [",".join(f"{one}=1" for one in "abcdghkm")]))
    assert not made.jobs
    assert "more than" in made.skipped[0].reason


def test_the_options_of_a_watching_render_say_the_same():
    assert Besides.typed(TYPED.expression, [TYPED.options()[1].removeprefix("--at=")]) == TYPED
    assert NOTHING.options() == []


def test_a_sheet_shows_what_was_typed(tmp_path):
    sheets = [tmp_path / f"{place}.png" for place in range(2)]
    for sheet, typed in zip(sheets, ((), TYPED.options()), strict=True):
        result = run("stills", NAME, NETWORKS["chain"], *typed, "--width", 200, "--output", sheet)
        assert result.exit_code == 0, result.output
    assert sheets[0].read_bytes() != sheets[1].read_bytes()
