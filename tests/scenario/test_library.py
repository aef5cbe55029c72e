"""Every scenario of the library loads, resolves, adds up and has a source for each number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from asabiya.scenario import Scenario, library, load
from asabiya.scenario.quantity import source_parts
from asabiya.vocabulary import APPARATUS, RANKS

NAMES = [about["id"] for about in library()]


def test_library_lists_the_three_scenarios_with_their_files_names() -> None:
    assert NAMES == ["gdr-1989", "iran-2023", "reference-autocracy"]
    assert set(library()[0]) == {"id", "title", "description", "start", "days"}


@pytest.mark.parametrize("name", NAMES)
def test_posts_and_shares_add_up(name: str) -> None:
    scenario = load(name)
    society = scenario.society()
    sizes = [getattr(scenario.spec.apparatus, sector).size.value for sector in APPARATUS]
    np.testing.assert_array_equal(society.posts.sum(axis=(1, 2)), sizes)
    np.testing.assert_array_equal(society.posts, np.round(society.posts))
    tops = [getattr(scenario.spec.apparatus, sector).ranks.top.value for sector in APPARATUS]
    np.testing.assert_array_equal(society.posts[:, RANKS.index("top")].sum(axis=1), tops)
    np.testing.assert_allclose(society.deployment.sum(axis=1), 1.0, atol=1e-12)
    np.testing.assert_allclose(society.execution_share.sum(), 1.0, atol=1e-12)
    adults = [region.adults.value for region in scenario.spec.population.regions]
    np.testing.assert_array_equal(society.adults.sum(axis=1), adults)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_source_that_the_file_lists(name: str) -> None:
    scenario = load(name)
    rows = scenario.rows()
    assert len(rows) > 150
    for row in rows:
        keys, reason = source_parts(row["source"])
        assert keys or reason, row
        assert set(keys) <= set(scenario.sources), row
        low, high = row["range"]
        assert low is None or low <= row["value"], row
        assert high is None or row["value"] <= high, row
    assert set(scenario.cited()) == set(scenario.sources), "a source that nothing rests on"


@pytest.mark.parametrize("name", NAMES)
def test_sources_say_what_was_read_and_print_as_bibtex(name: str) -> None:
    for key, source in load(name).sources.items():
        assert any(word in source.note.lower() for word in ("read", "from memory")), key
        entry = source.bibtex(key)
        assert entry.startswith("@")
        assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize("name", NAMES)
def test_round_trip_through_json_and_toml(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    assert Scenario.from_dict(scenario.to_dict()) == scenario
    path = tmp_path / "copy.toml"
    path.write_text(scenario.to_toml(), encoding="utf-8")
    again = load(path)
    assert again.to_dict() == scenario.to_dict()
    assert again.rows() == scenario.rows()
    assert hash(again) == hash(scenario)


@pytest.mark.parametrize("name", NAMES)
def test_resolving_twice_gives_the_same_arrays(name: str) -> None:
    first, second = load(name), load(name)
    np.testing.assert_array_equal(first.society().posts, second.society().posts)
    for field in ("executions", "war", "push", "departures"):
        np.testing.assert_array_equal(getattr(first.calendar(), field), getattr(second.calendar(), field))


def test_iran_has_31_provinces_and_the_electorate_of_2024() -> None:
    society = load("iran-2023").society()
    assert len(society.regions) == 31
    assert society.adults.sum() == pytest.approx(61_172_298, rel=1e-4)


def test_iran_executions_add_up_to_the_year_of_2023() -> None:
    """834 in 2023, 500 of them by the end of August (Iran Human Rights)."""
    executions = load("iran-2023").calendar(122).executions
    assert executions.sum() == pytest.approx(834 - 500)


def test_gdr_has_15_districts_and_feeds_in_no_observation() -> None:
    scenario = load("gdr-1989")
    assert len(scenario.society().regions) == 15
    dates = {record["date"] for record in scenario.records if record["quantity"] == "actives_persons"}
    assert {"1989-10-09", "1989-11-04"} <= dates
    pushes = [event for event in scenario.events() if event["kind"] == "push"]
    assert all("declared" in row["source"] for row in scenario.rows() if row["key"].startswith("events."))
    assert len(pushes) == 3
    assert not scenario.calendar().departures.any()


def test_reference_is_at_rest_all_year() -> None:
    calendar = load("reference-autocracy").calendar()
    for name, rest in calendar.rest.items():
        assert (getattr(calendar, name) == rest).all(), name
    assert not calendar.push.any()
    assert not load("reference-autocracy").phases()


def test_import_takes_neither_numpy_nor_jax() -> None:
    code = "import sys, asabiya.scenario; print(sorted({'numpy', 'jax', 'xarray'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
