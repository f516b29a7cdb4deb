"""Examples as data sets hold them: numbers of classes, pictures, single values."""

import numpy as np
import pytest

from core.files.network_file import read
from tests.studio.importing import refused, run

SAID = ["--cost", "squared_error", "--examples", "examples.npz"]


@pytest.fixture
def examples(folder):
    """Return a function that imports a network of 4 inputs and so many outputs with these arrays."""

    def imported(outputs, **arrays):
        np.savez("mine.npz", W1=np.ones((outputs, 4)))
        np.savez("examples.npz", **arrays)
        result = run("mine.npz", "--output-activation", "sigmoid", *SAID, "--force")
        assert result.exit_code == 0, result.output
        return read("out.toml")[1]

    return imported


def test_numbers_of_classes_are_1_at_the_output_of_the_class(examples):
    for Y in (np.array([2, 0]), np.array([[2.0], [0.0]]), np.array([2, 0], np.uint8)):
        assert examples(3, X=np.ones((2, 4)), Y=Y).Y.tolist() == [[0, 0, 1], [1, 0, 0]]
    assert examples(1, X=np.ones((2, 4)), Y=np.array([0, 1])).Y.tolist() == [[0], [1]]


def test_pictures_are_rows_of_inputs(examples):
    X = np.arange(16, dtype=np.uint8).reshape(2, 2, 2, 2)[:, 0]
    assert examples(1, X=X, Y=np.zeros(2)).X.tolist() == [[0, 1, 2, 3], [8, 9, 10, 11]]
    assert examples(1, x=X[:, np.newaxis], y=np.zeros(2)).X.tolist() == [[0, 1, 2, 3], [8, 9, 10, 11]]


@pytest.mark.parametrize(
    ("arrays", "expected"),
    [
        (
            {"Y": np.array([1, 3])},
            "Y: expected 3 desired outputs each, or the numbers of classes, 0 to 2, found 3.0;",
        ),
        ({"Y": np.array([0.5, 1])}, "found 0.5; count classes from 0"),
        ({"Y": np.array([-1, 1])}, "found -1.0; count classes from 0"),
        ({"Y": np.array([np.nan, 1])}, "found nan; count classes from 0"),
        (
            {"Y": np.array([0, 1, 2])},
            "Y: expected one example a row, 3 desired outputs each, as many rows in X as in Y",
        ),
        ({"X": np.ones((2, 3, 3))}, "X: expected one example a row, 4 inputs each"),
        ({"X": np.ones(4)}, "X: expected one example a row, 4 inputs each"),
        ({"x": np.ones((2, 4))}, "expected arrays X and Y, found 'X', 'Y', 'x'"),
    ],
)
def test_what_fits_no_output_is_told_with_the_way_out(folder, arrays, expected):
    np.savez("mine.npz", W1=np.ones((3, 4)))
    np.savez("examples.npz", **({"X": np.ones((2, 4)), "Y": np.array([0, 1])} | arrays))
    told = refused("mine.npz", "--output-activation", "tanh", *SAID)
    assert told.startswith("examples.npz: ")
    assert expected in told
