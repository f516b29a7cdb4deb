"""Symbols of formulas are found, named and coloured by what they stand for."""

import pytest

from core.algebra.differentials import in_line
from core.algebra.in_order import Factors, Terms
from core.algebra.index_form import LAST, LAYER, J, K, index_formulas
from core.algebra.indexed import indexed
from core.algebra.symbols import SIGMA, activation_function, symbol
from core.model.costs import COSTS
from core.model.quantity import C, a, b, slope, w, y, z
from scenes import theme
from scenes.type.formula import Formula


def colours(part):
    return {glyph.get_fill_color().to_hex() for glyph in part if glyph.get_fill_opacity()}


def colour(meaning):
    return {theme.colour(meaning).upper()}


def test_each_symbol_of_an_expression_is_a_part_in_its_colour():
    weighted = Terms(Factors(symbol(w(3)), symbol(a(2))), symbol(b(3)))
    formula = Formula("{it}", it=activation_function(SIGMA)(weighted), indexed=False)
    assert set(formula.parts) == {"w300", "w300.w", "a20", "a20.a", "b30", "b30.b"}
    for name, kind in (("w300", "w"), ("a20", "a"), ("b30", "b")):
        assert colours(formula[name]) == colour(kind)
    assert formula.text == "sigma(w[3][0,0] a[2][0] + b[3][0])"


def test_a_symbol_is_found_though_another_is_written_alike():
    """A search through printed text once had to tell y from the y of another word."""
    formula = Formula("{it}", it=Terms(symbol(y()), indexed("y", None, J), symbol(y(1))), indexed=False)
    assert len(formula["y0"]) == len(formula["y1"]) == 1
    assert len(formula["y_j"]) == 2


def test_names_and_signs_can_be_given():
    formula = Formula("{it}", it=Terms(symbol(z(1)), symbol(b(1))), named={z(1): "sum", "+": "plus"})
    assert {"sum", "plus"} <= set(formula.parts)
    assert len(formula["plus"]) == 1


def test_one_colour_is_for_all_where_it_is_asked_for():
    formula = Formula("{it}", it=in_line(slope(C, w(1))), colour=theme.colour("y"), coloured=False)
    assert colours(formula) == colour("y")


def test_the_same_letters_in_another_layer_are_another_part():
    both = Terms(indexed("a", LAYER, K), indexed("a", LAST, K))
    formula = Formula("{it}", it=both)
    assert {"a_k", "a_k_2"} <= set(formula.parts)
    assert not set(formula["a_k"]) & set(formula["a_k_2"])


def test_a_slope_in_index_form_has_two_sides_and_a_bar():
    line = Formula("{slope}", slope=index_formulas(COSTS["squared_error"])["dC_dw"].left)
    whole, upper, lower = line["dC_dw_jk"], line["dC_dw_jk.dC"], line["dC_dw_jk.dw"]
    assert len(line["dC_dw_jk.bar"]) == 1
    assert len(whole) == len(upper) + len(lower) + 1
    assert upper.get_bottom()[1] > lower.get_top()[1]
    assert colours(whole) == colour("C")


@pytest.mark.parametrize(
    ("it", "places"), [(w(2, 1, 3), "w j comma k layer"), (indexed("w", LAYER, J, K), "w j k layer")]
)
def test_a_symbol_is_taken_apart_where_it_is_asked_for(it, places):
    apart = Formula("{it}", it=it, apart={it: 0.0})
    assert set(places.split()) <= set(apart.parts)
    assert not set(places.split()) <= set(Formula("{it}", it=it).parts)
    assert apart["layer"].get_bottom()[1] > apart["j"].get_top()[1]


def test_a_part_that_is_not_there_names_those_that_are():
    with pytest.raises(KeyError, match="no part 'b10'; the parts are z10"):
        Formula("{it}", it=symbol(z(1)))["b10"]
