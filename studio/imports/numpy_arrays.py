"""NumPy's .npz: arrays by name, the layout by the names' rule."""

from __future__ import annotations

from pathlib import Path

from core.files.array_file import MOST_BYTES, arrays_of
from core.files.user_file import read_bytes
from studio.imports.choices import Choices
from studio.imports.dense import Found
from studio.imports.named_arrays import FLAX, NAMELESS, OTHERS, OURS, PYTORCH, SCIKIT_LEARN, found_in


def read(path: Path, choices: Choices) -> Found:
    """Return the layers of an .npz file.

    Parameters
    ----------
    path : Path
    choices : Choices

    Returns
    -------
    Found

    Raises
    ------
    InputError
        If it holds anything but the arrays of fully connected layers.
    """
    arrays = arrays_of(read_bytes(path, "a file of arrays", MOST_BYTES), str(path))
    return found_in(arrays, (OURS, OTHERS, SCIKIT_LEARN, PYTORCH, FLAX, NAMELESS), choices, str(path))
