"""A contact sheet: all stills of a lesson in one picture, each with its number, name and caption."""

from __future__ import annotations

import io
from collections.abc import Sequence

import typst
from PIL import Image

from scenes import theme
from scenes.type.typeset import FAMILIES, quoted
from scenes.watching.stills import Still

_GAP = 24
"""Pixels around pictures and words."""
_FEW = 4
"""So many stills stand two in a row; more stand three in a row."""
_TYPE = 0.03
"""Size of type as a share of a still's width."""


def contact_sheet(title: str, subtitle: str, stills: Sequence[Still]) -> Image.Image:
    """Return one picture of all stills.

    Parameters
    ----------
    title, subtitle : str
        Above them; text is data, never markup.
    stills : sequence of Still
        At least one, all of one size.

    Returns
    -------
    Image
    """
    height, width = stills[0].pixels.shape[:2]
    columns = 2 if len(stills) <= _FEW else 3
    whole = columns * (width + _GAP) + _GAP
    head, *captions = _typeset(
        [(whole - 2 * _GAP, _title(title, subtitle)), *((width, _caption(one)) for one in stills)], width * _TYPE
    )
    rows = [range(start, min(start + columns, len(stills))) for start in range(0, len(stills), columns)]
    depths = [height + _GAP // 2 + max(captions[index].height for index in row) + _GAP for row in rows]
    sheet = Image.new("RGB", (whole, head.height + 2 * _GAP + sum(depths)), theme.colour("faint"))
    sheet.paste(head, (_GAP, _GAP))
    top = head.height + 2 * _GAP
    for row, depth in zip(rows, depths, strict=True):
        for column, index in enumerate(row):
            left = _GAP + column * (width + _GAP)
            sheet.paste(Image.fromarray(stills[index].pixels).convert("RGB"), (left, top))
            sheet.paste(captions[index], (left, top + height + _GAP // 2))
        top += depth
    return sheet


def _title(title: str, subtitle: str) -> str:
    return f"#text(size: 1.3em, weight: 700, {quoted(title)}) #h(0.7em) #{quoted(subtitle)}"


def _caption(one: Still) -> str:
    place = f"{one.at:.1f} s" + (", moving" if one.moving else "")
    name = f"#text(weight: 700, {quoted(f'{one.number}  {one.beat}')}) #h(0.5em) #{quoted(place)}"
    return name if one.moving else f"{name} #linebreak() #{quoted(one.caption)}"


def _typeset(texts: Sequence[tuple[int, str]], size: float) -> list[Image.Image]:
    """Set each text in a column of its width in pixels, all in one compile."""
    pages = "\n#pagebreak()\n".join(f"#set page(width: {width}pt)\n{text}" for width, text in texts)
    source = f"""\
#set page(height: auto, margin: 0pt, fill: rgb("{theme.colour("faint")}"))
#set text(font: {FAMILIES}, size: {size:.1f}pt, fill: rgb("{theme.colour("text")}"),
          top-edge: "ascender", bottom-edge: "descender")
{pages.replace("#pagebreak()" + chr(10) + "#set page", "#set page")}"""
    compiled: list[bytes] = typst.compile(source.encode(), format="png", ppi=72.0)  # type: ignore[assignment]
    return [Image.open(io.BytesIO(png)).convert("RGB") for png in compiled]  # there is more than one page
