"""Networks that other programs wrote: what their files hold, as layers of ours."""

from studio.imports.assembly import assemble, completed
from studio.imports.choices import Choices
from studio.imports.dense import Dense, Found
from studio.imports.formats import FORMATS, Format, format_of
from studio.imports.scikit_learn import network_of, write_network

__all__ = [
    "FORMATS",
    "Choices",
    "Dense",
    "Format",
    "Found",
    "assemble",
    "completed",
    "format_of",
    "network_of",
    "write_network",
]
