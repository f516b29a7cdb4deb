"""``./lecture numbers``: every value of the forward and backward pass, for people or for programs."""

import json
from pathlib import Path
from typing import Any

import click

from core.files.network_file import read
from core.model.arrays import Array
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.passes.backward import BackwardPass, backward
from core.passes.descent import Descent, descend
from core.passes.forward import forward


@click.command("numbers")
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--steps", type=click.IntRange(min=0), default=1, show_default=True, help="Steps of gradient descent.")
@click.option(
    "--decimals",
    type=click.IntRange(0, 16),
    help="Of each number in the tables. Default: four digits; up to a dozen weights and biases, nine decimals.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, floats at full precision.")
def command(network: Path, *, steps: int, decimals: int | None, as_json: bool) -> None:
    """Print every value of the forward and backward pass, and the network after the first and last step downhill."""
    read_network, examples = read(network)
    try:
        descent = descend(read_network, examples, steps)
    except InputError as error:
        raise error.within(str(network)) from None
    if as_json:
        click.echo(json.dumps(record(read_network, examples, descent), allow_nan=False))
        return
    from studio.number_tables import print_tables

    print_tables(read_network, examples, descent, decimals)


def record(network: Network, examples: Examples, descent: Descent) -> dict[str, Any]:
    """Return the values as the design lays them out for programs."""
    mean = backward(forward(network, examples.X), examples.Y)
    return {
        "network": network.name,
        "cost": network.cost.name,
        "examples": [_example(network, x, y) for x, y in zip(examples.X, examples.Y, strict=True)],
        "mean": {"cost": float(mean.C.mean()), "layers": _layers(mean, "dC_dW", "dC_db")},
        "after": {
            "steps": len(descent.networks),
            "learning_rate": descent.learning_rate,
            "cost": float(descent.costs[-1]),
            "layers": [
                {"layer": number, "weights": layer.W.tolist(), "biases": layer.b.tolist()}
                for number, layer in enumerate(descent.end.layers, 1)
            ],
        },
    }


def _example(network: Network, x: Array, y: Array) -> dict[str, Any]:
    found = backward(forward(network, x), y)
    layers = _layers(found, "delta", "dC_dW", "dC_db", "dC_da_prev")
    seen = [{"z": layer.z.tolist(), "a": layer.a.tolist()} for layer in found.forward_pass.layers]
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "cost": float(found.C),
        "layers": [{"layer": slopes["layer"], **values, **slopes} for values, slopes in zip(seen, layers, strict=True)],
    }


def _layers(found: BackwardPass, *names: str) -> list[dict[str, Any]]:
    return [
        {"layer": number, **{name: getattr(layer, name).tolist() for name in names}}
        for number, layer in enumerate(found.layers, 1)
    ]
