"""The deck in a real browser: beat by beat, forward and back, from disk and from a server."""

import json
import time

import pytest

from studio.exports.lecture import Lecture
from studio.exports.table import kits
from tests.studio.exports.browsing import serving, wait_for
from tests.studio.exports.test_assembly import make_clip

HOSTILE = '</aside><script>document.title="owned"</script> "quoted" \N{GRINNING FACE}'
FIRST, SECOND = "NudgeTheWeight--net", "ChainRule--net"
VIDEO = "Reveal.getCurrentSlide().querySelector('video')"


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    """Two lessons of three beats, each a second long."""
    folder = tmp_path_factory.mktemp("deck")
    for stem, shade in ((FIRST, 40), (SECOND, 200)):
        make_clip(folder, stem, shade, 3)
        path = folder / f"{stem}.json"
        record = json.loads(path.read_text(encoding="utf-8")) | {"network": {"name": HOSTILE}}
        record["beats"] = [
            {"name": f"beat_{end}", "start": end - 1.0, "end": float(end), "caption": f"Beat {end} of {HOSTILE}"}
            for end in (1, 2, 3)
        ]
        path.write_text(json.dumps(record), encoding="utf-8")
    (row,) = (one for one in kits() if one.name == "deck")
    lecture = Lecture(folder, (FIRST, SECOND), "net")
    made = tuple(folder / "deck" / name for name in row.writes(lecture))
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
    row.make(lecture, made)
    return folder / "deck"


@pytest.fixture(scope="module")
def server(deck):
    with serving(deck) as address:
        yield address


def test_a_deck_has_all_it_shows_beside_it_and_names_stay_text(deck):
    told = (deck / "index.html").read_text(encoding="utf-8")
    assert told.count("<script") == 3
    assert "&lt;/aside&gt;&lt;script&gt;" in told
    assert "http:" not in told
    assert "https:" not in told
    stills = {f"{stem}--{number:02d}-beat_{number}.png" for stem in (FIRST, SECOND) for number in (1, 2, 3)}
    clips = {f"{FIRST}.mp4", f"{SECOND}.mp4"}
    assert {path.name for path in deck.iterdir()} == {"index.html", "beats.js", "reveal", *stills, *clips}
    assert "Permission is hereby granted" in (deck / "reveal" / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("origin", ["disk", "server"])
def test_next_plays_a_beat_to_its_end_and_back_shows_the_end_of_the_one_before(browser, deck, server, origin):
    base = deck.as_uri() if origin == "disk" else server
    browser.get_log("performance")
    browser.get("about:blank")
    browser.get(f"{base}/index.html")
    assert browser.title == f"Backpropagation: {HOSTILE}"
    wait_for(browser, f"{VIDEO}.readyState >= 2 && !{VIDEO}.paused", "the first beat to play")
    wait_for(browser, f"{VIDEO}.paused", "the first beat to end")
    assert_at(browser, 0.95)
    key(browser, "ArrowRight", 39)
    wait_for(browser, f"!{VIDEO}.paused", "the second beat to play")
    wait_for(browser, f"{VIDEO}.paused", "the second beat to end")
    assert_at(browser, 1.95)
    assert browser.execute_script("return location.hash") == "#/NudgeTheWeight/0"
    key(browser, "ArrowLeft", 37)
    assert_at(browser, 0.95)
    assert browser.execute_script(f"return {VIDEO}.paused")
    key(browser, "r", 82)
    wait_for(browser, f"{VIDEO}.currentTime < 0.9", "the beat to begin again")
    wait_for(browser, f"{VIDEO}.paused", "the beat to end again")
    assert_at(browser, 0.95)
    assert browser.execute_script(f"return {VIDEO}.textTracks[0].mode") == "hidden"
    key(browser, "c", 67)
    wait_for(
        browser, f"{VIDEO}.textTracks[0].mode === 'showing' && {VIDEO}.textTracks[0].cues?.length >= 3", "captions"
    )
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    requests = [line["message"] for line in browser.get_log("performance") if 'requestWillBeSent"' in line["message"]]
    assert requests
    assert not [one for one in requests if '"url":"http' in one and base not in one]


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_link_leads_into_a_lesson_and_back_from_it_to_the_end_of_the_one_before(browser, deck):
    browser.get("about:blank")
    browser.get(f"{deck.as_uri()}/index.html#/ChainRule/1")
    wait_for(browser, f"{VIDEO}.currentTime > 2", "the third beat of the second lesson")
    for _ in range(3):
        key(browser, "ArrowLeft", 37)
        time.sleep(0.2)
    assert browser.execute_script("return Reveal.getCurrentSlide().id") == "NudgeTheWeight"
    assert_at(browser, 2.95)
    assert browser.execute_script(f"return {VIDEO}.paused")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("asked", ["", "?receiver", "?view=print"])
def test_stills_stand_where_nothing_may_move(browser, deck, asked):
    reduced = [{"name": "prefers-reduced-motion", "value": "" if asked else "reduce"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": reduced})
    browser.get("about:blank")
    browser.get(f"{deck.as_uri()}/index.html{asked}#/NudgeTheWeight/0")
    if "print" in asked:
        wait_for(browser, "document.querySelectorAll('.pdf-page').length === 6", "a page for each beat")
    shown = (
        "[...document.querySelectorAll('section[id=NudgeTheWeight] img')].filter(i => i.naturalWidth"
        " && i.checkVisibility({visibilityProperty: true, opacityProperty: true})).length"
    )
    wait_for(browser, f"{shown} === {6 if 'print' in asked else 2}", "the picture of each beat so far")
    assert browser.execute_script("return [...document.querySelectorAll('video')].every(v => !v.checkVisibility())")
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-reduced-motion", "value": ""}]}
    )


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_the_speaker_view_tells_what_each_beat_says(browser, deck):
    browser.get("about:blank")
    browser.get(f"{deck.as_uri()}/index.html")
    # a driver cannot reach a window that a page from disk wrote; the page can
    browser.execute_script("const open = window.open; window.open = (...a) => window.popup = open.apply(window, a)")
    key(browser, "s", 83)
    said = "popup?.document.querySelector('.speaker-controls-notes .value')?.innerText.trim()"
    wait_for(browser, f"{said} === {json.dumps(f'Beat 1 of {HOSTILE}')}", "the first note")
    key(browser, "ArrowRight", 39)
    wait_for(browser, f"{said} === {json.dumps(f'Beat 2 of {HOSTILE}')}", "the second note")
    browser.execute_script("popup.close()")


def key(browser, name, code):
    browser.execute_script(
        "document.dispatchEvent(new KeyboardEvent('keydown',"
        f" {{key: '{name}', keyCode: {code}, which: {code}, bubbles: true}}))"
    )


def assert_at(browser, moment):
    wait_for(browser, f"Math.abs({VIDEO}.currentTime - {moment}) < 0.05", f"the picture at {moment} s")
