"""A table of slopes: what sweeps fill is drawn on one ruler, in either direction, and many cells are joined."""

import numpy as np
import pytest

from core.algebra.slope_table import slope_table
from core.files.network_file import read
from core.model.quantity import C, a
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes import theme
from scenes.figures.named_number import NamedNumber
from scenes.figures.sweep_table import MOST_CELLS, Filled, SweepTable, drawn_lines
from scenes.layout.frame import frame_named
from scenes.type.formula import Formula, Label
from tests.rehearsals import NETWORKS

LOOK = theme.Theme(theme.PALETTES["dark"])


def made(values, lit=0, *, tall=False, gap=False):
    moment = Moment(Trace(*read(NETWORKS["iris"])))
    counts = tuple(NamedNumber(Label("sweeps"), [moment.count(1), moment.count(9)]) for _ in range(2))
    names = [Formula("{q}", em=theme.LABEL, q=C if at == len(values) - 1 else a(3, at)) for at in range(len(values))]
    table = SweepTable(np.asarray(values), names, lit, counts, LOOK, tall=tall, gap=gap)
    table.fill(frame_named("9:16" if tall else "16:9").stage)
    return table


@pytest.mark.parametrize("tall", [False, True])
def test_strips_of_a_full_table_are_drawn_to_scale(tall):
    values = slope_table(*read(NETWORKS["iris"])).values
    table = made(values, 12, tall=tall)
    table.at(Filled(table.cells, 1, 1))
    found = list(table.measures())
    assert len(found) == 2 * len(values)
    assert max(one.off for one in found) < 1e-9


def test_a_forward_sweep_fills_a_column_and_a_backward_sweep_the_last_row():
    table = made([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]], 1)
    table.at(Filled(1))
    drawn = [len(shape.points) // 16 for pair in zip(table.solid, table.hollow, strict=True) for shape in pair]
    assert drawn == [0, 1, 1, 0]
    table.at(Filled(1, 1))
    assert [len(shape.points) // 16 for shape in (table.solid[1], table.hollow[1])] == [2, 1]
    assert [len(shape.points) // 16 for shape in (table.solid[0], table.hollow[0])] == [0, 1]


def test_counts_run_with_what_is_counted():
    table = made([[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]], 1)
    for counted, place in ((0.0, 0), (1.0, 1)):
        table.at(Filled(3, 1, counted))
        assert table.counts[0].number.place == place


def test_of_many_cells_the_steepest_of_each_group_is_drawn():
    values = np.random.default_rng(5).normal(size=(2, 1210))
    table = made(values, 700)
    table.at(Filled(table.cells, 1, 1))
    drawn = sum(len(shape[1].points) // 16 for shape in (table.solid, table.hollow))
    assert drawn == MOST_CELLS
    assert [one.off < 1e-9 for one in table.measures()] == [True] * 4
    tallest = max(one.meant for one in table.measures()) / table.unit
    assert tallest == pytest.approx(values.max())


def test_of_many_rows_the_first_ones_and_the_last_are_drawn():
    table = slope_table(*read(NETWORKS["wide"]))
    assert drawn_lines(table, 6) == ([0, 1, 2, 3, 10], True)
    assert drawn_lines(table, 11) == (list(range(11)), False)
