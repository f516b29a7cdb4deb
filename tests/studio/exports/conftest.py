"""The browser that exports are looked at with."""

import shutil

import pytest


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
