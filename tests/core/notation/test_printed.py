"""Where printed numbers close, and where the sign between them says that they do so nearly."""

import pytest

from core.model.quantity import C
from core.notation.numeral import significant
from core.notation.printed import joins, sums
from core.notation.reading import Reading
from core.passes.trace import State


def printed(*values):
    return [Reading(C, State(), value, significant(value, 3)) for value in values]


@pytest.mark.parametrize(
    ("factors", "result", "sign"),
    [
        ((0.25, 0.5), 0.125, "="),
        ((0.243, -0.527), -0.128, "="),
        ((0.25, -0.81), -0.2025, "approx"),  # a tie, which may be rounded either way
        ((-0.128, -2.6), 0.332, "approx"),
        ((0.5, 0.0), 0.0, "="),
    ],
)
def test_a_product_that_may_be_rounded_to_another_number_is_near(factors, result, sign):
    (made,) = printed(result)
    assert joins(printed(*factors), made) == sign
    assert sums([printed(*factors)], made) == sign


def test_a_sum_of_products_that_is_a_tie_is_near():
    (made,) = printed(0.392)
    assert sums([printed(0.25, 0.05), printed(0.3, 0.1), printed(0.35)], made) == "approx"
