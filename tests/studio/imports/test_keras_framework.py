"""Models that Keras itself made, trained and saved give what Keras computes with them."""

import importlib.util

import numpy as np
import pytest

from core.passes.forward import forward
from tests.studio.frameworks import import_keras
from tests.studio.imports.keras_files import network_of

pytestmark = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed"),
    pytest.mark.filterwarnings("ignore"),  # frameworks warn of each other
    pytest.mark.xdist_group("frameworks"),
]
RANDOM = np.random.default_rng(9)
X = (RANDOM.normal(size=(60, 4)) * [1, 5, 20, 50] + [0, -5, 30, 100]).astype(np.float32)
CLASSES = RANDOM.integers(0, 3, 60)


def normalised(keras):
    layers = keras.layers
    norm = layers.Normalization()
    norm.adapt(X)
    return [keras.Input((4,)), norm, layers.Dense(6, "relu"), layers.Dropout(0.3), layers.Dense(3, "softmax")]


def batch_normalised(keras):
    layers = keras.layers
    first = [keras.Input((4,)), layers.BatchNormalization(), layers.Dense(6, use_bias=False)]
    then = [layers.BatchNormalization(scale=False), layers.Activation("tanh"), layers.BatchNormalization()]
    return [*first, *then, layers.Dense(3, "softmax")]


def pictures(keras):
    layers = keras.layers
    scaled = [keras.Input((2, 2)), layers.Rescaling(1 / 127.5, offset=-1), layers.GaussianNoise(0.1)]
    return [*scaled, layers.Flatten(), layers.Dense(5, "silu"), layers.Dense(3, "softmax")]


def nested(keras):
    layers = keras.layers
    inner = keras.Sequential([keras.Input((4,)), layers.Rescaling(0.02), layers.Dense(5), layers.BatchNormalization()])
    return [keras.Input((4,)), inner, layers.ReLU(), layers.Dense(3, "softmax")]


def logits(keras):
    return [keras.Input((4,)), keras.layers.Rescaling(0.02), keras.layers.Dense(6, "gelu"), keras.layers.Dense(3)]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("functional", [False, True])
@pytest.mark.parametrize("layers", [normalised, batch_normalised, pictures, nested, logits])
def test_what_keras_computes_is_what_we_compute(tmp_path, layers, functional, ending):
    keras = import_keras()
    keras.utils.set_random_seed(4)
    row = layers(keras)
    if functional:
        value = row[0]
        for one in row[1:]:
            value = one(value)
        model = keras.Model(row[0], value)
    else:
        model = keras.Sequential(row)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=layers is logits)
    model.compile("adam", loss, metrics=["accuracy"])
    inputs = X.reshape(-1, *model.input_shape[1:])
    model.fit(inputs, CLASSES, batch_size=30, verbose=0)
    model.save(tmp_path / f"mine{ending}")
    network = network_of(tmp_path / f"mine{ending}", X[0], (1, 0, 0))
    computed = model.predict(inputs[:5], verbose=0).astype(np.float64)
    if layers is logits:
        computed = np.exp(computed) / np.exp(computed).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(forward(network, X[:5].astype(np.float64)).output, computed, rtol=1e-5)
    assert network.cost.name == "cross_entropy"
