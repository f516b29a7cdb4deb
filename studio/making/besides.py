"""What a user types besides a network's file, and which lessons it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from core.files.expression_keys import graph_at, point
from core.files.network_source import NetworkSource
from core.model.errors import InputError

if TYPE_CHECKING:
    from scenes.lesson import Lesson

_OPTIONS = (
    click.option("--expression", metavar="TEXT", help="Tell of this in place of the file's, such as 'x*y + sin(x)'."),
    click.option(
        "--at", multiple=True, metavar="NAME=VALUE", help="Where the expression is evaluated, such as x=2,y=1.5."
    ),
    click.option(
        "--beside", type=click.Path(path_type=Path), metavar="FILE", help="Tell of this network beside the first."
    ),
)
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Besides:
    """What is told of besides what a network's file says.

    Parameters
    ----------
    expression : str
        In place of the file's; or empty.
    at : tuple of (str, float)
        Where it is evaluated.
    other : Path, optional
        File of another network, to be told of beside the first.
    """

    expression: str = ""
    at: tuple[tuple[str, float], ...] = ()
    other: Path | None = None

    @classmethod
    def typed(cls, expression: str | None, at: Sequence[str] = (), other: Path | None = None) -> Besides:
        """Return what the options `--expression TEXT`, `--at x=2,y=1.5` and `--beside OTHER.toml` say.

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
            return cls(other=other)
        place = point(at)
        graph_at(expression, place)
        return cls(expression, tuple(place.items()), other)

    def options(self) -> list[str]:
        """Return the options that say the same."""
        at = ",".join(f"{name}={value!r}" for name, value in self.at)
        typed = [f"--expression={self.expression}", f"--at={at}"] if self.expression else []
        return [*typed, f"--beside={self.other}"] if self.other else typed

    def told_by(self, lesson: type[Lesson]) -> Besides:
        """Return what of it a lesson tells."""
        text, at = (self.expression, self.at) if lesson.tells_expression else ("", ())
        return Besides(text, at, self.other if lesson.compares else None)

    def check(self, lessons: Iterable[type[Lesson]]) -> None:
        """Make sure that some lesson tells what was typed.

        Raises
        ------
        InputError
            If none does.
        """
        told = [self.told_by(one) for one in lessons]
        if self.expression and not any(one.expression for one in told):
            expected, remedy = "expected a lesson that tells of an expression", "add --only ReverseModeOnAnyGraph"
            raise InputError("", "--expression", expected, "found none", remedy)
        if self.other and not any(one.other for one in told):
            expected, remedy = "expected a lesson that tells of two networks", "add --only BeforeAndAfterTraining"
            raise InputError("", "--beside", expected, "found none", remedy)

    def join(self, source: NetworkSource) -> NetworkSource:
        """Return a network's file with what was typed.

        Raises
        ------
        InputError
            If they do not go together.
        """
        told = source.telling(self.expression, dict(self.at)) if self.expression else source
        return told.beside(NetworkSource.read(self.other)) if self.other else told


NOTHING = Besides()


def besides_options(command: Command) -> Command:
    """Give a command the options that say what is told of besides, and hand them over as `besides`."""

    @wraps(command)
    def telling(
        *arguments: Any,  # noqa: ANN401  click's options
        expression: str | None,
        at: tuple[str, ...],
        beside: Path | None,
        **others: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        return command(*arguments, besides=Besides.typed(expression, at, beside), **others)

    for option in reversed(_OPTIONS):
        telling = option(telling)
    return telling  # type: ignore[return-value]
