"""The slopes that the chain rule multiplies, each derived from one row's formula or one weighted sum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sympy import Dummy, Expr, Integer, Mul, Symbol, cancel, exp, factor, fraction, together

from core.algebra.differentiation import differentiate, undistributed, with_plus
from core.algebra.evaluation import Evaluation, slope_formula
from core.algebra.in_order import Factors, Terms
from core.algebra.indexed import layer_of
from core.algebra.steps import Factor, Step
from core.algebra.symbols import ActivationFunction, activation_function, formula, function_names, symbol
from core.model.activation import Activation
from core.model.costs import Cost
from core.model.network import Network
from core.model.quantity import C, Quantity, a, b, slope, w, y, z

WRITTEN_OUT = 8  # a sum of more terms is written with the one that matters and "others"
_A, _Y, _Z = Symbol("a"), Symbol("y"), Symbol("z")
OTHERS = Symbol("others")


@cache
def slope_in_a(activation: Activation) -> Expr | None:
    """Return sigma'(z) in terms of a = sigma(z) alone, or None where that cannot be done.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> slope_in_a(ACTIVATIONS["sigmoid"]), slope_in_a(ACTIVATIONS["tanh"]), slope_in_a(ACTIVATIONS["sin"])
    (a*(1 - a), 1 - a**2, None)
    """
    if not activation.elementwise:
        return None
    value, found = formula(activation.formula), slope_formula(activation)
    e = Dummy("e")
    above, below = fraction(together(value.xreplace({exp(-_Z): e})))
    if above.is_polynomial(e) and below.is_polynomial(e) and below.has(e) and not value.xreplace({exp(-_Z): e}).has(_Z):
        # a = (p + q e) / (r + s e) is solved for e = exp(-z).
        p, q, r, s = above.coeff(e, 0), above.coeff(e, 1), below.coeff(e, 0), below.coeff(e, 1)
        found = with_plus(factor(found.xreplace({exp(-_Z): (p - _A * r) / (_A * s - q)})))
    elif value != _Z:
        found = found.xreplace({value: _A})
    return None if found.has(_Z) else found


def in_order(expression: Expr) -> Expr:
    """Keep the order of a product's factors from now on, so that a (1 - a) does not turn round.

    Examples
    --------
    >>> in_order(_A * (1 - _A)).args
    (a, 1 - a)
    """
    is_plain = isinstance(expression, Mul) and not expression.args[0].is_number
    return Factors(*expression.args) if is_plain else expression


@cache
def joint_slope(activation: Activation, cost: Cost) -> Expr | None:
    """Return dC/dz in a and y where sigma' cancels the cost's poles, else None.

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.model.costs import COSTS
    >>> joint_slope(ACTIVATIONS["sigmoid"], COSTS["binary_cross_entropy"])
    a - y
    """
    da_dz = slope_in_a(activation)
    if da_dz is None or cost.log_shares is None:
        return None
    joint = cancel(da_dz * formula(cost.formula).diff(_A))
    return joint if joint.is_polynomial(_A, _Y) else None


@dataclass(frozen=True, slots=True, eq=False)
class LocalSlopes:
    """Derives the slopes between neighbouring quantities of one network on one example.

    Parameters
    ----------
    evaluation : Evaluation

    Examples
    --------
    >>> import numpy as np
    >>> from core.model.activations import ACTIVATIONS
    >>> from core.passes.forward import forward
    >>> from core.model.network import Layer
    >>> network = Network((Layer([[2.0]], [0.5], ACTIVATIONS["sin"]),))
    >>> local = LocalSlopes(Evaluation(forward(network, [1.0]), np.array([3.0])))
    >>> local.dz(z(1), w(1)).result
    a[0][0]
    """

    evaluation: Evaluation

    @property
    def network(self) -> Network:
        """The network they belong to."""
        return self.evaluation.forward_pass.network

    def dz(self, of: Quantity, by: Quantity) -> Step:
        """Derive dz/dw, dz/db or dz/da_prev from z_j = sum_k w_jk a_k + b_j."""
        sum_of_inputs = self.weighted_sum(of, by)
        definition = Step(of, "weighted sum", sum_of_inputs, self.evaluation.value(symbol(of)))
        found = differentiate(sum_of_inputs, symbol(by), self.evaluation.value)
        return Step(slope(of, by), "slope of the weighted sum", found.result, found.value, (definition, found))

    def weighted_sum(self, of: Quantity, by: Quantity) -> Terms:
        """Write z_j as a sum; of a long one only the term with `by` and "others"."""
        layer, j = layer_of(of), of.neurons[0]
        n_prev = self.network.widths[layer - 1]
        heard = [] if by.kind == "b" else [by.neurons[-1]]
        shown = list(range(n_prev)) if n_prev <= WRITTEN_OUT else heard
        terms: list[Expr] = [Factors(symbol(w(layer, j, k)), symbol(a(layer - 1, k))) for k in shown]
        if len(shown) < n_prev:
            terms.append(OTHERS)
        return Terms(*terms, symbol(b(layer, j)))

    def da(self, of: Quantity, by: Quantity) -> Step:
        """Derive da/dz of one neuron, or one entry of softmax's Jacobian."""
        row = self.network.layer(layer_of(of)).activation
        return self._jacobian(of, by) if not row.elementwise else self._elementwise(of, row)

    def _elementwise(self, of: Quantity, row: Activation) -> Step:
        layer = layer_of(of)
        z_j = symbol(z(layer, of.neurons[0]))
        sigma = activation_function(function_names(self.network)[layer - 1])
        written_out = formula(row.formula).xreplace({_Z: z_j})
        value = self.evaluation.value
        definition = Step(sigma(z_j), f"{row.name} function", written_out, value(written_out))
        found = differentiate(written_out, z_j, value)
        generic = sigma(z_j).diff(z_j)
        shorter = Step(generic, "in terms of the function itself", self.concrete(generic), found.value)
        steps = [] if sigma.__name__ == written_out.func.__name__ else [definition]
        steps.append(found)
        if shorter.result.has(sigma) and str(shorter.result) != str(found.result):
            steps.append(shorter)
        quantity = slope(of, z(layer, of.neurons[0]))
        return Step(quantity, "slope of the activation", generic, self.evaluation.value(generic), tuple(steps))

    def _jacobian(self, of: Quantity, by: Quantity) -> Step:
        """Derive da_i/dz_j of a_i = exp(z_i) / S with dS/dz_j = exp(z_j)."""
        value, direct, through_S = self._softmax_slopes(of.neurons[0], by.neurons[0])
        in_a = self.jacobian_entry(of.neurons[0], by.neurons[0])
        number = self.evaluation.value(in_a)
        definition = Step(of, "softmax function", value, self.evaluation.value(symbol(of)))
        quotient = Step(slope(of, by), "quotient rule with S = sum of all exp(z)", Terms(direct, through_S), number)
        return Step(slope(of, by), "slope of the activation", in_a, number, (definition, quotient))

    def jacobian_entry(self, i: int, j: int) -> Expr:
        """Return da_i/dz_j of a softmax output in the outputs alone."""
        depth, S = self.network.depth, Symbol("S")
        _, direct, through_S = self._softmax_slopes(i, j)
        outputs = {exp(symbol(z(depth, n))): symbol(a(depth, n)) * S for n in (i, j)}
        found = cancel(direct.xreplace(outputs) + Mul(*(part.xreplace(outputs) for part in through_S.args)))
        return in_order(with_plus(factor(found)))

    def _softmax_slopes(self, i: int, j: int) -> tuple[Expr, Expr, Expr]:
        """Return a_i = exp(z_i) / S and its slope with respect to z_j, straight and through S."""
        depth = self.network.depth
        z_j = symbol(z(depth, j))
        value = formula(self.network.layer(depth).activation.formula).xreplace({_Z: symbol(z(depth, i))})
        return value, value.diff(z_j), Factors(value.diff(Symbol("S")), exp(z_j))

    def dC(self, output: Quantity) -> Step:
        """Derive dC/da of an output from the cost's formula."""
        cost, n = self.network.cost, self.network.widths[-1]
        j = output.neurons[0]
        terms: list[Expr] = [self._cost_term(i) for i in (range(n) if n <= WRITTEN_OUT else [j])]
        if n > WRITTEN_OUT:
            terms.append(OTHERS)
        total = terms[0] if len(terms) == 1 else Terms(*terms)
        value = float(self.evaluation.forward_pass.cost(self.evaluation.y))
        definition = Step(C, cost.spoken, total, value)
        found = differentiate(total, symbol(output), self.evaluation.value)
        return Step(slope(C, output), "slope of the cost", found.result, found.value, (definition, found))

    def _cost_term(self, j: int) -> Expr:
        filling = {
            _A: symbol(a(self.network.depth, j)),
            _Y: symbol(y(j)),
            Symbol("n"): Integer(self.network.widths[-1]),
        }
        return formula(self.network.cost.formula).xreplace(filling)

    def dC_expression(self, j: int) -> Expr:
        """Return dC/da_j of an output without its steps."""
        return undistributed(self._cost_term(j).diff(symbol(a(self.network.depth, j))))

    def factor(self, step: Step, name: str) -> Factor:
        """Return a step as a named factor of a product."""
        what = step.what if isinstance(step.what, Quantity) else None
        return Factor(name, what, step.result, self.concrete(step.result), step.value)

    def concrete(self, expression: Expr) -> Expr:
        """Write the slope sigma'(z) of each activation function out."""
        written = {}
        for call in expression.atoms(ActivationFunction):
            if call.primes:
                written[call] = self._slope_written_out(call)
        return expression.xreplace(written)

    def _slope_written_out(self, call: ActivationFunction) -> Expr:
        row = self.network.layer(layer_of(call.args[0])).activation
        in_a = slope_in_a(row)
        if in_a is None:
            return slope_formula(row).xreplace({_Z: call.args[0]})
        return in_order(in_a).xreplace({_A: activation_function(call.called)(call.args[0])})
