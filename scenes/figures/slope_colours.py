"""The colours of slopes in formulas in general: only what stands after a sign of change has a colour of its own."""

from __future__ import annotations

import re

from scenes import theme
from scenes.type.formula import Formula

_SIDE = re.compile(r".*\.d(?P<kind>[A-Za-z])$")
"""The name of one side of a slope: dC_dw_jk.dw."""


def colour_slopes(formula: Formula, look: theme.Theme) -> None:
    """Give each side of each slope the colour of what changes, its sign and the bar that of the text.

    Parameters
    ----------
    formula : Formula
        In index form.
    look : Theme

    Examples
    --------
    >>> from core.algebra.three_formulas import three_formulas, without_layers
    >>> from core.files.network_file import read
    >>> look = theme.Theme(theme.PALETTES["dark"])
    >>> found = without_layers(three_formulas(read("networks/iris.toml")[0])["dC_db"])
    >>> formula = Formula("{left}", left=found.left)
    >>> colour_slopes(formula, look)
    >>> [str(glyph.get_fill_color()) == look.colour("b") for glyph in formula["dC_db_j.db"]]
    [False, True, True]
    """
    for name, glyphs in formula.parts.items():
        if name.endswith(".bar"):
            glyphs.set_stroke(look.colour("text"))
        side = _SIDE.match(name)
        if side is not None:
            glyphs[0].set_fill(look.colour("text"))
            for glyph in glyphs[1:]:
                glyph.set_fill(look.colour(side["kind"]))
