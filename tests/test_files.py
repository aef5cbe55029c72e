from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from asabiya.errors import InputError, OutputError
from asabiya.files import (
    claim_directory,
    discard_checkpoint,
    has_checkpoint,
    read_bytes,
    write_bytes,
    write_directory,
    write_text,
)

PERMISSIONS = "check free space and permissions, or name another place with -o"


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_bytes_come_back_as_written(tmp_path: Path) -> None:
    data = bytes(range(256))
    write_bytes(tmp_path / "new" / "folder" / "x", data)
    assert read_bytes(tmp_path / "new" / "folder" / "x", what="article") == data


def test_text_is_utf8_without_newline_translation(tmp_path: Path) -> None:
    write_text(tmp_path / "x", "Eje’i\r\n\n")
    assert (tmp_path / "x").read_bytes() == "Eje’i\r\n\n".encode()


@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (lambda p: None, "no such file", "check the path; use - to read from standard input"),
        (lambda p: p.mkdir(), "is a folder", "name a file inside it"),
        (lambda p: p.write_bytes(b" \n"), "the file is empty", "was the download complete?"),
        (lambda p: p.write_bytes(b""), "the file is empty", "was the download complete?"),
        (
            lambda p: p.write_bytes(b"x" * 1001),
            "1,001 bytes, more than the 1,000 that are read",
            "is this the right file? cut it to the part you need",
        ),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, make: Any, message: str, hint: str) -> None:
    path = tmp_path / "x"
    make(path)
    with pytest.raises(InputError) as caught:
        read_bytes(path, what="article", limit=1000)
    assert (caught.value.message, caught.value.hint) == (f"article {path}: {message}", hint)


def test_a_file_below_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / "x" / "y", what="ledger")
    assert caught.value.message == f"ledger {tmp_path / 'x' / 'y'}: cannot be read (Not a directory)"


def _no_space(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_keeps_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    write_text(path, "before")
    monkeypatch.setattr(os, "fsync", _no_space)
    with pytest.raises(OutputError) as caught:
        write_text(path, "after")
    assert caught.value.message == f"{path}: cannot be written (No space left on device)"
    assert caught.value.hint == PERMISSIONS
    assert path.read_text() == "before"
    assert names(tmp_path) == ["x"]


def test_an_interruption_keeps_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "x"
    write_text(path, "before")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(path, "after")
    assert path.read_text() == "before"
    assert names(tmp_path) == ["x"]


def test_files_and_directories_have_the_usual_permissions(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    write_text(tmp_path / "x", "x")
    with write_directory(tmp_path / "d", marker="m") as temporary:
        (temporary / "m").touch()
    (tmp_path / "e").mkdir()
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == stat.S_IMODE((tmp_path / "e").stat().st_mode)


def test_a_directory_appears_whole(tmp_path: Path) -> None:
    path = tmp_path / "out" / "demo"
    with write_directory(path, marker="m") as temporary:
        (temporary / "m").write_text("1")
        assert not path.exists()
    assert (path / "m").read_text() == "1"
    assert names(path.parent) == ["demo"]


def test_a_directory_replaces_an_earlier_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "d"
    for name in ("a", "b"):
        with write_directory(path, marker="m") as temporary:
            (temporary / "m").touch()
            (temporary / name).touch()
    assert names(path) == ["b", "m"]
    assert names(tmp_path) == ["d"]


def test_an_empty_directory_is_taken(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    with write_directory(tmp_path / "d", marker="m") as temporary:
        (temporary / "m").touch()
    assert names(tmp_path / "d") == ["m"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_something_foreign_in_the_place_is_refused_before_any_work(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "d"
    if kind == "folder":
        path.mkdir()
        (path / "thesis.tex").touch()
    else:
        path.touch()
    worked = False
    with pytest.raises(OutputError) as caught, write_directory(path, marker="m"):
        worked = True
    assert not worked
    assert caught.value.message == f"{path}: exists and is not a results directory"
    assert caught.value.hint == "name an empty or new directory with -o"


def test_a_folder_with_nothing_but_a_checkpoint_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "d"
    folder = path / "checkpoint"
    folder.mkdir(parents=True)
    for name in ("run.json", "part-00012.npz", "state-123456.npz", ".state-00001.npz.ab_12345"):
        (folder / name).touch()
    claim_directory(path, marker="m")
    (folder / "thesis.npz").touch()
    with pytest.raises(OutputError, match="exists and is not a results directory"):
        claim_directory(path, marker="m")
    (folder / "thesis.npz").rename(path / "thesis.npz")
    with pytest.raises(OutputError, match="exists and is not a results directory"):
        claim_directory(path, marker="m")
    (path / "thesis.npz").unlink()
    with write_directory(path, marker="m") as temporary:
        (temporary / "m").touch()
    assert names(path) == ["m"]


def test_a_checkpoint_is_discarded_with_its_folder_but_nothing_else(tmp_path: Path) -> None:
    for place in ("alone", "beside"):
        (tmp_path / place / "checkpoint").mkdir(parents=True)
        (tmp_path / place / "checkpoint" / "run.json").touch()
    (tmp_path / "beside" / "x").touch()
    assert has_checkpoint(tmp_path / "alone")
    for place in ("alone", "beside", "missing"):
        discard_checkpoint(tmp_path / place)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["beside", "beside/x"]


@pytest.mark.parametrize(
    ("problem", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (ValueError("x"), ValueError),
    ],
)
def test_a_block_that_fails_keeps_the_earlier_directory(
    tmp_path: Path, problem: BaseException, raised: type[BaseException]
) -> None:
    path = tmp_path / "d"
    path.mkdir()
    (path / "m").write_text("before")

    def fail_half_way() -> None:
        with write_directory(path, marker="m") as temporary:
            (temporary / "m").write_text("after")
            raise problem

    with pytest.raises(raised):
        fail_half_way()
    assert (path / "m").read_text() == "before"
    assert names(tmp_path) == ["d"]


def test_a_place_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / "x" / "y" / "z", "")
    assert caught.value.message == f"{tmp_path / 'x' / 'y' / 'z'}: cannot be written (Not a directory)"
    with pytest.raises(OutputError), write_directory(tmp_path / "x" / "y" / "z", marker="m"):
        pass


def test_a_device_or_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name, what in (("pipe", "is no plain file"), ("folder", "is a folder")):
        with pytest.raises(OutputError) as caught:
            write_text(tmp_path / name, "x")
        assert (caught.value.message, caught.value.hint) == (f"{tmp_path / name}: {what}", "name a file")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_place_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    claim_directory(tmp_path / "new" / "place", marker="m")
    with pytest.raises(OutputError) as caught:
        claim_directory(tmp_path / "file" / "x", marker="m")
    assert caught.value.message == f"{tmp_path / 'file' / 'x'}: cannot be written (Not a directory)"
    assert names(tmp_path) == ["file"]
