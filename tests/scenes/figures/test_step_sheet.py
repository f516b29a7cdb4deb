"""A page of one step: strips are as long as slopes and moves are, on the ruler that its key says."""

import numpy as np
import pytest

from core.files.network_file import read
from core.passes.descent import descend
from core.proof.audit import audit
from scenes.beyond.every_number_of_one_step import EveryNumberOfOneStep
from scenes.watching.rehearsal import rehearse, rehearsing


def _set_up(name):
    with rehearsing():
        lesson = EveryNumberOfOneStep(f"networks/{name}.toml")
        lesson.setup()
    return lesson


@pytest.mark.parametrize("name", ["two_two_two", "iris"])
def test_moves_are_as_long_as_the_key_and_a_step_of_descent_say(name):
    lesson = _set_up(name)
    network, examples = lesson.network, lesson.examples
    after = descend(network, type(examples)(examples.X[:1], examples.Y[:1]), 1).end
    seen = 0
    for sheet in lesson.sheets:
        for panel in sheet.panels:
            panel.at(1.0)
            key = panel.keys[1]
            unit = float(np.ptp(key[0].points[:, 0])) / key[1]["value"].reading.value
            for strip, q in zip(panel.strips, panel._parameters, strict=True):
                layers = network.layer(q.layer), after.layer(q.layer)
                before, now = ((one.W if q.kind == "w" else one.b)[q.neurons] for one in layers)
                assert strip.length == pytest.approx(unit * (now - before), rel=1e-6, abs=1e-9)
                seen += 1
    assert seen == sum(layer.W.size + layer.b.size for layer in network.layers)


def test_the_published_example_is_told_and_its_record_is_true():
    lesson = rehearse(lambda: EveryNumberOfOneStep("networks/two_two_two.toml"))
    record = lesson.record_of_clip()
    shown = {(row["quantity"], row.get("step", 0)): row["shown"] for row in record["values"]}
    assert shown["w[1][0,0]", 1] == "0.1498"
    assert shown["w[2][1,1]", 1] == "0.561"
    assert (shown["C", 0], shown["C", 1], shown["C", 10_000]) == ("0.298", "0.291", "3.51×10⁻⁵")
    assert audit(record, *read("networks/two_two_two.toml")) == []


def test_a_network_of_too_many_numbers_is_not_told():
    assert "1210" in EveryNumberOfOneStep.why_not(*read("networks/wide.toml"))
