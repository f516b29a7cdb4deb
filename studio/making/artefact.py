"""What a render leaves behind, as a row of a table: its name, its files, how they are made and what they need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from studio.making.replacement import replacing


class Named(Protocol):
    """Anything whose files begin with one name."""

    @property
    def stem(self) -> str:
        """The name, without an ending."""


SubjectT = TypeVar("SubjectT")
Writes = Callable[[SubjectT], tuple[str, ...]]
LINKS = "links"
"""What the page needs: how it leads to the others."""
LOOPS, TWINS = "loops", "twins"
"""What the page needs besides: the loops that lie beside the clips, and which clips there are in the other theme."""


@dataclass(frozen=True, slots=True)
class Link:
    """How the page names a file: the words that lead to it, and what follows them.

    Parameters
    ----------
    words, remark : str
    """

    words: str
    remark: str = "."


@dataclass(frozen=True, slots=True)
class Artefact(Generic[SubjectT]):
    """One thing that a render leaves behind.

    Parameters
    ----------
    name : str
        What others call it when they need it.
    writes : callable
        Names its files, given what it is made from; a name may lie in a folder of its own.
    make : callable
        Writes them: given what it is made from, and a path for each, in the order of `writes`.
    needs : tuple of str
        Names of what it is made from; where that changes, it is made again.
    link : callable, optional
        Given what it is made from, says how the page links to its first file.
    looks : tuple of Path
        Files of ours, beside the code, that it is made with.
    """

    name: str
    writes: Writes[SubjectT]
    make: Callable[[SubjectT, tuple[Path, ...]], None]
    needs: tuple[str, ...] = ()
    link: Callable[[SubjectT], Link] | None = None
    looks: tuple[Path, ...] = ()


def leave(subject: SubjectT, folder: Path, *artefacts: Artefact[SubjectT]) -> None:
    """Write artefacts of one thing into a folder, all of them or none."""
    names = [artefact.writes(subject) for artefact in artefacts]
    targets = [folder / name for some in names for name in some]
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(*targets) as fresh:  # first all that can fail for want of room, then the names
        begun = iter(fresh)
        for artefact, some in zip(artefacts, names, strict=True):
            artefact.make(subject, tuple(islice(begun, len(some))))


def beside(*endings: str) -> Writes[Named]:
    """Name files like what they are made from, one for each ending.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> beside(".srt", ".vtt")(SimpleNamespace(stem="Recap--iris"))
    ('Recap--iris.srt', 'Recap--iris.vtt')
    """
    return lambda subject: tuple(subject.stem + ending for ending in endings)
