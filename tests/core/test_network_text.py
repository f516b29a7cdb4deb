"""Network files written: the same bits come back, and names stay data."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import Examples, Network
from core.network_file import read, read_text
from core.network_text import to_text, write
from tests.strategies import networks_with_examples

CHAIN = Path(__file__).parents[2] / "networks" / "chain.toml"
HOSTILE = [
    "quote \" and ' and \\ back",
    "#set page(fill: red) $x$",
    "<script>alert(1)</script> & [bold]x[/bold]",
    "../../etc/passwd",
    "two\nlines\ttab\rreturn",
    "emoji 🦋 and \u200fright to left",
    "\x00\x1b[31m\x7f\u2028",
    "",
]


def same(one: tuple[Network, Examples], other: tuple[Network, Examples]) -> bool:
    plain = ("cost", "name", "learning_rate", "update_biases", "inputs", "outputs", "path", "widths")
    return (
        all(getattr(one[0], key) == getattr(other[0], key) for key in plain)
        and all(
            a.W.tobytes() == b.W.tobytes() and a.b.tobytes() == b.b.tobytes() and a.activation is b.activation
            for a, b in zip(one[0].layers, other[0].layers, strict=True)
        )
        and one[1].X.tobytes() == other[1].X.tobytes()
        and one[1].Y.tobytes() == other[1].Y.tobytes()
    )


@settings(max_examples=60, deadline=None)
@given(networks_with_examples(), st.data())
def test_writing_and_reading_gives_the_same_bits(drawn, data):
    network, examples = drawn
    names = st.text(st.characters(codec="utf-8"), max_size=8)
    widths = network.widths
    labelled = Network(
        network.layers,
        network.cost,
        name=data.draw(names),
        learning_rate=data.draw(st.floats(1e-300, 1e300)),
        update_biases=network.update_biases,
        inputs=data.draw(st.one_of(st.just(()), st.tuples(*[names] * widths[0]))),
        outputs=data.draw(st.one_of(st.just(()), st.tuples(*[names] * widths[-1]))),
        path=data.draw(st.one_of(st.just(()), st.tuples(*[st.integers(0, n - 1) for n in widths]))),
    )
    text = to_text(labelled, examples, comment=data.draw(names))
    assert same(read_text(text, "mine.toml"), (labelled, examples))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_data(tmp_path, name):
    network, examples = read(CHAIN)
    named = Network(network.layers, name=name, inputs=(name,), outputs=(name,))
    write(tmp_path / "mine.toml", named, examples, comment=name)
    found, _ = read(tmp_path / "mine.toml")
    assert (found.name, found.inputs, found.outputs) == (name, (name,), (name,))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


def test_every_number_comes_back_even_the_sign_of_zero():
    network, _ = read(CHAIN)
    examples = Examples([[-0.0], [5e-324], [0.1 + 0.2], [1e16]], [[1.0]] * 4)
    _, again = read_text(to_text(network, examples), "mine.toml")
    assert again.X.tobytes() == examples.X.tobytes()


def test_long_rows_are_broken_into_lines_that_can_be_read():
    wide = CHAIN.with_name("wide.toml").read_text("utf-8")
    assert max(map(len, wide.splitlines())) <= 110
