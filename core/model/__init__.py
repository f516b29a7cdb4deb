"""What a network is: arrays, activations, costs, layers, examples, and the address of every number."""
