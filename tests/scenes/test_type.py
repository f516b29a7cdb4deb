"""Formulas, labels and read-outs: parts by name, numbers that stay in their place."""

import numpy as np
import pytest

from core.model.activations import ACTIVATIONS
from core.model.network import Examples, Layer, Network
from core.model.quantity import C, a, change, ratio, slope, w, z
from core.notation.numeral import read_shown
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.type import typeset as typesetting
from scenes.type.formula import Formula, Label
from scenes.type.read_out import ReadOut

EXTREMES = [0.0, -0.0, 1e-12, -1e-12, 1e-3, 0.99999, -1.0, 12.5, 99999.5, 1e9, -1e9, 1.5e300]


def moment_of(value):
    """A network whose weight is the value."""
    network = Network((Layer([[value]], [0.0], ACTIVATIONS["identity"]),))
    return Moment(Trace(network, Examples([[0.0]], [[0.0]])))


def colours(part):
    return {glyph.get_fill_color().to_hex().upper() for glyph in part if glyph.get_fill_opacity()}


def test_parts_go_by_name_and_have_the_colour_of_their_meaning():
    formula = Formula("{z} = {w} {a}", z=z(2), w=w(2), a=a(1))
    for name in "zwa":
        assert colours(formula[name]) == {theme.colour(name)}


def test_a_slope_has_parts_of_its_own():
    formula = Formula("{s}", s=slope(C, w(1)))
    assert colours(formula["s.C"]) == {theme.colour("C")}
    assert colours(formula["s.w"]) == {theme.colour("w")}
    assert len(formula["s.bar"]) == 1
    assert formula["s.C"].get_bottom()[1] > formula["s.bar"].get_y() > formula["s.w"].get_top()[1]


def test_a_wrong_name_lists_the_right_ones():
    with pytest.raises(KeyError, match=r"no part 'b'; the parts are z"):
        Formula("{z}", z=z(1))["b"]
    with pytest.raises(KeyError, match="w"):
        Formula("{w}", z=z(1))


def test_a_part_covers_all_of_its_glyphs_and_no_other():
    formula = Formula("{x} + {y}", x="x x x", y="y")
    assert [len(formula[name]) for name in "xy"] == [3, 1]
    assert len(formula) == 5


def test_a_baseline_stays_known_after_moving_and_scaling():
    formula = Formula("x")
    formula.shift([1, 2, 0]).on_baseline(0.5)
    assert np.isclose(formula.get_bottom()[1], 0.5, atol=0.02)
    formula.scale(2)
    assert np.isclose(formula.baseline, formula.get_bottom()[1], atol=0.04)
    assert np.isclose(formula.present_em, 2 * theme.FORMULA)


def test_a_formula_says_what_it_shows():
    reading = moment_of(2.0).read(w(1))
    assert Formula("{w} = {v}", w=w(1), v=reading).text == "w[1][0,0] = 2.000"


@pytest.mark.parametrize("text", ['#"', "$x$", "a < b & c", "\\", "#read", "*bold*", "two\nlines", "emoji 🙂", "ß é ж"])
def test_a_label_is_data_never_markup(text):
    label = Label(text)
    assert label.text == text
    assert len(label) > 0


def test_spaces_and_joiners_of_names_are_drawn_as_what_they_are():
    assert len(Label("a\u00a0b")) == len(Label("a\u3000b")) == len(Label("ab"))
    assert Label("a\u3000b").width > Label("ab").width
    assert len(Label("م\u200cش")) == len(Label("م ش"))
    assert len(Label("a\u0001b")) == len(Label("a\\x01b"))


def test_a_name_runs_the_way_its_first_letter_does():
    def shape(text, end):
        glyph = end(Label(text), key=lambda one: one.get_x())
        return glyph.points - glyph.get_center()

    assert np.allclose(shape("طول (cm)", max), shape("طول", max))
    assert np.allclose(shape("cm (طول)", min), shape("cm", min))
    assert np.allclose(shape("cm (طول)", max), shape("(cm)", max))
    assert np.allclose(shape("שלום", max), shape("ש", max))


def test_a_picture_in_colour_is_no_outline_and_no_fault(monkeypatch):
    picture = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><path d="M0 0h1v1z" \
fill="#0000ff"/><defs><symbol id="g"><image width="1" height="1"/></symbol></defs><use xlink:href="#g"/></svg>'

    class Compiler:
        @staticmethod
        def compile(**_):
            return picture.encode()

    monkeypatch.setattr(typesetting, "_compiler", Compiler)
    assert typesetting.typeset.__wrapped__('#"a picture in colour"') == ()


def test_the_same_formula_is_the_same_twice():
    """Manim's own formulas have bars of another width the second time."""
    one, other = Formula("{s}", s=ratio(C, w(1))), Formula("{s}", s=ratio(C, w(1)))
    assert [glyph.stroke_width for glyph in one] == [glyph.stroke_width for glyph in other]
    assert all(np.array_equal(p.points, q.points) for p, q in zip(one, other, strict=True))


@pytest.mark.parametrize("value", EXTREMES)
@pytest.mark.parametrize("signed", [False, True])
def test_a_read_out_shows_any_value(value, signed):
    read_out = ReadOut(moment_of(value), w(1), signed=signed)
    shown, half = read_shown(read_out.reading.shown)
    assert abs(shown - value) <= half * (1 + 1e-9)
    assert half <= (abs(value) or 1.0) * 1e-3
    assert not read_out.reading.shown.startswith("−0.000")


@pytest.mark.parametrize("value", [0.0, -0.0])
def test_nothing_has_no_sign(value):
    assert ReadOut(moment_of(value), w(1), signed=True).reading.shown.strip("0.") == ""


@pytest.mark.parametrize(
    ("rest", "reach"), [(2.6, 0.5), (-0.3, 0.4), (9.9, 0.2), (1e9, 1e8), (1e-12, 1e-12), (0.0, 1.0)]
)
def test_running_numbers_do_not_jitter(rest, reach):
    """Every digit keeps its cell: the decimals stay where they are while the number runs, sign and all."""
    moment = moment_of(rest)
    read_out = ReadOut(moment, w(1), largest=abs(rest) + reach)
    decimals, ends = set(), set()
    for by in np.linspace(-reach, reach, 41):
        read_out.at(moment.nudged(w(1), float(by)))
        decimals.add(len(read_out.reading.shown.partition("×")[0].partition(".")[2]))
        ends.add(round(float(max(cell.get_right()[0] for cell in read_out.submobjects if len(cell.points))), 1))
    assert len(decimals) == 1
    assert len(ends) == 1


def test_a_read_out_follows_when_it_is_moved_and_scaled():
    moment = moment_of(1.25)
    moved = ReadOut(moment, w(1)).shift([1, 1, 0]).scale(2)
    moved.at(moment.nudged(w(1), 0.5))
    fresh = ReadOut(moment.nudged(w(1), 0.5), w(1)).shift([1, 1, 0]).scale(2)
    assert moved.reading == fresh.reading
    assert np.allclose(moved.width, fresh.width, atol=0.05)
    assert np.isclose(moved.present_em, 2 * theme.LABEL)


@pytest.mark.parametrize(("rest", "by", "signs"), [(1.0, -0.5, 0), (-1.0, 0.5, 2), (0.3, -0.5, 1), (-0.3, 0.5, 1)])
def test_a_number_stands_right_after_its_symbol_with_room_for_the_signs_that_come(rest, by, signs):
    symbol, start = Formula("w ="), moment_of(rest)
    moments = [start, start.nudged(w(1), by)]
    read_out = ReadOut(start, w(1), largest=1.0).shift([3, 2, 0]).follow(symbol, moments, buff=0.2)
    gaps = []
    for moment in moments:
        read_out.at(moment)
        gaps.append(read_out[1:].get_left()[0] - symbol.get_right()[0])
    assert np.isclose(min(gaps), 0.2, atol=1e-6)
    assert (max(gaps) - min(gaps) > 0.2) == (signs == 1)
    assert np.isclose(read_out.baseline, symbol.baseline, atol=1e-6)


def test_a_change_reads_with_its_sign():
    read_out = ReadOut(moment_of(1.0).nudged(w(1), 0.5), change(w(1)), signed=True)
    assert read_out.reading.shown == "0.5000"
    assert read_out.reading.value == 0.5
