"""The sum over one neuron's paths, with its own numbers in it and j left as a letter.

    dC/da_k = sum_j w_jk sigma'(z_j) dC/da_j

Where the next layer's outputs compete (softmax), what follows the weight is dC/dz_j; with the cross-entropy of
shares that is a_j - y_j.
"""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr, Sum

from core.algebra.differentials import ChangeOf
from core.algebra.in_order import Factors
from core.algebra.index_form import J
from core.algebra.indexed import indexed, slope_by
from core.algebra.symbols import SIGMA, activation_function, symbol
from core.model.quantity import C, a, slope
from core.passes.choices.onward_paths import OnwardPaths


@dataclass(frozen=True, slots=True)
class OnwardForm:
    """The formula of one neuron's paths.

    Parameters
    ----------
    left, right : sympy.Expr
        dC/da_k, and the sum.
    factors : tuple of sympy.Expr
        Of the product in it, in the order in which it is written.
    moves : tuple of sympy.Expr
        The changes of z_j and, unless outputs compete, of a_j.

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.choices.onward_paths import liveliest
    >>> from core.passes.moment import Moment
    >>> from core.passes.trace import Trace
    >>> form = OnwardForm.of(liveliest(Moment(Trace(*read("networks/iris.toml"))), 2))
    >>> form.left, form.factors, form.right.limits
    (dC/da[2][0], (w[3][j, 0], sigma'(z[3][j]), dC/da[3][j]), ((j, 0, 2),))
    """

    left: Expr
    right: Expr
    factors: tuple[Expr, ...]
    moves: tuple[Expr, ...]

    @staticmethod
    def of(paths: OnwardPaths) -> OnwardForm:
        """Return the formula of a neuron's paths."""
        layer = paths.layer + 1
        z_j = indexed("z", layer, J)
        weight = indexed("w", layer, J, paths.k)
        moves: tuple[Expr, ...] = (ChangeOf(z_j),)
        missed = indexed("a", layer, J) - indexed("y", None, J)
        rest: tuple[Expr, ...] = (missed if paths.misses else slope_by("z", layer, J),)
        if paths.elementwise:
            rest = (activation_function(SIGMA, primes=1)(z_j), slope_by("a", layer, J))
            moves = (*moves, ChangeOf(indexed("a", layer, J)))
        factors = (weight, *rest)
        total = Sum(Factors(*factors), (J, 0, paths.moment.network.widths[layer] - 1))
        return OnwardForm(symbol(slope(C, a(paths.layer, paths.k))), total, factors, moves)
