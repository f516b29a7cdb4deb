"""Averages over examples and the step that follows, held against what they stand for."""

import sympy
from hypothesis import given
from hypothesis import strategies as st

from core.algebra.example_form import COST_OF_ONE, ETA, average_of, slope_of_one, step_downhill
from core.algebra.index_form import LAYER, I, J, K
from core.algebra.indexed import indexed, slope_by
from core.algebra.symbols import symbol
from core.model.quantity import w
from core.notation.written import latex, typst


@given(st.integers(1, 30))
def test_an_average_is_one_share_of_the_sum_of_all(count):
    assert average_of(I**2, count).doit() == sympy.Rational(sum(i**2 for i in range(count)), count)


def test_an_average_is_written_with_its_bounds():
    assert typst(average_of(COST_OF_ONE, 6)) == "1/(6) sum_(i = 0)^(5) C_(i)"
    assert typst(slope_of_one(symbol(w(3))), indexed=False) == "(partial C_(i))/(partial w^((3)))"
    assert latex(average_of(COST_OF_ONE, 6)).endswith("C_{i}")


def test_a_step_goes_against_the_slope():
    w_jk = indexed("w", LAYER, J, K)
    assert step_downhill(w_jk).doit() == w_jk - ETA * slope_by("w", LAYER, J, K)
    assert typst(step_downhill(w_jk)) == "w_(j k)^((l)) - eta (partial C)/(partial w_(j k)^((l)))"
