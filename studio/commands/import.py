"""``./lecture import``: a network that another program wrote, as a network file."""

import tempfile
from pathlib import Path
from typing import Any

import click

MOST_WRITTEN = 10_000
"""Weights that stand in the network file itself; more lie in a file beside it."""


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
def command(file: Path, output: Path, name: str | None, **given: Any) -> None:  # noqa: ANN401  click's options
    """Make a network file from one that another program wrote.

    FILE is one of: NumPy .npz (arrays W1, b1, W2, ... with a row for each neuron, or as --layout says; coefs_0,
    intercepts_0, ... as scikit-learn has them, with a column for each neuron; or PyTorch's NAME.weight, NAME.bias);
    .safetensors with PyTorch's names and layout; .onnx with Gemm, or MatMul and Add, and activations; .keras; or
    Keras' .weights.h5. What the file does not say, activations, the cost and examples, is asked for as options.
    Pickles (.pkl, .pt, ...) are not opened, as they can run programs.
    """
    from core.errors import InputError
    from studio.imports import assemble, completed, format_of
    from studio.imports.example_values import examples_for

    if output.suffix != ".toml" or not output.parent.is_dir():
        raise InputError(
            "", "--output", "expected a name that ends with .toml in a folder that exists", f"found {output}"
        )
    choices = _choices(**{key: given[key] for key in given if not key.startswith("example")})
    found = completed(format_of(file).read(file, choices), choices)
    network = assemble(found, choices, str(file), name or output.stem)
    examples = examples_for(network, given["examples"], given["example"])
    apart = sum(layer.W.size for layer in network.layers) > MOST_WRITTEN
    comment = "\n".join([f"Imported from {file.name}.", *found.notes])
    _write(output, network, examples, comment, file, apart=apart)
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
    from core.errors import InputError
    from studio.imports import Choices

    if activation and activations:
        raise InputError("", "--activation", "expected it or --activations", "found both")
    each = tuple(activations.split(",")) if activations else activation
    return Choices(each, output_activation, cost, layout or "", tuple(order.split(",")) if order else ())


def _write(output: Path, network: Any, examples: Any, comment: str, file: Path, *, apart: bool) -> None:  # noqa: ANN401
    """Write the network file once our own reader has taken it."""
    from core.errors import InputError
    from core.network_file import read, write

    try:
        with tempfile.TemporaryDirectory(prefix=".import-", dir=output.parent) as folder:
            trial = Path(folder) / output.name
            write(trial, network, examples, comment, apart=apart)
            read(trial)
        write(output, network, examples, comment, apart=apart)
    except InputError as error:
        raise error.within(str(file)) from None
    except OSError as error:
        message = f"{output}: it could not be written: {error.strerror}"
        raise click.ClickException(message) from error
