"""Formulas as plain text and LaTeX: SymPy's printers, taught what a quantity looks like."""

from __future__ import annotations

import re

from sympy import Expr
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE, precedence
from sympy.printing.str import StrPrinter

from core.algebra.symbols import SIGMA, quantity_of

DIGITS = 6
_PRIME = "'"


def parts_of_name(name: str) -> tuple[str, str]:
    """Split a symbol of index form into its letter and its layer.

    Examples
    --------
    >>> parts_of_name("a[l - 1]"), parts_of_name("n[L]"), parts_of_name("y")
    (('a', 'l - 1'), ('n', 'L'), ('y', ''))
    """
    letter, bracket, layer = name.partition("[")
    return letter, layer.removesuffix("]") if bracket else ""


def compared(relation: Expr) -> Expr:
    """Return a comparison of layers with the last layer L on the right, where SymPy may not keep it.

    Examples
    --------
    >>> from sympy import Symbol
    >>> compared(Symbol("L") > Symbol("l"))
    l < L
    """
    return relation.reversed if relation.lhs.is_Symbol and relation.lhs.name == "L" else relation


def separator(indexed: Expr) -> str:
    """Return what stands between indices: nothing between letters, a comma where one is a number.

    Examples
    --------
    >>> from sympy import IndexedBase, Symbol
    >>> separator(IndexedBase("w")[Symbol("j"), 0])
    ','
    """
    return "," if any(index.is_number for index in indexed.indices) else ""


class TextPrinter(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """Plain text in the forms of `Quantity`."""

    printmethod = "_quantity_text"  # what SymPy's own classes print of themselves has other forms
    _default_settings = {**StrPrinter._default_settings, "addresses": True}  # noqa: RUF012, SLF001  how SymPy's printers take settings

    def _print_Symbol(self, expr: Expr) -> str:
        found = quantity_of(expr.name)
        if found is not None and found.kind == "slope" and not self._settings["addresses"]:
            return re.sub(r"\[[\d,]+\]", "", expr.name)
        return str(expr.name)

    def _print_Factors(self, expr: Expr) -> str:
        return " * ".join(self._factor(part) for part in expr.args)

    def _print_Terms(self, expr: Expr) -> str:
        first, *rest = (self._print(part) for part in expr.args)
        return str(first) + "".join(f" - {part[1:]}" if part.startswith("-") else f" + {part}" for part in rest)

    def _factor(self, expr: Expr) -> str:
        printed = self._print(expr)
        opens = is_sum(expr) or printed.startswith("-")
        return f"({printed})" if opens else printed

    def _print_SlopeOf(self, expr: Expr) -> str:
        return f"d/d{self._print(expr.args[1])} ({self._print(expr.args[0])})"

    def _print_Float(self, expr: Expr) -> str:
        return number(expr)

    def _print_Indexed(self, expr: Expr) -> str:
        return f"{expr.base.label}[{','.join(self._print(index) for index in expr.indices)}]"

    def _print_Sum(self, expr: Expr) -> str:
        body = self._factor(expr.function) if is_sum(expr.function) else self._print(expr.function)
        index, first, last = expr.limits[0]
        return f"sum[{index} = {self._print(first)}..{self._print(last)}] {body}"

    def _print_Relational(self, expr: Expr) -> str:
        shown = compared(expr)
        return f"{self._print(shown.lhs)} {'=' if shown.rel_op == '==' else shown.rel_op} {self._print(shown.rhs)}"

    def _print_KroneckerDelta(self, expr: Expr) -> str:
        return f"[{' = '.join(self._print(part) for part in expr.args)}]"

    def _print_Piecewise(self, expr: Expr) -> str:
        cases = [self._print(case.expr) + self._condition(case.cond) for case in expr.args]
        return "{" + "; ".join(cases) + "}"

    def _condition(self, condition: Expr) -> str:
        return " otherwise" if condition == True else f" if {self._print(condition)}"  # noqa: E712  SymPy's true


class QuantityLatexPrinter(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    """LaTeX in the forms of `Quantity`."""

    _default_settings = {**LatexPrinter._default_settings, "indexed": True}  # noqa: RUF012, SLF001  how SymPy's printers take settings

    def _print_Symbol(self, expr: Expr, style: str = "plain") -> str:  # noqa: ARG002  SymPy's own signature
        found = quantity_of(expr.name)
        if found is not None:
            return found.latex(indexed=self._settings["indexed"])
        return latex_name(*parts_of_name(expr.name))

    def _print_Function(self, expr: Expr, exp: str | None = None) -> str:
        name = expr.func.__name__
        bare, primes = name.rstrip(_PRIME), name.count(_PRIME) * _PRIME
        escaped = bare.replace("_", r"\_")
        if bare == SIGMA:
            head = r"\sigma"
        elif hasattr(self, f"_print_{bare}") or bare in {"sin", "cos", "tanh", "erf"}:
            return str(super()._print_Function(expr, exp)) if not primes else self._call(rf"\{bare}{primes}", expr, exp)
        else:
            head = rf"\operatorname{{{escaped}}}"
        return self._call(head + primes, expr, exp)

    def _call(self, head: str, expr: Expr, exp: str | None) -> str:
        power = f"^{{{exp}}}" if exp is not None else ""
        return rf"{head}{power}\left({self._print(expr.args[0])}\right)"

    def _print_Factors(self, expr: Expr) -> str:
        pieces = [self._factor(part) for part in expr.args]
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

    def _print_Indexed(self, expr: Expr) -> str:
        letter, layer = parts_of_name(str(expr.base.label))
        return latex_name(letter, layer, separator(expr).join(self._print(index) for index in expr.indices))


def is_sum(expr: Expr) -> bool:
    """Return whether an expression needs parentheses as a factor.

    Examples
    --------
    >>> from sympy import symbols
    >>> is_sum(sum(symbols("a y")))
    True
    """
    kinds = {"Terms", "Sum", "Piecewise"}
    return type(expr).__name__ in kinds or (not expr.is_Float and precedence(expr) <= PRECEDENCE["Add"])


def number(value: Expr) -> str:
    """Return a number in six significant digits.

    Examples
    --------
    >>> from sympy import Float
    >>> number(Float("0.25", 50)), number(Float("1e-435", 50)), number(Float("12345678"))
    ('0.25', '1.00000e-435', '1.23457e+7')
    """
    as_float = float(value)
    if (as_float == 0 and not value.is_zero) or as_float in {float("inf"), float("-inf")}:
        return str(value.n(DIGITS))
    return f"{as_float:.{DIGITS}g}".replace("e-0", "e-").replace("e+0", "e+")


def latex_name(letter: str, layer: str, below: str = "") -> str:
    r"""Return a symbol of index form in LaTeX.

    Examples
    --------
    >>> print(latex_name("a", "l - 1", "k"), latex_name("dC/da", "l", "j"))
    a_{k}^{(l - 1)} \frac{\partial C}{\partial a_{j}^{(l)}}
    """
    if letter.startswith("dC/d"):
        return rf"\frac{{\partial C}}{{\partial {latex_name(letter[4:], layer, below)}}}"
    name = rf"\{letter}" if letter == "delta" else letter if len(letter) == 1 else rf"\mathrm{{{letter}}}"
    if letter == "n" and layer:
        return f"n_{{{layer}}}"
    return name + (f"_{{{below}}}" if below else "") + (f"^{{({layer})}}" if layer else "")


def text(expression: Expr, *, addresses: bool = True) -> str:
    """Return an expression as plain text; `addresses` False writes slopes as dz/dw.

    Examples
    --------
    >>> from sympy import Symbol
    >>> text(Symbol("dC/da[1][0]") * 2), text(Symbol("dC/da[1][0]"), addresses=False)
    ('2*dC/da[1][0]', 'dC/da')
    """
    return str(TextPrinter({"addresses": addresses}).doprint(expression))


def latex(expression: Expr, *, indexed: bool = True) -> str:
    """Return an expression as LaTeX mathematics; `indexed` False leaves out the neurons.

    Examples
    --------
    >>> from sympy import Symbol
    >>> latex(Symbol("a[1][0]"), indexed=False)
    'a^{(1)}'
    """
    return str(QuantityLatexPrinter({"indexed": indexed}).doprint(expression))
