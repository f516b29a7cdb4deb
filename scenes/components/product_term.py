"""One factor of a long product, and one that stands for several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.algebra.in_order import Factors
from core.algebra.steps import Factor
from core.model.arithmetic import Expression, bracketed, product
from core.model.quantity import Quantity
from scenes.type.formula import Part

OTHERS = "others"
"""The name of the factor that stands for those left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One factor of a product.

    Parameters
    ----------
    name : str
        The same in every product that it is part of: dz_dw_1, da_dz_1, dz_da_2, dC_da_3.
    markup : str
        Its symbols as a template.
    parts : dict
        Of the template.
    expression : Expression
        What its number is.
    """

    name: str
    markup: str
    parts: dict[str, Part]
    expression: Expression


def terms_of(factors: Iterable[Factor]) -> tuple[Term, ...]:
    """Return the factors that a derivation found.

    Parameters
    ----------
    factors : iterable of Factor

    Returns
    -------
    tuple of Term
    """
    made = []
    for factor in factors:
        assert factor.quantity is not None
        made.append(Term(factor.name, "{it}", {"it": Factors(factor.expression)}, factor.quantity))
    return tuple(made)


def term_of(name: str, quantity: Quantity) -> Term:
    """Return a factor that is written as one symbol.

    Parameters
    ----------
    name : str
    quantity : Quantity

    Returns
    -------
    Term
    """
    return Term(name, "{q}", {"q": quantity}, quantity)


def elided(terms: Sequence[Term], first: int, last: int) -> tuple[Term, ...]:
    """Return the first and the last factors around one for the rest: the first of these and an ellipsis.

    Parameters
    ----------
    terms : sequence of Term
    first, last : int
        How many of them.

    Returns
    -------
    tuple of Term
    """
    hidden = terms[first : len(terms) - last]
    whole = product(bracketed(term.expression) for term in hidden)
    others = Term(OTHERS, f"{hidden[0].markup} thin dots.c", hidden[0].parts, whole)
    return (*terms[:first], others, *terms[len(terms) - last :])
