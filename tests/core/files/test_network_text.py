"""Network files written: the same bits come back, and names stay data."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.network_file import read, read_text
from core.files.network_text import to_text, write
from core.model.errors import InputError
from core.model.network import Examples, Network
from tests.strategies import networks_with_examples

CHAIN = Path(__file__).parents[3] / "networks" / "chain.toml"
HOSTILE = [
    "quote \" and ' and \\ back",
    "#set page(fill: red) $x$",
    "<script>alert(1)</script> & [bold]x[/bold]",
    "../../etc/passwd",
    "emoji 🦋 and \u200fright to left",
    "\u05e9\u05dc\u05d5\u05dd and \u0645\u0631\u062d\u0628\u0627",
]
TURNING = [f"a{chr(code)}b" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


def same(one: tuple[Network, Examples], other: tuple[Network, Examples]) -> bool:
    plain = ("cost", "name", "learning_rate", "update_biases", "inputs", "outputs", "path", "image", "widths")
    plain += ("expression", "at")
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
    # Without controls and separators of lines; U+202E and its like are formats, and one letter there is at least.
    names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=8).map(
        "n{}".format
    )
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
        image=data.draw(st.sampled_from([(), (1, widths[0]), (widths[0], 1)])),
    )
    text = to_text(labelled, examples, comment=data.draw(st.text(st.characters(codec="utf-8"), max_size=8)))
    assert same(read_text(text, "mine.toml"), (labelled, examples))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_data(tmp_path, name):
    network, examples = read(CHAIN)
    named = Network(network.layers, name=name, inputs=(name,), outputs=(name,))
    write(tmp_path / "mine.toml", named, examples, comment=name)
    found, _ = read(tmp_path / "mine.toml")
    assert (found.name, found.inputs, found.outputs) == (name, (name,), (name,))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


@pytest.mark.parametrize(
    "name", ["", " ", "\u00a0\u200b", "two\nlines", "tab\t", "\x1b[31m", "\u2028", "n" * 201, *TURNING]
)
@pytest.mark.parametrize("key", ["name", "inputs", "outputs"])
def test_a_name_that_is_empty_or_breaks_or_turns_its_line_is_refused_with_its_place(key, name):
    network, examples = read(CHAIN)
    value = name if key == "name" else (name,)
    text = to_text(replace(network, **{key: value}), examples)
    place = key if key == "name" else f"{key}[0]"
    with pytest.raises(
        InputError, match=rf"^mine.toml: {re.escape(place)}: expected a name.*, found [ -~]*; [a-z ,]*\.$"
    ):
        read_text(text, "mine.toml")


def test_a_file_name_that_breaks_its_line_names_the_network_in_one_line():
    text = CHAIN.read_text("utf-8").replace('name = "a simple chain"', "")
    assert read_text(text, "two\nlines\u202e.toml")[0].name == r"two\nlines\u202e"


def test_every_number_comes_back_even_the_sign_of_zero():
    network, _ = read(CHAIN)
    examples = Examples([[-0.0], [5e-324], [0.1 + 0.2], [1e16]], [[1.0]] * 4)
    _, again = read_text(to_text(network, examples), "mine.toml")
    assert again.X.tobytes() == examples.X.tobytes()


def test_long_rows_are_broken_into_lines_that_can_be_read():
    wide = CHAIN.with_name("wide.toml").read_text("utf-8")
    assert max(map(len, wide.splitlines())) <= 110
