"""A made-up activation and a made-up cost, one row each, through files, numbers, derivations, checks and audits."""

import dataclasses

import numpy as np
import pytest

from core.algebra.derivation import derive
from core.files.network_file import read_text, to_text
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.errors import InputError
from core.model.network import Network
from core.model.quantity import C, Quantity, a, slope, w
from core.passes.backward import backward
from core.passes.forward import forward
from core.passes.trace import State, Trace
from core.proof.gradient_check import check_gradients
from core.proof.plain_pass import PlainNetwork
from core.proof.rederivation import Rederivation
from tests.made_up import BUMP, CUBIC, QUARTIC, made_up

PAIRS = [(CUBIC, QUARTIC), (BUMP, QUARTIC), (BUMP, COSTS["binary_cross_entropy"]), (CUBIC, COSTS["squared_error"])]


@pytest.fixture(autouse=True)
def _one_row_each():
    with ACTIVATIONS.including(CUBIC), ACTIVATIONS.including(BUMP), COSTS.including(QUARTIC):
        yield


@pytest.mark.parametrize("shape", ["chain", "net"])
@pytest.mark.parametrize(("activation", "cost"), PAIRS)
def test_numbers_derivation_check_and_audit_agree(shape, activation, cost):
    network, examples = made_up(shape, activation, cost)
    assert check_gradients(network, examples).worst.difference < 1e-11
    found, trace = backward(forward(network, examples.X[0]), examples.Y[0]), Trace(network, examples)
    again = Rederivation(network, PlainNetwork.of(network, examples))
    for layer in range(1, network.depth + 1):
        by = w(layer)
        expected = found.layers[layer - 1].dC_dW[0, 0]
        assert trace.value(slope(C, by)) == expected
        assert again.value(slope(C, by), State()) == pytest.approx(expected, rel=1e-10)
        derivation = derive(network, slope(C, by), examples.X[0], examples.Y[0])
        assert derivation.value == pytest.approx(expected, rel=1e-12)
    for quantity in (C, a(network.depth), Quantity.parse("delta[1][0]")):
        assert again.value(quantity, State(step=2)) == pytest.approx(trace.value(quantity, State(step=2)), rel=1e-10)


def test_a_file_names_it_and_gives_it_back():
    network, examples = made_up("net")
    text = to_text(network, examples)
    assert 'activation = "a_bit_cubic"' in text
    assert 'cost = "quartic_error"' in text
    again, _ = read_text(text, "mine.toml")
    assert again.layers[0].activation is CUBIC
    assert again.cost is QUARTIC
    with pytest.raises(InputError, match=r"expected a known activation, found 'bumb'; did you mean 'bump'\?"):
        read_text(text.replace("a_bit_cubic", "bumb"), "mine.toml")


@pytest.mark.parametrize(("part", "false"), [("slope", lambda z: 1 + z**2 / 20), ("formula", "z + z**3/21")])
def test_a_row_that_contradicts_itself_is_found(part, false):
    with ACTIVATIONS.including(dataclasses.replace(CUBIC, **{part: false})):
        network, examples = made_up("net")
        assert check_gradients(network, examples).worst.difference > 1e-4


def test_an_audit_finds_a_row_whose_numbers_are_not_its_formula():
    wrong = dataclasses.replace(CUBIC, value=lambda z: z + z**3 / 20 * (1 + 1e-6))
    network, examples = made_up("net")
    twisted = Network(tuple(dataclasses.replace(one, activation=wrong) for one in network.layers), network.cost)
    true, false = (Trace(one, examples).value(C) for one in (network, twisted))
    again = Rederivation(twisted, PlainNetwork.of(twisted, examples)).value(C, State())
    assert again == pytest.approx(true, rel=1e-12)
    assert abs(again - false) > 1e-9 * abs(false)


def test_without_its_row_it_is_unknown():
    with pytest.raises(KeyError):
        ACTIVATIONS["a_bit_cubical"]
    assert np.isfinite(CUBIC.value(np.array(2.0)))
