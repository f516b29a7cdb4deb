"""What lessons say is true of the network at hand, whatever its cost, its activations and its slopes."""

import re

from core.quantity import C, slope, w
from core.trace import Trace
from scenes.catalogue import find
from tests.core.test_nudge_size import steep_chain
from tests.rehearsals import tell


def captions(name, drawn):
    """The captions of a lesson by the names of their beats."""
    record = tell(lambda: find(name).load()(drawn)).record
    return {beat["name"]: beat["caption"] for beat in record["beats"]}


def test_where_large_nudges_tell_nothing_a_tiny_one_decides():
    network, examples = steep_chain(depth=15)
    true = Trace(network, examples).value(slope(C, w(1)))
    said = captions("BackThroughTheChain", (network, examples))["let_the_nudge_decide"]
    measured = float(re.search(r"answers with ([\d.]+)\. The shortcut is wrong\.", said)[1])
    assert abs(measured - true) < 0.01 * true
