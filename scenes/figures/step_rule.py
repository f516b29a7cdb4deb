"""What a step does to weights and biases, as lines in general form."""

from __future__ import annotations

from core.algebra.example_form import ETA, step_downhill
from core.algebra.index_form import LAYER, J, K
from core.algebra.indexed import indexed
from core.notation.reading import Reading
from scenes import theme
from scenes.type.formula import Formula


def rule_of_a_step(rate: Reading, *, biases: bool) -> list[Formula]:
    """Return what a weight becomes, what a bias does if biases move, and the learning rate.

    Parameters
    ----------
    rate : Reading
    biases : bool
        Whether biases move, too.
    """
    parameters = [indexed("w", LAYER, J, K), *([indexed("b", LAYER, J)] if biases else [])]
    lines = [Formula("{it} arrow.l {moved}", em=theme.LABEL, it=one, moved=step_downhill(one)) for one in parameters]
    return [*lines, Formula("{eta} = {rate}", em=theme.LABEL, eta=ETA, rate=rate)]
