"""Backpropagation as a few lines of Python for one network: text that runs as it stands.

The line where the way back starts is the derivative of the cost's row; how activations are called depends on whether
layers share one.
"""

from __future__ import annotations

import re

from sympy import Symbol, factor_terms, pycode

from core.algebra.symbols import formula
from core.model.costs import Cost
from core.model.network import Network

MOST_CHARACTERS = 30
_OPERATOR = re.compile(r"(?<![*(])(\*\*|\*|/)")


def code_form(network: Network) -> str:
    """Return the lines: a forward pass, the slope of the cost, and the sweep back.

    They read x, y, L (the number of layers), layers (of W and b), sigma, slope, outer, and where outputs compete
    jacobian; sigma and slope are lists of functions where layers differ. They write a, z, g, d, dC_dW and dC_db.

    Parameters
    ----------
    network : Network

    Returns
    -------
    str

    Examples
    --------
    >>> from core.files.network_file import read
    >>> print(code_form(read("networks/iris.toml")[0]))
    a, z = [x], []
    for W, b in layers:
        z.append(W @ a[-1] + b)
        a.append(sigma(z[-1]))
    g = 2 * (a[-1] - y)
    for l in reversed(range(L)):
        d = g * slope(z[l])
        dC_db[l] = d
        dC_dW[l] = outer(d, a[l])
        g = layers[l].W.T @ d

    References
    ----------
    M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2, "The code for backpropagation".
    """
    rows = [layer.activation for layer in network.layers]
    competing = not rows[-1].elementwise
    is_shared = len({row.name for row in rows}) == 1 and not competing
    which = "" if is_shared else "[l]"
    lines = ["a, z = [x], []"]
    if is_shared:
        lines += ["for W, b in layers:", "    z.append(W @ a[-1] + b)", "    a.append(sigma(z[-1]))"]
    else:
        lines += ["for l in range(L):", "    W, b = layers[l]", "    z.append(W @ a[l] + b)"]
        lines += ["    a.append(sigma[l](z[l]))"]
    lines += _start(network.cost)
    if competing:
        lines += ["d = g @ jacobian(z[-1])"]
    lines += ["for l in reversed(range(L)):"]
    gate = f"d = g * slope{which}(z[l])"
    lines += ["    if l < L - 1:", f"        {gate}"] if competing else [f"    {gate}"]
    lines += ["    dC_db[l] = d", "    dC_dW[l] = outer(d, a[l])", "    g = layers[l].W.T @ d"]
    return "\n".join(lines)


def with_moves(text: str, *, early: bool, biases: bool = True) -> str:
    r"""Return the lines with those that move weights and biases: after all else, or too early, before the last line.

    Parameters
    ----------
    text : str
        Of `code_form`. What is made of it reads `rate` as well.
    early : bool
    biases : bool
        Whether these move, too.

    Returns
    -------
    str

    Examples
    --------
    >>> from core.files.network_file import read
    >>> lines = code_form(read("networks/iris.toml")[0])
    >>> print(*with_moves(lines, early=True).splitlines()[-4:], sep="\n")
        W, b = layers[l]
        b -= rate * dC_db[l]
        W -= rate * dC_dW[l]
        g = layers[l].W.T @ d
    >>> print(*with_moves(lines, early=False, biases=False).splitlines()[-3:], sep="\n")
    for l in range(L):
        W, b = layers[l]
        W -= rate * dC_dW[l]
    """
    moves = ["    W, b = layers[l]", *["    b -= rate * dC_db[l]"] * biases, "    W -= rate * dC_dW[l]"]
    *lines, last = text.splitlines()
    return "\n".join([*lines, *moves, last] if early else [*lines, last, "for l in range(L):", *moves])


def _start(cost: Cost) -> list[str]:
    """Return the slope of the cost by the outputs, o standing for these where the line would be too long.

    Examples
    --------
    >>> from core.model.costs import COSTS
    >>> _start(COSTS["binary_cross_entropy"])
    ['o = a[-1]', 'g = (1 - y) / (1 - o) - y / o']
    """

    def line(output: str) -> str:
        names = {Symbol("a"): Symbol(output), Symbol("n"): Symbol("len(y)")}
        return f"g = {_python(factor_terms(formula(cost.formula).xreplace(names).diff(Symbol(output))))}"

    whole = line("a[-1]")
    return [whole] if len(whole) <= MOST_CHARACTERS else ["o = a[-1]", line("o")]


def _python(expression: object) -> str:
    return _OPERATOR.sub(r" \1 ", pycode(expression)).replace(" ** ", "**")
