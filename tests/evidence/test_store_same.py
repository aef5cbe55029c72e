"""The quick grouping of equal utterances gives what comparing everything with everything gives."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.evidence import Article, DateRef, Ledger, Speaker, Statement, cluster, same_utterance
from asabiya.evidence.same import SIMILAR, alike, keys, words_of

WORDS = words_of(
    "The men of our units have left posts tonight because nobody paid counterrevolutionary wages"
)


def slow_cluster(ledgers: Sequence[Ledger]) -> list[list[tuple[int, str]]]:
    """The definition, without any shortcut."""
    groups: list[list[tuple[int, Statement]]] = []
    for index, ledger in enumerate(ledgers):
        for statement in ledger.statements:
            for group in groups:
                if all(same_utterance(member, statement) for _, member in group):
                    group.append((index, statement))
                    break
            else:
                groups.append([(index, statement)])
    return [[(index, statement.id) for index, statement in group] for group in groups]


def ledger_of(texts: Sequence[tuple[str, str | None, DateRef, str]], number: int = 0) -> Ledger:
    text, statements = "", []
    for place, (words, speaker, date, kind) in enumerate(texts):
        start = len(text)
        text += words + "\n"
        statements.append(
            Statement.model_validate(
                {
                    "id": f"s{place}",
                    "kind": kind,
                    "spans": ((start, start + len(words)),),
                    "text": words,
                    "speaker": Speaker(id=speaker),
                    "date": date,
                }
            )
        )
    article = Article(source=f"a{number}.txt", sha256=f"{number:064x}", text=text)
    return Ledger(article=article, statements=tuple(statements))


@st.composite
def wordings(draw: st.DrawFn) -> list[str]:
    """A text over few words, or a near copy of one of three."""
    base = draw(st.integers(0, 2))
    words = [WORDS[(i * (base + 1) + base) % len(WORDS)] for i in range(draw(st.integers(0, 22)))]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words)))
        match draw(st.sampled_from("dis")):
            case "d":
                del words[at : at + 1]
            case "i":
                words.insert(at, draw(st.sampled_from(WORDS)))
            case _:
                words[at : at + 1] = [draw(st.sampled_from(WORDS))]
    return words


dates = st.builds(
    DateRef,
    value=st.sampled_from([None, dt.date(2020, 5, 1), dt.date(2020, 5, 3), dt.date(2021, 5, 3)]),
    precision=st.sampled_from(["day", "month", "year"]),
)
said = st.tuples(
    wordings().map(lambda words: " ".join(words) or "–"),
    st.sampled_from([None, None, "ada-lorn", "pol-vane"]),
    dates,
    st.sampled_from(["direct", "indirect", "author"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(said, max_size=12), min_size=1, max_size=3))
def test_groups_are_those_of_the_definition(
    articles: list[list[tuple[str, str | None, DateRef, str]]],
) -> None:
    ledgers = [ledger_of(texts, number) for number, texts in enumerate(articles)]
    assert cluster(ledgers) == slow_cluster(ledgers)


@settings(max_examples=1000, deadline=None)
@given(wordings(), wordings())
def test_no_pair_of_alike_wordings_is_missed(a: list[str], b: list[str]) -> None:
    assert alike(a, b) is alike(b, a)
    if alike(a, b):
        assert keys(a).stored & keys(b).sought
        assert keys(b).stored & keys(a).sought


@pytest.mark.parametrize("length", [*range(1, 60), 200, 1000])
def test_even_the_fewest_shared_pairs_are_found(length: int) -> None:
    """Words changed as far apart as can be, so that the most pairs are broken."""
    a = [f"w{i}" for i in range(length)]
    for step in range(2, length + 1):
        b = [f"x{word}" if i % step == step // 2 else word for i, word in enumerate(a)]
        if SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR:
            assert keys(a).stored & keys(b).sought, step
            return


@given(st.text(max_size=40))
def test_the_short_way_for_plain_text_gives_the_same_words(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert words_of(plain) == words_of(f"{plain} é")[:-1]


def test_many_statements_take_seconds() -> None:
    texts = [
        (
            " ".join(WORDS[(i * k + k * k) % len(WORDS)] + str(i % 7 * k) for k in range(14)),
            None,
            DateRef(),
            "direct",
        )
        for i in range(3000)
    ]
    began = time.perf_counter()
    assert len(cluster([ledger_of(texts)])) <= 3000
    assert time.perf_counter() - began < 20
