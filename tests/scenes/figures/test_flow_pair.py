"""Two flows on one ruler: each ribbon is as wide as w delta says, before and after, for each example."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.network import Examples
from core.passes.forward import forward
from scenes.beyond.before_and_after_training import BeforeAndAfterTraining
from scenes.watching.rehearsal import rehearse, rehearsing

_SEEN = 0.03


def _set_up(name):
    with rehearsing():
        lesson = BeforeAndAfterTraining(f"networks/{name}.toml")
        lesson.setup()
    return lesson


def _width(band):
    """Return how wide a band is where it leaves its gate: its flat side there, between the corners of its outline."""
    points = np.concatenate([band.solid.points, band.hollow.points])
    side = points[points[:, 0] > points[:, 0].max() - 1e-6]
    return float(np.ptp(side[:, 1]))


@pytest.mark.parametrize("name", ["iris", "relu"])
def test_ribbons_are_as_wide_as_the_ruler_and_the_moments_say(name):
    lesson = _set_up(name)
    pair, both = lesson.pair, lesson.both
    unit = float(np.ptp(pair.key[0].points[:, 1])) / pair.key[1]["value"].reading.value
    seen = 0
    for place, example in enumerate(both.examples):
        if place:
            pair.turn(place - 1, place).interpolate(1.0)
        pair.at(pair.end)
        for flow, moment in zip(pair.flows, (both.before(example), both.after(example)), strict=True):
            swept = moment.trace.backward(moment.state)
            for (layer, j, k), band in flow.bands.items():
                brought = moment.network.layer(layer).W[j, k] * swept.layers[layer - 1].delta[j]
                handed = unit * abs(swept.layers[layer - 1].delta[j])
                ports = flow.knots[layer - 1, k].ports()
                port = ports[flow._order(layer - 1, k).index(j)]
                assert port.length == pytest.approx(unit * brought, rel=1e-9, abs=1e-12)
                if min(handed, abs(port.length)) > _SEEN and port.length * flow.knots[layer, j].passed > 0:
                    assert _width(band) == pytest.approx(handed, rel=1e-6)
                    left = np.concatenate([band.solid.points, band.hollow.points])
                    start = left[left[:, 0] < left[:, 0].min() + 1e-6]
                    assert np.ptp(start[:, 1]) == pytest.approx(abs(unit * brought), rel=1e-6)
                    seen += 1
    assert seen > 10


def test_both_have_one_ruler_and_no_lens():
    pair = _set_up("deep").pair
    units = {unit for flow in pair.flows for unit in flow.places.rulers.units}
    assert len(units) == 1
    assert all(flow.places.rulers.lens is None for flow in pair.flows)


def test_both_draw_the_same_neurons():
    first, second = (flow.network for flow in _set_up("wide").pair.flows)
    assert set(first.discs) == set(second.discs)


def test_a_network_of_one_example_is_told_without_the_others():
    lesson = rehearse(lambda: BeforeAndAfterTraining("networks/two_two_two.toml"))
    assert [beat["name"] for beat in lesson.record.beats][-1] == "run_both_sweeps"


def test_where_the_cost_does_not_fall_the_caption_says_the_two_numbers_and_no_more():
    network, examples = read("networks/two_two_two.toml")
    right = _told_of_right_outputs(network, examples)
    caption = next(beat["caption"] for beat in right.record.beats if beat["name"] == "run_both_sweeps")
    assert "left to send" not in caption


def _told_of_right_outputs(network, examples):
    """Return the lesson told of outputs that are as desired from the start."""
    wanted = Examples(examples.X, forward(network, examples.X).output)
    return rehearse(lambda: BeforeAndAfterTraining((network, wanted)))
