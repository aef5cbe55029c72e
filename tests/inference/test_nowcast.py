"""The nowcast on the regime model: calibration, tempering, and what must not count."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import numpy as np
import pytest

from asabiya.api import engine
from asabiya.engine import macro
from asabiya.engine.model import registry
from asabiya.inference import nowcast
from asabiya.inference.calibration_check import check_uniform, posterior_rank
from asabiya.inference.importance import path_loglik, weights
from asabiya.inference.observation import Observation, log_likelihood
from asabiya.inference.predictive import sample_reporters, simulate_codes
from asabiya.inference.reporters import reporter_draws, reporter_prior
from asabiya.inference.signals import Perception
from asabiya.inference.speech import SpeechModel
from asabiya.inference.statements import Evidence
from asabiya.scenario import load
from asabiya.vocabulary import INDICES

DAYS = 61
SECTORS = ("guards", "leader", "judiciary", "basij", "ministries")


def observations(count: int, code: str = "admits_infighting") -> tuple[Observation, ...]:
    return tuple(
        Observation(
            id=f"s{i:02}",
            day=20 + (40 * i) // count,
            sector=SECTORS[i % len(SECTORS)],
            codes=((code, 1.0),),
            reporter=i % 2,
        )
        for i in range(count)
    )


@pytest.fixture(scope="module")
def plan() -> macro.Plan:
    return engine.plan(load("reference-autocracy"), DAYS)


@pytest.fixture(scope="module")
def paths(plan: macro.Plan) -> macro.Ensemble:
    latents, keys = macro.prior(5, 4096 + 160, len(plan.infos), DAYS)
    return macro.simulate(
        plan, seed=5, latents=latents, paths=keys, watch=sorted({o.day for o in observations(24)})
    )


def ranks(paths: macro.Ensemble, data: SpeechModel, model: SpeechModel) -> dict[str, np.ndarray]:
    """Ranks of the truth for 160 replicates: statements from ``data``, weights by ``model``."""
    statements = observations(24)
    days = sorted({o.day for o in statements})
    perception = Perception(
        tuple(days.index(o.day) for o in statements), tuple(o.sector for o in statements), True
    )
    signals = perception.signals(paths.common, paths.sector)
    scales = perception.scales(signals[:4096])
    x = perception.features(signals, scales)
    priors = [reporter_prior("exile party"), reporter_prior("Reuters")]
    grid = reporter_draws(priors)
    tension = paths.indices[-1, INDICES.index("tension")].astype(np.float64)
    quantities = {
        "tension on the last day": tension,
        "hidden defection on the last day": paths.indices[-1, INDICES.index("hidden_defection")].astype(
            np.float64
        ),
        "latent of the spread of signals": paths.latents[:, list(registry()).index("confusion.sigma")].astype(
            np.float64
        ),
    }
    found: dict[str, list[int]] = {name: [] for name in quantities}
    for r in range(160):
        rng = np.random.Generator(np.random.Philox(key=np.array([11, r], dtype=np.uint64)))
        truth = 4096 + r
        said = simulate_codes(rng, x[truth], statements, sample_reporters(rng, priors), data)
        ll = path_loglik(log_likelihood(x[:4096], said, grid, model), [o.reporter for o in said])
        weight = weights(ll)
        for name, values in quantities.items():
            found[name].append(posterior_rank(rng, values[:4096], weight, float(values[truth]), 31))
    return {name: np.array(values) for name, values in found.items()}


def test_nowcast_is_calibrated_on_a_reduced_scenario(paths: macro.Ensemble) -> None:
    for name, found in ranks(paths, SpeechModel(), SpeechModel()).items():
        check = check_uniform(found, 32, prob=0.99)
        assert check.passed, (name, check.p)


def test_calibration_check_notices_a_likelihood_that_believes_too_much(paths: macro.Ensemble) -> None:
    wrong = ranks(paths, SpeechModel(slope_factor=0.5), SpeechModel(slope_factor=3.0))
    assert not check_uniform(wrong["tension on the last day"], 32, prob=0.99).passed


def evidence_of(statements: tuple[Observation, ...], as_of: int = 60) -> Evidence:
    start = load("reference-autocracy").start
    return Evidence(
        observations=statements,
        sources=tuple((0, o.id) for o in statements),
        excluded=(),
        duplicates=(),
        reporters=("A", "B"),
        priors=(reporter_prior("Reuters"), reporter_prior("Reuters")),
        as_of=start + dt.timedelta(days=as_of),
    )


def weigh(plan: macro.Plan, statements: tuple[Observation, ...], **options: Any) -> nowcast.Weighed:
    start = load("reference-autocracy").start
    settings: dict[str, Any] = {"particles": 1024, "seed": 3, **options}
    return nowcast.weigh(plan, evidence_of(statements), start, {}, **settings)


def test_no_statement_gives_the_prior_exactly(plan: macro.Plan) -> None:
    found = weigh(plan, ())
    assert found.information.value == 0.0
    assert found.information.se == 0.0
    assert (found.weight == found.weight[0]).all()
    table = nowcast.outcome_table(found, 60, ("collapse", "uprising"))
    for rows in table.values():
        for row in rows.values():
            assert row["prior"] == row["posterior"]
            assert (row["shift"].p, row["shift"].lo, row["shift"].hi) == (0.0, 0.0, 0.0)


def test_announced_speeches_add_nothing(plan: macro.Plan) -> None:
    announced = tuple(
        dataclasses.replace(o, codes=(("appeals_unity", 1.0),), exempt=("appeals_unity",))
        for o in observations(4)
    )
    assert weigh(plan, announced).information.value == 0.0


def test_admissions_of_infighting_raise_tension(plan: macro.Plan) -> None:
    found = weigh(plan, observations(3))
    assert found.sample is None
    tension = found.prior.indices[-1, INDICES.index("tension")].astype(np.float64)
    shift = float(found.weight @ tension - tension.mean())
    error = float(np.sqrt(np.square(found.weight * (tension - tension.mean())).sum()))
    assert found.information.value > 3 * found.information.se
    assert shift > 3 * error


def test_a_partisan_reporter_makes_admissions_say_less(plan: macro.Plan) -> None:
    said = observations(3, "admits_defection")
    start = load("reference-autocracy").start
    informations = []
    for name in ("opposition council in exile", "Reuters", "state-run agency"):
        found = dataclasses.replace(evidence_of(said), priors=(reporter_prior(name), reporter_prior(name)))
        informations.append(nowcast.weigh(plan, found, start, {}, particles=1024, seed=3).information)
    partisan, neutral, hostile = informations
    # All three are read off the same paths, whose error is common to them: differences are paired.
    assert partisan.value < neutral.value < hostile.value
    assert partisan.value > 3 * partisan.se


@pytest.mark.slow
def test_tempering_agrees_with_weighing_where_both_work(
    plan: macro.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = observations(2)
    weighed = weigh(plan, said, particles=4096)
    assert weighed.sample is None
    monkeypatch.setattr(nowcast, "needs_tempering", lambda weight: True)
    monkeypatch.setattr(nowcast, "TEMPERED_PARTICLES", 1024)
    tempered = weigh(plan, said, particles=1024)
    assert tempered.sample is not None
    gap = tempered.information.value - weighed.information.value
    assert abs(gap) < 4 * np.hypot(tempered.information.se, weighed.information.se)
    tension = INDICES.index("tension")
    a = float(weighed.weight @ weighed.prior.indices[-1, tension])
    b = float(tempered.posterior.indices[-1, tension].mean())
    spread = float(weighed.prior.indices[-1, tension].std())
    assert abs(a - b) < 4 * spread * np.hypot(weighed.ess**-0.5, 1024**-0.5)


def test_a_regime_that_stands_nowhere_is_a_clear_error(
    plan: macro.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asabiya.errors import InputError

    monkeypatch.setattr(
        nowcast, "_stands", lambda ensemble, as_of: np.zeros(ensemble.latents.shape[0], dtype=bool)
    )
    with pytest.raises(InputError, match="stands at as-of") as caught:
        weigh(plan, ())
    assert "hint: " in str(caught.value)
