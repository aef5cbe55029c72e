"""Svolik 2009: grabs of power, coups, and autocracy contested and established."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.catalogue import registry
from asabiya.catalogue.models.svolik_2009 import OBSERVED, pooled
from asabiya.catalogue.power_sharing import (
    PLAYS,
    Rules,
    equilibria,
    ever_established,
    followed,
    in_office,
    simulate,
)
from asabiya.errors import InputError

ID = "svolik-2009"
LADDER = {"power": 0.1, "step": 0.1, "spoils": 0.95, "reprisal": 0.25, "false_alarm": 0.05}


@st.composite
def games(draw: st.DrawFn) -> tuple[Rules, float]:
    """Rules within the domain, and a power."""
    spoils, detection = draw(st.floats(0.5, 1)), draw(st.floats(0.1, 0.95))
    rules = Rules(
        step=draw(st.floats(0.02, 0.5)),
        spoils=spoils,
        reprisal=1 - spoils + draw(st.floats(0.01, 1)),
        detection=detection,
        false_alarm=detection * draw(st.floats(0.05, 0.95)),
    )
    return rules, draw(st.floats(0.02, 0.98))


def beliefs(rules: Rules, grab: float) -> tuple[float, float]:
    """Probability of a grab after a high and a low signal, equation 2."""
    h, f = rules.detection, rules.false_alarm
    return (
        grab * h / (grab * h + (1 - grab) * f),
        grab * (1 - h) / (grab * (1 - h) + (1 - grab) * (1 - f)),
    )


def worth_grabbing(rules: Rules, power: float, high: float, low: float) -> float:
    """What the dictator gains from a grab when rebellions follow signals so."""
    h, f, wins = rules.detection, rules.false_alarm, 1 - power
    grabs = (power + rules.step) * (1 - wins * (h * high + (1 - h) * low))
    return grabs - power * (1 - wins * (f * high + (1 - f) * low))


@given(games())
@settings(max_examples=300, deadline=None)
def test_equations_1_to_5_are_best_responses(game: tuple[Rules, float]) -> None:
    rules, power = game
    for stage in equilibria(rules, power):
        gain = worth_grabbing(rules, power, stage.rebel_high, stage.rebel_low)
        assert gain >= 0 if stage.grab == 1 else abs(gain) < 1e-12
        war = (1 - power) * rules.spoils - power * rules.reprisal
        for belief, rebels in zip(
            beliefs(rules, stage.grab), (stage.rebel_high, stage.rebel_low), strict=True
        ):
            better = war - (1 - power - belief * rules.step)
            assert abs(better) < 1e-8 or rebels == float(better > 0)


@given(games(), st.floats(0, 1))
@settings(max_examples=300, deadline=None)
def test_there_are_no_other_equilibria(game: tuple[Rules, float], grab: float) -> None:
    rules, power = game
    found = equilibria(rules, power)
    if any(abs(grab - stage.grab) < 1e-6 for stage in found):
        return
    high, low = (float(belief > rules.belief(power)) for belief in beliefs(rules, grab))
    gain = worth_grabbing(rules, power, high, low)
    assert gain > 0 if grab == 0 else gain != 0


@given(games())
@settings(max_examples=300, deadline=None)
def test_equation_3_divides_contested_from_established(game: tuple[Rules, float]) -> None:
    rules, power = game
    names = [stage.name for stage in equilibria(rules, power)]
    if power >= rules.established + 1e-6:
        assert names == ["established"]
    elif power <= rules.established - 1e-6:
        assert "open conflict" in names
        assert set(names) <= set(PLAYS)
        assert len(names) in (1, 3)


def test_equation_6_in_closed_form() -> None:
    rules = Rules(0.05, 0.98, 0.08, 0.9, 0.02)
    for power in np.linspace(0.05, 0.45, 9).tolist():
        stage = next(one for one in equilibria(rules, power) if one.name == "deterrence")
        h, f, p = 0.9, 0.02, rules.belief(power)
        fall = 0.05 / (h * 0.05 + (h - f) * power) * f * h / (h - p * (h - f))
        assert stage.coup == pytest.approx(fall, abs=1e-14)


def test_equation_7_is_a_power_of_the_transition_matrix() -> None:
    rules = Rules(0.05, 0.98, 0.08, 0.9, 0.02)
    stages = followed(rules, rules.levels(0.1), "deterrence")
    assert [stage.power for stage in stages] == pytest.approx(np.arange(0.1, 0.5, 0.05).tolist())
    one = np.diag([1 - stage.coup - stage.rise for stage in stages] + [1.0])
    one += np.diag([stage.rise for stage in stages], k=1)
    shares = in_office(stages, 120)
    for t in (1, 7, 120):
        assert shares[t] == pytest.approx(np.linalg.matrix_power(one, t)[0], abs=1e-14)
    assert in_office(stages, 5000)[-1].sum() == pytest.approx(ever_established(stages), abs=1e-9)


@pytest.mark.parametrize("play", PLAYS)
def test_the_process_against_drawn_dictators(play: str) -> None:
    rules = Rules(0.1, 0.95, 0.25, 0.8, 0.05)
    stages = followed(rules, rules.levels(0.1), play)
    dictators = 100_000
    drawn = simulate(stages, dictators, 10, seed=11) / dictators
    exact = in_office(stages, 10).sum(axis=1)
    error = np.sqrt(exact * (1 - exact) / dictators)
    assert np.all(np.abs(drawn - exact) <= 4 * error + 1e-12)


@given(games())
@settings(max_examples=200, deadline=None)
def test_with_one_contested_level_the_hazard_falls_with_tenure(game: tuple[Rules, float]) -> None:
    rules, power = game
    for stage in equilibria(rules, power):
        if stage.name == "established":
            continue
        office = in_office([stage], 40).sum(axis=1)
        hazard = 1 - office[1:] / office[:-1]
        assert hazard[0] == pytest.approx(stage.coup, abs=1e-12)
        assert np.all(np.diff(hazard) <= 1e-12)


def test_with_two_levels_it_may_rise_first_and_falls_in_the_end() -> None:
    results = registry.run(ID, **LADDER, years=60).results
    hazard = np.array(results["hazard"])
    assert results["levels"][0]["coup"] < results["levels"][1]["coup"]
    peak = int(hazard.argmax())
    assert 0 < peak < 10
    assert np.all(np.diff(hazard[peak:]) < 0)
    assert hazard[-1] < 0.01
    assert results["established"] == sorted(results["established"])


def test_hazards_of_leaders_by_tenure_are_of_the_size_of_the_defaults() -> None:
    survival = registry.run(ID).results["survival"]
    ours = np.array([pooled(survival, first, last) for first, last, _ in OBSERVED])
    seen = np.array([rate for *_, rate in OBSERVED])
    misses = np.log(ours / seen)
    assert np.all(np.abs(misses) < math.log(2))
    assert np.std(misses) < 0.75 * np.std(np.log(seen)), "a constant hazard misses by the latter"


def test_autocracies_established_at_first_have_no_coups() -> None:
    outcome = registry.run(ID, power=0.6)
    assert outcome.results["regime"] == "established"
    assert outcome.results["levels"] == []
    assert set(outcome.results["hazard"]) == {0}
    assert outcome.results["ever_established"] == 1
    assert outcome.warnings == ()
    assert [one["name"] for one in outcome.results["equilibria"]] == ["established"]


def test_all_equilibria_are_listed_and_named() -> None:
    outcome = registry.run(ID)
    names = [one["name"] for one in outcome.results["equilibria"]]
    assert names == ["deterrence", "suspicion", "open conflict"]
    coups = [one["coup"] for one in outcome.results["equilibria"]]
    assert coups == sorted(coups)
    assert outcome.warnings == (
        "Several equilibria of the stage game; hazard and levels are those of deterrence.",
    )
    for name, coup in zip(names, coups, strict=True):
        assert registry.run(ID, play=name).results["hazard"][0] == pytest.approx(coup)


def test_where_nothing_deters_there_is_open_conflict() -> None:
    outcome = registry.run(ID, power=0.02, reprisal=0.25)
    assert outcome.results["levels"][0]["play"] == "open conflict"
    assert outcome.warnings[1] == "At 1 of 4 contested levels only open conflict is an equilibrium."
    assert outcome.results["hazard"][0] == pytest.approx(0.98)


def test_worse_signals_mean_more_coups() -> None:
    found = [registry.run(ID, false_alarm=f).results["hazard"][0] for f in (0.005, 0.01, 0.02, 0.05, 0.1)]
    assert found == sorted(found)


def test_fiercer_reprisals_establish_autocracy_sooner() -> None:
    found = [registry.run(ID, reprisal=f).results["established_power"] for f in (0.25, 0.3, 0.5, 1, 5)]
    assert found == sorted(found, reverse=True)


def test_rounds_in_a_year() -> None:
    by_round = registry.run(ID, **LADDER, years=40).results["survival"]
    by_year = registry.run(ID, **LADDER, years=10, rounds=4).results["survival"]
    assert by_year == pytest.approx(by_round[3::4], abs=1e-14)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"false_alarm": 0.8}, "false_alarm: 0.8 with a detection of 0.8"),
        ({"reprisal": 0.1}, "reprisal: 0.1 with spoils of 0.9"),
        ({"power": 0.3, "reprisal": 0.12}, "reprisal: 0.12 leaves a dictator contested at power 0.9, "),
        ({"power": 0}, "power: 0 is too small"),
        ({"spoils": 1.1}, "spoils: 1.1 is too large"),
    ],
)
def test_outside_the_domain(given: dict[str, float], message: str) -> None:
    with pytest.raises(InputError) as caught:
        registry.run(ID, **given)
    assert caught.value.message.startswith(f"{ID}: {message}")


def test_unknown_play() -> None:
    with pytest.raises(InputError):
        registry.run(ID, play="peace")
