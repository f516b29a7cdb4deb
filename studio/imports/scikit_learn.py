"""scikit-learn's perceptrons through their public arrays, alone or behind scalers; its pickles are never opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Examples, Network
from studio.imports.assembly import assemble
from studio.imports.choices import Choices
from studio.imports.dense import IN_OUT, Dense, Found, dense, fitting
from studio.imports.folding import Affine, Step, folded
from studio.imports.network_writer import refuse_loss, write_checked
from studio.imports.our_names import activations_of, costs_by_partner, costs_of

SOURCE = "scikit-learn"
MODELS = ("MLPClassifier", "MLPRegressor")


def network_of(model: Any, *, name: str = "network", cost: str = "") -> Network:  # noqa: ANN401  of scikit-learn
    """Return the network of a fitted MLPClassifier or MLPRegressor, or of a Pipeline or search that ends with one.

    Parameters
    ----------
    model : MLPClassifier, MLPRegressor, Pipeline, GridSearchCV or the like
        Fitted; `coefs_[i]` has shape (n_prev, n). Scalers of a Pipeline become part of the first layer, so that the
        network takes values in their own units.
    name : str
    cost : str
        Default: the one it was fitted with. That of a regressor with several outputs, half the mean of squared
        differences, is not among ours, so one must be named.

    Returns
    -------
    Network

    Raises
    ------
    InputError
        If it is something else, not fitted, or has no cost of ours.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> names = {"activation": "relu", "out_activation_": "identity"}
    >>> mlp = SimpleNamespace(coefs_=[[[1.0], [2.0]]], intercepts_=[[0.5]], **names)
    >>> network_of(mlp, cost="squared_error").layer(1).W
    array([[1., 2.]])
    """
    found = _found(model)
    if not (cost or found.cost):
        remedy = "name one, as in cost='mean_squared_error'"
        raise InputError(SOURCE, "cost", "expected one", "found none of ours in this regressor", remedy)
    return assemble(found, Choices(cost=cost), SOURCE, name)


def write_network(
    path: str | Path,
    model: Any,  # noqa: ANN401  of scikit-learn
    X: ArrayLike,
    y: ArrayLike,
    *,
    name: str = "",
    cost: str = "",
    force: bool = False,
) -> None:
    """Write a network file of a fitted model of scikit-learn, with examples.

    Parameters
    ----------
    path : str or Path
        Ends with .toml.
    model : MLPClassifier, MLPRegressor, Pipeline, GridSearchCV or the like
        As `network_of` takes it.
    X : array_like, shape (m, n_0)
        Examples for the lessons to show; a few are enough.
    y : array_like, shape (m,) or (m, n_L)
        Their classes, as they were fitted, or values.
    name : str
        Shown in captions. Default: the file's stem.
    cost : str
        As `network_of` takes it.
    force : bool
        Whether a file that is there already may be lost.

    Raises
    ------
    InputError
        If the model or the examples do not make a network file, or there is one already.
    """
    path = Path(path)
    refuse_loss(path, force=force, option="force=True")
    network = network_of(model, name=name or path.stem, cost=cost)
    examples = _examples(_last(model)[0], network, np.asarray(X, np.float64), np.asarray(y))
    comment = "\n".join(["From scikit-learn.", *_found(model).notes])
    try:
        write_checked(path, network, examples, comment, force=force, option="force=True")
    except InputError as error:
        raise error.within(SOURCE) from None


def _found(model: Any) -> Found:  # noqa: ANN401  of scikit-learn
    mlp, scalers = _last(model)
    steps: list[Step] = [_scaler(one) for one in scalers if one not in {None, "passthrough"}]
    layers, notes = folded(SOURCE, [*steps, *_layers(mlp)])
    known = costs_by_partner().get(layers[-1].activation, "")
    if len(layers[-1].W) == 1:
        known = costs_of("scikit_learn").get(getattr(mlp, "loss", ""), known)
    return Found(fitting(SOURCE, layers), "scikit-learn's rule", known, notes)


def _last(model: Any) -> tuple[Any, list[Any]]:  # noqa: ANN401  of scikit-learn
    """Return the perceptron and what stands before it."""
    scalers: list[Any] = []
    for _ in range(10):  # a pipeline in a search in a pipeline ...
        if hasattr(model, "best_estimator_"):
            model = model.best_estimator_
        elif hasattr(model, "steps"):
            *before, (_, model) = model.steps
            scalers += [one for _, one in before]
    if not hasattr(model, "coefs_"):
        kind = type(model).__name__
        if kind in MODELS or hasattr(model, "best_score_") or hasattr(model, "param_grid"):
            raise InputError(SOURCE, kind, "expected a fitted model", "found one that is not", "call fit first")
        remedy = "a network is made of fully connected layers with weights coefs_"
        expected = f"expected {' or '.join(MODELS)}, or a Pipeline or search that ends with one"
        raise InputError(SOURCE, "", expected, f"found {kind}", remedy)
    return model, scalers


def _layers(mlp: Any) -> list[Dense]:  # noqa: ANN401  of scikit-learn
    last, known = len(mlp.coefs_) - 1, activations_of("scikit_learn")
    layers = []
    for i, (weights, biases) in enumerate(zip(mlp.coefs_, mlp.intercepts_, strict=True)):
        activation = known[mlp.out_activation_ if i == last else mlp.activation]
        W, b = np.asarray(weights), np.asarray(biases)
        layers.append(dense(SOURCE, f"coefs_[{i}]", W, b, IN_OUT, activation=activation))
    return layers


def _scaler(scaler: Any) -> Affine:  # noqa: ANN401  of scikit-learn
    """Return what a fitted scaler does as a scale and a shift."""
    kind = type(scaler).__name__
    told = vars(scaler)
    if kind in {"StandardScaler", "RobustScaler"}:
        centred = told.get("with_mean", told.get("with_centering"))
        spread, centre = told.get("scale_"), told.get("mean_" if kind == "StandardScaler" else "center_")
        scale = 1 / np.asarray(1.0 if spread is None else spread, np.float64)
        return Affine(kind, "scaling", scale, -np.asarray(centre if centred else 0.0, np.float64) * scale)
    if kind == "MinMaxScaler" and not told["clip"]:
        return Affine(kind, "scaling", np.asarray(told["scale_"]), np.asarray(told["min_"]))
    if kind == "MaxAbsScaler" and not told.get("clip"):
        return Affine(kind, "scaling", 1 / np.asarray(told["scale_"], np.float64), np.zeros(()))
    expected = "expected scalers that scale and shift each input: Standard-, MinMax-, MaxAbs- or RobustScaler"
    found = f"found {kind}" + (" with clip=True" if told.get("clip") else "")
    raise InputError(SOURCE, kind, expected, found, "use it on the data before, and fit the network on what it gives")


def _examples(mlp: Any, network: Network, X: Array, y: Array) -> Examples:  # noqa: ANN401  of scikit-learn
    """Return examples; of classes, 1 at the output of each one's class."""
    count = network.widths[-1]
    if hasattr(mlp, "classes_") and y.ndim == 1:
        classes = list(mlp.classes_)
        if unknown := [label for label in y.tolist() if label not in classes]:
            raise InputError(SOURCE, "y", f"expected classes among {classes}"[:200], f"found {unknown[0]!r}")
        numbers = np.array([classes.index(label) for label in y.tolist()])
        Y = numbers[:, np.newaxis] if count == 1 else np.eye(count)[numbers]
    else:
        Y = y.reshape(len(y), -1)
    for key, array, size in (("X", X, network.widths[0]), ("y", Y, count)):
        if array.ndim != 2 or array.shape[1] != size or len(array) != len(X) or not len(array):
            expected = f"expected one example a row with {size} numbers each, as many in X as in y"
            raise InputError(SOURCE, key, expected, f"found shape {array.shape}", "give X and y as they were fitted")
    return Examples(X, Y)
