"""The whole product along one path, from a quantity to the cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from sympy import Expr, S

from core.algebra.exact import Number, as_double
from core.algebra.in_order import Factors
from core.algebra.indexed import layer_of
from core.algebra.steps import Factor
from core.algebra.sweep import Sweep
from core.algebra.symbols import symbol
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z
from core.passes.paths import Path, count_paths, largest_paths, paths_from

SHOWN = 8


@dataclass(frozen=True, slots=True)
class PathProduct:
    """The product of every slope along one path.

    Parameters
    ----------
    path : Path
    factors : tuple of Factor
        Named with their layer: dz_dw_1, da_dz_1, dz_da_2, da_dz_2, dC_da_2.
    number : mpmath.mpf
        The path's share with digits to spare.

    Examples
    --------
    >>> PathProduct(Path(1, (0,), 0), (), 2).value
    2.0
    """

    path: Path
    factors: tuple[Factor, ...]
    number: Number

    @property
    def value(self) -> float:
        """The path's share of the slope."""
        return as_double(self.number)

    @property
    def expression(self) -> Expr:
        """The product as a SymPy expression; a factor 1 is left out where there are others."""
        parts = [one.expression for one in self.factors if one.expression != S.One] or [S.One]
        return parts[0] if len(parts) == 1 else Factors(*parts)


def products(sweep: Sweep, by: Quantity, limit: int) -> tuple[PathProduct, ...]:
    """Return the product along every path, or along the largest when there are more than `limit`.

    Parameters
    ----------
    sweep : Sweep
        Down to the quantity's layer.
    by : Quantity
        A weight, bias, weighted sum or activation.
    limit : int

    Returns
    -------
    tuple of PathProduct

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.algebra.evaluation import Evaluation
    >>> from core.passes.forward import forward
    >>> from core.algebra.local_slopes import LocalSlopes
    >>> from core.model.network import Layer, Network
    >>> network = Network((Layer([[2.0], [3.0]], [0.5, 0.5], ACTIVATIONS["identity"]),))
    >>> local = LocalSlopes(Evaluation(forward(network, [1.0]), np.array([0.0, 0.0])))
    >>> [one.value for one in products(Sweep(local, 0), a(0), 64)]
    [10.0, 21.0]
    """
    network = sweep.local.network
    layer, neuron = layer_of(by), by.neurons[0]
    if by.kind == "a" and layer == network.depth:
        return (_along(sweep, by, Path(layer, (neuron,), neuron)),)
    if count_paths(network, layer) <= limit:
        paths = list(paths_from(network, layer, neuron))
    else:
        outputs = [sweep.value(slope(C, a(network.depth, j))) for j in range(network.widths[-1])]
        paths = largest_paths(sweep.evaluation.forward_pass, np.array(outputs), layer, neuron, min(SHOWN, limit))
    return tuple(_along(sweep, by, path) for path in paths)


def _along(sweep: Sweep, by: Quantity, path: Path) -> PathProduct:
    factors = tuple(_factors(sweep, by, path))
    return PathProduct(path, factors, _number(sweep, by, path))


def _factors(sweep: Sweep, by: Quantity, path: Path) -> Iterator[Factor]:
    """Yield the slopes from the quantity to the cost."""
    layer, neuron = path.layer, path.neurons[0]
    if by.kind == "w":
        yield _known(sweep, f"dz_dw_{layer}", slope(z(layer, neuron), by), symbol(a(layer - 1, by.neurons[1])))
    elif by.kind == "b":
        yield _known(sweep, f"dz_db_{layer}", slope(z(layer, neuron), b(layer, neuron)), S.One)
    if by.kind != "a":
        yield _da_dz(sweep, path, layer)
    for number, j, k in path.edges:
        yield _known(sweep, f"dz_da_{number}", slope(z(number, j), a(number - 1, k)), symbol(w(number, j, k)))
        yield _da_dz(sweep, path, number)
    depth = sweep.local.network.depth
    output = a(depth, path.output)
    yield _known(sweep, f"dC_da_{depth}", slope(C, output), sweep.local.dC_expression(path.output))


def _da_dz(sweep: Sweep, path: Path, layer: int) -> Factor:
    network, j = sweep.local.network, path.neurons[layer - path.layer]
    if network.layer(layer).activation.elementwise:
        return _known(sweep, f"da_dz_{layer}", slope(a(layer, j), z(layer, j)), sweep.da_dz(layer, j))
    entry = sweep.jacobian(path.output, j)
    return _known(sweep, f"da_dz_{layer}", slope(a(layer, path.output), z(layer, j)), entry)


def _known(sweep: Sweep, name: str, quantity: Quantity, expression: Expr) -> Factor:
    value = as_double(sweep.evaluation.remembered(expression))
    return Factor(name, quantity, expression, sweep.local.concrete(expression), value)


def _number(sweep: Sweep, by: Quantity, path: Path) -> Number:
    """Return the path's share, its last two slopes taken together so that a pole of the cost cancels."""
    number, network = sweep.evaluation.remembered, sweep.local.network
    depth, last = network.depth, path.neurons[-1]
    if by.kind == "a" and by.layer == depth:
        return sweep.number(slope(C, by))
    row = network.layers[-1].activation
    found = sweep.number(delta(depth, last)) if row.elementwise else sweep.through_output(path.output, last)
    parts = [found]
    for layer, j in enumerate(path.neurons, path.layer):
        if layer < depth and (layer > path.layer or by.kind != "a"):
            parts.append(number(sweep.da_dz(layer, j)))
    parts.extend(number(symbol(w(*edge))) for edge in path.edges)
    if by.kind == "w":
        parts.append(number(symbol(a(path.layer - 1, by.neurons[1]))))
    return prod(parts)
