"""The formulas of a layer in general: neurons j, k and i, layers l and L, sums with their bounds.

SymPy differentiates sums over indexed symbols; a Kronecker delta is left of every sum, and resolving
it is the whole of "only the term with k = m survives".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sympy import Add, Eq, Expr, Integer, Piecewise, Sum, Symbol, exp, symbols

from core.algebra.differentials import SlopeOf
from core.algebra.differentiation import undistributed
from core.algebra.in_order import Factors, Terms
from core.algebra.indexed import LayerSymbol, indexed, slope_by, width, written_out
from core.algebra.steps import Factor
from core.algebra.symbols import SIGMA, activation_function, formula, symbol
from core.model.costs import Cost
from core.model.network import Network
from core.model.quantity import C

I, J, K, M = symbols("i j k m", integer=True)  # noqa: E741  the letters of the lecture
LAYER, LAST = symbols("l L")
NEXT, PREVIOUS = LAYER + 1, LAYER - 1
NAN = float("nan")
_sigma = activation_function(SIGMA)


@dataclass(frozen=True, slots=True)
class IndexFormula:
    """One formula in general form.

    Parameters
    ----------
    name : str
    left, right : sympy.Expr
    factors : tuple of Factor
        The named parts of the product, inside the sum if there is one; without values.

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> found = index_formulas(COSTS["squared_error"])["dC_dw"]
    >>> found.left, found.right.args
    (dC/dw[l][j, k], (a[l-1][k], sigma'(z[l][j]), dC/da[l][j]))
    """

    name: str
    left: Expr
    right: Expr
    factors: tuple[Factor, ...] = ()

    def at(self, network: Network, layer: int, **neurons: int) -> tuple[Expr, Expr]:
        """Put a network's layer and neurons in: both sides, in symbols of quantities.

        Parameters
        ----------
        network : Network
        layer : int
            What l stands for.
        **neurons : int
            What j and k stand for.

        Returns
        -------
        tuple of two sympy.Expr

        Examples
        --------
        >>> import numpy as np
        >>> from core.model.activations import ACTIVATIONS
        >>> from core.model.network import Layer
        >>> network = Network((Layer(np.ones((2, 2)), np.zeros(2), ACTIVATIONS["tanh"]),) * 2)
        >>> index_formulas(network.cost)["dC_da"].at(network, 2, k=1)[1].args[0].args
        (w[2][0,1], sigma'(z[2][0]), dC/da[2][0])
        """
        layers: dict[Expr, Expr] = {LAYER: Integer(layer), LAST: Integer(network.depth)}
        left, right = (_at(side, layers, network.widths, neurons) for side in (self.left, self.right))
        return left, right


def index_formulas(cost: Cost) -> Mapping[str, IndexFormula]:
    """Return the formulas of part 2, by name.

    z, a, a_softmax, C: what the network computes;   dC_dw, dC_db, dC_da, delta: what backpropagation does;
    dC_da_output: where it starts;   two_cases: both in one;   da_dz_softmax: softmax's Jacobian

    Parameters
    ----------
    cost : Cost

    Returns
    -------
    mapping of str to IndexFormula

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> index_formulas(COSTS["squared_error"])["dC_da"].right.limits
    ((j, 0, n[l] - 1),)

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eqs. (BP1)-(BP4).
    """
    made = (
        IndexFormula("z", _z(J), weighted_sum()),
        IndexFormula("a", _a(J), _sigma(_z(J))),
        IndexFormula("a_softmax", _a(J, LAST), _share()),
        IndexFormula("C", symbol(C), total_cost(cost)),
        _of_a_parameter("w", _w(J, K), "dz_dw"),
        _of_a_parameter("b", indexed("b", LAYER, J), "dz_db"),
        _of_an_activation(),
        IndexFormula("dC_da_output", slope_by("a", LAST, J), cost_slope(cost)),
        _delta(),
        _two_cases(cost),
        _softmax(),
    )
    return MappingProxyType({one.name: one for one in made})


def _w(j: Expr, k: Expr) -> Expr:
    return indexed("w", LAYER, j, k)


def _z(j: Expr) -> Expr:
    return indexed("z", LAYER, j)


def _a(j: Expr, layer: Expr = LAYER) -> Expr:
    return indexed("a", layer, j)


def weighted_sum(j: Expr = J, index: Expr = K) -> Expr:
    """Return z_j = sum over k of w_jk a_k + b_j.

    Examples
    --------
    >>> weighted_sum().doit()
    b[l][j] + Sum(a[l-1][k]*w[l][j, k], (k, 0, n[l-1] - 1))
    """
    heard = Factors(_w(j, index), _a(index, PREVIOUS))
    return Terms(Sum(heard, (index, 0, width(PREVIOUS) - 1)), indexed("b", LAYER, j))


def total_cost(cost: Cost) -> Expr:
    """Return C, the sum over all outputs.

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> total_cost(COSTS["squared_error"])
    Sum((a[L][j] - y[j])**2, (j, 0, n[L] - 1))
    """
    filling = {Symbol("a"): _a(J, LAST), Symbol("y"): indexed("y", None, J), Symbol("n"): width(LAST)}
    return Sum(formula(cost.formula).xreplace(filling), (J, 0, width(LAST) - 1))


def addends(whole: Sum) -> tuple[Sum, ...]:
    """Return a sum as several, one for each addend of what it adds up: lines that are shorter than one.

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> len(addends(total_cost(COSTS["binary_cross_entropy"]))), len(addends(total_cost(COSTS["squared_error"])))
    (2, 1)
    """
    return tuple(Sum(one, *whole.limits) for one in Add.make_args(whole.function))


def cost_slope(cost: Cost) -> Expr:
    """Return dC/da_j of an output: SymPy's derivative of the sum, where only one term survives.

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> cost_slope(COSTS["squared_error"])
    2*(a[L][j] - y[j])
    """
    found = resolved(total_cost(cost).diff(_a(M, LAST)))
    return undistributed(found.xreplace({M: J}))


def resolved(expression: Expr) -> Expr:
    """Carry sums over a Kronecker delta out, for an index within the sum's bounds.

    Examples
    --------
    >>> n = Symbol("n", integer=True)
    >>> resolved(Sum(indexed("y", None, K), (K, 0, n - 1)).diff(indexed("y", None, M)))
    1
    """
    done = expression.doit()
    # SymPy leaves a case for an m beyond the sum's bounds; there is no such neuron.
    return done.replace(lambda part: isinstance(part, Piecewise), lambda part: part.args[0].expr)


def _part(name: str, expression: Expr) -> Factor:
    return Factor(name, None, expression, expression, NAN)


def _product(parts: tuple[Factor, ...]) -> Expr:
    return Factors(*(part.expression for part in parts if part.expression != 1))


def _slope_of_z(by: Expr, back: dict[Expr, Expr]) -> Expr:
    """Differentiate z_j by one of its own parameters or inputs, named by m."""
    return resolved(weighted_sum().doit().diff(by)).xreplace(back)


def _of_a_parameter(kind: str, parameter: Expr, name: str) -> IndexFormula:
    own = _w(J, M) if kind == "w" else parameter
    parts = (
        _part(name, _slope_of_z(own, {M: K})),
        _part("da_dz", _sigma(_z(J)).diff(_z(J))),
        _part("dC_da", slope_by("a", LAYER, J)),
    )
    indices = (J, K) if kind == "w" else (J,)
    return IndexFormula(f"dC_d{kind}", slope_by(kind, LAYER, *indices), _product(parts), parts)


def _of_an_activation() -> IndexFormula:
    parts = (
        _part("dz_da", _slope_of_z(_a(M, PREVIOUS), {M: K})),
        _part("da_dz", _sigma(_z(J)).diff(_z(J))),
        _part("dC_da", slope_by("a", LAYER, J)),
    )
    total = Sum(_product(parts), (J, 0, width(LAYER) - 1))
    return IndexFormula("dC_da", slope_by("a", PREVIOUS, K), total, parts)


def chain_rule_by_sympy() -> Expr:
    """Return dC/da_k as SymPy finds it in one go, by differentiating sum_j g_j sigma(z_j) by a_k.

    Here g_j = dC/da_j is what is already known of the next layer. It confirms the product of factors.

    Examples
    --------
    >>> chain_rule_by_sympy().function
    sigma'(b[l][j] + Sum(a[l-1][i]*w[l][j, i], (i, 0, n[l-1] - 1)))*dC/da[l][j]*w[l][j, k]
    """
    answer = slope_by("a", LAYER, J) * _sigma(weighted_sum(J, I).doit())
    found = Sum(answer, (J, 0, width(LAYER) - 1)).diff(_a(M, PREVIOUS))
    inside = resolved(found.function.doit())
    return Sum(inside.xreplace({M: K}), (J, 0, width(LAYER) - 1))


def _delta() -> IndexFormula:
    parts = (_part("da_dz", _sigma(_z(J)).diff(_z(J))), _part("dC_da", slope_by("a", LAYER, J)))
    return IndexFormula("delta", indexed("delta", LAYER, J), _product(parts), parts)


def _two_cases(cost: Cost) -> IndexFormula:
    """Return dC/da_j of any layer: the sum over the next layer, or the cost's own slope at the last."""
    z_i = indexed("z", NEXT, I)
    onward = Factors(indexed("w", NEXT, I, J), _sigma(z_i).diff(z_i), slope_by("a", NEXT, I))
    total = Sum(onward, (I, 0, width(NEXT) - 1))
    cases = Piecewise((total, LAYER < LAST), (cost_slope(cost), Eq(LAYER, LAST)))
    return IndexFormula("two_cases", slope_by("a", LAYER, J), cases)


def _share() -> Expr:
    """Return a softmax: exp(z_j) as a share of the sum of all."""
    total = Sum(exp(indexed("z", LAST, I)), (I, 0, width(LAST) - 1))
    return exp(indexed("z", LAST, J)) / total


def _softmax() -> IndexFormula:
    """Return da_i/dz_j of a softmax: a_i ([i = j] - a_j), from a_i = exp(z_i) / sum of all exp(z)."""
    z_i, z_j = indexed("z", LAST, I), indexed("z", LAST, J)
    total = Sum(exp(indexed("z", LAST, M)), (M, 0, width(LAST) - 1))
    S = Symbol("S")
    share = exp(z_i) / S
    outputs = {exp(z_i): _a(I, LAST) * S, exp(z_j): _a(J, LAST) * S}
    direct = share.diff(z_i).xreplace(outputs) * z_i.diff(z_j)
    through_S = share.diff(S).xreplace(outputs) * resolved(total.diff(z_j)).xreplace(outputs)
    entry = Factors(_a(I, LAST), ((direct + through_S) / _a(I, LAST)).expand())
    return IndexFormula("da_dz_softmax", SlopeOf(_a(I, LAST), z_j), entry)


def _at(expression: Expr, layers: Mapping[Expr, Expr], widths: tuple[int, ...], neurons: Mapping[str, int]) -> Expr:
    """Put layers, widths and neurons in, sums written out."""
    filling: dict[Expr, Expr] = {Symbol(name, integer=True): Integer(neuron) for name, neuron in neurons.items()}
    filling |= layers
    placed = {}
    for one in expression.atoms(LayerSymbol):
        found = one.in_layer(layers)
        if found.letter != "n":
            placed[one] = found
        elif found.layer is not None:
            filling[one] = Integer(widths[found.layer]) if found.layer < len(widths) else Integer(0)
    return written_out(_filled(expression.xreplace(placed), filling))


def _filled(expression: Expr, filling: Mapping[Expr, Expr]) -> Expr:
    """Put numbers in for letters, except for a letter that a sum counts with."""
    if isinstance(expression, Sum):
        index, first, last = expression.limits[0]
        inside = {letter: number for letter, number in filling.items() if letter != index}
        return Sum(_filled(expression.function, inside), (index, first, last.xreplace(filling)))
    if not expression.has(Sum):
        return expression.xreplace(filling)
    return expression.func(*(_filled(part, filling) for part in expression.args))
