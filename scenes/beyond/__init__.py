"""Part 3: beyond the chapter."""
