"""The flow of a sweep, its slots and its close view draw what the backward pass says, to a pixel, in any frame."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Camera, tempconfig

from core.files.network_file import read
from core.model.fact import PARAMETERS
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.flow_band import Port
from scenes.figures.funnel import Funnel
from scenes.figures.gathering import Gathering
from scenes.figures.rulers import SEEN, Rulers
from scenes.figures.sweep_stage import OnScreen, SweepStage
from scenes.figures.swept import Swept
from scenes.layout.frame import frame_named
from scenes.layout.page import Page, settle
from scenes.many_neurons.sensitivity_flows_backward import SensitivityLoop

PIXEL = 8 / 1080
WORDS = OnScreen("of", "one sweep", "slopes", "nudging", "{} from here")
GALLERY = ("iris", "chain", "wide", "deep", "relu")
sizes = st.floats(0.0, 1e6)


def stage(name, aspect="16:9"):
    """A swept stage that is laid out."""
    look, frame = theme.Theme(theme.PALETTES["dark"]), frame_named(aspect)
    with theme.used(look):
        story = Story(Moment(Trace(*read(f"networks/{name}.toml"))))
        made = SweepStage(story, look, WORDS, tall=frame.is_tall)
        Page(frame, made.sweeping())
    for gauge in (made.flow, made.slots, made.swept):
        gauge.at(Swept(made.slots.end))
    return made


@pytest.mark.parametrize("name", GALLERY)
@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_whatever_is_drawn_of_a_sweep_is_as_long_as_it_is_meant(name, aspect):
    made = stage(name, aspect)
    figures = [*made.flow.get_family(), *made.slots.ledgers]
    measures = [one for figure in figures if hasattr(type(figure), "measures") for one in figure.measures()]
    assert {"ruler", "stack", "copy"} <= {one.law for one in measures}
    assert [one for one in measures if one.off > PIXEL] == []


@pytest.mark.parametrize("name", GALLERY)
def test_what_arrives_in_a_group_is_what_all_groups_behind_it_bring(name):
    carried = stage(name).carried
    for layer in range(1, carried.depth):
        for source in carried.groups[layer]:
            brought = sum(carried.over(layer + 1, to, source) for to in carried.groups[layer + 1])
            assert brought == pytest.approx(carried.arrived(layer, source), abs=1e-12)


@pytest.mark.parametrize("name", GALLERY)
def test_no_slope_is_missing_in_the_slots_and_none_is_counted_before_it_is_known(name):
    made = stage(name)
    assert made.slots.count == made.slots.known == made.carried.moment.value(PARAMETERS)
    made.slots.at(Swept(made.flow.after(made.carried.depth)))
    assert made.slots.known == 0


def test_all_that_has_drained_is_gone():
    made = stage("iris")
    edges = {at: edge.points.copy() for at, edge in stage("iris").flow.network.edges.items()}
    end = made.slots.end
    for gauge in (made.flow, made.slots):
        gauge.at(Swept(end, drained=end))
    assert made.slots.known == 0
    assert not any(len(part.points) for band in made.flow.bands.values() for part in band)
    made.flow.at(Swept())
    first = made.flow.network.edges
    assert any(len(edge.points) for edge in first.values())
    assert edges.keys() == first.keys()


@given(st.lists(st.tuples(sizes, st.floats(1e-3, 1e3)), min_size=1, max_size=8))
def test_no_stage_is_drawn_on_a_longer_ruler_than_it_has_room_for(stages):
    tallest, fitting = map(list, zip(*stages, strict=True))
    rulers = Rulers.of(tallest, fitting)
    assert all(unit <= fit * (1 + 1e-9) for unit, fit in zip(rulers.units, fitting, strict=True))
    plain = Rulers((min(fitting),) * len(fitting))
    assert rulers.seen(tallest) >= plain.seen(tallest)


def test_a_lens_shows_what_would_be_too_short_to_see():
    rulers = Rulers.of([1.0, 0.5, 1e-4], [1.0, 2.0, 1e4])
    assert rulers.lens == 2
    assert rulers.units[2] * 1e-4 >= SEEN > rulers.units[0] * 1e-4


@given(st.floats(-2, 2), st.floats(-2, 2))
def test_a_funnel_is_as_wide_at_its_ends_as_what_comes_in_and_what_is_handed_on(start, end):
    funnel = Funnel("#FF0000", np.array([0.0, 1.0, 0.0]))
    funnel.join(Port(np.zeros(3), start), Port(np.array([-0.3, 0.0, 0.0]), end))
    assert all(measure.off < 1e-9 for measure in funnel.measures())


@pytest.mark.parametrize("aspect", ["16:9", "1:1", "9:16"])
@pytest.mark.parametrize("name", ["iris", "wide", "deep"])
def test_one_neuron_at_close_range_is_drawn_to_scale(name, aspect):
    look, frame = theme.Theme(theme.PALETTES["dark"]), frame_named(aspect)
    made = stage(name, aspect)
    with theme.used(look):
        neuron = Story(made.carried.moment).swept_neuron
        near = Gathering(made.carried, neuron, made.greys, look, turned=not frame.is_wide)
        settle(near, frame.stage)
        near.at(near.end)
    measures = [one for part in near.get_family() if hasattr(type(part), "measures") for one in part.measures()]
    assert {"ruler", "stack", "copy"} <= {one.law for one in measures}
    assert [one for one in measures if one.off > PIXEL] == []


@pytest.mark.parametrize("name", ["iris", "wide"])
@pytest.mark.parametrize("share", [0.1, 0.2, 0.5, 1.0])
def test_a_neuron_stands_behind_the_next_layer_also_where_there_is_no_room_for_numbers(name, share):
    look, stands = theme.Theme(theme.PALETTES["dark"]), frame_named("16:9").stage
    made = stage(name)
    with theme.used(look):
        neuron = Story(made.carried.moment).swept_neuron
        near = Gathering(made.carried, neuron, made.greys, look, turned=False, gated=False)
        near.fill(stands.inset((1 - share) * stands.width / 2, (1 - share) * stands.height / 2))
    assert all(near.one.face.get_right()[0] < other.get_left()[0] for other in near.others)


def test_the_last_frame_of_a_loop_is_its_first(tmp_path):
    with tempconfig({"dry_run": True, "media_dir": str(tmp_path), "pixel_width": 640, "pixel_height": 360}):
        loop, rest = SensitivityLoop("networks/iris.toml"), SensitivityLoop("networks/iris.toml")
        loop.render()
        rest.setup()
        pictures = [picture(one.flow, one.slots, one.swept) for one in (loop, rest)]
        loop.flow.at(Swept(2))
        swept = picture(loop.flow)
    assert loop.time == pytest.approx(8.0, abs=0.1)
    assert (pictures[0] == pictures[1]).all()
    assert (swept != pictures[0]).any()


def picture(*mobjects):
    camera = Camera()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.copy()
