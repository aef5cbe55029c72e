"""What agents cannot be made from is refused before anything starts; how much memory they need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.api.micro_runs import COMMAND, NAME, tiny

from asabiya import api, cli
from asabiya.api import memory, micro
from asabiya.api.micro import Micro
from asabiya.engine.micro.ties import SmallWorld
from asabiya.engine.micro.world import Makeup
from asabiya.errors import InputError
from asabiya.society.network import Network
from asabiya.vocabulary import APPARATUS, SECURITY

REGIONS = ("Capital", "North", "South", "East", "West", "Coast")

Refused = Callable[..., tuple[str, str]]


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Message and hint of a command that must be refused, in words and as JSON, with nothing written."""
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> tuple[str, str]:
        before = sorted(tmp_path.rglob("*"))
        assert cli.run([*argv, "-o", "out"]) == 2
        said = capsys.readouterr()
        assert cli.run([*argv, "-o", "out", "--json"]) == 2
        printed = capsys.readouterr()
        (line,) = printed.out.splitlines()
        answer = json.loads(line)
        error = answer["error"]
        assert (list(answer), sorted(error), printed.err) == (["error"], ["hint", "message"], "")
        assert (said.out, said.err) == ("", f"error: {error['message']}\nhint: {error['hint']}\n")
        assert sorted(tmp_path.rglob("*")) == before
        return error["message"], error["hint"]

    return run


MICRO = ("run", NAME, "--micro", "--days", "3", "--members", "2")


@pytest.mark.parametrize(
    "text", ["0", "-5", "1.5", "foo", "full ", "Full", "", " 2000", "2_000", "2e3", "٣٠٠٠", "nan", "1" * 40]
)
def test_what_is_no_number_of_agents(refused: Refused, text: str) -> None:
    message, hint = refused(*MICRO, f"--agents={text}")
    assert message == f"agents: {text!r} is no number of agents"
    assert hint == "give a whole number of at least 1, or full"


@pytest.mark.parametrize("value", [True, 1.5, -1, "10 "])
def test_what_is_no_number_of_agents_in_python(value: object) -> None:
    with pytest.raises(InputError, match="is no number of agents"):
        api.simulate(NAME, micro=True, agents=value)  # type: ignore[arg-type]


def test_too_few_agents_for_the_groups(refused: Refused) -> None:
    message, hint = refused(*MICRO, "--agents", "10")
    assert message == "agents: 10, too few for 54 groups of the apparatus and 6 regions"
    assert hint == "at least 66 are needed"


@pytest.mark.parametrize("agents", [5_000_000_000, 10**20])
def test_more_agents_than_memory(refused: Refused, monkeypatch: pytest.MonkeyPatch, agents: int) -> None:
    monkeypatch.setattr(micro, "available", lambda: 2e9)
    message, hint = refused(*MICRO, "--agents", str(agents))
    assert message.startswith(f"agents: {agents:,} need about ")
    assert message.endswith(" GB of memory, and 2.0 GB are free")
    assert "fewer agents" in hint


def test_more_members_than_memory(refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(micro, "available", lambda: 1.165e9)
    words = ("run", NAME, "--micro", "--agents", "2000000", "--days", "3", "--workers", "2")
    message, _ = refused(*words, "--members", "16")
    assert message.startswith("agents: 2,000,000 need about 1.")
    society = Micro.asked(api.load(NAME), 2_000_000, None, None)
    job = micro.job(api.load(NAME), api_request(society), society, workers=1)
    assert not job.makeup.stored, "one member fits, if its ties are computed"


def api_request(society: Micro) -> api.runs.Request:
    return api.runs.Request(1, 3, 0, society)


def test_agents_without_micro(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("0 1\n")
    for option in (("--agents", "2000"), ("--network", "x.txt"), ("--population", "x.txt")):
        message, hint = refused("run", NAME, *option)
        assert message == f"{option[0][2:]}: groups have none"
        assert hint == "add --micro to have agents"


@pytest.mark.parametrize("days", ["20001", "32766", "40000"])
def test_too_many_days(refused: Refused, days: str) -> None:
    message, _ = refused("run", NAME, "--micro", "--agents", "2000", "--days", days)
    assert message == f"days: {days}, out of range"


@pytest.mark.parametrize("seed", ["-1", str(2**63), "x"])
def test_seeds_out_of_range(refused: Refused, seed: str) -> None:
    message, _ = refused(*MICRO, "--agents", "2000", "--seed", seed)
    assert "--seed" in message


def test_seeds_at_the_ends_of_their_range() -> None:
    digests = {
        api.simulate(NAME, micro=True, agents=2000, days=30, members=1, seed=seed).summary["digest"]
        for seed in (0, 2**32, 2**63 - 1)
    }
    assert len(digests) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 1\n5 5\n", "line 2: citizen 5 is tied to itself"),
        ("0 1\n1 99999\n", "line 2: vertex 99999 is not one of the 1,752 citizens, 0 to 1751"),
        ("0 1\n-1 5\n", "line 2: vertex -1 is not one of the 1,752 citizens"),
        ("0 one\n", "line 1: found '0 one', needs two whole numbers"),
        ("# none\n", "holds no tie"),
    ],
)
def test_ties_that_are_none(refused: Refused, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "net.txt").write_text(text)
    message, _ = refused(*MICRO, "--agents", "2000", "--network", "net.txt")
    assert message.startswith(f"network net.txt: {words}")


def test_a_network_alone_with_ids_far_apart(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "net.txt").write_text("0 1\n7 1000000\n")
    message, hint = refused(*MICRO, "--network", "net.txt")
    assert message == "network net.txt: 4 vertices have ties, and one has the id 1,000,000"
    assert hint.startswith("number the vertices from 0 on")


def test_files_that_are_not_there(refused: Refused) -> None:
    for kind in ("network", "population"):
        assert refused(*MICRO, f"--{kind}", "none.csv")[0] == f"{kind} none.csv: no such file"


def people(regions: tuple[str, ...], each: int = 300) -> str:
    return "region,cohort\n" + "".join(f"{name},youth\n{name},others\n" * each for name in regions)


def test_populations_that_do_not_fit(refused: Refused, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(people((*REGIONS[:5], "Atlantis")))
    message, hint = refused(*MICRO, "--population", "people.csv")
    assert message.endswith("column region: found 'Atlantis', needs a region of the scenario")
    assert hint == "allowed: Capital, Coast, East, North, South, West"
    table.write_text(people(REGIONS[:5]))
    message, _ = refused(*MICRO, "--population", "people.csv")
    assert message == "population people.csv: too few citizens of region 'Coast', 0, needs 2"
    table.write_text(people(REGIONS))
    message, hint = refused(*MICRO, "--population", "people.csv", "--agents", "2000")
    assert (message, hint) == (
        "agents: 2000, but the population says who there is", "leave --agents out"
    )  # fmt: skip
    (tmp_path / "net.txt").write_text("0 1\n5 3600\n")
    message, _ = refused(*MICRO, "--population", "people.csv", "--network", "net.txt")
    assert message.endswith("line 2: vertex 3600 is not one of the 3,600 citizens, 0 to 3599")


def test_a_sector_without_posts(refused: Refused, tmp_path: Path) -> None:
    path = tiny(tmp_path, posts=0)
    message, _ = refused("run", str(path), "--micro", "--agents", "full")
    assert message.startswith(f"{path}: apparatus.judiciary.size: found 0, needs a whole number from 1")


def test_compare_refuses_alike(refused: Refused) -> None:
    words = ("compare", NAME, "--without", "repression", "--micro", "--agents")
    assert refused(*words, "10")[0].startswith("agents: 10, too few")
    assert refused("compare", *COMMAND[:1], "--micro")[0] == "compare: nothing to compare with"


def test_small_sectors_are_named_until_shares_of_them_mean_something() -> None:
    scenario = api.load(NAME)
    society = scenario.society()
    (note,) = Micro.asked(scenario, 5000, None, None).notes
    assert note.endswith(" agents: an event that counts shares of it is noise; give more agents")
    sizes = {}
    for agents in (5000, 50_000, 200_000):
        from asabiya.engine.micro.layout import allocate

        members = allocate(society, agents)[1].sum(axis=(1, 2))
        least = {name: int(members[APPARATUS.index(name)]) for name in SECURITY}
        sizes[agents] = min(least.values())
        found = Micro.asked(scenario, agents, None, None).notes
        assert bool(found) == (sizes[agents] < 100)
        if found:
            sector, _, size = found[0].split()[:3]
            assert least[sector] == int(size) == sizes[agents]
    assert Micro.asked(scenario, "full", None, None).notes == ()


# --- memory

PEAK = r"""
import json, re, sys
from pathlib import Path
from asabiya import api
from asabiya.api import micro
agents, members, workers = (int(word) for word in sys.argv[1:])
needed = []
measure = micro.estimate
def noted(*size, **more):
    needed.append(measure(*size, **more))
    return needed[-1]
micro.estimate = noted
api.simulate("reference-autocracy", micro=True, agents=agents, members=members, workers=workers, days=2)
# Not the peak by getrusage, which begins with that of the process that started this one.
peak = re.search(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
print(json.dumps([needed[0], int(peak[1]) * 1024]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell the peak")
def test_the_estimate_is_above_what_is_needed_and_not_far() -> None:
    found = subprocess.run(
        [sys.executable, "-c", PEAK, "1000000", "9", "2"],
        capture_output=True, text=True, check=True, env={**os.environ, "XLA_FLAGS": ""},
    )  # fmt: skip
    needed, peak = json.loads(found.stdout)
    assert peak < needed < 1.5 * peak


def test_the_estimate_grows_with_all_that_takes_memory() -> None:
    society = api.load(NAME).society()

    def need(agents: int = 10**7, members: int = 8, workers: int = 1, **more: object) -> float:
        options = {"stored": True, "societies": 1, **more}
        small = options.pop("small", SmallWorld())
        makeup = Makeup(society, 0, agents, small=small, network=options.pop("network", None))  # type: ignore[arg-type]
        return micro.estimate(makeup, agents, members, workers, **options)  # type: ignore[arg-type]

    plain = need()
    assert plain < need(agents=2 * 10**7) < 2 * plain
    assert need(members=1) < plain == need(members=8, workers=2)
    assert plain == need(members=16) < need(members=16, workers=2)
    assert need(stored=False) < plain < need(small=SmallWorld(degree=40))
    assert need(small=SmallWorld(degree=10, rewiring=0.9)) > plain
    assert need(small=SmallWorld(degree=40, household=32)) > need(small=SmallWorld(degree=40))
    assert plain < need(societies=2) < 2 * plain
    ties = np.arange(10**6)
    ring = Network.from_ties(ties, (ties + 1) % 10**6, 10**6)
    assert need(network=ring) > need(stored=False)


def machine(root: Path, *groups: tuple[str, str, int, int]) -> Path:
    """A root with 8 GB available, and groups with their limit, use and files."""
    for name, text in (("proc/meminfo", "MemTotal: 9 kB\nMemAvailable: 8000000 kB\n"),):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    (root / "proc/self").mkdir()
    (root / "proc/self/cgroup").write_text("1:name=x:/y\n0::/job/step\n")
    for name, limit, used, files in groups:
        place = root / "sys/fs/cgroup" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "memory.max").write_text(limit)
        (place / "memory.current").write_text(f"{used}\n")
        (place / "memory.stat").write_text(f"anon 1\ninactive_file {files}\n")
    return root


@pytest.mark.parametrize(
    ("groups", "free"),
    [
        ((), 8.192e9),
        ((("job/step", "max\n", 1, 0),), 8.192e9),
        ((("job/step", "3000000000\n", 10**9, 0),), 2e9),
        ((("job/step", "3000000000\n", 10**9, 4 * 10**8),), 2.4e9),
        ((("job/step", "max\n", 10**9, 0), ("job", "5000000000\n", 10**9, 0)), 4e9),
        ((("", "6000000000\n", 10**9, 0), ("other", "1000\n", 0, 0)), 5e9),
        ((("job", "1000\n", 10**9, 0),), 0.0),
        ((("job", "99000000000\n", 10**9, 0),), 8.192e9),
    ],
)
def test_free_memory_is_what_the_tightest_limit_leaves(
    tmp_path: Path, groups: tuple[tuple[str, str, int, int], ...], free: float
) -> None:
    assert memory.available(machine(tmp_path, *groups)) == free


def test_without_a_word_from_the_system_free_memory_is_what_the_pages_say(tmp_path: Path) -> None:
    found = memory.available(tmp_path)
    assert found is None or found > 0
