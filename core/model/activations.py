"""The activation functions: one row of a table each, in the order in which they are told.

To add one, write its row beside those it resembles and name it here; nothing else needs to know of it.
"""

from __future__ import annotations

from types import MappingProxyType

from core.model.activation import Activation
from core.model.elementary_rows import COS, EXP, IDENTITY, SIN
from core.model.hinge_rows import ELUS, GELU, LEAKY_RELUS, RELU, SILU, SOFTPLUS
from core.model.rows import Rows
from core.model.squashing_rows import SIGMOID, SOFTMAX, TANH

__all__ = ["ACTIVATIONS", "FAMILIES", "IDENTITY", "Activation"]

FAMILIES = MappingProxyType({family.name: family for family in (LEAKY_RELUS, ELUS)})
_ROWS = (
    *(SIGMOID, TANH, RELU, LEAKY_RELUS.bare, ELUS.bare, SOFTPLUS, GELU, SILU),
    *(IDENTITY, SIN, COS, EXP, SOFTMAX),
)
ACTIVATIONS = Rows("activation", {row.name: row for row in _ROWS}, FAMILIES)
