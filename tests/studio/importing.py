"""``./lecture import`` run in the folder of a test."""

from pathlib import Path

import numpy as np
from click.testing import CliRunner

from studio.command_line import lecture


def names():
    """Return what lies in the folder."""
    return sorted(path.name for path in Path().iterdir())


def run(*arguments):
    """Import to out.toml."""
    return CliRunner().invoke(lecture, ["import", *map(str, arguments), "-o", "out.toml"])


def refused(*arguments):
    """Return the one line that is told; nothing may have been written."""
    before = names()
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert names() == before
    assert result.output.endswith("\n")
    assert result.output[:-1].isprintable()
    return result.output


def onnx_file(path, nodes, **constants):
    """Write a model of operations: (name, inputs in one text, output, attributes); x comes in, y comes out."""
    from onnx import TensorProto, helper, numpy_helper

    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, None]) for name in "xy"]
    arrays = [numpy_helper.from_array(np.asarray(array, np.float32), name) for name, array in constants.items()]
    made = [helper.make_node(op, inputs.split(), [output], **told) for op, inputs, output, told in nodes]
    model = helper.make_model(helper.make_graph(made, "g", value[:1], value[1:], arrays))
    path.write_bytes(model.SerializeToString())
