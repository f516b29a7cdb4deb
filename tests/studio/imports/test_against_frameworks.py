"""Files that a framework wrote give the outputs that the framework computes."""

import importlib.util
import warnings

import numpy as np
import pytest
from click.testing import CliRunner

from core.passes.forward import forward
from studio.command_line import lecture
from studio.imports import network_of
from tests.studio.frameworks import Y3, X, examples_file, import_keras, outputs_of, torch_network, torch_outputs

with_torch = [
    pytest.mark.torch,
    pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed"),
    pytest.mark.filterwarnings("ignore"),  # frameworks warn of each other
]
pytestmark = pytest.mark.xdist_group("frameworks")


@pytest.fixture
def imported(tmp_path):
    """Return a function that imports a file and returns the path of the network file."""
    examples = examples_file(tmp_path)

    def run(file, *options, cost="squared_error"):
        out = tmp_path / "mine.toml"
        told = ["import", str(file), "-o", str(out), "--examples", str(examples), *options]
        told += ["--cost", cost] if cost else []
        result = CliRunner().invoke(lecture, told)
        assert result.exit_code == 0, result.output
        return out

    return run


def marked(*functions):
    return [pytest.param(function, marks=with_torch) for function in functions]


# ---------------------------------------------------------------- scikit-learn


def fitted(kind="classifier", activation="tanh", outputs=None):
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    classes = np.arange(20) % 3
    maker, wanted = (MLPClassifier, classes) if kind == "classifier" else (MLPRegressor, X[:, :2])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is not meant to converge
        mlp = maker(hidden_layer_sizes=(3, 3), activation=activation, max_iter=3, random_state=0)
        return mlp.fit(X, wanted if outputs is None else outputs)


@pytest.mark.parametrize("activation", ["identity", "logistic", "tanh", "relu"])
def test_scikit_learn_through_its_public_arrays(activation):
    classifier = fitted(activation=activation)
    network = network_of(classifier, name="flowers")
    assert (network.cost.name, network.name) == ("cross_entropy", "flowers")
    np.testing.assert_allclose(forward(network, X).output, classifier.predict_proba(X), rtol=1e-10)
    regressor = fitted("regressor", activation)
    network = network_of(regressor, cost="squared_error")
    np.testing.assert_allclose(forward(network, X).output, regressor.predict(X), rtol=1e-10)


def test_scikit_learn_says_its_cost_where_it_is_one_of_ours():
    two = network_of(fitted(outputs=np.arange(20) % 2))
    assert (two.cost.name, two.layers[-1].activation.name) == ("binary_cross_entropy", "sigmoid")
    assert network_of(fitted("regressor", outputs=X[:, 0])).cost.name == "half_squared_error"
    with pytest.raises(ValueError, match="cost: expected one, found none"):
        network_of(fitted("regressor"))


def test_scikit_learn_arrays_in_an_npz_file(imported, tmp_path):
    mlp = fitted(activation="relu")
    arrays = {f"coefs_{i}": W for i, W in enumerate(mlp.coefs_)}
    arrays |= {f"intercepts_{i}": b for i, b in enumerate(mlp.intercepts_)}
    np.savez(tmp_path / "mlp.npz", **arrays)
    path = imported(tmp_path / "mlp.npz", "--activation", "relu", "--output-activation", "softmax")
    np.testing.assert_allclose(outputs_of(path), mlp.predict_proba(X), rtol=1e-10)


def test_scikit_learn_exported_to_onnx(imported, tmp_path):
    """MatMul and Add, with more outputs than the one of numbers."""
    import onnx.reference
    from skl2onnx import to_onnx

    mlp = fitted(activation="logistic")
    model = to_onnx(mlp, X[:1].astype(np.float32), options={"zipmap": False})
    assert {"MatMul", "Add", "Cast", "ArgMax"} <= {node.op_type for node in model.graph.node}
    (tmp_path / "mlp.onnx").write_bytes(model.SerializeToString())
    outputs = outputs_of(imported(tmp_path / "mlp.onnx"))
    run = onnx.reference.ReferenceEvaluator(model).run(["probabilities"], {"X": X.astype(np.float32)})
    np.testing.assert_allclose(outputs, run[0], rtol=1e-4)
    np.testing.assert_allclose(outputs, mlp.predict_proba(X), rtol=1e-4)


@pytest.mark.parametrize("zipmap", [True, False])
@pytest.mark.parametrize("scaler", ["StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler"])
def test_scikit_learn_pipelines_exported_to_onnx(imported, tmp_path, zipmap, scaler):
    """Two columns of which one is kept, maps of classes, and scalers."""
    from skl2onnx import to_onnx
    from sklearn import pipeline, preprocessing

    classes = np.arange(20) % (2 if zipmap else 3)
    model = pipeline.make_pipeline(getattr(preprocessing, scaler)().fit(X), fitted(outputs=classes))
    exported = to_onnx(model, X[:1], options={"zipmap": zipmap})
    (tmp_path / "mine.onnx").write_bytes(exported.SerializeToString())
    np.savez(tmp_path / "examples.npz", X=X, Y=classes)
    path = imported(tmp_path / "mine.onnx", cost="")
    expected = model.predict_proba(X)
    np.testing.assert_allclose(outputs_of(path), expected[:, 1:] if zipmap else expected, rtol=1e-5)
    assert read_network(path).cost.name == ("binary_cross_entropy" if zipmap else "cross_entropy")


# ---------------------------------------------------------------- PyTorch


def torch_activations():
    from torch import nn

    return {
        "sigmoid": nn.Sigmoid(),
        "tanh": nn.Tanh(),
        "relu": nn.ReLU(),
        "leaky_relu": nn.LeakyReLU(),
        "leaky_relu(0.2)": nn.LeakyReLU(0.2),
        "elu": nn.ELU(),
        "elu(0.7)": nn.ELU(0.7),
        "softplus": nn.Softplus(),
        "gelu": nn.GELU(),
        "silu": nn.SiLU(),
        "identity": nn.Identity(),
    }


@pytest.mark.parametrize("function", marked("safetensors", "npz"))
def test_pytorch_state_dictionaries(imported, tmp_path, function):
    import torch
    from safetensors.torch import save_file

    network = torch_network(torch.nn.ReLU(), torch.nn.Tanh(), torch.nn.Softmax(dim=1))
    state = network.state_dict()
    path = tmp_path / f"mine.{function}"
    if function == "npz":
        np.savez(path, **{name: tensor.numpy() for name, tensor in state.items()})
    else:
        save_file(state, path)
    path = imported(path, "--activations", "relu,tanh,softmax")
    np.testing.assert_allclose(outputs_of(path), torch_outputs(network), rtol=1e-7)


@pytest.mark.parametrize("dynamo", [pytest.param(choice, marks=with_torch) for choice in (True, False)])
@pytest.mark.parametrize("opset", [18, 20])
def test_pytorch_exported_to_onnx(imported, tmp_path, dynamo, opset):
    """Gemm with transB, and every activation that PyTorch has; silu and, before opset 20, gelu as products."""
    import torch

    activations = torch_activations()
    widths = (3, *[4] * (len(activations) - 1), 5, 3)
    network = torch_network(*activations.values(), torch.nn.Softmax(dim=1), widths=widths)
    path = tmp_path / "mine.onnx"
    torch.onnx.export(network, (torch.ones(1, 3),), path, dynamo=dynamo, opset_version=opset, verbose=False)
    out = imported(path)
    assert ", ".join(activations) in ", ".join(layer.activation.name for layer in read_network(out).layers)
    np.testing.assert_allclose(outputs_of(out), torch_outputs(network), rtol=1e-5)


@pytest.mark.parametrize("dynamo", [pytest.param(choice, marks=with_torch) for choice in (True, False)])
def test_what_stands_around_the_layers_of_pytorch_is_folded(imported, tmp_path, dynamo):
    """Normalisation at the input, batch normalisation before and after an activation, logarithms of softmax."""
    import torch

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            parts = [torch.nn.Flatten(), torch.nn.Linear(4, 5), torch.nn.BatchNorm1d(5), torch.nn.ReLU()]
            parts += [torch.nn.BatchNorm1d(5), torch.nn.Dropout(0.5), torch.nn.Linear(5, 3)]
            self.parts = torch.nn.Sequential(*parts)

        def forward(self, pictures):
            return torch.log_softmax(self.parts((pictures - 0.1307) / 0.3081), dim=1)

    torch.manual_seed(2)
    model, pictures = Model(), torch.rand(20, 2, 2)
    model(pictures)  # so that statistics move
    with torch.no_grad():
        expected = model.eval()(pictures).exp().numpy()
    path = tmp_path / "mine.onnx"
    torch.onnx.export(model, (pictures,), path, dynamo=dynamo, opset_version=18, verbose=False)
    np.savez(tmp_path / "examples.npz", X=pictures.numpy(), Y=np.arange(20) % 3)
    path = imported(path, cost="")
    np.testing.assert_allclose(outputs_of(path, pictures.numpy().reshape(20, 4)), expected, rtol=1e-5)
    assert read_network(path).cost.name == "cross_entropy"


@pytest.mark.parametrize("first", marked("Linear", "BatchNorm1d"))
def test_pytorch_batch_normalisation_in_state_dictionaries(imported, tmp_path, first):
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(2)
    parts = [torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.ReLU(), torch.nn.Linear(4, 3)]
    model = torch.nn.Sequential(*([torch.nn.BatchNorm1d(3)] if first == "BatchNorm1d" else []), *parts)
    model(torch.tensor(X, dtype=torch.float32))
    save_file(model.state_dict(), tmp_path / "mine.safetensors")
    path = imported(tmp_path / "mine.safetensors", "--activations", "relu,identity")
    np.testing.assert_allclose(outputs_of(path), torch_outputs(model.eval()), rtol=1e-5, atol=1e-6)


def read_network(path):
    from core.files.network_file import read

    return read(path)[0]


# ---------------------------------------------------------------- Keras


def keras_models():
    keras = import_keras()
    layers = keras.layers
    keras.utils.set_random_seed(3)
    names = ["sigmoid", "tanh", "relu", "softplus", "gelu", "silu", "elu", "leaky_relu", "exponential", "linear"]
    first = keras.Sequential([keras.Input((3,)), *(layers.Dense(4, name, name=f"my_{name}") for name in names)])
    first.add(layers.Dense(3, "softmax", use_bias=False))
    inputs = keras.Input((3,))
    value = layers.Dropout(0.5)(layers.Dense(5)(inputs))
    value = layers.LeakyReLU(negative_slope=0.1)(value)
    value = layers.ELU(alpha=0.6)(layers.Dense(4)(value))
    value = layers.Activation("tanh")(layers.Dense(4)(value))
    value = layers.Softmax()(layers.Dense(3)(value))
    second = keras.Model(inputs, value)
    for model in (first, second):
        for variable in model.trainable_variables:
            variable.assign(np.random.default_rng(5).normal(size=variable.shape) / 2)
    return first, second


@pytest.mark.parametrize("which", marked(0, 1))
def test_keras_models(imported, tmp_path, which):
    model = keras_models()[which]
    model.compile(loss="categorical_crossentropy")
    model.save(tmp_path / "mine.keras")
    path = imported(tmp_path / "mine.keras")
    np.testing.assert_allclose(outputs_of(path), model.predict(X, verbose=0), rtol=1e-5)


@pytest.mark.parametrize("which", marked(1))
def test_keras_weights(imported, tmp_path, which):
    model = keras_models()[which]
    model.compile(loss="mse")
    model.fit(X, Y3, verbose=0)  # so that an optimizer is saved too
    model.save_weights(tmp_path / "mine.weights.h5")
    path = imported(tmp_path / "mine.weights.h5", "--activations", "leaky_relu(0.1),elu(0.6),tanh,softmax")
    np.testing.assert_allclose(outputs_of(path), model.predict(X, verbose=0), rtol=1e-5)


@pytest.mark.parametrize("loss", marked("categorical_crossentropy", "mse"))
def test_keras_says_its_cost(tmp_path, loss):
    model = keras_models()[1]
    model.compile(loss=loss)
    model.save(tmp_path / "mine.keras")
    out = tmp_path / "mine.toml"
    told = ["import", str(tmp_path / "mine.keras"), "-o", str(out), "--examples", str(examples_file(tmp_path))]
    assert CliRunner().invoke(lecture, told).exit_code == 0
    assert read_network(out).cost.name == {"mse": "mean_squared_error"}.get(loss, "cross_entropy")
