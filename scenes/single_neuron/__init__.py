"""Part 1: one neuron per layer."""
