"""Quantities whose layer or neurons are letters: what stands where is data, never read off a name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self

from sympy import Expr, Indexed, IndexedBase, Integer, Sum, Symbol
from sympy.core.basic import ordering_of_classes

from core.algebra.in_order import Terms
from core.algebra.symbols import QuantitySymbol, symbol
from core.model.quantity import C, Kind, Quantity, slope


class LayerSymbol(Symbol):  # type: ignore[misc]  # SymPy has no types
    """What a layer has one of: the number of its neurons, or all of its weights together.

    Parameters
    ----------
    letter : str
    layer : sympy.Expr or None
        A number or letters such as l - 1; None for what belongs to no layer.
    is_slope : bool
        Whether it is the cost's slope with respect to these.

    Examples
    --------
    >>> LayerSymbol("n", Symbol("l") - 1), LayerSymbol("a", Symbol("L"), is_slope=True)
    (n[l-1], dC/da[L])
    """

    __slots__ = ("is_slope", "layer", "letter")

    letter: str
    layer: Expr | None
    is_slope: bool

    def __new__(cls, letter: str, layer: Expr | None, *, is_slope: bool = False, **assumptions: bool) -> Self:
        """Name it by its letter and layer, by which SymPy tells symbols apart."""
        above = "" if layer is None else f"[{str(layer).replace(' ', '')}]"
        name = f"{'dC/d' if is_slope else ''}{letter}{above}"
        made: Self = Symbol.__xnew__(cls, name, **assumptions)
        made.letter, made.layer, made.is_slope = letter, layer, is_slope
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Return what a copy is made from."""
        return (self.letter, self.layer), {"is_slope": self.is_slope, **self._assumptions_orig}

    def in_layer(self, layers: Mapping[Expr, Expr]) -> LayerSymbol:
        """Return the same with numbers put in for the letters of its layer."""
        layer = None if self.layer is None else self.layer.xreplace(layers)
        return LayerSymbol(self.letter, layer, is_slope=self.is_slope, **self._assumptions_orig)


ordering_of_classes.insert(ordering_of_classes.index("Symbol") + 1, LayerSymbol.__name__)  # as any symbol


class IndexedQuantity(Indexed):  # type: ignore[misc]  # SymPy has no types
    """A quantity of neurons that go by letters: w[l][j,k]; SymPy differentiates it like any indexed symbol.

    Examples
    --------
    >>> found = indexed("a", Symbol("l"), Symbol("j"))
    >>> found.kind, found.layer, found.indices, found.is_slope
    ('a', l, (j,), False)
    """

    @property
    def layer_symbol(self) -> LayerSymbol:
        """What it is one of."""
        found: LayerSymbol = self.base.label
        return found

    @property
    def kind(self) -> str:
        """What kind of quantity it is, or the cost's slope is taken with respect to."""
        return self.layer_symbol.letter

    @property
    def layer(self) -> Expr | None:
        """Its layer, or None for one that belongs to no layer."""
        return self.layer_symbol.layer

    @property
    def is_slope(self) -> bool:
        """Whether it is a slope of the cost."""
        return self.layer_symbol.is_slope

    @property
    def differentiated_by(self) -> IndexedQuantity:
        """Of a slope of the cost, what the cost is differentiated by."""
        return indexed(self.kind, self.layer, *self.indices)

    @property
    def short_name(self) -> str:
        """What it is called as a part of a formula: w_jk, dC_da_j."""
        return f"{'dC_d' if self.is_slope else ''}{self.kind}_{''.join(map(str, self.indices))}"

    @property
    def name(self) -> str:
        """Its plain text."""
        return f"{self.layer_symbol}[{','.join(map(str, self.indices))}]"


def indexed(letter: str, layer: Expr | int | None, *indices: Expr | int) -> IndexedQuantity:
    """Return a quantity with symbolic neurons: `w[l][j,k]`.

    Examples
    --------
    >>> j = Symbol("j", integer=True)
    >>> indexed("w", 2, j, 0).subs(j, 3)
    w[2][3, 0]
    """
    return IndexedQuantity(_base(letter, _layer(layer), is_slope=False), *indices)


def slope_by(letter: str, layer: Expr | int, *indices: Expr | int) -> IndexedQuantity:
    """Return a slope of the cost with respect to a quantity with symbolic neurons: `dC/dw[l][j,k]`.

    Examples
    --------
    >>> slope_by("a", Symbol("l") - 1, Symbol("k"))
    dC/da[l-1][k]
    """
    return IndexedQuantity(_base(letter, _layer(layer), is_slope=True), *indices)


def width(layer: Expr | None) -> LayerSymbol:
    """Return n, the number of neurons in a layer; None for a layer that needs no name.

    Examples
    --------
    >>> width(Symbol("L"))
    n[L]
    """
    return LayerSymbol("n", layer, integer=True, positive=True)


def is_over_all(total: Sum) -> bool:
    """Whether a sum is over a whole layer that needs no name: it is then written without bounds.

    Examples
    --------
    >>> j = Symbol("j", integer=True)
    >>> is_over_all(Sum(j, (j, 0, width(None) - 1))), is_over_all(Sum(j, (j, 0, 2)))
    (True, False)
    """
    return any(one.layer is None for one in total.limits[0][2].atoms(LayerSymbol))


def _layer(layer: Expr | int | None) -> Expr | None:
    return Integer(layer) if isinstance(layer, int) else layer


@cache
def _base(letter: str, layer: Expr | None, *, is_slope: bool) -> IndexedBase:
    return IndexedBase(LayerSymbol(letter, layer, is_slope=is_slope))


def written_out(expression: Expr) -> Expr:
    """Write out sums with known bounds, and turn what has known neurons into symbols of quantities.

    Examples
    --------
    >>> j = Symbol("j", integer=True)
    >>> written_out(Sum(indexed("a", 2, j), (j, 0, 1))).args
    (a[2][0], a[2][1])
    """
    if isinstance(expression, Sum):
        j, first, last = expression.limits[0]
        steps = range(int(first), int(last) + 1)
        return Terms(*(written_out(expression.function.xreplace({j: Integer(i)})) for i in steps))
    if isinstance(expression, IndexedQuantity):
        return symbol(_quantity(expression))
    if not expression.has(Sum, Indexed):
        return expression
    return expression.func(*(written_out(part) for part in expression.args))


def _quantity(found: IndexedQuantity) -> Quantity:
    """Return the quantity that an indexed one with numbers for letters is."""
    kind: Kind = found.kind  # type: ignore[assignment]  # of what can be indexed
    layer = None if found.layer is None else int(found.layer)
    quantity = Quantity(kind, layer, tuple(map(int, found.indices)))
    return slope(C, quantity) if found.is_slope else quantity


def layer_of(what: Quantity | QuantitySymbol | IndexedQuantity) -> int:
    """Return the layer of a quantity or of its symbol, also of one with a letter for its neuron.

    Examples
    --------
    >>> from core.model.quantity import z
    >>> layer_of(symbol(z(3))), layer_of(indexed("z", 2, Symbol("j")))
    (3, 2)
    """
    layer = what.quantity.layer if isinstance(what, QuantitySymbol) else what.layer
    assert layer is not None, what
    return int(layer)
