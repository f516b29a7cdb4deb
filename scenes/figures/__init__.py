"""The figures that carry the lecture: rows and threads, ribbons; each fills the room that it gets."""
