"""Egorov and Sonin 2011: competence given up for loyalty."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from asabiya.catalogue import registry
from asabiya.catalogue.viziers import Court, best, options, paid_options
from asabiya.errors import InputError

ID = "egorov-sonin-2011"
COURTS = st.builds(
    Court,
    strong=st.floats(0.02, 0.98),
    prize=st.floats(0.1, 20),
    punishment=st.floats(0, 20),
    wage=st.floats(0, 20),
    weak_wins=st.floats(0, 0.95),
    defence=st.floats(0, 1),
    stake=st.floats(0, 50),
    output=st.floats(0, 10),
)
PLANS = [(False, False), (False, True), (True, False), (True, True)]
"""Whether he betrays after "weak" and after "strong"."""


def played(court: Court, competence: float, joins: tuple[bool, bool]) -> tuple[float, float]:
    """Payoffs of vizier and dictator, by enumeration of strength and signal."""
    vizier = dictator = 0.0
    for strong, right in itertools.product((False, True), repeat=2):
        chance = (court.strong if strong else 1 - court.strong) * (competence if right else 1 - competence)
        told = strong == right
        if joins[told]:
            win = 1.0 if strong else court.weak_wins
            vizier += chance * (win * court.prize - (1 - win) * court.punishment)
        else:
            win = float(strong) * (1 - court.defence * told)
            vizier += chance * court.wage
        dictator += chance * (1 - win) * court.stake
    return vizier, dictator + court.output * competence - court.wage


@given(COURTS, st.floats(0.5, 1))
@settings(max_examples=300, deadline=None)
def test_equations_1_to_4_by_enumeration_of_plans(court: Court, competence: float) -> None:
    found = {plan: played(court, competence, plan) for plan in PLANS}
    top = max(vizier for vizier, _ in found.values())
    ties = [plan for plan, (vizier, _) in found.items() if vizier > top - 1e-9]
    assume(len(ties) == 1)
    told = {"loyal": (False, False), "betrays the weak": (False, True), "always betrays": (True, True)}
    plan = told[court.conduct(competence)]
    assert plan == ties[0]
    assert court.vizier(competence) == pytest.approx(found[plan][0], abs=1e-9)
    assert court.dictator(competence) == pytest.approx(found[plan][1], abs=1e-9)


@given(COURTS)
@settings(max_examples=200, deadline=None)
def test_no_competence_is_better_than_what_is_compared(court: Court) -> None:
    top = best(options(court))[0].value
    assert top >= max(court.dictator(c) for c in np.linspace(0.5, 1, 301).tolist()) - 1e-9


@given(COURTS)
@settings(max_examples=200, deadline=None)
def test_equation_6_no_wage_is_better(court: Court) -> None:
    top = best(paid_options(court))[0].value
    for wage in np.linspace(0, court.prize, 201).tolist():
        at = Court(**{**vars(court), "wage": wage})
        assert top >= max(option.value for option in options(at)) - 1e-9


@pytest.mark.parametrize(
    "court",
    [
        Court(0.3, 3.0, 1.0, 1.0, 0.0, 1.0, 5.0, 1.0),
        Court(0.1, 8.0, 0.5, 2.0, 0.1, 0.5, 5.0, 0.0),
        Court(0.45, 2.0, 4.0, 1.2, 0.3, 0.9, 50.0, 3.0),
    ],
)
def test_equation_3_leaves_the_vizier_indifferent(court: Court) -> None:
    def gain(c: float) -> float:
        return played(court, c, (False, True))[0] - played(court, c, (False, False))[0]

    assert 0.5 < court.limit < 1
    assert court.limit == pytest.approx(brentq(gain, 0.5, 1, xtol=1e-14), abs=1e-12)


def test_equation_5_is_where_the_dictator_changes_his_mind() -> None:
    critical = registry.run(ID, wage=1, strong=0.3).results["critical_stake"]
    below = registry.run(ID, wage=1, strong=0.3, stake=critical - 1e-6).results
    above = registry.run(ID, wage=1, strong=0.3, stake=critical + 1e-6).results
    assert (below["conduct"], below["competence"]) == ("betrays the weak", 1)
    assert (above["conduct"], above["competence"]) == ("loyal", pytest.approx(0.7))


@pytest.mark.parametrize(
    ("name", "values", "sign"),
    [
        ("prize", np.linspace(1.2, 8, 20), -1),
        ("strong", np.linspace(0.05, 0.45, 20), -1),
        ("weak_wins", np.linspace(0, 0.3, 20), -1),
        ("punishment", np.linspace(0.5, 5, 20), 1),
        ("wage", np.linspace(0.3, 2.9, 20), 1),
    ],
)
def test_abstract_temptation_makes_the_loyal_mediocre(name: str, values: Any, sign: int) -> None:
    found = [registry.run(ID, **{"wage": 1, "strong": 0.2, name: value}).results for value in values.tolist()]
    assert {one["conduct"] for one in found} == {"loyal"}
    assert np.all(np.diff([one["competence"] for one in found]) * sign > 0)


def test_a_stake_buys_loyalty_and_competence() -> None:
    found = [registry.run(ID, stake=stake).results for stake in (10, 20, 40, 80, 1e5)]
    assert {one["conduct"] for one in found} == {"loyal"}
    assert np.all(np.diff([one["wage"] for one in found]) >= 0)
    assert found[0]["competence"] < found[2]["competence"] < found[4]["competence"] == 1


@given(COURTS, st.floats(0.01, 5))
@settings(max_examples=200, deadline=None)
def test_a_harsher_punishment_never_hurts_the_dictator(court: Court, more: float) -> None:
    harsher = Court(**{**vars(court), "punishment": court.punishment + more})
    for menu in (options, paid_options):
        assert best(menu(harsher))[0].value >= best(menu(court))[0].value - 1e-9


def test_limits() -> None:
    untempted = registry.run(ID, wage=3).results
    assert (untempted["competence"], untempted["conduct"], untempted["survival"]) == (1, "loyal", 1)
    lost = registry.run(ID, wage=0, punishment=0, weak_wins=0.5).results
    assert (lost["conduct"], lost["betrayal"], lost["loyal_competence"]) == ("always betrays", 1, None)
    assert lost["survival"] == pytest.approx(0.8 * 0.5)
    assert lost["belief_threshold"] == pytest.approx(-1)
    useless = registry.run(ID, wage=1, defence=0).results
    assert useless["critical_stake"] is None
    assert useless["conduct"] == "betrays the weak"
    assert registry.run(ID, wage=1, output=0).results["critical_stake"] == 0
    edge = registry.run(ID, wage=1, prize=3, punishment=1, strong=0.5).results
    assert (edge["loyal_competence"], edge["conduct"]) == (0.5, "loyal")


def test_all_equilibria_where_the_dictator_is_indifferent() -> None:
    outcome = registry.run(ID, wage=1, strong=0.5, prize=3, punishment=1, stake=2)
    names = [one["name"] for one in outcome.results["equilibria"]]
    assert names == ["mediocre and loyal", "competent, betrays the weak"]
    assert math.isclose(*(one["value"] for one in outcome.results["equilibria"]))
    assert outcome.warnings == (
        "Several equilibria: the dictator is indifferent; the results are those of the loyal vizier.",
    )
    assert outcome.results["conduct"] == "loyal"
    assert registry.run(ID).warnings == ()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"strong": 0}, "strong: 0 is too small"),
        ({"strong": 1}, "strong: 1 is too large"),
        ({"prize": 0}, "prize: 0 is too small"),
        ({"weak_wins": 1}, "weak_wins: 1 is too large"),
        ({"wage": -1}, "wage: -1 is too small"),
    ],
)
def test_outside_the_domain(given: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as caught:
        registry.run(ID, **given)
    assert caught.value.message == f"{ID}: {message}"
