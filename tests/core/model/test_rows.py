"""Families of rows: a parameter in a name, exact both ways; and rows that come and go."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.network_file import read_text, to_text
from core.model.activation import Curve
from core.model.activations import ACTIVATIONS, FAMILIES
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network

PARAMETERS = {
    "leaky_relu": st.floats(0, 1, exclude_max=True),
    "elu": st.floats(0, 100, exclude_min=True, allow_subnormal=False),
}


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=60)
@given(data=st.data())
def test_a_parameter_is_written_and_read_again_bit_for_bit(family, data):
    parameter = data.draw(PARAMETERS[family])
    row = ACTIVATIONS[f"{family}({parameter!r})"]
    network = Network((Layer([[0.3], [-0.4]], [0.1, 0.2], row),))
    again = read_text(to_text(network, Examples([[1.0]], [[0.5, 0.5]])), "mine.toml")[0].layers[0].activation
    assert again.name == row.name == f"{family}({parameter!r})"
    z = np.array([-2.0, -0.5, 0.0, 0.5])
    assert again.value(z).tolist() == row.value(z).tolist()
    assert again.slope(z).tolist() == row.slope(z).tolist()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_bare_name_has_the_default(family):
    bare, told = ACTIVATIONS[family], ACTIVATIONS[f"{family}({FAMILIES[family].default!r})"]
    assert bare.name == family
    assert bare.formula == told.formula
    assert bare.value(np.array([-1.5])) == told.value(np.array([-1.5]))


def test_a_parameter_may_be_written_as_people_do():
    names = ["elu(1)", " elu( 1.0 )", "elu (1e0)", "elu(+1)", "leaky_relu(-0.0)"]
    assert [ACTIVATIONS.find(name.strip()).name for name in names] == [*["elu(1.0)"] * 4, "leaky_relu(0.0)"]


@pytest.mark.parametrize("leak", [0.0, 0.05, 0.3])
def test_the_curve_of_a_leaky_relu_is_what_its_leak_makes_it(leak):
    kinds = {0.0: Curve.HINGE, 0.05: Curve.LEAKY_HINGE, 0.3: Curve.BENT_LINE}
    assert ACTIVATIONS[f"leaky_relu({leak})"].curve == kinds[leak]


def test_a_row_comes_and_goes_and_the_order_stays():
    before = list(ACTIVATIONS)
    other = dataclasses.replace(ACTIVATIONS["tanh"], formula="2*tanh(z)")
    with ACTIVATIONS.including(other):
        assert list(ACTIVATIONS) == before
        assert ACTIVATIONS["tanh"] is other
    assert list(ACTIVATIONS) == before
    assert ACTIVATIONS["tanh"] is not other


def test_a_name_of_any_length_is_told_short():
    with pytest.raises(InputError) as told:
        ACTIVATIONS.find("x" * 10_000)
    assert len(str(told.value)) < 300
