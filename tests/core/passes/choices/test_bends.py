"""The words by which sentences tell how quantities follow each other, on functions whose answer is known."""

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.passes.choices.bends import bend, fall

STEPS = np.linspace(-6, 6, 21)


@pytest.mark.parametrize(
    ("name", "at", "told"),
    [
        ("sigmoid", STEPS, "bunched"),
        ("tanh", STEPS, "bunched"),
        ("identity", STEPS, "even"),
        ("relu", STEPS, "half_still"),
        ("relu", STEPS - 10, "still"),
        ("relu", STEPS + 10, "even"),
        ("sin", STEPS, "turning"),
        ("exp", STEPS, "widening"),
        ("softplus", STEPS, "widening"),
        ("sigmoid", STEPS / 100, "nearly_even"),
        ("gelu", STEPS, "turning"),
    ],
)
def test_an_activation_bends_as_it_is_known_to(name, at, told):
    assert bend(ACTIVATIONS[name].value(at)) == told
    assert bend(-ACTIVATIONS[name].value(at)) == told


def test_a_cost_falls_as_it_is_known_to():
    outputs = np.linspace(0.05, 0.95, 21)
    assert fall((outputs - 0.4) ** 2, outputs, 0.4) == "nearest"
    assert fall((outputs - 1) ** 2, outputs, 1.0) == "falls"
    assert fall(outputs**2, outputs, 0.0) == "rises"
    assert fall(-np.log(outputs), outputs, 1.0) == "falls"
    assert fall(np.zeros(21), outputs, 1.0) == "still"
    assert fall(np.sin(20 * outputs), outputs, 0.5) == "uneven"
