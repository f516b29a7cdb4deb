"""The film, its captions, the page and the transcript of a lecture."""

import base64
import errno
import hashlib
import json
import os
import re

import av
import numpy as np
import pytest

from studio.exports.whole_lecture import assemble, is_current
from studio.making.captions import cues, to_vtt
from studio.making.poster import poster

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
    poster(folder / f"{stem}.mp4", folder / f"{stem}.png")
    (folder / f"{stem}.vtt").write_text(to_vtt(cues(record)), encoding="utf-8")


@pytest.fixture
def lecture(tmp_path):
    make_clip(tmp_path, "FirstLesson--net", 40, 2)
    make_clip(tmp_path, "SecondLesson--net", 200, 3)
    assemble(tmp_path, ["FirstLesson--net", "SecondLesson--net"], "net")
    return tmp_path


def test_a_lecture_is_current_until_a_clip_or_a_piece_of_it_changes(lecture):
    whole = (lecture, ["FirstLesson--net", "SecondLesson--net"], "net")
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
    whole = (lecture, ["FirstLesson--net", "SecondLesson--net"], "net")
    now = (lecture / "index.html").stat().st_mtime_ns
    for path in lecture.iterdir():
        os.utime(path, ns=(now + 10**14, now + 10**14))
    assert is_current(*whole)
    record = lecture / "SecondLesson--net.json"
    record.write_bytes(record.read_bytes() + b"\n")
    os.utime(record, ns=(now - 10**14, now - 10**14))
    assert not is_current(*whole)


def test_a_full_disk_leaves_the_lecture_as_it_was(lecture, monkeypatch):
    before = {path.name: path.read_bytes() for path in lecture.iterdir()}

    def fill_up(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "the film")

    monkeypatch.setattr("studio.exports.film._append", fill_up)
    with pytest.raises(OSError, match="No space left"):
        assemble(lecture, ["FirstLesson--net", "SecondLesson--net"], "net")
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
