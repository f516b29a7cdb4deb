"""The page of a real lecture in a real browser: from disk and from a server, on a phone and a projector."""

import functools
import http.server
import shutil
import threading
import time

import pytest

from studio.quality import Quality
from studio.render_job import ROOT, RenderJob
from studio.whole_lecture import assemble
from studio.workshop import make

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
            Quality(320, 180, 8),
            "dark",
            calm=False,
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
def browser(tmp_path_factory):
    from selenium import webdriver

    assert shutil.which("chromium"), "expected Debian's chromium; install the packages chromium and chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    quiet = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking "
    quiet += "disable-component-update disable-sync hide-scrollbars autoplay-policy=no-user-gesture-required"
    for flag in quiet.split():
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def server(lecture):
    handler = functools.partial(QuietHandler, directory=str(lecture))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def wait_for(browser, script, what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if browser.execute_script(f"return {script}"):
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}: {browser.execute_script(f'return {script}')!r}")


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


def test_a_hold_shows_the_picture_that_it_holds(browser, server):
    """The frames that say 'as before' are shown as the one before by a browser, too."""
    browser.get(f"{server}/index.html")
    script = """
        const done = arguments[arguments.length - 1], video = document.querySelector('video');
        const grab = (source) => {
            const canvas = document.createElement('canvas'), context = canvas.getContext('2d');
            context.drawImage(source, 0, 0, 160, 90);
            return [...context.getImageData(0, 0, 160, 90).data];
        };
        const at = (time) => new Promise((tell) => {
            video.onseeked = () => setTimeout(() => tell(grab(video)), 200);
            video.currentTime = time;
        });
        (async () => {
            const end = video.duration, poster = new Image();
            poster.src = video.poster;
            await poster.decode();
            const still = grab(poster);
            const near = (a, b) => Math.max(...a.map((v, i) => Math.abs(v - b[i])));
            const last = await at(end - 0.2), before = await at(end - 1.0), start = await at(0.2);
            done([near(last, before), near(last, still), near(last, start)]); })();
    """
    wait_for(browser, "document.querySelector('video').readyState >= 1", "the video's metadata")
    browser.set_script_timeout(30)
    held, poster, begun = browser.execute_async_script(script)
    assert held <= 2
    assert poster <= 24  # the browser turns colours to RGB in its own way
    assert begun > 60


def test_names_from_the_file_stay_text(browser, server):
    browser.get(f"{server}/index.html")
    assert browser.title == HOSTILE
    assert HOSTILE in browser.find_element("css selector", "h1").text
    assert browser.execute_script("return document.querySelectorAll('script').length") == 1


@pytest.mark.parametrize("size", [PHONE, PROJECTOR])
def test_the_page_fits_and_is_accessible(browser, server, size):
    from axe_core_python.sync_playwright import Axe

    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False},
    )
    browser.get(f"{server}/index.html")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= size[0]
    browser.execute_script(Axe().axe_script)
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    for scheme in ("light", "dark"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        report = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in report["violations"]] == []


def test_chapter_buttons_seek_and_the_embed_snippet_can_be_taken(browser, server):
    browser.get(f"{server}/index.html")
    wait_for(browser, "document.querySelector('video').readyState >= 1", "the video's metadata")
    button = browser.find_elements("css selector", "[data-seek]")[2]
    browser.execute_script("arguments[0].click()", button)
    start = float(button.get_attribute("data-seek"))
    wait_for(browser, f"document.querySelector('video').currentTime >= {start}", "the chapter")
    browser.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    browser.execute_script("document.querySelector('[data-copy]').click()")
    wait_for(browser, "document.querySelector('[role=status]').textContent.length > 0", "an answer to Copy")
