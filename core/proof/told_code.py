"""What a run of the code found, under the addresses of quantities: the only source of numbers where code is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from core.model.arithmetic import Expression
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.expression_value import evaluate
from core.model.fact import Fact
from core.model.network import Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, y, z
from core.passes.moment import Moment
from core.passes.trace import State
from core.proof.code_run import LineRun, run_code

_RAN = State()


class Told(NamedTuple):
    """What one run of a line made.

    Parameters
    ----------
    line : int
        From 1.
    name : str
        As formulas of a layer are called: z, a, delta, dC_db, dC_dw, dC_da; `start` for the cost's slope by the
        outputs.
    layer : int
        Whose z, a, delta or slopes they are; dC_da is of the layer before it.
    values : ndarray
    """

    line: int
    name: str
    layer: int
    values: Array


def told_of(runs: Sequence[LineRun], depth: int) -> tuple[Told, ...]:
    """Return what the lines made that make a number, in the order in which they ran.

    Parameters
    ----------
    runs : sequence of LineRun
        As `run_code` returns them.
    depth : int
        How many layers there are.

    Returns
    -------
    tuple of Told

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.notation.code_form import code_form
    >>> network, examples = read("networks/chain.toml")
    >>> runs = run_code(code_form(network), network, examples.X[0], examples.Y[0])
    >>> [(one.line, one.name, one.layer) for one in told_of(runs, network.depth)][:4]
    [(3, 'z', 1), (4, 'a', 1), (3, 'z', 2), (4, 'a', 2)]
    """
    return tuple(one for run in runs for one in _told(run, depth))


def _told(run: LineRun, depth: int) -> Iterator[Told]:
    """Yield what one run made; what only begins a list, or only names a layer, makes no number."""
    made = run.written
    layer = run.read["l"] + 1 if "l" in run.read else depth
    if "z" in made and "a" not in made:
        yield Told(run.line, "z", len(made["z"]), made["z"][-1])
    elif "a" in made and "z" not in made:
        yield Told(run.line, "a", len(made["a"]) - 1, made["a"][-1])
    elif "d" in made:
        yield Told(run.line, "delta", layer, made["d"])
    elif "g" in made:
        yield Told(run.line, "dC_da" if "l" in run.read else "start", layer, made["g"])
    for name, key in (("dC_db", "dC_db"), ("dC_dW", "dC_dw")):
        if name in made:
            yield Told(run.line, key, layer, made[name][layer - 1])


@dataclass(frozen=True, slots=True)
class CodeMoment(Moment):
    """A moment whose numbers, on the first example at rest, are those that some code has found.

    Parameters
    ----------
    numbers : mapping of Quantity to float

    Raises
    ------
    InputError
        If a number is asked for that the code has not found.
    """

    numbers: Mapping[Quantity, float] = field(default_factory=dict, repr=False)

    def value(self, q: Expression) -> float:
        """Return what the code has found; facts are the network's."""

        def look_up(one: Quantity | Fact) -> float:
            return Moment.value(self, one) if isinstance(one, Fact) else self.value(one)

        if not isinstance(q, Quantity):
            return float(evaluate(q, look_up))
        if self.state != _RAN:
            return Moment.value(self, q)
        if q not in self.numbers:
            raise InputError("", str(q), "expected a number that the code finds", "found none")
        return self.numbers[q]


def code_moment(text: str, moment: Moment) -> CodeMoment:
    """Run the code on the first example, and return the moment of what it found.

    Beside what lines wrote: the network's own W, b and y, which they read, and the slopes of activations by their z,
    which the functions that they call make of the z that they wrote.

    Parameters
    ----------
    text : str
        Of `core.notation.code_form.code_form`.
    moment : Moment
        Of the first example, at rest.

    Returns
    -------
    CodeMoment

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.notation.code_form import code_form
    >>> from core.passes.trace import Trace
    >>> moment = Moment(Trace(*read("networks/iris.toml")))
    >>> found = code_moment(code_form(moment.network), moment)
    >>> one = delta(3, 1)
    >>> abs(found.value(one) - moment.value(one)) < 1e-15
    True
    """
    network, examples = moment.network, moment.examples
    runs = run_code(text, network, examples.X[0], examples.Y[0])
    numbers = {**_under(lambda k: a(0, k), examples.X[0]), **_under(y, examples.Y[0])}
    for layer, own in enumerate(network.layers, 1):
        numbers |= _under(lambda j, k, layer=layer: w(layer, j, k), own.W)
        numbers |= _under(lambda j, layer=layer: b(layer, j), own.b)
    for told in told_of(runs, network.depth):
        numbers |= _under(_ADDRESS[told.name](told.layer), told.values)
        if told.name == "z":
            numbers |= _curves(network, told)
    return CodeMoment(moment.trace, moment.state, numbers)


def _under(address: Callable[..., Quantity], values: Any) -> dict[Quantity, float]:  # noqa: ANN401
    """Return an array's numbers by their addresses."""
    array = np.asarray(values, dtype=float)
    return {address(*place): float(array[place]) for place in product(*map(range, array.shape))}


_ADDRESS: Mapping[str, Callable[[int], Callable[..., Quantity]]] = {
    "z": lambda layer: lambda j: z(layer, j),
    "a": lambda layer: lambda j: a(layer, j),
    "start": lambda layer: lambda j: slope(C, a(layer, j)),
    "delta": lambda layer: lambda j: delta(layer, j),
    "dC_db": lambda layer: lambda j: slope(C, b(layer, j)),
    "dC_dw": lambda layer: lambda j, k: slope(C, w(layer, j, k)),
    "dC_da": lambda layer: lambda k: slope(C, a(layer - 1, k)),
}


def _curves(network: Network, sums: Told) -> dict[Quantity, float]:
    layer, row = sums.layer, network.layer(sums.layer).activation
    slopes = row.slope(sums.values)
    if row.elementwise:
        return _under(lambda j: slope(a(layer, j), z(layer, j)), slopes)
    return _under(lambda i, j: slope(a(layer, i), z(layer, j)), slopes)
