"""The law of flight: what meets or leaves the frame on its way is found, though it does not at rest."""

from manim import LEFT, RIGHT, UP, FadeIn, FadeOut, Line, VGroup

from scenes import theme
from scenes.figures.strikes import crossing_on_purpose
from scenes.type.formula import Label
from scenes.watching.laws.flight import Flight
from tests.scenes.watching.laws.one_beat import found_by


def word(text="word"):
    return Label(text, em=theme.FORMULA, colour=theme.colour("text"))


def passing(thing, moved, **options):
    """A thing at rest, and one that goes from the left of it to the right."""

    def told(lesson):
        moved.shift(3 * LEFT)
        lesson.add(thing, moved)
        lesson.play(moved.animate.shift(6 * RIGHT), **options)

    return [(law, what) for law, what, _ in found_by(Flight(), told)]


def test_glyphs_of_a_line_that_cannot_be_read_yet_lie_over_nothing():
    def passing_with(opacity):
        other = word("other word").shift(3 * LEFT)
        first, *rest = other.submobjects
        first.shift(3 * UP)  # this much of the line is read elsewhere
        VGroup(*rest).set_fill(opacity=opacity)

        def told(lesson):
            lesson.add(word().shift(2 * LEFT), other)
            lesson.play(other.animate.shift(2 * RIGHT))

        return [(law, what) for law, what, _ in found_by(Flight(), told)]

    assert passing_with(1.0) == [("flight", "type overlaps type")]
    assert passing_with(0.2) == []


def test_type_that_passes_through_type_is_found_once():
    assert passing(word(), word("other")) == [("flight", "type overlaps type")]
    assert passing(word(), word("other"), run_time=4.0) == [("flight", "type overlaps type")]


def test_type_that_passes_beside_type_or_through_a_shape_is_not():
    assert passing(word(), word("other").shift(UP)) == []
    assert passing(Line(LEFT, RIGHT), word()) == []


def test_a_stroke_that_cancels_may_pass():
    assert passing(word(), crossing_on_purpose(word("other"))) == []


def test_what_fades_slowly_as_another_comes_is_read_with_it():
    def told(lesson, *, at_once):
        old, new = word(), word("other")
        lesson.add(old)
        if at_once:
            lesson.play(FadeOut(old), FadeIn(new), run_time=6.0)
        else:
            lesson.play(FadeOut(old))
            lesson.play(FadeIn(new))

    assert found_by(Flight(), lambda lesson: told(lesson, at_once=False)) == []
    assert [law for law, _, _ in found_by(Flight(), lambda lesson: told(lesson, at_once=True))] == ["flight"]


def test_type_that_leaves_the_safe_frame_is_found_with_how_far():
    def told(lesson, reach):
        label = word()
        lesson.add(label)
        lesson.play(label.animate(rate_func=lambda t: 1 - abs(2 * t - 1)).set_x(reach))

    assert found_by(Flight(), lambda lesson: told(lesson, 2.0)) == []
    ((law, what, amount),) = found_by(Flight(), lambda lesson: told(lesson, theme.FRAME_WIDTH))
    assert (law, what) == ("flight", "type on its way leaves the safe frame")
    assert amount > 1


def test_a_hand_over_of_one_number_to_itself_is_no_clash():
    def told(lesson):
        source = word()
        copy = source.copy()
        lesson.add(source)
        lesson.play(copy.animate.shift(3 * RIGHT))

    assert found_by(Flight(), told) == []
