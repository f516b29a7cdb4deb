"""Slides play as they appear, say what is said, and keep users' names as text."""

import io
import json
import shutil
import subprocess
import zipfile

import av
import numpy as np
import pytest

from studio.exports.lecture import Lecture
from studio.exports.table import kits
from tests.studio.exports.test_assembly import make_clip

STEM = "NudgeTheWeight--net"
HOSTILE = "<b>&\"' ]]> {{ 7*7 }} \N{SNOWMAN}\N{GRINNING FACE} \x0b\ufffe_x0041_ %s"
KEPT = "<b>&\"' ]]> {{ 7*7 }} \N{SNOWMAN}\N{GRINNING FACE} _x0041_ %s"
P, P14 = (
    "{http://schemas.openxmlformats.org/presentationml/2006/main}",
    "{http://schemas.microsoft.com/office/powerpoint/2010/main}",
)
P173 = "{http://schemas.microsoft.com/office/powerpoint/2017/3/main}"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@pytest.fixture
def folder(tmp_path):
    """A clip of two beats: from black to grey, and white."""
    make_clip(tmp_path, STEM, 40, 1)
    with av.open(str(tmp_path / f"{STEM}.mp4"), "w") as clip:
        stream = clip.add_stream("libx264", rate=10, options={"g": "10", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for number in range(20):
            picture = np.full((36, 64, 3), 16, dtype=np.uint8)
            picture[:, 32:] = 16 if number < 5 else 200
            clip.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        clip.mux(stream.encode(None))
    path = tmp_path / f"{STEM}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record |= {"network": {"name": HOSTILE}, "duration": 2.0}
    record["beats"] = [
        {"name": "say_it", "start": 0.0, "end": 1.0, "caption": f"First {HOSTILE}."},
        {"name": "say_more", "start": 1.0, "end": 2.0, "caption": "Then."},
    ]
    path.write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def slides_of(folder, by):
    (row,) = (one for one in kits() if one.name == "slides")
    lecture = Lecture(folder, (STEM,), "net", by=by)
    (name,) = row.writes(lecture)
    row.make(lecture, (folder / name,))
    return folder / name


def opened(path):
    from pptx import Presentation

    return Presentation(str(path))


def one(slide, name):
    (found,) = slide._element.iter(name)
    return found


def test_a_slide_for_each_beat_plays_its_movie_as_it_appears(folder):
    deck = opened(slides_of(folder, "beat"))
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "Nudge the weight: say it",
        "Nudge the weight: say more",
    ]
    for slide, said in zip(deck.slides, (f"First {KEPT}.", "Then."), strict=True):
        (movie,) = (
            shape for shape in slide.shapes if shape.shape_type is not None and "MEDIA" in str(shape.shape_type)
        )
        assert (movie.left, movie.top, movie.width, movie.height) == (0, 0, deck.slide_width, deck.slide_height)
        assert slide.shapes.title.top + slide.shapes.title.height <= 0
        assert slide.notes_slide.notes_text_frame.text == said
        assert movie._element.nvPicPr.cNvPr.get("descr").endswith(f"What is said: {said}")
        command = one(slide, f"{P}cmd")
        assert command.get("cmd") == "playFrom(0.0)"
        assert one(slide, f"{P}cBhvr").find(f"{P}cTn").get("dur") == "1000"
        starts = [node.get("nodeType") for node in command.iterancestors(f"{P}cTn")]
        assert starts == ["afterEffect", None, None, "mainSeq", "tmRoot"]
        assert {node.get("spid") for node in slide._element.iter(f"{P}spTgt")} == {str(movie.shape_id)}
        numbers = [node.get("id") for node in one(slide, f"{P}timing").iter(f"{P}cTn")]
        assert len(set(numbers)) == len(numbers)
        assert tuple(slide.background.fill.fore_color.rgb) == pytest.approx((16, 16, 16), abs=3)
        media = slide.part.related_part(one(slide, f"{P14}media").get(EMBED))
        with av.open(io.BytesIO(media.blob)) as film:
            assert sum(1 for _ in film.decode(video=0)) == 10


def test_captions_lie_beside_each_movie_and_begin_with_it(folder):
    path = slides_of(folder, "beat")
    tracks = []
    for slide in opened(path).slides:
        track = one(slide, f"{P173}track")
        part = slide.part.related_part(track.get(EMBED))
        assert (part.content_type, track.get("lang")) == ("text/vtt", "en")
        tracks.append(part.blob.decode())
    assert tracks[1] == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nThen.\n"
    assert "&lt;b&gt;&amp;" in tracks[0]
    with zipfile.ZipFile(path) as package:
        assert "text/vtt" in package.read("[Content_Types].xml").decode()
        assert len([name for name in package.namelist() if name.endswith(".vtt")]) == 2


def test_the_picture_of_a_slide_is_its_first_or_where_that_is_blank_its_last(folder):
    from PIL import Image

    pictures = []
    for slide in opened(slides_of(folder, "beat")).slides:
        picture = slide.part.related_part(
            one(slide, "{http://schemas.openxmlformats.org/drawingml/2006/main}blip").get(EMBED)
        )
        with Image.open(io.BytesIO(picture.blob)) as shown:
            pictures.append(np.asarray(shown.convert("L"), dtype=float))
    assert [picture[:, 40:].mean() > 150 for picture in pictures] == [True, True]


def test_a_slide_for_each_lesson_has_a_bookmark_where_a_beat_begins(folder):
    path = slides_of(folder, "lesson")
    assert path.name == "lecture--net--by-lesson.pptx"
    (slide,) = opened(path).slides
    assert slide.notes_slide.notes_text_frame.text == f"First {KEPT}.\nThen."
    mark = one(slide, f"{P14}bmk")
    assert (mark.get("name"), float(mark.get("time"))) == ("Say more", 1000)
    assert [child.tag for child in one(slide, f"{P14}media")] == [f"{P14}bmkLst", f"{P14}extLst"]
    assert slide.part.related_part(one(slide, f"{P14}media").get(EMBED)).blob == (folder / f"{STEM}.mp4").read_bytes()


def test_slides_are_gathered_by_lesson_and_named_for_the_network(folder):
    deck = opened(slides_of(folder, "beat"))
    sections = list(deck.part._element.iter(f"{P14}section"))
    assert [section.get("name") for section in sections] == ["Nudge the weight"]
    held = [node.get("id") for node in sections[0].iter(f"{P14}sldId")]
    assert held == [str(slide.slide_id) for slide in deck.slides]
    about = deck.core_properties
    assert (about.title, about.author) == (f"Backpropagation: {KEPT}", "")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_slides(folder):
    path = slides_of(folder, "beat")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    told = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(told, check=True, capture_output=True, timeout=180)
    assert path.with_suffix(".pdf").read_bytes().count(b"/Type/Page/") == 2
