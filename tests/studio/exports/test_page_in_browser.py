"""The page of a real lecture in a real browser: from disk and from a server, on a phone and a projector."""

import io
import json
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.exports.assembly import assemble
from studio.making.look import Look
from studio.making.quality import Quality
from studio.making.render_job import ROOT, RenderJob
from studio.making.workshop import make
from tests.studio.exports.browsing import serving, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOSTILE = '<script>document.title="owned"</script> & "friends" \u2603'
PHONE, PROJECTOR = (390, 844), (1920, 1080)


@pytest.fixture(scope="module")
def lecture(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lecture")
    text = (ROOT / "networks" / "iris.toml").read_text(encoding="utf-8")
    network = folder / "mine.toml"
    network.write_text(text.replace('name = "Fisher\'s iris"', f"name = '{HOSTILE}'"), encoding="utf-8")
    lessons = (
        ("NudgeTheWeight", "scenes.single_neuron.nudge_the_weight"),
        ("SensitivityFlowsBackward", "scenes.many_neurons.sensitivity_flows_backward"),
    )
    jobs = [
        RenderJob(
            name,
            module,
            network,
            f"{name}--mine",
            Quality(320, 180, 24),
            Look(),
            folder=folder / "clips",
            workshop=folder / "w",
        )
        for name, module in lessons
    ]
    made = make(jobs, workers=2)
    assert [one.state for one in made] == ["made", "made"], made
    assemble(folder / "clips", [job.stem for job in jobs], "mine")
    return folder / "clips"


@pytest.fixture(scope="module")
def server(lecture):
    with serving(lecture) as address:
        yield address


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_every_video_plays_with_its_captions_and_nothing_comes_from_elsewhere(browser, lecture, server, origin):
    base = lecture.as_uri() if origin == "disk" else server
    browser.get_log("performance")
    browser.get(f"{base}/index.html")
    wait_for(browser, "[...document.querySelectorAll('video')].every(v => v.readyState >= 1)", "the videos' metadata")
    browser.execute_script(
        "for (const v of document.querySelectorAll('video'))"
        " { v.muted = true; v.textTracks[0].mode = 'showing'; v.play(); }"
    )
    wait_for(browser, "[...document.querySelectorAll('video')].every(v => v.currentTime > 0.5)", "the videos to play")
    wait_for(
        browser, "[...document.querySelectorAll('video')].every(v => v.textTracks[0].cues?.length > 3)", "captions"
    )
    assert not browser.execute_script("return [...document.querySelectorAll('video')].some(v => v.error)")
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    requests = [
        line["message"] for line in browser.get_log("performance") if 'Network.requestWillBeSent"' in line["message"]
    ]
    assert requests
    assert not [one for one in requests if '"url":"http' in one and base not in one]


def test_a_hold_shows_the_picture_that_it_holds(browser, lecture):
    """The frames that say 'as before' are shown as the one before by a browser, too."""
    show_at(browser, PROJECTOR)
    browser.get(f"{lecture.as_uri()}/index.html")
    wait_for(browser, "document.querySelector('video').readyState >= 1", "the video's metadata")
    browser.execute_script("const v = document.querySelector('video'); v.controls = false; v.scrollIntoView()")
    end = browser.execute_script("return document.querySelector('video').duration")
    record = json.loads(next(lecture.glob("NudgeTheWeight--*.json")).read_text(encoding="utf-8"))
    rest = record["beats"][0]["end"]  # long enough after the last movement for frames that only repeat
    start, settled, held, last = (picture_at(browser, at) for at in (0.2, rest - 0.4, rest - 0.06, end - 0.1))
    with Image.open(next(lecture.glob("NudgeTheWeight--*.png"))) as poster:
        wanted = np.asarray(poster.convert("L").resize(last.shape[::-1]), dtype=float)
    assert np.abs(held - settled).max() <= 8
    assert np.abs(held - start).mean() > 3
    assert np.abs(last - wanted).mean() < 6  # a browser scales and colours in its own way
    assert np.abs(last - start).mean() > 4


def show_at(browser, size):
    """Give the page a screen of so many pixels."""
    screen = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def picture_at(browser, moment):
    """Return what the first video shows at a moment, in grey."""
    browser.execute_script(f"document.querySelector('video').currentTime = {moment}")
    wait_for(browser, "!document.querySelector('video').seeking", "the moment")
    time.sleep(0.5)
    picture = browser.find_element("css selector", "video").screenshot_as_png
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=float)


def test_names_from_the_file_stay_text(browser, server):
    browser.get(f"{server}/index.html")
    assert browser.title == HOSTILE
    assert HOSTILE in browser.find_element("css selector", "h1").text
    assert browser.execute_script("return document.querySelectorAll('script').length") == 1


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_the_page_runs_and_fetches_nothing_but_its_own(browser, lecture, server, origin):
    """A content security policy: what a name might bring in runs no more than what a stranger adds."""
    browser.get(f"{lecture.as_uri() if origin == 'disk' else server}/index.html")
    assert browser.execute_script("return getComputedStyle(document.querySelector('h1')).fontSize") == "32px"
    browser.execute_script(
        "document.body.insertAdjacentHTML('beforeend', '<img src=nothing.png onerror=\"document.title = `owned`\">');"
        "const script = document.createElement('script'); script.textContent = 'document.title = `owned`';"
        "document.body.append(script);"
        "window.blocked = [];"
        "document.addEventListener('securitypolicyviolation', e => blocked.push(e.violatedDirective));"
        f"fetch('{server}/index.html?asked').catch(() => {{}});"
        "document.head.insertAdjacentHTML('beforeend', '<style>h1 { font-size: 1px }</style>')"
    )
    wait_for(browser, "blocked.includes('connect-src') && blocked.includes('style-src-elem')", "what is not allowed")
    assert browser.title == HOSTILE
    assert browser.execute_script("return getComputedStyle(document.querySelector('h1')).fontSize") == "32px"
    browser.get_log("browser")


def test_a_copied_snippet_keeps_its_captions_on_a_page_opened_from_disk(browser, lecture):
    browser.get(f"{lecture.as_uri()}/index.html")
    snippet = browser.execute_script("return document.querySelector('pre code').textContent")
    page = lecture / "a course.html"
    page.write_text(f"<!doctype html><title>A course</title>{snippet}", encoding="utf-8")
    browser.get(page.as_uri())
    browser.execute_script("document.querySelector('video').textTracks[0].mode = 'showing'")
    wait_for(browser, "document.querySelector('video').readyState >= 1", "the video's metadata")
    wait_for(browser, "document.querySelector('video').textTracks[0].cues?.length > 3", "captions")


@pytest.mark.parametrize("size", [PHONE, PROJECTOR])
def test_the_page_fits_and_is_accessible(browser, server, size):
    from axe_core_python.sync_playwright import Axe

    show_at(browser, size)
    browser.get(f"{server}/index.html")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    browser.execute_script(Axe().axe_script)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        report = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in report["violations"]] == []


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_chapter_buttons_seek_and_the_embed_snippet_can_be_taken(browser, lecture, server, origin):
    browser.get(f"{lecture.as_uri() if origin == 'disk' else server}/index.html")
    wait_for(browser, "document.querySelector('video').readyState >= 1", "the video's metadata")
    button = browser.find_elements("css selector", "[data-seek]")[2]
    browser.execute_script("arguments[0].click()", button)
    start = float(button.get_attribute("data-seek"))
    wait_for(browser, f"document.querySelector('video').currentTime >= {start}", "the chapter")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.execute_script("document.querySelector('[data-copy]').click()")
    wait_for(browser, "document.querySelector('[role=status]').textContent.length > 0", "an answer to Copy")


@pytest.mark.parametrize(("motion", "plays"), [("no-preference", True), ("reduce", False)])
def test_the_loop_that_the_page_begins_with_can_be_stopped_and_starts_by_itself_where_it_may(
    browser, lecture, tmp_path, motion, plays
):
    folder = shutil.copytree(lecture, tmp_path / "with a loop")
    (clip,) = folder.glob("SensitivityFlowsBackward--*.mp4")
    shutil.copyfile(clip, folder / f"{clip.stem}--loop.mp4")
    assemble(folder, [path.stem for path in sorted(folder.glob("*--mine.mp4")) if "lecture" not in path.name], "mine")
    features = [{"name": "prefers-reduced-motion", "value": motion}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get((folder / "index.html").as_uri())
    wait_for(browser, "document.querySelector('.hero video').readyState >= 2", "the loop")
    paused = "document.querySelector('.hero video').paused"
    if plays:
        wait_for(browser, f"!{paused} && document.querySelector('.hero button').textContent === 'Pause'", "it to begin")
    assert browser.execute_script(f"return {paused}") is not plays
    browser.find_element("css selector", ".hero button").click()
    wait_for(browser, f"{paused} === {str(plays).lower()}", "it to obey")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_clips_are_in_the_theme_that_the_reader_prefers_and_in_the_other_where_that_is_gone(browser, lecture, tmp_path):
    dark, light = (Path(shutil.copytree(lecture, tmp_path / f"medium-{theme}")) for theme in ("dark", "light"))
    assemble(dark, [path.stem for path in sorted(dark.glob("*--mine.mp4")) if "lecture" not in path.name], "mine")
    features = [{"name": "prefers-color-scheme", "value": "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    first = "document.querySelector('article video')"
    for folder, poster in ((light, "medium-light"), (dark, "NudgeTheWeight--mine.png")):
        browser.get((dark / "index.html").as_uri())
        wait_for(browser, f"{first}.readyState >= 1", "the video's metadata")
        wait_for(browser, f"{first}.currentSrc.includes('/{folder.name}/')", "the clip of the theme")
        wait_for(browser, f"{first}.poster.includes('{poster}')", "its picture")
        wait_for(browser, "document.querySelector('.cards img').naturalWidth > 0", "the card's picture")
        shutil.rmtree(light, ignore_errors=True)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.get_log("browser")
