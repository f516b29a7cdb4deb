"""What a network's file says besides: an expression and its point, checked when the file is read."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.files.expression_keys import point
from core.files.network_file import read_text
from core.files.network_text import to_text
from core.model.errors import InputError

ROOT = Path(__file__).parents[3]
LAYER = '[[layers]]\nactivation = "sigmoid"\nweights = [[2.0]]\n[[examples]]\nx = [0.5]\ny = [1.0]\n'


def test_an_expression_and_its_point_come_back_as_they_were():
    text = 'expression = "x*λ + sin(x)"\nat = {x = 2.0, "λ" = 1e-3}\n' + LAYER
    network, examples = read_text(text, "mine.toml")
    assert (network.expression, dict(network.at)) == ("x*λ + sin(x)", {"x": 2.0, "λ": 1e-3})
    again, _ = read_text(to_text(network, examples), "mine.toml")
    assert (again.expression, again.at) == (network.expression, network.at)
    assert network.with_layers(network.layers * 2).expression == network.expression


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('expression = "x*y"\nat = {x = 2.0}', "mine.toml: at: expected a value of y, found x; add y = 1.0."),
        ('expression = "x*y"', "mine.toml: at: expected a value of x, found none; add x = 1.0."),
        ("at = {x = 2.0}", "mine.toml: at: expected an expression that is evaluated there, found none"),
        ('expression = "x"\nat = {x = 1.0, z = 2.0}', "mine.toml: at.z: expected x, found 'z'"),
        ('expression = "x"\nat = {x = "1"}', "mine.toml: at.x: expected a number, found '1'"),
        ('expression = "x"\nat = 3', "mine.toml: at: expected a table such as {x = 2.0, y = 1.5}, found 3"),
        ("expression = 3\nat = {x = 1.0}", "mine.toml: expression: expected a text in quotes, found 3"),
        ('expression = "log(x)"\nat = {x = -1.0}', "mine.toml: expression: expected a number above 0 in log(x)"),
        ('expression = "__import__(1)"\nat = {x = 1.0}', "mine.toml: expression: expected a function"),
    ],
)
def test_a_mistake_names_the_file_and_the_place(keys, told):
    with pytest.raises(InputError) as caught:
        read_text(f"{keys}\n{LAYER}", "mine.toml")
    assert str(caught.value).startswith(told)


def test_a_point_is_read_from_the_command_line():
    assert point(["x=2", " y = -1.5e-3 , z=0"]) == {"x": 2.0, "y": -1.5e-3, "z": 0.0}
    assert point([]) == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x", "at: expected a name and its value, found 'x'; write x=2.0."),
        ("2=x", "at: expected a name and its value, found '2=x'"),
        ("x=two", "at.x: expected a number, found 'two'."),
        ("x=inf", "at.x: expected a finite number, found inf."),
        ("x=1,x=2", "at: expected one value of x, found two; leave one out."),
    ],
)
def test_a_point_that_is_none_is_told(typed, told):
    with pytest.raises(InputError) as caught:
        point([typed])
    assert str(caught.value).startswith(told)


def test_a_network_without_an_expression_is_read_without_sympy():
    code = "import sys\nfrom core.files.network_file import read\n"
    code += "read('networks/chain.toml')\nsys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
