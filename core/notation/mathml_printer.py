"""Formulas as MathML, for pages: SymPy's printer, taught what a quantity looks like."""

from __future__ import annotations

import html
import re
from xml.dom.minidom import Element

from sympy import Expr
from sympy.printing.mathml import MathMLPresentationPrinter

from core.algebra.matrices import LayerMatrix, applied_function
from core.algebra.symbols import SIGMA, ActivationFunction, QuantitySymbol
from core.model.quantity import Quantity
from core.notation.expression_form import is_sum, number

_HTML_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;)[A-Za-z]+;")  # SymPy writes some; XML knows but five

_RELATIONS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}


class QuantityMathMLPrinter(MathMLPresentationPrinter):  # type: ignore[misc]  # SymPy has no types
    """Presentation MathML in the forms of `Quantity`."""

    def _print_QuantitySymbol(self, sym: QuantitySymbol) -> Element:
        return self._quantity(sym.quantity)

    def _print_Symbol(self, sym: Expr, style: str = "plain") -> Element:  # noqa: ARG002  SymPy's own signature
        return self._word("mi", sym.name)

    def _quantity(self, quantity: Quantity) -> Element:
        if quantity.of is not None and quantity.by is not None:
            parts = [self._row(self._word("mo", "∂"), self._quantity(part)) for part in (quantity.of, quantity.by)]
            return self._node("mfrac", *parts)
        name = self._word("mi", {"delta": "δ"}.get(quantity.kind, quantity.kind))
        below = self._word("mn", ",".join(map(str, quantity.neurons)))
        if quantity.layer is not None:
            return self._node("msubsup", name, below, self._word("mn", f"({quantity.layer})"))
        return self._node("msub", name, below) if quantity.neurons else name

    def _print_Function(self, expr: Expr, inside: Element | None = None) -> Element:
        shown = expr.func.__name__
        if isinstance(expr, ActivationFunction):
            called = "\N{GREEK SMALL LETTER SIGMA}" if expr.called == SIGMA else expr.called
            shown = called + "\N{PRIME}" * expr.primes
        return self._row(self._word("mi", shown), self._fenced(inside or self._print(expr.args[0])))

    def _print_Piecewise(self, expr: Expr) -> Element:
        rows = []
        for value, condition in expr.args:
            when = self._word("mtext", "otherwise") if condition.is_Boolean and condition == True else None  # noqa: E712
            when = when or self._row(self._word("mtext", "if "), self._print(condition))
            rows.append(self._node("mtr", *(self._node("mtd", part) for part in (self._print(value), when))))
        return self._row(self._word("mo", "{"), self._node("mtable", *rows))

    def _print_Relational(self, expr: Expr) -> Element:
        sides = [self._print(expr.lhs), self._print(expr.rhs)]
        return self._row(sides[0], self._word("mo", _RELATIONS.get(expr.rel_op, expr.rel_op)), sides[1])

    def _print_Factors(self, expr: Expr) -> Element:
        pieces: list[Element] = []
        for part in expr.args:
            if pieces:
                pieces.append(self._word("mo", "·"))
            opens = is_sum(part) or (part.is_number and part.is_negative)
            pieces.append(self._fenced(self._print(part)) if opens else self._print(part))
        return self._row(*pieces)

    def _print_Terms(self, expr: Expr) -> Element:
        pieces: list[Element] = []
        for part in expr.args:
            if pieces:
                pieces.append(self._word("mo", "+"))
            negative = part.is_number and part.is_negative and pieces
            pieces.append(self._fenced(self._print(part)) if negative else self._print(part))
        return self._row(*pieces)

    def _print_SlopeOf(self, expr: Expr) -> Element:
        inside, x = (self._print(part) for part in expr.args)
        ratio = self._node("mfrac", self._word("mo", "∂"), self._row(self._word("mo", "∂"), x))
        return self._row(ratio, self._fenced(inside))

    def _print_LayerMatrix(self, expr: LayerMatrix) -> Element:
        return self._matrix(expr, f"({expr.layer})")

    def _print_Transpose(self, expr: Expr) -> Element:
        if not isinstance(expr.arg, LayerMatrix):
            return self._node("msup", self._print(expr.arg), self._word("mn", "T"))
        return self._matrix(expr.arg, f"({expr.arg.layer})T")

    def _matrix(self, expr: LayerMatrix, above: str) -> Element:
        letter = self._word("mi", {"delta": "δ", "Delta": "Δ"}.get(expr.letter, expr.letter))
        name = self._node("msup", letter, self._word("mn", above))
        sides = self._row(self._word("mo", "∂"), self._word("mi", "C")), self._row(self._word("mo", "∂"), name)
        return self._node("mfrac", *sides) if expr.is_slope else name

    def _print_OneMatrix(self, expr: Expr) -> Element:  # noqa: ARG002  SymPy's own signature
        return self._word("mn", "\N{MATHEMATICAL BOLD DIGIT ONE}")

    def _print_MatMul(self, expr: Expr) -> Element:
        return self._row(*(self._print(part) for part in expr.args))

    def _print_HadamardProduct(self, expr: Expr) -> Element:
        return self._joined("⊙", [self._fenced_product(part) for part in expr.args])

    def _print_MatAdd(self, expr: Expr) -> Element:
        return self._joined("+", [self._print(part) for part in expr.args])

    def _print_ElementwiseApplyFunction(self, expr: Expr) -> Element:
        return self._print_Function(applied_function(expr)(expr.expr.symbol), self._print(expr.expr))

    def _fenced_product(self, part: Expr) -> Element:
        return self._fenced(self._print(part)) if part.is_MatMul else self._print(part)

    def _joined(self, sign: str, parts: list[Element]) -> Element:
        first, *rest = parts
        return self._row(first, *(one for part in rest for one in (self._word("mo", sign), part)))

    def _print_Float(self, expr: Expr) -> Element:
        return self._word("mn", number(expr))

    def _fenced(self, inside: Element) -> Element:
        return self._row(self._word("mo", "("), inside, self._word("mo", ")"))

    def _row(self, *children: Element) -> Element:
        return self._node("mrow", *children)

    def _word(self, tag: str, content: str) -> Element:
        word: Element = self.dom.createElement(tag)
        word.appendChild(self.dom.createTextNode(html.escape(content, quote=False)))  # SymPy's printer writes it raw
        return word

    def _node(self, tag: str, *children: Element) -> Element:
        node: Element = self.dom.createElement(tag)
        for child in children:
            node.appendChild(child)
        return node


def mathml_element(*sides: Expr) -> str:
    """Return an equation of these sides as a MathML element.

    Examples
    --------
    >>> from core.algebra.symbols import symbol
    >>> from core.model.quantity import C
    >>> mathml_element(symbol(C))
    '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>C</mi></math>'
    """
    printer = QuantityMathMLPrinter()
    printed = [printer._print(side).toxml() for side in sides]  # noqa: SLF001  doprint escapes what is not ASCII
    inside = _HTML_ENTITY.sub(lambda entity: html.unescape(entity.group()), "<mo>=</mo>".join(printed))
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{inside}</math>'
