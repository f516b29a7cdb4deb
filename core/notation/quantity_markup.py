"""How a quantity is written in Typst and LaTeX: its letter, its layer above, its neurons below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a symbol: its letter, an index, the comma between two, its layer.

    Parameters
    ----------
    name : str
        Its kind, the letter of an index, comma or layer.
    symbol : Quantity or IndexedQuantity
        Whose place it is.

    Examples
    --------
    >>> Place("j", Quantity.parse("a[1][0]")).name
    'j'
    """

    name: str
    symbol: Any


Atom = Callable[[Any, str], str]
"""Called with what a symbol stands for and with its markup; returns what is written for it."""


SLOPE_IN_LINE = "partial {of} \\/ partial {by}"
"""Template of a slope on one line of type, as Typst mathematics."""


def quantity_typst(quantity: Quantity, *, indexed: bool = True, atom: Atom | None = None) -> str:
    """Return a quantity as Typst mathematics.

    Parameters
    ----------
    quantity : Quantity
    indexed : bool
        False leaves out the neurons, for a network of one per layer.
    atom : callable, optional
        Wraps each plain symbol, given its quantity and its markup, with its d or Delta.

    Returns
    -------
    str

    Examples
    --------
    >>> of = Quantity.parse
    >>> quantity_typst(of("w[3][0,2]")), quantity_typst(of("w[3][0,0]"), indexed=False)
    ('w_(0,2)^((3))', 'w^((3))')
    >>> quantity_typst(of("dC/db[1][0]"), indexed=False)
    '(partial C)/(partial b^((1)))'
    """

    def write(plain: Quantity | None, sign: str = "") -> str:
        assert plain is not None
        markup = sign + _typst_symbol(plain, indexed, atom)
        return atom(plain, markup) if atom else markup

    match quantity.kind:
        case "slope":
            return f"({write(quantity.of, 'partial ')})/({write(quantity.by, 'partial ')})"
        case "ratio":
            return f"({write(quantity.of, 'Delta ')})/({write(quantity.by, 'Delta ')})"
        case "change":
            return write(quantity.of, "Delta ")
    return write(quantity)


def _typst_symbol(quantity: Quantity, indexed: bool, atom: Atom | None) -> str:  # noqa: FBT001  its own caller
    def place(name: str, markup: str) -> str:
        return atom(Place(name, quantity), markup) if atom else markup

    below = ""
    if quantity.neurons and indexed:
        neurons = [place(name, str(neuron)) for name, neuron in zip("jk", quantity.neurons, strict=False)]
        below = f"_({place('comma', ',').join(neurons)})"
    above = "" if quantity.layer is None else f"^({place('layer', f'({quantity.layer})')})"
    return f"{place(quantity.kind, quantity.kind)}{below}{above}"


def quantity_latex(quantity: Quantity, *, indexed: bool = True) -> str:
    r"""Return a quantity as LaTeX mathematics; `indexed` False leaves out the neurons.

    Examples
    --------
    >>> quantity_latex(Quantity.parse("w[3][0,2]"))
    'w_{0,2}^{(3)}'
    """
    match quantity.kind:
        case "slope" | "ratio":
            assert quantity.of is not None
            assert quantity.by is not None
            d = r"\partial " if quantity.kind == "slope" else r"\Delta "
            of, by = (quantity_latex(part, indexed=indexed) for part in (quantity.of, quantity.by))
            return rf"\frac{{{d}{of}}}{{{d}{by}}}"
        case "change":
            assert quantity.of is not None
            return rf"\Delta {quantity_latex(quantity.of, indexed=indexed)}"
    name = r"\delta" if quantity.kind == "delta" else quantity.kind
    below = "_{" + ",".join(map(str, quantity.neurons)) + "}" if quantity.neurons and indexed else ""
    above = "" if quantity.layer is None else f"^{{({quantity.layer})}}"
    return f"{name}{below}{above}"
