"""Whatever stands in a network file, the answer is a network or one line; in time, and in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.files.network_file import read, read_text, to_text
from core.files.user_file import MOST_BYTES
from core.model.activations import ACTIVATIONS
from core.model.costs import COSTS
from core.model.errors import InputError
from core.passes.forward import forward
from tests.strategies import networks_with_examples

ROOT = Path(__file__).parents[3]


def answer(text):
    """Return the network, or None if it is refused; a refusal is one printable line of moderate length."""
    try:
        network, examples = read_text(text, "mine.toml")
    except InputError as error:
        told = str(error)
        assert told.startswith("mine.toml: ")
        assert told.isprintable()
        assert len(told) < 600
        return None
    assert forward(network, examples.X).output.shape == examples.Y.shape
    return network


numbers = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(repr),
    st.sampled_from(["0", "1", "-1.5", "1e308", "-1e-320", "1e999", "nan", "-inf", "0x7f", "1_000", "9" * 400]),
)
words = st.sampled_from(
    [
        "sigmoid",
        "softmax",
        "exp",
        "relu",
        "elu(0.5)",
        "leaky_relu(",
        *COSTS,
        *list(ACTIVATIONS)[:3],
        "..",
        "w.npz",
        "\\u0000",
    ]
)
texts = st.one_of(words, st.text(max_size=8)).map(lambda text: "'" + text.replace("'", "").replace("\n", "") + "'")
scalars = st.one_of(numbers, texts, st.sampled_from(["true", "1979-05-27", "07:32:00", "[]", "{}", '"""\n"""']))
lists = st.lists(st.one_of(numbers, scalars), max_size=4).map(lambda items: f"[{', '.join(items)}]")
values = st.one_of(scalars, lists, st.lists(lists, max_size=3).map(lambda rows: f"[{', '.join(rows)}]"))
TOP = (
    *("name", "cost", "learning_rate", "update_biases", "inputs", "outputs", "path", "image"),
    *("weights_file", "weights_sha256"),
)


@st.composite
def documents(draw):
    """Draw a document that has the keys of a network file, and anything under them."""
    some = st.sampled_from
    lines = [f"{draw(some(TOP))} = {draw(values)}" for _ in range(draw(st.integers(0, 2)))]
    for _ in range(draw(st.integers(0, 3))):
        lines += ["[[layers]]", f"activation = {draw(st.one_of(words.map(repr), values))}"]
        lines += [f"{key} = {draw(values)}" for key in ("weights", "biases")[: draw(st.integers(0, 2))]]
    for _ in range(draw(st.integers(0, 2))):
        lines += ["[[examples]]", *(f"{key} = {draw(values)}" for key in "xy")]
    return "\n".join(lines)


@given(text=st.one_of(st.text(), documents()))
@settings(max_examples=400)
def test_any_text_is_answered(text):
    answer(text)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_answered(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "mine.toml"
    path.write_bytes(data)
    try:
        read(path)
    except InputError as error:
        assert str(error).isprintable()  # noqa: PT017


@given(drawn=networks_with_examples(), value=values, data=st.data())
@settings(max_examples=300)
def test_a_valid_file_with_one_value_changed_is_answered(drawn, value, data):
    lines = to_text(*drawn).splitlines()
    assert answer("\n".join(lines)) is not None
    place = data.draw(st.sampled_from([i for i, line in enumerate(lines) if " = " in line]))
    key = lines[place].partition(" = ")[0]
    lines[place] = f"{key} = {value}"
    answer("\n".join(lines))


@given(drawn=networks_with_examples(), data=st.data())
@settings(max_examples=300)
def test_a_valid_file_cut_or_with_a_character_changed_is_answered(drawn, data):
    text = to_text(*drawn)
    place = data.draw(st.integers(0, len(text) - 1))
    answer(text[:place])
    answer(text[:place] + data.draw(st.characters()) + text[place + 1 :])


KEYS = {
    "bare": "a." * 100_000 + "a = 1",
    "quoted": '"a".' * 100_000 + "a = 1",
    "escaped": r'"\"".' * 100_000 + "a = 1",
    "literal": "'a' . " * 100_000 + "a = 1",
    "in a header": "[" + '"a"."b".' * 50_000 + "a]",
    "inline": "x = {" + "a.'b'." * 50_000 + "a = 1}",
}


@pytest.mark.parametrize("case", KEYS)
def test_a_key_of_many_parts_takes_no_time(case):
    with pytest.raises(InputError, match="expected short keys, found one with more than 50 dots"):
        read_text(KEYS[case], "mine.toml")


def test_texts_full_of_quotes_take_no_time():
    for text in (
        'name = "' + '\\"' * 500_000 + '"',
        "# " + "\"' " * 300_000,
        'name = """' + '" \\" ' * 300_000 + '"""',
    ):
        assert answer(text) is None


@pytest.mark.parametrize("key", ["k" * 100_000, '"' + "\\u0007" * 50_000 + '"'])
def test_what_is_told_of_a_long_word_is_short(key):
    answer(f"{key} = 1")
    answer(f"cost = '{'k' * 100_000}'")


WORST = {
    "numbers": "f\"[[layers]]\\nactivation='tanh'\\nweights=[[{'0,' * (n // 2)}]]\"",
    "rows": "f\"[[layers]]\\nactivation='tanh'\\nweights=[{'[0],' * (n // 4)}]\"",
    "layers": '"[[layers]]\\nactivation=\'tanh\'\\nweights=[[1]]\\n" * (n // 46) + "[[examples]]\\nx=[1]\\ny=[1]"',
    "headers": '"".join(f"[a{i}.b]\\n" for i in range(n // 14))',
    "digits": '"a = " + "1" * n',
    "a fraction": '"learning_rate = 1." + "1" * n',
    "examples": '"[[layers]]\\nactivation=\'sin\'\\nweights=[[1]]\\n" + "[[examples]]\\nx=[1]\\ny=[1]\\n" * (n // 26)',
}
PROGRAM = """
import resource, sys
from core.model.errors import InputError
from core.files.network_file import read_text
n = {most} - 200
resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
try:
    read_text({text}, "mine.toml")
except InputError as error:
    assert str(error).isprintable()
print("answered")
"""


@pytest.mark.thorough
@pytest.mark.parametrize("case", WORST)
def test_the_largest_files_are_answered_within_two_gigabytes_and_a_minute(case):
    program = PROGRAM.format(most=MOST_BYTES, text=WORST[case])
    run = [sys.executable, "-c", program]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("answered\n", "")
