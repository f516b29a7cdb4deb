"""Random networks on which a lesson failed once: each stands for a kind of fault that has been mended."""

import pytest

from scenes.catalogue import lessons
from tests.random_networks import random_network
from tests.scenes.test_hard_networks import is_told_clean_and_true

FAILED = (
    ("TheSimplestNetwork", 52),  # a traceback: a softmax alone was to be held still
    ("TheSimplestNetwork", 62),  # a number under its neuron, across an edge
    ("TheSimplestNetwork", 74),  # the name of the last bias in that of the cost
    ("FromWeightToCost", 39),  # the cost's number on its curve
    ("NudgeTheWeight", 44),  # 1 across the axis
    ("ChainRule", 48),  # a factor over a number, for want of room
    ("EachFactor", 25),  # a tangent that lay under its own bead
    ("SensitivityToTheBias", 65),  # a push that reaches left when small, and right when whole
    ("BackThroughTheChain", 9),  # a factor in the caption band
    ("BackThroughTheChain", 26),  # no room below for an arrow that leads to the other side of the axis
    ("CostOverOutputs", 56),  # a number on a ring
    ("CostOverOutputs", 176),  # a traceback: a strip that was a hair became one on its way
    ("NoTargetForHiddenNeurons", 61),  # a shut gate on what is said of the lens
    ("NoTargetForHiddenNeurons", 189),  # a strip beside a count that is broader than its neurons
    ("SensitivityFlowsBackward", 8),  # a slope on a count
    ("SensitivityFlowsBackward", 54),  # bands that began at dots which are hidden
    ("StepDownhill", 13),  # the ends of the outputs' lines among the moves
    ("Recap", 48),  # the ruler's key under a band, and strips of one pixel
    ("OneExampleOrAll", 23),  # a faint way over a bright bead
)


@pytest.mark.parametrize(("lesson", "number"), FAILED)
def test_what_failed_once_is_clean_and_true(lesson, number):
    entry = next(one for one in lessons() if one.name == lesson)
    is_told_clean_and_true(entry, random_network(number))
