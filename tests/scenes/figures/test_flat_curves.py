"""Where slopes vanish: beads, miss and triangle are drawn to scale, ribbons on one ruler, strips in powers of ten."""

import math

import numpy as np
import pytest

from core.files.network_file import read
from core.model.companions import CARRIED, CROSSED, FLAT, SQUASHED
from core.passes.choices.flat_ends import Arriving, FlatEnd, SlopeChain
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.chain_flow import ChainFlow
from scenes.figures.flat_curves import FlatCurves
from scenes.figures.greys import Greys
from scenes.figures.layer_strips import LayerStrips
from scenes.layout.frame import frame_named
from scenes.type.formula import Label
from tests.rehearsals import NETWORKS

LOOK = theme.Theme(theme.PALETTES["dark"])
every_shape = pytest.mark.parametrize("tall", [False, True])


def stage(tall):
    return frame_named("9:16" if tall else "16:9").stage


def curves(*, tall=False):
    words = [("squared error", "{} steps"), ("cross-entropy", "{} steps")]
    made = FlatCurves((FlatEnd.of(FLAT), FlatEnd.of(CROSSED)), words, LOOK, tall=tall)
    made.fill(stage(tall))
    return made


def flow(name, *, tall=False):
    heads = [Label("weight"), Label("slope")]
    made = ChainFlow(SlopeChain.of(name), Label("curve"), heads, Greys(2.0, 2.0, LOOK), largest=1.3, tall=tall)
    made.fill(stage(tall))
    return made


@every_shape
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_what_is_drawn_on_the_curves_is_to_scale(tall, share):
    made = curves(tall=tall)
    made.at(made.ends[0].slid(share))
    found = list(made.measures())
    assert len(found) == 5
    assert max(one.off for one in found) < 1e-6


def test_the_answer_of_the_cost_is_drawn_as_far_as_the_bead_has_come():
    made = curves()
    made.at(made.ends[0].slid(0.5))
    assert made.solid.points[0] == pytest.approx(made.bead.lower.get_center(), abs=1e-3)  # straight pieces
    made.trace(float(made.ends[0].curve[0, 0]))
    assert float(made.solid.points[0, 0]) == pytest.approx(float(made.curve.points[0, 0]))


def test_both_walkers_begin_at_the_same_place_of_the_curve_and_leave_the_plain():
    made = curves()
    starts = [walker.upper.get_center() for walker in made.walkers]
    assert np.allclose(*starts)
    for walker, end in zip(made.walkers, made.ends, strict=True):
        walker.at(end.walked(1.0))
        assert float(walker.upper.get_y()) >= made.point(0, 0.0, 0.9)[1]


@every_shape
@pytest.mark.parametrize("name", [SQUASHED, CARRIED])
def test_a_ribbon_is_as_wide_as_what_arrives(name, tall):
    made = flow(name, tall=tall)
    made.at(made.chain.depth)
    found = list(made.measures())
    assert found
    assert max(one.off for one in found) < 1e-6
    shares = [made.chain.moment.value(one) * made.unit for one in made.chain.shares]
    assert max(one.meant for one in found) == pytest.approx(max(shares))


def test_two_chains_in_rooms_that_are_alike_have_one_ruler_and_one_beginning():
    one, other = flow(SQUASHED), flow(CARRIED)
    one.level_with(other)
    for made in (one, other):
        made.fill(stage(tall=False))
    assert one.unit == other.unit
    assert np.allclose(one.discs[0].get_center(), other.discs[0].get_center())


@every_shape
@pytest.mark.parametrize("network", ["iris", "deep", "wide"])
def test_strips_of_layers_are_as_long_as_what_flows_or_as_its_logarithm(network, tall):
    arriving = Arriving(Moment(Trace(*read(NETWORKS[network]))))
    strips = LayerStrips(arriving, "layer", "sizes", LOOK, stage(tall).size)
    strips.fill(stage(tall))
    lengths = [one.drawn_length() for one in strips.strips]
    values = [arriving.values[layer - 1] for layer in strips.layers]
    size = (lambda value: value) if arriving.is_near else math.log10
    (first, one), *others = zip(lengths, values, strict=True)
    unit = float(strips.rule.get_length()) / (strips._high - strips._low)
    for length, value in others:
        assert length - first == pytest.approx(unit * (size(value) - size(one)), abs=1e-6)
    if arriving.is_near:
        assert first == pytest.approx(unit * one, abs=1e-6)
    assert max(one.off for one in strips.measures()) < 1e-6
