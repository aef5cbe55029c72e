from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.errors import InputError
from asabiya.society.table import read_population

REGIONS = ("Tehran", "Fars")
GOOD = "region,cohort\nTehran,youth\nTehran,others\nFars,youth\nFars,youth\n"
COLUMNS = "columns: region, cohort, hardship, aversion, threshold"
COMMAS = "separate columns with commas, decimals with a point"
NUMBER = "every citizen needs a number there; without the column the scenario decides"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_population(path, REGIONS)
    assert caught.value.message.startswith(f"population {path}: ")
    return caught.value.message.removeprefix(f"population {path}: "), caught.value.hint


unit = st.floats(0, 1, width=32)
rows = st.tuples(
    st.sampled_from(REGIONS), st.sampled_from(["youth", "others"]), unit, st.floats(-8, 8, width=32)
)


@given(st.lists(rows, max_size=20), st.sampled_from(["csv", "parquet", "encoded"]))
@settings(deadline=None)
def test_a_table_reads_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, float, float]], kind: str
) -> None:
    least = [(region, "others", 0.5, 0.0) for region in REGIONS for _ in range(2)]
    region, cohort, hardship, threshold = zip(*drawn, *least, strict=True)
    folder = tmp_path_factory.mktemp("table")
    if kind == "csv":
        lines = [f"{t!r},{r},{h!r},{c}" for r, c, h, t in [*drawn, *least]]
        path = write(folder / "x.csv", "\n".join(["threshold,region,hardship,cohort", *lines]))
    else:
        words = [pa.array(region), pa.array(cohort)]
        if kind == "encoded":
            words = [column.dictionary_encode() for column in words]
        path = folder / "x.parquet"
        columns = {"region": words[0], "cohort": words[1], "hardship": hardship, "threshold": threshold}
        pq.write_table(pa.table(columns), path, row_group_size=3)
    table = read_population(path, REGIONS)
    assert table.citizens == len(region)
    assert [REGIONS[i] for i in table.region] == list(region)
    assert [("youth", "others")[i] for i in table.cohort] == list(cohort)
    assert table.hardship is not None
    assert table.threshold is not None
    assert table.aversion is None
    assert table.hardship.tolist() == list(hardship)
    assert table.threshold.tolist() == list(threshold)
    assert {table.region.dtype, table.cohort.dtype} == {np.dtype(np.int32)}
    assert {table.hardship.dtype, table.threshold.dtype} == {np.dtype(np.float32)}
    assert table.digest == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "\n\n" + GOOD.replace("Fars", '"Fars"', 1),
        GOOD.replace("\nFars", "\n\nFars"),
        GOOD.rstrip("\n"),
    ],
)
def test_forms_of_a_csv_file(tmp_path: Path, text: str) -> None:
    table = read_population(write(tmp_path / "x.csv", text), REGIONS)
    assert table.region.tolist() == [0, 0, 1, 1]
    assert table.cohort.tolist() == [0, 1, 0, 0]


def with_column(name: str, *values: str) -> str:
    head, *lines = GOOD.splitlines()
    filled = [*values, *["0.5"] * (len(lines) - len(values))]
    return "\n".join([f"{head},{name}", *(f"{line},{v}" for line, v in zip(lines, filled, strict=True))])


def number(row: int, name: str, found: str, allowed: str = "0 to 1") -> tuple[str, str]:
    return f"row {row}, column {name}: found {found}, needs {allowed}", NUMBER


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ("the file is empty", "was the download complete?")),
        ("region,cohort\n", ("holds no citizen", "write one row a citizen")),
        ("region\nTehran\n", ("column cohort is missing", COLUMNS)),
        ("region,cohort,cohort\n", ("column cohort is given twice", "keep one of them")),
        (with_column("hardships"), ("unknown column 'hardships'", "did you mean hardship?")),
        (GOOD.replace(",", ";"), ("unknown column 'region;cohort'", COMMAS)),
        (
            GOOD.replace("Fars", "Farz"),
            (
                "row 3, column region: found 'Farz', needs a region of the scenario",
                "did you mean Fars?",
            ),
        ),
        (
            GOOD.replace("others", "elder"),
            ("row 2, column cohort: found 'elder', needs a cohort", "allowed: others, youth"),
        ),
        (
            GOOD.replace("Fars,", ",", 1),
            (
                "row 3, column region: found nothing, needs a region of the scenario",
                "allowed: Fars, Tehran",
            ),
        ),
        (
            GOOD.replace("Fars", "Tehran", 1),
            (
                "too few citizens of region 'Fars', 1, needs 2",
                "add citizens, or take the region out of the scenario",
            ),
        ),
        (with_column("hardship", "0", "1", "1.01"), number(3, "hardship", "1.01")),
        (with_column("aversion", "0", "-0.01"), number(2, "aversion", "-0.01")),
        (with_column("threshold", "-8", "8", "9"), number(3, "threshold", "9.0", "−8 to 8")),
        (with_column("hardship", "0", "nan"), number(2, "hardship", "nan")),
        (with_column("hardship", "0", "1e999"), number(2, "hardship", "inf")),
        (with_column("hardship", "0", "NA"), number(2, "hardship", "'NA'")),
        (with_column("hardship", "0", ""), number(2, "hardship", "nothing")),
        (with_column("hardship", " 1 ", "+.5", "1.", "5 %"), number(4, "hardship", "'5 %'")),
        (
            with_column("hardship", "0", "0,5"),
            ("row 2 and the header differ in length, 4 and 3 values", COMMAS),
        ),
        (
            GOOD.replace("\nFars,youth", "\n\nFars"),
            ("row 3 and the header differ in length, 1 and 2 values", COMMAS),
        ),
        (GOOD.encode() + b"\xff,youth\n", ("line 6 is not text in UTF-8", "save it as UTF-8")),
    ],
)
def test_a_csv_file_that_is_wrong(tmp_path: Path, content: str | bytes, expected: tuple[str, str]) -> None:
    assert refusal(write(tmp_path / "x.csv", content)) == expected


WORDS = {"region": ["Tehran", "Tehran", "Fars", "Fars"], "cohort": ["youth"] * 4}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"hardship": [0.5, None, 1, 0]}, number(2, "hardship", "nothing")),
        ({"hardship": [0.5, float("nan"), 1, 0]}, number(2, "hardship", "nan")),
        ({"threshold": [0, 0, 0, -9]}, number(4, "threshold", "-9", "−8 to 8")),
        ({"hardship": ["0"] * 4}, ("column hardship holds string, needs numbers", "write it as float")),
        ({"region": [0, 0, 1, 1]}, ("column region holds int64, needs text", "allowed: Fars, Tehran")),
        (
            {"cohort": ["youth", None, "youth", "youth"]},
            ("row 2, column cohort: found nothing, needs a cohort", "allowed: others, youth"),
        ),
        ({"income": [1] * 4}, (
            "unknown column 'income'",
            "allowed: aversion, cohort, hardship, region, threshold",
        )),
    ],
)  # fmt: skip
def test_a_parquet_file_that_is_wrong(
    tmp_path: Path, columns: dict[str, list[object]], expected: tuple[str, str]
) -> None:
    pq.write_table(pa.table({**WORDS, **columns}), tmp_path / "x.parquet")
    assert refusal(tmp_path / "x.parquet") == expected


def test_whole_numbers_in_parquet_are_numbers(tmp_path: Path) -> None:
    pq.write_table(pa.table({**WORDS, "threshold": [-8, 0, 1, 8]}), tmp_path / "x.parquet")
    table = read_population(tmp_path / "x.parquet", REGIONS)
    assert table.threshold is not None
    assert table.threshold.tolist() == [-8, 0, 1, 8]


def test_a_file_that_is_no_table(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x.csv") == ("no such file", "check the path")
    kinds = ("the kind of file '.xlsx' is not known", "allowed: .csv, .parquet")
    assert refusal(tmp_path / "x.xlsx") == kinds
    message, hint = refusal(write(tmp_path / "x.parquet", GOOD))
    assert message.startswith("cannot be read as Parquet (")
    assert hint == "was the download complete?"


def test_a_wrong_value_late_in_a_long_file_is_named(tmp_path: Path) -> None:
    lines = ["region,cohort,hardship", *["Tehran,youth,0.5", "Fars,others,1"] * 50_000, "Fars,youth,many"]
    path = write(tmp_path / "x.csv", "\n".join(lines))
    assert refusal(path) == ("row 100,001, column hardship: found 'many', needs 0 to 1", NUMBER)
