"""`./lecture script`: what is said, beat by beat, to be read aloud and recorded."""

import json

import pytest
from click.testing import CliRunner

from studio.command_line import lecture
from studio.making import told as telling
from tests.rehearsals import ROOT

CHAIN = str(ROOT / "networks" / "chain.toml")


def run(*arguments):
    return CliRunner().invoke(lecture, ["script", *arguments])


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("script")
    target = folder / "script.txt"
    result = run(
        CHAIN,
        "--only",
        "NudgeTheWeight",
        "--only",
        "ChainRule",
        "-o",
        str(target),
        "--output",
        str(folder / "lectures"),
    )
    assert result.exit_code == 0, result.output
    assert result.output.strip() == str(target)
    assert not (folder / "lectures" / "chain").exists()
    return target.read_text(encoding="utf-8")


def test_lessons_and_beats_stand_in_order_under_their_names(told):
    marks = [line for line in told.splitlines() if line and not line.startswith((" ", "="))]
    assert marks[:3] == ["NudgeTheWeight", "nudge_the_weight", "compare_the_ends"]
    assert marks[6] == "ChainRule"


def test_what_is_said_can_be_read_aloud(told):
    assert "Push the weight w three by 0.5: z moves by 0.208" in told
    assert "the slope of C with respect to w three equals minus 0.0841." in told
    assert not set("⁽⁾∂×−") & set(told)


def test_a_finished_clip_is_not_told_again(render, monkeypatch):
    import studio.making.plan
    from studio.making.quality import Quality

    monkeypatch.setattr(studio.making.plan, "QUALITIES", {"preview": Quality(160, 90, 4)})
    code, said = render.run("NudgeTheWeight")
    assert code == 0, said
    record = json.loads(next(render.clips.glob("NudgeTheWeight--*.json")).read_text(encoding="utf-8"))
    told = []
    tell = telling.tell
    monkeypatch.setattr(telling, "tell", lambda job, network: told.append(job.lesson) or tell(job, network))
    how = ("--only", "NudgeTheWeight", "--quality", "preview", "--output", str(render.output))
    first = run(str(render.network), *how)
    assert first.exit_code == 0, first.output
    assert told == []
    assert [line for line in first.output.splitlines() if line in {beat["name"] for beat in record["beats"]}] == [
        beat["name"] for beat in record["beats"]
    ]
    text = render.network.read_text(encoding="utf-8")
    render.network.write_text(text.replace("[[2.6]]", "[[1.6]]"), encoding="utf-8")
    second = run(str(render.network), *how)
    assert told == ["NudgeTheWeight"]
    assert second.exit_code == 0
    assert second.output != first.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no/such.toml",), "no/such.toml"),
        ((CHAIN, "--only", "NudgeTheWait"), "NudgeTheWeight"),
        ((CHAIN, "--only", "NudgeTheWeight", "-o", "no/such/folder/script.txt"), "expected a place to read and write"),
    ],
)
def test_a_mistake_is_told(arguments, says, tmp_path):
    result = run(*arguments, "--output", str(tmp_path))
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_what_is_told_of_besides_is_in_the_text(tmp_path):
    lectures, iris, other = tmp_path / "lectures", ROOT / "networks" / "iris.toml", tmp_path / "other.toml"
    other.write_text(iris.read_text(encoding="utf-8").replace("0.85", "-1.5", 1), encoding="utf-8")
    told = (str(iris), "--only", "ReverseModeOnAnyGraph", "--only", "BeforeAndAfterTraining", "--output", str(lectures))
    plain = run(*told)
    other = run(*told, "--expression", "x*y + cos(x)", "--at", "x=2,y=1.5", "--beside", str(other))
    assert (plain.exit_code, other.exit_code) == (0, 0), other.output
    before, after = (text.output.split("BeforeAndAfterTraining") for text in (plain, other))
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert not (lectures / "iris").exists()
