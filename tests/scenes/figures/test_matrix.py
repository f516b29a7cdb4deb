"""Matrices of strips: one ruler, rows and columns where they belong, and edges that end as strips."""

import numpy as np
import pytest
from manim import Line

from core.files.network_file import read
from core.model.quantity import a, w
from core.passes.choices import Story
from core.passes.choices.crowds import Shown
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.disc import Disc
from scenes.figures.greys import Greys
from scenes.figures.matrix import Matrix
from scenes.layout.box import Box
from scenes.theme import Theme
from tests.rehearsals import NETWORKS

LOOK = Theme.chosen()
ROOM = Box(-3.0, -3.0, 6.0, 3.6)


def matrix_of(name, layer):
    moment = Moment(Trace(*read(NETWORKS[name])))
    story, greys = Story(moment), Greys.of(Story(moment), LOOK)
    rows, columns = story.shown(layer), story.shown(layer - 1)
    heads = [
        {place: Disc(moment, a(at, place), greys, 0.4) for place in shown.neurons}
        for at, shown in ((layer, rows), (layer - 1, columns))
    ]
    found = Matrix(moment, lambda j, k: w(layer, j, k), rows, columns, LOOK, row_heads=heads[0], column_heads=heads[1])
    found.fill(ROOM)
    return moment, found


@pytest.mark.parametrize(("name", "layer"), [("iris", 3), ("wide", 1), ("chain", 1), ("deep", 2)])
def test_strips_of_a_matrix_have_one_ruler_and_stay_in_their_cells(name, layer):
    _, matrix = matrix_of(name, layer)
    for measure in matrix.measures():
        assert measure.off < 1e-9, measure
    for (j, k), strip in matrix.strips.items():
        if strip.length:
            assert matrix.box(j, k).contains(Box.around(strip))
        assert matrix.box(j, k).contains(Box.around(matrix.numbers[j, k][1:]))
    heads = [head.rim for head in (*matrix.row_heads.values(), *matrix.column_heads.values())]
    assert ROOM.contains(Box.around(*matrix.numbers.values(), matrix.brackets, matrix.counts, *heads))


def test_rows_lead_to_j_and_columns_come_from_k():
    _, matrix = matrix_of("iris", 3)
    assert matrix.quantities[2, 0] == w(3, 2, 0)
    for j, head in matrix.row_heads.items():
        assert head.face.get_center()[1] == pytest.approx(matrix.box(row=j).centre[1])
        assert head.face.get_center()[0] > matrix.box().right
    for k, head in matrix.column_heads.items():
        assert head.face.get_center()[0] == pytest.approx(matrix.box(column=k).centre[0])
        assert head.face.get_center()[1] > matrix.box().top


def test_what_is_cut_out_is_counted_and_has_room():
    _, matrix = matrix_of("wide", 1)
    shown = len(matrix.column_heads)
    assert shown < 64
    texts = [count[1].text for count in matrix.counts]
    assert f"+{64 - shown}" in texts
    boxes = [matrix.box(column=k) for k in matrix.column_heads]
    assert not any(box.overlaps(Box.around(matrix.counts[-1][0])) for box in boxes)


def test_an_edge_turns_into_the_strip_of_its_cell():
    moment, matrix = matrix_of("iris", 3)
    edge = Line(np.array([-5.0, 1.0, 0.0]), np.array([-1.0, -2.0, 0.0]))
    turn = matrix.turn({(2, 0): edge}, 2).animations[0].animations[0]
    turn.begin()
    strip = matrix.strips[2, 0]
    assert {tuple(np.round(end, 9)) for end in (strip.foot, strip.tip)} == {
        tuple(np.round(end, 9)) for end in (edge.get_start(), edge.get_end())
    }
    turn.interpolate(1)
    assert strip.length == pytest.approx(matrix.unit * moment.value(w(3, 2, 0)))
    assert all(measure.off < 1e-9 for measure in matrix.measures())


def test_reading_a_row_pales_all_other_cells():
    _, matrix = matrix_of("iris", 3)
    before = [matrix.strips[cell].get_stroke_color() for cell in ((2, 0), (0, 1))]
    reading = matrix.light(row=2)
    reading.begin()
    reading.interpolate(1)
    after = [matrix.strips[cell].get_stroke_color() for cell in ((2, 0), (0, 1))]
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_a_matrix_of_one_cell_stands():
    moment = Moment(Trace(*read(NETWORKS["chain"])))
    one = Matrix(moment, lambda j, k: w(1, j, k), Shown((0,)), Shown((0,)), LOOK)
    one.fill(ROOM)
    assert len(one.counts) == 0
    assert next(one.measures()).off < 1e-9
