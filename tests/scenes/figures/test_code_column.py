"""Code on screen stands as it is written, one line is bright; what a line makes is drawn to scale with its numbers."""

from functools import cache

import pytest

from core.files.network_file import read
from core.model.fact import EXAMPLES
from core.notation.code_form import code_form
from core.passes.choices.crowds import shown_of
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.beyond.the_code_that_ran import TheCodeThatRan
from scenes.colours import ratio, rgb_of
from scenes.figures.code_column import CodeColumn
from scenes.layout.box import Box
from tests.rehearsals import NETWORKS

LOOK = theme.Theme(theme.PALETTES["dark"])


def column(name):
    """The lines of a network of the gallery, all of them pale."""
    moment = Moment(Trace(*read(NETWORKS[name])))
    text = code_form(moment.network)
    numbers = [moment.count(EXAMPLES) for _ in text.splitlines()]
    return text, CodeColumn(text, numbers, LOOK).shaded()


@cache
def lesson(name):
    made = TheCodeThatRan(read(NETWORKS[name]), skip_animations=True)
    made.setup()
    return made


def brightness(line):
    return ratio(line.submobjects[0].fill_rgbas[0][:3], rgb_of(LOOK.colour("ground")))


@pytest.mark.parametrize("name", NETWORKS)
def test_lines_stand_as_deep_as_they_are_indented(name):
    text, made = column(name)
    made.fill(Box(-4.0, -3.0, 4.0, 3.0))
    rows = text.splitlines()
    assert [line.text for line in made.lines] == [row.strip() for row in rows]
    lefts = {
        len(row) - len(row.lstrip()): float(line.get_left()[0]) for row, line in zip(rows, made.lines, strict=True)
    }
    assert [lefts[depth] for depth in sorted(lefts)] == sorted(lefts.values())
    heights = [line.baseline for line in made.lines]
    assert heights == sorted(heights, reverse=True)
    inside = Box.around(made.panel)
    assert all(inside.left < line.get_left()[0] and line.get_right()[0] < inside.right for line in made.lines)


def test_only_the_lit_line_is_bright():
    _, made = column("iris")
    for lit in (3, 4, None):
        step = made.light(lit)
        step.begin()
        step.interpolate(1.0)
        step.finish()
        bright = [row + 1 for row, line in enumerate(made.lines) if brightness(line) > 2 * theme.TEXT_DIM]
        assert bright == ([] if lit is None else [lit])


@pytest.mark.parametrize("name", NETWORKS)
def test_what_lines_make_is_drawn_to_scale(name):
    made = lesson(name)
    assert made.pictures
    for (kind, layer), picture in made.pictures.items():
        picture.on_stage()
        measures = [one for grid in (*picture.grids, picture.result.grid) for one in grid.measures()]
        assert measures
        for one in measures:
            assert abs(one.drawn - one.meant) < (1e-6 if one.law == "ruler" else 0.01), (kind, layer, one)


def test_each_number_is_what_the_code_found_and_the_others_are_counted():
    made = lesson("wide")
    picture = made.pictures["z", 1]
    shown = shown_of(made.moment, 1, len(picture.result.numbers))
    assert tuple(picture.result.numbers) == shown.neurons
    for j, number in picture.result.numbers.items():
        assert number.reading.value == made.told.numbers[picture.result.grid.quantities[j, 0]]
    assert picture.result.counts[0].text == f"+{len(shown.hidden)}"
