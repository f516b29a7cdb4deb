"""The steps of a derivation in the order they are told: the chain rule, its factors, then layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sympy import Expr

from core.algebra.exact import Number, as_double
from core.algebra.in_order import Factors, Terms
from core.algebra.indexed import layer_of
from core.algebra.local_slopes import WRITTEN_OUT
from core.algebra.steps import Factor, Step
from core.algebra.sweep import Sweep
from core.algebra.symbols import symbol
from core.model.quantity import C, Quantity, a, delta, slope, z

_NAMES = {"w": "dz_dw", "b": "dz_db", "a": "dz_da"}


@dataclass(frozen=True, slots=True)
class Told:
    """The steps up to the whole product, the chain rule's factors, and the slope's number."""

    steps: tuple[Step, ...]
    branches: tuple[tuple[Factor, ...], ...]
    number: Number


def tell(sweep: Sweep, quantity: Quantity, by: Quantity) -> Told:
    """Tell how a slope of the cost is found.

    Parameters
    ----------
    sweep : Sweep
        Down to the quantity's layer.
    quantity : Quantity
        As the user named it.
    by : Quantity
        What the cost is differentiated by.

    Returns
    -------
    Told

    Examples
    --------
    >>> import numpy as np
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.algebra.evaluation import Evaluation
    >>> from core.passes.forward import forward
    >>> from core.algebra.local_slopes import LocalSlopes
    >>> from core.model.network import Layer, Network
    >>> from core.model.quantity import w
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["sigmoid"]),))
    >>> sweep = Sweep(LocalSlopes(Evaluation(forward(network, [1.0]), np.array([0.0]))), 0)
    >>> [one.rule for one in tell(sweep, slope(C, w(1)), w(1)).steps[0].substeps]
    ['slope of the weighted sum', 'slope of the activation', 'slope of the cost']
    """
    first = _chain_rule(sweep, quantity, by)
    if by.kind == "a" and by.layer == sweep.local.network.depth:
        return first
    return Told((*first.steps, *_layers(sweep, by)), first.branches, first.number)


def _chain_rule(sweep: Sweep, quantity: Quantity, by: Quantity) -> Told:
    """Tell the first step, one layer on, with each of its factors derived."""
    network, number, layer = sweep.local.network, _number(sweep, by), layer_of(by)
    if by.kind == "a" and layer == network.depth:
        step = sweep.local.dC(by)
        return Told((step,), ((sweep.local.factor(step, "dC_da"),),), number)
    ends = [z(layer, by.neurons[0])]
    if by.kind == "a":
        ends = [z(layer + 1, i) for i in range(network.widths[layer + 1])]
    chains = [chain for end in ends for chain in _chains(sweep, by, end)]
    branches = tuple(tuple(sweep.local.factor(step, name) for name, step in chain) for chain in chains)
    products: list[Expr] = [Factors(*(step.left for _, step in chain)) for chain in chains]
    right = products[0] if len(products) == 1 else Terms(*products)
    rule = "chain rule" if len(products) == 1 else "chain rule, sum over paths"
    steps = {step.what: step for chain in chains for _, step in chain}
    top = Step(quantity, rule, right, as_double(number), tuple(steps.values()))
    return Told((top,), branches, number)


def _number(sweep: Sweep, by: Quantity) -> Number:
    """Return the slope with respect to a quantity with all its digits."""
    if by.kind == "a":
        return sweep.number(slope(C, by))
    layer = layer_of(by)
    found = sweep.number(delta(layer, by.neurons[0]))
    return found * sweep.number(a(layer - 1, by.neurons[1])) if by.kind == "w" else found


def _chains(sweep: Sweep, by: Quantity, end: Quantity) -> Iterator[list[tuple[str, Step]]]:
    """Yield the named steps of each product that leads from a quantity by way of the weighted sum `end`."""
    local, layer, j = sweep.local, layer_of(end), end.neurons[0]
    start = [] if by.kind == "z" else [(_NAMES[by.kind], local.dz(end, by))]
    if local.network.layer(layer).activation.elementwise:
        yield [*start, ("da_dz", local.da(a(layer, j), end)), ("dC_da", _dC_da(sweep, layer, j))]
    elif by.kind == "a":
        yield [*start, ("dC_dz", _delta(sweep, j))]
    else:
        for i in range(local.network.widths[-1]):
            yield [*start, ("da_dz", local.da(a(layer, i), end)), ("dC_da", _dC_da(sweep, layer, i))]


def _dC_da(sweep: Sweep, layer: int, k: int) -> Step:
    """Tell dC/da of one neuron: the cost's slope at an output, a sum over the next layer elsewhere."""
    what, network = a(layer, k), sweep.local.network
    if layer == network.depth:
        return sweep.local.dC(what)
    rule = "chain rule" if network.widths[layer + 1] == 1 else "sum over paths"
    return Step(slope(C, what), rule, sweep.dC_da(layer, k), sweep.value(slope(C, what)))


def _delta(sweep: Sweep, j: int) -> Step:
    """Tell delta of one softmax output: a sum over all outputs, each of which hears z_j."""
    network = sweep.local.network
    depth, what = network.depth, delta(network.depth, j)
    entries = [
        Factors(symbol(slope(a(depth, i), z(depth, j))), symbol(slope(C, a(depth, i))))
        for i in range(network.widths[-1])
    ]
    return Step(what, "chain rule, sum over outputs", Terms(*entries), sweep.value(what))


def _layers(sweep: Sweep, by: Quantity) -> Iterator[Step]:
    """Tell dC/da of every neuron from the first layer that the chain rule left open, on to the cost."""
    network = sweep.local.network
    first = layer_of(by) + (2 if by.kind == "a" else 1)
    told = {network.layer(first - 1).activation.name} if first > 1 else set()
    for layer in range(first, network.depth + 1):
        row = network.layer(layer).activation
        if row.name not in told and row.elementwise:
            told.add(row.name)
            yield sweep.local.da(a(layer, 0), z(layer, 0))
        for k in range(network.widths[layer]):
            step = _dC_da(sweep, layer, k)
            yield step if k == 0 else replace(step, substeps=())
        if not row.elementwise:
            yield from _softmax(sweep)
    yield from _cancelled(sweep, by)


def _softmax(sweep: Sweep) -> Iterator[Step]:
    """Tell every entry of softmax's Jacobian, and what the cost's slope becomes through it."""
    network = sweep.local.network
    depth, n = network.depth, network.widths[-1]
    for j in range(n):
        for i in range(n):
            step = sweep.local.da(a(depth, i), z(depth, j))
            if (i, j) in {(0, 0), (1, 0)}:
                yield step
            elif n <= WRITTEN_OUT:
                yield replace(step, substeps=())
        yield _delta(sweep, j)


def _cancelled(sweep: Sweep, by: Quantity) -> Iterator[Step]:
    """Tell where sigma' cancels the cost's pole, as in delta = a - y."""
    network = sweep.local.network
    depth = network.depth
    outputs = [by.neurons[0]] if by.layer == depth and by.kind != "a" else range(network.widths[-1])
    for j in outputs:
        joint = sweep.joint(j)
        if joint is not None:
            what = delta(depth, j)
            yield Step(what, "cancelling", joint, sweep.value(what))
