"""The default prior against the record, the coding rules on made-up years, and the record's own figures."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from asabiya.engine.macro import Ensemble
from asabiya.engine.model import registry, with_overrides
from asabiya.engine.periods import PERIODS, overrides_for
from asabiya.errors import InputError, ScenarioError
from asabiya.inference.base_rates import (
    BANDS,
    BURN_IN,
    YEAR,
    CodingRules,
    ModelTable,
    YearCounts,
    at_rest,
    classify,
    model_table,
)
from asabiya.inference.record import RECORD, background_hazard, historical, lookup
from asabiya.scenario import load
from asabiya.vocabulary import HORIZONS

ADULTS = 1e7
CROWD = 6000.0


def ensemble(
    members: int, crowds: dict[int, slice], left: dict[int, slice], ends: dict[int, int], sector: int = 0
) -> Ensemble:
    """Two years of members of which some have crowds or departures on some days and collapse on a day."""
    days = BURN_IN + 2 * YEAR
    actives, gone = np.zeros((days, members), np.float32), np.zeros((days, 9, members), np.float32)
    event = np.full((4, members), -1, np.int32)
    for member, when in crowds.items():
        actives[when, member] = CROWD
    for member, when in left.items():
        gone[when, sector, member] = 0.01
    for member, day in ends.items():
        event[3, member] = day
    empty = np.zeros((0, members), np.float32)
    return Ensemble(
        latents=empty,
        paths=empty.astype(np.uint32),
        indices=np.zeros((days, 6, members), np.float32),
        capacity=np.ones((days, members), np.float32),
        actives=actives,
        left=gone,
        common=empty,
        sector=empty,
        gone=empty,
        event_day=event,
    )


def days(first: int, count: int) -> slice:
    return slice(BURN_IN + first, BURN_IN + first + count)


def test_a_campaign_is_two_weeks_of_crowds_in_the_year() -> None:
    found = classify(
        ensemble(3, {0: days(0, 14), 1: days(0, 13), 2: days(360, 20)}, {}, {}), ADULTS, CodingRules()
    )
    assert [year.campaigns for year in found] == [1, 1]
    assert classify(ensemble(1, {0: days(0, 14)}, {}, {}), 2 * ADULTS, CodingRules())[0].campaigns == 0


def test_crowds_and_departures_after_the_collapse_code_nothing() -> None:
    late = {0: days(11, 300)}
    made = ensemble(2, {0: days(0, 300), 1: days(0, 300)}, late, {0: BURN_IN + 10, 1: BURN_IN + 13})
    [first, second] = classify(made, ADULTS, CodingRules())
    assert first == YearCounts(alive=2, campaigns=1, defections=0, ends=2, ends_campaign=1, ends_defection=0)
    assert second == YearCounts()


@pytest.mark.parametrize(("sector", "counted"), [(0, 1), (3, 1), (4, 0), (8, 0)])
def test_defection_is_a_matter_of_the_security_sectors(sector: int, counted: int) -> None:
    made = ensemble(1, {0: days(0, 20)}, {0: days(40, 1)}, {0: BURN_IN + 60}, sector)
    [first, _] = classify(made, ADULTS, CodingRules())
    assert (first.defections, first.ends_defection) == (counted, counted)


def test_members_that_collapse_in_the_burn_in_are_in_no_year() -> None:
    made = ensemble(2, {}, {}, {0: BURN_IN - 1, 1: BURN_IN + YEAR})
    assert [(year.alive, year.ends) for year in classify(made, ADULTS, CodingRules())] == [(1, 0), (1, 1)]


def test_rows_part_the_years() -> None:
    rows = YearCounts(100, 10, 4, 7, 5, 3).rows()
    parts = (
        "collapse, no campaign",
        "collapse, campaign with defection",
        "collapse, campaign without defection",
    )
    assert [sum(rows[part][i] for part in parts) for i in (0, 1)] == [7, 100]


@pytest.mark.parametrize(
    ("period", "row", "source", "figures"),
    [
        ("1946-2006", "campaign-years", "geddes", (0.0282, 0.0236, 0.0335)),
        ("1946-2006", "collapse, no campaign", "geddes", (0.0371, 0.0314, 0.0434)),
        ("1946-2006", "collapse, campaign", "geddes", (0.2846, 0.2105, 0.3686)),
        ("1946-2006", "collapse, campaign with defection", "geddes", (0.4419, 0.3012, 0.59)),
        ("1946-2006", "collapse, campaign without defection", "geddes", (0.2381, 0.1295, 0.3814)),
        ("1946-2006", "campaign-years", "REIGN", (0.0444, 0.0389, 0.0504)),
        ("2007-2019", "collapse, no campaign", "REIGN", (0.0077, 0.0029, 0.0168)),
        ("2007-2019", "collapse, campaign", "REIGN", (0.1416, 0.0866, 0.2146)),
    ],
)
def test_record_as_computed_from_the_data(
    period: str, row: str, source: str, figures: tuple[float, float, float]
) -> None:
    [rate] = [rate for rate in lookup(row, period) if rate.source.startswith(source)]
    assert (rate.p, rate.lo, rate.hi) == pytest.approx(figures, abs=6e-5)


def test_the_record_lies_in_the_bands() -> None:
    for row, (low, high) in BANDS.items():
        assert all(low <= rate.p <= high for rate in lookup(row)), row


def test_historical_rows_are_rates_of_collapse_by_horizon() -> None:
    rows = historical(365, "2007-2019")
    assert {"name", "k", "n", "p", "lo", "hi", "source", "horizon_days"} <= rows[0].keys()
    assert {row["period"] for row in rows} == {"2007-2019"}
    assert len(historical(730)) == sum(rate.horizon_days == 730 for rate in RECORD)
    with pytest.raises(InputError) as caught:
        historical(30)
    assert str(caught.value) == (
        "historical record: no base rates within 30 days\nhint: the record counts years; allowed: 365, 730"
    )


@pytest.mark.parametrize("period", PERIODS)
def test_background_hazard_adds_up_the_routes_outside_of_the_model(period: str) -> None:
    *routes, total = background_hazard(period)
    assert total.p == pytest.approx(sum(route.p for route in routes if not route.in_model))
    record = lookup("collapse, no campaign", period)[0]
    assert sum(route.p for route in routes) == pytest.approx(record.p, rel=0.01)
    within = total.row()["within"]
    assert list(within) == [str(horizon) for horizon in HORIZONS]
    assert within["365"] == pytest.approx(total.p)
    assert 1 - (1 - within["30"]) ** (365 / 30) == pytest.approx(total.p)


def test_periods_change_known_parameters_within_their_range() -> None:
    for period in PERIODS:
        for name, entry in overrides_for(period).items():
            assert registry()[name].low <= entry["value"] <= registry()[name].high
        assert len(with_overrides(overrides_for(period))) == len(registry())


def test_an_unknown_period_names_the_nearest() -> None:
    with pytest.raises(ScenarioError) as caught:
        overrides_for("2007-2020")
    assert str(caught.value) == (
        "period 2007-2020: no prior is calibrated to the record of this period\nhint: did you mean 2007-2019?"
    )
    with pytest.raises(ScenarioError, match="period 1900: its record is not known"):
        background_hazard("1900")


def test_a_calendar_at_rest_holds_nothing_dated() -> None:
    calendar = at_rest(load("iran-2023").calendar(), 400)
    assert calendar.days == 400
    assert not calendar.push.any()
    assert not calendar.departures.any()
    for name, value in calendar.rest.items():
        assert (getattr(calendar, name) == value).all()


def table(members: int, *, trust: float = 0.0) -> ModelTable:
    """The default prior with the public odds of survival moved by so many logits."""
    z0 = registry()["information.z0"]
    moved = {"value": z0.value + trust, "sd": z0.sd, "source": "assumed: test"}
    return model_table("reference-autocracy", members, overrides={"information.z0": moved})


def test_the_default_prior_meets_the_record_and_another_does_not() -> None:
    default = table(1024)
    assert default.misses() == []
    assert default.calm / default.members > 0.9
    assert default.dropped / default.members < 0.03
    assert 0.02 < default.rate(1, "campaign-years").p < 0.07
    assert "year 2: collapse, no campaign" in table(1024, trust=-1.0).misses()


@pytest.mark.slow
def test_base_rates_of_the_default_prior() -> None:
    found = model_table("reference-autocracy", 8192)
    assert found.misses() == []
    for row, (low, high) in BANDS.items():
        for year in (1, 2):
            assert low <= found.rate(year, row).p <= high, (year, row)
    assert found.calm / found.members > 0.9


@pytest.mark.slow
def test_a_regime_too_firm_does_not_meet_the_record() -> None:
    assert "year 1: collapse, no campaign" in table(4096, trust=2.0).misses()


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["iran-2023", "gdr-1989"])
def test_base_rates_on_the_library_at_rest(scenario: str) -> None:
    assert model_table(scenario, 2048).misses() == []


@pytest.mark.slow
def test_base_rates_of_2007_to_2019() -> None:
    found = model_table("reference-autocracy", 4096, period="2007-2019")
    for row in ("campaign-years", "collapse, no campaign", "collapse, campaign"):
        [record] = lookup(row, "2007-2019")
        for year in (1, 2):
            rate = found.rate(year, row)
            assert rate.hi >= record.lo, (year, row)
            assert rate.lo <= record.hi, (year, row)


def test_rules_scale_one_threshold() -> None:
    rules = CodingRules().scaled("share", 2.0)
    assert rules == dataclasses.replace(CodingRules(), share=1e-3)
