"""The report in a real browser, scripts on and off: everything is drawn, nothing complains, nothing is asked for."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from pipeline.report import build

pytestmark = pytest.mark.browser

WORLD = Path(__file__).parents[1] / "sql" / "hand_world.py"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = (390, 844), (1200, 900)


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    spec = importlib.util.spec_from_file_location("hand_world_of_browser", WORLD)
    hand_world = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hand_world)
    with hand_world.al_asad().warehouse() as con:
        return build(lambda sql: con.execute(sql).pl(), tmp_path_factory.mktemp("report") / "report.html", built_from="a snapshot")


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def browser(request, tmp_path):
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    driver = shutil.which("chromedriver")
    if not program or not driver:
        pytest.skip("chromium and chromedriver are not installed (on Debian: apt-get install chromium chromium-driver)")
    from selenium import webdriver  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        f"--user-data-dir={tmp_path}/profile",
    ):
        options.add_argument(argument)
    if not request.param:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    opened.scripts = request.param
    yield opened
    opened.quit()


def asked_for(browser, page: str) -> list[str]:
    """Addresses the page asked for beside itself, from the browser's own record; the browser's start page asks for things of its own."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert any(one["request"]["url"] == page for one in sent)
    return [one["request"]["url"] for one in sent if one["documentURL"] == page and one["request"]["url"] != page]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_report_shows_everything_and_asks_for_nothing(report, browser, size) -> None:
    browser.set_window_size(*size)
    browser.get(report.as_uri())
    assert browser.title == "Masthead report"

    figures = browser.find_elements("css selector", "figure[data-marks]")
    assert len(figures) == 3
    for figure in figures:
        marks = figure.find_elements("css selector", "svg [aria-roledescription='mark']")
        assert len(marks) == int(figure.get_attribute("data-marks")) > 0
        assert all(mark.rect["width"] > 0 and mark.rect["height"] > 0 for mark in marks)

    quoted = browser.find_elements("css selector", "#disagree blockquote mark")
    assert [mark.text for mark in quoted] == ["no", "At least 80"]
    assert all(mark.is_displayed() for mark in quoted)

    body = browser.find_element("tag name", "body").rect
    assert body["width"] <= size[0]
    assert [url for url in asked_for(browser, report.as_uri()) if not url.startswith("data:")] == []
    assert browser.get_log("browser") == []


def test_the_policy_stops_what_should_ever_slip_in(report, browser, tmp_path) -> None:
    slipped = tmp_path / "slipped.html"
    extra = "<script>document.title = 'ran'</script><img src='https://outside.example/x.png'></body>"
    slipped.write_text(report.read_text(encoding="utf-8").replace("</body>", extra), encoding="utf-8")
    browser.get(slipped.as_uri())
    assert browser.title == "Masthead report"
    complaints = " ".join(entry["message"] for entry in browser.get_log("browser"))
    assert "outside.example" in complaints
    assert "Content Security Policy" in complaints
