"""The figures of the simplest network: shares pile up to the chain's bias, a miss is the side of what it costs."""

import numpy as np
import pytest

from core.files.network_file import read
from core.model.quantity import C, a, b
from core.notation.printed import adds
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.arguments import Arguments
from scenes.figures.cost_formula import CostFormula
from scenes.figures.followed_path import FollowedPath
from scenes.figures.greys import Greys
from scenes.figures.held_shares import HeldShares
from scenes.figures.layer_names import LayerNames
from scenes.figures.network import Network
from scenes.figures.scored_output import ScoredOutput
from scenes.figures.spine import Spine
from scenes.layout.box import Box
from scenes.layout.frame import ASPECTS, frame_named
from tests.rehearsals import NETWORKS

LOOK = theme.Theme.chosen()
HELD = [name for name in NETWORKS if name != "chain"]


def whole_of(name):
    return Story(Moment(Trace(*read(NETWORKS[name]))))


def spine_of(story, stage=None):
    return Spine(story.chain, Greys.of(story, LOOK), LOOK, biases=True, stage=stage)


def held_shares(name):
    story = whole_of(name)
    greys = Greys.of(story, LOOK)
    return HeldShares(story.held_still, story.chain, greys, LOOK, tall=False, said="all", rivals="rivals", more="+3")


@pytest.mark.parametrize("name", HELD)
def test_what_is_held_still_adds_up_to_the_bias_of_the_chain(name):
    story = whole_of(name)
    held = story.held_still
    terms = [held.bias, *held.terms, *([held.rivals] if held.rivals else [])]
    found = sum(story.moment.value(term) for term in terms)
    assert found == pytest.approx(story.chain.value(b(held.layer)), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_strips_on_edges_and_in_the_stack_have_one_ruler(name, aspect):
    figure = held_shares(name)
    figure.fill(frame_named(aspect).stage)
    measures = [*figure.measures(), *figure.stack.measures()]
    assert len(measures) > 2
    assert max(abs(measure.off) for measure in measures) < 1e-9


def test_each_strip_begins_where_the_one_above_ends():
    stack = held_shares("iris").stack
    for strip, below in zip(stack.strips, stack.strips[1:], strict=False):
        assert strip.tip[0] == pytest.approx(below.foot[0])
    assert stack.left.tip[0] == pytest.approx(stack.strips[-1].tip[0])


def test_where_printed_terms_do_not_add_up_the_sign_says_so():
    chain = whole_of("iris").chain
    one, two = (chain.read(part, 3).to_decimals(3) for part in (a(2), a(3)))
    assert adds([one, two], chain.read(C, 3)) == "approx"
    assert adds([one, two], chain.read(a(2) + a(3), 3).to_decimals(2)) == "approx"
    assert adds([one, two], chain.read(a(2) + a(3), 3).to_decimals(3)) == "="


@pytest.mark.parametrize("name", NETWORKS)
def test_the_path_is_drawn_whatever_is_left_out_of_wide_layers(name):
    story = whole_of(name)
    network = Network(story.moment, story, Greys.of(story, LOOK), LOOK, costed=False, crowds=story.shown_beside_path)
    path = FollowedPath(network, story.path, LOOK)
    assert list(path.discs) == list(network.layers)
    assert not {id(one) for layer in network.layers for one in path.beside(layer)} & set(map(id, path.discs.values()))


@pytest.mark.parametrize("name", NETWORKS)
def test_the_score_is_as_large_as_the_cost_on_the_ruler_of_the_output(name):
    story = whole_of(name)
    chain = story.chain
    readings = (chain.read(one, 3) for one in (a(chain.network.depth), C))
    figure = ScoredOutput(chain, Story(chain), LOOK, *readings)
    figure.fill(Box(-4.0, -3.0, 4.0, 2.0))
    assert max(abs(measure.off) for measure in figure.measures()) < 1e-9
    if figure.is_square:
        assert figure.shape.body.area == pytest.approx(story.chain.value(C) * figure.unit**2, rel=1e-6)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", NETWORKS)
def test_the_row_of_all_numbers_has_room_and_names_each_of_them(name, aspect):
    stage = frame_named(aspect).stage
    row = Arguments(spine_of(whole_of(name), stage))
    row.fill(stage)
    assert stage.contains(Box.around(row))
    assert len(row.symbols) == 2 * (len(row._spine.layers) - 1)


def test_a_large_name_stands_at_its_neuron():
    story = whole_of("iris")
    spine = spine_of(story)
    names = LayerNames(spine, (2, 3), LOOK, str)
    names.fill(Box(-6.0, -3.0, 6.0, 0.0))
    for layer, name in names.names.items():
        assert name.get_x() == pytest.approx(spine.place(a(layer))[0])


def test_a_chain_that_has_no_room_is_drawn_as_a_long_one():
    story = whole_of("deep")
    stage = frame_named("16:9").stage
    assert len(spine_of(story, stage).layers) == 9
    assert spine_of(story, stage.inset(stage.width / 5, 0.0)).layers == (0, 6, 7, 8)


def test_gathered_discs_end_at_their_places():
    story = whole_of("iris")
    spine = spine_of(story)
    network = Network(story.moment, story, Greys.of(story, LOOK), LOOK, costed=False)
    places = [spine.place(a(layer)) for layer in spine.layers]
    way = spine.gather(FollowedPath(network, story.path, LOOK).discs)
    way.begin()
    assert np.allclose(spine.place(a(0)), network.discs[0, story.path[0]].face.get_center())
    way.interpolate(1.0)
    assert np.allclose([spine.place(a(layer)) for layer in spine.layers], places)


def test_printed_numbers_that_give_another_cost_are_told_by_the_sign():
    written = CostFormula(whole_of("iris").chain)
    assert "approx" in written.value().text
    assert CostFormula(whole_of("chain").chain).value().text.startswith("=")
