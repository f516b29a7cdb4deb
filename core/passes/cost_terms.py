"""Each output's own share of the cost, as an expression of quantities that anyone can put numbers into."""

from __future__ import annotations

from core.model.arithmetic import Applied, Expression, Given, Joined, bracketed, ln, total
from core.model.expression import parse
from core.model.quantity import a, y, z
from core.passes.moment import Moment

_FAR_OUT = 15.0
"""Where |z| is larger, 1 - sigma(z) has lost digits that a logarithm would show."""
_ALMOST_1, _ALMOST_0 = 1 - 1e-7, 1e-290


def cost_term(moment: Moment, j: int) -> Expression:
    """Return the term of output j in C = sum_j term(a_j, y_j, n).

    It is the cost's row with the quantities put in. Where an output has rounded to 0 or 1, its
    logarithm is written by way of z, as the cost itself is computed.

    Parameters
    ----------
    moment : Moment
    j : int

    Returns
    -------
    Expression

    Examples
    --------
    >>> from core.files.network_file import read
    >>> from core.passes.trace import Trace
    >>> str(cost_term(Moment(Trace(*read("networks/chain.toml"))), 0))
    '(a[3][0]-y[0])**2'
    """
    network = moment.network
    output = a(network.depth, j)
    term = parse(network.cost.formula, {"a": output, "y": y(j), "n": Given(network.widths[-1])})
    return _put(term, {ln(output): _ln(moment, j), ln(1 - output): _ln_of_rest(moment, j)})


def _put(expression: Expression, exact: dict[Expression, Expression | None]) -> Expression:
    """Return an expression with some of its parts written in another way where there is one."""
    if other := exact.get(expression):
        return other
    match expression:
        case Joined(sign, operands):
            return Joined(sign, tuple(_put(one, exact) for one in operands))
        case Applied(name, of):
            return Applied(name, _put(of, exact))
    return expression


def _ln(moment: Moment, j: int) -> Expression | None:
    """Return ln a_j by way of z, where a_j has no digits left for it."""
    row = moment.network.layer(moment.network.depth).activation
    if not row.elementwise:
        return _ln_share(moment, j)
    return _far_out(row.logarithms.far, moment, j) if row.logarithms else None


def _ln_share(moment: Moment, j: int) -> Expression | None:
    depth = moment.network.depth
    others = range(moment.network.widths[-1])
    if moment.value(a(depth, j)) > _ALMOST_1 and len(others) > 1:
        # ln(1 - rest) = -rest, the rest being what the others have
        return bracketed(-bracketed(total(a(depth, i) for i in others if i != j)))
    if moment.value(a(depth, j)) < _ALMOST_0:
        most = max(others, key=lambda i: moment.value(a(depth, i)))
        return bracketed(z(depth, j) - z(depth, most) + ln(a(depth, most)))
    return None


def _ln_of_rest(moment: Moment, j: int) -> Expression | None:
    """Return ln(1 - a_j) by way of z, where 1 - a_j has no digits left for it."""
    row = moment.network.layer(moment.network.depth).activation
    return _far_out(row.logarithms.rest_far, moment, j) if row.logarithms else None


def _far_out(far: tuple[str, ...], moment: Moment, j: int) -> Expression | None:
    """Return the one of two formulas, for far below and far above 0, that holds for z_j; None near 0."""
    own = z(moment.network.depth, j)
    value = moment.value(own)
    if not far or abs(value) <= _FAR_OUT:
        return None
    return bracketed(parse(far[value > 0], {"z": own}))
