"""The graph of an expression: where its nodes stand, and that what flows back through it is drawn to scale."""

from itertools import combinations

import pytest

from core.files.expression_text import expression_graph
from core.notation.graph_reading import GraphReadings
from scenes import theme
from scenes.figures.graph_flow import GraphFlow
from scenes.figures.graph_plan import GraphPlan
from scenes.layout.box import Box
from scenes.layout.frame import frame_named

LOOK = theme.Theme(theme.PALETTES["dark"])
EXPRESSIONS = [
    ("x*y + sin(x)", {"x": 2.0, "y": 1.5}),
    ("x*y + x", {"x": 2.0, "y": -1.5}),
    ("ln(x1) + x1*x2 - sin(x2)", {"x1": 2.0, "x2": 5.0}),
    ("sin(x*y) + (x*y)**2 + x*y", {"x": 0.5, "y": 1.5}),
    ("x*x*x", {"x": 1.2}),
    ("exp(-x)", {"x": 1.2}),
]


def made(text, at, aspect="16:9"):
    frame = frame_named(aspect)
    flow = GraphFlow(GraphReadings(expression_graph(text), at), "f", LOOK, tall=frame.is_tall)
    flow.fill(frame.stage.inset(0.0, 0.6))
    return flow


@pytest.mark.parametrize(("text", "at"), EXPRESSIONS)
@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_all_that_flows_is_drawn_to_scale(text, at, aspect):
    flow = made(text, at, aspect)
    flow.at(flow.end)
    found = [one for part in flow.get_family() if hasattr(part, "measures") for one in part.measures()]
    assert {one.law for one in found} >= {"stack", "ruler"}
    assert max(one.off for one in found) < 1e-6


@pytest.mark.parametrize(("text", "at"), EXPRESSIONS)
@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_no_disc_or_number_lies_on_another(text, at, aspect):
    flow = made(text, at, aspect)
    discs = [Box.around(node.disc) for node in flow.nodes]
    numbers = [Box.around(formula) for formula in flow.factors.values()]
    assert not any(one.overlaps(other) for one, other in combinations([*discs, *numbers], 2))
    assert flow.factors


def test_what_is_left_is_the_sum_of_what_arrives():
    flow = made("x*y + sin(x)", {"x": 2.0, "y": 1.5})
    flow.at(flow.end)
    x = flow.nodes[0]
    assert x.pile.left.length == pytest.approx(flow.unit * 1.083853, rel=1e-6)
    assert sorted(round(one, 3) for one in x.pile.values) == [-0.416, 1.5]


def test_nothing_flows_before_the_sweep_has_come():
    flow = made("x*y + sin(x)", {"x": 2.0, "y": 1.5})
    for done, there in ((0, 0), (1, 0), (2, 2), (flow.end, 5)):
        flow.at(done)
        drawn = [band for bands in flow.bands.values() for band in bands if len(band.solid.points)]
        assert len(drawn) == there


@pytest.mark.parametrize(("text", "at"), EXPRESSIONS)
def test_a_plan_has_every_node_once_behind_what_it_is_computed_from(text, at):
    graph = expression_graph(text)
    plan = GraphPlan.of(graph)
    stops = [stop for column in plan.columns for stop in column]
    assert sorted(stop for stop in stops if isinstance(stop, int)) == list(range(len(graph.nodes)))
    assert all(plan.column_of(one.start) < plan.column_of(one.end) for one in graph.arrows)
    assert all(len(way) == plan.column_of(way[-1]) - plan.column_of(way[0]) + 1 for way in plan.ways.values())
