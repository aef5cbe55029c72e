"""The review page: the article marked, each statement's fields and codes as a form, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import jinja2

from asabiya.evidence.coding.codebook import CODEBOOK
from asabiya.evidence.ledger import Ledger, Statement
from asabiya.evidence.review.commands import told
from asabiya.evidence.review.context import in_context
from asabiya.evidence.review.history import is_reviewed, status_of, timeline
from asabiya.evidence.review.people import choices
from asabiya.report.ledger import paragraphs
from asabiya.report.review.forms import Form, answers, one
from asabiya.report.theme import DARK, LIGHT, variables
from asabiya.report.words import clean, date_words, label, percent
from asabiya.vocabulary import KINDS, SECTORS

__all__ = ["PER_PAGE", "Notice", "View", "after", "done", "render"]

PER_PAGE: Final = 25
"""Statements on one page."""

_MOST_MARKED: Final = 300
"""Statements up to which all are marked in the article; of more, those on the page."""

_UNKNOWN: Final = "?"
"""Stands for nobody in the filter by speaker."""

_STATUS: Final = {"read": "not reviewed", "accepted": "accepted", "added": "added", "withdrawn": "taken out"}


@dataclass(frozen=True)
class View:
    """Which statements are shown, and which one is open."""

    show: str = "all"
    """``all``, ``unreviewed`` or ``withdrawn``."""
    code: str = ""
    """Only statements with this code."""
    speaker: str = ""
    """Only statements of this speaker, by id or else name; ``?`` for those of nobody known."""
    open: str = ""
    """Id of the statement that is looked at."""
    page: int = 1
    """Which page of them, from 1."""

    @classmethod
    def of(cls, query: Form) -> View:
        """The view that an address or a form asks for; what makes no sense is left out."""
        show, page = one(query, "show"), one(query, "page")
        return cls(
            show=show if show in ("unreviewed", "withdrawn") else "all",
            code=one(query, "code")[:100],
            speaker=one(query, "by")[:500],
            open=one(query, "open")[:500],
            page=int(page) if page.isascii() and page.isdecimal() and 0 < len(page) < 6 else 1,
        )

    def query(self, **changed: str | int) -> str:
        """The view as the query of an address, without what is the default."""
        view = replace(self, **changed)  # type: ignore[arg-type]
        pairs = {"show": view.show, "code": view.code, "by": view.speaker, "open": view.open}
        kept = {name: value for name, value in pairs.items() if value and value != "all"}
        return "?" + urlencode(kept | ({"page": view.page} if view.page > 1 else {}))

    def chosen(self, ledger: Ledger) -> list[Statement]:
        """The statements to be shown, in text order."""
        pool = ledger.withdrawn if self.show == "withdrawn" else ledger.statements
        return [s for s in pool if self._fits(s)]

    def _fits(self, s: Statement) -> bool:
        if self.show == "unreviewed" and is_reviewed(s):
            return False
        if self.code and self.code not in {c.code for c in s.codes}:
            return False
        return not self.speaker or self.speaker == _speaker_key(s)


@dataclass(frozen=True)
class Notice:
    """Something to tell at the top of the page."""

    text: str = ""
    hint: str = ""
    wrong: bool = False
    """Whether something was refused."""
    form: Form = field(default_factory=dict)
    """What was posted and refused, so that it need not be typed again."""
    places: Sequence[str] = ()
    """Places to choose from, for words that stand at several."""


def _speaker_key(s: Statement) -> str:
    return s.speaker.id or s.speaker.name or _UNKNOWN


def after(ledger: Ledger, view: View, key: str) -> str:
    """Id of the next statement in the view that is not reviewed, from ``key`` round to it; else ``key``."""
    pool = replace(view, show="all").chosen(ledger)
    here = next((n for n, s in enumerate(pool) if s.id == key), -1)
    turn = (*pool[here + 1 :], *pool[: here + 1])
    return next((s.id for s in turn if not is_reviewed(s)), key)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("asabiya.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _card(ledger: Ledger, s: Statement, number: int, view: View, notice: Notice) -> dict[str, Any]:
    """A statement as the page shows it."""
    refused = notice.form if one(notice.form, "id") == s.id and "kind" in notice.form else {}
    shown = answers(s)
    held = {c.code for c in s.codes}
    if refused:
        shown = {name: clean(one(refused, name)) for name in shown}
        held = set(refused.get("codes", ()))
    people = choices(ledger, s)
    twice = Counter(name for _, name in people)
    facts = [("office", s.office), ("institution", s.institution), ("sector", label(s.sector or ""))]
    facts += [("to", s.audience), ("at", s.venue), ("reported through", ", ".join(s.via))]
    facts += [("time", "about the past" if s.time_reference == "past" else "")]
    return {
        "id": s.id,
        "number": number,
        "seen": len(s.history),
        "status": status_of(s),
        "status_words": _STATUS[status_of(s)],
        "kind": s.kind,
        "kind_words": label(s.kind),
        "speaker": clean(s.speaker.name) or "unknown speaker",
        "date": date_words(s.date.value, s.date.precision or "day") if s.date.value else "undated",
        "facts": [(name, clean(value)) for name, value in facts if value],
        "pieces": [(clean(text), marked) for text, marked in in_context(ledger, s)],
        "codes": [(label(c.code), percent(c.confidence), clean(c.coder)) for c in s.codes],
        "values": shown,
        "held": held,
        "people": [(key if twice[name] > 1 else name, name) for key, name in people],
        "candidates": [name for key, name in people if key in s.speaker.candidates],
        "history": [(f"{c.at:%Y-%m-%d %H:%M}", clean(c.by), clean(told(c))) for c in reversed(s.history)],
        "confidence": one(refused, "confidence") or "1",
        "open": s.id == view.open,
        "changing": bool(refused),
    }


def _article(ledger: Ledger, shown: Sequence[Statement], view: View) -> list[Any]:
    """The article's paragraphs, cut where statements begin and end."""
    every = ledger.withdrawn if view.show == "withdrawn" else ledger.statements
    marked = every if len(every) <= _MOST_MARKED else shown
    numbers = {s.id: n for n, s in enumerate(every, start=1)}
    return list(paragraphs(ledger.article.text, [(numbers[s.id], s.kind, s.spans) for s in marked]))


def render(ledger: Ledger, view: View, *, by: str, secrets: Mapping[str, str], notice: Notice) -> str:
    """The page as HTML.

    Parameters
    ----------
    ledger
        The ledger as it stands.
    view
        Which statements are shown.
    by
        Name of the analyst.
    secrets
        ``csrf``, which forms send back, and ``nonce``, which lets the page's own style in.
    notice
        What to tell at the top.
    """
    chosen = view.chosen(ledger)
    every = ledger.withdrawn if view.show == "withdrawn" else ledger.statements
    numbers = {s.id: n for n, s in enumerate(every, start=1)}
    pages = max(1, -(-len(chosen) // PER_PAGE))
    at = next((n for n, s in enumerate(chosen) if s.id == view.open), None)
    page = min(view.page, pages) if at is None else at // PER_PAGE + 1
    shown = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    article = ledger.article
    speakers = {_speaker_key(s): clean(s.speaker.name) or "nobody known" for s in every}
    links = [(n, view.query(page=n, open="")) for n in range(1, pages + 1)]
    adding = notice.form if "words" in notice.form else {}
    return (
        _environment()
        .get_template("review.html.j2")
        .render(
            light=variables(LIGHT),
            dark=variables(DARK),
            title=clean(article.title) or clean(article.source) or "article",
            byline=[clean(part) for part in (article.author, article.affiliation, article.outlet) if part],
            published=date_words(article.published) if article.published else "",
            by=by,
            nonce=secrets["nonce"],
            csrf=secrets["csrf"],
            notice=notice,
            view=view,
            back=view.query()[1:],
            total=len(ledger.statements),
            reviewed=sum(is_reviewed(s) for s in ledger.statements),
            withdrawn=len(ledger.withdrawn),
            mine=sum(change.by == by for _, change in timeline(ledger)),
            changes=len(timeline(ledger)),
            found=len(chosen),
            cards=[_card(ledger, s, numbers[s.id], view, notice) for s in shown],
            paragraphs=_article(ledger, shown, view),
            hrefs={numbers[s.id]: f"{view.query(open=s.id, page=1)}#s-{numbers[s.id]}" for s in chosen},
            here=numbers.get(view.open, 0),
            links=links,
            page=page,
            speakers=list(speakers.items()),
            codebook=[(entry.code, label(entry.code), entry.definition) for entry in CODEBOOK],
            kinds=[(kind, label(kind)) for kind in KINDS],
            sectors=[(sector, label(sector)) for sector in SECTORS],
            words=clean(one(adding, "words")),
            adding_kind=one(adding, "kind") or "direct",
        )
    )


def done(ledger: Ledger, *, path: str, nonce: str) -> str:
    """The last page, when the review is finished."""
    return (
        _environment()
        .get_template("review_done.html.j2")
        .render(
            light=variables(LIGHT),
            dark=variables(DARK),
            nonce=nonce,
            total=len(ledger.statements),
            reviewed=sum(is_reviewed(s) for s in ledger.statements),
            path=clean(path),
        )
    )
