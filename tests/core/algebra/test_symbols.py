"""Symbols carry what they stand for, through all that SymPy does with them."""

import copy

import sympy
from hypothesis import given
from hypothesis import strategies as st

from core.algebra.index_form import LAST, LAYER, J, K
from core.algebra.indexed import IndexedQuantity, LayerSymbol, indexed, slope_by, width, written_out
from core.algebra.symbols import ActivationFunction, QuantitySymbol, activation_function, symbol
from core.model.quantity import C, Quantity, a, b, delta, slope, w, y, z

QUANTITIES = st.sampled_from([w(3, 0, 2), b(1), z(2, 1), a(0, 2), y(1), C, delta(2), slope(C, w(1)), slope(a(1), z(1))])


@given(QUANTITIES, QUANTITIES)
def test_two_symbols_are_equal_exactly_if_their_quantities_are(one, other):
    assert (symbol(one) == symbol(other)) == (one is other or str(one) == str(other))
    assert QuantitySymbol(one) == symbol(one)
    assert hash(QuantitySymbol(one)) == hash(symbol(one))
    assert copy.deepcopy(symbol(one)).quantity == one


@given(QUANTITIES)
def test_a_symbol_keeps_its_quantity_in_an_expression(quantity):
    expression = sympy.expand((symbol(quantity) + 1) ** 2 / sympy.exp(sympy.Symbol("q")))
    found = [one.quantity for one in expression.atoms(QuantitySymbol)]
    assert [str(one) for one in found] == [str(quantity)]
    assert Quantity.parse(str(quantity)) == found[0]


def test_a_quantity_is_multiplied_before_a_sum_as_any_symbol_is():
    assert ((1 - symbol(a(1))) * symbol(a(1))).args[0] == symbol(a(1))
    assert ((1 - width(LAST)) * width(LAST)).args[0] == width(LAST)


def test_a_function_knows_how_often_it_was_differentiated():
    sigma, at = activation_function("leaky_relu(0.1)"), symbol(z(1))
    for primes in range(3):
        call = sigma(at).diff(at, primes) if primes else sigma(at)
        assert isinstance(call, ActivationFunction)
        assert (call.called, call.primes) == ("leaky_relu(0.1)", primes)


def test_an_indexed_quantity_is_its_letter_layer_and_indices():
    found = slope_by("w", LAYER - 1, J, K)
    assert (found.kind, found.layer, found.indices, found.is_slope) == ("w", LAYER - 1, (J, K), True)
    assert found.differentiated_by == indexed("w", LAYER - 1, J, K)
    moved = found.xreplace({one: one.in_layer({LAYER: sympy.Integer(3)}) for one in found.atoms(LayerSymbol)})
    assert isinstance(moved, IndexedQuantity)
    assert written_out(moved.xreplace({J: sympy.Integer(1), K: sympy.Integer(0)})).quantity == slope(C, w(2, 1, 0))


def test_what_a_layer_has_is_told_from_its_slope():
    assert LayerSymbol("a", LAST) != LayerSymbol("a", LAST, is_slope=True)
    assert width(LAST) != width(LAYER)
    assert copy.deepcopy(width(LAST)) == width(LAST)


def test_one_function_is_one_class_however_it_is_asked_for():
    assert activation_function("sigma") is activation_function("sigma", 0) is activation_function("sigma", primes=0)
