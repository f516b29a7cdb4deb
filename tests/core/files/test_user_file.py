"""Files from users: what is said when another file is there, or none."""

import pytest

from core.files.network_file import read
from core.files.network_source import NetworkSource
from core.files.user_file import read_bytes
from core.model.errors import InputError


@pytest.mark.parametrize("reader", [read, NetworkSource.read])
@pytest.mark.parametrize("name", ["mine.onnx", "mine.keras", "mine.PT", "mine.weights.h5", "mine.json", "my net.npz"])
def test_a_model_in_place_of_a_network_file_is_led_to_import(tmp_path, monkeypatch, reader, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(b"\x00\xff")
    with pytest.raises(InputError, match=r"make one of it: \./lecture import"):
        reader(name)
    if " " in name:
        with pytest.raises(InputError, match=r"import .my net\.npz. -o .my net\.toml."):
            reader(name)


def test_what_is_proposed_for_a_missing_file_is_of_its_kind(tmp_path):
    for name in ("mine.toml", "mine2.weights.npz"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"did you mean '.*mine2\.weights\.npz'\?"):
        read_bytes(tmp_path / "mine.weights.npz", "a file of weights", 100)
    (tmp_path / "mine2.weights.npz").unlink()
    with pytest.raises(InputError, match=r"found nothing there; check the path\."):
        read_bytes(tmp_path / "mine.npz", "a file of weights", 100)
    for missing in ("mine.tml", "mime.toml", "mine"):
        with pytest.raises(InputError, match=r"did you mean '.*mine\.toml'\?"):
            read(tmp_path / missing)
