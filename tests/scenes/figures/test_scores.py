"""Scores keep their size wherever they go, and together fill what the cost is."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.cost_picture import CostPicture
from scenes.figures.cost_tank import MOST, CostTank
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.network import Network as DrawnNetwork
from scenes.figures.poured import Patch
from scenes.figures.scores import Scores
from scenes.layout.frame import ASPECTS, frame_named
from scenes.type.formula import Formula

LOOK = theme.Theme(theme.PALETTES["dark"])
PIXEL = 8 / 1080
lengths = st.floats(0.01, 3.0)


def picture_of(moment, aspect="16:9"):
    scores = Scores(moment, Story(moment))
    greys, written = Greys.of(scores.story, LOOK), [Formula("C = sum_({first}) a", first="j", em=theme.LABEL)]
    home = DrawnNetwork(moment, scores.story, greys, LOOK, tall=frame_named(aspect).is_tall)
    home.fill(frame_named(aspect).stage)
    made = CostPicture(scores, greys, written, home)
    made.fill(frame_named(aspect).stage)
    made.come_together()
    made.go_aside()
    return made


def moment_of(cost, last, target):
    rng = np.random.default_rng(7)
    layer = Layer(rng.normal(size=(len(target), 2)), np.zeros(len(target)), ACTIVATIONS[last])
    return Moment(Trace(Network((layer,), COSTS[cost], name="n"), Examples([[0.7, -0.4]], [target])))


@given(lengths, lengths, lengths, st.floats(0, 1))
def test_a_square_keeps_its_area_on_its_way_and_a_strip_its_height(side, width, across, share):
    square, layer = Patch(0.0, 1.0, side, side), Patch(across, 0.0, width, side * side / width)
    assert square.towards(layer, share).area == pytest.approx(side * side)
    strip, wide = Patch(0.0, 1.0, 0.2, side), Patch(across, 0.0, width, side)
    assert strip.towards(wide, share).height == pytest.approx(side)


@settings(max_examples=30)
@given(st.lists(st.floats(0, 40), min_size=1, max_size=6), lengths)
def test_scores_fill_unit_squares_from_below_without_a_gap(scores, unit):
    tank = CostTank(scores, LOOK)
    tank.stand(np.zeros(3), unit)
    slots = [tank.slots(place) for place in range(len(scores))]
    for score, patches in zip(scores, slots, strict=True):
        assert sum(patch.area for patch in patches) == pytest.approx(score * unit * unit, abs=1e-9)
    assert max(patch.bottom + patch.height for patches in slots for patch in patches) <= unit * tank.side * (1 + 1e-9)
    assert len(tank.frames) <= MOST
    assert tank.side == 1 or sum(scores) > MOST


@settings(max_examples=30)
@given(st.lists(st.floats(-5, 40), min_size=1, max_size=6))
def test_in_a_column_scores_are_heights_and_negative_ones_fold_back(scores):
    tank = CostTank(scores, LOOK, column=True)
    tank.stand(np.zeros(3), 1.0)
    heights = [tank.slots(place)[0].height for place in range(len(scores))]
    assert heights == pytest.approx([abs(score) for score in scores])


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize(
    ("cost", "last"),
    [
        ("squared_error", "sigmoid"),
        ("half_squared_error", "tanh"),
        ("mean_squared_error", "identity"),
        ("cross_entropy", "softmax"),
        ("binary_cross_entropy", "sigmoid"),
    ],
)
def test_what_is_poured_is_the_cost_at_every_moment(cost, last, aspect):
    moment = moment_of(cost, last, [1.0, 0.0, 0.0])
    picture = picture_of(moment, aspect)
    picture.pour().begin()
    before = sum(shape.body.area for shape in picture.shapes)
    for share in (0.0, 0.2, 0.5, 0.8, 1.0):
        picture.show_poured(share)
        for shape in picture.shapes:
            assert all(measure.off < PIXEL for measure in shape.measures())
        if picture.scores.is_square:
            assert sum(shape.body.area for shape in picture.shapes) == pytest.approx(before, abs=1e-6)
    assert all(measure.off < PIXEL for measure in picture.measures())
    filled = sum(shape.body.area if picture.scores.is_square else shape.body.height for shape in picture.shapes)
    unit = float(picture.tank.frames[0].height) / picture.tank.side
    power = 2 if picture.scores.is_square else 1
    assert filled == pytest.approx(moment.value(C) * unit**power, abs=1e-3)
    assert picture.number.reading.value == pytest.approx(moment.value(C))


def test_what_has_been_poured_can_be_poured_again_from_its_place():
    picture = picture_of(moment_of("squared_error", "sigmoid", [1.0, 0.0, 0.0]))
    places = [shape.body.patches for shape in picture.shapes]
    picture.pour().begin()
    picture.show_poured(1.0)
    picture.show_poured(0.0)
    assert [shape.body.patches for shape in picture.shapes] == places
    assert picture.number.reading.value == 0


def test_half_of_each_square_is_the_score_of_half_the_squared_error():
    picture = picture_of(moment_of("half_squared_error", "tanh", [1.0, -1.0]))
    for shape in picture.shapes:
        assert shape.body.area == pytest.approx(shape.whole.area / 2)


def test_terms_have_the_decimals_of_the_cost():
    moment = Moment(Trace(*read("networks/iris.toml")))
    shown = [reading.shown for reading in Scores(moment, Story(moment)).readings]
    assert {len(one.partition(".")[2]) for one in shown} == {len(moment.read(C, 3).shown.partition(".")[2])}


@pytest.mark.parametrize("radius", [0.2, 0.56])
def test_a_value_stands_inside_a_disc_where_it_fits_and_else_right_under_it(radius):
    moment = Moment(Trace(*read("networks/iris.toml")))
    scores = Scores(moment, Story(moment))
    disc = Disc(moment, next(iter(picture_of(moment).rows.values())).disc.quantity, Greys.of(scores.story, LOOK), 0.4)
    number = disc.show_value()
    disc.stand(np.zeros(3), radius)
    glyphs = [glyph for glyph in number[1:] if len(glyph.points)]
    corners = np.concatenate([glyph.points for glyph in glyphs])
    if disc.is_written_inside:
        assert np.hypot(corners[:, 0], corners[:, 1]).max() < radius - 7 * 8 / 1080
    else:
        assert corners[:, 1].max() < -radius
        assert math.isclose(corners[:, 1].min(), -disc.reach_below(radius), abs_tol=PIXEL)
