"""Scenes to measure rendering with, made of manim's own parts: they change only when we say so."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import manim as mn
import numpy as np

from scenes.drawing.renderer import FastRenderer

SIZES = (4, 5, 3)
DIGITS = "0123456789."


class BenchmarkScene(mn.Scene):
    """A scene on the fast renderer, unless it is given another one."""

    def __init__(self, renderer: Any = None, **kwargs: Any) -> None:
        super().__init__(renderer=renderer or FastRenderer(), **kwargs)


class ReadOut(mn.VGroup):
    """A running number of four digits whose glyphs are swapped in place."""

    def __init__(self, glyphs: dict[str, mn.VMobject]) -> None:
        super().__init__(*(glyphs["0"].copy() for _ in range(5)))
        self.glyphs = glyphs
        self.shown = "00000"

    def show(self, value: float) -> None:
        """Show a number, changing only the digits that differ."""
        text = f"{abs(value) % 10:.3f}"
        for place, (new, old) in enumerate(zip(text, self.shown, strict=True)):
            if new != old:
                glyph = self.glyphs[new]
                points = glyph.points - glyph.get_center()
                self[place].set_points(points + self.anchor + mn.RIGHT * 0.22 * place)
        self.shown = text

    def place_at(self, anchor: np.ndarray) -> None:
        """Put the first glyph's centre at a point."""
        self.anchor = anchor
        self.shown = "     "
        self.show(0.0)


def network(sizes: tuple[int, ...], height: float = 3.2, width: float = 4.0, reach: int = 10) -> mn.VGroup:
    """Draw neurons in columns and, behind them, edges between rows at most `reach` apart."""
    radius = min(0.22, height / max(sizes) * 0.4)
    layers = [
        mn.VGroup(*(mn.Circle(radius=radius, stroke_width=2) for _ in range(size)))
        .arrange(mn.DOWN, buff=max(0.02, height / max(sizes) - 2 * radius))
        .shift(mn.RIGHT * (column / (len(sizes) - 1) - 0.5) * width)
        for column, size in enumerate(sizes)
    ]
    for neuron in mn.VGroup(*layers).family_members_with_points():
        neuron.set_style(fill_color=mn.WHITE, fill_opacity=0.3)
    edges = mn.VGroup(
        *(
            mn.Line(start.get_right(), end.get_left(), stroke_width=1.5, color=mn.GREY)
            for one, other in pairwise(layers)
            for (row, start), (end_row, end) in product(enumerate(one), enumerate(other))
            if abs(row - end_row) <= reach
        )
    )
    return mn.VGroup(edges, *layers)


class NumberLinesAndNetwork(BenchmarkScene):
    """Four number lines with running numbers, a 4-5-3 network and one formula; 270 shapes."""

    def construct(self) -> None:
        """Show the lines, nudge, pass a pulse through the network, and write the chain rule."""
        digits = mn.MathTypst(f'"{DIGITS}"').scale(0.8)
        glyphs = dict(zip(DIGITS, digits.family_members_with_points(), strict=True))
        lines = mn.VGroup(*(mn.NumberLine(x_range=(-2, 2, 0.125), length=5, stroke_width=2) for _ in range(4)))
        lines.arrange(mn.DOWN, buff=0.9).shift(mn.LEFT * 3.6 + mn.UP * 0.6)
        nudge = mn.ValueTracker(0.0)
        dots = mn.VGroup(*(mn.Dot(line.n2p(0), color=mn.BLUE) for line in lines))
        read_outs = mn.VGroup(*(ReadOut(glyphs) for _ in lines))
        for line, read_out in zip(lines, read_outs, strict=True):
            read_out.place_at(line.get_left() + mn.UP * 0.4)
        diagram = network(SIZES).shift(mn.RIGHT * 3.6 + mn.UP * 1.2)
        formula = mn.MathTypst(
            "(partial C)/(partial w) = (partial z)/(partial w) (partial a)/(partial z) (partial C)/(partial a)"
        ).shift(mn.RIGHT * 3.4 + mn.DOWN * 2)

        def follow(_: mn.Mobject) -> None:
            for order, (line, dot, read_out) in enumerate(zip(lines, dots, read_outs, strict=True)):
                value = np.tanh(nudge.get_value() / (order + 1))
                dot.move_to(line.n2p(value))
                read_out.show(value)

        self.play(mn.Create(lines, lag_ratio=0.02), run_time=1)
        self.play(mn.FadeIn(dots, read_outs, diagram))
        dots.add_updater(follow)
        self.add(nudge)
        self.play(nudge.animate.set_value(1.5), run_time=2)
        self.wait(1)
        self.play(mn.Write(formula))
        self.play(nudge.animate.set_value(-1.0), run_time=2)
        dots.clear_updaters()
        pulse = mn.Dot(color=mn.YELLOW).move_to(diagram[1][0])
        for stop in (diagram[2][2], diagram[3][1]):
            self.play(pulse.animate.move_to(stop), stop.animate.set_fill(opacity=0.9))
        self.wait(2)
        self.play(mn.Indicate(formula), mn.FadeOut(lines, dots, read_outs))
        self.play(diagram.animate.move_to(mn.ORIGIN).scale(1.4))
        self.wait(1)


class FormulaMorph(BenchmarkScene):
    """One formula turns into another: every glyph changes its outline on every frame."""

    def construct(self) -> None:
        """Morph there and back, with a rest between."""
        one = mn.MathTypst("C = 1/2 sum_j (a_j - y_j)^2").scale(1.4)
        other = mn.MathTypst("(partial C)/(partial a_j) = a_j - y_j").scale(1.4)
        self.play(mn.Write(one))
        self.play(mn.TransformMatchingShapes(one, other))
        self.wait(1)
        self.play(mn.FadeOut(other))


class GrowingNetwork(BenchmarkScene):
    """One dot crosses a network of `neurons` neurons, which rests."""

    neurons = 10

    def construct(self) -> None:
        """Move the dot for two seconds."""
        columns = max(2, min(10, self.neurons // 5))
        rows = self.neurons // columns
        diagram = network((rows,) * columns, height=7.0, width=12.0, reach=2)
        self.add(diagram)
        dot = mn.Dot(color=mn.YELLOW).move_to(diagram[1])
        self.play(dot.animate.move_to(diagram[-1]), run_time=2)
