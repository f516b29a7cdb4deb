"""``./lecture import``: a network that another program wrote, as a network file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The network file to write.")
@click.option(
    "--activation", multiple=True, metavar="NAME", help="Of the hidden layers, or given once for each layer in order."
)
@click.option("--activations", metavar="A,B,C", help="One for each layer.")
@click.option("--output-activation", default="", metavar="NAME", help="Of the last layer.")
@click.option("--cost", default="", metavar="NAME", help="What the network is judged by.")
@click.option("--examples", type=click.Path(path_type=Path), metavar="FILE.npz", help="Arrays X and Y, a row each.")
@click.option("--example", multiple=True, metavar="X,..:Y,..", help="As in 0.05,0.10:0.01,0.99; may be given again.")
@click.option("--layout", type=click.Choice(["out-in", "in-out"]), help="Of W1, W2, ...: a row or a column a neuron.")
@click.option("--order", default="", metavar="A,B,C", help="Names of the layers, where the file does not order them.")
@click.option("--name", help="Shown in captions; default: the output's stem.")
@click.option("--force", is_flag=True, help="Write over a network file that is there already.")
def command(file: Path, output: Path, name: str | None, *, force: bool, **given: Any) -> None:  # noqa: ANN401  click's options
    """Make a network file from one that another program wrote.

    FILE is one of: NumPy .npz (arrays W1, b1, W2, ... with a row for each neuron, or as --layout says; w1, b1, ... or
    arr_0, arr_1, ... by their shapes; coefs_0, intercepts_0, ... as scikit-learn has them, with a column for each
    neuron; PyTorch's NAME.weight, NAME.bias; Flax's NAME/kernel, NAME/bias); .safetensors with PyTorch's or Flax's
    names; .onnx; .keras, and Keras' .weights.h5 and .h5; Nielsen's .json. Normalisation becomes part of the layer
    beside it. What the file does not say, activations, the cost and examples, is asked for as options; the output of
    a classifier that was trained on its logits gets --output-activation softmax or sigmoid. Pickles (.pkl, .pt, ...)
    are not opened, as they can run programs.
    """
    from core.model.errors import InputError
    from studio.imports import assemble, completed, format_of
    from studio.imports.example_values import examples_for
    from studio.imports.network_writer import refuse_loss

    if output.suffix != ".toml" or not output.parent.is_dir():
        raise InputError(
            "", "--output", "expected a name that ends with .toml in a folder that exists", f"found {output}"
        )
    refuse_loss(output, force=force, option="--force")
    choices = _choices(**{key: given[key] for key in given if not key.startswith("example")})
    found = completed(format_of(file).read(file, choices), choices)
    network = assemble(found, choices, str(file), name or output.stem)
    examples = examples_for(network, given["examples"], given["example"])
    comment = "\n".join([f"Imported from {file.name}.", *found.notes])
    from_file = len(examples) - len(given["example"])
    apart = _write(output, network, examples, comment, _Origin(file, given["examples"], from_file), force=force)
    shape = "-".join(map(str, network.widths))
    names = ", ".join(layer.activation.name for layer in network.layers)
    click.echo(f"{output}: {shape}, {names}, {network.cost.name}; weights read by {found.rule}.")
    for note in found.notes:
        click.echo(f"{note[0].upper()}{note[1:]}.")
    if apart:
        click.echo(f"Its weights lie beside it in {output.stem}.weights.npz.")


def _choices(
    *,
    activation: tuple[str, ...],
    activations: str | None,
    output_activation: str,
    cost: str,
    layout: str | None,
    order: str,
) -> Any:  # noqa: ANN401  imported only here
    from core.model.errors import InputError
    from studio.imports import Choices

    if activation and activations:
        raise InputError("", "--activation", "expected it or --activations", "found both")
    each = tuple(activations.split(",")) if activations else activation
    return Choices(each, output_activation, cost, layout or "", tuple(order.split(",")) if order else ())


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a network and its examples come from: the first of them from a file, the others as options."""

    file: Path
    examples: Path | None
    from_file: int

    def told(self, error: Any) -> Any:  # noqa: ANN401  imported only here
        """Return a mistake in the file that would be written as one in what it comes from."""
        of_example = re.fullmatch(r"examples\[(\d+)\]\.\w+", error.place)
        if error.place == "examples" or (of_example and int(of_example[1]) < self.from_file):
            return error.within(str(self.examples))
        if of_example:
            return error.within("--example")
        if not error.place:  # the file as a whole
            return error.within(str(self.examples or self.file)).advised("give fewer examples")
        return error.within(str(self.file))


def _write(output: Path, network: Any, examples: Any, comment: str, origin: _Origin, *, force: bool) -> bool:  # noqa: ANN401
    """Write the network file; return whether its weights lie beside it."""
    from core.model.errors import InputError
    from studio.imports.network_writer import write_checked

    try:
        return write_checked(output, network, examples, comment, force=force, option="--force")
    except InputError as error:
        raise (error if error.source.startswith(str(output.with_suffix(""))) else origin.told(error)) from None
    except OSError as error:
        message = f"{output}: it could not be written: {error.strerror}"
        raise click.ClickException(message) from error
