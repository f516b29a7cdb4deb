"""From scikit-learn to a network file in two lines, behind scalers and searches too."""

import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, PolynomialFeatures, RobustScaler, StandardScaler

from core.files.network_file import read
from core.passes.forward import forward
from studio.imports import network_of, write_network

X = np.random.default_rng(3).normal(size=(30, 3)) * [1, 5, 20] + [0, 10, -3]
two, three = (X[:, 0] > 0).astype(int), np.arange(30) % 3


def fitted(*scalers, classifier=True, y=three):
    maker = MLPClassifier if classifier else MLPRegressor
    model = make_pipeline(*scalers, maker(hidden_layer_sizes=(3,), max_iter=5, random_state=0))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it is not meant to converge
        return model.fit(X, y)


@pytest.mark.parametrize(
    "scalers",
    [
        (StandardScaler(),),
        (StandardScaler(with_mean=False),),
        (StandardScaler(with_std=False),),
        (MinMaxScaler((-1, 2)), RobustScaler()),
        (RobustScaler(with_centering=False), "passthrough", MaxAbsScaler()),
        (RobustScaler(with_scaling=False),),
        (),
    ],
)
def test_scalers_become_part_of_the_first_layer_exactly(scalers):
    model = fitted(*scalers)
    np.testing.assert_allclose(forward(network_of(model), X).output, model.predict_proba(X), rtol=1e-9)


def test_a_search_gives_its_best_model():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        search = GridSearchCV(fitted(StandardScaler()), {"mlpclassifier__alpha": [0.1, 1]}, cv=2).fit(X, three)
    np.testing.assert_allclose(forward(network_of(search), X).output, search.predict_proba(X), rtol=1e-9)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (MLPClassifier(), "MLPClassifier: expected a fitted model, found one that is not; call fit first."),
        (make_pipeline(StandardScaler(), MLPRegressor()), "MLPRegressor: expected a fitted model, found one that is"),
        (GridSearchCV(MLPClassifier(), {}), "GridSearchCV: expected a fitted model, found one that is not"),
        (LogisticRegression().fit(X, two), "that ends with one, found LogisticRegression; a network is made of fully"),
        (fitted(PolynomialFeatures()), "PolynomialFeatures: expected scalers that scale and shift each input"),
        (fitted(MinMaxScaler(clip=True)), "found MinMaxScaler with clip=True; use it on the data before"),
    ],
)
def test_what_is_no_network_is_named_for_what_it_is(model, expected):
    with pytest.raises(ValueError, match=expected.replace("(", r"\(")):
        network_of(model)


def test_two_lines_make_a_network_file_with_examples(tmp_path):
    names = np.array(["setosa", "virginica", "versicolor"])[three]
    model = fitted(StandardScaler(), y=names)
    write_network(tmp_path / "mine.toml", model, X[:4], names[:4])
    network, examples = read(tmp_path / "mine.toml")
    assert (network.name, network.cost.name) == ("mine", "cross_entropy")
    assert examples.Y.tolist() == np.eye(3)[[list(model.classes_).index(name) for name in names[:4]]].tolist()
    np.testing.assert_allclose(forward(network, X).output, model.predict_proba(X), rtol=1e-9)
    assert "# scaling (StandardScaler) is part of coefs_[0]" in (tmp_path / "mine.toml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"expected no such file yet, found one; .* force=True"):
        write_network(tmp_path / "mine.toml", model, X[:4], names[:4])
    write_network(tmp_path / "mine.toml", model, X[:1], names[:1], force=True)
    assert len(read(tmp_path / "mine.toml")[1]) == 1


def test_values_and_classes_of_one_output_stand_as_they_are(tmp_path):
    write_network(tmp_path / "a.toml", fitted(y=two), X[:3], two[:3])
    assert read(tmp_path / "a.toml")[1].Y.tolist() == two[:3, np.newaxis].tolist()
    write_network(tmp_path / "b.toml", fitted(classifier=False, y=X[:, 0]), X[:3], X[:3, 0])
    assert read(tmp_path / "b.toml")[1].Y.tolist() == X[:3, :1].tolist()


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (X[:3], [0, 1, 7], "y: expected classes among"),
        (X[:3], [0, 1], "y: expected one example a row with 3 numbers each"),
        (X[:3, :2], [0, 1, 2], "X: expected one example a row with 3 numbers each"),
    ],
)
def test_examples_that_do_not_fit_are_told_and_nothing_is_written(tmp_path, x, y, expected):
    with pytest.raises(ValueError, match=expected):
        write_network(tmp_path / "mine.toml", fitted(), x, y)
    assert not list(tmp_path.iterdir())
