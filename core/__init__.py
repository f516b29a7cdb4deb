"""Numbers and symbols of backpropagation; never imports manim.

The numeric parts are named here. What needs SymPy is imported from its own module, so that a program
that shows numbers does not wait for it: `core.proof.gradient_check`, `core.algebra.derivation`.
"""

from core.files.network_file import read, read_text, to_text, write
from core.model.activations import ACTIVATIONS, Activation
from core.model.costs import COSTS, Cost
from core.model.errors import InputError
from core.model.network import Examples, Layer, Network
from core.model.quantity import Quantity
from core.passes.backward import BackwardPass, LayerGradient, backward
from core.passes.chain import chain_through
from core.passes.choices import Story
from core.passes.descent import Descent, descend
from core.passes.forward import ForwardPass, LayerPass, forward
from core.passes.moment import Moment
from core.passes.nudge import Nudge, nudge
from core.passes.trace import State, Trace

__all__ = [
    "ACTIVATIONS",
    "COSTS",
    "Activation",
    "BackwardPass",
    "Cost",
    "Descent",
    "Examples",
    "ForwardPass",
    "InputError",
    "Layer",
    "LayerGradient",
    "LayerPass",
    "Moment",
    "Network",
    "Nudge",
    "Quantity",
    "State",
    "Story",
    "Trace",
    "backward",
    "chain_through",
    "descend",
    "forward",
    "nudge",
    "read",
    "read_text",
    "to_text",
    "write",
]
