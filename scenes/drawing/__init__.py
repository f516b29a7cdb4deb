"""How pictures are made fast: renderer, canvas, damage, outlines, frames, holds, keys of segments."""
