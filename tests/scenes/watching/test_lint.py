"""The layout lint sees what it should, and nothing that is as it should be."""

from functools import partial

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, Circle, Line, Rectangle, Square, VGroup

from scenes import theme
from scenes.drawing.shapes import Shape
from scenes.figures.strikes import crossing_on_purpose
from scenes.lesson import Lesson, beat
from scenes.type.formula import Formula, Label
from scenes.watching.lint import contrast_of_stroke, findings
from scenes.watching.rehearsal import rehearse
from scenes.words.language import Sentence


class Bare(Lesson):
    """A stage for things that a test puts on it."""

    def construct(self):
        """Add them."""
        self.add(*self.things)


def lint(*things):
    def make():
        lesson = Bare()
        lesson.things = list(things)
        return lesson

    return [(found.what, found.parts) for found in findings(rehearse(make), "now")]


def words(text="word", **where):
    return Label(text, em=0.6, colour=theme.colour("text"))


def test_a_clean_stage_has_no_findings():
    label = words()
    assert lint(label, Line(LEFT, RIGHT).next_to(label, DOWN, buff=0.1), Formula("x^2").shift(2 * UP)) == []


@pytest.mark.parametrize(
    ("x", "y", "what"),
    [
        (theme.LEFT, 0, "beyond the left of the safe frame"),
        (theme.RIGHT, 0, "beyond the right of the safe frame"),
        (0, theme.TOP, "beyond the top of the safe frame"),
        (0, theme.BOTTOM, "in the caption band"),
    ],
)
def test_what_leaves_the_safe_frame_is_seen(x, y, what):
    assert lint(words().move_to([x, y, 0])) == [(what, ("things[0]",))]


def test_a_shape_may_stand_in_the_caption_band_but_not_below_the_frame():
    assert lint(Square(0.2).move_to([0, theme.BOTTOM - 0.2, 0])) == []
    assert lint(Square(0.2).move_to([0, -3.9, 0])) == [("below the safe frame", ("things[0]",))]


def test_type_over_type_is_seen():
    assert lint(words(), words("other")) == [("type overlaps type", ("things[0]", "things[1]"))]


def test_type_that_nearly_touches_is_seen():
    label = words()
    assert lint(label, words().next_to(label, RIGHT, buff=0.01)) != []
    assert lint(label, words().next_to(label, RIGHT, buff=0.1)) == []


def test_a_stroke_through_type_is_seen():
    assert lint(words("a long word"), Line(UP, DOWN)) == [("shape crosses type", ("things[0]", "things[1]"))]


def test_a_label_near_a_sloping_edge_is_not_accused():
    slope = Line([-3, -2, 0], [3, 2, 0])
    label = words().next_to(slope.get_center(), UP + LEFT, buff=0.2)
    assert slope.get_left()[0] < label.get_left()[0]
    assert slope.get_top()[1] > label.get_top()[1]
    assert lint(label, slope) == []


def test_a_label_wholly_inside_a_neuron_is_meant():
    assert lint(Circle(1.0), words("x")) == []
    assert lint(Circle(0.2), words("too long")) != []


def test_a_fill_that_hides_type_is_seen():
    cover = Rectangle(width=5, height=2, stroke_width=0).set_fill(theme.colour("ground"), 1)
    assert lint(words(), cover) == [("shape covers type", ("things[0]", "things[1]"))]
    assert lint(cover, words()) == []


def test_what_lies_under_an_opaque_panel_is_no_matter():
    panel = Rectangle(width=5, height=2, stroke_width=0).set_fill(theme.colour("ground"), 1)
    assert lint(Line(2 * UP, 2 * DOWN), panel, words()) == []


def test_a_stroke_that_cancels_is_meant():
    assert lint(words(), crossing_on_purpose(Line(LEFT, RIGHT))) == []


def test_what_is_dimmed_is_not_read():
    assert lint(words(), words().set_opacity(0.3), Line(UP, DOWN).set_stroke(opacity=0.3)) == []


def test_what_cannot_be_seen_is_no_matter():
    assert lint(words(), words().set_opacity(0), Line(UP, DOWN).set_stroke(opacity=0)) == []


def test_small_type_is_seen_also_when_it_was_scaled():
    assert [what for what, _ in lint(Label("word", em=0.4))] == ["type is too small, its em"]
    assert [what for what, _ in lint(words().scale(0.5))] == ["type is too small, its em"]
    assert lint(Formula("x^(2^2)", em=0.43)) == []


def test_faint_type_and_lines_are_seen():
    assert [what for what, _ in lint(words().set_fill("#555555"))] == ["type is too faint, its contrast"]
    assert [what for what, _ in lint(Line(LEFT, RIGHT, color="#444444"))] == ["line is too faint, its contrast"]
    assert lint(Line(LEFT, RIGHT, color=theme.colour("faint"))) == []


def test_contrast_is_taken_to_what_is_behind():
    panel = Rectangle(width=5, height=2, stroke_width=0).set_fill(theme.colour("text"), 1)
    assert [what for what, _ in lint(panel, words())] == ["type is too faint, its contrast"]
    assert lint(panel, words().set_fill("#000000")) == []


def test_calm_allows_two_accents(monkeypatch):
    lines = [Line(LEFT, RIGHT, color=theme.colour(name)).shift(UP * i) for i, name in enumerate("wCy")]
    assert lint(*lines) == []
    monkeypatch.setenv("CALM", "1")
    assert lint(*lines[:2]) == []
    assert [what for what, _ in lint(*lines)] == ["more accents than calm mode allows"]


def test_a_part_of_a_formula_that_stands_alone_is_type():
    formula = Formula("{x} + 1", x="x")
    part = VGroup(*formula["x"].copy()).move_to([0, 0, 0])
    assert [what for what, _ in lint(part, Line(UP, DOWN))] == ["shape crosses type"]


def test_a_finding_names_beat_parts_and_amount():
    class Crossed(Lesson):
        """A test."""

        def construct(self):
            """One beat."""
            self.cross()

        def say(self, message, facts=None):
            """Any words."""
            return Sentence("A caption.")

        @beat
        def cross(self):
            """Cross."""
            self.label, self.rule = words(), Line(LEFT, RIGHT)
            self.add(self.label, self.rule)

    found = findings(rehearse(partial(Crossed)), "cross")
    assert [one.parts for one in found] == [("label", "rule")]
    assert str(found[0]).startswith("cross: label, rule: shape crosses type (")
    assert np.isclose(found[0].amount, 1.4, atol=0.5)


@pytest.mark.parametrize("last_digit", [-1e-12, 0.0, 1e-12])
def test_a_stroke_on_the_border_of_an_area_is_seen_against_its_better_side(last_digit):
    area = Shape(Square(2, stroke_width=0).set_fill("#808080", opacity=1), 0)
    border = Shape(Line(np.array([-1, 1 + last_digit, 0]), np.array([1, 1 + last_digit, 0]), color="#808080"), 1)
    inside = Shape(Line(LEFT, RIGHT, color="#808080"), 1)
    ground = np.zeros(3)
    assert contrast_of_stroke(border, [area], ground) > 5
    assert contrast_of_stroke(inside, [area], ground) == pytest.approx(1.0)
