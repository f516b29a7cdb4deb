"""Slides: a movie for each beat, or for each lesson, that plays as its slide appears; what is said is its note.

Autoplay, captions and bookmarks are written as PowerPoint writes them ([MS-PPTX] 2.2.4, 2.3.1 and 2.13.1), since
python-pptx knows of movies only that they wait for a click.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

from PIL import Image

from studio.exports.cutting import beats
from studio.exports.lecture import Lecture, title_of
from studio.making.artefact import Artefact, Link
from studio.making.captions import cues, plain, to_vtt
from studio.making.poster import poster

_AUTOPLAY = Path(__file__).parent / "templates" / "autoplay.xml"
_LONG_SIDE = 12_192_000
"""Of a slide, in English Metric Units: as wide as PowerPoint's own."""
_TITLE_ONLY, _TITLE = 5, 900_000
"""Which layout of python-pptx's own file has a title alone, and how high that is here."""
_TRACK = "http://schemas.microsoft.com/office/2017/04/relationships/track"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_P173 = "http://schemas.microsoft.com/office/powerpoint/2017/3/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CAPTIONS, _SECTIONS = "{3AFAAA56-56D3-431D-BCD4-E75A35582382}", "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_BLANK = 12
"""How far apart the levels of a picture are at most that shows nothing."""


@dataclass(frozen=True, slots=True)
class _Slide:
    """What a slide shows.

    Parameters
    ----------
    title : str
    movie, picture : Path
        The picture stands there until the movie plays.
    record : dict
        Of the movie: its times begin with it.
    marks : tuple of (str, float)
        Names and seconds of what can be jumped to.
    """

    title: str
    movie: Path
    picture: Path
    record: dict[str, Any]
    marks: tuple[tuple[str, float], ...] = ()

    @property
    def said(self) -> list[str]:
        return [text(beat["caption"]) for beat in self.record["beats"]]

    @property
    def length(self) -> float:
        return float(self.record["beats"][-1]["end"])


def text(words: str) -> str:
    r"""Return words as XML can hold them.

    Examples
    --------
    >>> text("a\x00 <b>\ufffe")
    'a <b>'
    """
    return re.sub("[\ufffe\uffff]", "", plain(words))


def _by_beat(lecture: Lecture, folder: Path) -> Iterator[_Slide]:
    for beat in beats(lecture):
        movie, picture = (folder / f"{beat.stem}{ending}" for ending in (".mp4", ".png"))
        beat.cut(movie)
        poster(movie, picture, 0.0)
        told = beat.told
        moved = told | {"start": 0.0, "end": told["end"] - told["start"]}
        if _is_blank(picture):
            poster(beat.clip, picture, told["end"])
        title = f"{title_of(beat.record['lesson'])}: {title_of(told['name']).lower()}"
        yield _Slide(title, movie, picture, beat.record | {"beats": [moved]})


def _by_lesson(lecture: Lecture, _folder: Path) -> Iterator[_Slide]:
    for stem, record in zip(lecture.stems, lecture.records, strict=True):
        marks = tuple((title_of(beat["name"]), beat["start"]) for beat in record["beats"] if beat["start"] > 0)
        clip, shown = (lecture.file(stem, piece) for piece in ("clip", "poster"))
        yield _Slide(title_of(record["lesson"]), clip, shown, record, marks)


_WAYS = {"beat": _by_beat, "lesson": _by_lesson}


def _is_blank(picture: Path) -> bool:
    with Image.open(picture) as opened:
        darkest, brightest = cast("tuple[int, int]", opened.convert("L").getextrema())
    return brightest - darkest <= _BLANK


def _add(deck: Any, one: _Slide) -> int:  # noqa: ANN401  python-pptx's
    """Add a slide; return its number in the file."""
    from pptx.dml.color import RGBColor
    from pptx.opc.package import Part
    from pptx.oxml import parse_xml

    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    with Image.open(one.picture) as opened:
        ground = opened.convert("RGB").tobytes()[:3].hex()
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(ground)
    size = (deck.slide_width, deck.slide_height)
    title = slide.shapes.title  # above the slide: named in outlines and read aloud, and not in the picture
    title.left, title.top, title.width, title.height = 0, -_TITLE, deck.slide_width, _TITLE
    title.text_frame.text = one.title
    movie = slide.shapes.add_movie(str(one.movie), 0, 0, *size, str(one.picture), "video/mp4")
    movie.name = one.title
    about = movie._element.nvPicPr.cNvPr  # noqa: SLF001  python-pptx has no other door to it
    about.set("descr", f"{one.title}. What is said: {' '.join(one.said)}")
    slide.notes_slide.notes_text_frame.text = "\n".join(one.said)

    package = slide.part.package
    name = package.next_partname("/ppt/media/track%d.vtt")
    track = slide.part.relate_to(Part(name, "text/vtt", package, to_vtt(cues(one.record)).encode()), _TRACK)
    (media,) = movie._element.iter(f"{{{_P14}}}media")  # noqa: SLF001
    for extra in _extras(one, track):
        media.append(parse_xml(extra))
    (waiting,) = slide._element.iter(f"{{{_P}}}timing")  # noqa: SLF001
    timing = _AUTOPLAY.read_text(encoding="utf-8").replace("SHAPE", str(movie.shape_id))
    waiting.getparent().replace(waiting, parse_xml(timing.replace("LENGTH", str(round(one.length * 1000)))))
    return int(slide.slide_id)


def _extras(one: _Slide, track: str) -> Iterator[str]:
    """Yield what a movie says of itself: marks, then captions."""
    if one.marks:
        marks = "".join(f'<p14:bmk name={quoteattr(name)} time="{at * 1000:.4f}"/>' for name, at in one.marks)
        yield f'<p14:bmkLst xmlns:p14="{_P14}">{marks}</p14:bmkLst>'
    own = f"{{{uuid5(NAMESPACE_URL, one.movie.name)}}}".upper()
    yield (
        f'<p14:extLst xmlns:p14="{_P14}" xmlns:p="{_P}" xmlns:r="{_R}"><p:ext uri="{_CAPTIONS}">'
        f'<p173:tracksInfo xmlns:p173="{_P173}" displayLoc="media"><p173:trackLst>'
        f'<p173:track id="{own}" label="English" lang="en" r:embed="{track}"/>'
        f"</p173:trackLst></p173:tracksInfo></p:ext></p14:extLst>"
    )


def _part_by_lesson(deck: Any, slides: list[tuple[str, int]]) -> None:  # noqa: ANN401  python-pptx's
    """Gather slides, known by lesson and number, under their lessons' names."""
    from pptx.oxml import parse_xml

    sections = ""
    for lesson in dict.fromkeys(lesson for lesson, _ in slides):
        own = f"{{{uuid5(NAMESPACE_URL, lesson)}}}".upper()
        held = "".join(f'<p14:sldId id="{number}"/>' for name, number in slides if name == lesson)
        sections += f'<p14:section name={quoteattr(title_of(lesson))} id="{own}">'
        sections += f"<p14:sldIdLst>{held}</p14:sldIdLst></p14:section>"
    listed = f'<p14:sectionLst xmlns:p14="{_P14}">{sections}</p14:sectionLst>'
    whole = deck.part._element  # noqa: SLF001
    for old in whole.findall(f"{{{_P}}}extLst"):
        whole.remove(old)
    whole.append(parse_xml(f'<p:extLst xmlns:p="{_P}"><p:ext uri="{_SECTIONS}">{listed}</p:ext></p:extLst>'))


def _make(lecture: Lecture, to: tuple[Path, ...]) -> None:
    from pptx import Presentation

    deck = Presentation()
    first = lecture.records[0]
    long = max(first["width"], first["height"])
    deck.slide_width, deck.slide_height = (round(_LONG_SIDE * first[side] / long) for side in ("width", "height"))
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = text(f"Backpropagation: {lecture.title}"), "", ""
    with TemporaryDirectory() as made:
        slides = [(one.record["lesson"], _add(deck, one)) for one in _WAYS[lecture.by](lecture, Path(made))]
    _part_by_lesson(deck, slides)
    whole = io.BytesIO()
    deck.save(whole)
    to[0].write_bytes(whole.getvalue())


def _names(lecture: Lecture) -> tuple[str, ...]:
    return (f"{lecture.stem}.pptx" if lecture.by == "beat" else f"{lecture.stem}--by-{lecture.by}.pptx",)


KIT = Artefact(
    "slides",
    _names,
    _make,
    needs=("clip", "record", "poster"),
    looks=(_AUTOPLAY,),
    link=lambda _: Link("Slides for PowerPoint and LibreOffice", ": a movie on each."),
)
