"""Where tables for people are printed."""

from rich.console import Console

_LEAST_WIDTH = 100


def wide_console() -> Console:
    """Return a console that takes names as data, and is wide enough that no digit is cut off."""
    console = Console(markup=False, emoji=False, highlight=False)
    console.width = max(console.width, _LEAST_WIDTH)
    return console


def count(number: int, noun: str) -> str:
    """Write a number of things, such as `1 step` and `2 steps`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
