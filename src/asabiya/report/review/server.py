"""The review page's server: on 127.0.0.1 only, behind a secret address, plain forms and no script.

Another site that the analyst visits meanwhile must not reach the ledger: the address holds a secret, the
``Host`` must be this machine's (a name that was made to point here is refused), and what changes something
must come from the page's own forms.
"""

from __future__ import annotations

import errno
import secrets
import socketserver
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

from asabiya.errors import AsabiyaError, InputError, OutputError
from asabiya.evidence.review import changes
from asabiya.evidence.review.desk import Desk
from asabiya.evidence.review.history import timeline
from asabiya.evidence.review.places import excerpt, places_of
from asabiya.report.review import forms
from asabiya.report.review.forms import Form, one
from asabiya.report.review.page import Notice, View, after, done, render

__all__ = ["MOST_BYTES", "serve"]

MOST_BYTES: Final = 65_536
"""Largest form that is read [bytes]."""

_DRAINED: Final = 4_194_304
"""Bytes of a form that is too large which are read and dropped, so that the answer arrives."""


class _RefusedError(Exception):
    """A request that is answered with a status and one line."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(24)
        self.csrf = secrets.token_urlsafe(24)
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        # Not the parent's, which asks the network for this machine's name.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: what fails here is a client that has gone away."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "Asabiya"
    sys_version = ""
    timeout = 20
    """Seconds that a client may keep silent."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is the analyst's."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request of a browser, with the headers of every other answer."""
        self.close_connection = True
        self._send(code, "This is no request for this page.\n", kind="text/plain")

    def do_GET(self) -> None:
        self._answer(self._show)

    def do_POST(self) -> None:
        self._answer(self._do)

    def _answer(self, respond: Callable[[str], None]) -> None:
        try:
            respond(self._place())
        except _RefusedError as refused:
            self._send(refused.status, f"{refused.text}\n", kind="text/plain")
        except OSError:
            raise
        except Exception as problem:
            print(f"review: a request failed ({type(problem).__name__}: {problem})", file=sys.stderr)
            self._send(500, "asabiya failed; see the terminal. Nothing was changed.\n", kind="text/plain")

    def _place(self) -> str:
        """What comes after the secret in the path, for a request that may be answered."""
        own = [f"{name}:{self.server.server_port}" for name in ("127.0.0.1", "localhost")]
        if self.headers.get_all("Host", []) not in [[name] for name in own]:
            raise _RefusedError(403, "This page is for this machine only.")
        path = urlsplit(self.path).path
        _, token, *rest = [*path.split("/", 2), ""]
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            raise _RefusedError(
                404, "There is nothing here. Open the whole address that asabiya review printed."
            )
        return rest[0]

    def _show(self, place: str) -> None:
        if place:
            raise _RefusedError(404, "There is nothing here.")
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True, max_num_fields=20)
        self._page(200, View.of(query), Notice())

    def _page(self, status: int, view: View, notice: Notice) -> None:
        nonce = secrets.token_urlsafe(16)
        desk = self.server.desk
        html = render(
            desk.ledger, view, by=desk.by, secrets={"csrf": self.server.csrf, "nonce": nonce}, notice=notice
        )
        self._send(status, html, nonce=nonce)

    def _do(self, place: str) -> None:
        if place != "do":
            raise _RefusedError(404, "There is nothing here.")
        form = self._form()
        view = View.of(parse_qs(one(form, "back")))
        try:
            self._carry_out(one(form, "do"), form, view)
        except AsabiyaError as problem:
            changed = one(form, "seen") not in ("", self._seen(form))
            view = replace(view, open=one(form, "id") or view.open)
            notice = Notice(problem.message, problem.hint, wrong=True, form={} if changed else form)
            if isinstance(problem, OutputError):
                self._page(500, view, notice)
            else:
                places = self._places(form)
                hint = "choose the one that is meant below" if places else problem.hint
                self._page(409 if changed else 422, view, replace(notice, places=places, hint=hint))

    def _seen(self, form: Form) -> str:
        """How often the form's statement, or for a form of no statement the ledger, was changed."""
        ledger, key = self.server.desk.ledger, one(form, "id")
        every = timeline(ledger)
        return str(len([entry for entry in every if not key or entry[0] == key]))

    def _places(self, form: Form) -> list[str]:
        """The places of words that stand at several."""
        text = self.server.desk.ledger.article.text
        if not one(form, "words"):
            return []
        try:
            found = places_of(text, one(form, "words"))
        except InputError:
            return []
        return [excerpt(text, spans, around=60) for spans in found] if len(found) > 1 else []

    def _carry_out(self, what: str, form: Form, view: View) -> None:
        desk, key = self.server.desk, one(form, "id")
        if what == "finish":
            nonce = secrets.token_urlsafe(16)
            self._send(200, done(desk.ledger, path=str(desk.path), nonce=nonce), nonce=nonce)
            threading.Thread(target=self.server.shutdown, daemon=True).start()
            return
        if what == "accept":
            desk.make(forms.changes_from(form, accept=True))
            key = after(desk.ledger, view, key)
        elif what == "save":
            desk.make(forms.changes_from(form, accept=False))
        elif what == "withdraw":
            desk.make(forms.statement_change(form, changes.withdraw))
            key = after(desk.ledger, view, key)
        elif what == "restore":
            desk.make(forms.statement_change(form, changes.restore))
            view = replace(view, show="all")
        elif what == "undo":
            forms.check_seen(form, len(timeline(desk.ledger)), "the ledger")
            desk.make(changes.undo)
            key = timeline(desk.ledger)[-1][0]
        elif what == "add":
            desk.make(forms.add_from(form))
            key = timeline(desk.ledger)[-1][0]
            view = View()
        else:
            raise _RefusedError(400, "No such action.")
        self._send(303, "", location=replace(view, open=key, page=1).query())

    def _form(self) -> Form:
        """The form that was posted from a page of ours."""
        host = self.headers["Host"]
        origin = self.headers.get("Origin", f"http://{host}")
        if origin != f"http://{host}" or self.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise _RefusedError(403, "This form comes from another page.")
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise _RefusedError(415, "Only the page's own forms are read.")
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()):
            raise _RefusedError(411, "The form's length is missing.")
        if len(length) > 9 or int(length) > MOST_BYTES:
            self.rfile.read(min(int(length[:9]), _DRAINED))
            raise _RefusedError(413, f"The form is longer than {MOST_BYTES:,} bytes.")
        data = self.rfile.read(int(length))
        try:
            found = parse_qs(
                data.decode("utf-8"), keep_blank_values=True, max_num_fields=100, errors="strict"
            )
        except ValueError:
            raise _RefusedError(400, "The form cannot be read.") from None
        if not secrets.compare_digest(one(found, "csrf").encode(), self.server.csrf.encode()):
            raise _RefusedError(403, "This form is not of this page. Load it again.")
        return found

    def _send(
        self, status: int, text: str, *, kind: str = "text/html", nonce: str = "", location: str = ""
    ) -> None:
        body = text.encode("utf-8", errors="replace")
        style = f"style-src 'nonce-{nonce}'; " if nonce else ""
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": f"default-src 'none'; {style}form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            # Not no-referrer, with which browsers leave the origin of a form unsaid.
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }.items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", f"/{self.server.token}/{location}")
        self.end_headers()
        self.wfile.write(body)


def serve(desk: Desk, *, port: int | None, tell: Callable[[str], None]) -> None:
    """Serve the page until it is finished there, or interrupted.

    Parameters
    ----------
    desk
        The ledger under review.
    port
        Port on 127.0.0.1; None takes a free one.
    tell
        Called once with the page's address, when it can be opened.

    Raises
    ------
    InputError
        If the port cannot be had.
    """
    try:
        server = _Server(desk, port or 0)
    except OSError as problem:
        taken = problem.errno == errno.EADDRINUSE
        raise InputError(
            f"--port {port}: {'is taken' if taken else f'cannot be used ({problem.strerror})'}",
            hint="name another, or leave it out for a free one",
        ) from None
    with server:
        tell(f"http://127.0.0.1:{server.server_port}/{server.token}/")
        server.serve_forever(poll_interval=0.1)
