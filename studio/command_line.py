"""The group of commands behind ``./lecture``. A command's module is imported only when the command is used."""

import importlib
import sys
from typing import Any

import click

from studio import __version__
from studio.interrupt import heed, listen, unmasked

COMMANDS = {
    "render": "Make the clips of a lecture from a network file.",
    "kit": "Make what a lecturer takes along from finished clips.",
    "script": "Write what is said, beat by beat, to be read aloud.",
    "list": "List the lessons in order.",
    "stills": "Show the end of each beat of a lesson on one sheet.",
    "numbers": "Print every value of the forward and backward pass.",
    "derive": "Write out the chain rule for one slope.",
    "check": "Validate a network file and compare its slopes three ways.",
    "import": "Make a network file from NumPy, safetensors, ONNX or Keras.",
    "audit": "Re-derive every value that a clip showed.",
    "test": "Check this project: format, lint, types and tests.",
}


class UserMistake(click.ClickException):
    """A mistake in what the user gave: its message, already one whole line, goes to stderr as it is."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401  click's own signature
        """Print the message alone."""
        click.echo(self.format_message(), file=file, err=file is None)


class LazyGroup(click.Group):
    """A group that knows its commands by name and help, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's own signature
        """Name the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"studio.commands.{cmd_name}").command
        heed()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401  click's own signature
        """Read the arguments; Ctrl-C exits with 130 here, too."""
        try:
            listen()
            with unmasked():
                return super().make_context(*args, **kwargs)
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            sys.exit(130)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's own signature
        """Run the command; a mistake in what the user gave becomes one line and exit code 2, Ctrl-C exit code 130."""
        try:
            with unmasked():
                result = super().invoke(ctx)
            sys.stdout.flush()  # a reader that left is noticed here, where click is quiet about it
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            sys.exit(130)
        except OSError as error:
            path = error.filename2 or error.filename
            if not path or not error.strerror:
                raise
            found = f"{path}: expected a place to read and write, found: {error.strerror}"
            raise UserMistake(f"{found}; check the path and the disk.") from error
        except ValueError as error:
            from core.model.errors import InputError

            if isinstance(error, InputError):
                raise UserMistake(str(error)) from error
            raise
        return result


@click.group(cls=LazyGroup)
@click.version_option(__version__, message="lecture %(version)s")
def lecture() -> None:
    """Turn a network file into an animated lecture on the calculus of backpropagation."""
