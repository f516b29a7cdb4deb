"""What went wrong while a clip was made, in a line."""

from __future__ import annotations

import os
import traceback


def told(error: BaseException) -> str:
    """Return what went wrong in one line; where, too, when it is not a known kind of trouble."""
    from core.model.errors import InputError

    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = error.filename2 or error.filename  # of a copy the target, which is where room is missing
        place = f": {where}" if where else ""
        return f"{error.strerror}{place}; nothing is lost, run the command again"
    where = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({os.path.basename(where.filename)}:{where.lineno})"  # noqa: PTH119
