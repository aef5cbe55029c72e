"""The review page over real requests, friendly and hostile."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from tests.evidence.night import ledger, saved, statement

from asabiya.errors import OutputError
from asabiya.evidence import load
from asabiya.evidence.ledger import Ledger, Speaker
from asabiya.evidence.review import changes
from asabiya.evidence.review.changes import Hand
from asabiya.evidence.review.desk import Desk, open_desk
from asabiya.evidence.review.history import find, is_reviewed, original, status_of, timeline
from asabiya.report.review.page import PER_PAGE, Notice, View, render
from asabiya.report.review.server import MOST_BYTES, serve

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FIELDS = ("kind", "speaker", "speaker_id", "office", "institution", "sector", "audience", "venue", "via",
          "date", "basis", "time_reference")  # fmt: skip


class Site:
    """A browser of the page, without scripts."""

    def __init__(self, desk: Desk, address: str) -> None:
        self.desk = desk
        parts = urlsplit(address)
        self.host, self.root = parts.netloc, parts.path

    def ask(
        self, method: str, path: str, body: str | bytes = "", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection(self.host, timeout=20)
        connection.request(method, path, body or None, headers or {})
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read().decode()
        connection.close()
        return found

    def page(self, query: str = "") -> str:
        status, _, text = self.ask("GET", self.root + query)
        assert status == 200
        return text

    def secret(self) -> str:
        return next(iter(re.findall(r'name="csrf" value="([^"]+)"', self.page())), "")

    def form_of(self, key: str) -> dict[str, list[str]]:
        """What a browser would send for a statement's form as the page shows it."""
        return forms(self.page(f"?open={quote(key)}"))[key]

    def post(self, form: dict[str, list[str]], what: str) -> tuple[int, dict[str, str], str]:
        body = urlencode({**form, "do": [what]}, doseq=True)
        return self.ask("POST", f"{self.root}do", body, FORM)


class _Forms(HTMLParser):
    """Successful controls of every form, by its ``id`` control; the form for missed ones is ``add``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, list[str]]] = {}
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.now: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        at = dict(attributes)
        self.tags.add(tag)
        self.attributes |= at.keys()
        name, value = at.get("name") or "", at.get("value") or ""
        if tag == "form":
            self.now = {}
        elif tag == "input" and (at.get("type") not in ("checkbox", "radio") or "checked" in at):
            self.now.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.now[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in at or self.select not in self.now):
            self.now[self.select] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.found["add" if "words" in self.now else self.now.get("id", ["other"])[0]] = self.now


def forms(page: str) -> dict[str, dict[str, list[str]]]:
    parser = _Forms()
    parser.feed(page)
    return parser.found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with open_desk(saved(tmp_path), by="Ada") as desk, serving(desk) as site:
        yield site


@contextmanager
def serving(desk: Desk) -> Iterator[Site]:
    told: list[str] = []
    ready = threading.Event()

    def tell(address: str) -> None:
        told.append(address)
        ready.set()

    thread = threading.Thread(target=serve, args=(desk,), kwargs={"port": None, "tell": tell}, daemon=True)
    thread.start()
    assert ready.wait(20)
    site = Site(desk, told[0])
    yield site
    site.post({"csrf": [site.secret()]}, "finish")
    thread.join(20)
    assert not thread.is_alive()


def test_an_untouched_form_changes_nothing_and_is_accepted(site: Site) -> None:
    assert set(FIELDS) <= set(site.form_of("s01"))
    status, headers, _ = site.post(site.form_of("s01"), "save")
    assert (status, site.desk.ledger) == (303, ledger())
    assert headers["Location"] == f"{site.root}?open=s01"
    status, headers, _ = site.post(site.form_of("s01"), "accept")
    assert (status, headers["Location"]) == (303, f"{site.root}?open=s02")
    assert is_reviewed(load(site.desk.path).statements[0])
    assert len(timeline(site.desk.ledger)) == 1
    assert "<strong>1 of 4</strong> reviewed" in site.page()


def test_fields_and_codes_are_changed_by_what_differs(site: Site) -> None:
    form = site.form_of("s01")
    form |= {"office": ["Marshal"], "sector": [""], "date": ["2021-04"], "year_inferred": [], "via": ["a; b"]}
    form |= {"speaker": ["Pol Vane"], "codes": ["claims_strength", "warns_surprise"], "confidence": ["0.7"]}
    assert site.post(form, "save")[0] == 303
    after = find(load(site.desk.path), "s01")
    assert (after.office, after.sector, after.via) == ("Marshal", None, ("a", "b"))
    assert (after.speaker.name, after.speaker.id) == ("Pol Vane", "pol-vane")
    assert (str(after.date.value), after.date.precision, after.date.year_inferred) == (
        "2021-04-01", "month", False,
    )  # fmt: skip
    assert [(c.code, c.confidence, c.coder) for c in after.codes] == [
        ("claims_strength", 0.4, "rules/1"), ("warns_surprise", 0.7, "Ada"),
    ]  # fmt: skip
    assert sorted(c.field for c in after.history) == [
        "codes.admits_defection", "codes.warns_surprise", "date", "date.year_inferred", "office", "sector",
        "speaker", "via",
    ]  # fmt: skip
    assert original(load(site.desk.path)) == ledger()
    assert site.post({**site.form_of("s01"), "date": [""]}, "save")[0] == 303
    assert find(site.desk.ledger, "s01").date.value is None


def test_what_is_wrong_is_said_and_stays_in_the_form(site: Site) -> None:
    form = {**site.form_of("s01"), "office": ["Marshal"], "date": ["5 May"], "codes": ["warns_surprise"]}
    status, _, page = site.post(form, "accept")
    assert status == 422
    assert "date: &#39;5 May&#39; is not a date" in page
    again = forms(page)["s01"]
    assert (again["office"], again["date"], again["codes"]) == (["Marshal"], ["5 May"], ["warns_surprise"])
    assert site.desk.ledger == ledger()
    for wrong in ({"sector": ["gaurds"]}, {"codes": ["warns"]}, {"confidence": ["2"]}, {"kind": ["author"]}):
        assert site.post({**site.form_of("s01"), **wrong}, "save")[0] == 422
    assert site.post({**site.form_of("s01"), "id": ["s99"]}, "save")[0] in (409, 422)
    assert site.desk.ledger == ledger()


def test_a_form_of_a_statement_changed_since_is_refused(site: Site) -> None:
    old = {**site.form_of("s01"), "office": ["Warden"]}
    site.post({**site.form_of("s01"), "office": ["Marshal"]}, "save")
    for what in ("save", "accept", "withdraw"):
        status, _, page = site.post(old, what)
        assert status == 409
        assert "s01: was changed after this page was loaded" in unescape(page)
        assert forms(page)["s01"]["office"] == ["Marshal"]
    assert find(site.desk.ledger, "s01").office == "Marshal"


def test_taken_out_and_brought_back(site: Site) -> None:
    assert site.post(site.form_of("s02"), "withdraw")[0] == 303
    assert status_of(find(load(site.desk.path), "s02")) == "withdrawn"
    assert "s02" not in forms(site.page())
    out = site.page("?show=withdrawn")
    assert "Beware of ambush." in out
    assert site.post(forms(out)["s02"], "restore")[0] == 303
    assert [s.id for s in site.desk.ledger.statements] == ["s01", "s02", "s03", "s04"]


def test_undo(site: Site) -> None:
    site.post({**site.form_of("s03"), "office": ["Marshal"]}, "accept")
    first = {"csrf": [site.secret()], "seen": ["2"]}
    status, headers, _ = site.post(first, "undo")
    assert (status, headers["Location"]) == (303, f"{site.root}?open=s03")
    assert status_of(find(site.desk.ledger, "s03")) == "read"
    # The same button pressed twice takes back one change.
    assert site.post(first, "undo")[0] == 409
    assert find(site.desk.ledger, "s03").office == "Marshal"


def test_a_missed_statement_is_added_by_its_words(site: Site) -> None:
    words = "Some of our men\r\nhave deserted us."
    form = {**forms(site.page())["add"], "words": [words], "kind": ["indirect"]}
    status, _, page = site.post(form, "add")
    assert status == 422
    assert "choose the one that is meant" in page
    assert "All is lost. [Some of our men have deserted us.]" in page
    again = forms(page)["add"]
    assert again["kind"] == ["indirect"]
    assert f">{words.replace(chr(13) + chr(10), chr(10))}</textarea>" in page.replace("\r\n", "\n")
    status, headers, _ = site.post({**again, "words": [words], "place": ["2"]}, "add")
    assert (status, headers["Location"]) == (303, f"{site.root}?open=s05")
    assert find(site.desk.ledger, "s05").kind == "indirect"
    status, _, page = site.post({**form, "words": ["nothing like it"]}, "add")
    assert (status, "words: not in the article" in page) == (422, True)


def test_filters(site: Site) -> None:
    def shown(query: str) -> list[str]:
        return [key for key in forms(site.page(query)) if key not in ("add", "other")]

    site.post(site.form_of("s01"), "accept")
    assert shown("?show=unreviewed") == ["s02", "s03", "s04"]
    assert shown("?code=claims_strength") == ["s01"]
    assert shown("?by=pol-vane") == ["s03"]
    assert shown("?by=%3F") == ["s02", "s04"]
    assert shown("?show=unreviewed&code=claims_strength") == []
    assert "No statement fits the filter." in site.page("?by=nobody")
    assert shown("?show=%3Cscript%3E&page=-7&open=%00") == ["s01", "s02", "s03", "s04"]


SCRIPT = "<script>alert('x')</script>"


def test_markup_in_the_article_and_in_names_is_text(tmp_path: Path) -> None:
    evil = SCRIPT + '"><img src=x onerror=alert(1)>'
    text = f"{evil} said, “Beware {evil} of ambush.”"
    start, end = text.index("Beware"), text.index("”")
    one = statement("s01", "Beware of ambush.").model_copy(
        update={
            "id": f's"{evil}',
            "spans": ((start, end),),
            "text": text[start:end],
            "office": evil,
            "speaker": Speaker(name=evil, id=evil, candidates=(evil + "2",)),
            "via": (evil,),
        }
    )
    article = ledger().article.model_copy(
        update={"text": text, "title": evil, "author": evil, "outlet": evil}
    )
    path = tmp_path / "evil.jsonl"
    Ledger(article=article, statements=(one,)).save(path)
    with open_desk(path, by="Ada <b>") as desk, serving(desk) as site:
        key = desk.ledger.statements[0].id
        form = {**site.form_of(key), "office": [SCRIPT], "date": [SCRIPT]}
        pages = [site.page(f"?open={quote(key)}&by={quote(evil)}&code={quote(evil)}&show={quote(evil)}")]
        pages += [site.page(), site.post(form, "save")[2], site.post({**form, "words": [evil]}, "add")[2]]
        assert site.post({**site.form_of(key), "venue": ["Hall"]}, "accept")[0] == 303
        pages.append(site.page())
        for page in pages:
            parser = _Forms()
            parser.feed(page)
            assert not parser.tags & {"script", "img", "b"}
            assert not [name for name in parser.attributes if name.startswith("on")]
            assert SCRIPT not in page
        assert "&lt;script&gt;alert(" in pages[0]


def test_the_answer_lets_nothing_in(site: Site) -> None:
    _, headers, page = site.ask("GET", site.root)
    policy = headers["Content-Security-Policy"]
    nonce = re.fullmatch(
        r"default-src 'none'; style-src 'nonce-([\w-]+)'; form-action 'self'; base-uri 'none'; "
        r"frame-ancestors 'none'",
        policy,
    )
    assert nonce is not None
    assert f'<style nonce="{nonce[1]}">' in page
    assert not re.search(r"<script|\sstyle=|\son\w+=|https?://", page)
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert nonce[1] not in site.ask("GET", site.root)[1]["Content-Security-Policy"]


def test_requests_from_elsewhere_are_refused(site: Site) -> None:
    secret = site.secret()
    good = urlencode({"csrf": secret, "do": "accept", "id": "s01", "seen": "0", "kind": "direct"})
    act = f"{site.root}do"
    port = site.host.rpartition(":")[2]
    refused: list[tuple[str, str, str | bytes, dict[str, str], int]] = [
        ("GET", "/", "", {}, 404),
        ("GET", "/x" * 40 + "/", "", {}, 404),
        ("GET", site.root.upper(), "", {}, 404),
        ("GET", site.root + "../etc/passwd", "", {}, 404),
        ("GET", act, "", {}, 404),
        ("POST", site.root, good, FORM, 404),
        ("POST", "/" + "A" * (len(site.root) - 2) + "/do", good, FORM, 404),
        ("GET", site.root, "", {"Host": "evil.example"}, 403),
        ("GET", site.root, "", {"Host": f"evil.example:{port}"}, 403),
        ("GET", site.root, "", {"Host": "127.0.0.1"}, 403),
        ("GET", site.root, "", {"Host": f"127.0.0.1:{port}.evil.example"}, 403),
        ("POST", act, good, {**FORM, "Host": f"evil.example:{port}"}, 403),
        ("POST", act, good, {**FORM, "Origin": "https://evil.example"}, 403),
        ("POST", act, good, {**FORM, "Origin": "null"}, 403),
        ("POST", act, good, {**FORM, "Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", act, good, {**FORM, "Sec-Fetch-Site": "same-site"}, 403),
        ("POST", act, good.replace(secret, "x" * len(secret)), FORM, 403),
        ("POST", act, good.replace(secret, quote("é" * 9)), FORM, 403),
        ("POST", act, "do=accept&id=s01", FORM, 403),
        ("POST", act, good, {"Content-Type": "text/plain"}, 415),
        ("POST", act, good, {}, 415),
        ("POST", act, good + "&a=1" * 200, FORM, 400),
        ("POST", act, b"csrf=\xff\xfe", FORM, 400),
        ("POST", act, good.replace("do=accept", "do=explode"), FORM, 400),
        ("POST", act, "x" * (MOST_BYTES + 1), FORM, 413),
        ("PUT", site.root, "", {}, 501),
        ("DELETE", act, "", {}, 501),
    ]  # fmt: skip
    for method, path, body, headers, status in refused:
        assert site.ask(method, path, body, headers)[0] == status, (method, path, headers)
    assert site.desk.ledger == ledger()
    own = {**FORM, "Origin": f"http://{site.host}", "Sec-Fetch-Site": "same-origin"}
    local = {**own, "Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
    whole = urlencode({**site.form_of("s02"), "do": ["accept"]}, doseq=True)
    assert site.ask("POST", act, whole, local)[0] == 303


def raw(site: Site, request: bytes) -> bytes:
    host, port = site.host.split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
    return answer


def test_requests_that_no_browser_sends(site: Site) -> None:
    act = f"{site.root}do".encode()
    host = site.host.encode()
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
    for head, status in (
        (b"GET " + site.root.encode() + b" HTTP/1.0\r\n\r\n", b"403"),
        (b"GET " + site.root.encode() + b" HTTP/1.1\r\nHost: " + host + b"\r\nHost: evil\r\n\r\n", b"403"),
        (b"POST " + act + b" HTTP/1.1\r\nHost: " + host + b"\r\n" + kind + b"\r\n", b"411"),
        (
            b"POST " + act + b" HTTP/1.1\r\nHost: " + host + b"\r\n" + kind + b"Content-Length: -5\r\n\r\n",
            b"411",
        ),
        (b"GET " + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"BREW " + site.root.encode() + b" HTTP/1.1\r\n\r\n", b"501"),
    ):
        answer = raw(site, head)
        assert status in answer.splitlines()[0], head[:60]
        assert b"Content-Security-Policy: default-src 'none'; form-action" in answer
    assert b"<" not in raw(site, b"<b>nonsense\r\n\r\n")
    assert site.page()


def test_a_ledger_that_cannot_be_saved_is_said(site: Site) -> None:
    form = site.form_of("s01")
    other = changes.accept(ledger(), "s04", Hand("Bel"))
    other.save(site.desk.path)
    status, _, page = site.post(form, "accept")
    assert (status, "was changed by another program" in page) == (500, True)
    assert load(site.desk.path) == other


def test_a_failure_of_ours_is_answered_too(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form = site.form_of("s01")
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "make", lambda *_: 1 / 0)
        assert site.post(form, "accept")[0] == 500
    assert "review: a request failed (ZeroDivisionError" in capsys.readouterr().err


def test_many_statements_come_in_pages() -> None:
    text = "He stays. " * 60
    article = ledger().article.model_copy(update={"text": text})
    every = tuple(
        statement("s01", "All is lost.").model_copy(
            update={
                "id": f"s{n + 1:02d}",
                "spans": ((10 * n, 10 * n + 9),),
                "text": "He stays.",
                "speaker": Speaker(),
            }
        )
        for n in range(60)
    )
    many = Ledger(article=article, statements=every)
    secrets = {"csrf": "c", "nonce": "n"}

    def shown(view: View) -> list[str]:
        page = render(many, view, by="Ada", secrets=secrets, notice=Notice())
        return [key for key in forms(page) if key not in ("add", "other")]

    assert shown(View()) == [f"s{n:02d}" for n in range(1, PER_PAGE + 1)]
    assert shown(View(page=3)) == [f"s{n:02d}" for n in range(51, 61)]
    assert shown(View(page=99)) == shown(View(page=3))
    assert shown(View(open="s30")) == shown(View(page=2))


def test_an_address_holds_what_is_not_the_default() -> None:
    view = View(show="unreviewed", code="warns_surprise", speaker="a&b", open="s 1", page=2)
    assert View.of(parse_qs(view.query()[1:])) == view
    assert View().query() == "?"


def test_the_error_of_a_full_disk_reaches_the_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise OutputError("night.jsonl: cannot be written (No space left)", hint="check free space")

    form = site.form_of("s01")
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "make", full)
        status, _, page = site.post(form, "accept")
    assert (status, "No space left" in page) == (500, True)
