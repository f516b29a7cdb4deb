"""Old HDF5 files of Keras, models and weights alone, and the new .weights.h5."""

import numpy as np
import pytest

from tests.studio.imports.keras_files import (
    SQUARED,
    dense,
    hdf5,
    layer,
    network_of,
    output_of,
    refused,
    save,
    sequential,
)

RANDOM = np.random.default_rng(8)
W, B, V = RANDOM.normal(size=(2, 3)), RANDOM.normal(size=3), RANDOM.normal(size=(3, 1))
INPUT = layer("InputLayer", "x", batch_input_shape=[None, 2])
X = np.array([0.3, -0.7])
EXPECTED = 1 / (1 + np.exp(-(np.tanh(X @ W + B) @ V)))
ROW = [dense("dense_7", 3, "tanh"), dense("out", use_bias=False)]
SAID = ("--activations", "tanh,sigmoid", *SQUARED)


def arrays_of(end=":0", scope="", room="model_weights/"):
    arrays = {f"{room}dense_7/{scope}dense_7/kernel{end}": W, f"{room}dense_7/{scope}dense_7/bias{end}": B}
    return {**arrays, f"{room}out/{scope}out/kernel{end}": V}


@pytest.mark.parametrize("name", ["mine.h5", "mine.hdf5", "mine.H5", "mine.weights.h5"])
@pytest.mark.parametrize(("end", "scope"), [(":0", ""), ("", "sequential/")])
def test_old_models_of_keras_2_and_3(tmp_path, name, end, scope):
    trained = {"optimizer_weights/Adam/m/dense_7/kernel:0": W, "optimizer_weights/iteration:0": np.int64(3)}
    model = sequential(INPUT, *ROW, compile_config={"loss": "mse"})
    path = save(tmp_path / name, model, {**arrays_of(end, scope), **trained})
    network = network_of(path, X)
    assert network.cost.name == "mean_squared_error"
    np.testing.assert_allclose(output_of(path, X), EXPECTED, rtol=1e-12)


def test_a_keras_file_of_the_time_when_it_was_hdf5(tmp_path):
    save(tmp_path / "mine.h5", sequential(INPUT, *ROW), arrays_of()).rename(tmp_path / "mine.keras")
    np.testing.assert_allclose(output_of(tmp_path / "mine.keras", X, (1,), *SQUARED), EXPECTED, rtol=1e-12)


def test_a_sequential_model_that_lists_its_layers_alone(tmp_path):
    first = dense("dense_7", 3, "tanh", batch_input_shape=[None, 2])
    model = {"class_name": "Sequential", "config": [first, ROW[1]]}
    path = save(tmp_path / "mine.h5", model, arrays_of())
    np.testing.assert_allclose(output_of(path, X, (1,), *SQUARED), EXPECTED, rtol=1e-12)


@pytest.mark.parametrize("scope", ["", "inner/"])
def test_normalisation_and_a_model_within_in_an_old_file(tmp_path, scope):
    norm = layer("Normalization", "norm", axis=[-1], mean=None, variance=None)
    inner = layer("Sequential", "inner", layers=[INPUT, norm, ROW[0]])
    within = {f"model_weights/inner/{scope}dense_7/kernel:0": W, f"model_weights/inner/{scope}dense_7/bias:0": B}
    at = f"model_weights/inner/{'inner/norm/' if scope else ''}"
    within |= {f"{at}mean:0": [1.0, 2.0], f"{at}variance:0": [4.0, 9.0], f"{at}count:0": np.int64(5)}
    path = save(tmp_path / "mine.h5", sequential(inner, ROW[1]), {**within, "model_weights/out/out/kernel:0": V})
    np.testing.assert_allclose(output_of(path, X * [2, 3] + [1, 2], (1,), *SQUARED), EXPECTED, rtol=1e-12)


def test_old_weights_alone_come_in_the_order_that_the_file_says(tmp_path):
    """By the alphabet it would be another one, which fits as well."""
    square, names = RANDOM.normal(size=(2, 2)), [b"input_1", b"z", b"dropout_3", b"a"]
    arrays = {"z/z/kernel:0": square, "z/z/bias:0": [0.1, 0.2], "a/a/kernel:0": 2 * square, "a/a/bias:0": [0.3, 0.4]}
    for kind in (np.bytes_, object):
        data = hdf5({**arrays, "input_1": None, "dropout_3": None}, layer_names=np.array(names, kind))
        (tmp_path / "mine.h5").write_bytes(data)
        expected = np.tanh(X @ square + [0.1, 0.2]) @ (2 * square) + [0.3, 0.4]
        told = ("--activations", "tanh,identity", *SQUARED)
        np.testing.assert_allclose(output_of(tmp_path / "mine.h5", X, (1, 0), *told), expected, rtol=1e-12)


NEW = {"layers/dense/vars/0": W, "layers/dense/vars/1": B, "layers/dense_1/vars/0": V}


@pytest.mark.parametrize("more", [{}, {"metrics/mean/vars/0": np.float32(1), "optimizer/vars/1": W, "vars": None}])
def test_new_weights_alone(tmp_path, more):
    silent = dict.fromkeys(("layers/input_layer/vars", "layers/dropout_1/vars", "layers/re_lu/vars"))
    (tmp_path / "mine.weights.h5").write_bytes(hdf5({**NEW, **more, **silent}))
    np.testing.assert_allclose(output_of(tmp_path / "mine.weights.h5", X, (1,), *SAID), EXPECTED, rtol=1e-12)


@pytest.mark.parametrize(
    ("arrays", "names", "message"),
    [
        (
            {**NEW, "layers/rescaling/vars": None},
            None,
            "layer 'rescaling': expected Dense layers and activations, found",
        ),
        (
            {**NEW, "layers/add_1/vars": None},
            None,
            "layer 'add_1': expected Dense layers and activations, found a layer",
        ),
        (
            arrays_of(room=""),
            ["rescaling_2", "dense_7", "out"],
            "layer 'rescaling_2': expected Dense layers and activa",
        ),
        (
            {**NEW, "layers/batch_normalization/vars/0": B},
            None,
            "expected arrays of Dense layers, found another; save the",
        ),
        ({**NEW, "layers/sequential/layers/dense/vars/0": B}, None, "expected arrays of Dense layers, found another;"),
        (
            {**NEW, "layers/dense/vars/2": B},
            None,
            "expected layers of a kernel and a bias alone, found one with 2, bias,",
        ),
        ({"n/gamma:0": B, **arrays_of(room="")}, ["dense_7", "n", "out"], "layer 'n': expected layers of a kernel and"),
        (arrays_of(room=""), ["dense_7"], "out: expected one of the layers that it lists, found another;"),
        ({"layers/dense/vars/0": np.int8(W)}, None, "expected an array of floats, found values of type int8;"),
        ({"x": W}, None, "x: expected arrays of Dense layers, found another;"),
    ],
)
def test_weights_alone_of_a_model_that_they_do_not_tell_are_refused(tmp_path, arrays, names, message):
    data = hdf5(arrays, **({} if names is None else {"layer_names": names}))
    (tmp_path / "mine.weights.h5").write_bytes(data)
    told = refused(tmp_path / "mine.weights.h5", *SAID)
    assert message in told
    assert "float32" in told or "save the whole model, which says what its layers do: model.save('mine.keras')" in told
