"""The store: what goes in comes out, an utterance is one however it came, and it is found."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from tests.evidence.ledgers import bridge, ledgers

import asabiya
from asabiya.errors import InputError, LedgerError, OutputError
from asabiya.evidence import Article, Code, DateRef, Ledger, Speaker, Statement, cluster
from asabiya.evidence.store import Filters, Store
from asabiya.evidence.store.searching import matching
from asabiya.evidence.store.tables import Base

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def article(
    number: int,
    *said: tuple[str, str | None],
    outlet: str | None = None,
    published: dt.date | None = None,
    day: dt.date | None = None,
    **more: Any,
) -> Ledger:
    """A ledger of an article that quotes people."""
    whole, statements = "", []
    for place, (words, name) in enumerate(said):
        start = len(whole)
        whole += f"{words}\n"
        speaker = Speaker(name=name, id=name and name.lower().replace(" ", "-").replace("’", ""))
        fields: dict[str, Any] = {
            "id": f"s{place + 1:02}",
            "kind": "direct",
            "spans": ((start, start + len(words)),),
            "text": words,
            "speaker": speaker,
            "date": DateRef(value=day, precision="day" if day else None),
        }
        statements.append(Statement.model_validate(fields | more))
    return Ledger(
        article=Article(
            source=f"{number}.txt", sha256=f"{number:064x}", outlet=outlet, published=published, text=whole
        ),
        statements=tuple(statements),
    )


SAID = "Some of our men have deserted us and the rest are watching the road tonight"


def memory(several: Sequence[Ledger]) -> Store:
    store = Store("sqlite://", create=True)
    store.add(several)
    return store


def groups(store: Store) -> list[list[tuple[str, str]]]:
    found = store.search()["utterances"]
    return sorted(sorted((r["sha256"], r["statement"]) for r in one["reports"]) for one in found)


# What goes in


def test_the_same_article_twice_changes_nothing() -> None:
    store = memory([bridge()])
    [again] = store.add([bridge()])
    assert (again.status, again.revision) == ("unchanged", 1)
    assert store.count() == {"articles": 1, "statements": 2, "utterances": 2}
    assert len(store.revisions(bridge().article.sha256)) == 1


def test_a_reviewed_ledger_replaces_and_the_old_one_is_kept() -> None:
    first = bridge()
    second = first.model_copy(update={"statements": first.statements[:1]})
    began = dt.datetime.now(dt.UTC)
    store = memory([first])
    [outcome] = store.add([second], by="Ira")
    assert (outcome.status, outcome.revision) == ("replaced", 2)
    assert list(store.ledgers()) == [second]
    name = first.article.sha256
    assert store.ledger(name[:10]) == second
    assert store.ledger(name, revision=1) == first
    kept = store.revisions(name)
    assert [(k.number, k.by) for k in kept] == [(1, None), (2, "Ira")]
    assert all(began - dt.timedelta(seconds=1) <= k.added <= dt.datetime.now(dt.UTC) for k in kept)
    assert store.count() == {"articles": 1, "statements": 1, "utterances": 1}
    # A folder of old ledgers added once more must not undo the review.
    [older] = store.add([first])
    assert (older.status, older.revision) == ("older", 2)
    assert list(store.ledgers()) == [second]


@quick
@given(st.lists(ledgers(), max_size=4), st.booleans())
def test_every_ledger_comes_out_as_it_went_in(several: list[Ledger], twice: bool) -> None:
    with memory(several) as store:
        if twice:
            store.add(reversed(several))
        revisions: dict[str, list[Ledger]] = {}
        for ledger in several:
            own = revisions.setdefault(ledger.article.sha256, [])
            own += [] if ledger in own else [ledger]
        for name, own in revisions.items():
            assert store.ledger(name) == own[-1]
            assert store.ledger(name, revision=1) == own[0]
        for asked in (Filters(), Filters(speaker="ada", since=dt.date(2000, 1, 1)), Filters(text="a")):
            assert store.search(asked)["total"] <= store.count()["utterances"]


def test_ledgers_before_a_bad_one_are_in() -> None:
    def some() -> Any:
        yield bridge()
        raise LedgerError("bad", hint="mend it")

    store = Store("sqlite://", create=True)
    with pytest.raises(LedgerError, match="mend it; the 1 before it are in the store"):
        store.add(some())
    assert list(store.ledgers()) == [bridge()]


def test_ledgers_that_are_not_there() -> None:
    store = memory([article(1, (SAID, None)), article(2, (SAID, None))])
    with pytest.raises(InputError, match="article 000: several articles begin so"):
        store.ledger("000")
    with pytest.raises(InputError, match="article abc: not there"):
        store.ledger("abc")
    assert store.revisions("abc") == []


# One utterance

WORDS = "the men of our units have left their posts tonight because nobody paid them any wages".split()  # noqa: SIM905
DAYS = [None, dt.date(2020, 5, 1), dt.date(2020, 5, 2)]


@st.composite
def reports(draw: st.DrawFn) -> list[Ledger]:
    """Articles that report few speeches with words changed."""
    made = []
    for number in range(draw(st.integers(2, 7))):
        said = []
        for _ in range(draw(st.integers(0, 3))):
            words = WORDS[draw(st.integers(0, 2)) : draw(st.integers(8, 16))]
            if draw(st.booleans()):
                words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
            said.append((" ".join(words), draw(st.sampled_from([None, "Ada Lorn", "Pol Vane"]))))
        made.append(
            article(number, *said, published=draw(st.sampled_from(DAYS)), day=draw(st.sampled_from(DAYS)))
        )
    return made


@quick
@given(reports(), st.randoms(use_true_random=False), st.data())
def test_groups_do_not_depend_on_the_order_of_adding(
    several: list[Ledger], order: random.Random, data: st.DataObject
) -> None:
    shuffled = [*several]
    order.shuffle(shuffled)
    cut = data.draw(st.integers(0, len(shuffled)))
    with Store("sqlite://", create=True) as store:
        # One of them first comes with other statements, which must leave no trace.
        store.add([shuffled[-1].model_copy(update={"statements": ()})])
        store.add([several[0].model_copy(update={"statements": several[0].statements[:1]})])
        store.add(shuffled[:cut])
        for ledger in shuffled[cut:]:
            store.add([ledger])
        newest = [store.ledger(ledger.article.sha256) for ledger in several]
        newest.sort(key=lambda one: (str(one.article.published or "later"), one.article.sha256))
        expected = [
            sorted((newest[index].article.sha256, key) for index, key in group) for group in cluster(newest)
        ]
        assert groups(store) == sorted(expected)


def test_an_utterance_is_shown_once_with_its_reporters() -> None:
    said = SAID.replace("the road", "that road")
    store = memory(
        [
            article(3, (SAID, "Ada Lorn"), outlet="The Courier", published=dt.date(2020, 5, 5)),
            article(1, (said, None), ("Nothing has happened here at all", None), outlet="Radio Bay"),
            article(2, (SAID[:40], "Ada Lorn"), outlet="The Post", published=dt.date(2020, 5, 4)),
        ]
    )
    found = store.search(Filters(outlet="radio"))
    assert found["total"] == 2
    [one] = [u for u in found["utterances"] if len(u["reports"]) > 1]
    assert [report["outlet"] for report in one["reports"]] == ["The Post", "The Courier", "Radio Bay"]
    assert [report["matches"] for report in one["reports"]] == [False, False, True]
    assert one["text"] == SAID[:40]
    assert one["speaker"] == {"name": "Ada Lorn", "id": "ada-lorn"}
    assert store.count() == {"articles": 3, "statements": 4, "utterances": 2}


# Searching


@pytest.fixture(scope="module")
def shelf() -> Store:
    day, may, new_year = dt.date(2020, 5, 3), dt.date(2020, 5, 1), dt.date(2021, 1, 1)
    judge: dict[str, Any] = {"sector": "judiciary"}
    coded = Code(code="warns_surprise", confidence=1, coder="x")
    return memory(
        [
            article(1, (SAID, "Gholam-Hossein Mohseni-Eje’i"), outlet="Le Phare Élevé", day=day, **judge),
            article(2, ("He alone decides", "Ejei"), codes=(coded,)),
            article(3, ("All is well", "Ali Karam"), date=DateRef(value=may, precision="month")),
            article(4, ("All is lost 100% a_b", "Khalil Om"), date=DateRef(value=new_year, precision="year")),
            article(5, ("We go", None), kind="author"),
        ]
    )


FOUND: list[tuple[dict[str, Any], list[int]]] = [
    ({"speaker": "gholam-hossein-mohseni-ejei"}, [1]),
    ({"speaker": "mohseni eje'i"}, [1]),
    ({"speaker": "MOHSENIEJEI"}, [1]),
    ({"speaker": "Éje"}, [1, 2]),
    ({"speaker": "Gholam Hossein"}, [1]),
    ({"speaker": "ali"}, [3]),
    ({"speaker": "alikaram"}, [3]),
    ({"speaker": "aram"}, []),
    ({"sector": "judiciary"}, [1]),
    ({"code": "warns_surprise"}, [2]),
    ({"kind": "author"}, [5]),
    ({"since": dt.date(2020, 5, 3)}, [1, 3, 4]),
    ({"since": dt.date(2020, 5, 31), "until": dt.date(2020, 6, 30)}, [3]),
    ({"until": dt.date(2020, 5, 2)}, [3]),
    ({"since": dt.date(2021, 12, 31)}, [4]),
    ({"outlet": "phare eleve"}, [1]),
    ({"outlet": "elev"}, [1]),
    ({"outlet": "hare"}, []),
    ({"text": "WELL all"}, [3]),
    ({"text": "wel"}, []),
    ({"text": "100%"}, [4]),
    ({"text": "a_b"}, [4]),
    ({"text": "axb"}, []),
    ({"kind": "direct", "text": "all", "speaker": "om"}, [4]),
]


@pytest.mark.parametrize(("asked", "expected"), FOUND, ids=[str(a) for a, _ in FOUND])
def test_what_is_found(shelf: Store, asked: dict[str, Any], expected: list[int]) -> None:
    found = shelf.search(Filters(**asked))
    assert sorted(int(u["reports"][0]["sha256"], 16) for u in found["utterances"]) == expected
    assert found["total"] == len(expected)


def test_a_speaker_is_found_under_every_name_of_the_id() -> None:
    one, other = article(1, ("We go", "Ada Lorn")), article(2, ("We stay", "Ada Lorn"))
    named = other.statements[0].speaker.model_copy(update={"name": "the Lioness"})
    renamed = other.statements[0].model_copy(update={"speaker": named})
    other = other.model_copy(update={"statements": (renamed,)})
    assert memory([one, other]).search(Filters(speaker="lioness"))["total"] == 2


def test_the_order_is_that_of_time_and_the_limit_holds(shelf: Store) -> None:
    found = shelf.search(limit=3)
    assert [u["date"]["value"] for u in found["utterances"]] == ["2020-05-01", "2020-05-03", "2021-01-01"]
    assert found["total"] == 5


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"sector": "navy"}, "sector 'navy': unknown"),
        ({"code": "warns"}, "code 'warns': unknown\nhint: did you mean warns_surprise"),
        ({"kind": "said"}, "kind 'said': unknown"),
        ({"speaker": "’"}, "speaker '’': no word to search for"),
        ({"text": "“”"}, "text '“”': no word to search for"),
        ({"outlet": ""}, "outlet '': no word to search for"),
        ({"since": dt.date(2021, 1, 1), "until": dt.date(2020, 1, 1)}, "since 2021-01-01 is after until"),
    ],
)
def test_filters_that_cannot_be(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Filters(**asked)


# Where it is


def test_places_that_are_no_store(tmp_path: Path) -> None:
    def refused(where: object, message: str, *, create: bool = True) -> None:
        with pytest.raises((InputError, OutputError), match=message):
            asabiya.open_store(str(where), create=create)

    refused(tmp_path / "none", "no such file\nhint: make it with asabiya store add", create=False)
    refused(tmp_path, "is a folder")
    (tmp_path / "text").write_bytes(b"He said so. " * 200)
    refused(tmp_path / "text", "is no store \\(not a database\\)")
    (tmp_path / "empty").write_bytes(b"")
    refused(tmp_path / "empty", "holds no ledgers yet", create=False)
    refused(tmp_path / "text" / "x", "cannot be made \\(File exists\\)")
    refused("", "the place is empty")
    refused("oracle+nothing://me:secret@host/x", r"no driver for it")
    refused("://", "not a URL of a database")
    engine = create_engine(f"sqlite:///{tmp_path}/other")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE birds (id INTEGER)"))
    engine.dispose()
    refused(tmp_path / "other", "is a database of something else \\(tables birds\\)")
    with Store(tmp_path / "new", create=True) as store:
        store._write(lambda session: session.execute(text("UPDATE asabiya_store SET version = 99")))
    before = (tmp_path / "new").read_bytes()
    refused(tmp_path / "new", "has schema version 99; this program knows 1\nhint: update asabiya")
    assert (tmp_path / "new").read_bytes() == before


def test_a_url_and_a_path_are_one_place(tmp_path: Path) -> None:
    with asabiya.open_store(tmp_path / "deep" / "s", create=True) as store:
        store.add([bridge()])
    with asabiya.open_store(f"sqlite:///{tmp_path}/deep/s") as store:
        assert store.name == f"{tmp_path}/deep/s"
        assert list(store.ledgers()) == [bridge()]


def test_a_password_is_never_shown() -> None:
    with pytest.raises(InputError) as caught:
        asabiya.open_store("oracle+nothing://me:secret@host/x")
    assert "secret" not in str(caught.value)


def test_a_damaged_store(tmp_path: Path) -> None:
    with Store(tmp_path / "s", create=True) as store:
        store.add([article(n, (SAID + str(n), None)) for n in range(50)])
    data = bytearray((tmp_path / "s").read_bytes())
    data[4096 : len(data) - 4096] = b"\xa5" * (len(data) - 8192)
    (tmp_path / "s").write_bytes(data)
    with pytest.raises(InputError, match="is damaged\nhint: put back a copy"):
        list(Store(tmp_path / "s").ledgers())


def test_queries_and_tables_are_not_of_sqlite_alone() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in Base.metadata.sorted_tables:
        assert "rowid" not in str(CreateTable(table).compile(dialect=dialect)).lower()
    everything = Filters("a", "army", "warns_surprise", "direct", dt.date.min, dt.date.max, "b", "c")
    sql = str(matching(everything).compile(dialect=dialect))
    assert not {"GLOB", "MATCH", "strftime", "rowid"} & set(sql.replace("(", " ").split())
