"""``asabiya review``: piped, typed, interrupted, in a page, and with what cannot be done."""

from __future__ import annotations

import getpass
import http.client
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from tests.evidence.night import ledger, saved

from asabiya import cli
from asabiya.evidence import load

ASABIYA = (sys.executable, "-c", "from asabiya.cli import main; main()")


def review(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    code = cli.run(["review", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_commands_are_piped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = saved(tmp_path)
    lines = 'code +warns_surprise\nset office "Marshal"\n\n# done\naccept\nquit\naccept\n'
    code, out, err = review(monkeypatch, capsys, lines, str(path), "--by", "Ada Venn")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "s01 codes.warns_surprise: nothing → Ada Venn 1",
        "s01 office: General → Marshal",
        "s01 accepted",
        f"1 of 4 statements reviewed, 3 changes made; ledger: {path}",
    ]
    assert [c.by for c in load(path).statements[0].history] == ["Ada Venn"] * 3


def test_one_object_under_json_and_refused_commands_in_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = saved(tmp_path)
    lines = "accept\ncode +warns_suprise\nwithdraw\nset office \udc80".encode(errors="surrogateescape")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert cli.run(["review", str(path), "--by", "Ada", "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out.count("\n") == 1
    refused = "code: 'warns_suprise' is none"
    assert json.loads(printed.out) == {
        "ledger": str(path),
        "by": "Ada",
        "made": 2,
        "statements": 3,
        "reviewed": 1,
        "added": 0,
        "withdrawn": 1,
        "changes": {"by_field": {"statement": 2}, "by_person": {"Ada": 2}},
        "refused": [
            {
                "line": 2,
                "command": "code +warns_suprise",
                "message": refused,
                "hint": "did you mean warns_surprise?",
            },
            {
                "line": 4,
                "command": "set office \ufffd",
                "message": "a line that is not UTF-8",
                "hint": "write the commands as UTF-8",
            },
        ],
    }
    assert f"line 2: {refused}\nhint: did you mean warns_surprise?\n" in printed.err


@pytest.mark.parametrize(
    ("arguments", "typed", "message", "hint"),
    [
        (["night.jsonl"], "", "review: standard input is no terminal and holds no command", "pipe commands"),
        (["night.jsonl"], "\n\n", "review: standard input is no terminal and holds no command", "pipe"),
        (["a.txt"], "accept", "ledger {}/a.txt: is no ledger", "an article is read first: asabiya read "),
        (["none.jsonl"], "accept", "ledger {}/none.jsonl: no such file", "check the path"),
        (["night.jsonl", "--by", " "], "accept", "--by: nothing was given", ""),
        (
            ["night.jsonl", "--by", "rules/1"],
            "accept",
            "--by: 'rules/1' is no person's name",
            "80 characters",
        ),
        (["night.jsonl", "--port", "8000"], "accept", "--port: is for the page", "add --page"),
        (["night.jsonl", "-o", "a.txt/x"], "accept", "{}/a.txt/x: cannot be written", "name another place"),
        (["night.jsonl", "-o", "a.txt"], "accept", "{}/a.txt: exists", "go on there with asabiya review"),
        (["night.jsonl", "--page", "--port", "0"], "", "Invalid value for '--port'", "see asabiya review"),
    ],
)
def test_bad_input(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    arguments: list[str],
    typed: str,
    message: str,
    hint: str,
) -> None:
    path = saved(tmp_path)
    before = path.read_bytes()
    (tmp_path / "a.txt").write_text("He said so.")
    monkeypatch.chdir(tmp_path)
    code, out, _ = review(monkeypatch, capsys, typed, *arguments, "--json")
    error = json.loads(out)["error"]
    assert code == 2
    assert error["message"].startswith(message.format(tmp_path.resolve()))
    assert error["hint"].startswith(hint)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "night.jsonl"]


def test_the_name_is_that_of_the_login(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = saved(tmp_path)
    monkeypatch.setattr(getpass, "getuser", lambda: "adalorn")
    assert review(monkeypatch, capsys, "accept", str(path))[0] == 0
    assert load(path).statements[0].history[0].by == "adalorn"

    def nobody() -> str:
        raise KeyError("no name")

    monkeypatch.setattr(getpass, "getuser", nobody)
    code, _, err = review(monkeypatch, capsys, "accept", str(path))
    assert code == 2
    assert err == 'error: --by: who are you? The login has no name\nhint: for example --by "Ada Lorn"\n'


def test_the_port_may_be_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, _, err = review(monkeypatch, capsys, "", str(saved(tmp_path)), "--page", "--port", port)
    assert code == 2
    assert err == f"error: --port {port}: is taken\nhint: name another, or leave it out for a free one\n"


def test_a_reviewed_ledger_is_not_read_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, article = saved(tmp_path), tmp_path / "night.txt"
    article.write_text(ledger().article.text, encoding="utf-8")
    assert cli.run(["read", str(article), "-o", str(path)]) == 0
    review(monkeypatch, capsys, "accept", str(path), "--by", "Ada")
    before = path.read_bytes()
    assert cli.run(["read", str(article), "-o", str(path)]) == 2
    message = f"error: {path}: holds what analysts changed, which would be lost\nhint: name another file with"
    assert message in capsys.readouterr().err
    assert path.read_bytes() == before


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*ASABIYA, "review", *arguments, "--by", "Ada"], **options)


def test_interrupted_all_that_was_done_is_kept(tmp_path: Path) -> None:
    path = saved(tmp_path)
    pipe = subprocess.PIPE
    process = start(str(path), stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"accept\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"s01 accepted\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.decode() == f"note: what was changed is kept: {path}\ninterrupted\n"
    assert [s.history[0].after for s in load(path).statements if s.history] == ["accepted"]
    assert [p.name for p in tmp_path.iterdir()] == ["night.jsonl"]


def test_killed_all_that_was_done_is_kept(tmp_path: Path) -> None:
    path = saved(tmp_path)
    pipe = subprocess.PIPE
    process = start(str(path), stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"accept\nset office Marshal\n")
    process.stdin.flush()
    process.stdout.readline()
    assert process.stdout.readline() == "s02 office: nothing → Marshal\n".encode()
    process.kill()
    process.communicate()
    assert [len(s.history) for s in load(path).statements] == [1, 1, 0, 0]
    again = subprocess.run(
        [*ASABIYA, "review", str(path), "--by", "Bel"], input=b"accept\n", capture_output=True, check=False
    )
    assert (again.returncode, again.stderr) == (0, b"")


def test_at_a_terminal_each_statement_is_shown(tmp_path: Path) -> None:
    path = saved(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"office": "General"', '"office": "Gen\\u001b[2Jeral\\u202e"'), encoding="utf-8"
    )
    outer, inner = pty.openpty()
    process = start(str(path), stdin=inner, stdout=inner, stderr=inner, env={**os.environ, "TERM": "xterm"})
    os.close(inner)
    os.write(outer, b"acept\naccept\nquit\n")
    shown = b""
    while True:
        try:
            shown += os.read(outer, 4096)
        except OSError:
            break
    os.close(outer)
    assert process.wait(timeout=30) == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode()).replace("\r", "")
    assert "s01  1 of 4 · 0 reviewed · direct · read" in plain
    assert "General Ada Lorn said, “Some of our men have deserted us.” Later she" in plain
    assert "Gen�[2Jeral�" in plain
    assert "admits_defection  90% rules/1" in plain
    assert "acept: no such command\nhint: did you mean accept?" in plain
    assert "s02  2 of 4 · 1 reviewed · direct · read" in plain
    assert "  perhaps      1 Ada Lorn, 2 Eva Lorn, 3 Pol Vane (set speaker 1)" in plain
    assert "1 of 4 statements reviewed, 1 change made" in plain
    assert "\x1b[2J" not in shown.decode()


def test_interrupted_at_a_terminal(tmp_path: Path) -> None:
    path = saved(tmp_path)
    outer, inner = pty.openpty()
    process = start(str(path), stdin=inner, stdout=inner, stderr=inner, env={**os.environ, "TERM": "xterm"})
    os.close(inner)
    os.write(outer, b"accept\n")
    shown = b""
    while b"s01 accepted" not in shown:
        shown += os.read(outer, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    os.close(outer)
    assert len(load(path).statements[0].history) == 1


def test_the_page_runs_until_it_is_finished_or_interrupted(tmp_path: Path) -> None:
    path = saved(tmp_path)
    pipe = subprocess.PIPE
    for stop in ("finish", "interrupt"):
        process = start(str(path), "--page", "--json", stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe)
        assert process.stderr is not None
        address = urllib.parse.urlsplit(
            process.stderr.readline().decode().removeprefix("review: open ").strip()
        )
        process.stderr.readline()
        connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=20)
        connection.request("GET", address.path)
        page = connection.getresponse().read().decode()
        [secret] = set(re.findall(r'name="csrf" value="([^"]+)"', page))
        if stop == "finish":
            body = urllib.parse.urlencode({"csrf": secret, "do": "finish"})
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"{address.path}do", body, kind)
            assert "0 of 4 statements reviewed" in connection.getresponse().read().decode()
        else:
            process.send_signal(signal.SIGINT)
        connection.close()
        out, err = process.communicate(timeout=30)
        if stop == "finish":
            assert (process.returncode, err) == (0, b"")
            assert json.loads(out)["statements"] == 4
        else:
            assert (process.returncode, out) == (130, b"")
    assert load(path) == ledger()
