"""The address of a number: what kind it is, in which layer, at which neurons.

A quantity knows how it is written in plain text, which is accepted wherever a user names one:
`w[3][0,2]  b[3][0]  z[2][1]  a[0][2]  y[1]  C  delta[2][1]`, slopes such as `dC/dw[3][0,2]` or
`da[2][1]/dz[2][1]`, and under a nudge changes such as `Δz[2][1]` and ratios `ΔC/Δw[3][0,2]`.
Neurons count from 0; layers from 0, the input, to L.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from core.model.arithmetic import Expression
from core.model.errors import InputError
from core.model.network import Network

Kind = Literal["w", "b", "z", "a", "y", "C", "delta", "slope", "change", "ratio"]

ATOM = r"(?:w\[\d+\]\[\d+,\d+\]|(?:delta|[bza])\[\d+\]\[\d+\]|y\[\d+\]|C)"
_FORMS = (
    ("slope", re.compile(rf"d({ATOM})/d({ATOM})")),
    ("ratio", re.compile(rf"Δ({ATOM})/Δ({ATOM})")),
    ("change", re.compile(rf"Δ({ATOM})")),
)
_PARTS = re.compile(r"([A-Za-z]+)((?:\[[\d,]+\])*)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
VALID_FORMS = (
    "w[layer][to,from], b[layer][neuron], z[layer][neuron], a[layer][neuron], y[output], C, "
    "dC/dw[layer][to,from], dC/db[layer][neuron], dC/da[layer][neuron], delta[layer][neuron]"
)


@dataclass(frozen=True, slots=True)
class Quantity(Expression):
    """The address of one number of a network.

    Parameters
    ----------
    kind : str
        w, b, z, a, y, C, delta (that is dC/dz), or a slope, change or ratio of others.
    layer : int, optional
        0..L; none for y and C.
    neurons : tuple of int
        (j, k) for a weight, (j,) for one neuron, () for C.
    of, by : Quantity, optional
        The upper and lower quantity of a slope or ratio; a change has only `of`.

    Examples
    --------
    >>> str(Quantity.parse("dC/dw[3][0,2]").by)
    'w[3][0,2]'
    >>> str(w(1) * a(0) - 2)
    'w[1][0,0]*a[0][0]-2'
    """

    kind: Kind
    layer: int | None = None
    neurons: tuple[int, ...] = ()
    of: Quantity | None = None
    by: Quantity | None = None

    @staticmethod
    @cache
    def parse(text: str) -> Quantity:
        """Read a quantity from plain text.

        Raises
        ------
        InputError
            If the text has none of the valid forms.

        Examples
        --------
        >>> Quantity.parse("a[0][2]").layer
        0
        >>> Quantity.parse("weight 3")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        core.model.errors.InputError: quantity: expected w[layer][to,from], ...
        """
        bare = re.sub(r"\s+", "", text)
        for kind, form in _FORMS:
            if found := form.fullmatch(bare):
                parts = [Quantity.parse(part) for part in found.groups()]
                return Quantity(kind, of=parts[0], by=parts[1] if len(parts) > 1 else None)  # type: ignore[arg-type]
        if not re.fullmatch(ATOM, bare):
            raise InputError("", "quantity", f"expected {VALID_FORMS}", f"found {text!r}")
        found = _PARTS.fullmatch(bare)
        assert found is not None
        kind, brackets = found.groups()
        indices = [tuple(map(int, part.split(","))) for part in re.findall(r"\[([\d,]+)\]", brackets)]
        if kind in {"C", "y"}:
            return Quantity(kind, neurons=indices[0] if indices else ())  # type: ignore[arg-type]
        return Quantity(kind, indices[0][0], indices[1])  # type: ignore[arg-type]

    def __str__(self) -> str:
        """Return the plain text that `parse` reads."""
        match self.kind:
            case "slope":
                return f"d{self.of}/d{self.by}"
            case "ratio":
                return f"Δ{self.of}/Δ{self.by}"
            case "change":
                return f"Δ{self.of}"
        layer = "" if self.layer is None else f"[{self.layer}]"
        neurons = f"[{','.join(map(str, self.neurons))}]" if self.neurons else ""
        return f"{self.kind}{layer}{neurons}"

    def plain(self, *, indexed: bool = False) -> str:
        """Return the symbol for running text: w⁽³⁾, ∂C/∂w⁽³⁾; `indexed` adds the neurons.

        Examples
        --------
        >>> Quantity.parse("dC/dw[3][0,0]").plain()
        '∂C/∂w⁽³⁾'
        >>> Quantity.parse("w[3][0,12]").plain(indexed=True)
        'w₀,₁₂⁽³⁾'
        """
        if self.of is not None:
            d = "∂" if self.kind == "slope" else "Δ"
            below = f"/{d}{self.by.plain(indexed=indexed)}" if self.by is not None else ""
            return f"{d}{self.of.plain(indexed=indexed)}{below}"
        neurons = ",".join(map(str, self.neurons)).translate(_LOWERED) if indexed else ""
        layer = "" if self.layer is None else f"⁽{str(self.layer).translate(_RAISED)}⁾"
        return ("δ" if self.kind == "delta" else self.kind) + neurons + layer

    def check(self, network: Network) -> Quantity:
        """Return the quantity itself if the network has it.

        Raises
        ------
        InputError
            If its layer or a neuron is out of range.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> from core.model.network import Layer
        >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["identity"]),))
        >>> Quantity.parse("w[2][0,0]").check(network)
        Traceback (most recent call last):
        core.model.errors.InputError: w[2][0,0]: expected a layer from 1 to 1, found 2.
        """
        for part in (self.of, self.by):
            if part is not None:
                part.check(network)
        if self.kind in {"C", "slope", "change", "ratio"}:
            return self
        widths = network.widths
        layer = network.depth if self.kind == "y" else self.layer
        first = 0 if self.kind == "a" else 1
        if layer is None or not first <= layer <= network.depth:
            expected = f"expected a layer from {first} to {network.depth}"
            raise InputError("", str(self), expected, f"found {layer}")
        limits = (widths[layer], widths[layer - 1])
        for neuron, limit in zip(self.neurons, limits, strict=False):
            if neuron >= limit:
                raise InputError("", str(self), f"expected neurons from 0 to {limit - 1}", f"found {neuron}")
        return self


C = Quantity("C")


def w(layer: int, j: int = 0, k: int = 0) -> Quantity:
    """Return the address of the weight from neuron k to neuron j of a layer.

    Examples
    --------
    >>> str(w(3, 0, 2))
    'w[3][0,2]'
    """
    return Quantity("w", layer, (j, k))


def b(layer: int, j: int = 0) -> Quantity:
    """Return the address of a bias.

    Examples
    --------
    >>> str(b(1))
    'b[1][0]'
    """
    return Quantity("b", layer, (j,))


def z(layer: int, j: int = 0) -> Quantity:
    """Return the address of a weighted sum.

    Examples
    --------
    >>> str(z(1))
    'z[1][0]'
    """
    return Quantity("z", layer, (j,))


def a(layer: int, j: int = 0) -> Quantity:
    """Return the address of an activation; layer 0 is the input.

    Examples
    --------
    >>> str(a(0, 2))
    'a[0][2]'
    """
    return Quantity("a", layer, (j,))


def y(j: int = 0) -> Quantity:
    """Return the address of a desired output.

    Examples
    --------
    >>> str(y(1))
    'y[1]'
    """
    return Quantity("y", neurons=(j,))


def delta(layer: int, j: int = 0) -> Quantity:
    """Return the address of dC/dz at a neuron.

    Examples
    --------
    >>> str(delta(2))
    'delta[2][0]'
    """
    return Quantity("delta", layer, (j,))


def slope(of: Quantity, by: Quantity) -> Quantity:
    """Return the address of a derivative.

    Examples
    --------
    >>> str(slope(C, w(1)))
    'dC/dw[1][0,0]'
    """
    return Quantity("slope", of=of, by=by)


def change(of: Quantity) -> Quantity:
    """Return the address of a change under a nudge.

    Examples
    --------
    >>> str(change(z(1)))
    'Δz[1][0]'
    """
    return Quantity("change", of=of)


def ratio(of: Quantity, by: Quantity) -> Quantity:
    """Return the address of a ratio of two changes under a nudge.

    Examples
    --------
    >>> str(ratio(C, w(1)))
    'ΔC/Δw[1][0,0]'
    """
    return Quantity("ratio", of=of, by=by)
