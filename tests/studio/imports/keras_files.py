"""Files as Keras writes them, made without Keras: layers as it describes them, arrays as it names them."""

import io
import json
import zipfile
from itertools import pairwise

import h5py
import numpy as np
from click.testing import CliRunner

from core.files.network_file import read
from core.passes.forward import forward
from studio.command_line import lecture

SQUARED = ("--cost", "squared_error")


def layer(kind, name, **options):
    """Return a layer as both Keras 2 and 3 describe it in a Sequential model."""
    return {"class_name": kind, "name": name, "config": {"name": name, **options}}


def dense(name, units=1, activation="sigmoid", **options):
    return layer("Dense", name, units=units, activation=activation, **options)


def sequential(*layers, **options):
    return {"class_name": "Sequential", "config": {"name": "model", "layers": list(layers)}, **options}


def keras_2(name, **called):
    return [[[name, 0, 0, called]]]


def keras_3(name, **called):
    tensor = {"class_name": "__keras_tensor__", "config": {"shape": [None, 2], "keras_history": [name, 0, 0]}}
    return [{"args": [tensor], "kwargs": called}]


def functional(node, *layers, output=None):
    """Return a model of layers in a row, as the function `node` tells which takes what."""
    row = [{**one, "inbound_nodes": []} for one in layers]
    for before, one in pairwise(row):
        one["inbound_nodes"] = node(before["name"])
    config = {"name": "model", "layers": row, "input_layers": [row[0]["name"], 0, 0]}
    return {"class_name": "Functional", "config": config | {"output_layers": [[output or row[-1]["name"], 0, 0]]}}


def hdf5(arrays, **attributes):
    """Return the bytes of an HDF5 file."""
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for path, array in arrays.items():
            if array is None:
                file.require_group(path)
            else:
                file[path] = np.asarray(array)
        for name, value in attributes.items():
            file.attrs[name] = value
    return buffer.getvalue()


def save(path, model, arrays):
    """Write a .keras file, or an old one for another ending, with arrays where each layer has them."""
    if path.suffix == ".keras":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("config.json", json.dumps(model))
            archive.writestr("model.weights.h5", hdf5(arrays))
    else:
        training = json.dumps(model.pop("compile_config", {}))
        path.write_bytes(hdf5(arrays, model_config=json.dumps(model), training_config=training))
    return path


def run(path, x, y, *options):
    """Import a file with one example."""
    example = ":".join(",".join(map(str, np.ravel(part))) for part in (x, y))
    told = ["import", str(path), "-o", str(path.with_name("out.toml")), "--force", "--example", example, *options]
    return CliRunner().invoke(lecture, told)


def network_of(path, x, y=(1,), *options):
    """Return the network that a file gives."""
    result = run(path, x, y, *options)
    assert result.exit_code == 0, result.output
    return read(path.with_name("out.toml"))[0]


def output_of(path, x, y=(1,), *options):
    """Return what the network that a file gives makes of inputs."""
    return forward(network_of(path, x, y, *options), np.ravel(x)).output


def refused(path, *options, x=(1, 2), y=(1,)):
    """Return the one line that is told."""
    result = run(path, x, y, *options)
    assert result.exit_code == 2, result.output
    assert result.output.count("\n") == 1
    assert not path.with_name("out.toml").exists()
    return result.output
