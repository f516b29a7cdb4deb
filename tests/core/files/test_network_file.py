"""Network files: what is read, and every mistake told in one line."""

import os
import re

import numpy as np
import pytest

from core.files.network_file import read, read_text
from core.files.user_file import MOST_BYTES
from core.model.errors import InputError

GOOD = """\
name = "mine"
cost = "squared_error"
learning_rate = 0.5
inputs = ["left", "right"]
outputs = ["up"]
path = [1, 2, 0]
image = [2, 1]

[[layers]]
activation = "tanh"
weights = [[1, 2.0], [0.5, -1], [0, 3]]
biases = [0.1, 0.2, 0.3]

[[layers]]
activation = "sigmoid"
weights = [[1.0, 2.0, 3.0]]

[[examples]]
x = [0.5, 1]
y = [1.0]

[[examples]]
x = [1.5, -1]
y = [0.0]
"""


def mistake(text):
    with pytest.raises(InputError) as caught:
        read_text(text, "mine.toml")
    return str(caught.value)


def test_a_good_file_is_read_whole():
    network, examples = read_text(GOOD, "mine.toml")
    assert network.widths == (2, 3, 1)
    assert network.layer(1).W.tolist() == [[1, 2], [0.5, -1], [0, 3]]
    assert network.layer(1).b.tolist() == [0.1, 0.2, 0.3]
    assert network.layer(2).b.tolist() == [0]
    assert (network.name, network.cost.name, network.learning_rate) == ("mine", "squared_error", 0.5)
    assert (network.inputs, network.outputs, network.path) == (("left", "right"), ("up",), (1, 2, 0))
    assert network.image == (2, 1)
    assert network.update_biases
    assert examples.X.tolist() == [[0.5, 1], [1.5, -1]]
    assert examples.Y.tolist() == [[1], [0]]


def test_what_is_left_out_has_the_defaults_of_the_design():
    text = '[[layers]]\nactivation = "sin"\nweights = [[1]]\n[[examples]]\nx = [1]\ny = [1]\n'
    network, _ = read_text(text, "some/where/wide net.toml")
    assert network.name == "wide net"
    assert network.cost.name == "squared_error"
    assert network.learning_rate == 0.1
    assert network.update_biases
    assert network.layer(1).b.tolist() == [0]
    assert (network.inputs, network.outputs, network.path, network.image) == ((), (), (), ())


def without(key):
    return re.sub(rf"^{key} = .*\n", "", GOOD, count=1, flags=re.MULTILINE)


def instead(key, value, count=1):
    return re.sub(rf"^{key} = .*$", lambda _: f"{key} = {value}", GOOD, count=count, flags=re.MULTILINE)


def one_layer(weights):
    return f'[[layers]]\nactivation = "identity"\nweights = {weights}\n'


WRONG = {
    "not TOML": ("hello there", "line 1, column 7: expected TOML, found a mistake:"),
    "binary": ("\x00\x01", "expected TOML"),
    "empty": ("", "layers: expected a value, found none; add a [[layers]] table."),
    "nested lists": ("x = " + "[" * 100_000, "expected lists of lists of numbers, found lists or tables nested too"),
    "dotted key": ("a." * 200_000 + "a = 1", "expected short keys, found one with more than 50 dots."),
    "endless number": ("x = " + "1" * 10_000, "expected TOML"),
    "duplicate key": ('name = "a"\nname = "b"', "expected TOML, found a mistake: Cannot overwrite a value"),
    "no examples": (
        GOOD.partition("[[examples]]")[0],
        "examples: expected a value, found none; add a [[examples]] table.",
    ),
    "layers not tables": ("layers = [1]\n", "layers[1]: expected a table with activation, weights, biases, found 1."),
    "layers empty": ("layers = []\n", "layers: expected at least one [[layers]] table, found an empty list."),
    "one bracket": ("[layers]\n", "found one table; write [[layers]] with double brackets."),
    "layers a text": ('layers = "x"\n', "layers: expected a list of [[layers]] tables, found 'x'."),
    "ragged": (
        instead("weights", "[[1, 2], [3], [4, 5]]"),
        "layers[1].weights: expected 2 columns (as in row 0), found 1 in row 1.",
    ),
    "flat": (
        instead("weights", "[1, 2]"),
        "layers[1].weights: expected a list of rows, found a flat list; write [[...]], one row for each neuron.",
    ),
    "half flat": (
        instead("weights", "[[1, 2], 3]"),
        "layers[1].weights: expected a list of numbers, found 3 in row 1.",
    ),
    "columns": (
        GOOD.replace("[[1.0, 2.0, 3.0]]", "[[1.0, 2.0, 3.0, 4.0]]"),
        "layers[2].weights: expected 3 columns (layer 1 has 3 neurons), found 4 in row 0.",
    ),
    "no rows": (instead("weights", "[]"), "layers[1].weights: expected at least one row, found an empty list."),
    "no columns": (instead("weights", "[[], []]"), "expected at least one weight in each row, found an empty list"),
    "weights a number": (instead("weights", "3"), "layers[1].weights: expected a list of rows, found 3."),
    "weights too deep": (instead("weights", "[[[1], [2]]]"), "expected a number, found a list in row 0, column 0."),
    "no weights": (without("weights"), "layers[1].weights: expected a value, found none; add weights"),
    "bias count": (
        instead("biases", "[0.1, 0.2]"),
        "layers[1].biases: expected 3 numbers (one for each row of weights), found 2.",
    ),
    "no biases": (instead("biases", "[]"), "layers[1].biases: expected 3 numbers"),
    "nan": (
        instead("weights", "[[1, nan], [1, 2], [3, 4]]"),
        "layers[1].weights: expected a finite number, found nan in row 0, column 1.",
    ),
    "inf": (instead("biases", "[0.1, -inf, 1]"), "layers[1].biases: expected a finite number, found -inf at 1."),
    "too large": (instead("learning_rate", "1e999"), "learning_rate: expected a finite number, found inf."),
    "huge integer": (instead("learning_rate", "9" * 400), "expected a finite number, found a number with too many"),
    "text as number": (
        instead("x", '["0.5", 1]'),
        "examples[0].x: expected a number, found '0.5' at 0.",
    ),
    "boolean as number": (instead("y", "[true]"), "examples[0].y: expected a number, found true at 0."),
    "date as number": (instead("y", "[1979-05-27]"), "found the date or time 1979-05-27 at 0."),
    "activation": (
        instead("activation", '"sigmoyd"'),
        "layers[1].activation: expected a known activation, found 'sigmoyd'; did you mean 'sigmoid'?",
    ),
    "parameter": (
        instead("activation", '"elu(-1)"'),
        "layers[1].activation: expected a number above 0 in elu( ), found -1; write elu(1.0), or elu alone.",
    ),
    "parameter nan": (
        instead("activation", '"leaky_relu(nan)"'),
        "expected a slope from 0 to below 1 in leaky_relu( ), found nan; write leaky_relu(0.01), or leaky_relu alone.",
    ),
    "parameter of 1": (instead("activation", '"leaky_relu(1)"'), "expected a slope from 0 to below 1 in leaky_relu( )"),
    "parameter inf": (instead("activation", '"elu(1e999)"'), "expected a number above 0 in elu( ), found 1e999;"),
    "parameter a word": (instead("activation", '"elu(abc)"'), "expected a number above 0 in elu( ), found abc;"),
    "no parameter": (instead("activation", '"elu()"'), "expected a number above 0 in elu( ), found nothing;"),
    "two parameters": (instead("activation", '"elu(1, 2)"'), "expected a number above 0 in elu( ), found 1, 2;"),
    "parameter left open": (
        instead("activation", '"elu(1"'),
        "layers[1].activation: expected one number in elu( ), found 'elu(1'; write elu(1.0), or elu alone.",
    ),
    "parameter too many": (
        instead("activation", '"tanh(2)"'),
        "layers[1].activation: expected tanh with no number, found 'tanh(2)'; write tanh alone.",
    ),
    "parameter of nothing": (instead("activation", '"elo(1)"'), "expected a known activation, found 'elo(1)';"),
    "no activation": (without("activation"), "layers[1].activation: expected a value, found none"),
    "activation a list": (instead("activation", "[]"), "expected a text in quotes, found an empty list."),
    "cost": (instead("cost", '"square_error"'), "cost: expected a known cost, found 'square_error'; did you mean"),
    "strange cost": (instead("cost", '"?"'), "known: squared_error, half_squared_error"),
    "key": ("learning_rte = 1\n" + GOOD, "learning_rte: expected a known key, found 'learning_rte'; did you mean 'l"),
    "layer key": (GOOD.replace("biases", "bias"), "layers[1].bias: expected a known key, found 'bias'; did you mean"),
    "example key": (GOOD.replace("\nx =", "\nz ="), "examples[0].z: expected a known key"),
    "strange key": ('"a\\nb" = 1\n' + GOOD, r"mine.toml: a\nb: expected a known key"),
    "softmax in the middle": (
        instead("activation", '"softmax"'),
        "layers[1].activation: expected an activation that works on each neuron alone, found softmax in layer 1 of 2;",
    ),
    "x length": (
        instead("x", "[1]"),
        "examples[0].x: expected 2 numbers (one for each column of layers[1].weights), found 1.",
    ),
    "y length": (
        instead("y", "[1, 2]"),
        "examples[0].y: expected 1 number (one for each row of layers[2].weights), found 2.",
    ),
    "x empty": (instead("x", "[]"), "examples[0].x: expected 2 numbers"),
    "no y": (GOOD.replace("y = [0.0]\n", ""), "examples[1].y: expected a value, found none; add y"),
    "negative rate": (instead("learning_rate", "-0.5"), "learning_rate: expected a number above 0, found -0.5."),
    "rate zero": (instead("learning_rate", "0"), "learning_rate: expected a number above 0, found 0.0."),
    "rate a boolean": (instead("learning_rate", "true"), "learning_rate: expected a number, found true."),
    "biases a number": ("update_biases = 1\n" + GOOD, "update_biases: expected true or false, found 1."),
    "name a number": (instead("name", "3"), "name: expected a text in quotes, found 3."),
    "path range": (
        instead("path", "[1, 3, 0]"),
        "path[1]: expected a whole number from 0 to 2 (layer 1 has 3 neurons), found 3.",
    ),
    "path negative": (instead("path", "[-1, 0, 0]"), "path[0]: expected a whole number from 0 to 1"),
    "path fraction": (instead("path", "[1.0, 0, 0]"), "path[0]: expected a whole number"),
    "path boolean": (instead("path", "[true, 0, 0]"), "path[0]: expected a number, found true."),
    "path length": (instead("path", "[1, 0]"), "path: expected 3 neurons (one in each layer 0 to 2), found 2."),
    "image of other inputs": (
        instead("image", "[3, 2]"),
        "image: expected rows times columns to be 2 inputs, found 3 times 2; write image = [1, 2], or leave it out.",
    ),
    "image length": (instead("image", "[2]"), "image: expected two sizes (rows and columns), found 1."),
    "image with colours": (instead("image", "[2, 1, 3]"), "image: expected two sizes (rows and columns), found 3."),
    "image a number": (instead("image", "2"), "image: expected a list of sizes, found 2."),
    "image empty": (instead("image", "[0, 2]"), "image[0]: expected a whole number above 0, found 0."),
    "image negative": (instead("image", "[-2, -1]"), "image[0]: expected a whole number above 0, found -2."),
    "image fraction": (instead("image", "[2, 1.0]"), "image[1]: expected a whole number above 0, found 1.0."),
    "image boolean": (instead("image", "[2, true]"), "image[1]: expected a number, found true."),
    "too few names": (instead("inputs", '["left"]'), "inputs: expected 2 names (the network has 2 inputs), found 1."),
    "no names": (instead("outputs", "[]"), "outputs: expected 1 name (the network has 1 output), found 0."),
    "name not a text": (instead("inputs", '["left", 3]'), "inputs[1]: expected a text in quotes, found 3."),
    "names a text": (instead("inputs", '"left"'), "inputs: expected a list of names, found 'left'."),
    "target": (
        instead("cost", '"binary_cross_entropy"').replace("y = [0.0]", "y = [1.5]"),
        "examples[1].y: expected numbers from 0 to 1 for binary_cross_entropy, found 1.5; bring them into that",
    ),
    "negative target": (
        instead("cost", '"cross_entropy"').replace("y = [0.0]", "y = [-1]"),
        "examples[1].y: expected numbers from 0 to 1 for cross_entropy, found -1.0; bring them into that range",
    ),
    "overflow": (
        GOOD.replace('"tanh"', '"exp"').replace("x = [1.5", "x = [1500"),
        "examples[1]: expected finite activations in layer 1, found inf; use smaller weights or inputs.",
    ),
    "output above 1": (
        instead("cost", '"binary_cross_entropy"').replace('"sigmoid"', '"identity"'),
        "layers[2].activation: expected outputs from 0 to 1 for binary_cross_entropy, found identity, which may leave ",
    ),
    "output that happens to be above 0": (
        instead("cost", '"cross_entropy"').replace('"sigmoid"', '"exp"'),
        "layers[2].activation: expected outputs from 0 to 1 for cross_entropy, found exp, which may leave them; end w",
    ),
    "slope overflow": (
        one_layer("[[1e10]]") + one_layer("[[1e150]]") + "[[examples]]\nx = [1e-10]\ny = [0]\n",
        "examples[0]: expected finite slopes of the cost in layer 1, found inf; use smaller weights or inputs.",
    ),
}


THREE = """\
outputs = ["setosa", "versicolor", "virginica"]
[[layers]]
activation = "softmax"
weights = [[0.1], [0.2], [0.3]]
[[examples]]
x = [0.5]
y = """


@pytest.mark.parametrize(
    ("label", "found", "place"),
    [
        ('"virginica"', "'virginica'", "place 2"),
        ('["versicolor"]', "'versicolor'", "place 1"),
        ("2", "2", "place 2"),
        ("[0]", "0", "place 0"),
        ('"rose"', "'rose'", "the place of the class"),
        ("7", "7", "the place of the class"),
    ],
)
def test_who_writes_a_label_is_told_where_its_1_stands(label, found, place):
    assert mistake(THREE + label) == (
        "mine.toml: examples[0].y: expected 3 numbers (one for each output), "
        f"found {found} alone; write 1 at {place}, counted from 0, and 0 at the others."
    )


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_in_one_line_with_its_place(case):
    text, expected = WRONG[case]
    with np.errstate(all="raise", under="ignore"):
        told = mistake(text)
    assert expected in told
    assert told.startswith("mine.toml: ")
    assert told.isprintable()


def test_a_whole_network_can_be_one_flat_mistake_of_any_type():
    """Whatever type stands in a place, the answer is a mistake of the user, never a crash."""
    values = ["1", "1.5", "true", '"x"', "[]", "[[]]", "[1]", "[[1]]", "[{}]", "{}", "1979-05-27", "nan", '["a"]']
    keys = (
        "name",
        "cost",
        "learning_rate",
        "inputs",
        "outputs",
        "path",
        "image",
        "activation",
        "weights",
        "biases",
        "x",
        "y",
    )
    told = 0
    for key in keys:
        for value in values:
            try:
                read_text(instead(key, value), "mine.toml")
            except InputError:
                told += 1
    assert told > 120


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe\x00", "expected a text in UTF-8, found byte 0xff at position 0; save it as UTF-8."),
        (bytes(range(256)), "expected"),
        (b"x = 1\n" * (MOST_BYTES // 6 + 1), "expected at most 8,000,000 bytes, found 8,000,004."),
    ],
)
def test_a_file_that_is_no_text_is_told(tmp_path, content, expected):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(expected)):
        read(path)


def test_a_file_that_is_not_there_is_told_with_its_nearest(tmp_path):
    (tmp_path / "chain.toml").write_text(GOOD)
    with pytest.raises(
        InputError, match=r"expected a network file, found nothing there; did you mean '.*chain\.toml'\?"
    ):
        read(tmp_path / "chian.toml")
    with pytest.raises(InputError, match="there is no folder"):
        read(tmp_path / "nowhere" / "chain.toml")
    with pytest.raises(InputError, match="expected a file that can be read, found: File name too long"):
        read(tmp_path / ("x" * 5000))


@pytest.mark.parametrize("path", ["\0", "a\nb.toml", ""])
def test_a_strange_path_is_told_in_one_line(path):
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).isprintable()


def test_a_folder_or_a_pipe_is_told(tmp_path):
    with pytest.raises(InputError, match="found a folder"):
        read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="found a device or a pipe"):
        read(tmp_path / "pipe")


def test_windows_files_are_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read(path)[0].name == "mine"
