"""The costs of all examples rise one after the other, so that one of them is seen to rise at any time."""

import numpy as np
import pytest
from manim import linear

from core.files.network_file import read
from core.passes.choices.downhill import Downhill
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.example_costs import ExampleCosts, OnFloor
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS


@pytest.mark.parametrize("name", ["iris", "wide", "relu"])
def test_some_strip_rises_at_any_time(name):
    downhill = Downhill(Moment(Trace(*read(NETWORKS[name]))))
    costs = ExampleCosts(downhill, Theme.chosen(), OnFloor("average", "before", "one", "asked", "all"), tall=False)
    costs.fill(Box(-6.0, -3.0, 6.0, 3.0))
    assert costs.rises
    rising = costs.rise(rate_func=linear)
    rising.begin()
    heights = []
    for share in np.linspace(0.0, 1.0, 21):
        rising.interpolate(share)
        heights.append(sum(abs(measure.drawn) for measure in costs.bars.measures()))
    assert heights[0] == 0
    assert min(np.diff(heights)) > heights[-1] / 500


@pytest.mark.parametrize("name", ["iris", "wide", "relu"])
def test_the_number_turns_where_the_line_arrives(name):
    downhill = Downhill(Moment(Trace(*read(NETWORKS[name]))))
    costs = ExampleCosts(downhill, Theme.chosen(), OnFloor("average", "before", "one", "asked", "all"), tall=False)
    costs.fill(Box(-6.0, -3.0, 6.0, 3.0))
    places = []
    for progress in (0.0, -0.5, -1.0, -0.5, 0.0, 0.5, 1.0):
        costs.at(progress)
        places.append(costs.number.place)
    assert places == [1, 1, 0, 0, 1, 1, 2]
