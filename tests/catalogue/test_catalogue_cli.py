"""``asabiya catalogue`` as a person and a program see it."""

from __future__ import annotations

import dataclasses
import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from asabiya import cli
from asabiya.catalogue import pages, record, registry, verify
from asabiya.catalogue.entry import Entry
from asabiya.errors import OutputError

ROOT = Path(__file__).parents[2]
GRANOVETTER = ["catalogue", "run", "granovetter-1978"]


def answer(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> dict[str, Any]:
    assert cli.run([*argv, "--json"]) == code
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    found: dict[str, Any] = json.loads(printed)
    return found


@pytest.mark.parametrize("argv", [["catalogue"], ["catalogue", "list"]])
def test_the_list_names_every_model_with_its_status(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    models = answer(capsys, *argv)["models"]
    assert [model["id"] for model in models] == list(registry.ids())
    for model in models:
        assert model["status"] == record.standing(registry.entry(model["id"])).status
        assert model["title"]
        assert model["reason"]
    assert cli.run(argv) == 0
    printed = capsys.readouterr().out
    assert all(id in printed for id in registry.ids())


@pytest.mark.parametrize("id", registry.ids())
def test_show_tells_everything(id: str, capsys: pytest.CaptureFixture[str]) -> None:
    about = answer(capsys, "catalogue", "show", id)
    entry = registry.entry(id)
    assert about["equations"] == entry.equations
    assert [row["name"] for row in about["parameters"]] == [row.name for row in entry.parameters]
    assert [row["name"] for row in about["targets"]] == [row.name for row in entry.targets]
    assert about["citation"].startswith("@")
    assert f"{{{id}," in about["citation"]
    assert cli.run(["catalogue", "show", id]) == 0
    printed = capsys.readouterr().out
    assert f"status: {about['status']}" in printed
    # Targets quote the numbers of equations, which stand in the docstring alone.
    assert f"python -m pydoc {about['module']}\n" in printed
    assert importlib.import_module(about["module"]).ENTRY is entry
    place = f"../../src/{about['module'].replace('.', '/')}.py"
    assert f"]({place})" in pages.page(entry)
    assert (ROOT / "docs" / "catalogue" / place).is_file()
    assert entry.question in printed
    assert entry.equations in printed
    assert all(line in printed for line in (*entry.deviations, *entry.unverified))


def test_run_gives_what_the_interface_says(capsys: pytest.CaptureFixture[str]) -> None:
    made = answer(capsys, *GRANOVETTER, "--param", "mean=25", "--param", "sd=12.3")
    assert {"id", "parameters", "results", "deviations", "citation", "status", "warnings"} <= set(made)
    assert made["parameters"]["sd"] == 12.3
    assert made["results"]["critical_sd"] == pytest.approx(12.2220868)
    assert "equilibria" not in made


def test_several_equilibria_stand_at_the_top(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*GRANOVETTER, "--json"]) == 0
    printed = capsys.readouterr()
    made = json.loads(printed.out)
    assert made["equilibria"] == made["results"]["equilibria"]
    assert [point["name"] for point in made["equilibria"]][:2] == ["from nobody", "tipping point"]
    assert made["warnings"][0] in printed.err


def test_a_person_sees_settings_results_and_equilibria(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*GRANOVETTER, "--param", "sd=12"]) == 0
    printed = capsys.readouterr().out
    status = record.standing(registry.entry("granovetter-1978")).status
    assert printed.startswith(f"granovetter-1978 ({status}): mean = 25, sd = 12\n")
    assert "12.222087" in printed
    assert "tipping point" in printed


def test_what_is_not_verified_says_so_in_every_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(record, "_standings", {"kuran-1991": record.Standing("unverified", "it is new", {})})
    path = tmp_path / "kuran.svg"
    assert cli.run(["catalogue", "run", "kuran-1991", "--json", "--figure", str(path)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["status"] == "unverified"
    assert "kuran-1991 is not verified; asabiya catalogue show kuran-1991 says why" in printed.err
    assert "kuran-1991: not verified" in path.read_text(encoding="utf-8")
    assert registry.run("kuran-1991").status == "unverified"
    for argv in (["run", "kuran-1991"], ["show", "kuran-1991"], ["list"]):
        assert cli.run(["catalogue", *argv]) == 0
        assert "unverified" in capsys.readouterr().out
    assert "`kuran-1991`, **not verified**: it is new." in pages.page(registry.entry("kuran-1991"))


@pytest.mark.parametrize("form", ["svg", "png", "html"])
def test_a_figure_is_written_whole_and_needs_no_network(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"riot.{form}"
    made = answer(capsys, *GRANOVETTER, "--figure", str(path))
    assert made["figure"] == str(path)
    data = path.read_bytes()
    if form == "png":
        width, height = struct.unpack(">II", data[16:24])
        assert data[1:4] == b"PNG"
        assert width > height > 300
    else:
        text = data.decode()
        assert "riots now" in text
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/", "")
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


BAD = [
    (["run", "makowski-rubin-2013"], "catalogue: no model 'makowski-rubin-2013'",
     "did you mean makowsky-rubin-2013?"),
    (["show", "x"], "catalogue: no model 'x'", None),
    (["verify", "x"], "catalogue: no model 'x'", None),
    (["run", "kuran-1991", "--param", "threshold=1"], "kuran-1991: no parameter 'threshold'",
     "did you mean thresholds?"),
    (["run", "kuran-1991", "--param", "thresholds"], "--param thresholds: not of the form K=V",
     "for example --param sd=12.2"),
    (["run", "kuran-1991", "--param", "thresholds=1", "--param", "thresholds=2"],
     "--param thresholds=2: thresholds is set twice", "name each parameter once"),
    (["run", "kuran-1991", "--param", "thresholds=1,x"],
     "kuran-1991: thresholds: 'x', number 2 of 2, is not a number", None),
    (["run", "granovetter-1978", "--param", "sd=0"], "granovetter-1978: sd: '0' is too small",
     "sd is a number 1e-06 to 10,000: standard deviation of the thresholds"),
    (["run", "granovetter-1978", "--figure", "riot.pdf"],
     "--figure riot.pdf: the name says no form of picture", "let it end in .html, .png or .svg"),
    (["run", "granovetter-1978", "--figure", "no-suffix"],
     "--figure no-suffix: the name says no form of picture", None),
    (["verify", "--fast", "--write"], "--write: the record holds slow targets too", "leave --fast out"),
    (["run"], "Missing argument 'ID'", "see asabiya catalogue run --help"),
    (["fly"], "No such command 'fly'", "see asabiya catalogue --help"),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "message", "hint"), BAD)
def test_bad_input_is_an_object_and_exit_code_2(
    argv: list[str], message: str, hint: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    error = answer(capsys, "catalogue", *argv, code=2)["error"]
    assert error["message"] == message
    assert error["hint"]
    assert hint is None or error["hint"] == hint
    assert cli.run(["catalogue", *argv]) == 2
    assert f"error: {message}" in capsys.readouterr().err


def test_json_stands_behind_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["catalogue", "--json", "list"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["hint"] == "asabiya catalogue list … --json"


def test_a_model_without_a_figure_says_so_before_it_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Any) -> Any:
        raise AssertionError("was run")

    bare = dataclasses.replace(registry.entry("kuran-1991"), figure=None, run=refuse)
    monkeypatch.setattr("asabiya.catalogue.model", lambda _: bare)
    error = answer(capsys, "catalogue", "run", "kuran-1991", "--figure", "x.svg", code=2)["error"]
    assert error["message"] == "--figure: kuran-1991 has no figure"


@pytest.mark.parametrize("name", ["file/x.svg", "folder.svg"])
def test_a_figure_that_cannot_be_written_is_refused_before_the_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Any) -> Any:
        raise AssertionError("was run")

    (tmp_path / "file").write_text("")
    (tmp_path / "folder.svg").mkdir()
    entry = dataclasses.replace(registry.entry("kuran-1991"), run=refuse)
    monkeypatch.setattr("asabiya.catalogue.model", lambda _: entry)
    monkeypatch.setattr("asabiya.catalogue.run", refuse)
    target = str(tmp_path / name)
    error = answer(capsys, "catalogue", "run", "kuran-1991", "--figure", target, code=2)["error"]
    assert error["message"].startswith(f"--figure {target}: ")
    assert "name" in error["hint"]


def test_a_disk_that_is_full_gets_a_hint_that_can_be_followed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OutputError("x.svg: cannot be written (No space left on device)", hint="another -o")

    monkeypatch.setattr("asabiya.report.picture.save", full)
    error = answer(capsys, *GRANOVETTER, "--figure", "x.svg", code=2)["error"]
    assert error["message"] == "--figure x.svg: cannot be written (No space left on device)"
    assert error["hint"] == "check free space and permissions, or name another place"


def test_a_long_run_says_that_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = threading.Event()
    monkeypatch.setattr("asabiya.cli.catalogue._QUIET", 0.01)
    monkeypatch.setattr("asabiya.cli.show.note", lambda text: said.set() if "still running" in text else None)
    once = registry.run("granovetter-1978")

    def slow(*_: Any, **__: Any) -> Any:
        assert said.wait(30)
        return once

    monkeypatch.setattr("asabiya.catalogue.run", slow)
    assert cli.run(GRANOVETTER) == 0
    said.clear()
    monkeypatch.setattr("asabiya.cli.catalogue._QUIET", 3600)
    monkeypatch.setattr("asabiya.catalogue.run", lambda *_, **__: once)
    assert cli.run(GRANOVETTER) == 0
    assert not said.is_set()
    assert "verified" in capsys.readouterr().out


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_verify_prints_target_value_ours_tolerance_and_verdict(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    found = answer(capsys, "catalogue", "verify", "kuran-1991", "--fast")
    assert found["failed"] == 0
    row = next(row for row in found["targets"] if row["name"] == "A")
    wanted = {"id": "kuran-1991", "value": 10, "ours": 10.0, "tolerance": 0, "verdict": "pass"}
    assert wanted.items() <= row.items()
    assert cli.run(["catalogue", "verify", "kuran-1991"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("kuran-1991\n")
    assert " A-second-at-10 " in printed
    assert printed.endswith("6 of 6 as they should be\n")


@pytest.mark.parametrize(
    ("value", "known_miss", "code", "word"),
    [(11.0, "", 1, "fail"), (11.0, "as printed", 0, "known miss"), (10.0, "as printed", 1, "fail")],
)
def test_a_failing_target_is_exit_code_1(
    value: float, known_miss: str, code: int, word: str,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    kuran = registry.entry("kuran-1991")
    target = dataclasses.replace(kuran.targets[0], value=value, known_miss=known_miss)
    spoilt: Entry = dataclasses.replace(kuran, targets=(target,))
    monkeypatch.setattr(verify, "entry", lambda _: spoilt)
    found = answer(capsys, "catalogue", "verify", "kuran-1991", code=code)
    assert found["failed"] == code
    assert found["targets"][0]["verdict"] == word


def test_write_renews_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = record.digest("kuran-1991")
    monkeypatch.setattr(record, "RECORD", tmp_path / "verified.json")
    monkeypatch.setattr(record, "_standings", {})
    answer(capsys, "catalogue", "verify", "kuran-1991", "--write")
    held = json.loads((tmp_path / "verified.json").read_text())
    assert held["schema"] == "asabiya.catalogue.verified/1"
    assert held["entries"]["kuran-1991"]["digest"] == digest
    assert held["entries"]["kuran-1991"]["ours"]["A"] == 10


def test_help_of_the_catalogue_imports_nothing_heavy() -> None:
    code = "import sys, asabiya.cli; asabiya.cli.run(['catalogue', 'run', '--help']); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert not set(found.split()) & {"jax", "numpy", "numba", "scipy", "altair", "rich.console"}


def test_the_list_imports_no_library_that_takes_seconds() -> None:
    code = "import sys, asabiya.cli; asabiya.cli.run(['catalogue', '--json']); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert not set(found.split()) & {"jax", "numba", "scipy.optimize", "scipy.stats", "altair", "networkx"}


def test_ctrl_c_is_exit_code_130() -> None:
    argv = [*GRANOVETTER, "--param", "agents=1e8", "--param", "runs=10"]
    code = "import sys; print('on', flush=True); from asabiya.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.decode().endswith("interrupted\n")
