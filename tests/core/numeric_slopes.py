"""Slopes from the numeric passes alone, for holding derivations against them."""

import math

import numpy as np
import sympy

from core.algebra.evaluation import Evaluation
from core.algebra.symbols import symbol
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.network import Layer, Network
from core.model.quantity import C, Quantity, a, b, delta, slope, w, z
from core.passes.backward import backward
from core.passes.forward import forward


def network_of(widths, names, cost="squared_error", seed=0):
    random = np.random.default_rng(seed)
    layers = (
        Layer(random.normal(size=(n, n_prev)), random.normal(size=n), ACTIVATIONS[name])
        for n_prev, n, name in zip(widths, widths[1:], names, strict=False)
    )
    return Network(tuple(layers), COSTS[cost])


def every_slope(network):
    """Name every slope that can be derived."""
    for layer in range(network.depth + 1):
        for j in range(network.widths[layer]):
            yield slope(C, a(layer, j))
            if layer:
                yield from (slope(C, b(layer, j)), delta(layer, j), slope(C, z(layer, j)))
                yield from (slope(C, w(layer, j, k)) for k in range(network.widths[layer - 1]))


def numeric(network, quantity, x, y):
    """Read a slope off the backward pass, with the size of the terms it was added up from."""
    seen = forward(network, x)
    swept = backward(seen, y)
    by = quantity.by or Quantity("z", quantity.layer, quantity.neurons)
    if by.kind == "a" and by.layer == network.depth:
        found = network.cost.slope(seen.output, y)
    elif by.kind == "a":
        found = swept.layers[by.layer].dC_da_prev
    else:
        one = swept.layers[by.layer - 1]
        found = {"w": one.dC_dW, "b": one.dC_db, "z": one.delta}[by.kind]
    return float(found[by.neurons])


def near(value, expected, scale=0.0):
    return math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9 * scale + 1e-300)


def evaluation_with_slopes(network, x, y):
    """Know every slope from the numeric pass alone, the derivation's own sweep left out."""
    evaluation = Evaluation(forward(network, x), y)
    with np.errstate(all="ignore"):
        for quantity in every_slope(network):
            evaluation.known[symbol(quantity)] = sympy.Float(numeric(network, quantity, x, y), 30)
    for layer, one in enumerate(network.layers, 1):
        slopes = one.activation.slope(forward(network, x).layers[layer - 1].z)
        for j in range(one.n):
            for i in range(one.n) if slopes.ndim > 1 else (j,):
                entry = slopes[i, j] if slopes.ndim > 1 else slopes[j]
                evaluation.known[symbol(slope(a(layer, i), z(layer, j)))] = sympy.Float(float(entry), 30)
            for k in range(one.n_prev):
                evaluation.known[symbol(slope(z(layer, j), a(layer - 1, k)))] = sympy.Float(one.W[j, k], 30)
                at = forward(network, x).layers[layer - 1].a_prev[k]
                evaluation.known[symbol(slope(z(layer, j), w(layer, j, k)))] = sympy.Float(at, 30)
            evaluation.known[symbol(slope(z(layer, j), b(layer, j)))] = sympy.Float(1, 30)
    return evaluation
