"""Lanes copy the whole of their source, keep their ruler, and a waterfall leads to what its terms add up to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import config, tempconfig

from core.model.quantity import C, change
from core.passes.choices.onward_paths import last_branching_layer, liveliest
from core.passes.choices.onward_push import OnwardPush
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.lane_rooms import LaneRooms, Mark
from scenes.figures.lane_way import between
from scenes.layout.frame import ASPECTS
from scenes.many_neurons.sum_over_paths import SumOverPaths
from scenes.watching.laws.law import PIXEL
from tests.strategies import examples_for, networks

GALLERY = Path(__file__).parents[3] / "networks"
NAMES = ["iris", "wide", "deep", "relu"]


def told(name, aspect="16:9"):
    width, height = ASPECTS[aspect]
    with tempconfig({"dry_run": True, "pixel_width": width * 60, "pixel_height": height * 60}):
        lesson = SumOverPaths(GALLERY / f"{name}.toml")
        lesson.setup()
        for lanes in (lesson.forward, lesson.backward):
            everywhere = (float(lanes.last + 2),) * len(lanes.lanes)
            lanes.at((1.0, everywhere, 1.0))
        return lesson


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", NAMES)
def test_all_lengths_are_true_to_their_ruler(name, aspect):
    lesson = told(name, aspect)
    assert config.pixel_width > 0
    figures = [lesson.waterfall]
    for lanes in (lesson.forward, lesson.backward):
        bands = (band for pairs in lanes.bands for pieces in pairs for band in pieces)
        figures += [lanes, lanes.pile, *bands]
    measures = [one for figure in figures for one in figure.measures()]
    assert len(measures) > 10
    assert [one for one in measures if one.off > PIXEL] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_path_gets_the_whole_of_what_is_copied(name):
    lesson = told(name)
    for lanes in (lesson.forward, lesson.backward):
        whole = lanes.source.drawn_length()
        copies = [
            row[0].drawn_length() for lane, row in zip(lanes.lanes, lanes.strips, strict=True) if not lane.is_crowd
        ]
        assert copies == pytest.approx([whole] * len(copies))


@pytest.mark.parametrize("name", NAMES)
def test_what_arrives_leaves_what_the_network_says(name):
    lesson = told(name)
    paths = lesson.paths
    assert lesson.backward.pile.total == pytest.approx(paths.moment.value(paths.quantity), abs=1e-12)
    assert lesson.forward.pile.total == pytest.approx(lesson.push.moment.value(change(C)), abs=1e-12)
    assert lesson.waterfall.total == pytest.approx(paths.moment.value(paths.quantity), abs=1e-12)


@given(st.data())
def test_path_after_path_a_push_brings_about_the_whole_change(data):
    network = data.draw(networks(depths=(2, 3)).filter(lambda one: last_branching_layer(one) is not None))
    moment = Moment(Trace(network, data.draw(examples_for(network))))
    paths = liveliest(moment, last_branching_layer(network))
    push = OnwardPush(paths, 0.2)
    whole = push.moment.value(change(C))
    assert sum(push.brought(range(len(paths.terms)))) == pytest.approx(whole, rel=1e-6, abs=1e-9)
    told = paths.told.shown
    assert sum(push.brought(told)) + push.brought_by_others(told) == pytest.approx(whole, rel=1e-6, abs=1e-9)


marks = st.builds(Mark, st.floats(0, 2), st.floats(0, 0.4), st.floats(0, 0.4))


@given(st.lists(st.lists(marks, min_size=1, max_size=4), min_size=1, max_size=4), st.floats(4, 12))
def test_lanes_stand_clear_of_each_other_in_their_room(lanes, room):
    rooms = LaneRooms(lanes, gap=0.1)
    unit = rooms.largest_unit(room, 10.0)
    places = rooms.places(room, unit)
    before = [max(unit * mark.half + mark.before for mark in lane) for lane in lanes]
    after = [max(unit * mark.half + mark.after for mark in lane) for lane in lanes]
    if sum(before) + sum(after) + 0.1 * (len(lanes) - 1) <= room:
        assert places[0] >= before[0] - 1e-6
        assert places[-1] + after[-1] <= room + 1e-6
        for place, following, own, other in zip(places, places[1:], after, before[1:], strict=False):
            assert place + own <= following - other + 1e-6


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0, 1))
def test_a_band_between_stations_is_between_their_widths(first, second, way):
    low, high = sorted((first, second))
    assert low - 1e-9 <= between(first, second, way) <= high + 1e-9
