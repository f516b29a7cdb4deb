"""How pictures are made fast and checked."""
