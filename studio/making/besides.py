"""What a user types besides a network's file, and which lessons it is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.files.expression_keys import graph_at, point
from core.files.network_source import NetworkSource
from core.model.errors import InputError

if TYPE_CHECKING:
    from scenes.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Besides:
    """What is told of besides what a network's file says.

    Parameters
    ----------
    expression : str
        In place of the file's; or empty.
    at : tuple of (str, float)
        Where it is evaluated.
    """

    expression: str = ""
    at: tuple[tuple[str, float], ...] = ()

    @classmethod
    def typed(cls, expression: str | None, at: Sequence[str] = ()) -> Besides:
        """Return what the options `--expression TEXT` and `--at x=2,y=1.5` say.

        Raises
        ------
        InputError
            If there is a point alone, or the text is no expression with a value and slopes at the point.
        """
        if expression is None:
            if at:
                raise InputError(
                    "", "--at", "expected an --expression that is evaluated there", "found none", "add one"
                )
            return cls()
        place = point(at)
        graph_at(expression, place)
        return cls(expression, tuple(place.items()))

    def options(self) -> list[str]:
        """Return the options that say the same."""
        at = ",".join(f"{name}={value!r}" for name, value in self.at)
        return [f"--expression={self.expression}", f"--at={at}"] if self.expression else []

    def told_by(self, lesson: type[Lesson]) -> Besides:
        """Return what of it a lesson tells."""
        return self if lesson.tells_expression else NOTHING

    def check(self, lessons: Iterable[type[Lesson]]) -> None:
        """Make sure that some lesson tells what was typed.

        Raises
        ------
        InputError
            If none does.
        """
        names = [one.__name__ for one in lessons if self.told_by(one) == self]
        if not names:
            expected = "expected a lesson that tells of an expression"
            raise InputError("", "--expression", expected, "found none", "add --only ReverseModeOnAnyGraph")

    def join(self, source: NetworkSource) -> NetworkSource:
        """Return a network's file with what was typed.

        Raises
        ------
        InputError
            If they do not go together.
        """
        return source.telling(self.expression, dict(self.at)) if self.expression else source


NOTHING = Besides()
