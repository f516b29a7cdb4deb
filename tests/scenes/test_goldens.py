"""What stands on stage at the end of each beat, as text: name, box, colour and what it says.

A golden tells each beat by what changed since the beat before. After a change that was meant:
./lecture test tests/scenes/test_goldens.py --update-goldens
"""

from pathlib import Path

import pytest

from scenes.catalogue import lessons
from tests.rehearsals import NETWORKS, applies, pairs, told

GOLDENS = Path(__file__).parent / "goldens"


def text_of(rests):
    lines, before = [], {}
    for rest in rests:
        lines.append(f"## {rest.beat}")
        lines += [f"{name}: {now}" for name, now in rest.picture.items() if before.get(name) != now]
        lines += [f"{name}: gone" for name in before if name not in rest.picture]
        before = rest.picture
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("entry", "network"), pairs())
def test_the_picture_is_as_it_was(entry, network, request):
    golden = GOLDENS / f"{entry.name}--{network}.txt"
    if not applies(entry, network):
        assert not golden.exists(), f"{golden.name} is of a network that the lesson does not apply to"
        return
    now = text_of(told(entry, network).rests)
    if request.config.getoption("--update-goldens"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    assert golden.exists(), "there is no golden: look at the stills, then run with --update-goldens"
    assert now.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_there_is_no_golden_of_what_is_gone():
    known = {f"{entry.name}--{network}.txt" for entry in lessons() for network in NETWORKS}
    assert {path.name for path in GOLDENS.iterdir()} <= known
