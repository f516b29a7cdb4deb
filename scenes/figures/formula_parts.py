"""What the entries of the parts of a formula with matrices stand for."""

from __future__ import annotations

from typing import Any

from core.algebra.matrices import LayerMatrix, applied_function
from core.model.quantity import Quantity, a, slope


def quantity_in(part: Any, row: int, column: int) -> Quantity:
    """Return what an entry of a matrix, of a transposed one, or of a function's slopes stands for."""
    if part.is_Transpose:
        return quantity_in(part.arg, column, row)
    if isinstance(part, LayerMatrix):
        found: Quantity = part.quantity(row, column)
        return found
    total = part.expr.quantity(row)
    one = a(part.expr.layer, *total.neurons)
    return slope(one, total) if applied_function(part).primes else one
