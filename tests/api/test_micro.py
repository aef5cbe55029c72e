"""Runs of agents as a user has them: what they answer, and that nothing but the question changes it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
import xarray as xr
from tests.api.micro_runs import COMMAND, DAYS, NAME, SIZE, UNREST, digest, start, tiny

import asabiya
from asabiya import cli
from asabiya.api import micro
from asabiya.api.micro import Micro
from asabiya.api.results import Run
from asabiya.api.runs import Request
from asabiya.errors import ResultError
from asabiya.provenance import read_results
from asabiya.report import ResultView, places
from asabiya.vocabulary import APPARATUS, INDICES, MECHANISMS, OUTCOMES, RANKS


@pytest.fixture(scope="module")
def run() -> Run:
    return asabiya.simulate(NAME, **SIZE, members=3)


@pytest.fixture(scope="module")
def more() -> Run:
    """The same with members of two parts."""
    return asabiya.simulate(NAME, **SIZE, members=10, workers=1)


@pytest.fixture(scope="module")
def one() -> Run:
    """Of a single member, whose quantiles are all alike."""
    return asabiya.simulate(NAME, **SIZE, members=1)


@pytest.fixture(scope="module")
def place(one: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its results directory."""
    return one.save(tmp_path_factory.mktemp("run") / "out")


def test_the_answer_is_what_the_interface_promises(capsys: pytest.CaptureFixture[str], run: Run) -> None:
    assert cli.run(["run", *COMMAND, "--members", "3", "--json"]) == 0
    printed = capsys.readouterr()
    (line,) = printed.out.splitlines()
    answer = json.loads(line)
    told = {k: answer[k] for k in ("scenario", "seed", "members", "days", "fidelity", "agents")}
    assert told == {
        "scenario": NAME, "seed": 3, "members": 3, "days": DAYS, "fidelity": "micro", "agents": 2000
    }  # fmt: skip
    assert answer["digest"] == digest(run) == answer["provenance"]["digest"]
    assert answer["mechanisms"] == dict.fromkeys(MECHANISMS, True)
    assert list(answer["outcomes"]) == list(OUTCOMES)
    assert list(answer["indices"]) == list(answer["series"]) == list(INDICES)
    assert {len(values) for index in answer["series"].values() for values in index.values()} == {DAYS}
    for index in answer["indices"].values():
        assert index["lo"] <= index["median"] <= index["hi"]
    assert answer["notes"] == [
        "guards has 24 agents: an event that counts shares of it is noise; give more agents"
    ]
    assert printed.err == f"note: {answer['notes'][0]}\n"
    assert answer["seconds"] > 0


def test_the_table_says_how_many_agents(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["run", *COMMAND, "--members", "3"]) == 0
    assert f"{NAME}: 3 members of 2,000 agents, {DAYS} days, seed 3: outcomes" in capsys.readouterr().out


def test_workers_and_further_members_change_nothing(run: Run, more: Run) -> None:
    two = asabiya.simulate(NAME, **SIZE, members=10, workers=2)
    assert digest(two) == digest(more)
    a, b = (x.dataset["member_series"].to_numpy() for x in (run, more))
    np.testing.assert_array_equal(a, b[..., :3])
    np.testing.assert_array_equal(
        run.dataset["event_day"].to_numpy(), more.dataset["event_day"].to_numpy()[..., :3]
    )
    assert len({member.tobytes() for member in np.moveaxis(b, -1, 0)}) == 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "flags"),
    [(("taskset", "-c", "0"), ""), ((), "--xla_force_host_platform_device_count=4")],
    ids=["one core", "four devices"],
)
def test_cores_and_devices_change_nothing(before: Sequence[str], flags: str, run: Run) -> None:
    if before and shutil.which(before[0]) is None:
        pytest.skip("no taskset")
    process = start(["run", *COMMAND, "--members", "3", "--json"], before=before, flags=flags)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert json.loads(out)["digest"] == digest(run)


@pytest.mark.parametrize(
    ("agents", "members"),
    [(2000, 200), (100_000, 200), (200_000, 100), (10_000_000, 2), (10_000_001, 1), (10**9, 1)],
)
def test_the_more_agents_the_fewer_members(agents: int, members: int) -> None:
    assert Micro(agents).members() == members


def test_full_is_one_agent_a_person(tmp_path: Path) -> None:
    scenario = asabiya.load(tiny(tmp_path))
    society = scenario.society()
    people = int(society.adults.sum() + society.posts.sum())
    full = asabiya.simulate(scenario, micro=True, agents="full", days=5, members=1)
    assert full.summary["agents"] == people == 20_700
    left_open = asabiya.simulate(scenario, micro=True, days=5, members=1)
    assert left_open.summary["agents"] == people, "not more agents than people, unless they are asked for"
    assert full.summary["notes"] == left_open.summary["notes"] != []


def test_regions_and_ranks_are_parts_of_the_whole(one: Run, place: Path) -> None:
    data, society = one.dataset.sel(distribution="prior"), one.scenario.society()
    median = data.sel(quantile=0.5)
    assert list(data["region"].values) == list(society.regions)
    assert list(data["quantity"].values) == ["actives", "jailed", "fear", "push"]
    assert list(data["status"].values) == ["obeying", "shirking", "left", "purged"]
    adults = society.adults.sum(axis=1)
    in_street = median["regions"].sel(quantity="actives").transpose("region", "day").to_numpy()
    assert in_street.max() > 0
    whole = (adults / adults.sum()) @ in_street
    np.testing.assert_allclose(whole, median["series"].sel(index="actives").to_numpy(), rtol=1e-5)
    shares = median["ranks"].sum("status").to_numpy()
    np.testing.assert_allclose(shares, 1.0, atol=1e-5)
    assert np.ptp(data["ranks"].to_numpy(), axis=-1).max() == 0.0

    regions, ranks = (pq.read_table(place / f"{name}.parquet") for name in ("regions", "ranks"))
    assert regions.column_names == ["distribution", "quantity", "region", "day", "quantile", "regions"]
    assert ranks.column_names == ["distribution", "status", "sector", "rank", "day", "quantile", "ranks"]
    assert regions.num_rows == 4 * 6 * DAYS * 5
    assert ranks.num_rows == 4 * len(APPARATUS) * len(RANKS) * DAYS * 5
    rows = [row for row in regions.to_pylist() if (row["quantity"], row["quantile"]) == ("actives", 0.5)]
    found = [row["regions"] for row in rows if row["region"] == "Capital"]
    np.testing.assert_array_equal(np.asarray(found, np.float32), in_street[0])


def test_every_variable_says_what_it_holds(place: Path) -> None:
    kept = read_results(place).dataset
    assert {"regions", "ranks", "series", "departures", "member_series", "event_day"} == set(kept.data_vars)
    for variable in kept.data_vars.values():
        assert {"description", "units"} <= variable.attrs.keys()
    assert kept["regions"].sizes["day"] == DAYS


def test_compare_pairs_its_members(tmp_path: Path, more: Run) -> None:
    base = asabiya.load(NAME).with_settings(UNREST)
    effect = asabiya.compare(base, **{**SIZE, "set": None}, without=["repression"], members=10)
    assert set(effect.summary["effects"]) == {*OUTCOMES, *INDICES}
    assert effect.summary["agents"] == 2000
    ratios = effect.summary["variance_ratio"]
    assert all(ratios[name] > 2 for name in ("cohesion", "hidden_defection", "tension"))
    assert effect.summary["effects"]["fear"]["hi"] < 0, "nobody fears what is not there"
    for name, found in effect.summary["effects"].items():
        assert found["lo"] <= found["difference"] <= found["hi"], name
    alike = effect.dataset["member_series"].sel(distribution="base").to_numpy()
    np.testing.assert_array_equal(alike, more.dataset["member_series"].to_numpy()[0])
    place = effect.save(tmp_path / "out")
    assert asabiya.rerun(place)["equal"] is True
    assert "In the street, by region" in (place / "report.html").read_text(encoding="utf-8")


def test_a_change_of_nothing_does_exactly_nothing() -> None:
    effect = asabiya.compare(NAME, **{**SIZE, "set": {"policy.effort": 1.0}}, members=3)
    assert {found["difference"] for found in effect.summary["effects"].values()} == {0.0}


def own(folder: Path, size: int = 1800) -> dict[str, Any]:
    """A population by regions in turn, and a ring on which everybody knows his two neighbours."""
    regions = ("Capital", "North", "South", "East", "West", "Coast")
    rows = (f"{regions[i % 6]},{'youth' if i % 3 else 'others'},{0.3 + i % 5 / 10}\n" for i in range(size))
    (folder / "people.csv").write_text("region,cohort,hardship\n" + "".join(rows))
    (folder / "ring.txt").write_text("".join(f"{i} {(i + 1) % size}\n" for i in range(size)))
    return {"population": folder / "people.csv", "network": folder / "ring.txt"}


def test_a_run_on_own_files_comes_out_again_unless_they_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = own(tmp_path)
    size: dict[str, Any] = {"set": UNREST, "micro": True, "days": 10, "members": 2}
    first = asabiya.simulate(NAME, **size, **files)
    assert first.summary["agents"] > 1800
    digests = {digest(first)}
    digests |= {digest(asabiya.simulate(NAME, **size, **{name: files[name]})) for name in files}
    assert len(digests) == 3, "both files count"
    place = first.save(tmp_path / "out")
    assert cli.run(["rerun", str(place), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["equal"] is True
    for name, path in files.items():
        before = path.read_text()
        path.write_text(before.replace("0 1\n", "0 2\n").replace("0.3\n", "0.35\n", 1))
        assert cli.run(["rerun", str(place), "--json"]) == 2
        error = json.loads(capsys.readouterr().out)["error"]
        assert error["message"].startswith(f"{name} {path}: has changed (SHA-256 "), error
        assert error["hint"] == "bring the file back as it was, or run the command anew"
        path.write_text(before)
    files["network"].unlink()
    assert cli.run(["rerun", str(place)]) == 2


def test_a_hub_of_very_many_ties_works(tmp_path: Path) -> None:
    star = tmp_path / "star.txt"
    star.write_text("".join(f"0 {i}\n" for i in range(1, 10**5)))
    result = asabiya.simulate(NAME, micro=True, network=star, days=2, members=1)
    assert result.summary["agents"] > 10**5


@pytest.fixture(scope="module")
def page(place: Path) -> str:
    (place / "report.html").unlink()
    assert cli.run(["report", str(place)]) == 0
    return (place / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "<dt>Agents</dt><dd><strong>2,000</strong>",
        "society of 2,000 agents",
        "In the street, by region",
        "Not obeying, by sector and rank",
        '<th scope="row">Capital</th>',
        '<th scope="row">judiciary, middle</th>',
        "Guards has 24 agents: an event that counts shares of it is noise; give more agents",
    ],
)
def test_the_page_says_that_it_is_of_agents_and_where(page: str, words: str) -> None:
    assert words in page
    assert "<script" not in page


def test_a_result_of_groups_has_no_places() -> None:
    view = ResultView("run", {"fidelity": "macro", "agents": None}, xr.Dataset())
    assert places.place_rows(view, "street") == places.place_rows(view, "disobedience") == []


def test_what_was_used_is_cited(run: Run) -> None:
    assert {"asabiya", "granovetter-1978"} <= {entry["key"] for entry in asabiya.cite(run)}


def test_ties_that_do_not_fit_are_computed_to_the_same_result(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    asked: list[bool] = []

    def needed(*_size: Any, stored: bool, societies: int) -> float:
        asked.append(stored)
        return 2e9 if stored else 1e9

    monkeypatch.setattr(micro, "estimate", needed)
    monkeypatch.setattr(micro, "available", lambda: 1.5e9)
    assert digest(asabiya.simulate(NAME, **SIZE, members=3)) == digest(run)
    assert asked == [True, False]


def test_a_file_that_changes_in_between_is_an_error(tmp_path: Path) -> None:
    files = own(tmp_path)
    scenario = asabiya.load(NAME)
    asked = Micro.asked(scenario, None, **files)
    files["network"].write_text("0 1\n")
    request = Request(2, 5, 0, asked)
    with pytest.raises(ResultError, match="has changed"):
        micro.job(scenario, request, asked, workers=1)
