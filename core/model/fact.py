"""What is known of a network before any pass: how many it has of each thing, what is where, its learning rate.

Facts stand beside quantities wherever a number is read. In plain text: the counts `#weights`, `#biases`,
`#parameters`, `#examples`, `#layers`, `#inputs`, `#outputs`, `#neurons[layer]`; the products that a forward pass
and a sweep back take, `#pass_products`, `#sweep_products`, and the slopes that nudging finds with as many as a sweep
takes, `#nudged_slopes`; the steps of descent taken, `#steps`, the examples that were run for them, `#runs`, and how
many of these steps end at about the cost of giving every example one answer, `#plateau`; the number by which a thing
is called, `layer[2]`, `neuron[2][0]`, `example[7]`; and `rate`. Of the expression that is told of beside the network:
the value of a node of its graph, `node[3]`; its slope by what it is computed from, one place after another,
`arrow[3][0]`; and the slope of the whole expression by it, `answer[3]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from core.model.arithmetic import Expression
from core.model.errors import InputError
from core.model.network import Examples, Network
from core.model.work import products_of_a_pass, products_of_a_sweep, slopes_by_nudging

FACT = (
    r"#(?:weights|biases|parameters|examples|layers|inputs|outputs|steps|runs|plateau|pass_products|"
    r"sweep_products|nudged_slopes)\b|#neurons\[\d+\]"
    r"|\blayer\[\d+\]|\bneuron\[\d+\]\[\d+\]|\bexample\[\d+\]|\brate\b"
    r"|\bnode\[\d+\]|\barrow\[\d+\]\[\d+\]|\banswer\[\d+\]"
)
OF_EXPRESSIONS = frozenset({"node", "arrow", "answer"})
"""Facts of an expression's graph; who has the graph knows their values."""
_PARTS = re.compile(r"(#?[a-z_]+)((?:\[\d+\])*)")


@dataclass(frozen=True, slots=True)
class Fact(Expression):
    """A count, a name by number, or the learning rate.

    Parameters
    ----------
    name : str
        As in plain text, such as `#neurons`.
    indices : tuple of int
        What stands in its brackets.

    Examples
    --------
    >>> Fact.parse("neuron[2][0]")
    Fact(name='neuron', indices=(2, 0))
    >>> str(STEPS_TAKEN - 1)
    '#steps-1'
    """

    name: str
    indices: tuple[int, ...] = ()

    @staticmethod
    def parse(text: str) -> Fact:
        """Read a fact from plain text.

        Raises
        ------
        InputError
            If the text is none.
        """
        found = _PARTS.fullmatch(text) if re.fullmatch(FACT, text) else None
        if found is None:
            raise InputError(
                "", "fact", "expected a count such as #weights, or layer[2], example[0], rate", f"found {text!r}"
            )
        return Fact(found.group(1), tuple(map(int, re.findall(r"\d+", found.group(2)))))

    def __str__(self) -> str:
        """Return the plain text that `parse` reads."""
        return self.name + "".join(f"[{index}]" for index in self.indices)

    def value(self, network: Network, examples: Examples, step: int = 0) -> float:
        """Return the number.

        Parameters
        ----------
        network : Network
        examples : Examples
        step : int
            Steps of descent taken.

        Raises
        ------
        InputError
            If the network has no such layer, neuron or example, or the fact is of an expression or of a way downhill.

        Examples
        --------
        >>> from core.files.network_file import read
        >>> Fact.parse("#parameters").value(*read("networks/chain.toml"))
        6.0
        >>> Fact.parse("layer[4]").value(*read("networks/chain.toml"))
        Traceback (most recent call last):
        core.model.errors.InputError: layer[4]: expected one from 0 to 3, found 4.
        """
        if self.name in OF_EXPRESSIONS:
            raise InputError("", str(self), "expected a fact of a network", "found one of an expression")
        widths = network.widths
        weights = sum(n * n_prev for n_prev, n in pairwise(widths))
        biases = sum(widths[1:])
        match self.name:
            case "rate":
                return network.learning_rate
            case "layer":
                return float(self._index(0, len(widths)))
            case "neuron":
                return float(self._index(1, widths[self._index(0, len(widths))]))
            case "example":
                return float(self._index(0, len(examples)))
            case "#neurons":
                return float(widths[self._index(0, len(widths))])
        counts = {"#weights": weights, "#biases": biases, "#parameters": weights + biases, "#steps": step}
        counts |= {"#examples": len(examples), "#layers": network.depth, "#inputs": widths[0], "#outputs": widths[-1]}
        counts |= {"#pass_products": products_of_a_pass(network), "#sweep_products": products_of_a_sweep(network)}
        counts |= {"#nudged_slopes": slopes_by_nudging(network), "#runs": step * len(examples)}
        if self.name not in counts:
            raise InputError("", str(self), "expected a fact of a network", "found one of a way downhill")
        return float(counts[self.name])

    def _index(self, place: int, limit: int) -> int:
        index = self.indices[place]
        if index >= limit:
            raise InputError("", str(self), f"expected one from 0 to {limit - 1}", f"found {index}")
        return index


WEIGHTS, BIASES, PARAMETERS = Fact("#weights"), Fact("#biases"), Fact("#parameters")
EXAMPLES, LAYERS, INPUTS, OUTPUTS = Fact("#examples"), Fact("#layers"), Fact("#inputs"), Fact("#outputs")
PASS_PRODUCTS, SWEEP_PRODUCTS = Fact("#pass_products"), Fact("#sweep_products")
NUDGED_SLOPES = Fact("#nudged_slopes")
STEPS_TAKEN, RUNS, PLATEAU, RATE = Fact("#steps"), Fact("#runs"), Fact("#plateau"), Fact("rate")


def neurons_of(layer: int) -> Fact:
    """Return how many neurons a layer has.

    Examples
    --------
    >>> str(neurons_of(2))
    '#neurons[2]'
    """
    return Fact("#neurons", (layer,))


def layer_number(layer: int) -> Fact:
    """Return the number by which a layer is called.

    Examples
    --------
    >>> str(layer_number(2))
    'layer[2]'
    """
    return Fact("layer", (layer,))


def neuron_number(layer: int, j: int) -> Fact:
    """Return the number by which a neuron is called.

    Examples
    --------
    >>> str(neuron_number(2, 0))
    'neuron[2][0]'
    """
    return Fact("neuron", (layer, j))


def example_number(example: int) -> Fact:
    """Return the number by which an example is called.

    Examples
    --------
    >>> str(example_number(7))
    'example[7]'
    """
    return Fact("example", (example,))


def node_value(node: int) -> Fact:
    """Return the value of a node of an expression's graph.

    Examples
    --------
    >>> str(node_value(2))
    'node[2]'
    """
    return Fact("node", (node,))


def arrow_slope(node: int, place: int) -> Fact:
    """Return the slope of a node by what it is computed from, at a place among that.

    Examples
    --------
    >>> str(arrow_slope(2, 1))
    'arrow[2][1]'
    """
    return Fact("arrow", (node, place))


def answer_to(node: int) -> Fact:
    """Return the slope of a whole expression by a node of its graph.

    Examples
    --------
    >>> str(answer_to(2))
    'answer[2]'
    """
    return Fact("answer", (node,))
