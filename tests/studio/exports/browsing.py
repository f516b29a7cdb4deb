"""What tests in a browser need: a server of a folder, a page, and the patience to wait."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.files.network_source import NetworkSource
from studio.exports.lecture import Lecture
from studio.exports.page import page


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder, and give the address."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


def wait_for(browser, script, what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if browser.execute_script(f"return {script}"):
            return
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {what}: {browser.execute_script(f'return {script}')!r}")


def page_of(folder: Path, text: str, name: str = "a network") -> Path:
    """Write the page of a lecture on a network, with one record and without clips, and return it."""
    (folder / "net.toml").write_text(text, encoding="utf-8")
    told = {"name": name, "file": "net.toml", "sha256": NetworkSource.read(folder / "net.toml").sha256}
    record = {"lesson": "NudgeTheWeight", "chapter": "single_neuron", "claim": "A claim.", "network": told, "fps": 10}
    record |= {"width": 64, "height": 36, "duration": 1.0, "beats": [], "values": []}
    (folder / "NudgeTheWeight--net.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / "index.html").write_text(page(Lecture(folder, ("NudgeTheWeight--net",), "net")), encoding="utf-8")
    return folder / "index.html"
