"""Every lesson on a network of a made-up activation and a made-up cost, of which nothing but their rows is known."""

import re

import pytest

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.proof import code_again
from core.proof.audit import audit, checked_record
from scenes.catalogue import lessons
from tests.made_up import CUBIC, QUARTIC, made_up
from tests.rehearsals import tell

QUICK = {"EachFactor", "CostOverOutputs"}
"""Those whose words depend most on what kind of curve and of score it is."""


SHAPES = ("chain", "net")


def marked(entry, shape):
    """A lesson of the first part is told of a chain in any thorough run, the others of a net; --movement tries both."""
    usual = SHAPES[entry.chapter != "single_neuron"]
    kinds = [] if entry.name in QUICK else [pytest.mark.thorough if shape == usual else pytest.mark.movement]
    return pytest.param(entry, shape, id=f"{entry.name}-{shape}", marks=[pytest.mark.xdist_group(entry.name), *kinds])


@pytest.mark.parametrize(("entry", "shape"), [marked(entry, shape) for entry in lessons() for shape in SHAPES])
def test_a_lesson_is_told_of_rows_that_it_has_never_heard_of(entry, shape, monkeypatch):
    monkeypatch.setattr(code_again, "ran_again", code_again.ran)  # a fresh process has heard of the tables' rows alone
    with ACTIVATIONS.including(CUBIC), COSTS.including(QUARTIC):
        drawn = made_up(shape)
        if entry.load().why_not(*drawn):
            return
        lesson = tell(lambda: entry.load()(drawn))
        assert [finding for rest in lesson.rests for finding in rest.findings] == []
        assert [text for rest in lesson.rests for text in rest.typed] == []
        assert [str(one) for one in audit(checked_record(lesson.record), *drawn)] == []
        captions = [beat["caption"] for beat in lesson.record["beats"]]
        assert not [one for one in captions if re.search(r"[{}]|cubic-ish|steep bowl|_", one)]
