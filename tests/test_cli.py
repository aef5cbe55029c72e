from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import asabiya
from asabiya import cli
from asabiya.errors import InputError, OutputError, ScenarioError

LEDGER = {
    "schema": "asabiya.ledger/1",
    "article": {
        "source": "oped.txt",
        "title": "Who stays",
        "author": "A. Writer",
        "affiliation": None,
        "outlet": "The [bold]Post",
        "published": "2023-12-08",
        "text": "…",
    },
    "statements": [
        {
            "id": "s1",
            "kind": "direct",
            "text": "men have left from every sector [sic]",
            "speaker": {"name": "Reza Example"},
            "office": "commander",
            "date": {"value": "2023-11-01", "precision": "month", "year_inferred": True},
            "codes": [{"code": "admits_defection"}],
        }
    ],
}


def outcome(p: float) -> dict[str, Any]:
    return {"p": p, "lo": p / 2, "hi": p * 2, "shift": {"p": 0.001, "lo": -0.001, "hi": 0.003}}


ANSWERS: dict[str, dict[str, Any]] = {
    "explain": {
        "scenario": "iran-2023",
        "start": "2023-10-07",
        "days": 365,
        "phases": [{"name": "war", "from": "2023-10-07", "to": None}],
        "parameters": [
            {
                "key": "uprising.omega",
                "value": 8.0,
                "unit": "1",
                "range": [5.0, 15.0],
                "source": "assumed: x",
            },
            {"key": "population", "value": 1e7, "unit": "persons", "range": None, "source": "census"},
        ],
        "mechanisms": {"unity": False, "uprising": True},
        "fixed_points": [{"value": 0.01, "stable": True}],
        "tipping_distance": None,
        "warnings": ["suspicious"],
    },
    "run": {
        "scenario": "iran-2023",
        "seed": 0,
        "members": 200,
        "days": 365,
        "outcomes": {"collapse": {"p": 0.0123, "lo": 0.0, "hi": 0.03}},
        "indices": {"cohesion": {"median": 0.9, "lo": 0.8, "hi": 0.95}},
    },
    "compare": {
        "effects": {"collapse": {"difference": float("nan"), "lo": -0.01, "hi": 0.02}},
        "variance_ratio": {"collapse": 6.1},
    },
    "nowcast": {
        "prior": {
            "indices": {"cohesion": {"median": 0.9, "lo": 0.8, "hi": 0.95}},
            "outcomes": {"collapse": {"30": outcome(0.01), "365": outcome(0.02)}},
        },
        "posterior": {
            "indices": {"cohesion": {"median": 0.89, "lo": 0.8, "hi": 0.95}},
            "outcomes": {"collapse": {"30": outcome(0.011), "365": outcome(0.021)}},
        },
        "information_nats": 0.0431,
        "information_nats_se": 0.005,
        "sentence": "Hardly at all.",
        "statements": [
            {
                "id": "s1",
                "speaker": None,
                "date": "2023-11-01",
                "codes": ["admits_defection"],
                "leave_one_out_nats": 0.02,
                "leave_one_out_nats_se": None,
            }
        ],
    },
    "rerun": {
        "equal": False,
        "digest_before": "a" * 64,
        "digest_after": "b" * 64,
        "environment_differences": ["versions.jax: 0.10.2 before, 0.11.0 after"],
    },
}


class FakeResult:
    """Stands for a run, comparison, nowcast or explanation."""

    directory: Path | None = None

    def __init__(self, name: str) -> None:
        self.summary = ANSWERS[name]

    def save(self, directory: Path) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "report.html").touch()
        (directory / "provenance.json").touch()
        return directory


class FakeLedger:
    """Stands for a ledger."""

    def __init__(self, *, empty: bool) -> None:
        self.empty = empty

    def to_json(self) -> dict[str, Any]:
        return {**LEDGER, "statements": []} if self.empty else LEDGER

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("ledger")


class FakeApi(ModuleType):
    """The public API's contract with the command line, recording its calls."""

    def __init__(self) -> None:
        super().__init__("asabiya.api")
        self.calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.fails: BaseException | None = None
        for name in (
            "explain",
            "simulate",
            "compare",
            "nowcast",
            "rerun",
            "cite",
            "report",
            "scenarios",
            "read",
        ):
            setattr(self, name, self._record(name))

    def load(self, name: str) -> str:
        return f"<{name}>"

    def read_batch(self, files: list[str], **kwargs: Any) -> Iterator[SimpleNamespace]:
        for file in files:
            ledger = self.read(file)
            if kwargs["out"] is not None:
                ledger.save(kwargs["out"] / f"{Path(file).stem}.jsonl")
            error = InputError("article gone: no such file", hint="check it") if file == "gone" else None
            yield SimpleNamespace(
                source=file,
                status="failed" if error else "read",
                statements=None if error else len(ledger.to_json()["statements"]),
                error=error,
                defect=False,
                open=lambda ledger=ledger: ledger,
            )

    def _record(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((name, args, kwargs))
            if self.fails is not None:
                raise self.fails
            if name == "read":
                return FakeLedger(empty=args[0] == "empty.txt")
            if name == "scenarios":
                return [{"id": "iran-2023", "title": "Iran", "start": "2023-10-07", "days": 365}]
            if name == "cite":
                return [{"key": "k", "bibtex": "@misc{k}", "reason": "because"}]
            if name == "report":
                return args[0] / "report.html"
            if name == "rerun":
                return ANSWERS["rerun"]
            return FakeResult("run" if name == "simulate" else name)

        return call


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> FakeApi:
    fake = FakeApi()
    monkeypatch.setitem(sys.modules, "asabiya.api", fake)
    monkeypatch.setattr(asabiya, "api", fake, raising=False)
    return fake


COMMANDS = {
    "read": ["read", "a.txt"],
    "scenarios": ["scenarios"],
    "explain": ["explain", "iran-2023"],
    "run": ["run", "iran-2023"],
    "compare": ["compare", "iran-2023", "--without", "unity"],
    "nowcast": ["nowcast", "iran-2023", "a.txt"],
    "report": ["report", "out"],
    "cite": ["cite", "out"],
    "rerun": ["rerun", "out"],
}


def test_help_lists_the_commands_that_are_built_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    listed = re.findall(r"^  ([\w-]+)  ", capsys.readouterr().out.partition("Commands:")[2], re.MULTILINE)
    assert listed == [*COMMANDS, "review", "agree", "train-reader", "store", "catalogue"]


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_exactly_one_object_on_standard_output(
    name: str, api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*COMMANDS[name], "--json"]) == 0
    printed = capsys.readouterr()
    assert isinstance(json.loads(printed.out), dict)
    assert printed.out.count("\n") == 1
    assert "NaN" not in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_an_error_under_json_is_an_object_and_exit_code_2(
    name: str, api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.fails = ScenarioError("scenario x: no such key", hint="did you mean y?")
    assert cli.run([*COMMANDS[name], "--json"]) == 2
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "error": {"message": "scenario x: no such key", "hint": "did you mean y?"}
    }
    assert printed.err == ""


def test_an_error_without_json_goes_to_standard_error(
    api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    api.fails = OutputError("out: cannot be written", hint="check free space")
    assert cli.run(["run", "iran-2023"]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "error: out: cannot be written\nhint: check free space\n")


def test_a_defect_of_ours_is_one_line_and_exit_code_1(
    api: FakeApi, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASABIYA_DEBUG", raising=False)
    api.fails = ZeroDivisionError("float\ndivision")
    assert cli.run(["run", "iran-2023"]) == 1
    assert capsys.readouterr().err == (
        "error: asabiya failed: ZeroDivisionError: float division\n"
        "hint: this is a defect; set ASABIYA_DEBUG=1 to see the traceback, and please report it\n"
    )
    monkeypatch.setenv("ASABIYA_DEBUG", "1")
    assert cli.run(["run", "iran-2023", "--json"]) == 1
    printed = capsys.readouterr()
    assert "Traceback" in printed.err
    assert "ZeroDivisionError" in json.loads(printed.out)["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["run"], "Missing argument 'SCENARIO'", "see asabiya run --help"),
        (["run", "x", "--nonsense"], "No such option: --nonsense", "see asabiya run --help"),
        (["run", "x", "--meso"], "No such option: --meso", "see asabiya run --help"),
        (["walk"], "No such command 'walk'", "see asabiya --help"),
        (["run", "x", "--members", "many"], "Invalid value for '--members'", "see asabiya run --help"),
        (["run", "x", "--members", "0"], "Invalid value for '--members'", "see asabiya run --help"),
        (["run", "x", "--days", "-1"], "Invalid value for '--days'", "see asabiya run --help"),
        (["run", "x", "--seed", "-1"], "Invalid value for '--seed'", "see asabiya run --help"),
        (["nowcast", "x"], "Missing argument 'LEDGER'", "see asabiya nowcast --help"),
        (["nowcast", "x", "a", "--particles", "0"], "Invalid value for '--particles'", "see"),
        (
            ["compare", "x"],
            "compare: nothing to compare with",
            "name a change: --set KEY=VALUE or --without MECHANISM",
        ),
        (
            ["read", "a.txt", "--published", "8 December"],
            "--published: '8 December' is not a date (not of the form YYYY-MM-DD)",
            "for example --published 2023-12-08",
        ),
        (["read", "a.txt", "--published", "20231208"], "--published: '20231208' is not a date", "for"),
        (
            ["nowcast", "x", "a", "--as-of", "2023-02-30"],
            "--as-of: '2023-02-30' is not a date (day is out of range for month)",
            "for example --as-of 2023-12-08",
        ),
        (["run", "x", "--set", "a"], "--set a: not of the form KEY=VALUE", "for example --set policy"),
        (["run", "x", "--set", "a="], "--set a=: not of the form KEY=VALUE", "for example --set policy"),
        (
            ["run", "x", "--set", "a=high"],
            "--set a=high: 'high' is not a TOML value",
            "numbers, true, false and dates stand bare, a word in quotes: --set 'a=\"high\"'",
        ),
        (["run", "x", "--set", "a=1\nb=2"], "--set a=1\nb=2: '1\\nb=2' is not a TOML value", "numbers"),
        (["run", "x", "--set", "a=1", "--set", "a=2"], "--set a=2: a is set twice", "name each key once"),
        (
            ["read", "a.txt", "b.txt", "-o", "setup.py"],
            "setup.py: is a file, and several ledgers go there",
            "name a folder with -o",
        ),
    ],
)
def test_bad_usage(
    arguments: list[str],
    message: str,
    hint: str,
    api: FakeApi,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "setup.py").touch()
    assert cli.run([*arguments, "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["message"].startswith(message)
    assert error["hint"].startswith(hint)
    assert api.calls == []
    assert cli.run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"error: {error['message']}\nhint: {error['hint']}\n"


# --- what reaches the API


def test_defaults_are_those_promised(api: FakeApi) -> None:
    for name in ("run", "compare", "nowcast"):
        cli.run([*COMMANDS[name], "--json"])
    assert [call[2] | {"progress": None} for call in api.calls] == [
        {
            "members": None, "days": 365, "seed": 0, "set": {}, "without": (), "workers": None,
            "micro": False, "agents": None, "network": None, "population": None,
            "dask": None, "checkpoint": None, "resume": None, "progress": None,
        },
        {
            "members": None, "days": 365, "seed": 0, "set": {}, "without": ("unity",), "workers": None,
            "micro": False, "agents": None, "network": None, "population": None,
            "dask": None, "checkpoint": None, "resume": None, "progress": None,
        },
        {"particles": 10_000, "seed": 0, "published": None, "as_of": None, "progress": None},
    ]  # fmt: skip


def test_options_reach_the_api_typed(api: FakeApi) -> None:
    changes = ["policy.effort = 0.4", "n=3", "on=true", 'word="a=b"', "day=2023-10-07", "list=[1, 2]"]
    options = [part for change in changes for part in ("--set", change)]
    cli.run(["run", "iran-2023", "--members", "7", "--days", "3", "--seed", "5", "--workers", "2", *options,
             "--without", "unity", "--without", "factions", "--json"])  # fmt: skip
    name, args, kwargs = api.calls[0]
    assert (name, args) == ("simulate", ("<iran-2023>",))
    assert kwargs["set"] == {
        "policy.effort": 0.4, "n": 3, "on": True, "word": "a=b", "day": date(2023, 10, 7), "list": [1, 2],
    }  # fmt: skip
    assert kwargs["without"] == ("unity", "factions")
    assert (kwargs["members"], kwargs["days"], kwargs["seed"], kwargs["workers"]) == (7, 3, 5, 2)


def test_nowcast_passes_ledgers_and_dates(api: FakeApi) -> None:
    cli.run(["nowcast", "x", "a.jsonl", "-", "--published", "2023-12-08", "--as-of", "2023-12-01", "--json"])
    _, args, kwargs = api.calls[0]
    assert args == ("<x>", ["a.jsonl", "-"])
    assert (kwargs["published"], kwargs["as_of"]) == (date(2023, 12, 8), date(2023, 12, 1))


def test_a_run_keeps_its_checkpoint_where_its_result_goes(api: FakeApi, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    cli.run(["run", "x", "-o", str(first), "--json"])
    cli.run(["run", "x", "--resume", str(first), "--dask", "tcp://127.0.0.1:1", "--json"])
    cli.run(["compare", "x", "--without", "y", "--resume", str(first), "-o", str(second), "--json"])
    kept = [[call[2][name] for name in ("checkpoint", "resume", "dask")] for call in api.calls]
    assert kept == [[first, None, None], [None, first, "tcp://127.0.0.1:1"], [None, first, None]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


def test_several_articles_give_a_list_of_ledgers_and_a_folder(
    api: FakeApi, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.run(["read", "a.txt", "b.txt", "--json", "-o", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"ledgers": [LEDGER, LEDGER]}
    assert printed.err == "note: 2 articles: 2 read\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.jsonl", "b.jsonl"]


def test_an_article_that_cannot_be_read_does_not_stop_the_others(
    api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["read", "a.txt", "gone", "empty.txt", "--json"]) == 2
    printed = capsys.readouterr()
    empty = {**LEDGER, "statements": []}
    assert json.loads(printed.out) == {
        "ledgers": [LEDGER, empty],
        "failed": [{"source": "gone", "message": "article gone: no such file", "hint": "check it"}],
    }
    assert printed.err == (
        "error: article gone: no such file\nhint: check it\nnote: empty.txt: no statement found\n"
        "note: 3 articles: 2 read, 1 not readable, 1 without a statement\n"
    )


@pytest.mark.parametrize(
    ("place", "message"), [("a.txt", "is the article itself"), ("thesis.tex", "exists and is no ledger")]
)
def test_a_ledger_replaces_nothing_but_a_ledger(
    api: FakeApi, capsys: pytest.CaptureFixture[str], tmp_path: Path, place: str, message: str
) -> None:
    target = tmp_path / place
    target.write_text("He said so.")
    assert cli.run(["read", str(tmp_path / "a.txt"), "-o", str(target)]) == 2
    assert capsys.readouterr().err == f"error: {target}: {message}\nhint: name another file with -o\n"
    assert (target.read_text(), api.calls) == ("He said so.", [])


@pytest.mark.parametrize("command", [["run", "x"], ["compare", "x", "--without", "y"], ["nowcast", "x", "z"]])
def test_a_place_that_takes_no_result_is_refused_before_any_work(
    api: FakeApi, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "thesis.tex").touch()
    assert cli.run([*command, "-o", str(tmp_path)]) == 2
    assert api.calls == []
    assert capsys.readouterr().err == (
        f"error: {tmp_path}: exists and is not a results directory\n"
        "hint: name an empty or new directory with -o\n"
    )


def test_want_of_memory_is_no_defect(api: FakeApi, capsys: pytest.CaptureFixture[str]) -> None:
    api.fails = MemoryError("Unable to allocate 373. GiB")
    assert cli.run(["run", "x"]) == 2
    assert capsys.readouterr().err == (
        "error: not enough memory (Unable to allocate 373. GiB)\n"
        "hint: ask for fewer members, particles or days\n"
    )


def test_an_article_without_a_statement_is_noted_on_standard_error(
    api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["read", "empty.txt", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["statements"] == []
    assert printed.err == "note: empty.txt: no statement found\n"


# --- what a person sees


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "read",
            [
                "Who stays (A. Writer, The [bold]Post, 2023-12-08)",
                "commander · 2023-11? · direct",
                "sector [sic]”",
            ],
        ),
        ("scenarios", ["iran-2023", "Iran"]),
        ("explain", ["from 2023-10-07, 365 days", "5 to 15", "switched off: unity", "none found"]),
        ("run", ["200 members, 365 days, seed 0", "1.2 %", "0.8 to 0.95"]),
        ("compare", ["-0.01 to 0.02", "6.1"]),
        (
            "nowcast",
            [
                "2.0 %",
                "2.1 %",
                "+0.10",
                "-0.10 to +0.30",
                "information: 0.0431 ± 0.005 nats",
                "Hardly at all.",
            ],
        ),
        ("report", ["out/report.html"]),
        ("cite", ["% because\n@misc{k}"]),
        ("rerun", ["not equal", "a" * 64, "environment: versions.jax: 0.10.2 before, 0.11.0 after"]),
    ],
)
def test_answers_for_people(
    name: str, expected: list[str], api: FakeApi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(COMMANDS[name]) == 0
    printed = capsys.readouterr().out
    for text in expected:
        assert text in printed


def test_the_page_is_named_last(api: FakeApi, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.run(["nowcast", "x", "a.txt", "-o", str(tmp_path / "out")]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"page: {tmp_path / 'out' / 'report.html'}"


# --- as a process

DRIVER = """
import sys, types
import asabiya
api = types.ModuleType("asabiya.api")
def load(name):
    return name
def scenarios():
    return [{"id": "x" * 500}] * 2000
{more}
api.load, api.scenarios = load, scenarios
sys.modules["asabiya.api"] = asabiya.api = api
from asabiya.cli import main
main()
"""


def start(*arguments: str, more: str = "", **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", DRIVER.replace("{more}", more), *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, **{"stdout": pipe, "stderr": pipe, **options})


def test_exit_codes_of_the_process() -> None:
    for arguments, code in ((["--version"], 0), (["walk"], 2), (["explain", "x"], 1)):
        process = start(*arguments)
        process.communicate(timeout=60)
        assert process.returncode == code, arguments


SLEEP = """
import time
def simulate(*_, **__):
    print("ready", file=sys.stderr, flush=True)
    try:
        {sleep}
    except KeyboardInterrupt:
        raise {error}
api.simulate = simulate
"""


@pytest.mark.parametrize("error", ["", "ImportError('numpy failed to import')"])
def test_ctrl_c_is_one_line_and_exit_code_130(error: str) -> None:
    more = SLEEP.replace("{sleep}", "time.sleep(60)").replace("{error}", error)
    process = start("run", "x", more=more)
    assert process.stderr is not None
    assert process.stderr.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")


def test_ctrl_c_ends_compiled_code_that_does_not_come_back() -> None:
    # A mutex locked twice stands for a long compilation: the interpreter's lock is free, and no signal
    # makes the call return.
    stuck = (
        "import ctypes; m = ctypes.create_string_buffer(64); lock = ctypes.CDLL(None).pthread_mutex_lock; "
    )
    more = SLEEP.replace("{sleep}", stuck + "lock(m); lock(m)").replace("{error}", "")
    process = start("run", "x", more=more + "import asabiya.cli; asabiya.cli.GRACE = 0.2\n")
    assert process.stderr is not None
    assert process.stderr.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"interrupted\n")


@pytest.mark.parametrize(("options", "begin"), [(["--json"], b'{"scenario'), ([], b"scenarios\n")])
def test_a_reader_who_has_had_enough_is_no_failure(options: list[str], begin: bytes) -> None:
    process = start("scenarios", *options)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(len(begin)) == begin
    process.stdout.close()
    assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("option", ["--json", None])
def test_a_full_disk_behind_standard_output(option: str | None) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("scenarios", *([option] if option else []), stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode() == (
        f"error: standard output: cannot be written ({os.strerror(errno.ENOSPC)})\n"
        "hint: check free space where it goes\n"
    )


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, asabiya.cli; asabiya.cli.run(['--help']); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    loaded = set(found.split())
    assert "typer" in loaded
    assert not loaded & {
        "jax",
        "numpy",
        "pydantic",
        "xarray",
        "scipy",
        "altair",
        "trafilatura",
        "rich.console",
    }


def test_help_takes_little_longer_than_importing_typer() -> None:
    def seconds(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    call = "import sys; sys.argv = ['asabiya', '--help']; from asabiya.cli import main; main()"
    ratio = min(seconds(call) for _ in range(5)) / min(seconds("import typer") for _ in range(5))
    assert ratio < 5
