"""Rows and threads: dots stand where the numbers are, lines share their ends, threads lead from dot to dot."""

import pytest

from core.files.network_file import read
from core.passes.choices import Story
from core.passes.moment import Moment
from core.passes.trace import Trace
from scenes.figures.quantity_row import QuantityRow, level
from scenes.figures.scale import Scale
from scenes.figures.scales import one_unit, round_ends
from scenes.figures.threads import Threads
from scenes.layout.cells import Grid
from scenes.layout.frame import ASPECTS, frame_named
from scenes.layout.page import Page
from scenes.theme import Theme
from tests.rehearsals import NETWORKS


def told(aspect="16:9"):
    story = Story(Moment(Trace(*read(NETWORKS["chain"]))))
    rest, look = story.moment, Theme.chosen()
    walk = [rest, *(rest.nudged(story.last_step[0], by) for by in story.sweep)]
    values = {step: [moment.value(step) for moment in walk] for step in story.last_step}
    rows = [QuantityRow(step, walk, round_ends(values[step]), look) for step in story.last_step]
    level(rows)
    page = Page(frame_named(aspect), Grid(*(row.cells() for row in rows), grow=(1,), spread="apart"))
    for row in rows:
        row.at(rest)
    return story, rows, page, look


@pytest.mark.parametrize("aspect", ASPECTS)
def test_lines_begin_and_end_at_the_same_places(aspect):
    _, rows, page, _ = told(aspect)
    assert page.fits
    for side in ("get_start", "get_end"):
        xs = [getattr(row.axis.rule, side)()[0] for row in rows]
        assert max(xs) - min(xs) < 1e-4


def test_a_dot_stands_where_its_number_is():
    story, rows, _, _ = told()
    for by in story.sweep[::5]:
        moment = story.moment.nudged(story.last_step[0], by)
        for row in rows:
            row.at(moment)
            start, end = row.axis.rule.get_start()[0], row.axis.rule.get_end()[0]
            share = (row.axis.dot.get_x() - start) / (end - start)
            value = row.axis.scale.low + share * row.axis.scale.span
            assert value == pytest.approx(moment.value(row.quantity), abs=1e-6)
            assert row.number.read_out.reading.value == moment.value(row.quantity)


def test_what_a_number_would_show_leaves_it_as_it_is():
    story, rows, _, _ = told()
    before = rows[0].number.read_out.reading
    assert rows[0].number.reading(story.moment.nudged(story.last_step[0], 1.0)).value == before.value + 1.0
    assert rows[0].number.read_out.reading == before


def test_threads_lead_from_dot_to_dot_and_stay_where_they_were_kept():
    story, rows, _, look = told()
    threads = Threads(rows, story.moment, story.last_step[0], story.sweep, look)
    half = story.moment.nudged(story.last_step[0], story.sweep[-1] / 2)
    threads.at(half)
    for line, upper, lower in zip(threads.live, rows, rows[1:], strict=False):
        assert line.get_start() == pytest.approx(upper.place(half))
        assert line.get_end() == pytest.approx(lower.place(half))
    seen = len(threads.bands[0].points) // 4
    assert seen == sum(0 <= by <= story.sweep[-1] / 2 for by in story.sweep)
    threads.keep(half)
    threads.at(story.moment)
    assert len(threads.bands[0].points) // 4 == seen


def test_walks_of_like_lengths_share_one_unit_and_others_do_not():
    near, far = one_unit([0.0, 3.0], [1.0, 2.0]), one_unit([0.0, 30.0], [1.0, 2.0])
    assert near[0].span == near[1].span
    assert far[0].span != far[1].span
    assert round_ends([0.1, 0.9]) == Scale(0.0, 1.0, 0.5)
