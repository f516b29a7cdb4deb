"""As many examples as flowers in Fisher's data have a strip each; of more than that the lesson says so."""

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from scenes.single_neuron.average_over_examples import AverageOverExamples
from tests.rehearsals import tell

FLOWERS = 150


def network_of(count):
    random = np.random.default_rng(7)
    layers = [
        Layer(random.normal(size=(n, n_prev)), random.normal(size=n), ACTIVATIONS["sigmoid"])
        for n_prev, n in ((4, 5), (5, 3))
    ]
    outputs = (random.random((count, 3)) > 0.5).astype(float)
    return Network(tuple(layers), name="many"), Examples(random.random((count, 4)), outputs)


@pytest.mark.thorough
@pytest.mark.parametrize("count", [60, FLOWERS])
def test_each_example_has_a_strip_inside_the_frame(count):
    told = tell(lambda: AverageOverExamples(network_of(count)))
    assert [str(one) for rest in told.rests for one in rest.findings] == []
    assert [str(one) for one in told.against] == []


def test_of_more_the_lesson_says_why_it_is_left_out():
    assert AverageOverExamples.why_not(*network_of(FLOWERS)) == ""
    assert AverageOverExamples.why_not(*network_of(10_000)).startswith("it has 10,000 examples, and no more than 150")
