"""Files that appear under their names only when they are complete."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

BEGUN = ".new"


def sweep(folder: Path) -> None:
    """Take away what was begun in a folder, and in those within it, by a process that was killed."""
    for path in folder.rglob(f".*{BEGUN}"):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Give paths to write to, beside the targets; they take the targets' names when all are written.

    After an error, such as a full disk, what was begun is removed and the targets are as they were. Of several
    targets the last one tells that all are there: it is gone while the others change, should that be cut off.

    Parameters
    ----------
    *targets : Path

    Yields
    ------
    tuple of Path
        In the order of the targets.
    """
    fresh = tuple(target.with_name(f".{target.name}{BEGUN}") for target in targets)
    try:
        yield fresh
        if len(targets) > 1:
            targets[-1].unlink(missing_ok=True)
        for path, target in zip(fresh, targets, strict=True):
            path.replace(target)
    except BaseException as error:
        for path in fresh:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and not error.filename:  # writing, not opening, failed
            raise OSError(error.errno, error.strerror, str(targets[0])) from error
        raise


def write_text(target: Path, text: str) -> None:
    """Write a text, in UTF-8, in place of what is there."""
    with replacing(target) as (fresh,):
        fresh.write_text(text, encoding="utf-8")
