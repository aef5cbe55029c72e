"""Nowcasts by the public API: what counts, what is left out, and what must stay exactly the prior."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import asabiya
from asabiya.errors import InputError, LedgerError
from asabiya.provenance import jsonable
from asabiya.vocabulary import HORIZONS, OUTCOMES

NAME = "reference-autocracy"
PATHS = 600

SPEECHES = """Generals Speak Out

On {day}, General Viktor Orlan, commander of the Republican Guards, said, "Many of our own officers have \
deserted us and gone over to the enemy, and we must not hide it."

The head of the judiciary, Pavel Dorn, said on {day}, "Sometimes we even see loyal forces at each \
other's throats."
"""


def article(tmp_path: Path, text: str, name: str = "article.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def start() -> str:
    return asabiya.load(NAME).start.isoformat()


@pytest.fixture(scope="module")
def day() -> str:
    import datetime as dt

    return f"{asabiya.load(NAME).start + dt.timedelta(days=30):%B %-d, %Y}"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, day: str) -> asabiya.api.results.Nowcast:
    path = article(tmp_path_factory.mktemp("articles"), SPEECHES.format(day=day))
    return asabiya.nowcast(NAME, path, particles=PATHS, seed=1)


def test_nowcast_answers_what_the_interface_promises(found: asabiya.api.results.Nowcast) -> None:
    answer = found.summary
    keys = "prior posterior information_nats information_nats_se sentence statements diagnostics bias"
    assert set(keys.split()) <= answer.keys()
    assert {"ess_min", "prior_predictive_p"} <= answer["diagnostics"].keys()
    for part in ("prior", "posterior"):
        assert set(answer[part]["outcomes"]) == set(OUTCOMES)
        for by_horizon in answer[part]["outcomes"].values():
            assert list(by_horizon) == [str(h) for h in HORIZONS]
    shift = answer["posterior"]["outcomes"]["collapse"]["365"]["shift"]
    assert shift["lo"] <= shift["p"] <= shift["hi"]
    assert len(answer["statements"]) == 2
    assert {"id", "speaker", "date", "codes", "leave_one_out_nats", "leave_one_out_nats_se"} <= set(
        answer["statements"][0]
    )
    assert answer["information_nats"] > 0
    json.dumps(jsonable(answer), allow_nan=False)


def test_the_sentence_names_the_degree_and_the_nats(found: asabiya.api.results.Nowcast) -> None:
    assert found.summary["sentence"].startswith("These two statements should change your mind ")
    assert "nats" in found.summary["sentence"]


def test_an_article_without_statements_returns_the_prior_exactly(tmp_path: Path, start: str) -> None:
    path = article(tmp_path, "Rain fell on the capital. The markets were closed.\n")
    answer = asabiya.nowcast(NAME, path, particles=PATHS).summary
    assert answer["as_of"] == start
    assert answer["information_nats"] == 0.0
    assert answer["statements"] == []
    assert answer["prior"]["indices"] == answer["posterior"]["indices"]
    for name, by_horizon in answer["posterior"]["outcomes"].items():
        for horizon, row in by_horizon.items():
            shift = row.pop("shift")
            assert set(shift.values()) == {0.0}
            assert row == answer["prior"]["outcomes"][name][horizon]
    assert answer["sentence"].startswith("There is nothing here to learn from")


def test_the_same_words_in_two_outlets_count_once(
    tmp_path: Path, day: str, found: asabiya.api.results.Nowcast
) -> None:
    first = article(tmp_path, SPEECHES.format(day=day))
    second = article(
        tmp_path, "Another Paper\n\n" + SPEECHES.format(day=day).split("\n\n", 1)[1], "second.txt"
    )
    both = asabiya.nowcast(NAME, [first, second], particles=PATHS, seed=1).summary
    assert len(both["statements"]) == 2
    assert [len(group) for group in both["duplicates"]] == [2, 2]
    assert both["information_nats"] == pytest.approx(found.summary["information_nats"], rel=1e-12)


def test_undated_and_distant_statements_are_left_out_with_a_reason(tmp_path: Path, start: str) -> None:
    text = (
        'Title\n\nThe defence minister, Ivo Rann, said, "Our forces are loyal and strong as never before."\n'
    )
    undated = asabiya.nowcast(NAME, article(tmp_path, text), particles=PATHS).summary
    assert undated["statements"] == []
    assert {row["reason"] for row in undated["excluded"]} == {"no day is known"}
    text = SPEECHES.format(day="March 3, 1987")
    old = asabiya.nowcast(NAME, article(tmp_path, text), particles=PATHS).summary
    assert old["statements"] == []
    assert any(f"before the scenario's start {start}" in row["reason"] for row in old["excluded"])


def test_saved_nowcast_runs_again_to_the_same_bits(
    tmp_path: Path, found: asabiya.api.results.Nowcast
) -> None:
    place = found.save(tmp_path / "now")
    assert (place / "ledger.jsonl").exists()
    assert asabiya.rerun(place)["equal"] is True
    page = (place / "report.html").read_text(encoding="utf-8")
    assert found.summary["sentence"].split(":")[0] in page


def test_markup_in_an_article_is_shown_not_run(tmp_path: Path, day: str) -> None:
    evil = SPEECHES.format(day=day).replace("Generals", "<script>alert(1)</script> Generals")
    place = asabiya.nowcast(NAME, article(tmp_path, evil), particles=PATHS, seed=1).save(tmp_path / "now")
    page = (place / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_bad_input_is_a_clear_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="before the scenario's start"):
        asabiya.nowcast(NAME, article(tmp_path, "Nothing said.\n"), as_of="1950-01-01", particles=PATHS)
    with pytest.raises(InputError, match="more than 3,660 days after the scenario's start"):
        asabiya.nowcast(NAME, article(tmp_path, "Nothing said.\n"), as_of="2150-01-01", particles=PATHS)
    with pytest.raises(InputError, match="is not a date"):
        asabiya.nowcast(NAME, article(tmp_path, "Nothing said.\n"), as_of="yesterday")
    with pytest.raises(InputError, match="no such file"):
        asabiya.nowcast(NAME, tmp_path / "missing.txt")
    wrong = article(tmp_path, '{"schema": "asabiya.ledger/1", "article": {"source": 3}}\n', "wrong.jsonl")
    with pytest.raises(LedgerError, match=r"wrong\.jsonl"):
        asabiya.nowcast(NAME, wrong)
    with pytest.raises(InputError, match="particles: 1"):
        asabiya.nowcast(NAME, article(tmp_path, "Nothing said.\n"), particles=1)
