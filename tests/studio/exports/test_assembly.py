"""The film, its captions, the page and the transcript of a lecture."""

import base64
import errno
import hashlib
import json
import os
import re
import sys
from dataclasses import replace
from graphlib import CycleError
from pathlib import Path

import av
import numpy as np
import pytest

import studio.exports
from studio.commands.render import alone_in
from studio.exports.assembly import assemble, is_current
from studio.exports.lecture import Lecture
from studio.exports.table import exports, in_order, kits
from studio.making.artefact import LINKS, Artefact, Link, leave
from studio.making.captions import cues, to_vtt
from studio.making.pieces import names_of
from studio.making.poster import poster

STEMS = ("FirstLesson--net", "SecondLesson--net")
HOSTILE = "mine <b>&\"' `x` {{ 7*7 }} </script><script>alert(1)</script> \u2603"


def make_clip(folder, stem, colour, seconds):
    with av.open(str(folder / f"{stem}.mp4"), "w") as clip:
        stream = clip.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for _ in range(seconds * 10):
            frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), colour, dtype=np.uint8), format="rgb24")
            clip.mux(stream.encode(frame))
        clip.mux(stream.encode(None))
    record = {
        "lesson": stem.split("--")[0],
        "chapter": "single_neuron",
        "claim": "A claim.",
        "network": {"name": HOSTILE},
        "width": 64,
        "height": 36,
        "fps": 10,
        "duration": float(seconds),
        "beats": [{"name": "say_it", "start": 0.0, "end": float(seconds), "caption": f"Of {HOSTILE}."}],
        "values": [{"at": 0.5, "quantity": "C", "example": 0, "value": 0.25, "shown": "0.2500"}],
    }
    (folder / f"{stem}.json").write_text(json.dumps(record), encoding="utf-8")
    poster(folder / f"{stem}.mp4", folder / f"{stem}.png", float(seconds))
    (folder / f"{stem}.vtt").write_text(to_vtt(cues(record)), encoding="utf-8")


@pytest.fixture
def lecture(tmp_path):
    folder = tmp_path / "lecture"
    folder.mkdir()
    make_clip(folder, STEMS[0], 40, 2)
    make_clip(folder, STEMS[1], 200, 3)
    assemble(folder, STEMS, "net")
    return folder


def change_the_claim(folder, stem):
    record = folder / f"{stem}.json"
    record.write_text(record.read_text(encoding="utf-8").replace("A claim.", "Another."), encoding="utf-8")


def test_a_lecture_is_current_until_a_clip_or_a_piece_of_it_changes(lecture):
    whole = (lecture, STEMS, "net")
    assert is_current(*whole)
    for name in ("SecondLesson--net.mp4", "FirstLesson--net.json", "lecture--net.md", "index.html"):
        path = lecture / name
        path.write_bytes(path.read_bytes().replace(b"A claim", b"a claim") + b"\n")
        assert not is_current(*whole)
        assemble(*whole)
        assert is_current(*whole)
    for name in ("lecture--net.mp4", "lecture--net.md", "index.html"):
        (lecture / name).unlink()
        assert not is_current(*whole)
        assemble(*whole)
        assert is_current(*whole)
    assert not is_current(lecture, whole[1][::-1], "net")
    assert not is_current(lecture, whole[1][:1], "net")


def test_a_clock_that_is_wrong_changes_nothing(lecture):
    whole = (lecture, STEMS, "net")
    now = (lecture / "index.html").stat().st_mtime_ns
    for path in lecture.iterdir():
        os.utime(path, ns=(now + 10**14, now + 10**14))
    assert is_current(*whole)
    record = lecture / "SecondLesson--net.json"
    record.write_bytes(record.read_bytes() + b"\n")
    os.utime(record, ns=(now - 10**14, now - 10**14))
    assert not is_current(*whole)


def test_the_page_leads_to_what_a_lecturer_took_along_until_the_clips_are_newer(lecture):
    (deck,) = (row for row in kits() if row.name == "deck")
    leave(Lecture(lecture, STEMS, "net"), lecture / "kit" / "deck", deck)
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    page = (lecture / "index.html").read_text(encoding="utf-8")
    assert '<a href="kit/deck/index.html">' in page
    assert 'href="kit/slides' not in page
    make_clip(lecture, STEMS[1], 120, 3)
    assemble(lecture, STEMS, "net")
    assert 'href="kit/' not in (lecture / "index.html").read_text(encoding="utf-8")


def test_a_full_disk_leaves_the_lecture_as_it_was(lecture, monkeypatch):
    clip = lecture / "FirstLesson--net.mp4"
    clip.write_bytes(clip.read_bytes() + b"\n")
    before = {path.name: path.read_bytes() for path in lecture.iterdir()}

    def fill_up(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "the film")

    monkeypatch.setattr("studio.exports.film._shifted", fill_up)
    with pytest.raises(OSError, match="No space left"):
        assemble(lecture, STEMS, "net")
    assert {path.name: path.read_bytes() for path in lecture.iterdir()} == before


def test_the_film_has_every_frame_and_a_chapter_for_each_lesson(lecture):
    with av.open(str(lecture / "lecture--net.mp4")) as film:
        chapters = film.chapters()
        frames = [(frame.time, frame.to_ndarray(format="gray").mean()) for frame in film.decode(video=0)]
    assert [chapter["metadata"]["title"] for chapter in chapters] == ["First lesson", "Second lesson"]
    assert [chapter["start"] for chapter in chapters] == [0, 2000]
    assert len(frames) == 50
    assert np.allclose(np.diff([time for time, _ in frames]), 0.1)
    assert frames[19][1] < 60
    assert frames[20][1] > 180


def test_captions_of_the_film_are_shifted_by_what_came_before(lecture):
    assert "00:00:02,000 --> 00:00:05,000" in (lecture / "lecture--net.srt").read_text(encoding="utf-8")
    vtt = (lecture / "lecture--net.vtt").read_text(encoding="utf-8")
    assert vtt.startswith("WEBVTT\n")
    assert "00:00:02.000 --> 00:00:05.000" in vtt
    assert "<b>" not in vtt


def test_names_of_users_stay_text_on_the_page_and_in_the_transcript(lecture):
    page = (lecture / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "{{ 7*7 }}" in page.replace("&#34;", '"')
    assert "\u2603" in page
    assert len(re.findall("<video", page)) == 2
    assert r"\<b\>" in (lecture / "lecture--net.md").read_text(encoding="utf-8")


def test_the_page_allows_its_own_style_and_script_alone(lecture):
    page = (lecture / "index.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy.startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy
    for kind in ("style", "script"):
        (own,) = re.findall(f"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert re.search(rf"{kind}-src &#39;sha256-(.*?)&#39;;", policy)[1] == digest
    assert not re.search(r"<[^>]* (?:style|on\w+)=", page)


def test_the_page_fetches_nothing_from_elsewhere(lecture):
    page = (lecture / "index.html").read_text(encoding="utf-8")
    sources = re.findall(r'(?:src|href|poster)="([^"]*)"', page)
    assert sources
    assert not [source for source in sources if re.match(r"(?:https?:)?//", source)]
    for source in sources:
        assert source.startswith(("#", "data:")) or (lecture / source).is_file(), source


MADE_UP = """
from studio.making.artefact import Artefact, Link, beside


def _make(lecture, to):
    for path, record in zip(to, lecture.records, strict=True):
        path.write_text(record["claim"], encoding="utf-8")


EXPORT = Artefact(
    "claims",
    lambda lecture: tuple(f"claims/{stem}.txt" for stem in lecture.stems),
    _make,
    needs=("record",),
    link=lambda _: Link("What <b>each</b> lesson claims", " in a word."),
)
"""


@pytest.fixture
def one_file_more(tmp_path, monkeypatch):
    """An export more in the room of exports: a file there is all that it takes."""
    room = tmp_path / "room"
    room.mkdir()
    (room / "claims.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(studio.exports, "__path__", [*studio.exports.__path__, str(room)])
    exports.cache_clear()
    yield
    monkeypatch.undo()
    sys.modules.pop("studio.exports.claims", None)
    exports.cache_clear()


def test_a_file_adds_an_export(lecture, one_file_more):
    """Written, linked to, current, made again when what it needs changes and only then, and never half there."""
    assert not is_current(lecture, STEMS, "net"), "an export that was never made counts as current"
    film = (lecture / "lecture--net.mp4").stat().st_mtime_ns
    assemble(lecture, STEMS, "net")
    claims = [lecture / "claims" / f"{stem}.txt" for stem in STEMS]
    assert [path.read_text(encoding="utf-8") for path in claims] == ["A claim.", "A claim."]
    page = (lecture / "index.html").read_text(encoding="utf-8")
    link = 'href="claims/FirstLesson--net.txt">What &lt;b&gt;each&lt;/b&gt; lesson claims</a> in a word.'
    assert link in page
    assert page.index("lecture--net.mp4") > 0, "the page lost its other links"
    assert is_current(lecture, STEMS, "net")
    assert (lecture / "lecture--net.mp4").stat().st_mtime_ns == film

    claims[1].unlink()
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    assert claims[1].exists()

    change_the_claim(lecture, "SecondLesson--net")
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    assert claims[1].read_text(encoding="utf-8") == "Another."
    made = [path.stat().st_mtime_ns for path in claims]

    poster = lecture / "FirstLesson--net.png"
    poster.write_bytes(poster.read_bytes() + b"\n")
    assert is_current(lecture, STEMS, "net"), "nothing here is made from posters"
    clip = lecture / "FirstLesson--net.mp4"
    clip.write_bytes(clip.read_bytes() + b"\n")
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    assert [path.stat().st_mtime_ns for path in claims] == made, "it was made again for the sake of a clip"


def test_an_export_that_is_cut_off_is_swept_away_and_made_by_the_next_render(lecture, one_file_more, monkeypatch):
    assemble(lecture, STEMS, "net")
    change_the_claim(lecture, "FirstLesson--net")
    half = lecture / "claims" / ".FirstLesson--net.txt.new"
    with alone_in(lecture):
        half.write_text("hal", encoding="utf-8")
    assert not half.exists()
    with monkeypatch.context() as pressed:
        pressed.setattr(Path, "replace", press_ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            assemble(lecture, STEMS, "net")
    assert not list(lecture.rglob("*.new"))
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    assert (lecture / "claims" / "FirstLesson--net.txt").read_text(encoding="utf-8") == "Another."


def press_ctrl_c(*_arguments):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("doing", "other"),
    [("libraries", lambda: (("av", "0"),)), ("digest_of", lambda _: b"other code"), ("names_of", lambda *_: ("none",))],
)
def test_an_export_is_made_again_when_our_own_doing_changes(doing, other, lecture, monkeypatch):
    monkeypatch.setattr(f"studio.exports.assembly.{doing}", other)
    assert not is_current(lecture, STEMS, "net")


def test_the_page_is_made_again_when_its_looks_change(lecture, monkeypatch, tmp_path):
    other = tmp_path / "page.css"
    other.write_text("body { color: red }", encoding="utf-8")
    rows = [replace(row, looks=(other,)) if row.looks else row for row in exports()]
    monkeypatch.setattr("studio.exports.assembly.exports", lambda: rows)
    page = (lecture / "index.html").stat().st_mtime_ns
    film = (lecture / "lecture--net.mp4").stat().st_mtime_ns
    assemble(lecture, STEMS, "net")
    assert (lecture / "index.html").stat().st_mtime_ns > page
    assert (lecture / "lecture--net.mp4").stat().st_mtime_ns == film


def test_every_file_that_a_lecture_leaves_is_of_one_row(lecture):
    whole = Lecture(lecture, STEMS, "net")
    files = [name for row in exports() for name in row.writes(whole)] + [
        name for stem in STEMS for name in names_of(stem)
    ]
    assert len(files) == len(set(files))
    assert {*files, ".made.json"} - {f"{stem}.srt" for stem in STEMS} == {path.name for path in lecture.iterdir()}


def test_what_others_need_comes_first_and_a_need_that_nobody_fills_is_told():
    def row(name, *needs, link=None):
        return Artefact(name, lambda _: (name,), lambda *_: None, needs=needs, link=link)

    rows = row("page", LINKS), row("deck", "slides"), row("slides", "clip", link=lambda _: Link("Slides"))
    assert [one.name for one in in_order(rows)].index("slides") == 0
    with pytest.raises(KeyError, match="deck needs"):
        in_order((row("deck", "slids"),))
    with pytest.raises(CycleError):
        in_order((row("deck", "slides"), row("slides", "deck")))


def test_each_lesson_has_a_card_with_its_number_claim_and_length_in_its_part(lecture):
    page = (lecture / "index.html").read_text(encoding="utf-8")
    (part,) = re.findall(r'<p class="part">(.*?)</p>\n<ol class="cards">(.*?)</ol>', page, re.DOTALL)
    assert part[0] == "Part 1: One neuron per layer"
    cards = re.findall(r"<li>(.*?)</li>", part[1], re.DOTALL)
    for number, length, stem, card in zip((1, 2), ("0:02", "0:03"), STEMS, cards, strict=True):
        assert f'href="#{stem.split("--")[0]}"' in card
        assert f'src="{stem}.png"' in card
        assert re.findall(r'class="which">(.*?)<', card) == [str(number), length]
        assert "A claim." in card
    assert '<h2 class="chapter">Part 1: One neuron per layer</h2>' in page


def test_the_page_begins_with_a_loop_as_soon_as_there_is_one(lecture):
    assert 'class="hero"' not in (lecture / "index.html").read_text(encoding="utf-8")
    make_clip(lecture, "SecondLesson--net--loop", 90, 1)
    assert not is_current(lecture, STEMS, "net")
    assemble(lecture, STEMS, "net")
    assert is_current(lecture, STEMS, "net")
    page = (lecture / "index.html").read_text(encoding="utf-8")
    assert page.index('src="SecondLesson--net--loop.mp4"') < page.index('class="cards"')


def test_the_page_shows_what_its_reader_prefers_where_both_themes_are_there(tmp_path):
    folders = [tmp_path / f"medium-{theme}" for theme in ("dark", "light")]
    for folder in folders:
        folder.mkdir()
        make_clip(folder, STEMS[0], 40, 1)
        make_clip(folder, STEMS[1], 200, 1)
    (folders[1] / f"{STEMS[1]}.mp4").rename(tmp_path / "away.mp4")
    assemble(folders[0], STEMS, "net")
    page = (folders[0] / "index.html").read_text(encoding="utf-8")
    told = '<source src="../medium-light/{}.mp4" media="(prefers-color-scheme: light)">\n<source src="{}.mp4">'
    assert told.format(STEMS[0], STEMS[0]) in page
    assert "../medium-light/SecondLesson" not in page, "a clip that is not there"
    (tmp_path / "away.mp4").rename(folders[1] / f"{STEMS[1]}.mp4")
    assert not is_current(folders[0], STEMS, "net")
    assemble(folders[0], STEMS, "net")
    page = (folders[0] / "index.html").read_text(encoding="utf-8")
    assert page.count('data-poster="../medium-light/SecondLesson--net.png" data-theme="light"') == 2
    other = json.loads((folders[1] / f"{STEMS[1]}.json").read_text(encoding="utf-8"))
    other["network"]["name"] = "another network"
    (folders[1] / f"{STEMS[1]}.json").write_text(json.dumps(other), encoding="utf-8")
    assert list(Lecture(folders[0], STEMS, "net").twins) == [STEMS[0]]
    assert list(Lecture(folders[1], STEMS, "net").twins) == [STEMS[0]]
