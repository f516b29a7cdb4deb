"""Captions read aloud: every symbol and sign in words, everything else as it is."""

import inspect
import re

import pytest

from core.model.quantity import Quantity
from core.notation.numeral import significant
from scenes.words import language, speech
from scenes.words.language import Words, words_of
from scenes.words.speech import SPOKEN, spoken

NAMES = ("w[3][0,12]", "b[1][0]", "z[2][1]", "a[0][2]", "delta[2][1]", "y[1]", "C", "dC/dw[3][0,0]", "dC/da[2][1]")
SIGNS = set("⁽⁾∂∇Δδ×−") | set(speech._RAISED) | set(speech._LOWERED)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("w⁽³⁾", "w three"),
        ("a₀⁽²⁾", "a zero in layer two"),
        ("w₂,₁₂⁽³⁾", "w two twelve in layer three"),
        ("b⁽⁴⁰⁾", "b 40"),
        ("y₁", "y one"),
        ("δ₂⁽³⁾", "delta two in layer three"),
        ("∂C/∂w⁽³⁾", "the slope of C with respect to w three"),
        ("dC/da", "the slope of C with respect to a"),
        ("ΔC/Δw", "the change in C over the change in w"),
        ("Δz", "the change in z"),
        ("the gradient ∇C", "the gradient nabla C"),
        ("w_jk leads to j", "w j k leads to j"),
        ("z = −0.295", "z equals minus 0.295"),
        ("about −1.41×10⁻⁵.", "about minus 1.41 times ten to the minus five."),
        ("4.70×10⁶", "4.70 times ten to the six"),
        ("× 3 from here", "Times 3 from here"),
        ("It turns. −2 is left.", "It turns. Minus 2 is left."),
        ("the move +0.5, or -0.5", "the move plus 0.5, or minus 0.5"),
        ("Z = W a + b", "Z equals W a plus b"),
        ("x² and x³", "x squared and x cubed"),
    ],
)
def test_a_symbol_is_said_in_words(shown, said):
    assert spoken(shown) == said


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("indexed", [True, False])
def test_no_name_and_no_number_keeps_a_sign_that_nobody_can_say(name, indexed):
    shown = f"The value of {Quantity.parse(name).plain(indexed=indexed)} is {significant(-4.38e-12)}."
    assert SIGNS & set(shown)
    assert not SIGNS & set(spoken(shown))


@pytest.mark.parametrize(
    "name",
    ["well-known", "C++", "a/b", "<script>alert(1)</script>", "H₂O", "x=1", "e-mail", "2-3", "naïve"],
)
def test_a_name_of_the_users_stays_as_it_is(name):
    assert spoken(f"In “{name}” we follow one neuron.") == f"In “{name}” we follow one neuron."


def test_what_steers_a_terminal_is_not_said():
    assert spoken("a\x1b[31m\u202e name\n\nof two lines") == "a[31m name of two lines"


def test_every_word_for_a_symbol_is_used():
    source = inspect.getsource(speech)
    messages = words_of(SPOKEN).messages
    assert len(messages) > 20
    assert [message for message in messages if not re.search(rf'"{message}"', source)] == []


def test_another_language_has_words_of_its_own(monkeypatch, tmp_path):
    text = words_of(SPOKEN).file.read_text(encoding="utf-8")
    german = text.replace("equals = equals", "equals = gleich").replace("zero one two three", "null eins zwei drei")
    file = tmp_path / f"{SPOKEN}.ftl"
    file.write_text(german, encoding="utf-8")
    monkeypatch.setattr(speech, "words_of", lambda *_: Words(file, "de"))
    assert spoken("w⁽³⁾ = −2", "de") == "w drei gleich minus 2"


def test_a_language_without_words_for_symbols_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "WORDS", tmp_path)
    with pytest.raises(LookupError, match=r"expected words for symbols in .*, found no file"):
        spoken("w⁽³⁾", "xx")
