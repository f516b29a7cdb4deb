"""What Keras files may hold is bounded: hostile ones are refused in one line, fast, and before they take memory."""

import subprocess
import sys
import zipfile
import zlib

import h5py
import numpy as np
import pytest

from studio.imports import keras_hdf5
from tests.studio.imports.keras_files import SQUARED, hdf5, refused

SAID = ("--activations", "tanh,sigmoid", *SQUARED)
MOST_SECONDS, MOST_KILOBYTES = 60, 400_000
"""Of a whole import, Python's start included; each of these files would take a thousandfold."""


def packed_zeros(megabytes):
    """Return zeros in zlib's packing, made in no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (megabytes * 1_000_000 % 65521) << 16 | 1
    return b"\x78\x9c" + block * megabytes + b"\x03\x00" + checksum.to_bytes(4, "big")


def groups_in_loops(path):
    with h5py.File(path, "w") as file:
        group = file.create_group("layers")
        for number in range(12):
            group[f"a{number}"] = group


def one_array_many_times(path):
    with h5py.File(path, "w") as file:
        file["layers/dense/vars/0"] = np.ones((1000, 1000))
        for number in range(1, 900):
            file[f"layers/dense_{number}/vars/0"] = file["layers/dense/vars/0"]


def piece_of_3_gigabytes(path):
    with h5py.File(path, "w") as file:
        chunks = {"chunks": (400_000_000, 1), "maxshape": (None, 1), "compression": "gzip"}
        array = file.create_dataset("layers/dense/vars/0", (2, 1), "f8", **chunks)
        array.id.write_direct_chunk((0, 0), packed_zeros(3200))


def piece_that_unpacks_to_more(path):
    with h5py.File(path, "w") as file:
        array = file.create_dataset("layers/dense/vars/0", (2, 1), "f8", chunks=(2, 1), compression="gzip")
        array.id.write_direct_chunk((0, 0), packed_zeros(3200))


def numbers_that_are_not_there(path):
    with h5py.File(path, "w") as file:
        file.create_dataset("layers/dense/vars/0", (400_000_000, 1), "f8")


def deep_description(path):
    deep = "[" * 20_000 + "]" * 20_000
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", f'{{"class_name": "Functional", "config": {{"layers": {deep}}}}}')
        archive.writestr("model.weights.h5", hdf5({}))


def quotes_without_end(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", '\\"' * 3_000_000)
        archive.writestr("model.weights.h5", hdf5({}))


def bomb(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", "{}")
        archive.writestr("model.weights.h5", bytes(500_000_000))


def bomb_that_says_it_is_small(path):
    bomb(path)
    path.write_bytes(path.read_bytes().replace((500_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))


def big_description(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", bytes(500_000_000))


@pytest.mark.parametrize(
    ("write", "name", "message"),
    [
        (groups_in_loops, "a.weights.h5", "expected a group or array of its own, found one that is there already;"),
        (one_array_many_times, "a.weights.h5", "found one that is there already;"),
        (piece_of_3_gigabytes, "a.weights.h5", "expected an array in one piece, found one in packed pieces; load it"),
        (piece_that_unpacks_to_more, "a.h5", "expected an array in one piece, found one in packed pieces; load it"),
        (numbers_that_are_not_there, "a.h5", "expected at most 16,000,000 numbers in all arrays, found 400,000,000"),
        (deep_description, "a.keras", "config.json: expected at most 100 brackets within each other, found more;"),
        (quotes_without_end, "a.keras", "config.json: expected JSON, found a mistake:"),
        (
            bomb,
            "a.keras",
            "model.weights.h5: expected at most 128,000,000 bytes, found one that unpacks to 500,000,000;",
        ),
        (bomb_that_says_it_is_small, "a.keras", "expected a .keras file, found a mistake: "),
        (
            big_description,
            "a.keras",
            "config.json: expected at most 8,000,000 bytes, found one that unpacks to 500,000,000;",
        ),
    ],
)
def test_a_hostile_file_is_refused_in_one_line_fast_and_in_little_memory(tmp_path, write, name, message):
    write(tmp_path / name)
    script = "from studio.command_line import lecture; lecture()"
    told = [sys.executable, "-c", script, "import", tmp_path / name, "-o", tmp_path / "out.toml", "--example", "1,2:1"]
    script = (  # a process of its own, so that the most memory is that of this import
        "import resource, subprocess, sys;"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True);"
        "print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.stderr, end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *told, *SAID], capture_output=True, text=True, timeout=MOST_SECONDS, check=True
    )
    code, memory, line = done.stdout.split(" ", 2)
    assert message in line
    assert (code, line.count("\n")) == ("2", 1)
    assert int(memory) < MOST_KILOBYTES * (1000 if sys.platform == "darwin" else 1)


@pytest.mark.parametrize(
    ("limit", "most", "message"),
    [
        ("MOST_ITEMS", 3, "expected at most 3 groups and arrays, 16 deep, found more;"),
        ("DEEPEST", 2, "expected at most 20,000 groups and arrays, 2 deep, found more;"),
        ("MOST_NUMBERS", 5, "layers/dense/vars/0: expected at most 5 numbers in all arrays, found 6"),
        ("MOST_NAMES", 30_000, "layer_names: expected at most 3 names in a file of 8,"),
    ],
)
def test_limits_are_said(tmp_path, monkeypatch, limit, most, message):
    monkeypatch.setattr(keras_hdf5, limit, most)
    names = np.array(["a", "b", "c", "d"], object)
    (tmp_path / "a.weights.h5").write_bytes(hdf5({"layers/dense/vars/0": np.ones((2, 3))}, layer_names=names))
    assert message in refused(tmp_path / "a.weights.h5", *SAID)


@pytest.mark.parametrize("link", [h5py.ExternalLink("secret.h5", "kernel"), h5py.SoftLink("/elsewhere")])
def test_links_are_not_followed(tmp_path, link):
    (tmp_path / "secret.h5").write_bytes(hdf5({"kernel": np.ones((2, 1))}))
    with h5py.File(tmp_path / "a.weights.h5", "w") as file:
        file["elsewhere"] = np.ones((2, 1))
        file.create_group("layers/dense/vars")["0"] = link
    found = "layers/dense/vars/0: expected a group or array of its own, found a link to something else;"
    assert found in refused(tmp_path / "a.weights.h5", *SAID)


def test_arrays_in_other_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_bytes(np.ones(2).tobytes())
    with h5py.File(tmp_path / "a.weights.h5", "w") as file:
        file.create_dataset("layers/dense/vars/0", (2, 1), "f8", external=[(str(tmp_path / "secret"), 0, 16)])
    assert "expected an array, found a reference to another file;" in refused(tmp_path / "a.weights.h5", *SAID)


def test_many_texts_in_place_of_one_are_not_read(tmp_path):
    (tmp_path / "a.h5").write_bytes(hdf5({}, model_config=np.array(["{}"] * 9, object)))
    assert "model_config: expected one text, found object of shape (9,);" in refused(tmp_path / "a.h5", *SAID)
