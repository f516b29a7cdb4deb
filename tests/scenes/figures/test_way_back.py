"""One step back, all steps back, and the nudge that decides: lengths are values, and nothing lies over a number."""

import numpy as np
import pytest

from core.model.quantity import C, slope, w
from core.passes.choices import Story
from core.passes.choices.trials import deciding_trial
from scenes.figures.greys import Greys
from scenes.figures.one_step_back import OneStepBack
from scenes.figures.spine import Spine
from scenes.figures.steps_back import StepsBack
from scenes.figures.trial_graph import TrialGraph
from scenes.layout.box import Box
from tests.scenes.figures.test_spine import LOOK, moment_of, spine_of

ROOM = Box(-6.4, -3.0, 6.4, 1.3)


@pytest.mark.parametrize("name", ["iris", "chain", "deep", "long"])
def test_a_step_back_makes_its_slopes_on_one_ruler(name):
    moment = moment_of(name)
    layer = moment.network.depth - 1
    greys = Greys.of(Story(moment), LOOK)
    part = Spine(moment, greys, LOOK, layers=(layer - 1, layer), cost=False, pills=("z",))
    part.fill(Box(-6.4, 1.5, 6.4, 3.6))
    step = OneStepBack(moment, layer, LOOK, part.place)
    step.fill(ROOM)
    assert all(measure.off < 1e-9 for measure in step.strips.measures())
    feet = [step.strips.foot(q)[0] for q in (step.before, step.weight, step.bias, step.known)]
    assert feet == sorted(feet)
    for arrow in step.arrows.values():
        assert arrow.tip.get_left()[0] < arrow.shaft.get_start()[0]
    carried = moment.value(step.bias) * moment.value(w(layer))
    assert carried == pytest.approx(moment.value(step.before))


def test_an_arrow_leads_on_the_side_of_its_slope_so_that_strips_are_long():
    moment = moment_of("chain")  # the slope before is positive, that by the bias negative
    part = Spine(moment, Greys.of(Story(moment), LOOK), LOOK, layers=(1, 2), cost=False, pills=("z",))
    part.fill(Box(-6.4, 1.5, 6.4, 3.6))
    step = OneStepBack(moment, 2, LOOK, part.place)
    step.fill(ROOM)
    axis = step.strips.axis.get_y()
    sides = {q: np.sign(arrow.shaft.get_y() - axis) for q, arrow in step.arrows.items()}
    assert sides == {step.bias: -1.0, step.weight: -1.0, step.before: 1.0}
    assert abs(step.strips.strips[step.known].length) > 0.5


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", ["iris", "chain", "wide"])
def test_arrows_and_coins_stand_clear_of_numbers(name, standing):
    moment, spine = spine_of(name, standing=standing)
    spine.fill(Box(-3.6, -7.0, -1.5, 7.0) if standing else Box(-6.4, 1.4, 6.4, 3.6))
    steps = StepsBack(moment, spine, LOOK, standing=standing)
    steps.fill(Box(-1.4, -7.0, 3.6, 7.0) if standing else ROOM)
    numbers = [Box.around(number[1:]) for number in steps.strips.numbers.values()]
    if steps.has_coins:
        coins = [Box.around(coin.rims[0]) for coin in steps.coins.values()]
        assert not any(coin.overlaps(number) for coin in coins for number in numbers)
    if steps.has_arrows:
        shafts = [Box.around(arrow.shaft) for arrow in steps.arrows.values()]
        assert not any(shaft.overlaps(number) for shaft in shafts for number in numbers)


@pytest.mark.parametrize("name", ["iris", "chain", "deep"])
def test_the_graph_of_a_trial_draws_moves_and_slopes_on_one_ruler(name):
    moment = moment_of(name)
    trial = deciding_trial(moment, C, w(1), moment.value(slope(C, w(1))), 0.5)
    texts = ("with the weights", "with the activations", "a real nudge")
    graph = TrialGraph(moment, w(1), trial, LOOK, texts=texts, says=lambda factor: f"drawn {factor} times as high")
    graph.fill(ROOM)
    for share in (0.0, 0.5, 1.0):
        graph.at(moment.nudged(w(1), share * trial.by) if share else moment)
        assert all(measure.off < 1e-6 for measure in graph.measures())
    ends = graph.right.get_end(), graph.point.get_center()
    assert np.linalg.norm(ends[0] - ends[1]) < 0.1 * abs(graph.wrong.get_end()[1] - graph.point.get_center()[1]) + 0.05
    assert graph.scale_label.text.startswith("drawn ")
