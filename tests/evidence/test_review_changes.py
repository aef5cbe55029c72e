"""What an analyst does to a ledger: every operation, its record, and the way back to the reader's answer."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue
from tests.evidence.night import TEXT, ledger

from asabiya.errors import AsabiyaError, InputError, LedgerError
from asabiya.evidence import cluster
from asabiya.evidence.ledger import Change, Code, DateRef, Ledger, Speaker
from asabiya.evidence.review import changes
from asabiya.evidence.review.changes import Hand
from asabiya.evidence.review.history import (
    find,
    is_reviewed,
    last_change,
    original,
    replay,
    status_of,
    summary,
    timeline,
)
from asabiya.evidence.review.people import choices
from asabiya.vocabulary import CODES, KINDS, SECTORS

ADA, BEL = Hand("Ada", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), Hand("Bel Ruiz")


def field(of: Ledger, key: str, name: str) -> object:
    return find(of, key).model_dump(mode="json")[name]


@pytest.mark.parametrize(
    ("name", "typed", "holds"),
    [
        ("office", "  commander of the  4th brigade ", "commander of the 4th brigade"),
        ("institution", "Army", "Army"),
        ("audience", "officers’ wives", "officers’ wives"),
        ("venue", "state television", "state television"),
        ("sector", "guards", "guards"),
        ("kind", "mixed", "mixed"),
        ("time_reference", "past", "past"),
        ("via", "state television; the Courier", ["state television", "the Courier"]),
    ],
)
def test_a_field_is_set_and_recorded(name: str, typed: str, holds: object) -> None:
    before = ledger()
    after = changes.set_field(before, "s01", name, typed, ADA)
    assert field(after, "s01", name) == holds
    [change] = find(after, "s01").history
    was = field(before, "s01", name) or None
    assert (change.by, change.field, change.before, change.after) == ("Ada", name, was, holds)
    assert (change.at, change.undoes) == (ADA.at, None)
    assert changes.set_field(after, "s01", name, typed, BEL) is after
    assert after.statements[1:] == before.statements[1:]


@pytest.mark.parametrize("name", ["office", "institution", "sector", "audience", "venue", "via", "date"])
def test_a_field_is_cleared(name: str) -> None:
    typed = {"sector": "police", "date": "2021-02-03"}.get(name, "somewhere")
    full = changes.set_field(ledger(), "s03", name, typed, ADA)
    empty = changes.clear(full, "s03", name, BEL)
    assert find(empty, "s03").model_copy(update={"history": ()}) == ledger().statements[2]
    assert find(empty, "s03").history[-1].after is None
    assert changes.clear(empty, "s03", name, BEL) is empty


def test_dates() -> None:
    first = changes.set_field(ledger(), "s01", "date", "2020-05", ADA)
    assert field(first, "s01", "date") == {
        "value": "2020-05-01", "precision": "month", "basis": "published", "year_inferred": True,
    }  # fmt: skip
    second = changes.set_field(first, "s01", "date.basis", "event", ADA)
    third = changes.set_field(second, "s01", "date.year_inferred", "no", ADA)
    assert find(third, "s01").date == DateRef(value=dt.date(2020, 5, 1), precision="month", basis="event")
    new = changes.set_field(ledger(), "s03", "date", "2019", ADA)
    assert find(new, "s03").date == DateRef(value=dt.date(2019, 1, 1), precision="year", basis="text")
    with pytest.raises(InputError, match="s03: has no date yet"):
        changes.set_field(ledger(), "s03", "date.basis", "event", ADA)


def test_speakers() -> None:
    start = ledger()
    people = {"ada-lorn": "Ada Lorn", "pol-vane": "Pol Vane", "eva-lorn": "Eva Lorn"}
    assert choices(start, start.statements[1]) == [
        (key, people[key]) for key in ("ada-lorn", "eva-lorn", "pol-vane")
    ]
    mention = start.statements[0].speaker.mention
    for typed, name, key in (
        ("pol-vane", "Pol Vane", "pol-vane"),
        ("pol vane", "Pol Vane", "pol-vane"),
        ("Ulla Brandt", "Ulla Brandt", "ulla-brandt"),
    ):
        after = changes.set_speaker(start, "s01", typed, ADA)
        assert find(after, "s01").speaker == Speaker(name=name, id=key, mention=mention)
    chosen = changes.set_speaker(start, "s02", "eva-lorn", ADA)
    assert find(chosen, "s02").speaker == Speaker(name="Eva Lorn", id="eva-lorn")
    unknown = changes.clear(chosen, "s02", "speaker", ADA)
    assert find(unknown, "s02").speaker == Speaker()
    renamed = changes.set_field(start, "s01", "speaker.id", "a-lorn", ADA)
    assert find(renamed, "s01").speaker == Speaker(name="Ada Lorn", id="a-lorn", mention=mention)
    assert original(changes.clear(renamed, "s01", "speaker.name", ADA)) == start


def test_people_whom_the_article_names_may_be_chosen_too() -> None:
    start = ledger()
    text = start.article.text + " Colonel Bruno Hask was silent."
    more = start.model_copy(update={"article": start.article.model_copy(update={"text": text})})
    assert choices(more, more.statements[2])[-1] == ("bruno-hask", "Bruno Hask")
    after = changes.set_speaker(more, "s03", "bruno hask", ADA)
    assert find(after, "s03").speaker == Speaker(name="Bruno Hask", id="bruno-hask")


def test_codes_are_given_beside_those_of_others_and_taken_from_all() -> None:
    given = changes.add_code(ledger(), "s01", "warns_surprise", ADA, confidence=0.7)
    given = changes.add_code(given, "s01", "admits_defection", ADA)
    codes = find(given, "s01").codes
    assert codes[3:] == (
        Code(code="warns_surprise", confidence=0.7, coder="Ada"),
        Code(code="admits_defection", confidence=1.0, coder="Ada"),
    )
    surer = changes.add_code(given, "s01", "warns_surprise", ADA, confidence=0.8)
    assert find(surer, "s01").codes[3] == Code(code="warns_surprise", confidence=0.8, coder="Ada")
    assert len(find(surer, "s01").codes) == 5
    assert changes.add_code(surer, "s01", "warns_surprise", ADA, confidence=0.8) is surer
    taken = changes.remove_code(surer, "s01", "admits_defection", BEL)
    assert [c.code for c in find(taken, "s01").codes] == ["claims_strength", "warns_surprise"]
    assert original(taken) == ledger()
    again = changes.add_code(taken, "s01", "admits_defection", ADA)
    assert [c.code for c in find(again, "s01").codes].count("admits_defection") == 1
    back = changes.undo(again, ADA)
    assert find(back, "s01").codes == find(taken, "s01").codes
    assert find(changes.undo(taken, BEL), "s01").codes == find(surer, "s01").codes


def test_acceptance_is_what_makes_a_statement_reviewed() -> None:
    changed = changes.set_field(ledger(), "s01", "office", "Marshal", ADA)
    assert not is_reviewed(find(changed, "s01"))
    accepted = changes.accept(changed, "s01", ADA)
    assert is_reviewed(find(accepted, "s01"))
    assert changes.accept(accepted, "s01", ADA) is accepted
    both = changes.accept(accepted, "s01", BEL)
    assert [c.by for c in find(both, "s01").history] == ["Ada", "Ada", "Bel Ruiz"]
    assert is_reviewed(find(changes.undo(both, BEL), "s01"))
    assert not is_reviewed(find(changes.undo(accepted, ADA), "s01"))


def test_a_statement_that_was_missed() -> None:
    start = TEXT.rindex("Some of our men")
    spans = ((start, start + 15), (start + 21, len(TEXT)))
    added = changes.add_statement(ledger(), spans, ADA, kind="mixed")
    new = added.statements[-1]
    assert (new.id, new.kind, new.spans, new.text) == ("s05", "mixed", spans, "Some of our men deserted us.")
    assert (status_of(new), is_reviewed(new)) == ("added", True)
    assert original(added) == ledger()
    early = changes.add_statement(added, ((0, 5),), BEL)
    assert [s.id for s in early.statements] == ["s06", "s01", "s02", "s03", "s04", "s05"]
    with pytest.raises(InputError, match="s06: has the same words"):
        changes.add_statement(early, ((0, 5),), BEL)
    gone = changes.undo(early, BEL)
    assert [s.id for s in gone.withdrawn] == ["s06"]
    with pytest.raises(InputError, match="s06: has the same words, and was taken out\nhint: restore s06"):
        changes.add_statement(gone, ((0, 5),), BEL)
    assert changes.add_statement(Ledger(article=ledger().article), ((0, 5),), ADA).statements[0].id == "s01"


@pytest.mark.parametrize(
    "spans", [(), ((5, 5),), ((5, 4),), ((0, 9999),), ((5, 9), (8, 12)), ((-1, 5),), ((19, 21),)]
)
def test_spans_that_are_no_words_of_the_article(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(InputError, match="words"):
        changes.add_statement(ledger(), spans, ADA)


def test_what_is_taken_out_stays_in_the_record_and_comes_back() -> None:
    out = changes.withdraw(changes.accept(ledger(), "s02", ADA), "s02", BEL)
    assert [s.id for s in out.statements] == ["s01", "s03", "s04"]
    assert cluster([out]) == [[(0, "s01")], [(0, "s03")], [(0, "s04")]]
    [kept] = out.withdrawn
    assert (kept.id, status_of(kept), len(kept.history)) == ("s02", "withdrawn", 2)
    assert changes.withdraw(out, "s02", ADA) is out
    assert Ledger.from_jsonl(out.to_jsonl().encode()) == out
    assert Ledger.from_jsonl(json.dumps(out.to_json()).encode()) == out
    head, *lines = out.to_jsonl().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["s01", "s03", "s04"]
    assert [s["id"] for s in json.loads(head)["withdrawn"]] == ["s02"]
    with pytest.raises(InputError, match="s02: was taken out by Bel Ruiz\nhint: restore s02 brings it back"):
        changes.set_field(out, "s02", "office", "Marshal", ADA)
    back = changes.restore(out, "s02", ADA)
    assert [s.id for s in back.statements] == ["s01", "s02", "s03", "s04"]
    assert status_of(find(back, "s02")) == "accepted"
    assert changes.restore(back, "s02", ADA) is back
    assert "withdrawn" not in back.to_json()
    assert "withdrawn" not in back.to_jsonl().splitlines()[0]


def test_a_ledger_with_a_damaged_withdrawn_statement_is_refused() -> None:
    out = changes.withdraw(ledger(), "s02", ADA).to_jsonl()
    with pytest.raises(LedgerError, match='line 1, field id: found "s01"'):
        Ledger.from_jsonl(out.replace('"id": "s02"', '"id": "s01"').encode())


def test_undo_goes_back_change_by_change_and_is_recorded() -> None:
    steps = [ledger()]
    steps.append(changes.set_field(steps[-1], "s01", "office", "Marshal", ADA))
    steps.append(changes.remove_code(steps[-1], "s01", "admits_defection", ADA))
    steps.append(changes.withdraw(steps[-1], "s03", ADA))
    now = steps[-1]
    for earlier in reversed(steps[:-1]):
        now = changes.undo(now, ADA)
        plain = [s.model_copy(update={"history": ()}) for s in now.statements]
        assert plain == [s.model_copy(update={"history": ()}) for s in earlier.statements]
    assert [c.undoes is not None for _, c in timeline(now)] == [False, False, False, True, True, True]
    with pytest.raises(InputError, match="undo: Ada has changed nothing that still stands"):
        changes.undo(now, ADA)


def test_undo_takes_back_nothing_of_somebody_else() -> None:
    mine = changes.set_field(ledger(), "s01", "office", "Marshal", ADA)
    with pytest.raises(InputError, match="undo: Bel Ruiz has changed nothing"):
        changes.undo(mine, BEL)
    theirs = changes.accept(changes.set_field(mine, "s01", "office", "Warden", BEL), "s01", BEL)
    with pytest.raises(InputError, match="undo: s01 office was changed by Bel Ruiz since"):
        changes.undo(theirs, ADA)
    with pytest.raises(InputError, match="undo: s01 statement was changed by Bel Ruiz since"):
        changes.undo(changes.withdraw(mine, "s01", BEL), ADA)


WRONG: list[tuple[Callable[[Ledger], Ledger], str]] = [
    (lambda x: changes.accept(x, "s1", ADA), "no statement s1\nhint: did you mean s0"),
    (
        lambda x: changes.set_field(x, "s01", "ofice", "x", ADA),
        "ofice: no such field\nhint: did you mean off",
    ),
    (lambda x: changes.set_field(x, "s01", "date.day", "x", ADA), "date.day: no such field"),
    (
        lambda x: changes.set_field(x, "s01", "office", " \n", ADA),
        "office: nothing was given\nhint: clear off",
    ),
    (
        lambda x: changes.set_field(x, "s01", "office", "x" * 501, ADA),
        "office: 501 characters, more than 500",
    ),
    (lambda x: changes.set_field(x, "s01", "office", "a\x1b[2J", ADA), r"office: .*control sign U\+001B"),
    (lambda x: changes.set_field(x, "s01", "office", "a\ud800", ADA), r"office: .*control sign U\+D800"),
    (lambda x: changes.set_field(x, "s01", "sector", "gaurds", ADA), "sector: 'gaurds' is none\nhint: did y"),
    (
        lambda x: changes.set_field(x, "s01", "kind", "quote", ADA),
        "kind: 'quote' is none\nhint: allowed: asc",
    ),
    (lambda x: changes.set_field(x, "s01", "kind", "author", ADA), "s01: has codes"),
    (lambda x: changes.set_field(x, "s01", "date", "5 Dec 2023", ADA), "date: '5 Dec 2023' is not a date"),
    (lambda x: changes.set_field(x, "s01", "date", "2023-02-30", ADA), r"date: '2023-02-30' .*day .*month"),
    (lambda x: changes.set_field(x, "s01", "date", "0000", ADA), r"date: '0000' is not a date \(year"),
    (lambda x: changes.set_field(x, "s01", "date.basis", "guess", ADA), "basis: 'guess' is none"),
    (
        lambda x: changes.set_field(x, "s01", "speaker.id", "Ada Lorn", ADA),
        "id: 'Ada Lorn' is none\nhint: a sl",
    ),
    (lambda x: changes.set_field(x, "s01", "via", "a;;b", ADA), "via: nothing was given"),
    (lambda x: changes.clear(x, "s01", "kind", ADA), "kind: always has a value"),
    (lambda x: changes.add_code(x, "s01", "warns_suprise", ADA), "code: 'warns_suprise' is none\nhint: did"),
    (lambda x: changes.add_code(x, "s04", "warns_surprise", ADA), "s04: what the author asserts"),
    (lambda x: changes.add_statement(x, ((0, 5),), ADA, kind="quote"), "kind: 'quote' is none"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_what_cannot_be_done_says_why(change: Callable[[Ledger], Ledger], message: str) -> None:
    with pytest.raises(InputError, match=message):
        change(ledger())


def test_times_grow_even_when_the_clock_stands_or_goes_back() -> None:
    late = Hand("Ada", dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    now = changes.accept(ledger(), "s01", late)
    now = changes.accept(now, "s02", ADA)
    now = changes.accept(now, "s03", Hand("Ada", dt.datetime(2025, 1, 1)))
    assert [key for key, _ in timeline(now)] == ["s01", "s02", "s03"]
    assert len({change.at for _, change in timeline(now)}) == 3


def test_a_file_changed_by_hand_is_noticed() -> None:
    after = changes.set_field(ledger(), "s01", "office", "Marshal", ADA).to_jsonl()
    changed = Ledger.from_jsonl(after.replace('"office": "Marshal"', '"office": "Baker"').encode())
    with pytest.raises(LedgerError, match="s01: office is not what its history says"):
        original(changed)


def test_changes_of_another_program_are_replayed_too() -> None:
    moment = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
    by_hand = [
        ("s01", Change(at=moment, by="a table", field="date.value", before="2020-05-03", after="2020-05-04")),
        ("s01", Change(at=moment, by="a table", field="speaker.name", before="Ada Lorn", after="A. Lorn")),
    ]
    after = replay(ledger(), by_hand)
    assert find(after, "s01").date.value == dt.date(2020, 5, 4)
    assert original(after) == ledger()
    words: JsonValue = {"spans": [[0, 5]], "text": "Night"}
    start, end = ledger().statements[1].spans[0]
    was: JsonValue = {"spans": [[start, end]], "text": "Beware of ambush."}
    moved = replay(after, [("s02", Change(at=moment, by="a tool", field="spans", before=was, after=words))])
    assert [s.id for s in moved.statements] == ["s02", "s01", "s03", "s04"]
    assert original(moved) == ledger()
    with pytest.raises(LedgerError, match='s01: sector cannot be "baker"'):
        replay(ledger(), [("s01", Change(at=moment, by="x", field="sector", after="baker"))])


def test_summary_counts_by_field_and_person() -> None:
    now = changes.accept(changes.set_field(ledger(), "s01", "office", "Marshal", ADA), "s01", BEL)
    now = changes.withdraw(changes.add_statement(now, ((0, 5),), BEL), "s02", BEL)
    assert summary(now) == {
        "statements": 4,
        "reviewed": 2,
        "added": 1,
        "withdrawn": 1,
        "changes": {"by_field": {"office": 1, "statement": 3}, "by_person": {"Ada": 1, "Bel Ruiz": 3}},
    }


IDS = st.sampled_from([f"s{n:02d}" for n in range(1, 8)])
SHORT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
DATES = st.sampled_from(["2020", "2020-06", "2020-06-07", "never"])
ANY = st.one_of(
    st.tuples(st.just(changes.accept), IDS),
    st.tuples(st.just(changes.withdraw), IDS),
    st.tuples(st.just(changes.restore), IDS),
    st.tuples(st.just(changes.add_code), IDS, st.sampled_from(CODES)),
    st.tuples(st.just(changes.remove_code), IDS, st.sampled_from(CODES[:3] + CODES[-1:])),
    st.tuples(st.just(changes.set_field), IDS, st.sampled_from(["office", "via", "speaker", "venue"]), SHORT),
    st.tuples(st.just(changes.set_field), IDS, st.just("date"), DATES),
    st.tuples(st.just(changes.set_field), IDS, st.just("sector"), st.sampled_from(SECTORS)),
    st.tuples(st.just(changes.set_field), IDS, st.just("kind"), st.sampled_from(KINDS)),
    st.tuples(st.just(changes.set_speaker), IDS, st.sampled_from(["pol-vane", "eva-lorn", None])),
    st.tuples(
        st.just(changes.clear), IDS, st.sampled_from(["office", "date", "speaker", "via", "speaker.id"])
    ),
    st.tuples(st.just(changes.undo)),
    st.integers(0, len(TEXT) - 9).map(lambda a: (changes.add_statement, ((a, a + 9),))),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(ANY, st.sampled_from(["Ada", "Bel", "Cem"])), max_size=25))
def test_the_record_leads_from_the_readers_answer_to_the_ledger_and_back(
    steps: list[tuple[tuple[Callable[..., Ledger], *tuple[object, ...]], str]],
) -> None:
    start = now = ledger()
    for (change, *arguments), by in steps:
        before = now
        try:
            now = change(now, *arguments, Hand(by))
        except AsabiyaError:
            continue
        if now is not before:
            assert len(timeline(now)) == len(timeline(before)) + 1
            assert timeline(now)[:-1] == timeline(before)
            assert timeline(now)[-1][1].by == by
    assert original(now) == start
    assert replay(original(now), timeline(now)) == now
    assert Ledger.from_jsonl(now.to_jsonl().encode()) == now
    assert list(now.statements) == sorted(now.statements, key=lambda s: (s.spans, s.id))
    assert {s.id for s in start.statements} <= {s.id for s in (*now.statements, *now.withdrawn)}


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY, max_size=12))
def test_undoing_everything_gives_the_readers_answer(
    steps: list[tuple[Callable[..., Ledger], *tuple[object, ...]]],
) -> None:
    now = ledger()
    for change, *arguments in steps:
        try:
            now = change(now, *arguments, Hand("Ada"))
        except AsabiyaError:
            continue
    for _ in steps:
        if last_change(now, "Ada") is not None:
            now = changes.undo(now, Hand("Ada"))
    assert tuple(s.model_copy(update={"history": ()}) for s in now.statements) == ledger().statements
