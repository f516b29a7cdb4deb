"""The laws of type sizes and of dimming: other sizes and what is too faint to keep a place are found."""

import pytest
from manim import LEFT, RIGHT, Line

from scenes import theme
from scenes.motion import Shade
from scenes.type.formula import Formula, Label
from scenes.watching.laws.dimming import Dimming
from scenes.watching.laws.type_sizes import TypeSizes
from scenes.watching.lint import findings
from scenes.watching.rehearsal import rehearse
from tests.scenes.watching.laws.one_beat import OneBeat, found_by


@pytest.mark.parametrize("em", [theme.LABEL, theme.FORMULA, theme.HERO, theme.GIANT])
def test_the_sizes_of_type_are_kept(em):
    assert found_by(TypeSizes(), lambda lesson: lesson.add(Formula("x^2", em=em))) == []


@pytest.mark.parametrize(("line", "em"), [(Label("word", em=0.5), 0.5), (Label("word", em=0.6).scale(1.2), 0.72)])
def test_another_size_is_found_also_when_it_was_scaled(line, em):
    ((law, _, amount),) = found_by(TypeSizes(), lambda lesson: lesson.add(line))
    assert (law, amount) == ("type", em)


def test_what_is_fainter_than_dimmed_is_found_with_its_contrast():
    line, word = Line(LEFT, RIGHT, color="#333333"), Label("word", colour="#555555")
    ((law, _, contrast),) = found_by(Dimming(), lambda lesson: lesson.add(line))
    assert law == "dimming"
    assert contrast < theme.LINE_DIM
    ((_, _, contrast),) = found_by(Dimming(), lambda lesson: lesson.add(word))
    assert theme.LINE_DIM < contrast < theme.TEXT_DIM
    assert len(found_by(Dimming(), lambda lesson: lesson.add(Label("word").set_opacity(0.1)))) == 1


def test_what_is_shaded_keeps_its_place_and_nobody_has_to_read_it():
    def told(lesson):
        lesson.things = [
            Label("word", colour=theme.colour("w")),
            Line(LEFT, RIGHT, color=theme.colour("C")).shift(LEFT),
        ]
        lesson.things[1].next_to(lesson.things[0])
        lesson.add(*lesson.things)
        lesson.play(Shade(*lesson.things))

    assert found_by(Dimming(), told) == []

    def make():
        lesson = OneBeat()
        lesson.told = told
        return lesson

    assert findings(rehearse(make), "now") == []
