"""One neuron with its numbers worked out: what it adds up on the way forward, and on the way back."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.quantity import C, a, b, delta, slope, y, z
from core.notation.addends import addends
from core.notation.printed import adds, joins, sums
from core.notation.reading import Reading
from core.passes.choices.one_step import OneStep
from scenes import theme
from scenes.figures.wrapped_line import worked
from scenes.layout.box import Size
from scenes.type.formula import Part

_DIGITS = 3
_Piece = tuple[str, dict[str, Part]]


class WorkedNeuron:
    """The two sums of the neuron that is told of slowly.

    z = w a_prev + ... + b,   a;      dC/da = w delta + ...,   delta = dC/da sigma'

    Parameters
    ----------
    one : OneStep
    room : Size
        As long as it is broad a line may be.

    Attributes
    ----------
    sum, wanted, back : WrappedLine
        What it hears, what is desired of the outputs, and what it receives.
    sent : tuple of Reading
        What comes back along each edge.
    left, bend, delta : Reading
        What that is together, the slope of its curve, and its delta.
    """

    def __init__(self, one: OneStep, room: Size) -> None:
        at, terms, moment = one.neuron, one.received[1], one.moment
        self.sent = addends([moment.read(term, _DIGITS) for term in terms])
        found = slope(C, a(1, at)), slope(a(1, at), z(1, at)), delta(1, at)
        self.left, bend, self.delta = (moment.read(quantity, _DIGITS) for quantity in found)
        self.bend = bend.in_fewest_digits()
        lines = self._forward(one), self._backward(one)
        outputs = range(moment.network.widths[-1])
        desired = [
            ("{y} = {value}", {"y": y(i), "value": moment.read(y(i), _DIGITS).in_fewest_digits()}) for i in outputs
        ]
        self.wanted = worked(desired, room.width, frozenset(outputs))
        self.wanted.set_fill(theme.colour("y"))
        self.sum, self.back = (worked(line, room.width, frozenset({len(line) - 1})) for line in lines)

    def _forward(self, one: OneStep) -> list[_Piece]:
        at, moment = one.neuron, one.moment
        shown, terms = one.heard
        factors = [[moment.read(w, _DIGITS), moment.read(x, _DIGITS).in_fewest_digits()] for w, x in one.pairs]
        factors += [[moment.read(terms[-1], _DIGITS)]] * bool(shown.others)
        factors.append([moment.read(b(1, at), _DIGITS)])
        whole = moment.read(z(1, at), _DIGITS)
        parts: list[_Piece] = [("{z} =", {"z": z(1, at)})]
        parts += [_plus(term, first=not place) for place, term in enumerate(factors)]
        parts.append((f"{sums(factors, whole)} {{z}}", {"z": whole}))
        parts.append(("{a} = {value}", {"a": a(1, at), "value": moment.read(a(1, at), _DIGITS)}))
        return parts

    def _backward(self, one: OneStep) -> list[_Piece]:
        at = one.neuron
        parts: list[_Piece] = [("{of} =", {"of": slope(C, a(1, at))})]
        if len(self.sent) > 1:
            parts += [_plus([term], first=not place) for place, term in enumerate(self.sent)]
            parts.append((f"{adds(self.sent, self.left)} {{sum}}", {"sum": self.left}))
        else:
            parts.append(("{sum}", {"sum": self.left}))
        left = "({left})" if self.left.numeral.negative else "{left}"
        written = f"{{delta}} = {left} dot.op {{bend}} {joins([self.left, self.bend], self.delta)} {{value}}"
        given: dict[str, Part] = {"left": self.left, "bend": self.bend, "value": self.delta, "delta": delta(1, at)}
        return [*parts, (written, given)]


def _plus(factors: Sequence[Reading], *, first: bool) -> _Piece:
    """Return a term of a sum, as a product of its factors; a first one without a plus."""
    given: dict[str, Part] = {f"n{place}": one for place, one in enumerate(factors)}
    later = (f"({{n{place}}})" if one.numeral.negative else f"{{n{place}}}" for place, one in enumerate(factors))
    head, *rest = later
    sign = "" if first or factors[0].numeral.negative else "+"
    return " dot.op ".join([sign + (head.strip("()")), *rest]), given
