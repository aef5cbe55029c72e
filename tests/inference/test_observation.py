"""The likelihood of coded statements: normalisation, bounds, and what must add nothing."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from asabiya.errors import InputError
from asabiya.inference.importance import information_nats, leave_one_out, path_loglik
from asabiya.inference.observation import Observation, elementary_symmetric, log_likelihood, rest_shares
from asabiya.inference.reporters import ReporterDraws, reporter_draws, reporter_prior
from asabiya.inference.sensitivity import VARIATIONS, sensitivity
from asabiya.inference.speech import SpeechModel
from asabiya.vocabulary import CODES, SECTORS

MODEL = SpeechModel()
OPPOSED = reporter_draws([reporter_prior("PMOI/MEK")])


def said(*codes: str, confidence: float = 1.0, **rest: Any) -> Observation:
    pairs = tuple((code, confidence) for code in codes)
    return replace(Observation("s1", 3, "guards", pairs, 0), **rest)


def fixed(stance: float = 0.0, strength: float = 0.0) -> ReporterDraws:
    return ReporterDraws(np.array([[stance]]), np.array([[strength]]))


def strained(count: int = 4000, statements: int = 1, seed: int = 0) -> np.ndarray:
    """One strain behind all codes, and a little of each code's own."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(count, 1, 1))
    x: np.ndarray = 0.9 * common + 0.4 * rng.normal(size=(count, statements, 12))
    x[:, :, CODES.index("claims_strength")] *= -1.0
    return x


def information(
    statements: list[Observation], reporters: ReporterDraws = OPPOSED, model: SpeechModel = MODEL
) -> float:
    x = strained(statements=len(statements))
    loglik = log_likelihood(x, statements, reporters, model)
    return information_nats(path_loglik(loglik, [s.reporter for s in statements])).value


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("exempt", [(), ("appeals_unity", "exhorts_commitment")])
def test_probabilities_of_all_sets_of_a_size_sum_to_one(size: int, exempt: tuple[str, ...]) -> None:
    x = strained(5, seed=1)
    free = [code for code in CODES if code not in exempt]
    sets = [said(*chosen, exempt=exempt) for chosen in combinations(free, size)]
    total = sum(np.exp(log_likelihood(x, [s], OPPOSED, MODEL)[:, :, 0]) for s in sets)
    np.testing.assert_allclose(total, 1.0, rtol=1e-12)


def test_a_single_code_has_the_softmax_probability() -> None:
    x = strained(3, seed=2)
    logits = np.log(MODEL.base("guards")) + MODEL.slopes * x[:, 0] + 0.7 * 2.0 * MODEL.loadings
    expected = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    for i, code in enumerate(CODES):
        found = log_likelihood(x, [said(code)], fixed(0.7, 2.0), MODEL)[:, 0, 0]
        np.testing.assert_allclose(found, expected[:, i], rtol=1e-12)


def test_confidence_mixes_with_the_probability_at_rest() -> None:
    x = strained(3, seed=3)
    code = "admits_defection"
    sure = np.exp(log_likelihood(x, [said(code)], OPPOSED, MODEL))
    rest = np.exp(log_likelihood(0.0 * x, [said(code)], OPPOSED, MODEL))
    mixed = np.exp(log_likelihood(x, [said(code, confidence=0.3)], OPPOSED, MODEL))
    np.testing.assert_allclose(mixed, 0.3 * sure + 0.7 * rest, rtol=1e-12)
    assert information([said(code, confidence=0.0)]) == pytest.approx(0.0, abs=1e-15)


def test_codes_of_one_utterance_are_an_average_of_ratios_not_a_product() -> None:
    x = strained(50, seed=4)
    pair = ("admits_defection", "admits_infighting")

    def ratio(*codes: str) -> np.ndarray:
        loglik = log_likelihood(x, [said(*codes)], fixed(), MODEL)
        difference: np.ndarray = loglik - log_likelihood(0.0 * x, [said(*codes)], fixed(), MODEL)
        likelihood_ratio: np.ndarray = np.exp(difference[:, 0, 0])
        return likelihood_ratio

    single = np.stack([ratio(code) for code in pair])
    both = ratio(*pair)
    assert (both <= single.max(axis=0) + 1e-12).all()
    assert (both >= single.min(axis=0) - 1e-12).all()
    np.testing.assert_allclose(both, single.mean(axis=0), rtol=0.02)


def test_two_codes_of_one_utterance_teach_less_than_two_utterances() -> None:
    one = information([said("admits_defection", "admits_infighting")])
    two = information([said("admits_defection"), said("admits_infighting", id="s2")])
    assert 0.0 < one < 0.6 * two


def test_statements_without_a_code_or_with_scheduled_codes_only_add_exactly_nothing() -> None:
    silent = said()
    scheduled = said("appeals_unity", exempt=("appeals_unity", "exhorts_commitment"))
    x = strained(statements=3)
    statements = [said("admits_defection"), silent, scheduled]
    loglik = log_likelihood(x, statements, OPPOSED, MODEL)
    assert (loglik[:, :, 1:] == 0.0).all()
    shares = leave_one_out(loglik, [0, 0, 0])
    assert [share.value for share in shares[1:]] == [0.0, 0.0]
    assert information([silent, scheduled]) == 0.0


def test_a_scheduled_code_beside_another_leaves_the_other_alone() -> None:
    x = strained(40, seed=5)
    beside = said("admits_infighting", "appeals_unity", exempt=("appeals_unity",))
    alone = said("admits_infighting", exempt=("appeals_unity",))
    np.testing.assert_array_equal(
        log_likelihood(x, [beside], OPPOSED, MODEL), log_likelihood(x, [alone], OPPOSED, MODEL)
    )


def test_a_statement_about_the_past_counts_by_its_relevance() -> None:
    past = said("admits_defection", time_reference="past")
    assert information([past], model=replace(MODEL, past_relevance=0.0)) == 0.0
    assert information([past], model=replace(MODEL, past_relevance=1.0)) == information(
        [replace(past, time_reference="present")]
    )
    assert 0.0 < information([past]) < 0.05 * information([replace(past, time_reference="present")])


def test_a_state_at_rest_on_every_path_teaches_nothing() -> None:
    loglik = log_likelihood(np.zeros((30, 1, 12)), [said("warns_surprise")], OPPOSED, MODEL)
    assert information_nats(path_loglik(loglik, [0])).value == pytest.approx(0.0, abs=1e-15)


def test_a_strong_tilt_shrinks_what_admissions_teach() -> None:
    admissions = [
        said("admits_defection", id="a"),
        said("admits_infighting", id="b"),
        said("laments_confusion", id="c"),
    ]
    gains = [information(admissions, fixed(1.0, strength)) for strength in (0.0, 2.0, 6.0)]
    assert gains[0] > gains[1] > gains[2]
    assert gains[2] < 0.25 * gains[0]
    assert information(admissions, fixed(-1.0, 2.0)) > gains[0]


def test_state_media_that_admit_teach_more_than_an_opponent() -> None:
    admission = [said("admits_defection"), said("admits_defection", id="s2")]
    state = reporter_draws([reporter_prior("state-run news agency")])
    assert information(admission, state) > information(admission, OPPOSED)


def test_the_ceiling_bounds_an_extreme_path() -> None:
    x = np.zeros((3, 1, 12))
    x[1, 0, 0], x[2, 0, 0] = 4.0, 400.0
    loglik = log_likelihood(x, [said("admits_defection")], OPPOSED, MODEL)
    np.testing.assert_array_equal(loglik[1], loglik[2])
    assert (loglik[1] > loglik[0]).all()


def test_draws_of_the_reporter_suffice() -> None:
    statements = [said("admits_defection", id=str(i)) for i in range(3)]
    coarse = information(statements)
    fine = information(statements, reporter_draws([reporter_prior("PMOI/MEK")], 1024))
    assert coarse == pytest.approx(fine, rel=0.05)


def test_a_block_of_paths_changes_nothing() -> None:
    x = strained(5000, seed=6)
    whole = log_likelihood(x, [said("exhorts_vigilance")], OPPOSED, MODEL)
    np.testing.assert_array_equal(
        whole[3000:], log_likelihood(x[3000:], [said("exhorts_vigilance")], OPPOSED, MODEL)
    )


def test_shares_at_rest_are_the_base_rates_where_nobody_selects() -> None:
    for sector in SECTORS:
        shares = rest_shares(said("appeals_unity", sector=sector), fixed(), MODEL)
        np.testing.assert_allclose(shares[0], MODEL.base(sector) / 100.0, rtol=1e-12)


def test_elementary_symmetric_polynomials_by_enumeration() -> None:
    weight = np.random.default_rng(7).random((3, 6))
    for degree in range(7):
        expected = sum(weight[:, list(c)].prod(axis=1) for c in combinations(range(6), degree))
        np.testing.assert_allclose(elementary_symmetric(weight, degree), expected)


def test_ten_thousand_paths_and_thirty_statements_take_a_second() -> None:
    x = strained(10_000, statements=30)
    statements = [said("warns_surprise", "exhorts_vigilance", id=str(i)) for i in range(30)]
    start = time.process_time()
    loglik = log_likelihood(x, statements, OPPOSED, MODEL)
    assert time.process_time() - start < 1.5
    assert loglik.shape == (10_000, 32, 30)
    assert loglik.nbytes < 80_000_000


def test_sensitivity_shows_the_answer_under_every_variation() -> None:
    statements = [
        said("admits_defection"),
        said("admits_infighting", id="s2", time_reference="past"),
        said("laments_confusion", id="s3"),
    ]
    x = strained(statements=3)
    event = x[:, 0, 0] > 1.5
    rows = sensitivity(x, statements, OPPOSED, MODEL, event)
    assert [(r.parameter, r.value) for r in rows] == [(k, v) for k, vs in VARIATIONS.items() for v in vs]
    by = {(r.parameter, r.value): r for r in rows}
    now = by["slope_factor", 1.0]
    assert now.information.value == information(statements)
    assert replace(by["past_relevance", 0.1], parameter="slope_factor", value=1.0) == now
    half, double = by["slope_factor", 0.5], by["slope_factor", 2.0]
    assert half.information.value < now.information.value < double.information.value
    assert 0.0 < half.shift.p < now.shift.p < double.shift.p
    assert by["tilt_factor", 0.0].shift.p > now.shift.p > by["tilt_factor", 2.0].shift.p
    assert by["past_relevance", 0.0].shift.p < by["past_relevance", 1.0].shift.p


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"codes": (("admit_defection", 1.0),)},
            "statement s1: code 'admit_defection' is not in the codebook\nhint: did you mean admits_",
        ),
        (
            {"codes": (("appeals_unity", 1.0), ("appeals_unity", 0.5))},
            "statement s1: a code stands twice\nhint: keep the one with the higher confidence",
        ),
        (
            {"codes": (("appeals_unity", 1.5),)},
            "statement s1: confidence 1.5 of appeals_unity, out of range\nhint: give a number in 0..1",
        ),
        ({"sector": "guard"}, "statement s1: sector 'guard' is unknown\nhint: did you mean guards?"),
        (
            {"time_reference": "passed"},
            "statement s1: time reference 'passed' is unknown\nhint: did you mean past?",
        ),
        ({"day": -1}, "statement s1: day -1, reporter 0\nhint: both count from 0"),
    ],
)
def test_statements_that_make_no_sense_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        replace(said("appeals_unity"), **change)
    assert str(refused.value).startswith(message)


def test_features_and_reporters_must_fit_the_statements() -> None:
    with pytest.raises(InputError) as shape:
        log_likelihood(np.zeros((5, 2, 12)), [said("appeals_unity")], OPPOSED, MODEL)
    assert str(shape.value) == (
        "features: shape (5, 2, 12) for 1 statements\nhint: give an array of (paths, 1, 12)"
    )
    with pytest.raises(InputError) as missing:
        log_likelihood(np.zeros((5, 1, 12)), [said("appeals_unity", reporter=1)], OPPOSED, MODEL)
    assert str(missing.value) == (
        "statement s1: reporter 1 has no draws\nhint: there are 1 reporters, counted from 0"
    )
    with pytest.raises(InputError) as none:
        log_likelihood(np.full((5, 1, 12), np.nan), [said("appeals_unity")], OPPOSED, MODEL)
    assert str(none.value).startswith("features: not finite on some path\nhint: ")


def test_parameters_carry_unit_range_and_source_and_are_kept_in_range() -> None:
    rows = MODEL.parameters()
    assert len({row.key for row in rows}) == len(rows) == 5 + 12 * 6
    assert all(row.unit and row.source.startswith("assumed") for row in rows)
    for sector in SECTORS:
        assert MODEL.base(sector).sum() == pytest.approx(100.0)
    with pytest.raises(InputError) as wrong:
        replace(MODEL, past_relevance=1.5)
    assert str(wrong.value) == (
        "speech model: past_relevance = 1.5, out of range\nhint: give a number in 0.0..1.0"
    )
    with pytest.raises(InputError) as order:
        SpeechModel(codes=MODEL.codes[::-1])
    assert "hint: give one row for each of admits_defection, " in str(order.value)
