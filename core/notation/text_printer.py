"""Formulas as plain text: SymPy's printer, taught what a quantity looks like."""

from __future__ import annotations

from sympy import Expr
from sympy.printing.str import StrPrinter

from core.algebra.indexed import IndexedQuantity, is_over_all
from core.algebra.matrices import LayerMatrix, applied_function
from core.algebra.symbols import QuantitySymbol
from core.notation.expression_form import compared, is_sum, number


class TextPrinter(StrPrinter):  # type: ignore[misc]  # SymPy has no types
    """Plain text in the forms of `Quantity`."""

    printmethod = "_quantity_text"  # what SymPy's own classes print of themselves has other forms
    _default_settings = {**StrPrinter._default_settings, "addresses": True}  # noqa: RUF012, SLF001  how SymPy's printers take settings

    def _print_QuantitySymbol(self, expr: QuantitySymbol) -> str:
        quantity = expr.quantity
        if self._settings["addresses"] or quantity.of is None or quantity.by is None:
            return str(quantity)
        return f"d{quantity.of.kind}/d{quantity.by.kind}"

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

    def _print_IndexedQuantity(self, expr: IndexedQuantity) -> str:
        return expr.name

    def _print_LayerMatrix(self, expr: LayerMatrix) -> str:
        return str(expr.name)

    def _print_Transpose(self, expr: Expr) -> str:
        return f"{self._print(expr.arg)}^T"

    def _print_MatMul(self, expr: Expr) -> str:
        return " ".join(self._print(part) for part in expr.args)

    def _print_HadamardProduct(self, expr: Expr) -> str:
        return " ⊙ ".join(f"({self._print(part)})" if part.is_MatMul else self._print(part) for part in expr.args)

    def _print_MatAdd(self, expr: Expr) -> str:
        return " + ".join(self._print(part) for part in expr.args)

    def _print_ElementwiseApplyFunction(self, expr: Expr) -> str:
        return f"{applied_function(expr).__name__}({self._print(expr.expr)})"

    def _print_Sum(self, expr: Expr) -> str:
        body = self._factor(expr.function) if is_sum(expr.function) else self._print(expr.function)
        index, first, last = expr.limits[0]
        if is_over_all(expr):
            return f"sum[{index}] {body}"
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
