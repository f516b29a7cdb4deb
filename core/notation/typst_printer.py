"""Formulas as Typst mathematics: a SymPy printer, since SymPy has none for Typst."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr, Integer, Mul, Pow, S
from sympy.printing.printer import Printer

from core.algebra.symbols import SIGMA, quantity_of
from core.notation.formula_printers import compared, is_sum, number, parts_of_name, separator

_KNOWN = frozenset({"sin", "cos", "tanh", "exp"})
_RELATIONS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class TypstPrinter(Printer):  # type: ignore[misc]  # SymPy has no types
    """Typst mathematics in the forms of `Quantity`: a superscript names the layer, as in `a^((3))`."""

    printmethod = "_typst"
    _default_settings = {"indexed": True, "order": None}  # noqa: RUF012  how SymPy's printers take settings

    def emptyPrinter(self, expr: Expr) -> str:
        """Refuse what has no picture, rather than print Python for Typst."""
        kind = type(expr).__name__
        message = f"expected an expression that Typst can show, found {kind}"
        raise TypeError(message)

    def _print_Symbol(self, expr: Expr) -> str:
        found = quantity_of(expr.name)
        if found is not None:
            return found.typst(indexed=self._settings["indexed"])
        return typst_name(*parts_of_name(expr.name))

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
        first, *rest = (self._print(term) for term in terms)
        return str(first) + "".join(f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in rest)

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
        pieces = [self.factor(part) for part in factors]
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

    def _print_Function(self, expr: Expr) -> str:
        name = expr.func.__name__
        bare, primes = name.rstrip("'"), name[len(name.rstrip("'")) :]
        head = SIGMA if bare == SIGMA else bare if bare in _KNOWN else f'op("{bare.replace("_", " ")}")'
        return f"{head}{primes}({', '.join(self._print(part) for part in expr.args)})"

    def _print_SlopeOf(self, expr: Expr) -> str:
        inside, x = (self._print(part) for part in expr.args)
        return f"partial/(partial {x}) ({inside})"

    def _print_Piecewise(self, expr: Expr) -> str:
        cases = [f"{self._print(case.expr)} &{self._condition(case.cond)}" for case in expr.args]
        return f"cases({', '.join(cases)})"

    def _condition(self, condition: Expr) -> str:
        return 'quad "otherwise"' if condition == True else f'quad "if" {self._print(condition)}'  # noqa: E712  SymPy's true

    def _print_Relational(self, expr: Expr) -> str:
        shown = compared(expr)
        return f"{self._print(shown.lhs)} {_RELATIONS[shown.rel_op]} {self._print(shown.rhs)}"

    def _print_Indexed(self, expr: Expr) -> str:
        letter, layer = parts_of_name(str(expr.base.label))
        return typst_name(letter, layer, (separator(expr) or " ").join(self._print(index) for index in expr.indices))

    def _print_Sum(self, expr: Expr) -> str:
        index, first, last = (self._print(part) for part in expr.limits[0])
        return f"sum_({index} = {first})^({last}) {self.factor(expr.function)}"

    def _print_KroneckerDelta(self, expr: Expr) -> str:
        return f"[{' = '.join(self._print(part) for part in expr.args)}]"


def typst_name(letter: str, layer: str, below: str = "") -> str:
    """Return a symbol of index form in Typst; a word is set upright.

    Examples
    --------
    >>> typst_name("a", "l - 1", "k"), typst_name("n", "L"), typst_name("rest", "")
    ('a_(k)^((l - 1))', 'n_(L)', '"rest"')
    >>> typst_name("dC/da", "l", "j")
    '(partial C)/(partial a_(j)^((l)))'
    """
    if letter.startswith("dC/d"):
        return f"(partial C)/(partial {typst_name(letter[4:], layer, below)})"
    name = letter if len(letter) == 1 or letter == "delta" else f'"{letter}"'
    if letter == "n" and layer:
        return f"n_({layer})"
    return name + (f"_({below})" if below else "") + (f"^(({layer}))" if layer else "")


def typst(expression: Expr, *, indexed: bool = True, factor: bool = False) -> str:
    """Return an expression as Typst mathematics.

    Parameters
    ----------
    expression : sympy.Expr
    indexed : bool
        False leaves out the neurons, for networks of one neuron per layer.
    factor : bool
        Whether it stands in a product, where a sum takes parentheses.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If a part of the expression has no form in Typst.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from core.algebra.symbols import activation_function
    >>> typst(activation_function("sigma")(Symbol("z[3][0]")).diff(Symbol("z[3][0]")), indexed=False)
    "sigma'(z^((3)))"
    """
    printer = TypstPrinter({"indexed": indexed})
    return printer.factor(expression) if factor else str(printer.doprint(expression))
