"""A network file as it was read: what a copy of it consists of, and whether it is still the same."""

import hashlib

import numpy as np

from core.files.network_file import read
from core.files.network_source import NetworkSource

TEXT = """\
weights_file = "arrays/mine.npz"
weights_sha256 = "{digest}"
[[layers]]
activation = "tanh"
[[examples]]
x = [1, 2]
y = [0]
"""


def test_a_copy_elsewhere_is_the_same_network_with_its_weights(tmp_path):
    arrays = tmp_path / "arrays"
    arrays.mkdir()
    np.savez(arrays / "mine.npz", W1=[[0.25, -0.5]], b1=[0.125])
    file = tmp_path / "mine.toml"
    digest = hashlib.sha256((arrays / "mine.npz").read_bytes()).hexdigest()
    file.write_text(TEXT.format(digest=digest), encoding="utf-8")
    source = NetworkSource.read(file)
    files = source.files("copy.toml")
    assert list(map(str, files)) == ["arrays/mine.npz", "copy.toml"], "the network file comes last: then all is there"
    for name, data in files.items():
        path = tmp_path / "elsewhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    network, _ = read(tmp_path / "elsewhere" / "copy.toml")
    assert network.layers[0].W.tolist() == [[0.25, -0.5]]


def test_a_file_that_changes_or_goes_is_no_longer_as_it_was_read(tmp_path):
    file = tmp_path / "mine.toml"
    text = '[[layers]]\nactivation = "tanh"\nweights = [[1.0]]\n[[examples]]\nx = [1]\ny = [0]\n'
    file.write_text(text, encoding="utf-8")
    source = NetworkSource.read(file)
    assert source.is_current
    file.write_text(text + "\n", encoding="utf-8")
    assert not source.is_current
    file.unlink()
    assert not source.is_current
