from __future__ import annotations

import datetime as dt
import errno
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from asabiya import provenance as pv
from asabiya.errors import OutputError, ResultError

LEDGER = '{"schema": "asabiya.ledger/1", "article": {"source": "a\u2028b"}}\n{"id": "s1"}\n{"id": "s2"}\n'


@pytest.fixture
def dataset() -> xr.Dataset:
    days = np.datetime64("2023-10-07", "s") + np.arange(4) * np.timedelta64(1, "D")
    rng = np.random.default_rng(0)
    return xr.Dataset(
        {
            "cohesion": (("member", "day"), rng.random((3, 4)).astype(np.float32)),
            "collapsed": (("member",), np.array([True, False, False])),
            "gap": (("day",), np.array([0.0, np.nan, np.inf, -0.0])),
        },
        coords={"day": np.arange(4), "date": ("day", days), "sector": ("sector", ["guards", "basij"])},
    )


@pytest.fixture
def record(dataset: xr.Dataset) -> pv.Provenance:
    return pv.Provenance(
        command="run",
        scenario={"name": "iran-2023", "policy": {"effort": 0.4}},
        seed=7,
        digest=pv.digest(dataset),
        started="2024-01-01T00:00:00+00:00",
        seconds=1.5,
        environment=pv.environment("cpu"),
        arguments={"days": 4, "without": ["unity"]},
        members=3,
    )


@pytest.fixture
def written(tmp_path: Path, dataset: xr.Dataset, record: pv.Provenance) -> Path:
    return pv.write_results(
        tmp_path / "out" / "demo",
        dataset,
        {"collapse": np.float32(0.25), "distance": np.inf},
        record,
        {"departures": {"sector": ["guards", "basij"], "share": np.array([0.1, 0.2])}},
        [LEDGER, LEDGER.rstrip("\n")],
        {"report.html": "<!doctype html>"},
    )


def test_what_is_written_is_read_back(written: Path, dataset: xr.Dataset, record: pv.Provenance) -> None:
    results = pv.read_results(written)
    assert results.dataset.identical(dataset)
    assert results.provenance == record
    assert results.summary == {"collapse": 0.25, "distance": None}
    assert results.ledgers == (LEDGER, LEDGER)
    assert pq.read_table(written / "departures.parquet").to_pydict()["share"] == [0.1, 0.2]
    assert sorted(p.name for p in written.iterdir()) == [
        "departures.parquet",
        "ledger.jsonl",
        "provenance.json",
        "report.html",
        "results.zarr",
        "summary.json",
    ]
    assert sorted(p.name for p in written.parent.iterdir()) == ["demo"]


def test_an_arrow_table_is_written_as_it_is(
    tmp_path: Path, dataset: xr.Dataset, record: pv.Provenance
) -> None:
    table = pa.table({"n": pa.array([1, 2], pa.int16())})
    pv.write_results(tmp_path / "r", dataset, {}, record, {"t": table})
    assert pq.read_table(tmp_path / "r" / "t.parquet").equals(table)


def test_an_earlier_result_is_replaced(written: Path, dataset: xr.Dataset, record: pv.Provenance) -> None:
    pv.write_results(written, dataset, {"again": True}, record)
    assert pv.read_results(written).summary == {"again": True}
    assert not (written / "report.html").exists()


def test_the_record_names_versions_without_importing() -> None:
    versions = pv.environment(None)["versions"]
    assert list(versions) == ["python", "asabiya", "jax", "jaxlib", "numpy", "xarray"]
    assert versions["numpy"] == np.__version__
    assert versions["xarray"] == xr.__version__


# --- the digest


def test_digest_of_known_bytes() -> None:
    import hashlib

    text = b"a\0<i4\x002\x008\0" + (1).to_bytes(4, "little") + (2).to_bytes(4, "little")
    assert pv.digest({"a": np.array([1, 2], "<i4")}) == hashlib.sha256(text).hexdigest()


def test_digest_knows_neither_byte_order_nor_memory_layout() -> None:
    array = np.arange(6, dtype="<f8").reshape(2, 3)
    wanted = pv.digest({"a": array})
    assert pv.digest({"a": array.astype(">f8")}) == wanted
    assert pv.digest({"a": np.asfortranarray(array)}) == wanted


@pytest.mark.parametrize(
    "other",
    [
        {"a": np.arange(4, dtype=np.int32)},
        {"b": np.arange(4)},
        {"a": np.arange(4).reshape(2, 2)},
        {"a": np.array([0, 1, 2, 4])},
        {"a": np.arange(4), "b": np.arange(0)},
    ],
)
def test_digest_tells_dtype_name_shape_value_and_number_of_variables(other: dict[str, Any]) -> None:
    assert pv.digest({"a": np.arange(4)}) != pv.digest(other)


@given(hnp.arrays(np.float32, hnp.array_shapes(max_dims=3, max_side=4)), st.integers(0, 10**6))
def test_digest_changes_with_any_one_value(array: np.ndarray[Any, np.dtype[np.float32]], pick: int) -> None:
    changed = array.copy()
    flat = changed.reshape(-1).view(np.uint32)
    flat[pick % flat.size] ^= 1
    assert pv.digest({"a": array}) != pv.digest({"a": changed})


def test_differences_name_what_differs() -> None:
    before = pv.environment("cpu")
    after = {**before, "backend": "gpu", "versions": {**before["versions"], "jaxlib": "9.9.9"}}
    assert pv.differences(before, before) == []
    assert pv.differences(before, after) == [
        f"versions.jaxlib: {before['versions']['jaxlib']} before, 9.9.9 after",
        "backend: cpu before, gpu after",
    ]


# --- JSON


def test_json_has_no_non_finite_number() -> None:
    value = {"a": [np.nan, np.inf, -np.inf, 1.0], "b": np.array([np.nan, 2.0]), "c": np.float32("nan")}
    assert json.loads(pv.to_json(value)) == {"a": [None, None, None, 1.0], "b": [None, 2.0], "c": None}


def test_json_of_dates_paths_tuples_and_scalars() -> None:
    value = {
        "date": dt.date(2023, 12, 8),
        "stamp": np.array(["2023-12-08", "NaT"], "datetime64[D]"),
        "path": Path("out/demo"),
        "pair": (np.int64(3), np.bool_(True)),
        "zero": np.array(1.5),
        7: "Eje’i",
    }
    assert pv.to_json(value) == (
        '{"date": "2023-12-08", "stamp": ["2023-12-08", null], "path": "out/demo",'
        ' "pair": [3, true], "zero": 1.5, "7": "Eje’i"}'
    )


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^object has no form in JSON$"):
        pv.to_json({"a": object()})


# --- what bad directories get


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda d: shutil.rmtree(d), "{d}: no such directory"),
        (
            lambda d: (d / "provenance.json").unlink(),
            "{d}: not a results directory (it has no provenance.json)",
        ),
        (
            lambda d: (d / "provenance.json").write_text("{"),
            "{d}/provenance.json: damaged (JSONDecodeError)",
        ),
        (
            lambda d: (d / "provenance.json").write_text('{"schema": "x"}'),
            "{d}/provenance.json: schema 'x' is not 'asabiya.provenance/1'",
        ),
        (
            lambda d: (d / "provenance.json").write_text('{"schema": "asabiya.provenance/1"}'),
            "{d}/provenance.json: damaged record (missing 7 required positional arguments: "
            "'command', 'scenario', 'seed', 'digest', 'started', 'seconds', and 'environment')",
        ),
        (lambda d: (d / "summary.json").unlink(), "{d}/summary.json: missing"),
        (lambda d: (d / "summary.json").write_text("[1]"), "{d}/summary.json: damaged (ValueError)"),
        (lambda d: shutil.rmtree(d / "results.zarr"), "{d}/results.zarr: missing"),
        (
            lambda d: (d / "results.zarr" / "cohesion" / "0.0").write_bytes(b"torn"),
            "{d}/results.zarr: damaged (RuntimeError)",
        ),
        (lambda d: (d / "ledger.jsonl").write_text("{\n"), "{d}/ledger.jsonl: damaged (JSONDecodeError)"),
    ],
)
def test_a_missing_foreign_or_damaged_result(written: Path, spoil: Any, message: str) -> None:
    spoil(written)
    with pytest.raises(ResultError) as caught:
        pv.read_results(written)
    assert caught.value.message == message.format(d=written)
    assert caught.value.hint in ("run the command again", "name a directory that asabiya wrote with -o")


def test_a_missing_chunk_is_noticed_by_the_digest(written: Path) -> None:
    (written / "results.zarr" / "cohesion" / "0.0").unlink()
    with pytest.raises(ResultError, match=r"results\.zarr: damaged \(digest [0-9a-f]{12}…, recorded "):
        pv.read_results(written)


def test_a_file_is_no_result(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(ResultError, match="x: is a file"):
        pv.read_results(tmp_path / "x")


def test_something_else_in_the_place_is_left_alone(
    tmp_path: Path, dataset: xr.Dataset, record: pv.Provenance
) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(OutputError, match="exists and is not a results directory"):
        pv.write_results(tmp_path, dataset, {}, record)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


# --- a full disk


@pytest.mark.parametrize("part", ["provenance.json", "summary.json", "ledger.jsonl", "departures.parquet"])
def test_a_full_disk_leaves_nothing(
    part: str, tmp_path: Path, dataset: xr.Dataset, record: pv.Provenance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(method: Any) -> Any:
        def write(path: Path, *args: Any, **kwargs: Any) -> Any:
            if path.name == part:
                raise OSError(errno.ENOSPC, "No space left on device")
            return method(path, *args, **kwargs)

        return write

    monkeypatch.setattr(Path, "write_text", full(Path.write_text))
    monkeypatch.setattr(Path, "write_bytes", full(Path.write_bytes))
    with pytest.raises(OutputError) as caught:
        pv.write_results(tmp_path / "r", dataset, {}, record, {"departures": {"a": [1]}}, [LEDGER])
    assert caught.value.message == f"{tmp_path / 'r'}: cannot be written (No space left on device)"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB, where mounting one is allowed."""
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system needs privileges")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_file_system_in_the_data_set_leaves_nothing(small_disk: Path, record: pv.Provenance) -> None:
    noise = xr.Dataset({"noise": (("i",), np.random.default_rng(0).random(100_000))})
    with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\)"):
        pv.write_results(small_disk / "r", noise, {}, record)
    assert list(small_disk.iterdir()) == []


def test_a_record_with_a_field_of_another_type_is_damaged(tmp_path: Path) -> None:
    record = {"schema": pv.SCHEMA, "command": "run", "members": "x"}
    with pytest.raises(ResultError) as caught:
        pv.Provenance.from_mapping(record, where=tmp_path)
    assert caught.value.message == f"{tmp_path}: damaged record (members is 'x')"
