"""Networks from elsewhere, written as network files once our own reader has taken them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.files.network_file import read, write
from core.model.errors import InputError
from core.model.network import Examples, Network

MOST_WRITTEN = 10_000
"""Weights that stand in the network file itself; more lie in a file beside it."""


def write_checked(path: Path, network: Network, examples: Examples, comment: str, *, force: bool, option: str) -> bool:
    """Write a network file, and with many weights a file of them beside it.

    Parameters
    ----------
    path : Path
    network : Network
    examples : Examples
    comment : str
        Put at its top.
    force : bool
        Whether files that are there already may be lost.
    option : str
        How the user says that, for errors.

    Returns
    -------
    bool
        Whether the weights lie beside.

    Raises
    ------
    InputError
        If a file would be lost, or our own reader refuses what would be written: then the place is one of the new file.
    OSError
        If it cannot be written.
    """
    apart = sum(layer.W.size for layer in network.layers) > MOST_WRITTEN
    beside = path.with_name(f"{path.stem}.weights.npz")
    refuse_loss(*([path, beside] if apart else [path]), force=force, option=option)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=path.parent) as folder:
        trial = Path(folder) / path.name
        write(trial, network, examples, comment, apart=apart)
        read(trial)
    write(path, network, examples, comment, apart=apart)
    return apart


def refuse_loss(*paths: Path, force: bool, option: str) -> None:
    """Refuse to overwrite files.

    Parameters
    ----------
    *paths : Path
    force : bool
        Whether they may be lost.
    option : str
        How the user says that.

    Raises
    ------
    InputError
        If one is there and may not be lost.
    """
    for path in paths:
        if path.exists() and not force:
            remedy = f"choose another name, or give {option} to write over it"
            raise InputError(str(path), "", "expected no such file yet", "found one", remedy)
