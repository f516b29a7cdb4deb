"""Weights beside the network file: the same network, and nothing read that was not meant."""

import hashlib
import io
import os
import re
import tracemalloc
import warnings
import zipfile

import numpy as np
import pytest
from hypothesis import given

from core.files.array_file import MOST_BYTES, MOST_NUMBERS, arrays_of
from core.files.network_file import read, read_text, write
from core.model.errors import InputError
from tests.strategies import networks_with_examples

ARRAYS = {"W1": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "b1": np.ones(3), "W2": np.ones((1, 3))}
TEXT = """\
weights_file = "{name}"
weights_sha256 = "{digest}"
[[layers]]
activation = "tanh"
[[layers]]
activation = "sigmoid"
[[examples]]
x = [1, 2]
y = [0]
"""


def npz(*, compressed=False, **arrays):
    file = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(file, **arrays)
    return file.getvalue()


@pytest.fixture
def put(tmp_path):
    def put(data, name="mine.npz", text=TEXT, folder=tmp_path):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        told = text.format(name=name, digest=hashlib.sha256(data).hexdigest())
        (folder / "mine.toml").write_text(told, encoding="utf-8")
        return folder / "mine.toml"

    return put


def mistake(path):
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).isprintable()
    return str(caught.value)


@given(drawn=networks_with_examples())
def test_a_network_kept_apart_reads_back_bit_for_bit(tmp_path_factory, drawn):
    path = tmp_path_factory.mktemp("apart") / "mine.toml"
    write(path, *drawn, apart=True)
    assert sorted(one.name for one in path.parent.iterdir()) == ["mine.toml", "mine.weights.npz"]
    network, examples = read(path)
    for layer, same in zip(drawn[0].layers, network.layers, strict=True):
        assert layer.W.tobytes() == same.W.tobytes()
        assert layer.b.tobytes() == same.b.tobytes()
        assert layer.activation is same.activation
    assert examples.X.tobytes() == drawn[1].X.tobytes()


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("name", ["mine.npz", "below/mine.npz", "with space.npz"])
def test_weights_lie_in_the_folder_or_below(put, name, compressed):
    network, _ = read(put(npz(compressed=compressed, **ARRAYS), name))
    assert network.widths == (2, 3, 1)
    assert network.layer(1).W.tolist() == ARRAYS["W1"].tolist()
    assert network.layer(2).b.tolist() == [0]


@pytest.mark.parametrize(
    "name",
    ["../mine.npz", "a/../../mine.npz", "/etc/hostname", "C:\\\\mine.npz", "..\\\\mine.npz", "", ".", "a\\u0000b"],
)
def test_a_path_that_leaves_the_folder_is_refused(put, tmp_path, name):
    path = put(npz(**ARRAYS))
    (tmp_path.parent / "mine.npz").write_bytes(npz(**ARRAYS))
    text = path.read_text(encoding="utf-8").replace("mine.npz", name)
    path.write_text(text, encoding="utf-8")
    assert "mine.toml: weights_file: expected a file in the network" in mistake(path) or name == "."
    assert "expected" in mistake(path)


def test_a_link_to_elsewhere_is_refused_and_one_inside_is_not(put, tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    path = put(npz(**ARRAYS), folder=folder)
    (folder / "mine.npz").rename(folder / "other.npz")
    (folder / "mine.npz").symlink_to("other.npz")
    assert read(path)[0].depth == 2
    (folder / "other.npz").rename(tmp_path / "other.npz")
    (folder / "mine.npz").unlink()
    (folder / "mine.npz").symlink_to(tmp_path / "other.npz")
    assert "found 'mine.npz', a link to elsewhere" in mistake(path)
    (folder / "mine.npz").unlink()
    (folder / "mine.npz").symlink_to("mine.npz")
    assert "mine.toml: weights_file: expected a file in the network file's folder" in mistake(path)


def test_of_a_file_that_was_moved_away_no_other_kind_is_proposed(put):
    path = put(npz(**ARRAYS))
    (path.parent / "mine.npz").rename(path.parent / "mind.npz")
    assert "found nothing there; did you mean" in mistake(path)
    assert "mind.npz" in mistake(path)
    (path.parent / "mind.npz").unlink()
    assert mistake(path).endswith("mine.npz: expected the weights_file, found nothing there; check the path.")


def test_another_file_than_the_one_meant_is_refused(put, tmp_path):
    path = put(npz(**ARRAYS))
    changed = npz(**ARRAYS | {"b1": np.zeros(3)})
    (tmp_path / "mine.npz").write_bytes(changed)
    told = mistake(path)
    assert "mine.toml: weights_sha256: expected the SHA-256 of 'mine.npz', found another" in told
    assert hashlib.sha256(changed).hexdigest() in told
    path.write_text(re.sub("weights_sha256.*\n", "", TEXT).format(name="mine.npz"), encoding="utf-8")
    assert f'add weights_sha256 = "{hashlib.sha256(changed).hexdigest()}"' in mistake(path)


WRONG = {
    "no W2": ({"W2": None}, "weights_file: expected an array W2, found none."),
    "columns": ({"W2": np.ones((1, 2))}, "expected W2 with 3 columns (layer 1 has 3 neurons), found shape (1, 2)."),
    "flat": ({"W1": np.ones(3)}, "expected W1 with rows and columns, found shape (3,)."),
    "biases": ({"b1": np.ones((3, 1))}, "expected b1 of shape (3,), one number for each row of W1, found shape (3, 1)"),
    "too many": ({"W3": np.ones((1, 1))}, "expected arrays for 2 layers, found 'W3'; add a [[layers]] table"),
    "not finite": ({"W1": np.full((3, 2), np.nan)}, "expected finite numbers in W1, found nan."),
    "complex": ({"W1": np.ones((3, 2), complex)}, "W1: expected an array of real numbers, found values of type comp"),
    "texts": ({"W1": np.array([["a"]])}, "W1: expected an array of real numbers, found values of type <U1."),
    "pickle": ({"W1": np.array([{}], object)}, "found Python objects, which only a pickle can hold."),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_arrays_are_told_with_their_names(put, case):
    change, expected = WRONG[case]
    arrays = {name: array for name, array in (ARRAYS | change).items() if array is not None}
    assert expected in mistake(put(npz(**arrays)))


def test_a_pickle_is_never_opened(put):
    class Trap:
        def __reduce__(self):
            return os.abort, ()

    assert "a pickle" in mistake(put(npz(W1=np.array([Trap()], object))))


def test_layers_may_not_hold_weights_too(put):
    path = put(npz(**ARRAYS), text=TEXT.replace('"tanh"', '"tanh"\nweights = [[1]]'))
    assert "layers[1].weights: expected a known key" in mistake(path)


def test_a_text_has_no_folder_to_look_in():
    with pytest.raises(InputError, match=r"weights_file: expected weights in the text itself, found .mine\.npz."):
        read_text(TEXT.format(name="mine.npz", digest="0"), "mine.toml")


def test_a_hash_without_a_file_is_told():
    with pytest.raises(InputError, match="weights_sha256: expected weights_file beside it, found none"):
        read_text("weights_sha256 = '00'", "mine.toml")


def test_a_small_file_of_many_zeros_is_not_unpacked(put):
    data = npz(compressed=True, W1=np.zeros((1, MOST_BYTES // 8 + 1)))
    assert len(data) < 1_000_000
    assert "expected at most 128,000,000 bytes of arrays, found 128,000,1" in mistake(put(data))


def test_a_header_that_promises_too_much_is_told(put):
    head = np.lib.format.magic(1, 0) + b"v\x00{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,)}"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("W1.npy", head.ljust(128))
    assert "array 'W1' is not as long as its header says" in mistake(put(file.getvalue()))


def test_every_cut_and_flip_is_told_or_harmless():
    data = npz(compressed=True, **ARRAYS)
    told = 0
    for place in range(len(data)):
        for broken in (data[:place], data[:place] + bytes([data[place] ^ 0x5A]) + data[place + 1 :]):
            try:
                arrays_of(broken, "mine.npz")
            except InputError as error:
                assert str(error).isprintable()  # noqa: PT017
                told += 1
    assert told > len(data)


def test_narrow_numbers_count_as_the_doubles_that_they_become():
    data = npz(compressed=True, W1=np.zeros((1, MOST_NUMBERS + 1), np.int8))
    assert len(data) < 100_000
    with pytest.raises(InputError, match="W1: expected at most 16,000,000 numbers in all arrays, found 16,000,001"):
        arrays_of(data, "mine.npz")


def test_a_part_that_unpacks_to_more_than_it_declares_is_not_unpacked():
    data = npz(compressed=True, W1=np.zeros(4_000_000))
    declared = (32_000_128).to_bytes(4, "little")
    lying = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(lying, "w", zipfile.ZIP_DEFLATED) as other:
        packed = archive.read("W1.npy")
        other.writestr("W1.npy", packed.replace(b"(4000000,), }  ", b"(2,), }        ", 1))
    data = lying.getvalue().replace(declared, (128 + 16).to_bytes(4, "little"))
    assert declared not in data
    del packed
    tracemalloc.start()
    with pytest.raises(InputError, match="found a mistake: Bad CRC-32"):
        arrays_of(data, "mine.npz")
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def npy_of(header, data=b"", version=b"\x01\x00"):
    """An array's part of an .npz file with a header that NumPy would not write."""
    text = header.encode("latin-1").ljust(118 - 1) + b"\n"
    return b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + data


def zipped(*parts, packing=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", packing) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of two parts of one name
        for part in parts:
            archive.writestr("W1.npy", part)
    return file.getvalue()


HEADER = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }"
ONE = bytes(8)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (zipped(npy_of(HEADER, ONE), npy_of(HEADER, ONE)), "array 'W1' twice"),
        (zipped(npy_of(HEADER, ONE), packing=zipfile.ZIP_BZIP2), "array 'W1' is packed as NumPy packs none"),
        (zipped(npy_of(HEADER, ONE, version=b"\x09\x00")), r"a header of version \(9, 0\)"),
        (zipped(npy_of(HEADER, ONE + ONE)), "array 'W1' is not as long as its header says"),
        (zipped(npy_of(HEADER.replace("(1, 1)", "(-1, -1)"), ONE)), "array 'W1' has a negative length"),
    ],
    ids=["twice", "packed", "version", "length", "negative"],  # the bytes hold the time, which differs between workers
)
def test_a_file_that_numpy_would_not_write_is_refused_with_its_mistake(data, told):
    assert arrays_of(zipped(npy_of(HEADER, ONE)), "mine.npz")["W1"].tolist() == [[0.0]]
    with pytest.raises(InputError, match=told):
        arrays_of(data, "mine.npz")
