"""Part 2: many neurons per layer."""
