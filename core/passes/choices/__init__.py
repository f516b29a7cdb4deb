"""What a lesson shows of a network: which path, neuron, weight, example and nudge, chosen once and by one rule."""

from core.passes.choices.story import Story

__all__ = ["Story"]
