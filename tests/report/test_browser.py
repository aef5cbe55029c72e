"""The page in a real browser: fits a phone, runs nothing, asks for nothing.

Chromium is driven over its debugging pipe, which needs no other package. To look at the page yourself:
``ASABIYA_PICTURES=DIR pytest -m browser tests/report`` leaves pages, pictures and a PDF in DIR.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: apt-get install chromium"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="no bash to hand the debugging pipe over with"),
]

OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe"),
)


class Browser:
    """One headless Chromium with one tab."""

    def __init__(self, profile: Path) -> None:
        assert CHROMIUM is not None
        out_read, self._write = os.pipe()
        self._read, in_write = os.pipe()
        hand_over = f'exec "$@" 3<&{out_read} 4>&{in_write}'
        self._process = subprocess.Popen(
            [
                "bash",
                "-c",
                hand_over,
                "bash",
                CHROMIUM,
                *OPTIONS,
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            pass_fds=(out_read, in_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(out_read)
        os.close(in_write)
        self._rest = b""
        self._last = 0
        self._session: str | None = None
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            self.ask(f"{domain}.enable")

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            chunk = os.read(self._read, 1 << 16)
            if not chunk:
                raise RuntimeError("chromium closed its debugging pipe")
            self._rest += chunk
        raw, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._last += 1
        call: dict[str, Any] = {"id": self._last, "method": method, "params": params}
        if self._session is not None:
            call["sessionId"] = self._session
        os.write(self._write, json.dumps(call).encode() + b"\0")
        while True:
            message = self._message()
            if message.get("id") == self._last:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    def open(self, path: Path, width: int, height: int = 900, *, dark: bool = False) -> None:
        scheme = "dark" if dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.ask("Page.navigate", url=path.as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def value(self, expression: str) -> Any:
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def picture(self, path: Path) -> None:
        shot = self.ask("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self, path: Path) -> bytes:
        page = self.ask("Page.printToPDF", printBackground=False, preferCSSPageSize=True)
        data = base64.b64decode(page["data"])
        path.write_bytes(data)
        return data

    def close(self) -> None:
        os.close(self._write)
        os.close(self._read)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    session = Browser(tmp_path_factory.mktemp("chromium"))
    yield session
    session.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages and pictures go: a temporary folder, or the one named for whoever wants to look."""
    named = os.environ.get("ASABIYA_PICTURES")
    return Path(named) if named else tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def page(folder: Path, html: Mapping[str, str]) -> Path:
    """A page whose every text tries to run a script."""
    path = folder / "hostile.html"
    path.write_text(html["hostile"], encoding="utf-8")
    return path


WIDEST = """(() => {
  const limit = document.documentElement.clientWidth;
  const inside = e => e.closest('.scroll, pre, .visually-hidden, .skip');
  return [...document.querySelectorAll('body *')].filter(e => !inside(e) &&
    e.getBoundingClientRect().right > limit + 1).slice(0, 5).map(e => e.tagName);
})()"""


@pytest.mark.parametrize("width", [360, 390, 1280])
def test_nothing_sticks_out_of_the_window(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width)
    assert browser.value("window.innerWidth") == width
    assert browser.value("document.documentElement.scrollWidth") <= width
    outside = [name for name in browser.value(WIDEST) if not name.startswith(("text", "path", "g", "line"))]
    assert outside == []


def test_no_script_of_an_article_runs_and_nothing_is_requested(browser: Browser, page: Path) -> None:
    browser.requests.clear()
    browser.open(page, 1280)
    assert browser.value("document.title").startswith("Nowcast: The harbour republic")
    assert browser.value("document.querySelectorAll('script, img, iframe, object').length") == 0
    assert browser.requests == [page.as_uri()]


def test_the_policy_stops_a_script_even_if_escaping_failed(
    browser: Browser, page: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.html"
    script = "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
    broken.write_text(
        page.read_text(encoding="utf-8").replace("<main", script + "<main", 1), encoding="utf-8"
    )
    browser.open(broken, 1280)
    assert browser.value("document.querySelectorAll('script').length") == 1
    assert browser.value("document.title") != "broken"


def test_figures_follow_the_dark_setting(browser: Browser, page: Path) -> None:
    colour = "getComputedStyle(document.querySelector('figure svg text')).fill"
    browser.open(page, 1280)
    light = browser.value(colour)
    browser.open(page, 1280, dark=True)
    assert browser.value(colour) != light
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(19, 23, 26)"


def test_every_figure_is_named_to_assistive_technology(browser: Browser, page: Path) -> None:
    browser.open(page, 1280)
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    names = [
        n["name"]["value"] for n in nodes if n.get("role", {}).get("value") == "image" and not n["ignored"]
    ]
    assert len(names) == browser.value("document.querySelectorAll('figure svg').length")
    assert all(names)


def test_prints_on_a_few_sheets_with_the_parameters(
    browser: Browser, folder: Path, html: Mapping[str, str]
) -> None:
    path = folder / "nowcast.html"
    path.write_text(html["nowcast"], encoding="utf-8")
    browser.open(path, 1280)
    browser.picture(folder / "nowcast-1280.png")
    browser.ask("Emulation.setEmulatedMedia", media="print")
    assert browser.value("getComputedStyle(document.querySelector('nav')).display") == "none"
    assert browser.value("document.querySelector('.parameters').getBoundingClientRect().height") > 0
    browser.ask("Emulation.setEmulatedMedia", media="")
    sheets = browser.printed(folder / "nowcast.pdf").count(b"/Type /Page\n")
    assert 3 <= sheets <= 12
    browser.open(path, 390, dark=True)
    browser.picture(folder / "nowcast-390-dark.png")
