"""What the code found stands under the addresses of quantities, and is what the passes and nudges find."""

import pytest

from core.files.network_file import read
from core.model.errors import InputError
from core.model.fact import WEIGHTS
from core.model.quantity import C, a, slope, w, z
from core.notation.code_form import code_form, with_moves
from core.passes.moment import Moment
from core.passes.trace import State, Trace
from core.proof.other_ways import alike, nudged_moment, too_early
from core.proof.plain_pass import PlainNetwork
from core.proof.rederivation import Rederivation
from core.proof.told_code import CodeMoment, code_moment
from tests.hard_networks import HARD
from tests.rehearsals import NETWORKS


def told(name):
    """What the code of a network of the gallery found, and the network's own moment."""
    moment = Moment(Trace(*read(NETWORKS[name])))
    return code_moment(code_form(moment.network), moment), moment


@pytest.mark.parametrize("name", NETWORKS)
def test_every_number_of_the_code_is_the_networks(name):
    found, moment = told(name)
    assert {q for q in found.numbers if q.kind == "z"} == {
        z(layer, j) for layer in range(1, moment.network.depth + 1) for j in range(moment.network.widths[layer])
    }
    off = {str(q): value for q, value in found.numbers.items() if abs(value - moment.value(q)) > 1e-12}
    assert off == {}


@pytest.mark.parametrize("name", NETWORKS)
def test_nudges_find_the_slopes_of_the_code(name):
    found, _ = told(name)
    nudged = nudged_moment(found)
    for q, value in nudged.numbers.items():
        assert found.value(q) == pytest.approx(value, rel=1e-9, abs=1e-13), str(q)
    steepest = max((q for q in nudged.numbers if q.by.kind == "w"), key=lambda q: abs(nudged.value(q)))
    first, second, digits = alike(found, nudged, steepest)
    assert first.shown == second.shown
    assert digits == 10


def test_what_the_code_has_not_found_has_no_value():
    found, moment = told("iris")
    empty = CodeMoment(moment.trace, moment.state, {})
    with pytest.raises(InputError, match="a number that the code finds"):
        empty.value(a(1))
    assert empty.value(WEIGHTS) == moment.value(WEIGHTS)
    other = slope(a(3, 0), w(1, 0, 0))
    with pytest.raises(InputError):
        found.value(other)
    assert found.of(1).value(z(1)) == moment.of(1).value(z(1)) != found.value(z(1))


def test_numbers_that_share_no_digit_are_no_pair():
    found, moment = told("chain")
    other = CodeMoment(moment.trace, moment.state, {one: -value for one, value in found.numbers.items()})
    with pytest.raises(ValueError, match="the same number twice"):
        alike(found, other, slope(C, w(1)))


@pytest.mark.parametrize("name", ["iris", "deep", "wide", "relu", "chain"])
def test_what_comes_too_early_has_an_address_that_is_derived_again(name):
    found, moment = told(name)
    early = too_early(with_moves(code_form(moment.network), early=True), found)
    again = Rederivation(moment.network, PlainNetwork.of(moment.network, moment.examples))
    assert again.read(str(early.wrong.expression), State()) == pytest.approx(early.wrong.value, rel=1e-9)
    assert again.read(str(early.right.expression), State()) == pytest.approx(early.right.value, rel=1e-9)
    assert early.differs


def test_weights_that_do_not_move_spoil_nothing_and_need_no_more_digits():
    moment = Moment.first(*HARD["an input of 0"]())
    text = code_form(moment.network)
    early = too_early(with_moves(text, early=True), code_moment(text, moment))
    assert not early.differs
    assert early.right.shown == "−0.239"
