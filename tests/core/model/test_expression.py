"""Arithmetic of quantities in plain text: Python's own, however long and deep."""

import math
import operator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.arithmetic import Given, bracketed, exp, ln
from core.model.errors import InputError
from core.model.expression import parse
from core.model.expression_value import evaluate
from core.model.quantity import Quantity

VALUES = {"C": 1.5, "a[1][0]": 0.25, "w[1][0,2]": -0.75, "y[0]": 0.0}
ATOMS = st.sampled_from([*VALUES, "2", "0.5", "1e-05"])


def joined(parts):
    signed = parts.map("-{}".format)
    within = parts.map("({})".format)
    called = st.tuples(st.sampled_from(["exp", "ln"]), parts).map("{0[0]}({0[1]})".format)
    both = st.tuples(parts, st.sampled_from(["+", "-", " - ", "*", "/", "**"]), parts).map("".join)
    return signed | within | called | both


def made(parts):
    """Expressions made by operators, which put brackets where they are needed."""
    alone = st.tuples(st.sampled_from([operator.neg, exp, ln, bracketed]), parts)
    both = st.tuples(st.sampled_from([operator.add, operator.sub, operator.mul, operator.truediv, pow]), parts, parts)
    return alone.map(lambda drawn: drawn[0](drawn[1])) | both.map(lambda drawn: drawn[0](*drawn[1:]))


def by_python(text):
    """Return what Python makes of it, None where that is no real number."""
    for name, value in VALUES.items():
        text = text.replace(name, f"({value})")
    ln = lambda value: math.log(value) if value else -math.inf  # noqa: E731
    try:
        found = eval(text, {"exp": math.exp, "ln": ln})  # noqa: S307  of our own making
    except (ArithmeticError, ValueError, TypeError):
        return None
    return None if isinstance(found, complex) else found


@given(st.recursive(ATOMS, joined, max_leaves=12))
def test_an_expression_has_the_value_that_python_gives_it(text):
    expected = by_python(text)
    expression = parse(text)
    if expected is None:
        with pytest.raises(InputError):
            evaluate(expression, lambda quantity: VALUES[str(quantity)])
    elif math.isfinite(expected):
        assert evaluate(expression, lambda quantity: VALUES[str(quantity)]) == pytest.approx(
            expected, rel=1e-9, abs=1e-300
        )


@given(st.recursive(ATOMS, joined, max_leaves=12))
def test_what_was_read_is_written_as_it_was(text):
    expression = parse(text)
    assert str(expression) == text.replace(" ", "")
    assert parse(str(expression)) == expression


@given(st.recursive(st.sampled_from([Quantity.parse(name) for name in VALUES] + [Given(2), Given(-0.5)]), made))
def test_what_was_made_is_written_so_that_it_is_read_with_the_same_value(expression):
    read = parse(str(expression))
    try:
        expected = evaluate(expression, lambda quantity: VALUES[str(quantity)])
    except InputError:
        with pytest.raises(InputError):
            evaluate(read, lambda quantity: VALUES[str(quantity)])
    else:
        found = evaluate(read, lambda quantity: VALUES[str(quantity)])
        assert found == expected or (math.isnan(found) and math.isnan(expected))


def test_a_sum_of_many_terms_and_many_parentheses_have_values():
    assert evaluate(parse("+".join(f"w[1][0,{k}]*a[0][{k}]" for k in range(20_000))), lambda _: 1.0) == 20_000
    assert evaluate(parse("(" * 20_000 + "C" + ")" * 20_000), lambda _: 2.0) == 2


@pytest.mark.parametrize(
    "text", ["", "C C", "C+", "(C", "C)", "*C", "ln C", "ln()", "x", "C(2)", "__import__('os')", "1 2"]
)
def test_what_is_no_expression_is_refused(text):
    with pytest.raises(InputError, match="expected quantities joined by"):
        evaluate(parse(text), lambda _: 1.0)


@pytest.mark.parametrize("text", ["exp(1000)", "ln(-C)", "(-8)**0.5", "C/0", "10**400", "9" * 400])
def test_an_expression_without_a_value_is_told_so(text):
    with pytest.raises(InputError, match="expected a value, found none of"):
        evaluate(parse(text), lambda _: 1.0)
