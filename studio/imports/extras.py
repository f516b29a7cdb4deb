"""Packages that only some formats need: asked for when one is read, named with the command when missing."""

from __future__ import annotations

import importlib
from typing import Any

import click


def need(module: str, extra: str, why: str) -> Any:  # noqa: ANN401  a module
    """Import a module of an optional package.

    Parameters
    ----------
    module : str
    extra : str
        This project's extra that brings it.
    why : str
        What needs it.

    Returns
    -------
    module

    Raises
    ------
    click.ClickException
        If it is not installed; the message is the command that installs it.

    Examples
    --------
    >>> need("no_such_module", "onnx", "ONNX files")
    Traceback (most recent call last):
    click.exceptions.ClickException: ONNX files need a package that is not installed; \
run this in the project's folder: .venv/bin/python -m pip install --constraint constraints.txt --editable '.[onnx]'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        command = f".venv/bin/python -m pip install --constraint constraints.txt --editable '.[{extra}]'"
        message = f"{why} need a package that is not installed; run this in the project's folder: {command}"
        raise click.ClickException(message) from error
