"""Areas: each is as wide as one number and as high as another on the rulers, and what it covers is their product."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from core.files.network_file import read
from core.model.quantity import C, a, delta, slope, w
from core.passes.choices.matrix_layers import MatrixLayer, layers_in_matrices
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.beyond.from_indices_to_matrices import FromIndicesToMatrices
from scenes.drawing.display_list import display_list
from scenes.figures.area import Area
from scenes.figures.layer_matrices import LayerMatrices
from scenes.layout.box import Box
from scenes.theme import Theme
from scenes.watching.stills import watch_rests
from tests.rehearsals import NETWORKS
from tests.strategies import networks_with_examples

LOOK = Theme.chosen()
ROOM = Box(-6.0, -3.0, 2.0, 3.6)


def product_of(moment, most=(5, 5)):
    layer, _ = layers_in_matrices(moment.network)
    areas = LayerMatrices(MatrixLayer(moment, layer), most, LOOK, "together").areas
    areas.fill(ROOM)
    return layer, areas


@pytest.mark.parametrize("box", [Box(0.0, 0.0, 2.0, 0.5), Box(0.0, 0.0, 2.0, 0.001), Box(-1.0, 0.0, -0.99, 3.0)])
@pytest.mark.parametrize("is_positive", [True, False])
def test_an_area_covers_its_box_and_tells_its_sign(box, is_positive):
    area = Area(LOOK.colour("slope"))
    area.stand(box, is_positive=is_positive)
    assert area.drawn_area() == pytest.approx(box.area if is_positive else -box.area)
    assert area.get_fill_opacity() == (1.0 if is_positive else 0.1)
    thin = min(box.width, box.height) < 0.02
    assert (area.get_stroke_width() > 0) == (thin or not is_positive)


def test_an_area_is_drawn_as_far_as_the_front_has_come():
    area = Area(LOOK.colour("slope"))
    area.stand(Box(0.0, 0.0, 2.0, 0.5), is_positive=True)
    area.reach(0.5)
    assert area.drawn_area() == pytest.approx(0.25)
    area.reach(-1.0)
    assert area.drawn_area() == 0.0
    area.reach(7.0)
    assert area.drawn_area() == pytest.approx(1.0)


@settings(max_examples=8, deadline=None)
@given(networks_with_examples())
def test_areas_over_the_key_are_slopes_and_stay_in_the_room(drawn):
    moment = Moment(Trace(*drawn))
    assume(not FromIndicesToMatrices.why_not(*drawn))
    layer, areas = product_of(moment, (3, 3))
    assume(areas.least_size().fits(ROOM.size))
    for (j, k), area in areas.areas.items():
        wide, high = (moment.value(one) for one in (a(layer - 1, k), delta(layer, j)))
        assert area.box.width == pytest.approx(abs(wide) * areas.units[0])
        assert area.box.height == pytest.approx(abs(high) * areas.units[1])
        meant = moment.value(slope(C, w(layer, j, k)))
        assert area.drawn_area() / areas.key.area_of_one == pytest.approx(meant, rel=1e-6, abs=1e-12)
    assert ROOM.inset(-0.02).contains(Box.around(areas))


@settings(max_examples=8, deadline=None)
@given(networks_with_examples())
def test_areas_do_not_touch_and_numbers_lie_within_theirs(drawn):
    moment = Moment(Trace(*drawn))
    assume(not FromIndicesToMatrices.why_not(*drawn))
    _, areas = product_of(moment, (3, 3))
    boxes = [area.box for area in areas.areas.values() if len(area.points)]
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[:at])
    for cell, number in areas.inside.items():
        assert areas.areas[cell].box.contains(Box.around(number))


def test_both_rulers_are_one_where_all_can_be_seen():
    _, areas = product_of(Moment(Trace(*read(NETWORKS["iris"]))))
    assert areas.units[0] == areas.units[1]


@pytest.mark.parametrize("name", ["iris", "relu"])
def test_in_the_finished_frame_width_times_height_over_the_key_is_the_slope(name):
    """Taken off what is drawn, not off the figure: rectangles of the colour of slopes at the places of areas."""
    seen = []

    def watch(stage, beat):
        if beat != "multiply_every_pair":
            return
        drawn = {id(one) for one in display_list(stage.mobjects)}
        areas, told = stage.matrices.areas, stage.told
        for (j, k), area in areas.areas.items():
            meant = stage.moment.value(slope(C, w(told.layer, j, k)))
            if meant:
                assert id(area) in drawn
                width, height, _ = np.ptp(area.points, axis=0)
                sign = 1 if area.get_fill_opacity() == 1 else -1
                assert sign * width * height / areas.key.area_of_one == pytest.approx(meant)
                seen.append((j, k))

    watch_rests(lambda: FromIndicesToMatrices(NETWORKS[name]), watch)
    assert seen
