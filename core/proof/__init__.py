"""How it is checked: complex steps, symbolic slopes, the comparison of both, a plain pass, audits."""
