"""The chain rule for one slope of a network, derived and with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from sympy import Expr, Float, Symbol

from core.algebra.derivation_steps import tell
from core.algebra.evaluation import Evaluation
from core.algebra.exact import as_double
from core.algebra.in_order import Factors, Terms
from core.algebra.indexed import layer_of
from core.algebra.local_slopes import LocalSlopes
from core.algebra.path_product import PathProduct, products
from core.algebra.steps import Factor, Step
from core.algebra.sweep import Sweep
from core.algebra.symbols import symbol
from core.model.errors import InputError
from core.model.network import Network
from core.model.quantity import Quantity
from core.passes.forward import forward
from core.passes.paths import count_paths

LIMIT = 256


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derivation of one slope.

    Parameters
    ----------
    quantity : Quantity
    value : float
        The slope, summed over all paths.
    steps : tuple of Step
        In the order they are told; each may have substeps.
    branches : tuple of tuple of Factor
        The chain rule one layer on: a sum of products. One product of three factors for a weight or
        bias; for an activation one for each neuron of the next layer.
    products : tuple of PathProduct
        The whole product back to the input, one for each path shown.
    path_count : int
        How many paths there are.
    rest : float
        The share of the paths that are not shown; 0 where all are.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["sigmoid"]),) * 2)
    >>> found = derive(network, Quantity.parse("dC/dw[1][0,0]"), [1.0], [1.0])
    >>> [factor.expression for factor in found.factors]
    [a[0][0], sigma'(z[1][0]), Factors(w[2][0,0], sigma'(z[2][0]), dC/da[2][0])]
    """

    quantity: Quantity
    value: float
    steps: tuple[Step, ...]
    branches: tuple[tuple[Factor, ...], ...]
    products: tuple[PathProduct, ...]
    path_count: int
    rest: float

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The factors of the first product of the chain rule; its only one, unless paths are summed."""
        return self.branches[0]

    @property
    def product(self) -> Expr:
        """The whole product back to the input, one term per path."""
        terms = [one.expression for one in self.products]
        if len(terms) < self.path_count:
            terms.append(Symbol("rest"))
        return terms[0] if len(terms) == 1 else Terms(*terms)

    @property
    def left(self) -> Expr:
        """The slope as a SymPy expression."""
        return symbol(self.quantity)

    def walk(self) -> Iterator[Step]:
        """Yield every step and substep in the order they are told."""
        for step in self.steps:
            yield from step.walk()


def derive(network: Network, quantity: Quantity, x: ArrayLike, y: ArrayLike, *, limit: int = LIMIT) -> Derivation:
    """Write out the chain rule for a slope of the cost, from the same rows as the numbers.

    dC/dw = dz/dw * da/dz * dC/da, and dC/da back to the output as a sum over paths

    Parameters
    ----------
    network : Network
    quantity : Quantity
        dC/dw, dC/db, dC/da, dC/dz or delta.
    x : array_like, shape (n_0,)
    y : array_like, shape (n_L,)
    limit : int
        Up to how many paths are all written out; of more, the largest are, and the rest is one number.

    Returns
    -------
    Derivation

    Raises
    ------
    InputError
        If the quantity is no slope of the cost, or the network does not have it.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.network import Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
    >>> derive(network, Quantity.parse("dC/db[1][0]"), [1.0], [0.5]).value
    4.0

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, eqs. (BP1)-(BP4).
    """
    by = slope_of_the_cost(quantity).check(network)
    evaluation = Evaluation(forward(network, x), np.asarray(y, dtype=np.float64))
    layer = layer_of(by)
    local = LocalSlopes(evaluation)
    with np.errstate(all="ignore"):  # what is not finite is told by the values themselves
        sweep = Sweep(local, layer)
        told = tell(sweep, quantity, by)
        shown = products(sweep, by, limit)
    count = 1 if by.kind == "a" and layer == network.depth else count_paths(network, layer)
    rest = told.number - sum(one.number for one in shown) if len(shown) < count else 0
    whole = Derivation(quantity, as_double(told.number), (), told.branches, shown, count, as_double(rest))
    last = _product_steps(whole)
    return Derivation(quantity, whole.value, (*told.steps, *last), told.branches, shown, count, whole.rest)


def slope_of_the_cost(quantity: Quantity) -> Quantity:
    """Return what the cost is differentiated by.

    Raises
    ------
    InputError
        If the quantity is no slope of the cost.

    Examples
    --------
    >>> str(slope_of_the_cost(Quantity.parse("delta[2][0]")))
    'z[2][0]'
    """
    if quantity.kind == "delta":
        return Quantity("z", quantity.layer, quantity.neurons)
    of, by = quantity.of, quantity.by
    if quantity.kind != "slope" or of is None or by is None or of.kind != "C" or by.kind not in {"w", "b", "a", "z"}:
        expected = "expected a slope of the cost"
        remedy = "name dC/dw[layer][to,from], dC/db[layer][neuron], dC/da[layer][neuron] or delta[layer][neuron]"
        raise InputError("", "quantity", expected, f"found {str(quantity)!r}", remedy)
    return by


def _product_steps(whole: Derivation) -> Iterator[Step]:
    """Yield the last steps: the product through all layers, then with its numbers."""
    value = whole.value
    several = whole.path_count > 1
    rule = f"sum over {whole.path_count} paths" if several else "product back to the input"
    yield Step(whole.quantity, rule, whole.product, value)
    if len(whole.products) < whole.path_count:
        name = Symbol("rest")
        others = whole.path_count - len(whole.products)
        yield Step(name, f"the other {others} paths together", Float(whole.rest), whole.rest)
    terms: list[Expr] = [Factors(*(Float(one.value) for one in path.factors)) for path in whole.products]
    if len(whole.products) < whole.path_count:
        terms.append(Float(whole.rest))
    yield Step(whole.quantity, "numbers put in", terms[0] if len(terms) == 1 else Terms(*terms), value)
    if several and len(whole.products) > 1:
        shares: list[Expr] = [Float(path.value) for path in whole.products]
        yield Step(whole.quantity, "each path's share", Terms(*shares, *terms[len(shares) :]), value)
