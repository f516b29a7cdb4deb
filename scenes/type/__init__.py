"""All that is made of glyphs: markup to outlines, and letters that no font has."""
