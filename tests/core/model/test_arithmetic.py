"""Sums, products and given numbers of quantities: written as records write them, valued as Python would."""

import pytest

from core.files.network_file import read
from core.model.arithmetic import Given, bracketed, exp, ln, product, total
from core.model.expression import parse
from core.model.fact import EXAMPLES, RATE
from core.model.quantity import C, a, b, slope, w, y, z
from core.passes.moment import Moment
from core.passes.trace import Trace

WRITTEN = {
    "w[1][0,0]*a[0][0]": w(1) * a(0),
    "w[1][0,0]*a[0][0]+b[1][0]": w(1) * a(0) + b(1),
    "-rate*dC/dw[1][0,0]": -RATE * slope(C, w(1)),
    "-0*dC/db[1][0]": -Given(0) * slope(C, b(1)),
    "2*(a[3][0]-y[0])": 2 * (a(3) - y()),
    "(a[3][0]-y[0])**2/2": (a(3) - y()) ** 2 / 2,
    "-(y[0]*ln(a[3][0])+(1-y[0])*ln(1-a[3][0]))": -(y() * ln(a(3)) + (1 - y()) * ln(1 - a(3))),
    "(-exp(-z[3][0]))": bracketed(-exp(-z(3))),
    "#examples-4": EXAMPLES - 4,
    "a[0][0]-(b[1][0]-z[1][0])": a(0) - (b(1) - z(1)),
    "a[0][0]/(b[1][0]*z[1][0])": a(0) / (b(1) * z(1)),
    "a[0][0]+(b[1][0]+z[1][0])": a(0) + (b(1) + z(1)),
    "(-a[0][0])**2": (-a(0)) ** 2,
    "-a[0][0]**2": -(a(0) ** 2),
    "1/a[0][0]+3.5": 1 / a(0) + 3.5,
    "2+a[0][0]": 2 + a(0),
    "(w[1][0,0])*(a[0][0])": product(map(bracketed, (w(1), a(0)))),
    "w[1][0,0]*a[0][0]+w[2][0,0]*a[1][0]+1": total([w(1) * a(0), w(2) * a(1), Given(1)]),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_an_expression_is_written_as_records_write_it_and_read_again(text):
    assert str(WRITTEN[text]) == text
    assert parse(text) == WRITTEN[text]


def test_an_expression_has_the_value_that_its_quantities_give_it():
    moment = Moment(Trace(*read("networks/chain.toml")))
    found = {text: moment.value(one) for text, one in WRITTEN.items()}
    weighted = moment.value(w(1)) * moment.value(a(0)) + moment.value(b(1))
    assert found["w[1][0,0]*a[0][0]+b[1][0]"] == weighted
    assert found["2*(a[3][0]-y[0])"] == 2 * (moment.value(a(3)) - moment.value(y()))
    assert found["-rate*dC/dw[1][0,0]"] == -moment.network.learning_rate * moment.value(slope(C, w(1)))
    assert found["#examples-4"] == len(moment.examples) - 4
    assert found["a[0][0]+(b[1][0]+z[1][0])"] == moment.value(a(0)) + (moment.value(b(1)) + moment.value(z(1)))


def test_what_is_no_expression_takes_no_part_in_it():
    with pytest.raises(TypeError):
        C + "1"
