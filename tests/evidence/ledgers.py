"""Random valid ledgers, for laws that hold for every one."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from asabiya.evidence import Article, Code, DateRef, Ledger, Speaker, Statement
from asabiya.evidence.ledger import Change
from asabiya.vocabulary import CODES, KINDS, SECTORS

ALPHABET = st.one_of(
    st.sampled_from("abc ABC xyz éß“”'\"=+-@;,\t\n\r|\\[]{}#"),
    st.sampled_from("\x00\x0b\x1d\x85\u2028\u202e🙂漢ʿ\ufeff％＝"),
    st.characters(codec="utf-8"),
)
texts = st.text(ALPHABET, max_size=12)
some = st.none() | texts
days = st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
moments = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))
slugs = st.none() | st.sampled_from(["ada-lorn", "pol-vane", "gholam-hossein-mohseni-ejei"]) | texts


@st.composite
def spans(draw: st.DrawFn, length: int, *, most: int = 3) -> tuple[tuple[int, int], ...]:
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=2 * most)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return tuple(pairs)


@st.composite
def statements(draw: st.DrawFn, text: str, key: str) -> Statement:
    marked = draw(spans(len(text)))
    maybe_span = st.none() | spans(len(text), most=1).map(lambda pairs: pairs[0])
    return Statement(
        id=key,
        kind=draw(st.sampled_from(KINDS)),
        spans=marked,
        text=" ".join(text[a:b] for a, b in marked),
        cue=draw(maybe_span),
        speaker=Speaker(
            name=draw(some),
            id=draw(slugs),
            mention=draw(maybe_span),
            candidates=tuple(draw(st.lists(texts, max_size=2))),
        ),
        office=draw(some),
        institution=draw(some),
        sector=draw(st.none() | st.sampled_from(SECTORS)),
        audience=draw(some),
        venue=draw(some),
        via=tuple(draw(st.lists(texts, max_size=2))),
        date=DateRef(
            value=draw(days),
            precision=draw(st.sampled_from([None, "day", "month", "year"])),
            basis=draw(st.sampled_from([None, "text", "published", "event"])),
            year_inferred=draw(st.booleans()),
        ),
        time_reference=draw(st.sampled_from(["present", "past"])),
        codes=tuple(
            draw(
                st.lists(
                    st.builds(Code, code=st.sampled_from(CODES), confidence=st.floats(0, 1), coder=texts),
                    max_size=3,
                )
            )
        ),
        history=tuple(
            draw(
                st.lists(
                    st.builds(
                        Change,
                        at=moments,
                        by=texts.filter(bool),
                        field=st.just("office"),
                        before=some,
                        after=some,
                    ),
                    max_size=1,
                )
            )
        ),
    )


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    text = draw(st.text(ALPHABET, min_size=2, max_size=40))
    keys = draw(
        st.lists(st.sampled_from(["s01", "s02", "s10"]) | texts.filter(bool), unique=True, max_size=5)
    )
    made = [draw(statements(text, key)) for key in keys]
    cut = draw(st.integers(0, len(made)))
    standing = sorted(made[:cut], key=lambda s: (s.spans, s.id))
    article: dict[str, Any] = {
        "source": draw(texts),
        "sha256": sha256(draw(st.binary(min_size=4, max_size=4))).hexdigest(),
        "text": text,
        "published": draw(days),
        **{name: draw(some) for name in ("title", "author", "affiliation", "outlet")},
    }
    return Ledger(article=Article(**article), statements=tuple(standing), withdrawn=tuple(made[cut:]))


TEXT = (
    "Night on the bridge\n\nBy Ira Moss\n\nGeneral Ada Lorn said on 3 May 2020, “Some of our men have "
    "deserted us and the rest are watching the road.”\n\nGovernor Pol Vane told State Radio that the city "
    "was calm and that nobody had left it."
)


def place(words: str) -> tuple[int, int]:
    """Where some words stand in `TEXT`, at their first."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def bridge() -> Ledger:
    """A ledger with two statements, of which every kind of field is used."""
    said, told = (
        "Some of our men have deserted us and the rest are watching the road.",
        "that the city was calm",
    )
    return Ledger(
        article=Article(
            source="bridge.txt",
            sha256=sha256(TEXT.encode()).hexdigest(),
            title="Night on the bridge",
            author="Ira Moss",
            outlet="The Harbour Post",
            published=dt.date(2020, 5, 4),
            text=TEXT,
        ),
        statements=(
            Statement(
                id="s01",
                kind="direct",
                spans=(place(said),),
                text=said,
                cue=place("said"),
                speaker=Speaker(name="Ada Lorn", id="ada-lorn", mention=place("General Ada Lorn")),
                office="General",
                sector="army",
                date=DateRef(value=dt.date(2020, 5, 3), precision="day", basis="text"),
                codes=(
                    Code(code="admits_defection", confidence=0.9, coder="rules/1"),
                    Code(code="exhorts_vigilance", confidence=0.5, coder="rules/1"),
                ),
            ),
            Statement(
                id="s02",
                kind="indirect",
                spans=(place(told),),
                text=told,
                cue=place("told"),
                speaker=Speaker(name="Pol Vane", id="pol-vane", mention=place("Governor Pol Vane")),
                office="Governor",
                audience="State Radio",
                venue="State Radio",
            ),
        ),
    )
