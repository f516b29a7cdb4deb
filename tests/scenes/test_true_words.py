"""What lessons say is true of the network at hand, whatever its cost, its activations and its slopes."""

import re

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, slope, w
from core.notation.numeral import read_shown
from core.passes.trace import Trace
from scenes.catalogue import find, lessons
from tests.core.passes.choices.test_nudges import steep_chain
from tests.rehearsals import claim_and_captions, tell


def captions(name, drawn):
    """The captions of a lesson by the names of their beats."""
    record = tell(lambda: find(name).load()(drawn)).record
    return {beat["name"]: beat["caption"] for beat in record["beats"]}


def test_where_large_nudges_tell_nothing_a_tiny_one_decides():
    network, examples = steep_chain(depth=15)
    true = Trace(network, examples).value(slope(C, w(1)))
    said = captions("BackThroughTheChain", (network, examples))["let_the_nudge_decide"]
    by, moved = (
        read_shown(one)[0] for one in re.search(r"by (\S+) and run .* moves by (\S+)\. This is", said).groups()
    )
    assert said.endswith("The guess is wrong.")
    measured = moved / by
    assert abs(measured - true) < 0.01 * true


def net(last, cost, *, widths=(2, 3, 2), scale=1.0, target=None, **options):
    """A network whose hidden layers are tanh, and one example; at scale 0 all its slopes are 0."""
    generator = np.random.default_rng(5)
    names = ["tanh"] * (len(widths) - 2) + [last]
    layers = [
        Layer(scale * generator.normal(size=(n, n_prev)), np.zeros(n), ACTIVATIONS[name])
        for n_prev, n, name in zip(widths, widths[1:], names, strict=False)
    ]
    y = np.eye(widths[-1])[0] if target is None else target
    return Network(tuple(layers), COSTS[cost], name="n", **options), Examples([[0.5, -0.3]], [y])


CLAIMS = [
    ("CostOverOutputs", net("tanh", "squared_error"), "one score for each output: the square of its miss."),
    (
        "CostOverOutputs",
        net("softmax", "cross_entropy"),
        "minus the logarithm of what it gave, as far as it was wanted.",
    ),
    ("CostOverOutputs", net("sigmoid", "squared_error", widths=(2, 1)), "is the score of its one output: the square"),
    ("WeightedSumOfManyInputs", net("relu", "squared_error"), "then passes the sum through its curve."),
    ("WeightedSumOfManyInputs", net("identity", "squared_error"), "then hands on the sum as it is."),
    ("WeightedSumOfManyInputs", net("softmax", "cross_entropy"), "softmax then turns the sums into shares."),
    ("SameChainRule", net("sigmoid", "binary_cross_entropy"), "looks just as before."),
    ("SameChainRule", net("softmax", "cross_entropy"), "looks just as before, but for one sum."),
    ("StepDownhill", net("tanh", "squared_error"), "Every weight and bias in every layer moves at once"),
    ("StepDownhill", net("tanh", "squared_error", update_biases=False), "Every weight in every layer moves at once"),
    ("StepDownhill", net("tanh", "squared_error", scale=0.0, target=[0.0, 0.0]), "but all slopes are zero."),
    ("TheGradient", net("tanh", "squared_error"), "it says what to change first."),
    ("TheGradient", net("tanh", "squared_error", scale=0.0, target=[0.0, 0.0]), "where it is zero, nothing says"),
]


@pytest.mark.parametrize(("name", "drawn", "claimed"), CLAIMS)
def test_a_claim_is_true_of_the_network_and_its_record_carries_it(name, drawn, claimed):
    record = tell(lambda: find(name).load()(drawn)).record
    assert claimed in record["claim"]
    assert record["claim"].endswith(".")


@pytest.mark.parametrize(
    ("last", "cost"), [("identity", "squared_error"), ("relu", "squared_error"), ("softmax", "cross_entropy")]
)
def test_only_what_squashes_is_said_to_squash_and_only_a_square_is_a_square(last, cost):
    said = " ".join(captions("WeightedSumOfManyInputs", net(last, cost)).values())
    said += " ".join(captions("CostOverOutputs", net(last, cost)).values())
    assert "squash" not in said
    assert ("square" in said) == (cost == "squared_error")


@pytest.mark.parametrize("entry", lessons(), ids=lambda entry: entry.name)
def test_no_lesson_squares_what_is_a_logarithm(entry):
    """Those of shares are among the hard networks, each of which is looked at for it."""
    drawn = net("sigmoid", "binary_cross_entropy")
    if not entry.load().why_not(*drawn):
        assert "squar" not in claim_and_captions(tell(lambda: entry.load()(drawn)).record)


def test_a_weight_behind_a_silent_neuron_is_not_said_to_decide():
    layers = [Layer([[-1.0]], [0.0], ACTIVATIONS["relu"]), Layer([[0.7]], [0.2], ACTIVATIONS["sigmoid"])]
    said = captions("EveryQuantityOnItsLine", (Network(tuple(layers), name="n"), Examples([[1.0]], [[1.0]])))
    assert "Nothing else moves" in said["slide_the_weight"]
    assert said["return_to_rest"].endswith("the weight decides nothing.")


def test_a_lone_softmax_does_not_become_a_sigmoid():
    said = " ".join(captions("TheSimplestNetwork", net("softmax", "cross_entropy", widths=(2, 2, 1))).values())
    assert "sigmoid" not in said
    said = " ".join(captions("TheSimplestNetwork", net("softmax", "cross_entropy")).values())
    assert "softmax becomes a sigmoid" in said


def test_at_a_kink_no_lesson_says_that_a_ratio_has_settled():
    layer = Layer([[0.0]], [0.0], ACTIVATIONS["relu"])
    kink = Network((layer,), name="n"), Examples([[1.0]], [[-1.0]])
    assert captions("NudgeTheWeight", kink)["meet_the_derivative"].startswith("No ratio here settles on the slope")
    assert "no nudge's ratio settles on them" in captions("ChainRule", kink)["shrink_the_nudge"]
    assert "settled" not in captions("EachFactor", kink)["put_them_together"]
