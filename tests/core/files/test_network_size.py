"""Network files that are too large are refused in one line, before they take time or memory."""

import numpy as np
import pytest

from core.files.document import Node
from core.files.network_file import read_text
from core.files.network_size import check_size
from core.model.activations import ACTIVATIONS
from core.model.errors import InputError
from core.model.network import Layer, Network

LAYER = '[[layers]]\nactivation = "tanh"\nweights = [[0.5]]\n'
EXAMPLE = "[[examples]]\nx = [1]\ny = [0]\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAYER * 1_001 + EXAMPLE, "layers: expected at most 1,000 [[layers]] tables, found 1,001."),
        (LAYER + EXAMPLE * 100_001, "examples: expected at most 100,000 [[examples]] tables, found 100,001."),
        (
            LAYER.replace("[[0.5]]", str([[0.5]] * 100_000)) + EXAMPLE,
            "layers: expected at most 100,000 neurons, found 100,001.",
        ),
        (
            LAYER.replace("[[0.5]]", str([[0.5]] * 2_001)).replace("tanh", "softmax") + EXAMPLE,
            "layers: expected at most 2,000 neurons in a softmax layer, found 2,001.",
        ),
        (
            LAYER.replace("[[0.5]]", str([[0.5]] * 1_000)) + EXAMPLE * 50_000,
            (
                "examples: expected at most 50,000,000 activations, neurons times examples, found 50,050,000; "
                "use fewer examples."
            ),
        ),
    ],
    ids=["layers", "examples", "neurons", "softmax", "activations"],
)
def test_more_than_a_lecture_can_hold_is_refused_with_its_limit(text, message):
    with pytest.raises(InputError) as caught:
        read_text(text, "mine.toml")
    assert str(caught.value) == f"mine.toml: {message}"


def test_a_pass_over_all_examples_has_a_limit():
    wide = Layer(np.zeros((4_000, 4_000)), np.zeros(4_000), ACTIVATIONS["tanh"])
    check_size(Node({}, "mine.toml"), [wide] * 2, 3_000)
    with pytest.raises(
        InputError, match="at most 100,000,000,000 products, weights times examples, found 128,000,000,000"
    ):
        check_size(Node({}, "mine.toml"), [wide] * 2, 4_000)


def test_what_is_counted_over_all_layers_is_not_counted_again_for_each_example(monkeypatch):
    counted, widths = [], Network.widths.fget
    monkeypatch.setattr(Network, "widths", property(lambda self: counted.append(1) or widths(self)))
    read_text(LAYER + EXAMPLE, "mine.toml")
    of_one = len(counted)
    read_text(LAYER + EXAMPLE * 50, "mine.toml")
    assert len(counted) == 2 * of_one


def test_the_slopes_of_a_softmax_over_all_examples_have_a_limit():
    wide = Layer(np.zeros((1_000, 1)), np.zeros(1_000), ACTIVATIONS["softmax"])
    check_size(Node({}, "mine.toml"), [wide], 500)
    with pytest.raises(InputError, match=r"at most 500,000,000 slopes of a softmax, .* found 501,000,000; use fewer"):
        check_size(Node({}, "mine.toml"), [wide], 501)
