"""How a number or a formula is written: numerals, readings, text, Typst, LaTeX, MathML."""
