"""The same slopes from `autograd`, an independent automatic differentiation, on random networks."""

import autograd.numpy as anp
import autograd.scipy.special as asp
import numpy as np
import sympy
from autograd import grad
from hypothesis import given, settings

from core.model.network import Examples
from core.passes.forward import forward
from core.passes.slopes import LayerSlopes, analytic
from tests.closeness import assert_slopes_close
from tests.strategies import networks_with_examples

SIGMA = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.exp(anp.minimum(z, 0.0)) - 1),
    "softplus": lambda z: anp.logaddexp(0.0, z),
    "gelu": lambda z: z / 2 * asp.erfc(-z / np.sqrt(2)),
    "silu": lambda z: z / (1 + anp.exp(-z)),
    "identity": lambda z: z,
    "sin": anp.sin,
    "cos": anp.cos,
    "exp": anp.exp,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z)),
}
"""Written down once more; of a row that is not among them the formula is taken."""
COST = {
    "squared_error": lambda a, y: anp.sum((a - y) ** 2),
    "half_squared_error": lambda a, y: anp.sum((a - y) ** 2) / 2,
    "mean_squared_error": lambda a, y: anp.mean((a - y) ** 2),
    "binary_cross_entropy": lambda a, y: -anp.sum(y * anp.log(a) + (1 - y) * anp.log(1 - a)),
    "cross_entropy": lambda a, y: -anp.sum(y * anp.log(a)),
}


def written(formula, *names):
    """A row's formula as a function that autograd can follow."""
    symbols = {name: sympy.Symbol(name) for name in names}
    functions = [{"exp": anp.exp, "log": anp.log, "sqrt": anp.sqrt, "erf": asp.erf}, anp]
    return sympy.lambdify(list(symbols.values()), sympy.sympify(formula, locals=symbols), functions)


def cost_of(parameters, x, y, network):
    a = x
    for (W, b), layer in zip(parameters, network.layers, strict=True):
        row = layer.activation
        a = (SIGMA.get(row.name) or written(row.formula, "z"))(anp.dot(W, a) + b)
    if network.cost.name in COST:
        return COST[network.cost.name](a, y)
    return anp.sum(written(network.cost.formula, "a", "y", "n")(a, y, len(y)))


@settings(max_examples=120, deadline=None)
@given(networks_with_examples(sizes=(1, 2)))
def test_slopes_are_those_of_autograd(drawn):
    network, examples = drawn
    parameters = [(np.array(layer.W), np.array(layer.b)) for layer in network.layers]
    for x, y in zip(examples.X, examples.Y, strict=True):
        seen = forward(network, x)
        rounds = network.cost.name == "binary_cross_entropy" or network.layers[-1].activation.name == "softmax"
        if rounds and seen.output.max() > 1 - 1e-6:
            continue  # where autograd loses the digits of 1 - a, ours has more of them
        slopes, dC_dx = grad(cost_of, (0, 1))(parameters, x, y, network)
        # autograd gives no slopes with respect to hidden activations, but W^T dC/db is one more way to them
        theirs = [
            LayerSlopes(dC_dW, dC_db, W.T @ dC_db) for (dC_dW, dC_db), (W, _) in zip(slopes, parameters, strict=True)
        ]
        theirs[0] = LayerSlopes(*slopes[0], dC_dx)
        assert_slopes_close(analytic(network, x, y), theirs, network, Examples([x], [y]))
