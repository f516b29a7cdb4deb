"""Formulas as LaTeX: SymPy's printer, taught what a quantity looks like."""

from __future__ import annotations

from sympy import Expr, Sum
from sympy.printing.latex import LatexPrinter

from core.algebra.indexed import IndexedQuantity, LayerSymbol
from core.algebra.matrices import LayerMatrix, applied_function
from core.algebra.symbols import SIGMA, ActivationFunction, QuantitySymbol
from core.notation.expression_form import is_sum, number, separator
from core.notation.quantity_markup import quantity_latex

_OPERATORS = frozenset({"sin", "cos", "tanh", "exp"})
"""Functions that LaTeX has a name for."""


class QuantityLatexPrinter(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    """LaTeX in the forms of `Quantity`."""

    _default_settings = {**LatexPrinter._default_settings, "indexed": True}  # noqa: RUF012, SLF001  how SymPy's printers take settings

    def _print_QuantitySymbol(self, expr: QuantitySymbol) -> str:
        return quantity_latex(expr.quantity, indexed=self._settings["indexed"])

    def _print_LayerSymbol(self, expr: LayerSymbol) -> str:
        return self._named(expr)

    def _print_Symbol(self, expr: Expr, style: str = "plain") -> str:  # noqa: ARG002  SymPy's own signature
        return _word(expr.name)

    def _print_Function(self, expr: Expr, exp: str | None = None) -> str:
        if not isinstance(expr, ActivationFunction):
            return str(super()._print_Function(expr, exp))
        primes = "'" * expr.primes
        if expr.called == SIGMA:
            return self._call(rf"\sigma{primes}", expr, exp)
        if expr.called in _OPERATORS:
            return self._call(rf"\{expr.called}{primes}", expr, exp)
        escaped = expr.called.replace("_", r"\_")
        return self._call(rf"\operatorname{{{escaped}}}{primes}", expr, exp)

    def _call(self, head: str, expr: Expr, exp: str | None) -> str:
        power = f"^{{{exp}}}" if exp is not None else ""
        return rf"{head}{power}\left({self._print(expr.args[0])}\right)"

    def _print_Factors(self, expr: Expr) -> str:
        *others, last = expr.args
        # the sign of a sum reaches to the end of a product
        pieces = [*map(self._factor, others), str(self._print(last)) if isinstance(last, Sum) else self._factor(last)]
        joined = pieces[0]
        for piece in pieces[1:]:
            joined += (r" \cdot " if piece[0].isdigit() else r" \, ") + piece
        return joined

    def _factor(self, expr: Expr) -> str:
        printed = str(self._print(expr))
        return rf"\left({printed}\right)" if is_sum(expr) or printed.startswith("-") else printed

    def _print_Terms(self, expr: Expr) -> str:
        first, *rest = (str(self._print(part)) for part in expr.args)
        return first + "".join(f" - {part[1:].strip()}" if part.startswith("-") else f" + {part}" for part in rest)

    def _print_SlopeOf(self, expr: Expr) -> str:
        inside, x = (self._print(part) for part in expr.args)
        return rf"\frac{{\partial}}{{\partial {x}}} \left({inside}\right)"

    def _print_Float(self, expr: Expr) -> str:
        mantissa, _, power = number(expr).partition("e")
        return rf"{mantissa} \cdot 10^{{{int(power)}}}" if power else mantissa

    def _print_LayerMatrix(self, expr: LayerMatrix) -> str:
        return self._named(expr.symbol)

    def _print_OneMatrix(self, expr: Expr) -> str:  # noqa: ARG002  SymPy's own signature
        return r"\mathbf{1}"

    def _print_Transpose(self, expr: Expr) -> str:
        name = str(self._print(expr.arg))
        return f"{name[:-1]} T}}" if isinstance(expr.arg, LayerMatrix) and name[-1] == "}" else f"{name}^{{T}}"

    def _print_MatMul(self, expr: Expr) -> str:
        return r" \, ".join(str(self._print(part)) for part in expr.args)

    def _print_HadamardProduct(self, expr: Expr) -> str:
        parts = (str(self._print(part)) for part in expr.args)
        shown = (rf"\left({one}\right)" if part.is_MatMul else one for one, part in zip(parts, expr.args, strict=True))
        return r" \odot ".join(shown)

    def _print_MatAdd(self, expr: Expr) -> str:
        return " + ".join(str(self._print(part)) for part in expr.args)

    def _print_ElementwiseApplyFunction(self, expr: Expr) -> str:
        return self._print_Function(applied_function(expr)(expr.expr.symbol))

    def _print_IndexedQuantity(self, expr: IndexedQuantity) -> str:
        below = separator(expr.indices).join(self._print(index) for index in expr.indices)
        return self._named(expr.layer_symbol, below)

    def _named(self, kind: LayerSymbol, below: str = "") -> str:
        """Write a symbol of index form: its letter, its layer above, its neurons below."""
        layer = "" if kind.layer is None else str(self._print(kind.layer)).replace(" ", "")
        if kind.letter == "n" and layer:
            return f"n_{{{layer}}}"
        name = _word(kind.letter) + (f"_{{{below}}}" if below else "") + (f"^{{({layer})}}" if layer else "")
        return rf"\frac{{\partial C}}{{\partial {name}}}" if kind.is_slope else name


def _word(name: str) -> str:
    """Return a letter as it is, and a word set upright."""
    if name in {"delta", "Delta"}:
        return rf"\{name}"
    return name if len(name) == 1 else rf"\mathrm{{{name}}}"
