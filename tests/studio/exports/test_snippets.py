"""Snippets where they are pasted: in a page from disk and from a server, in Markdown, in a notebook's cell."""

import base64
import json
import re
import sys
from html import unescape
from html.parser import HTMLParser
from types import ModuleType

import pytest
from markdown_it import MarkdownIt

from studio.exports.lecture import Lecture
from studio.exports.table import kits
from studio.making.captions import cues, to_vtt
from tests.studio.exports.browsing import serving, wait_for
from tests.studio.exports.test_assembly import make_clip

HOSTILE = """
</figure><script>document.title="owned"</script> "quoted" '''triple''' \"""three\""" {clip} {{ 7*7 }} {% raw %} `r 1+1`
``` ${x}$ \\" \\n *bold* _x_ {{< include x >}} @cite [a](b) &amp; \N{GRINNING FACE}
"""
SAID = " ".join(HOSTILE.split())
STEM = "NudgeTheWeight--a b&net"
FORMS = (".html", ".md", ".qmd", ".ipynb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The snippets of one lesson with hostile names, made as a kit makes them."""
    made_from = tmp_path_factory.mktemp("clips")
    make_clip(made_from, STEM, 40, 2)
    path = made_from / f"{STEM}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["claim"] = HOSTILE
    record["beats"] = [
        {"name": "say_it", "start": 0.0, "end": 1.0, "caption": HOSTILE},
        {"name": "say_more", "start": 1.0, "end": 2.0, "caption": "And more."},
    ]
    path.write_text(json.dumps(record), encoding="utf-8")
    (row,) = (one for one in kits() if one.name == "snippets")
    lecture = Lecture(made_from, (STEM,), "net")
    made = tmp_path_factory.mktemp("snippets")
    row.make(lecture, tuple(made / name for name in row.writes(lecture)))
    return made


class Players(HTMLParser):
    """What HTML holds: each tag with its attributes, and the text between."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def held(folder, ending):
    return (folder / f"{STEM}{ending}").read_text(encoding="utf-8")


def cell(folder):
    """What the notebook's cell of code shows, run as it stands."""
    shown = []
    display = ModuleType("IPython.display")
    display.HTML = shown.append
    (code,) = (one["source"] for one in json.loads(held(folder, ".ipynb"))["cells"] if one["cell_type"] == "code")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "IPython", ModuleType("IPython"))
        patch.setitem(sys.modules, "IPython.display", display)
        exec(code, {})  # noqa: S102  that is what a notebook does with it
    (html,) = shown
    return html


def pasted(folder, ending):
    """What a reader's browser gets of a snippet."""
    if ending == ".html":
        return held(folder, ending)
    if ending == ".ipynb":
        return cell(folder)
    text = held(folder, ending)
    if ending == ".qmd":  # what a fence of raw HTML holds is passed on as it is
        (fence,) = (one for one in MarkdownIt().parse(text) if one.type == "fence")
        assert fence.info == "{=html}"
        return fence.content
    return MarkdownIt("commonmark").render(text)


@pytest.mark.parametrize("ending", FORMS)
def test_every_snippet_is_one_player_with_its_captions_and_names_stay_text(folder, ending):
    found = Players(pasted(folder, ending))
    assert [tag for tag, _ in found.tags if tag not in {"p", "strong"}] == ["figure", "video", "track"]
    (video,) = (attributes for tag, attributes in found.tags if tag == "video")
    (track,) = (attributes for tag, attributes in found.tags if tag == "track")
    assert video["src"] == "NudgeTheWeight--a%20b%26net.mp4"
    assert video["aria-label"] == f"Nudge the weight: {SAID}"
    kind, data = track["src"].split(",")
    assert kind == "data:text/vtt;base64"
    record = {"beats": [{"start": 0.0, "end": 1.0, "caption": HOSTILE}, {"start": 1, "end": 2, "caption": "And more."}]}
    assert base64.b64decode(data).decode() == to_vtt(cues(record))


@pytest.mark.parametrize("ending", FORMS)
def test_nothing_in_a_snippet_is_a_template_or_comes_from_elsewhere(folder, ending):
    text = held(folder, ending)
    assert text.isascii() or ending != ".html", "a page may have any encoding"
    assert not re.search(r"\{\{|\{%|`r |https?:|(?<!\\)\$", text)
    assert not [name for _, tag in Players(pasted(folder, ending)).tags for name in tag if name.startswith("on")]


@pytest.mark.parametrize("ending", [".md", ".qmd", ".ipynb"])
def test_the_claim_is_told_above_the_player(folder, ending):
    text = held(folder, ending)
    if ending == ".ipynb":
        text = json.loads(text)["cells"][0]["source"]
    above = Players(MarkdownIt("commonmark").render(text.split("\n\n")[0]))
    assert [tag for tag, _ in above.tags] == ["p", "strong"]
    assert " ".join(above.text.split()) == f"Nudge the weight. {SAID}"


def test_a_notebook_has_what_its_format_asks_for(folder):
    """As nbformat's schema of version 4.5 has it, and nothing besides."""
    whole = json.loads(held(folder, ".ipynb"))
    assert set(whole) == {"cells", "metadata", "nbformat", "nbformat_minor"}
    assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
    assert {"name", "display_name"} <= set(whole["metadata"]["kernelspec"])
    assert whole["metadata"]["language_info"]["name"] == "python"
    own = {"markdown": set(), "code": {"outputs", "execution_count"}}
    for one in whole["cells"]:
        assert set(one) == {"cell_type", "id", "metadata", "source"} | own[one["cell_type"]]
        assert re.fullmatch(r"[a-zA-Z0-9-_]{1,64}", one["id"])
        assert isinstance(one["source"], str)
    assert len({one["id"] for one in whole["cells"]}) == len(whole["cells"])


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("origin", ["disk", "server"])
@pytest.mark.parametrize("ending", FORMS)
def test_a_pasted_snippet_plays_with_its_captions(browser, folder, origin, ending):
    page = folder / f"page{ending}.html"
    html = f"<!doctype html><title>Mine</title>{pasted(folder, ending)}"
    page.write_bytes(html.encode("ascii", "xmlcharrefreplace"))
    with serving(folder) as address:
        base = folder.as_uri() if origin == "disk" else address
        browser.get_log("performance")
        browser.get("about:blank")
        browser.get(f"{base}/{page.name}")
        video = "document.querySelector('video')"
        browser.execute_script(f"{video}.textTracks[0].mode = 'showing'; {video}.muted = true; {video}.play()")
        wait_for(browser, f"{video}.currentTime > 0.3", "the clip to play")
        wait_for(browser, f"{video}.textTracks[0].cues?.length >= 2", "captions")
        assert browser.title == "Mine"
        cue = browser.execute_script(f"return {video}.textTracks[0].cues[0].text")
        assert "".join(HOSTILE.split()).startswith("".join(unescape(cue).split()))
        requests = [one["message"] for one in browser.get_log("performance") if 'requestWillBeSent"' in one["message"]]
    assert not [one for one in requests if '"url":"http' in one and address not in one]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_html_file_plays_by_itself_from_disk(browser, folder):
    browser.get("about:blank")
    browser.get((folder / f"{STEM}.html").as_uri())
    video = "document.querySelector('video')"
    browser.execute_script(f"{video}.textTracks[0].mode = 'hidden'; {video}.muted = true; {video}.play()")
    wait_for(browser, f"{video}.currentTime > 0.3 && {video}.textTracks[0].cues?.length >= 2", "clip and captions")
    wait_for(browser, f"{video}.ended", "its end")
