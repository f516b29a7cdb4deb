"""Letters without a font are named before they are drawn as empty boxes."""

from dataclasses import replace

import pytest
import typst
from click.testing import CliRunner

from core.files.network_file import read
from scenes.type import glyphs, typeset
from scenes.type.glyphs import why_boxes, without_glyph
from studio.command_line import lecture
from tests.rehearsals import ROOT


@pytest.fixture
def bare(monkeypatch):
    """A machine that has no fonts but those that come with Typst."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(typeset, "_compiler", lambda: typst.Compiler(font_paths=fonts))
    caches = (typeset.typeset.cache_clear, glyphs._outlines.cache_clear)
    for clear in caches:
        clear()
    yield
    for clear in caches:
        clear()


@pytest.fixture
def iris():
    return read(ROOT / "networks" / "iris.toml")[0]


def test_each_letter_without_a_font_is_found_once_and_no_other(bare):
    assert without_glyph(["花と花", "Ж, é and σ", "weiß\u00a0½", "กa花"]) == "花とก"
    assert without_glyph(["x\u0301 y\ufe0f", "tab\t and \u202e"]) == ""


def test_the_letters_their_names_and_the_fonts_that_have_them_are_told(bare, iris):
    told = why_boxes(replace(iris, inputs=("花", "ก", "c", "d"), outputs=("😀", "2", "3")))
    assert told == (
        "no font here draws 花 (U+82B1), ก (U+0E01) and 😀 (U+1F600) (Chinese, Thai and pictures) as they should be, "
        "so that inputs[0] '花', inputs[1] 'ก' and outputs[0] '😀' would show empty boxes or letters that do not join; "
        "install fonts for them (Debian and Ubuntu: fonts-noto-cjk, fonts-noto-core, fonts-symbola), or write the "
        "names in other letters."
    )


def test_of_many_letters_and_names_the_first_are_told(bare, iris):
    told = why_boxes(replace(iris, name="虹", inputs=("花びら長さ", "がくはば", "가", "ก"), outputs=()))
    assert "draws 虹 (U+8679), 花 (U+82B1), び (U+3073), ら (U+3089), 長 (U+9577), さ (U+3055) and 6 more" in told
    assert "(Chinese, Japanese, Korean and Thai)" in told
    assert "that name '虹', inputs[0] '花びら長さ', inputs[1] 'がくはば' and 2 more would" in told
    told = why_boxes(replace(iris, inputs=("花" * 40, "b", "c", "d"), outputs=()))
    assert f"inputs[0] '{'花' * 30}...'" in told


def test_letters_that_a_font_has_and_does_not_join_are_told(bare, iris):
    told = why_boxes(replace(iris, inputs=("लंबाई", "b", "c", "d")))
    assert "(Devanagari)" in told
    assert "fonts-noto-core" in told


def test_names_with_a_font_need_no_word(bare, iris):
    assert why_boxes(iris) == ""
    assert why_boxes(replace(iris, inputs=("Länge", "β₁", "μ ± σ", "Ширина"))) == ""


def test_check_names_the_letters_and_goes_on(bare, tmp_path):
    path = tmp_path / "mine.toml"
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('"sepal length"', '"がく"'), encoding="utf-8")
    result = CliRunner().invoke(lecture, ["check", str(path)])
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{path}: no font here draws が (U+304C) and く (U+304F) (Japanese) as they")
    assert result.stderr.count("\n") == 1
