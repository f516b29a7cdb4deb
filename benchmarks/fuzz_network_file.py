"""Feed the network file reader with what no one would write, led by the lines of code that each input reaches.

Needs atheris, which is not among this project's packages: install it into a virtual environment of its own together
with NumPy and SciPy, and run there, from the project's folder:

    python benchmarks/fuzz_network_file.py [-runs=10000] [further options of libFuzzer] [folder of inputs]

Every input is a whole network file, at times with the file of weights that it names. The reader may answer with a
network or with an InputError of one printable line. Anything else, more than five seconds or more than a gigabyte
ends the run; libFuzzer then writes the input to a file crash-*, timeout-* or oom-*.
"""

from __future__ import annotations

import hashlib
import io
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
with atheris.instrument_imports(include=["core", "tomllib"]):
    from core.files.network_file import read
    from core.model.errors import InputError

FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-network-file-"))
WEIGHTS, ARRAY = b"\n#### weights\n", b"\n#### array\n"
"""What stands between a network file and the file of its weights in one input, or an array to make one of."""
seen: Counter[str] = Counter()


def main() -> None:
    """Fuzz, beginning with the gallery and a network whose weights lie apart."""
    inputs = Path(tempfile.mkdtemp(prefix="fuzz-inputs-"))
    for file in (ROOT / "networks").glob("*.toml"):
        if file.stat().st_size < 4000:
            (inputs / file.name).write_bytes(file.read_bytes())
    for mark in (WEIGHTS, ARRAY):
        (inputs / mark.decode().strip("# \n")).write_bytes(apart(mark))
    words = inputs.with_name(inputs.name + ".dict")
    words.write_text("".join(f'"{word}"\n' for word in vocabulary()), encoding="utf-8")
    options = ["-timeout=5", "-rss_limit_mb=1024", "-max_len=20000", f"-dict={words}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(inputs)], read_one, custom_mutator=mutate)
    atheris.Fuzz()


def apart(mark: bytes) -> bytes:
    """Return a network file whose weights lie beside it, and these."""
    import numpy as np

    file = io.BytesIO()
    if mark == WEIGHTS:
        np.savez(file, W1=[[1.0, 2.0]], b1=[0.5])
    else:
        np.save(file, [[1.0, 2.0]])
    text = 'weights_file = "w.npz"\nweights_sha256 = "SHA"\n[[layers]]\nactivation = "tanh"\n'
    return (text + "[[examples]]\nx = [1, 2]\ny = [0]\n").encode() + mark + file.getvalue()


def vocabulary() -> list[str]:
    """Return the words of network files, and numbers that are trouble, for the fuzzer to put together anew."""
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    odd = ["nan", "-inf", "1e999", "1e308", "-1e-320", "9223372036854775808", "1979-05-27T07:32:00Z", "{a=1}", "true"]
    odd += ["0", "-1", "[]", "[[]]", "[[1]]", "[1, 2]", "''", "'..'", "'w.npz'"]
    known = ["weights_file", "weights_sha256", "softmax", "exp", "cross_entropy", "binary_cross_entropy", "path"]
    return odd + known + sorted(set(re.findall(r"[a-z_]{4,}", text)))


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Change an input: mostly by whole words and lines, so that it often remains TOML."""
    chance = random.Random(seed)  # noqa: S311  no secret
    if chance.random() < 0.2:
        return atheris.Mutate(data, most)
    text, mark, rest = data.partition(b"\n#### ")
    lines = text.split(b"\n")
    i, j = (chance.randrange(len(lines)) for _ in range(2))
    match chance.randrange(5):
        case 0:
            lines[i], lines[j] = lines[j], lines[i]
        case 1:
            lines.insert(i, lines[j])
        case 2:
            del lines[i]
        case _:
            words = list(re.finditer(rb"[\w.+-]+|\[[^\[\]]*\]", lines[i]))
            if words:
                start, end = chance.choice(words).span()
                lines[i] = lines[i][:start] + chance.choice(WORDS) + lines[i][end:]
    return (b"\n".join(lines) + mark + rest)[:most]


def read_one(data: bytes) -> None:
    """Read one input as a file; raise if the reader does anything but answer."""
    text, _, weights = data.partition(WEIGHTS)
    if ARRAY in data:
        text, _, array = data.partition(ARRAY)
        weights = zipped(array)
    (FOLDER / "w.npz").write_bytes(weights)
    # The fuzzer cannot guess a hash, so it is put where the input asks for it.
    (FOLDER / "mine.toml").write_bytes(text.replace(b"SHA", hashlib.sha256(weights).hexdigest().encode()))
    try:
        read(FOLDER / "mine.toml")
    except InputError as error:
        told = str(error)
        if not told.isprintable() or len(told) > 600:
            raise AssertionError(told) from error
        seen["refused"] += 1
    else:
        seen["read"] += 1
    if not seen.total() % 10_000:
        print(f"{seen.total():,} inputs: {seen['read']:,} read, {seen['refused']:,} refused", flush=True)


def zipped(array: bytes) -> bytes:
    """Return an archive with one array, so that what the fuzzer makes of an array passes the archive's checks."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("W1.npy", array)
    return file.getvalue()


WORDS = [word.encode() for word in vocabulary()]

if __name__ == "__main__":
    main()
