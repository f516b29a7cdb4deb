"""Tables of rows by name: what files and importers look activations and costs up in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from core.model.errors import InputError, nearest

_LONGEST = 60
_MEMBER = re.compile(r"(?P<family>\w+)\s*\((?P<parameter>.*)\)\s*", re.DOTALL)


class Row(Protocol):
    """What a table holds."""

    @property
    def name(self) -> str:
        """As written in a network file."""


R = TypeVar("R", bound=Row)
S_co = TypeVar("S_co", bound=Row, covariant=True)


class Family(Protocol[S_co]):
    """Rows that differ in one number, such as leaky_relu(0.1)."""

    @property
    def name(self) -> str:
        """Before the parenthesis."""

    @property
    def default(self) -> float:
        """The number of the bare name."""

    @property
    def expected(self) -> str:
        """What the number must be, in words."""

    def fits(self, parameter: float) -> bool:
        """Whether a finite number may be the parameter."""

    def row(self, parameter: float) -> S_co:
        """Return the row of a parameter that fits."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows(Mapping[str, R], Generic[R]):
    """A table of rows; of a family, any `name(parameter)` is found as well.

    Parameters
    ----------
    what : str
        What a row is, for errors: "activation".
    rows : dict of str to row
        By name, in the order in which they are told.
    families : dict of str to Family

    Examples
    --------
    >>> from core.model.activations import ACTIVATIONS
    >>> ACTIVATIONS["leaky_relu(0.1)"].name, "leaky_relu(nan)" in ACTIVATIONS, "leaky_relu(0.1)" in list(ACTIVATIONS)
    ('leaky_relu(0.1)', False, False)
    """

    what: str
    rows: dict[str, R]
    families: Mapping[str, Family[R]]

    def __getitem__(self, name: str) -> R:
        """Return a row by its name; raise KeyError if there is none."""
        try:
            return self.find(name)
        except InputError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the table; a family stands there by its bare name."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return how many rows the table has; a family counts once."""
        return len(self.rows)

    def find(self, name: str, what: str = "") -> R:
        """Return a row by its name as people write it.

        Parameters
        ----------
        name : str
        what : str
            What is expected, for errors; default: what a row is.

        Returns
        -------
        Activation or Cost

        Raises
        ------
        InputError
            If there is none: with what was expected, what was found and the remedy, yet without a place.

        Examples
        --------
        >>> from core.model.activations import ACTIVATIONS
        >>> ACTIVATIONS.find("elu(2)").name
        'elu(2.0)'
        >>> ACTIVATIONS.find("elu(-1)")
        Traceback (most recent call last):
        core.model.errors.InputError: : expected a number above 0 in elu( ), found -1; write elu(1.0), or elu alone.
        """
        if name in self.rows:
            return self.rows[name]
        member = _MEMBER.fullmatch(name)
        family = self.families.get(member["family"]) if member else None
        if member and family:
            return self._member(family, member["parameter"].strip())
        bare = name.partition("(")[0].strip()
        if "(" in name and bare in self.rows:
            family = self.families.get(bare)
            expected = f"one number in {bare}( )" if family else f"{bare} with no number"
            remedy = self._remedy(family) if family else f"write {bare} alone"
            raise InputError("", "", f"expected {expected}", f"found {_shown(name)}", remedy)
        raise InputError("", "", f"expected a known {what or self.what}", f"found {_shown(name)}", nearest(name, self))

    def _member(self, family: Family[R], parameter: str) -> R:
        try:
            number = float(parameter)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or not family.fits(number):
            found = f"found {parameter[:_LONGEST] or 'nothing'}"
            raise InputError("", "", f"expected {family.expected} in {family.name}( )", found, self._remedy(family))
        return family.row(number + 0.0)  # -0.0 is 0.0

    def _remedy(self, family: Family[R]) -> str:
        return f"write {family.name}({family.default!r}), or {family.name} alone"

    @contextmanager
    def including(self, row: R) -> Iterator[R]:
        """Have one more row, or another of the same name, for as long as a `with` block runs.

        Parameters
        ----------
        row : Activation or Cost

        Examples
        --------
        >>> from dataclasses import replace
        >>> from core.model.activations import ACTIVATIONS
        >>> with ACTIVATIONS.including(replace(ACTIVATIONS["tanh"], name="mine")):
        ...     "mine" in ACTIVATIONS
        True
        >>> "mine" in ACTIVATIONS
        False
        """
        before = dict(self.rows)
        self.rows[row.name] = row
        try:
            yield row
        finally:
            self.rows.clear()
            self.rows.update(before)


def _shown(name: str) -> str:
    text = repr(name)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
