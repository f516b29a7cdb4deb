"""Everything around the scenes: the command line, render jobs, captions, exports and the page."""

__version__ = "0.1.0"
