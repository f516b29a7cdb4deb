"""Typst markup to outlines: every glyph with its marker, in ems, on a known baseline.

One compile serves a whole formula. Each part is set in a marker colour of its own; the colour that
comes back with a glyph tells which part it belongs to, and is then replaced by the real one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional, category
from xml.etree import ElementTree as ET

import numpy as np
import svgelements as se
import typst
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

from core.model.arrays import Array, read_only
from core.model.errors import printable

EM = 10.0
"""Size of an em in the compiled document, in points."""
_STRUT = "#0000ff"
_SHAPING = "\u200c\u200d\u200e\u200f"
"""What joins letters, keeps them apart, or says which way signs between them run."""
_LEFTWARD = {"R", "AL"}
_ISOLATE, _ISOLATED = "\u2068", "\u2069"
"""What is between them runs the way its first letter does."""
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_INDIC = ("Noto Serif Devanagari", "Noto Sans Devanagari", "Lohit Devanagari", "Kohinoor Devanagari")
"""Fonts that join these letters; New Computer Modern has them and does not."""
_JOINING = ", ".join(f'(name: "{name}", covers: regex("[\u0900-\u097f]"))' for name in _INDIC)
FAMILIES = f'({_JOINING}, "New Computer Modern", "Symbola")'
"""As Typst takes them, the first that has a letter; where none has, any font here."""
_DOCUMENT = f"""\
#set page(width: auto, height: auto, margin: 20pt, fill: none)
#set text(font: {FAMILIES}, size: {EM}pt)
#set text(number-type: "lining", number-width: "tabular")
#set par(leading: 0.7em)
#box(width: 1pt, height: 1pt, fill: rgb("{_STRUT}"))"""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One glyph or rule of a typeset line.

    Parameters
    ----------
    points : ndarray, shape (n, 3)
        Cubic Bezier points in ems; y is up, 0 is the baseline, x starts at the line's left end.
    marker : int
        The marker of the innermost part it belongs to; 0 for none.
    stroke : float
        Width of a rule such as a fraction bar, in ems; 0 for a filled glyph.
    """

    points: Array
    marker: int
    stroke: float


def marked(markup: str, marker: int) -> str:
    """Return mathematics markup in the colour of a marker (1 to 65,535).

    Examples
    --------
    >>> marked("x^2", 3)
    '#text(fill: rgb("#000003"))[$x^2$]'
    """
    return f'#text(fill: rgb("#{marker:06x}"))[${markup}$]'


def quoted(text: str) -> str:
    r"""Return user's text as a Typst string: data, never markup, that runs the way its first letter does.

    Examples
    --------
    >>> print(quoted('say "#x"'))
    "say \"#x\""
    """
    inside = drawable(text).replace("\\", "\\\\").replace('"', '\\"')
    runs_leftward = any(bidirectional(one) in _LEFTWARD for one in text)
    return f'"{_ISOLATE}{inside}{_ISOLATED}"' if runs_leftward else f'"{inside}"'


def drawable(text: str) -> str:
    r"""Return user's text on one line, with control characters shown as escapes.

    Spaces of any kind stay, and so does what shapes the letters beside it.

    Examples
    --------
    >>> print(drawable("two\nlines"), drawable("a\u3000b") == "a\u3000b")
    two\nlines True
    """
    return "".join(one if one in _SHAPING or category(one) == "Zs" else printable(one) for one in text)


@lru_cache(maxsize=4096)
def typeset(markup: str) -> tuple[Outline, ...]:
    """Compile a line of Typst markup.

    Parameters
    ----------
    markup : str

    Returns
    -------
    tuple of Outline

    Raises
    ------
    typst.TypstError
        If the markup is not valid.

    Examples
    --------
    >>> sum(outline.stroke > 0 for outline in typeset("$display((x)/(y))$"))
    1
    """
    # fmt: the strut stands at the left end, on the baseline, and is taken out again
    source = _DOCUMENT + markup
    svg = _compiler().compile(input=source.encode(), format="svg")
    assert isinstance(svg, bytes)  # one page
    root = ET.fromstring(svg)  # noqa: S314  our own compiler's output
    symbols = {symbol.get("id"): symbol for symbol in root.iter(f"{_SVG}symbol")}
    shapes = list(_shapes(root, se.Matrix(), symbols))
    strut = next(index for index, shape in enumerate(shapes) if shape[1] == _STRUT)
    box = shapes[strut][0]
    origin = np.array([box[:, 0].max(), box[:, 1].max(), 0.0])
    flip = np.array([1.0, -1.0, 1.0]) / EM
    return tuple(
        Outline(read_only((points - origin) * flip), int(colour[1:], 16), stroke / EM)
        for points, colour, stroke in shapes[:strut] + shapes[strut + 1 :]
        if len(points)
    )


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the one compiler: finding the fonts takes eighty times as long as a formula."""
    return typst.Compiler()


def _shapes(element, matrix, symbols):  # noqa: ANN001, ANN202  an XML walk
    """Yield points, colour and stroke width of every drawn shape below an element."""
    for child in element:
        tag = child.tag.removeprefix(_SVG)
        placed = matrix
        if transform := child.get("transform"):
            placed = se.Matrix(transform) * matrix
        if tag == "g":
            yield from _shapes(child, placed, symbols)
        elif tag == "use":
            offset = se.Matrix.translate(float(child.get("x", 0)), float(child.get("y", 0)))
            symbol = symbols[child.get(_HREF)[1:]]
            for path in symbol.iter(f"{_SVG}path"):  # a picture in colour has none
                yield _placed(path.get("d"), offset * placed), child.get("fill"), 0.0
        elif tag == "path":
            stroke = child.get("stroke")
            colour = stroke or child.get("fill")
            if colour and colour != "none":
                width = float(child.get("stroke-width", 0)) if stroke else 0.0
                yield _placed(child.get("d"), placed), colour, width


def _placed(d: str, matrix: se.Matrix) -> Array:
    points = _outline(d)
    m = np.array([[matrix.a, matrix.b, 0], [matrix.c, matrix.d, 0], [0, 0, 1]])
    return points @ m + np.array([matrix.e, matrix.f, 0])


@lru_cache(maxsize=1024)
def _outline(d: str) -> Array:
    return read_only(VMobjectFromSVGPath(se.Path(re.sub(r"\s+", " ", d))).points.copy())
