"""Derivatives by rules, each rule a step that can be told.

Every rule builds its result from its substeps' results, so that comparing a step with SymPy's direct
derivative checks the rule.
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Add, Expr, Mul, Piecewise, Pow, S, Symbol, fraction

from core.algebra.differentials import SlopeOf
from core.algebra.in_order import Factors, Terms
from core.algebra.steps import Step

ValueOf = Callable[[Expr], float]
Rule = Callable[[Expr, Symbol, ValueOf], Step]


def differentiate(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Differentiate an expression, keeping every rule used as a step.

    Parameters
    ----------
    expression : sympy.Expr
        Sums, products, quotients, constant powers, functions of one argument and cases.
    x : sympy.Symbol
    value_of : callable
        From an expression to its value with the numbers put in.

    Returns
    -------
    Step
        Its result is the derivative; its substeps are the parts it was made from.

    Raises
    ------
    TypeError
        If no rule fits.

    Examples
    --------
    >>> a, y = Symbol("a"), Symbol("y")
    >>> for step in differentiate((a - y) ** 2, a, lambda _: 0.0).walk():
    ...     print(step.rule, "|", step.result)
    power rule with chain rule | 2*(a - y)
    sum rule | 1
    identity rule | 1
    constant rule | 0
    """
    return _rule_for(expression, x)(expression, x, value_of)


def _rule_for(expression: Expr, x: Symbol) -> Rule:  # noqa: PLR0911  one line per rule
    if not expression.has(x):
        return constant
    if expression == x:
        return identity
    if isinstance(expression, (Add, Terms)):
        return sum_rule
    if isinstance(expression, Piecewise):
        return cases
    if isinstance(expression, (Mul, Factors)):
        return _product_rule_for(expression, x)
    if isinstance(expression, Pow) and not expression.exp.has(x):
        return power
    if expression.is_Function and len(expression.args) == 1:
        return function
    message = f"expected an expression with a known rule, found {expression}"
    raise TypeError(message)


def _product_rule_for(expression: Expr, x: Symbol) -> Rule:
    if any(not part.has(x) for part in expression.args):
        return constant_factor
    above, below = fraction(expression)
    return quotient if below.has(x) and above.has(x) else product


def constant(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:  # noqa: ARG001  every rule takes the same
    """Give the slope of what does not contain x: dc/dx = 0.

    Examples
    --------
    >>> constant(Symbol("b"), Symbol("w"), lambda _: 0.0).result
    0
    """
    return Step(SlopeOf(expression, x), "constant rule", S.Zero, 0.0)


def identity(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:  # noqa: ARG001
    """Give the slope of x itself: dx/dx = 1.

    Examples
    --------
    >>> identity(Symbol("w"), Symbol("w"), lambda _: 0.0).result
    1
    """
    return Step(SlopeOf(expression, x), "identity rule", S.One, 1.0)


def sum_rule(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Differentiate term by term: only terms with x survive.

    d(f + g)/dx = df/dx + dg/dx

    Examples
    --------
    >>> w, a, b = (Symbol(name) for name in "wab")
    >>> sum_rule(w * a + b, w, lambda _: 0.0).result
    a
    """
    terms = expression.args if isinstance(expression, Terms) else expression.as_ordered_terms()
    moving = [term for term in terms if term.has(x)]
    still = [term for term in terms if not term.has(x)]
    steps = [differentiate(term, x, value_of) for term in moving]
    if still:
        steps.append(constant(still[0] if len(still) == 1 else Terms(*still), x, value_of))
    result = Add(*(step.result for step in steps))
    return _step(expression, x, "sum rule", result, value_of, *steps)


def constant_factor(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Keep a constant factor: d(c f)/dx = c df/dx.

    Examples
    --------
    >>> w, a = Symbol("w"), Symbol("a")
    >>> constant_factor(w * a, w, lambda _: 0.0).result
    a
    """
    still = Mul(*(part for part in expression.args if not part.has(x)))
    moving = Mul(*(part for part in expression.args if part.has(x)))
    step = differentiate(moving, x, value_of)
    return _step(expression, x, "constant factor rule", still * step.result, value_of, step)


def product(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Nudge one factor at a time: d(f g)/dx = f dg/dx + g df/dx.

    Examples
    --------
    >>> from sympy import sin
    >>> z = Symbol("z")
    >>> product(z * sin(z), z, lambda _: 0.0).result
    z*cos(z) + sin(z)
    """
    f, g = expression.args[0], Mul(*expression.args[1:])
    df, dg = differentiate(f, x, value_of), differentiate(g, x, value_of)
    return _step(expression, x, "product rule", f * dg.result + g * df.result, value_of, df, dg)


def quotient(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Differentiate a fraction: d(f/g)/dx = (g df/dx - f dg/dx) / g^2.

    Examples
    --------
    >>> z = Symbol("z")
    >>> quotient(z / (1 + z), z, lambda _: 0.0).result
    (z + 1)**(-2)
    """
    f, g = fraction(expression)
    df, dg = differentiate(f, x, value_of), differentiate(g, x, value_of)
    result = (g * df.result - f * dg.result) / g**2
    return _step(expression, x, "quotient rule", result, value_of, df, dg)


def power(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Bring the power down: d(u^n)/dx = n u^(n-1) du/dx.

    Examples
    --------
    >>> a = Symbol("a")
    >>> power(a**2, a, lambda _: 0.0).rule
    'power rule'
    """
    u, n = expression.args
    outer = n * u ** (n - 1)
    if u == x:
        return _step(expression, x, "power rule", outer, value_of)
    step = differentiate(u, x, value_of)
    return _step(expression, x, "power rule with chain rule", outer * step.result, value_of, step)


def function(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Differentiate a known function from the outside in: d f(u)/dx = f'(u) du/dx.

    Examples
    --------
    >>> from sympy import exp
    >>> z = Symbol("z")
    >>> function(exp(-z), z, lambda _: 0.0).rule
    'slope of exp with chain rule'
    """
    u = expression.args[0]
    outer = expression.fdiff(1)
    name = f"slope of {type(expression).__name__}"
    if u == x:
        return _step(expression, x, name, outer, value_of)
    step = differentiate(u, x, value_of)
    return _step(expression, x, f"{name} with chain rule", outer * step.result, value_of, step)


def cases(expression: Expr, x: Symbol, value_of: ValueOf) -> Step:
    """Differentiate each case where it holds; at the kink the case that holds there.

    Examples
    --------
    >>> z = Symbol("z")
    >>> cases(Piecewise((z, z > 0), (0, True)), z, lambda _: 0.0).result
    Piecewise((1, z > 0), (0, True))
    """
    steps = [differentiate(case.expr, x, value_of) for case in expression.args]
    pairs = [(step.result, case.cond) for step, case in zip(steps, expression.args, strict=True)]
    return _step(expression, x, "case by case", Piecewise(*pairs), value_of, *steps)


def _step(expression: Expr, x: Symbol, rule: str, result: Expr, value_of: ValueOf, *substeps: Step) -> Step:
    return Step(SlopeOf(expression, x), rule, undistributed(result), value_of(result), substeps)


def undistributed(expression: Expr) -> Expr:
    """Take a common number out of a sum again, where SymPy has multiplied it in.

    Examples
    --------
    >>> a, y = Symbol("a"), Symbol("y")
    >>> undistributed(2 * a - 2 * y)
    2*(a - y)
    """
    if not isinstance(expression, Add):
        return with_plus(expression)
    content, rest = expression.as_content_primitive()
    if content != 1:
        return Mul(content, rest, evaluate=False)
    return Add(*(with_plus(term) for term in expression.args))


def with_plus(expression: Expr) -> Expr:
    """Turn -a (a - 1) into a (1 - a).

    Examples
    --------
    >>> a = Symbol("a")
    >>> with_plus(-a * (a - 1))
    a*(1 - a)
    """
    if not isinstance(expression, Mul) or expression.args[0] != -1:
        return expression
    differences = (part for part in expression.args if isinstance(part, Add) and any(map(_is_negative, part.args)))
    turned = next(differences, None)
    return expression if turned is None else Mul(-expression / turned, -turned)


def _is_negative(term: Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)
