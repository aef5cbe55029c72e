"""Krippendorff's alpha, its interval, and ledgers side by side."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.evidence import support

from asabiya import cli
from asabiya.errors import InputError
from asabiya.evidence import Code, Ledger, read, read_text
from asabiya.evidence.agreement import Table, alpha, pooled
from asabiya.evidence.comparison import compare_coders, compare_ledgers, open_coder
from asabiya.evidence.review.changes import Hand, accept, add_code, remove_code

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections A to C.
BINARY = (("0100000010", "1110010000"), 0.095)
NOMINAL = (("aabbdcccedda", "babbbccceddd"), 0.692)
MISSING = (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743)


def table(rows: tuple[str, ...]) -> Table:
    return [[None if value == "." else value for value in unit] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "expected"), [BINARY, NOMINAL, MISSING], ids=["A", "B", "C"])
def test_krippendorff_2011_sections_a_to_c(rows: tuple[str, ...], expected: float) -> None:
    found = alpha(table(rows), draws=50)
    assert found.alpha == pytest.approx(expected, abs=5e-4)


def test_units_judged_once_do_not_count() -> None:
    rows = table(MISSING[0])
    assert alpha(rows, draws=50) == alpha([*rows, ["3", None, None, None]], draws=50)
    assert alpha(rows, draws=50).units == 11


def test_pooled_over_one_table_is_alpha_by_our_own_equations() -> None:
    rng = np.random.default_rng(3)
    for size in (4, 11, 30):
        values = rng.integers(0, 3, size=(size, 3)).tolist()
        given: Table = [[None if rng.random() < 0.2 else v for v in row] for row in values]
        one, other = alpha(given, draws=20), pooled({"x": given}, draws=20)
        assert one.alpha == pytest.approx(other.alpha, abs=1e-12)
        assert (one.lo, one.hi, one.units) == pytest.approx((other.lo, other.hi, other.units), abs=1e-12)


def test_pooled_weighs_codes_by_the_disagreement_that_chance_would_bring() -> None:
    # Closed form: two units-by-two tables whose n D_o and n D_e are counted by hand.
    agreed: Table = [[0, 0], [1, 1]]
    crossed: Table = [[0, 1], [1, 0]]
    assert alpha(agreed, draws=20).alpha == 1.0
    assert alpha(crossed, draws=20).alpha == pytest.approx(1 - 1 / (2 / 3))
    found = pooled({"agreed": agreed, "crossed": crossed}, draws=20)
    assert found.alpha == pytest.approx(1 - 4 / (2 * 4 * 2 / 3))


def test_agreement_does_not_hang_on_the_order_of_coders_or_units() -> None:
    rows = table(MISSING[0])
    turned = [list(reversed(row)) for row in reversed(rows)]
    assert alpha(turned, draws=10).alpha == pytest.approx(alpha(rows, draws=10).alpha)


def test_no_variation_and_no_unit_leave_alpha_undefined_and_say_so() -> None:
    same = alpha([["a", "a"], ["a", "a"]], draws=10)
    assert (same.alpha, same.lo, same.why) == (
        None,
        None,
        "every value is the same: there is no variation to agree on",
    )
    assert alpha([["a", None]], draws=10).why == "no unit was judged by two coders"
    assert pooled({}, draws=10).alpha is None
    assert pooled({"x": [["a", "a"]]}, draws=10).why == same.why


def test_resamples_without_variation_are_counted() -> None:
    rare = alpha([["a", "a"]] * 9 + [["b", "b"]], draws=2000)
    # A resample misses the one unit that differs with probability 0.9**10.
    expected = 2000 * 0.9**10
    assert abs(rare.undefined - expected) < 4 * np.sqrt(expected * (1 - 0.9**10))


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    # Two coders see a binary truth of prevalence q and err independently with probability e.
    rng = np.random.default_rng(11)
    q, e, units, trials = 0.4, 0.15, 120, 300
    seen = q * (1 - e) + (1 - q) * e
    truth = 1 - 2 * e * (1 - e) / (2 * seen * (1 - seen))
    covered = 0
    for _ in range(trials):
        real = rng.random(units) < q
        rows = [(real ^ (rng.random(units) < e)).tolist() for _ in range(2)]
        found = alpha(list(zip(*rows, strict=True)), draws=300)
        assert found.lo is not None
        assert found.hi is not None
        covered += found.lo <= truth <= found.hi
    error = np.sqrt(0.9 * 0.1 / trials)
    assert abs(covered / trials - 0.9) < 3.5 * error


@pytest.fixture(scope="module")
def article() -> Ledger:
    return read(support.ARTICLES / "alarm.txt", coder="rules")


def recoded(ledger: Ledger, number: int, codes: list[str]) -> Ledger:
    changed = list(ledger.statements)
    entries = tuple(Code(code=c, confidence=1.0, coder="ana") for c in codes)
    changed[number] = changed[number].model_copy(update={"codes": entries})
    return ledger.model_copy(update={"statements": tuple(changed)})


def test_a_ledger_agrees_with_itself(article: Ledger) -> None:
    answer = compare_ledgers({"one": [article], "two": [article]}, draws=50)
    assert answer["alpha"]["codes"]["alpha"] == 1.0
    assert all(row["alpha"] in (1.0, None) for row in (*answer["alpha"].values(), *answer["codes"].values()))
    assert answer["units"]["unitizing_f"] == 1.0
    assert answer["units"]["shared"] == len(article.statements)


def test_one_code_taken_away_lowers_its_alpha_and_no_other(article: Ledger) -> None:
    number = next(
        i for i, s in enumerate(article.statements) if {"appeals_unity"} == {c.code for c in s.codes}
    )
    answer = compare_ledgers({"one": [article], "two": [recoded(article, number, [])]}, draws=50)
    lowered = {code for code, row in answer["codes"].items() if row["alpha"] not in (1.0, None)}
    assert lowered == {"appeals_unity"}
    assert 0 < answer["alpha"]["codes"]["alpha"] < 1
    assert answer["alpha"]["kind"]["alpha"] == 1.0


def test_statements_of_one_alone_are_counted_as_unitizing(article: Ledger) -> None:
    kept = article.statements
    a, b = kept[0].spans[0]
    cut = kept[0].model_copy(update={"spans": ((a, b - 1),), "text": article.article.text[a : b - 1]})
    other = article.model_copy(update={"statements": (cut, *kept[2:])})
    answer = compare_ledgers({"one": [article], "two": [other]}, draws=20)
    assert answer["units"]["only"] == {"one": 2, "two": 1}
    assert answer["units"]["overlapping"] == 2
    assert answer["units"]["shared"] == len(kept) - 2
    assert answer["units"]["unitizing_f"] == pytest.approx(2 * (len(kept) - 2) / (2 * len(kept) - 1))


def test_what_cannot_be_coded_does_not_raise_agreement_on_codes() -> None:
    text = "The dam is old.\n\nGovernor Ada Lorn said, “Stay alert.” Lorn said, “Rain fell.”\n"
    ledger = read_text(text, author="Ann Oth")
    answer = compare_ledgers({"one": [ledger], "two": [ledger]}, draws=20)
    assert answer["alpha"]["kind"]["units"] == 3
    assert answer["codes"]["exhorts_vigilance"]["units"] == 2


def test_coders_inside_a_reviewed_ledger(article: Ledger) -> None:
    coded = [s for s in article.statements if s.codes][:3]
    first, second, third = (s.id for s in coded)
    gone = coded[1].codes[0].code
    hand = Hand("Ana")
    reviewed = accept(article, first, hand)
    reviewed = remove_code(reviewed, second, gone, hand)
    reviewed = add_code(reviewed, third, "warns_surprise", hand)
    answer = compare_coders([reviewed], draws=20)
    assert answer["coders"] == ["Ana", "rules/1"]
    assert answer["units"] == {"shared": 3, "statements": len(support.attributed(article))}
    rows = {code: row["alpha"] for code, row in answer["codes"].items() if row["alpha"] is not None}
    # By hand: the rules saw neither surprise, and Ana alone did; two of three agree on it.
    assert rows["warns_surprise"] == pytest.approx(0.0)
    assert rows[gone] < 1
    assert answer["alpha"]["codes"]["alpha"] < 1


def test_a_joined_coder_is_two() -> None:
    ledger = read_text("Governor Ada Lorn said, “Stay alert.” Lorn said, “Stay loyal.”")
    statements = [
        s.model_copy(update={"codes": (s.codes[0].model_copy(update={"coder": coder}),)})
        for s, coder in zip(ledger.statements, ("rules/1+embeddings/1", "rules/1"), strict=True)
    ]
    answer = compare_coders([ledger.model_copy(update={"statements": tuple(statements)})], draws=20)
    assert answer["coders"] == ["embeddings/1", "rules/1"]
    assert answer["codes"]["exhorts_vigilance"]["alpha"] == 1.0
    assert answer["codes"]["exhorts_commitment"]["alpha"] == pytest.approx(0.0)


def test_what_cannot_be_compared_is_refused(article: Ledger) -> None:
    other = read_text("Governor Ada Lorn said, “Rain fell.”", name="other")
    with pytest.raises(InputError, match="no two of these ledgers are of the same article"):
        compare_ledgers({"one": [article], "two": [other]})
    with pytest.raises(InputError, match="1 coder"):
        compare_ledgers({"one": [article]})
    with pytest.raises(InputError, match=r"hold .* twice"):
        compare_ledgers({"one": [article, article], "two": [article]})
    with pytest.raises(InputError, match=r"the codes of 1 coder \(rules/1\)"):
        compare_coders([article])
    with pytest.raises(InputError, match=r"hold .* twice"):
        compare_coders([article, article])


def test_command_answers_with_one_object_or_a_table(
    article: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ana").mkdir()
    one, two = tmp_path / "one.jsonl", tmp_path / "ana" / "alarm.jsonl"
    article.save(one)
    recoded(article, 0, ["claims_strength"]).save(two)
    assert cli.run(["agree", str(one), str(two.parent), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["coders"] == [str(one), str(two.parent)]
    assert answer["codes"]["claims_strength"]["alpha"] < 1
    assert cli.run(["agree", str(one), str(two)]) == 0
    shown = capsys.readouterr().out
    assert "claims_strength" in shown
    assert "no variation" in shown
    assert cli.run(["agree", str(two), "--by", "coder", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["coders"] == ["ana", "rules/1"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{one}"], "1 coder"),
        (["{one}", "{one}"], "named twice"),
        (["{one}", "{folder}"], "no ledger"),
        (["{one}", "{one}x"], "no such file"),
        (["{one}", "--by", "day"], "neither ledger nor coder"),
    ],
)
def test_bad_calls_say_what_is_wrong(
    article: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    one, folder = tmp_path / "one.jsonl", tmp_path / "empty"
    article.save(one)
    folder.mkdir()
    assert cli.run(["agree", *(a.format(one=one, folder=folder) for a in arguments)]) == 2
    assert words in capsys.readouterr().err


def test_a_folder_is_one_coder(article: Ledger, tmp_path: Path) -> None:
    article.save(tmp_path / "b.jsonl")
    (tmp_path / "manifest.jsonl").write_text("{}\n", encoding="utf-8")
    assert open_coder(tmp_path) == (article,)
