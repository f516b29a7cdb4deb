"""What a lecturer takes along: beats are the clip's own frames, cut where one can be."""

import json
from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner

from studio.command_line import lecture
from studio.exports.cutting import cut
from studio.exports.handout import numbers
from studio.exports.lecture import Lecture
from studio.exports.small import shrink
from studio.exports.table import kits
from tests.studio.exports.test_assembly import make_clip

pytestmark = pytest.mark.xdist_group("workshop")
LESSONS = ("WeightIndices", "NudgeTheWeight")


def frames_of(path):
    with av.open(str(path)) as clip:
        return [frame.to_ndarray(format="yuv420p") for frame in clip.decode(video=0)]


def run(render, *options):
    told = ["kit", str(render.network), "--quality", "preview", "--output", str(render.output), *options]
    return CliRunner().invoke(lecture, told)


@pytest.fixture
def rendered(render, monkeypatch):
    """A lecture of two clips at a quality at which they take seconds."""
    import studio.making.plan
    from studio.making.quality import Quality

    monkeypatch.setattr(studio.making.plan, "QUALITIES", {"preview": Quality(160, 90, 4)})
    code, said = render.run(*LESSONS)
    assert code == 0, said
    return render


def test_beats_are_the_frames_of_their_clips_with_their_own_captions(rendered):
    only = [part for name in LESSONS for part in ("--only", name)]
    result = run(rendered, "--for", "beats", *only)
    assert result.exit_code == 0, result.output
    folder = rendered.clips / "kit" / "beats"
    for lesson in LESSONS:
        stem = f"{lesson}--{rendered.network.stem}"
        whole = frames_of(rendered.clips / f"{stem}.mp4")
        cuts = [frames_of(path) for path in sorted(folder.glob(f"{stem}--*.mp4"))]
        assert len(cuts) > 2
        told = [frame for one in cuts for frame in one]
        assert len(told) == len(whole)
        assert all(np.array_equal(one, other) for one, other in zip(told, whole, strict=True))
    third = next(folder.glob("NudgeTheWeight--*--03-halve_the_nudge.srt")).read_text(encoding="utf-8")
    assert third.startswith("1\n00:00:00,000 --> ")
    assert "halve it, again and again" in " ".join(third.split())
    assert (rendered.clips / "kit" / "handout").exists() is False
    old = folder / f"NudgeTheWeight--{rendered.network.stem}--09-no_more.mp4"
    old.write_bytes(b"old")
    assert run(rendered, "--for", "all", *only).exit_code == 0
    assert not old.exists()
    (handout,) = (rendered.clips / "kit" / "handout").iterdir()
    assert handout.name == f"lecture--{rendered.network.stem}.pdf"
    sheets = {path.name for path in (rendered.clips / "kit" / "worksheet").iterdir()}
    assert sheets == {f"worksheet--{rendered.network.stem}{ending}.pdf" for ending in ("", "--key")}
    snippets = {path.name for path in (rendered.clips / "kit" / "snippets").iterdir()}
    endings = (".mp4", ".png", ".html", ".md", ".qmd", ".ipynb")
    assert snippets == {f"{lesson}--{rendered.network.stem}{ending}" for lesson in LESSONS for ending in endings}


def test_a_handout_has_a_picture_for_each_beat_and_names_of_users_stay_text(tmp_path):
    make_clip(tmp_path, "NudgeTheWeight--net", 40, 2)
    path = tmp_path / "NudgeTheWeight--net.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    hostile = '#panic("x") $ */ = \\" \N{SNOWMAN} <b> @a'
    beats = [{"name": f"beat_{end}", "start": end - 1.0, "end": end, "caption": hostile} for end in (1.0, 2.0)]
    values = [{"quantity": one, "shown": "0.25"} for one in ("ΔC/Δw[3][0,0]", "neuron[3][0]", "a[1][0]*w[2][0,0]")]
    says = [{"at": 0, "value": number} for number in range(3)] + [{"at": 0, "symbol": "C"}]
    record |= {"network": {"name": hostile}, "values": values, "beats": [beat | {"says": says} for beat in beats]}
    path.write_text(json.dumps(record), encoding="utf-8")
    (row,) = (one for one in kits() if one.name == "handout")
    made = tmp_path / "handout.pdf"
    row.make(Lecture(tmp_path, ("NudgeTheWeight--net",), "net"), (made,))
    pdf = made.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert (pdf.count(b"/S/Figure"), pdf.count(b"/Alt")) == (2, 2)  # Typst holds the rest to PDF/UA-1 itself
    assert numbers(record, record["beats"][0]) == ["ΔC/Δw[3][0,0] = 0.25"]


def test_a_small_clip_has_all_frames_captions_and_a_chapter_for_each_beat(tmp_path):
    make_clip(tmp_path, "NudgeTheWeight--net", 40, 2)
    clip, small = tmp_path / "NudgeTheWeight--net.mp4", tmp_path / "small.mp4"
    record = json.loads(clip.with_suffix(".json").read_text(encoding="utf-8"))
    said = r"Braces {\b1}, a \backslash and <i>tags</i> stay text."
    record["beats"] = [
        {"name": "say_it", "start": 0.0, "end": 0.5, "caption": "First."},
        {"name": "say_more", "start": 0.5, "end": 2.0, "caption": said},
    ]
    shrink(clip, record, small)
    assert len(frames_of(small)) == len(frames_of(clip))
    with av.open(str(small)) as film:
        told = [(one["metadata"]["title"], one["start"], one["end"]) for one in film.chapters()]
        words = next(one for one in film.streams.subtitles if one.codec_context.name == "mov_text")
        packets = [(packet.pts, bytes(packet)[2:].decode()) for packet in film.demux(words) if packet.size > 2]
        assert words.language == "eng"
    assert told == [("Say it", 0, 500), ("Say more", 500, 2000)]
    assert packets[0] == (0, "First.")
    assert packets[1][0] == 500
    assert " ".join(packets[1][1].split()) == "Braces (\u29f5b1), a \u29f5backslash and <i>tags</i> stay text."


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--for", "slides", "--by", "beats"), "'beats' is not one of 'beat', 'lesson'"),
        (
            ("--for", "beat"),
            "--for: expected beats, deck, handout, loops, questions, slides, small, snippets, worksheet, all,",
        ),
        (("--for", "beats"), "found none; run ./lecture render with the same options first."),
        ((), "Missing option '--for'"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_made(render, options, says):
    result = run(render, *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not list(Path(render.output).rglob("*.mp4"))


def test_no_beat_begins_with_a_frame_that_needs_those_before_it(tmp_path):
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as clip:
        stream = clip.add_stream("libx264", rate=10, options={"g": "100", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for shade in range(20):
            picture = np.full((36, 64, 3), 10 * shade, dtype=np.uint8)
            clip.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        clip.mux(stream.encode(None))
    cut(path, 0, 7, tmp_path / "first.mp4")
    assert len(frames_of(tmp_path / "first.mp4")) == 7
    with pytest.raises(ValueError, match="expected frame 7 to stand for itself"):
        cut(path, 7, 20, tmp_path / "second.mp4")
