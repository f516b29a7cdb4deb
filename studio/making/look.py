"""How the clips of a lecture look: their theme, their ground and whether captions are drawn into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import click

from core.model.errors import InputError
from scenes.theme import PALETTES

NO_GROUND = "none"
_OPTIONS = (
    click.option("--theme", type=click.Choice(tuple(PALETTES)), help="Default: dark, or what fits the ground."),
    click.option("--calm", is_flag=True, help="Less movement, fewer colours."),
    click.option("--ground", metavar="COLOUR", help="Behind the pictures, such as '#FFFFFF'; 'none' for WebM without."),
    click.option("--open-captions", is_flag=True, help="Captions are drawn into the pictures."),
)
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Look:
    """How clips look, whatever they show.

    Parameters
    ----------
    theme : str
    calm : bool
        Whether there is less movement, with fewer colours.
    ground : str
        #RRGGBB; empty for the theme's own, "none" for pictures that whatever is behind them shines through.
    captions : bool
        Whether captions are drawn into the picture.
    """

    theme: str = "dark"
    calm: bool = False
    ground: str = ""
    captions: bool = False

    @classmethod
    def typed(cls, theme: str | None, ground: str | None, *, calm: bool, open_captions: bool) -> Look:
        """Return what the options say; without a theme, the one that can be seen on the ground, or the dark one.

        Raises
        ------
        InputError
            If the ground is no colour, or one on which the theme, or any, cannot be seen.
        """
        if ground in {None, "", NO_GROUND}:
            return cls(theme or "dark", calm, ground or "", open_captions)
        assert ground is not None
        fitting, troubles = [], []
        for name in [theme] if theme else PALETTES:
            try:
                PALETTES[name].on(ground)
                fitting.append(name)
            except InputError as error:
                troubles.append(error)
        if not fitting:
            raise troubles[0].at("", "--ground")
        return cls(fitting[0], calm, ground.upper(), open_captions)

    @property
    def name(self) -> str:
        """What folders of such clips are called.

        Examples
        --------
        >>> Look("light", ground="#FFFFFF", captions=True).name
        'light-on-ffffff-captioned'
        """
        on = f"-on-{self.ground.lower().lstrip('#')}" if self.ground else ""
        return f"{self.theme}{'-calm' if self.calm else ''}{on}{'-captioned' if self.captions else ''}"

    @property
    def is_transparent(self) -> bool:
        """Whether there is no ground."""
        return self.ground == NO_GROUND

    @property
    def ending(self) -> str:
        """Of the films: MP4 knows no transparency."""
        return ".webm" if self.is_transparent else ".mp4"

    def options(self) -> list[str]:
        """Return the options that say the same."""
        return [
            f"--theme={self.theme}",
            *(["--calm"] if self.calm else []),
            *([f"--ground={self.ground}"] if self.ground else []),
            *(["--open-captions"] if self.captions else []),
        ]

    def variables(self) -> dict[str, str]:
        """Return the variables by which a lesson chooses its theme."""
        return {
            "THEME": self.theme,
            "CALM": "1" if self.calm else "",
            "GROUND": "" if self.is_transparent else self.ground,
        }


PLAIN = Look()
"""As clips look unless something else is asked for."""


def look_options(command: Command) -> Command:
    """Give a command the options that say how clips look, and hand them over as `look`."""

    @wraps(command)
    def looking(
        *arguments: Any,  # noqa: ANN401  click's options
        theme: str | None,
        ground: str | None,
        calm: bool,
        open_captions: bool,
        **others: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        look = Look.typed(theme, ground, calm=calm, open_captions=open_captions)
        return command(*arguments, look=look, **others)

    for option in reversed(_OPTIONS):
        looking = option(looking)
    return looking  # type: ignore[return-value]
