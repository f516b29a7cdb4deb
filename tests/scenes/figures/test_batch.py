"""A batch is drawn as it is: each column an example, lengths on one ruler, and a mark for every call."""

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings

from core.files.network_file import read
from core.passes.backward import backward
from core.passes.choices.whole_batch import WholeBatch
from core.passes.forward import forward
from scenes.beyond.the_whole_batch_at_once import TheWholeBatchAtOnce
from scenes.layout.box import Box
from tests.rehearsals import NETWORKS
from tests.strategies import networks_with_examples


@cache
def told(name):
    """The lesson on a network of the gallery; whoever changes a figure of it leaves it as it will be."""
    return made(read(NETWORKS[name]))


def made(drawn):
    """The lesson with all its figures in their places."""
    lesson = TheWholeBatchAtOnce(drawn, skip_animations=True)
    lesson.setup()
    return lesson


@pytest.mark.parametrize("name", NETWORKS)
def test_each_column_of_a_mosaic_is_what_its_example_makes_alone(name):
    network, examples = read(NETWORKS[name])
    mosaics = told(name).mosaics
    alone = [forward(network, x) for x in examples.X]
    for layer, grid in mosaics.grids.items():
        greys = {(one.what, round(one.value, 12)) for one in grid.measures()}
        meant = {
            (f"a[{layer}][{k}]", round(float((alone[i].layers[layer - 1].a if layer else alone[i].x)[k]), 12))
            for k, i in grid.fills
        }
        assert greys == meant


@pytest.mark.parametrize("name", NETWORKS)
def test_strips_of_the_result_are_the_mean_of_single_slopes_after_the_last_example(name):
    network, examples = read(NETWORKS[name])
    product = told(name).product
    layer = WholeBatch(told(name).moment).layer
    single = [
        backward(forward(network, x), y).layers[layer - 1].dC_dW for x, y in zip(examples.X, examples.Y, strict=True)
    ]
    way = product.add_others(0.0)
    way.begin()
    for reached in (1, len(single)):
        way.interpolate((reached - 1) / (len(single) - 1))
        mean = np.sum(single[:reached], axis=0) / len(single)
        for cell, strip in product.gradient.strips.items():
            assert strip.drawn_length() == pytest.approx(product.gradient.unit * mean[cell], abs=1e-9)


def test_strips_and_frames_stay_in_their_grids_while_slopes_add_up():
    product = told("iris").product
    way = product.add_others(0.0)
    way.begin()
    panels = product.deltas.panel, product.turned.panel
    for share in np.linspace(0, 1, 13):
        way.interpolate(float(share))
        assert Box.around(product.gradient.panel).contains(Box.around(*product.gradient.strips.values()))
        for frame, panel in zip(product.frames, panels, strict=True):
            assert Box.around(panel).contains(Box.around(frame), slack=0.01)


def test_there_is_a_mark_for_each_call_and_both_strips_are_equally_long():
    lesson = told("iris")
    corners = 16  # points of a square
    marks = [sum(len(column.points) for column in side) // corners for side in lesson.calls.marks]
    assert marks == [96, 8] == [round(pair[0].readings["n"].value) for pair in lesson.calls.calls]
    one, other = lesson.calls.strips
    assert one.width == pytest.approx(other.width)


def test_outlines_have_the_sides_of_what_is_multiplied():
    outlines = told("iris").shapes.outlines
    unit = outlines["gradient"].height / 3
    sizes = {name: (round(one.height / unit), round(one.width / unit)) for name, one in outlines.items()}
    assert sizes == {"deltas": (3, 12), "turned": (12, 3), "gradient": (3, 3), "weights": (3, 3)}


@settings(max_examples=3, deadline=None)
@given(networks_with_examples())
def test_one_example_is_no_batch(drawn):
    network, examples = drawn
    reason = TheWholeBatchAtOnce.why_not(network, examples)
    assert bool(reason) >= (len(examples) == 1)
    assert reason != "there is one example only" or len(examples) == 1
    assume(not reason)
    assert made(drawn).product.deltas.strips
