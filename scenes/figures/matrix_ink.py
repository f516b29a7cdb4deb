"""In which colour a matrix of a formula stands: that of the quantity which it holds."""

from __future__ import annotations

from typing import Any

from core.algebra.matrices import LayerMatrix


def kind_of(part: Any) -> str:
    """Return by what name matrices go that share a ruler: all slopes of the cost do.

    Parameters
    ----------
    part : MatrixExpr
        A matrix, a transposed one, or a function of each cell.
    """
    if part.is_Transpose:
        return kind_of(part.arg)
    if not isinstance(part, LayerMatrix):
        return "curve"
    return "slope" if part.is_slope or part.letter.lower() == "delta" else str(part.letter)


def ink_of(part: Any, *, strip: bool = False) -> str:
    """Return the meaning by which a matrix is coloured.

    Parameters
    ----------
    part : MatrixExpr
    strip : bool
        Whether its cells are, not its name: a name that is a fraction is written in the colour of text.

    Examples
    --------
    >>> [ink_of(LayerMatrix(letter, 2, 3, 4)) for letter in ("W", "A", "Delta")]
    ['w', 'a', 'slope']
    >>> ink_of(LayerMatrix("W", 2, 3, 4, is_slope=True))
    'text'
    >>> ink_of(LayerMatrix("Delta", 2, 3, 4).T)
    'slope'
    """
    kind = kind_of(part)
    if kind == "slope" and not strip and getattr(part, "is_slope", False):
        return "text"
    return {"W": "w", "curve": "z"}.get(kind, kind.lower())
