"""How large and how smooth a clip is."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


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


QUALITIES = MappingProxyType(
    {
        "preview": Quality(854, 480, 15),
        "medium": Quality(1280, 720, 30),
        "high": Quality(1920, 1080, 60),
        "4k": Quality(3840, 2160, 60),
    }
)
