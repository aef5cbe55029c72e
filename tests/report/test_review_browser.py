"""The review page in headless Chromium: its forms work without a script, by keyboard, on a phone's width."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.night import saved
from tests.report.test_browser import CHROMIUM, WIDEST, Browser
from tests.report.test_review_page import Site, serving

from asabiya.evidence.review.desk import open_desk
from asabiya.evidence.review.history import find, is_reviewed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on PATH: apt-get install chromium"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="no bash to hand the debugging pipe over with"),
]


class Visitor(Browser):
    """A browser that goes to addresses and presses keys."""

    def visit(self, address: str, width: int, *, dark: bool = False) -> None:
        scheme = "dark" if dark else "light"
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Page.navigate", url=address)
        self.loaded()

    def focused(self) -> Any:
        """The statement that holds the keyboard; a page hands it over some time after it has loaded."""
        look = (
            "new Promise(tell => { const look = () => {"
            "const item = document.activeElement && document.activeElement.closest('li');"
            "item ? tell(item.id) : setTimeout(look, 20); }; look(); })"
        )
        answer = self.ask("Runtime.evaluate", expression=look, awaitPromise=True, returnByValue=True)
        return answer["result"]["value"]

    def loaded(self) -> None:
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def enter(self) -> None:
        """Press Enter and wait for the page that it leads to."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        self.ask("Input.dispatchKeyEvent", type="keyDown", text="\r", **key)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **key)
        self.loaded()


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    session = Visitor(tmp_path_factory.mktemp("chromium"))
    yield session
    session.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with open_desk(saved(tmp_path), by="Ada") as desk, serving(desk) as site:
        yield site


def test_enter_accepts_one_statement_after_the_other(visitor: Visitor, site: Site) -> None:
    address = f"http://{site.host}{site.root}"
    visitor.visit(f"{address}?open=s01", 1280)
    for n in range(4):
        assert visitor.focused() == f"s-{n + 1}"
        visitor.enter()
    assert all(is_reviewed(s) for s in site.desk.ledger.statements)
    assert visitor.value("location.href") == f"{address}?open=s04"


def test_a_field_is_changed_and_enter_saves_it(visitor: Visitor, site: Site) -> None:
    visitor.visit(f"http://{site.host}{site.root}?open=s03", 390)
    visitor.value(
        "document.querySelector('li.open details').open = true;"
        "document.querySelector('li.open [name=office]').focus();"
        "document.querySelector('li.open [name=office]').select()"
    )
    visitor.ask("Input.insertText", text="Marshal <of> “peace”")
    visitor.enter()
    assert find(site.desk.ledger, "s03").office == "Marshal <of> “peace”"
    assert not is_reviewed(find(site.desk.ledger, "s03"))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_sticks_out_and_the_style_is_let_in(
    visitor: Visitor, site: Site, width: int, dark: bool, tmp_path: Path
) -> None:
    visitor.requests.clear()
    visitor.visit(f"http://{site.host}{site.root}?open=s01", width, dark=dark)
    visitor.value("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert visitor.value("document.documentElement.scrollWidth") <= width
    assert visitor.value(WIDEST) == []
    ground = "rgb(19, 23, 26)" if dark else "rgb(250, 248, 243)"
    assert visitor.value("getComputedStyle(document.body).backgroundColor") == ground
    assert {request.rpartition("/")[2] for request in visitor.requests} <= {"?open=s01", "favicon.ico"}
    unnamed = "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]"
    assert visitor.value(f"{unnamed}.filter(e => !e.labels.length).length") == 0
    folder = Path(os.environ.get("ASABIYA_PICTURES") or tmp_path)
    visitor.picture(folder / f"review-{width}-{'dark' if dark else 'light'}.png")
