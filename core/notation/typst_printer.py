"""Formulas as Typst mathematics: a SymPy printer, since SymPy has none for Typst."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr, Integer, Mul, Pow, S, Sum
from sympy.printing.printer import Printer

from core.algebra.indexed import IndexedQuantity, LayerSymbol, is_over_all
from core.algebra.matrices import LayerMatrix, applied_function
from core.algebra.symbols import SIGMA, ActivationFunction, QuantitySymbol
from core.notation.expression_form import compared, is_sum, number, separator
from core.notation.quantity_markup import Atom, Place, quantity_typst
from core.notation.symbol_parts import Side, Sign, SumPart

_KNOWN = frozenset({"sin", "cos", "tanh", "exp"})
_GREEK = frozenset({"delta", "Delta", "eta"})
_RELATIONS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class TypstPrinter(Printer):  # type: ignore[misc]  # SymPy has no types
    """Typst mathematics: a superscript names the layer, as in `a^((3))`.

    Its setting `atom` is called with what each symbol stands for, and with its markup.
    """

    printmethod = "_typst"
    _default_settings = {"indexed": True, "atom": None, "order": None}  # noqa: RUF012  how SymPy's printers take settings

    def emptyPrinter(self, expr: Expr) -> str:
        """Refuse what has no picture, rather than print Python for Typst."""
        kind = type(expr).__name__
        message = f"expected an expression that Typst can show, found {kind}"
        raise TypeError(message)

    def _atom(self, what: object, markup: str) -> str:
        """Write a symbol, in the way that the reader of this formula asks for."""
        atom: Atom | None = self._settings["atom"]
        return atom(what, markup) if atom else markup

    def _print_QuantitySymbol(self, expr: QuantitySymbol) -> str:
        return quantity_typst(expr.quantity, indexed=self._settings["indexed"], atom=self._settings["atom"])

    def _print_LayerSymbol(self, expr: LayerSymbol) -> str:
        return self._atom(expr, self._named(expr))

    def _print_Symbol(self, expr: Expr) -> str:
        return _word(expr.name)

    def _print_Integer(self, expr: Expr) -> str:
        return str(expr.p)

    def _print_Rational(self, expr: Expr) -> str:
        sign = "-" if expr.p < 0 else ""
        return f"{sign}{abs(expr.p)}/{expr.q}"

    def _print_Float(self, expr: Expr) -> str:
        mantissa, _, power = number(expr).partition("e")
        return f"{mantissa} dot.op 10^({int(power)})" if power else mantissa

    def _print_Pi(self, expr: Expr) -> str:  # noqa: ARG002  SymPy's own signature
        return "pi"

    def _print_Infinity(self, expr: Expr) -> str:  # noqa: ARG002
        return "infinity"

    def _print_NegativeInfinity(self, expr: Expr) -> str:  # noqa: ARG002
        return "-infinity"

    def _print_ComplexInfinity(self, expr: Expr) -> str:  # noqa: ARG002
        return "infinity"

    def _print_NaN(self, expr: Expr) -> str:  # noqa: ARG002
        return 'op("undefined")'

    def _print_Add(self, expr: Expr) -> str:
        return self._added(self._as_ordered_terms(expr, order=self.order))

    def _print_Terms(self, expr: Expr) -> str:
        return self._added(expr.args)

    def _added(self, terms: Iterable[Expr]) -> str:
        first, *rest = (str(self._print(term)) for term in terms)
        plus, minus = (self._atom(Sign(sign), sign) for sign in ("+", "-"))
        return first + "".join(f" {minus} {term[1:]}" if term[0] == "-" else f" {plus} {term}" for term in rest)

    def _print_Mul(self, expr: Expr) -> str:
        coefficient, rest = expr.as_coeff_Mul()
        if coefficient.is_negative:
            positive = self._print(-expr)
            return f"-({positive})" if is_sum(-expr) else f"-{positive}"
        parts = list(Mul.make_args(rest))
        above, below = [Integer(coefficient.p)] if coefficient.is_Rational else [coefficient], []
        if coefficient.is_Rational and coefficient.q != 1:
            below.append(Integer(coefficient.q))
        for part in parts:
            inverse = isinstance(part, Pow) and part.exp.is_number and part.exp.is_negative
            (below if inverse else above).append(part.base**-part.exp if inverse else part)
        above = [part for part in above if part != S.One] or [S.One]
        return f"({self._side(above)})/({self._side(below)})" if below else self._joined(above)

    def _side(self, parts: list[Expr]) -> str:
        """Write one side of a fraction, which needs no parentheses of its own."""
        return str(self._print(parts[0])) if len(parts) == 1 else self._joined(parts)

    def _print_Factors(self, expr: Expr) -> str:
        return self._joined(expr.args)

    def _joined(self, factors: Iterable[Expr]) -> str:
        """Write factors side by side, with a dot before one that begins with a digit."""
        *others, last = factors
        # the sign of a sum reaches to the end of a product
        pieces = [*map(self.factor, others), self._print(last) if isinstance(last, Sum) else self.factor(last)]
        joined = pieces[0]
        for piece in pieces[1:]:
            joined += (" dot.op " if piece[0].isdigit() else " ") + piece
        return joined

    def factor(self, expr: Expr) -> str:
        """Return an expression as it stands in a product."""
        printed = str(self._print(expr))
        return f"({printed})" if is_sum(expr) or printed.startswith("-") else printed

    def _print_Pow(self, expr: Expr) -> str:
        base, power = expr.args
        if power.is_number and power.is_negative:
            return f"1/({self._print(base**-power)})"
        if power == S.Half:
            return f"sqrt({self._print(base)})"
        printed = self._print(base)
        simple = base.is_Integer and base >= 0
        # A symbol has its layer where the power goes, so it is put in parentheses.
        return f"{printed}^({self._print(power)})" if simple else f"({printed})^({self._print(power)})"

    def _print_exp(self, expr: Expr) -> str:
        return f"e^({self._print(expr.args[0])})"

    def _print_Exp1(self, expr: Expr) -> str:  # noqa: ARG002  SymPy's own signature
        return "e"

    def _print_log(self, expr: Expr) -> str:
        return f"ln({self._print(expr.args[0])})"

    def _print_Abs(self, expr: Expr) -> str:
        return f"abs({self._print(expr.args[0])})"

    def _print_Max(self, expr: Expr) -> str:
        return f"{str(expr.func).lower()}({', '.join(self._print(part) for part in expr.args)})"

    _print_Min = _print_Max

    def _print_Function(self, expr: Expr) -> str:
        if isinstance(expr, ActivationFunction):
            head = self._atom(type(expr), _head(expr.called) + "'" * expr.primes)
        else:
            head = _head(expr.func.__name__)
        return f"{head}({', '.join(self._print(part) for part in expr.args)})"

    def _print_SlopeOf(self, expr: Expr) -> str:
        inside, x = (self._print(part) for part in expr.args)
        if isinstance(expr.args[0], IndexedQuantity):
            return f"(partial {inside})/(partial {x})"
        return f"partial/(partial {x}) ({inside})"

    def _print_SlopeInLine(self, expr: Expr) -> str:
        of, by = (self._atom(Side(f"d{part.kind}"), f"partial {self._print(part)}") for part in expr.args)
        return f"{of} slash {by}"

    def _print_ChangeOf(self, expr: Expr) -> str:
        return f"Delta {self._print(expr.args[0])}"

    def _print_GradientOf(self, expr: Expr) -> str:
        return f"nabla {self._print(expr.args[0])}"

    def _print_Piecewise(self, expr: Expr) -> str:
        # where there is a sum, each case is set as large as it would stand alone
        size, gap = ("display", "gap: #0.4em, ") if expr.has(Sum) else ("", "")
        cases = [f"{size}({self._print(case.expr)})" if size else str(self._print(case.expr)) for case in expr.args]
        rows = [f"{one} &{self._condition(case.cond)}" for one, case in zip(cases, expr.args, strict=True)]
        return f"cases({gap}{', '.join(rows)})"

    def _condition(self, condition: Expr) -> str:
        return 'quad "otherwise"' if condition == True else f'quad "if" {self._print(condition)}'  # noqa: E712  SymPy's true

    def _print_Relational(self, expr: Expr) -> str:
        shown = compared(expr)
        return f"{self._print(shown.lhs)} {_RELATIONS[shown.rel_op]} {self._print(shown.rhs)}"

    def _print_IndexedQuantity(self, expr: IndexedQuantity) -> str:
        between = separator(expr.indices)
        indices = [self._atom(Place(str(index), expr), self._print(index)) for index in expr.indices]
        below = (self._atom(Place("comma", expr), between) if between else " ").join(indices)
        name = self._named(expr.layer_symbol, below, expr)
        if expr.is_slope:
            of = self._atom(Side("dC", expr), "partial C")
            name = f"({of})/({self._atom(Side(f'd{expr.kind}', expr), f'partial {name}')})"
        return self._atom(expr, name)

    def _named(self, kind: LayerSymbol, below: str = "", symbol: Expr | None = None) -> str:
        """Write a symbol of index form: its letter, its layer above, its neurons below."""
        layer = "" if kind.layer is None else str(self._print(kind.layer)).replace(" ", "")
        if kind.letter == "n" and layer:
            return f"n_({layer})"
        letter = self._atom(Place(kind.letter, symbol or kind), _word(kind.letter))
        above = f"^({self._atom(Place('layer', symbol or kind), f'({layer})')})" if layer else ""
        return letter + (f"_({below})" if below else "") + above

    def _print_LayerMatrix(self, expr: LayerMatrix) -> str:
        return self._matrix(expr)

    def _print_OneMatrix(self, expr: Expr) -> str:  # noqa: ARG002  SymPy's own signature
        return "bold(1)"

    def _print_Transpose(self, expr: Expr) -> str:
        if not isinstance(expr.arg, LayerMatrix):
            return f"{self._print(expr.arg)}^T"
        return self._matrix(expr.arg, turned=True)

    def _matrix(self, expr: LayerMatrix, *, turned: bool = False) -> str:
        """Write a matrix: its letter, its layer above, and a T beside that where it is transposed."""
        kind = expr.symbol
        letter = self._atom(Place(kind.letter, kind), _word(kind.letter))
        layer = self._atom(Place("layer", kind), f"({kind.layer})")
        name = self._atom(kind, f"{letter}^({layer}{' T' if turned else ''})")
        return f"(partial C)/(partial {name})" if expr.is_slope else name

    def _print_MatMul(self, expr: Expr) -> str:
        return " ".join(str(self._print(part)) for part in expr.args)

    def _print_HadamardProduct(self, expr: Expr) -> str:
        parts = (f"({self._print(part)})" if part.is_MatMul else str(self._print(part)) for part in expr.args)
        return f" {self._atom(Sign('dot.o'), 'dot.o')} ".join(parts)

    def _print_MatAdd(self, expr: Expr) -> str:
        return self._added(expr.args)

    def _print_ElementwiseApplyFunction(self, expr: Expr) -> str:
        return self._print_Function(applied_function(expr)(expr.expr.symbol))

    def _print_Sum(self, expr: Expr) -> str:
        index, first, last = (self._print(part) for part in expr.limits[0])
        index, begins = self._atom(SumPart("index"), index), self._atom(SumPart("begins"), "=")
        if is_over_all(expr):
            return f"sum_({index}) {self.factor(expr.function)}"
        first, last = self._atom(SumPart("first"), first), self._atom(SumPart("last"), last)
        return f"sum_({index} {begins} {first})^({last}) {self.factor(expr.function)}"

    def _print_KroneckerDelta(self, expr: Expr) -> str:
        return f"[{' = '.join(self._print(part) for part in expr.args)}]"


def _word(name: str) -> str:
    """Return a letter as it is, and a word set upright."""
    return name if len(name) == 1 or name in _GREEK else f'"{name}"'


def _head(name: str) -> str:
    """Return the name of a function."""
    return name if name == SIGMA or name in _KNOWN else f'op("{name.replace("_", " ")}")'
