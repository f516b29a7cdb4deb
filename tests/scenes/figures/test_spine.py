"""The spine: discs at equal distances, edges from rim to rim, counted gaps; strips on it have one ruler."""

from itertools import pairwise

import numpy as np
import pytest

from core.files.network_file import read
from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, b, slope, w, z
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.coin import Coin, of_one_width
from scenes.figures.greys import Greys
from scenes.figures.hanging_strips import HangingStrips
from scenes.figures.spine import Spine
from scenes.figures.spine_plan import drawn_layers
from scenes.figures.staircase import SHAPES, Shape, Staircase, fitting
from scenes.figures.tile import Tile
from scenes.layout.box import Box, Size
from scenes.layout.frame import ASPECTS, frame_named
from scenes.motion import Light
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

LOOK = Theme.chosen()


def long_chain(weight=100.0, layers=25):
    layer = Layer([[weight]], [-weight / 2], ACTIVATIONS["sigmoid"])
    return Moment(Trace(Network((layer,) * layers), Examples([[0.5]], [[1.0]])))


def moment_of(name):
    if name == "long":
        return long_chain()
    network, examples = read(NETWORKS[name])
    if not network.is_chain:
        network, examples = chain_through(network, examples.X[0], examples.Y[0])
    return Moment(Trace(network, examples))


def spine_of(name, **options):
    moment = moment_of(name)
    return moment, Spine(moment, Greys.of(Story(moment), LOOK), LOOK, says=lambda count: f"{count} layers", **options)


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", [*NETWORKS, "long"])
def test_discs_stand_at_equal_distances_and_edges_end_on_their_rims(name, standing):
    _, spine = spine_of(name, standing=standing)
    stage = frame_named("9:16" if standing else "16:9").stage
    spine.fill(stage)
    centres = [disc.face.get_center() for disc in spine.discs.values()]
    pitches = [np.linalg.norm(later - earlier) for earlier, later in pairwise(centres)]
    assert max(pitches) - min(pitches) < 1e-6
    for layer, edge in spine.edges.items():
        index = spine.layers.index(layer)
        for end, centre in ((edge.get_start(), centres[index - 1]), (edge.get_end(), centres[index])):
            assert np.linalg.norm(end - centre) == pytest.approx(spine.radius)
    assert np.linalg.norm(spine.to_cost.get_start() - centres[-1]) == pytest.approx(spine.radius)
    assert stage.contains(Box.around(*spine.discs.values(), spine.square.frames), spine.radius)


def test_a_long_chain_has_a_gap_that_is_counted():
    assert drawn_layers(8) == tuple(range(9))
    assert drawn_layers(9) == (0, 7, 8, 9)
    _, spine = spine_of("long")
    assert spine.layers == (0, 23, 24, 25)
    assert spine.gap[-1].text == "22 layers"
    assert w(23) not in spine.names
    assert len(spine_of("iris")[1].gap) == 0


@pytest.mark.parametrize("standing", [False, True])
def test_pills_stand_on_the_edge_and_on_either_side_of_it(standing):
    _, spine = spine_of("iris", standing=standing, pills=("w", "b", "z"))
    spine.fill(frame_named("9:16" if standing else "16:9").stage)
    across = 0 if standing else 1
    for layer in spine.layers[1:]:
        total, disc = spine.place(z(layer)), spine.place(a(layer))
        assert total[across] == pytest.approx(disc[across])
        before, after = (
            np.linalg.norm(end - total) for end in (spine.edges[layer].get_end(), spine.outlets[layer].get_start())
        )
        assert before == pytest.approx(after)
        for pill in (w(layer), b(layer)):
            link, rim = spine.links[pill], spine.pills[pill].rim
            assert Box.around(rim).inset(-1e-6).contains(Box(*link.get_start()[:2], *link.get_start()[:2]))
            assert link.get_end()[1 - across] == pytest.approx(total[1 - across])


def test_what_is_not_lit_pales_and_gets_its_light_back():
    _, spine = spine_of("iris")
    before = spine.discs[1].rim.get_stroke_color()
    pale = spine.light([a(2), w(3)])
    pale.begin()
    pale.interpolate(1)
    assert spine.discs[1].rim.get_stroke_color() != before
    assert spine.discs[2].rim.get_stroke_color() == before
    back = spine.light_all()
    assert isinstance(back, Light)
    back.begin()
    back.interpolate(1)
    assert spine.discs[1].rim.get_stroke_color() == before


def test_a_part_of_a_spine_opens_from_where_the_whole_has_it():
    moment, spine = spine_of("iris")
    stage = frame_named("16:9").stage
    spine.fill(stage)
    part = Spine(moment, Greys.of(Story(moment), LOOK), LOOK, layers=(1, 2), cost=False, pills=("z",))
    part.fill(stage)
    there = part.place(a(1))
    spread = part.spread_from(spine)
    spread.begin()
    assert part.place(a(1)) == pytest.approx(spine.place(a(1)))
    assert part.place(a(2)) == pytest.approx(spine.place(a(2)))
    spread.interpolate(1)
    assert part.place(a(1)) == pytest.approx(there)


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", [*NETWORKS, "long"])
def test_strips_of_a_spine_have_one_ruler_and_stand_level_with_their_neurons(name, standing):
    moment, spine = spine_of(name, standing=standing)
    values = [slope(C, a(layer)) for layer in spine.layers]
    strips = HangingStrips(moment, values, LOOK, spine.place, standing=standing)
    room = Box(-3.0, -3.0, 3.0, 1.0)
    strips.fill(room)
    for measure in strips.measures():
        assert measure.off < 1e-9, measure
    for value in values:
        across = 1 if standing else 0
        assert strips.foot(value)[across] == pytest.approx(spine.place(value)[across])
    reach = [end for value in values for end in (strips.foot(value), strips.tip(value))]
    ends = [end[0] if standing else end[1] for end in reach]
    assert min(ends) >= -3.0
    assert max(ends) <= (3.0 if standing else 1.0) + 1e-9


def test_a_carried_strip_ends_as_the_one_that_stands_there():
    moment, spine = spine_of("iris")
    last, before = slope(C, a(3)), slope(C, a(2))
    strips = HangingStrips(moment, [before, last], LOOK, spine.place)
    strips.fill(Box(-3.0, -3.0, 3.0, 1.0))
    carry = strips.carry(last, [before])
    carry.begin()
    assert strips.strips[before].foot == pytest.approx(strips.foot(last))
    assert strips.strips[before].length == pytest.approx(strips.unit * moment.value(last))
    carry.interpolate(1)
    assert all(measure.off < 1e-9 for measure in strips.measures())


def test_coins_are_solid_or_hollow_by_sign_and_of_one_width():
    coins = [Coin(moment_of("deep"), slope(C, a(layer)), LOOK) for layer in range(9)]
    of_one_width(coins)
    assert len({round(float(coin.rims[0].width), 9) for coin in coins}) == 1
    for coin in coins:
        assert (coin.rims[1].get_fill_opacity() == 1) == (coin.reading.value > 0)
        assert coin.rims[0].width > coin.number.width
    dead = Coin(long_chain(weight=0.0), slope(C, w(1)), LOOK)
    assert dead.reading.shown == "0"
    assert dead.rims[1].get_fill_opacity() == 0


def test_a_coin_locks_to_a_rim_so_that_it_touches():
    coin, centre = Coin(moment_of("iris"), slope(C, w(3)), LOOK), np.array([1.0, 2.0, 0.0])
    coin.lock_to(centre, 0.6, np.array([0.0, -1.0, 0.0]))
    assert Box.around(coin.rims[0]).top == pytest.approx(centre[1] - 0.6)


def test_a_coin_travels_blank_and_ends_where_it_stands():
    coin, stops = Coin(moment_of("iris"), slope(C, w(3)), LOOK), (np.zeros(3), np.array([2.0, 0.0, 0.0]))
    end = coin.lock_to(np.array([2.0, 4.0, 0.0]), 0.6, np.array([0.0, -1.0, 0.0])).get_center()
    way = coin.travel(*stops)
    way.begin()
    assert coin.get_center() == pytest.approx(stops[0])
    assert {glyph.get_fill_opacity() for glyph in coin.number} == {0}
    way.interpolate(1)
    assert coin.get_center() == pytest.approx(end)
    assert {glyph.get_fill_opacity() for glyph in coin.number} == {1}


def stairs_of(name, *, standing=False):
    return Staircase(moment_of(name), LOOK, Shape(), standing=standing, says=lambda count: f"{count} more")


@pytest.mark.parametrize("standing", [False, True])
@pytest.mark.parametrize("name", ["iris", "deep", "wide", "long"])
def test_equal_factors_stand_in_one_column_whose_end_is_straight(name, standing):
    stairs = stairs_of(name, standing=standing)
    size = stairs.least_size()
    stairs.fill(Box(0.0, 0.0, size.width, size.height))
    ends = set()
    for row in stairs.rows:
        box = Box.around(list(row.tiles.values())[-1].plate)
        ends.add(round(box.bottom if standing else box.right, 6))
        for one, other in pairwise(Box.around(tile.plate) for tile in row.tiles.values()):
            assert not one.overlaps(other)
    assert len(ends) == 1
    for index in range(1, len(stairs.rows)):
        for tile in stairs.kept(index):
            name_of = next(key for key, one in stairs.rows[index].tiles.items() if one is tile)
            above = stairs.rows[index - 1].tiles[name_of]
            shift = tile.get_center() - above.get_center()
            assert shift[1 if standing else 0] == pytest.approx(0.0, abs=1e-6)
            assert isinstance(tile, Tile)
            assert isinstance(above, Tile)
            assert tile.reading == above.reading


def test_a_row_has_three_tiles_that_the_row_above_has_not_and_says_what_it_leaves_out():
    stairs = stairs_of("iris")
    assert [len(stairs.new(index)) for index in range(3)] == [3, 3, 3]
    assert [len(row.tiles) for row in stairs.rows] == [3, 5, 7]
    long = stairs_of("long")
    assert long.count == 51
    assert long.rows[-1].tiles["others_45"].label.text == "45 more"
    assert len(stairs_of("wide").rows) == 2


def test_the_guess_puts_activations_in_the_places_of_weights():
    stairs = stairs_of("iris")
    assert list(stairs.guess) == ["dz_da_2", "dz_da_3"]
    assert stairs.wrong.value == pytest.approx(stairs.right.value / (2.75 * 0.99) * 0.979 * 0.896, rel=1e-2)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", ["iris", "deep", "long"])
def test_what_fits_is_found_for_every_frame(aspect, name):
    frame = frame_named(aspect)
    stage = frame.stage
    room = Size(stage.width - 2.2, stage.height) if frame.is_tall else Size(stage.width, stage.height - 2.4)
    found = fitting(moment_of(name), LOOK, room, standing=frame.is_tall, says=lambda count: f"{count} more")
    assert found.least_size().fits(room)
    assert len(SHAPES) > 6
