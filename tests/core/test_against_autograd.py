"""The same slopes from `autograd`, an independent automatic differentiation, on random networks."""

import autograd.numpy as anp
import autograd.scipy.special as asp
import numpy as np
from autograd import grad
from hypothesis import given, settings

from core.backward import backward
from core.forward import forward
from tests.strategies import networks_with_examples

SIGMA = {
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": anp.tanh,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "softplus": lambda z: anp.log(1 + anp.exp(z)),
    "gelu": lambda z: z / 2 * (1 + asp.erf(z / np.sqrt(2))),
    "silu": lambda z: z / (1 + anp.exp(-z)),
    "identity": lambda z: z,
    "sin": anp.sin,
    "cos": anp.cos,
    "exp": anp.exp,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z)),
}
COST = {
    "squared_error": lambda a, y: anp.sum((a - y) ** 2),
    "half_squared_error": lambda a, y: anp.sum((a - y) ** 2) / 2,
    "mean_squared_error": lambda a, y: anp.mean((a - y) ** 2),
    "binary_cross_entropy": lambda a, y: -anp.sum(y * anp.log(a) + (1 - y) * anp.log(1 - a)),
    "cross_entropy": lambda a, y: -anp.sum(y * anp.log(a)),
}


def cost_of(parameters, x, y, network):
    a = x
    for (W, b), layer in zip(parameters, network.layers, strict=True):
        a = SIGMA[layer.activation.name](anp.dot(W, a) + b)
    return COST[network.cost.name](a, y)


@settings(max_examples=120, deadline=None)
@given(networks_with_examples(sizes=(1, 2)))
def test_slopes_are_those_of_autograd(drawn):
    network, examples = drawn
    parameters = [(np.array(layer.W), np.array(layer.b)) for layer in network.layers]
    for x, y in zip(examples.X, examples.Y, strict=True):
        seen = forward(network, x)
        if network.cost.name == "binary_cross_entropy" and (1 - seen.output).min() < 1e-6:
            continue  # autograd takes log(1 - a) of a rounded a
        found = backward(seen, y)
        slopes, dC_dx = grad(cost_of, (0, 1))(parameters, x, y, network)
        np.testing.assert_allclose(found.layers[0].dC_da_prev, dC_dx, rtol=1e-7, atol=1e-8 * (np.abs(dC_dx).max()))
        for layer, (dC_dW, dC_db) in zip(found.layers, slopes, strict=True):
            tolerance = {"rtol": 1e-7, "atol": 1e-9 * max(np.abs(dC_dW).max(), np.abs(dC_db).max()) + 1e-14}
            np.testing.assert_allclose(layer.dC_dW, dC_dW, **tolerance)
            np.testing.assert_allclose(layer.dC_db, dC_db, **tolerance)
