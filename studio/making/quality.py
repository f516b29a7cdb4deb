"""How large and how smooth a clip is."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from scenes.layout.frame import SHORT_SIDE, frame_named


@dataclass(frozen=True, slots=True)
class Quality:
    """Pixels and frames a second.

    Examples
    --------
    >>> QUALITIES["medium"]
    Quality(width=1280, height=720, fps=30)
    """

    width: int
    height: int
    fps: int

    def shaped(self, aspect: str) -> Quality:
        """Return the same quality for a frame of another aspect: type in it has as many pixels.

        Parameters
        ----------
        aspect : str
            One of `ASPECTS`.

        Examples
        --------
        >>> QUALITIES["medium"].shaped("9:16")
        Quality(width=720, height=1280, fps=30)
        >>> QUALITIES["medium"].shaped("1:1")
        Quality(width=1280, height=1280, fps=30)
        """
        frame, unit = frame_named(aspect), self.height / SHORT_SIDE
        return Quality(_even(frame.width * unit), _even(frame.height * unit), self.fps)


QUALITIES = MappingProxyType(
    {
        "preview": Quality(854, 480, 15),
        "medium": Quality(1280, 720, 30),
        "high": Quality(1920, 1080, 60),
        "4k": Quality(3840, 2160, 60),
    }
)


def _even(pixels: float) -> int:
    """Return the nearest even number: films have no other."""
    return 2 * round(pixels / 2)
