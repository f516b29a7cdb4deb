"""Colours can be read, and told apart, by everyone."""

import os
from itertools import combinations

import numpy as np
import pytest
from coloraide import Color

from core.model.errors import InputError
from core.model.quantity import C, a, b, change, delta, ratio, slope, w, y, z
from scenes import theme
from scenes.catalogue import find
from scenes.colours import ratio as contrast
from scenes.colours import rgb_of
from scenes.layout.frame import ASPECTS, frame_named
from scenes.watching.rehearsal import rehearse
from studio.making.quality import QUALITIES

MEANINGS = ("w", "z", "a", "b", "y", "C", "quiet", "text")
SIGHTS = (None, "deutan", "protan", "tritan")
LEAST_DIFFERENCE = 10.0
"""In CIEDE2000, where 2 can just be seen side by side: enough for colours that stand apart."""


def colours(palette, sight=None):
    found = {name: Color(getattr(theme.PALETTES[palette], name)) for name in MEANINGS}
    if sight is None:
        return found
    return {name: colour.filter(sight, 1).clip("srgb") for name, colour in found.items()}


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_meaning_is_readable_as_text(palette, meaning):
    ground = Color(theme.PALETTES[palette].ground)
    assert colours(palette)[meaning].contrast(ground, method="wcag21") >= 4.5


@pytest.mark.parametrize("palette", theme.PALETTES)
def test_what_carries_no_meaning_stays_behind(palette):
    ground = Color(theme.PALETTES[palette].ground)
    assert 1.2 < Color(theme.PALETTES[palette].faint).contrast(ground, method="wcag21") < 3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("palette", theme.PALETTES)
def test_meanings_are_told_apart_by_every_sight(palette, sight):
    seen = colours(palette, sight)
    close = {
        pair: round(seen[pair[0]].delta_e(seen[pair[1]], method="2000"), 1)
        for pair in combinations(MEANINGS, 2)
        if set(pair) != {"a", "text"}  # both are what is plainly there
    }
    assert {pair: difference for pair, difference in close.items() if difference < LEAST_DIFFERENCE} == {}


@pytest.mark.parametrize("palette", theme.PALETTES)
@pytest.mark.parametrize("meaning", MEANINGS)
def test_the_lints_contrast_is_wcags(palette, meaning):
    one, other = getattr(theme.PALETTES[palette], meaning), theme.PALETTES[palette].ground
    assert np.isclose(contrast(rgb_of(one), rgb_of(other)), Color(one).contrast(other, method="wcag21"), rtol=1e-3)


@pytest.mark.parametrize("calm", ["", "1"])
def test_every_quantity_has_a_colour(monkeypatch, calm):
    monkeypatch.setenv("CALM", calm)
    kinds = (w(1), z(1), a(1), b(1), y(), C, delta(1), slope(C, w(1)), ratio(C, w(1)), change(z(1)))
    assert all(theme.colour_of(quantity).startswith("#") for quantity in kinds)


def test_calm_leaves_fewer_colours(monkeypatch):
    lively = {theme.colour(name) for name in MEANINGS}
    monkeypatch.setenv("CALM", "1")
    assert len({theme.colour(name) for name in MEANINGS}) < len(lively)


def test_the_theme_is_that_of_the_variable(monkeypatch):
    monkeypatch.setenv("THEME", "light")
    assert theme.now().palette is theme.PALETTES["light"]
    monkeypatch.delenv("THEME")
    assert "THEME" not in os.environ
    assert theme.now().palette is theme.PALETTES["dark"]


def test_an_unknown_theme_is_told_the_nearest(monkeypatch):
    monkeypatch.setenv("THEME", "drak")
    with pytest.raises(InputError, match="did you mean 'dark'"):
        theme.now()


@pytest.mark.parametrize("aspect", ASPECTS)
def test_type_is_large_enough_to_read_in_the_smallest_picture(aspect):
    x_height = 0.431  # of New Computer Modern, in ems
    pixels_per_unit = QUALITIES["preview"].shaped(aspect).height / frame_named(aspect).height
    assert min(theme.LABEL, theme.FORMULA, theme.HERO) * x_height * pixels_per_unit >= 11


def test_a_lesson_is_told_in_the_theme_it_was_given_whatever_the_variables_say(monkeypatch):
    monkeypatch.setenv("THEME", "dark")
    light = theme.Theme(theme.PALETTES["light"])
    lesson = rehearse(lambda: find("NudgeTheWeight").load()(look=light))
    found = {part.lower() for mobject in lesson.mobjects for one in mobject.get_family() for part in colours_of(one)}
    assert theme.PALETTES["light"].w.lower() in found
    assert not {getattr(theme.PALETTES["dark"], meaning).lower() for meaning in "wzC"} & found
    assert theme.now().palette is theme.PALETTES["dark"]


def colours_of(mobject):
    return [mobject.get_fill_color().to_hex(), mobject.get_stroke_color().to_hex()] if len(mobject.points) else []
