"""Run the command line: ``python -m studio``, which is what ``./lecture`` does."""

from studio.command_line import lecture

lecture(prog_name="./lecture")
