"""What is derived: symbols, rules of differentiation, the chain rule, index forms and their exact values."""
