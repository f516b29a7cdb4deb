"""The table of formats, and those that are refused."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from core.model.errors import InputError
from studio.imports.choices import Choices
from studio.imports.dense import Found


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that can be read.

    Parameters
    ----------
    name : str
    ending : str
        Of the file's name.
    module : str
        Of this package; its `read` takes the path and the choices.
    """

    name: str
    ending: str
    module: str

    def read(self, path: Path, choices: Choices) -> Found:
        """Return what a file tells of a network.

        Raises
        ------
        InputError
            If it is not what its name says, or holds more than fully connected layers.
        """
        found: Found = importlib.import_module(f"studio.imports.{self.module}").read(path, choices)
        return found


FORMATS = (
    Format("NumPy", ".npz", "numpy_arrays"),
    Format("safetensors", ".safetensors", "safe_tensors"),
    Format("ONNX", ".onnx", "onnx_graph"),
    Format("Keras", ".keras", "keras_model"),
    Format("Keras weights", ".weights.h5", "keras_model"),
    Format("Keras' older models and weights", ".h5", "keras_model"),
    Format("Keras' older models and weights", ".hdf5", "keras_model"),
    Format("Nielsen's JSON", ".json", "nielsen_json"),
)
_TORCH = "in Python: from safetensors.torch import save_file; save_file(model.state_dict(), 'mine.safetensors')"
_SCIKIT_LEARN = (
    "in Python: numpy.savez('mine.npz', **{f'coefs_{i}': W for i, W in enumerate(mlp.coefs_)}, "
    "**{f'intercepts_{i}': b for i, b in enumerate(mlp.intercepts_)})"
)
PICKLES = {
    **dict.fromkeys((".pt", ".pth", ".bin", ".ckpt"), _TORCH),
    **dict.fromkeys((".pkl", ".pickle", ".joblib", ".sav"), _SCIKIT_LEARN),
}
OLD = {".npy": "put all arrays into one file with numpy.savez"}


def format_of(path: Path) -> Format:
    """Return the format that a file's name tells.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Format

    Raises
    ------
    InputError
        If it is none of ours; of a pickle, with the way out.

    Examples
    --------
    >>> format_of(Path("mine.onnx")).name
    'ONNX'
    >>> format_of(Path("mine.pt"))
    Traceback (most recent call last):
    core.model.errors.InputError: mine.pt: expected numbers alone, found a pickle, which runs programs when it is \
opened; in Python: from safetensors.torch import save_file; save_file(model.state_dict(), 'mine.safetensors').
    """
    name = path.name.lower()
    for one in FORMATS:
        if name.endswith(one.ending):
            return one
    ending = Path(name).suffix
    if ending in PICKLES:
        found = "found a pickle, which runs programs when it is opened"
        raise InputError(str(path), "", "expected numbers alone", found, PICKLES[ending])
    endings = ", ".join(one.ending for one in FORMATS)
    found = f"found {ending!r}" if ending else "found no ending"
    raise InputError(str(path), "", f"expected a file whose name ends with {endings}", found, OLD.get(ending, ""))
