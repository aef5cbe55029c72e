from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from asabiya.errors import InputError
from asabiya.society.network import Network, order, read_network

Pairs = list[tuple[int, int]]
PAIR = "each line is one tie, such as 0 1; cut other columns, such as weights"
COUNT = "ids count from 0, and each is a whole number"


def pairs(network: Network) -> Pairs:
    return list(zip(network.source.tolist(), network.seen.tolist(), strict=True))


def both_ways(ties: Pairs) -> Pairs:
    return sorted({*ties, *((v, u) for u, v in ties)})


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def write_parquet(path: Path, **columns: object) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def refusal(path: Path, citizens: int) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_network(path, citizens)
    assert caught.value.message.startswith(f"network {path}: ")
    return caught.value.message.removeprefix(f"network {path}: "), caught.value.hint


def lattice(n: int, reach: int) -> Network:
    """A ring on which everybody sees the ``reach`` next on both sides."""
    source = np.repeat(np.arange(n), reach)
    return Network.from_ties(source, (source + np.tile(np.arange(1, reach + 1), n)) % n, n)


def distance(network: Network) -> float:
    return float(np.median(np.abs(network.source.astype(np.int64) - network.seen)))


@st.composite
def ties(draw: st.DrawFn) -> tuple[int, Pairs]:
    n = draw(st.integers(2, 12))
    some = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda tie: tie[0] != tie[1])
    return n, draw(st.lists(some, max_size=30))


def made(n: int, some: Pairs, *, directed: bool = False) -> Network:
    array = np.array(some, np.int64).reshape(-1, 2)
    return Network.from_ties(array[:, 0], array[:, 1], n, directed=directed)


@given(ties(), st.booleans())
def test_a_network_holds_each_tie_once_in_rising_order(drawn: tuple[int, Pairs], directed: bool) -> None:
    n, some = drawn
    network = made(n, some, directed=directed)
    assert pairs(network) == (sorted(set(some)) if directed else both_ways(some))
    assert network.citizens == n
    assert network.ties == network.degree.sum() == network.start[-1]
    kinds = [array.dtype.name for array in (network.start, network.seen, network.degree)]
    assert kinds == ["int64", "int32", "int32"]


@given(ties(), st.sampled_from([" ", "\t", ",", "  ", " , ", ", "]), st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_an_edge_list_reads_back(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[int, Pairs], between: str, end: str
) -> None:
    n, some = drawn[0], [(0, 1), *drawn[1]]
    text = end.join(["# made by hand", "source" + between + "target", "% and", *(
        f"{u}{between}{v}" for u, v in some
    )])  # fmt: skip
    path = write(tmp_path_factory.mktemp("edges") / "x.txt", text)
    network = read_network(path, n)
    assert pairs(network) == both_ways(some)
    assert pairs(read_network(path, n, directed=True)) == sorted(set(some))
    assert network.digest == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "0 1\n2 0\n",
        "0,1\n0,2",
        "0\t1\n\n\n1 0\n  2 0  \n",
        "\ufeff0 1\n0 2\n",
        '"Source","Target"\n0,1\n0,2\n',
        "# von Ärzten\n0 1\n#0 5\n   # 1 2\n0,2\n",
        "\n\nid_a id_b\n00 1\n-0 2\n",
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".edges", ".tsv", ".csv", ".CSV"])
def test_forms_of_an_edge_list(tmp_path: Path, text: str, suffix: str) -> None:
    network = read_network(write(tmp_path / f"x{suffix}", text), 4)
    assert pairs(network) == [(0, 1), (0, 2), (1, 0), (2, 0)]
    assert network.degree.tolist() == [2, 1, 1, 0]


def test_a_header_may_turn_the_columns_round(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", "Target,Source\n0,1\n")
    assert pairs(read_network(path, 2, directed=True)) == [(1, 0)]


def outside(line: str, vertex: str, citizens: str = "3", last: str = "2") -> tuple[str, str]:
    return f"{line}: vertex {vertex} is not one of the {citizens} citizens, 0 to {last}", COUNT


def odd(line: str, found: str) -> tuple[str, str]:
    return f"{line}: found {found}, needs two whole numbers", PAIR


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0 1\n\n# x\n1 3\n", outside("line 4", "3")),
        ("a b\n0 1\n-1 2\n", outside("line 3", "-1")),
        ("0 1\n1 99999999999999999999\n", outside("line 2", "99999999999999999999")),
        ("0 1\n3000000000 1\n", outside("line 2", "3000000000")),
        ("0 1\n\n2 2\n", ("line 3: citizen 2 is tied to itself", "take such ties out")),
        ("0 1\n1 2.0\n", odd("line 2", "'1 2.0'")),
        ("0 1\r\n1,x\r\n", odd("line 2", "'1,x'")),
        ("0 1\n0x1 2\n", odd("line 2", "'0x1 2'")),
        ("0 1\n1-2\n", odd("line 2", "'1-2'")),
        ("0,1\n1,\n", odd("line 2", "'1,'")),
        ("0,1\n1,,2\n", odd("line 2", "'1,,2'")),
        ("source,target,weight\n0,1,5\n", odd("line 2", "'0,1,5'")),
        ("0 1\n2\n", odd("line 2", "'2'")),
        ("0 1\n1 2 # friends\n", odd("line 2", "'1 2 # friends'")),
        (b"0 1\n\xff\xfe\x81 \x02\n", odd("line 2", "'\ufffd\ufffd\ufffd \\x02'")),
        ("x" * 100 + "0\n0 1 " + "1" * 100, odd("line 2", "'0 1 " + "1" * 55)),
        ("# nothing\n\n", ("holds no tie", PAIR)),
        ("source target\n", ("holds no tie", PAIR)),
        ("", ("the file is empty", "was the download complete?")),
        (
            b"0 1\n\x00\x01",
            ("line 2 is not text", "save it as UTF-8 text, or name it .parquet"),
        ),
    ],
)
def test_an_edge_list_that_is_wrong(tmp_path: Path, content: str | bytes, expected: tuple[str, str]) -> None:
    assert refusal(write(tmp_path / "x.txt", content), 3) == expected


def test_a_wrong_line_late_in_a_long_file_is_named(tmp_path: Path) -> None:
    ring = "".join(f"{i} {i + 1}\n" for i in range(100_000))
    path = write(tmp_path / "x.txt", ring + "\n7 7\n")
    assert refusal(path, 100_001) == ("line 100,002: citizen 7 is tied to itself", "take such ties out")
    path = write(tmp_path / "y.txt", ring + "7 seven\n")
    assert refusal(path, 100_001) == odd("line 100,001", "'7 seven'")


def test_a_file_that_is_no_network(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x.txt", 3) == ("no such file", "check the path")
    kinds = "allowed: .csv, .edges, .graphml, .parquet, .tsv, .txt"
    path = write(tmp_path / "x.gexf", "0 1\n")
    assert refusal(path, 3) == ("the kind of file '.gexf' is not known", kinds)
    limits = "needs 1 to 2,147,483,647"
    assert refusal(path, 0) == (f"0 citizens, {limits}", "make the population smaller")
    assert refusal(path, 2**31) == (f"2,147,483,648 citizens, {limits}", "make the population smaller")


def test_parquet_reads_back(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "x.parquet", target=[1, 0, 2], source=pa.array([0, 1, 0], pa.uint64()))
    assert pairs(read_network(path, 3)) == [(0, 1), (0, 2), (1, 0), (2, 0)]
    assert pairs(read_network(path, 3, directed=True)) == [(0, 1), (0, 2), (1, 0)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            {"source": [0, 1], "target": [1, None]},
            ("row 2, column target: found nothing, needs a whole number", COUNT),
        ),
        ({"source": [0], "target": [1.0]}, ("column target holds double, needs whole numbers", COUNT)),
        ({"source": [0, 5], "target": [1, 1]}, outside("row 2", "5")),
        (
            {"source": [0, 1], "target": [1, 1]},
            ("row 2: citizen 1 is tied to itself", "take such ties out"),
        ),
        ({"source": [0]}, ("column target is missing", "columns: source, target")),
        ({"sorce": [0], "target": [1]}, ("unknown column 'sorce'", "did you mean source?")),
        (
            {"source": pa.array([], pa.int32()), "target": pa.array([], pa.int32())},
            ("holds no tie", PAIR),
        ),
    ],
)
def test_parquet_that_is_wrong(tmp_path: Path, columns: dict[str, object], expected: tuple[str, str]) -> None:
    assert refusal(write_parquet(tmp_path / "x.parquet", **columns), 3) == expected


def test_damaged_parquet(tmp_path: Path) -> None:
    message, hint = refusal(write(tmp_path / "x.parquet", "0 1\n2 3 \n"), 3)
    assert message.startswith("cannot be read as Parquet (")
    assert hint == "was the download complete?"


@pytest.mark.parametrize("form", ["{}", "n{}"])
def test_graphml_with_numbered_nodes(tmp_path: Path, form: str) -> None:
    graph = nx.Graph([(form.format(u), form.format(v)) for u, v in [(3, 1), (1, 0)]])
    nx.write_graphml(graph, tmp_path / "x.graphml")
    network = read_network(tmp_path / "x.graphml", 5)
    assert pairs(network) == [(0, 1), (1, 0), (1, 3), (3, 1)]


def test_graphml_with_named_nodes_counts_their_order(tmp_path: Path) -> None:
    graph = nx.DiGraph([("Ana", "Ben"), ("Cyd", "Ana")])
    nx.write_graphml(graph, tmp_path / "x.graphml")
    assert pairs(read_network(tmp_path / "x.graphml", 3)) == [(0, 1), (2, 0)]
    both = [(0, 1), (0, 2), (1, 0), (2, 0)]
    assert pairs(read_network(tmp_path / "x.graphml", 3, directed=False)) == both
    message = "3 nodes, more than the 2 citizens"
    hint = "a node is a citizen; give the population as many"
    assert refusal(tmp_path / "x.graphml", 2) == (message, hint)


def test_graphml_that_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.graphml"
    nx.write_graphml(nx.Graph([("0", "1"), ("1", "7")]), path)
    assert refusal(path, 3) == outside("edge from '1' to '7'", "7")
    nx.write_graphml(nx.Graph([("0", "1"), ("1", "1")]), path)
    assert refusal(path, 3) == ("edge from '1' to '1': citizen 1 is tied to itself", "take such ties out")
    path.write_bytes(path.read_bytes()[:-20])
    message, hint = refusal(path, 3)
    assert message.startswith("cannot be read as GraphML (")
    assert hint == "was the download complete?"
    monkeypatch.setitem(sys.modules, "networkx", None)
    assert refusal(path, 3) == (
        "GraphML needs the package networkx",
        "pip install 'asabiya[graph]', or save the network as an edge list",
    )


@pytest.mark.parametrize(
    ("source", "target", "citizens", "message"),
    [
        ([0], [3], 3, r"ties: must lie in \[0, 2\]"),
        ([1], [1], 3, "ties: nobody is tied to itself"),
        ([], [], 0, "citizens: 0, needs 1 to 2147483647"),
    ],
)
def test_ties_that_are_none(source: list[int], target: list[int], citizens: int, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Network.from_ties(np.array(source, np.int64), np.array(target, np.int64), citizens)


@pytest.mark.parametrize(
    ("start", "message"),
    [([0, 1], "must lead from 0 to the number of ties, 2"), ([0, 3, 2], "must not fall")],
)
def test_rows_that_do_not_fit(start: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=f"^start: {message}$"):
        Network(np.array(start, np.int64), np.array([1, 0], np.int32), "")


@given(ties(), st.booleans(), st.data())
def test_permuting_keeps_the_ties_and_leads_back(
    drawn: tuple[int, Pairs], directed: bool, data: st.DataObject
) -> None:
    n, some = drawn
    network = made(n, some, directed=directed)
    new = np.array(data.draw(st.permutations(range(n))), np.int32)
    moved = network.permuted(new)
    assert sorted((int(new[u]), int(new[v])) for u, v in pairs(moved)) == pairs(network)
    back = moved.permuted(np.argsort(new).astype(np.int32))
    assert pairs(back) == pairs(network)
    assert moved.degree.tolist() == network.degree[new].tolist()


@pytest.mark.parametrize("wrong", [[0, 1], [0, 0, 1], [0, 1, 3], [-1, 0, 1]])
def test_an_order_that_is_none(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match=r"^order: must name each of the 3 citizens once$"):
        made(3, [(0, 1)]).permuted(np.array(wrong, np.int32))


@given(ties(), st.booleans(), st.integers(0, 12))
def test_table_and_list_hold_every_tie_once(drawn: tuple[int, Pairs], directed: bool, width: int) -> None:
    n, some = drawn
    network = made(n, some, directed=directed)
    table, degree, source, target = network.table(width)
    inside = [(i, int(v)) for row in table for i, v in enumerate(row) if v != n]
    beyond = list(zip(source.tolist(), target.tolist(), strict=True))
    assert sorted(inside + beyond) == pairs(network)
    assert (table != n).sum(axis=0).tolist() == np.minimum(degree, width).tolist()
    assert degree.tolist() == network.degree.tolist()
    assert table.shape == (width, n)
    assert (np.diff(source) >= 0).all()


@given(ties(), st.booleans())
def test_the_width_is_the_smallest_in_bytes(drawn: tuple[int, Pairs], directed: bool) -> None:
    n, some = drawn
    network = made(n, some, directed=directed)

    def size(width: int) -> int:
        table, _, source, target = network.table(width)
        return table.nbytes + source.nbytes + target.nbytes

    assert size(network.width()) == min(size(width) for width in range(n))


def test_a_dearer_list_makes_the_table_wider() -> None:
    star = made(9, [(0, i) for i in range(1, 9)])
    assert [star.width(price) for price in (0.5, 1.0, 2.0, 8.0, 10.0)] == [0, 0, 1, 1, 8]


def test_order_puts_neighbours_side_by_side() -> None:
    n = 5000
    shuffled = lattice(n, 5).permuted(np.random.default_rng(1).permutation(n).astype(np.int32))
    assert distance(shuffled) > n / 5
    everybody = np.zeros(n, np.int32)
    assert distance(shuffled.permuted(order(shuffled, everybody))) < 12


def test_order_sorts_by_group_first() -> None:
    n = 3000
    random = np.random.default_rng(2)
    group = random.integers(0, 4, n).astype(np.int32)
    ring = random.permutation(n)
    ring = ring[np.argsort(group[ring], kind="stable")]
    # A ring within each group, and ties at random across all of them.
    inside = [(int(u), int(v)) for u, v in zip(ring, np.roll(ring, 1), strict=True) if group[u] == group[v]]
    across = [(int(u), int(v)) for u, v in random.integers(0, n, (n // 10, 2)) if group[u] != group[v]]
    network = made(n, inside + across)
    new = order(network, group)
    assert (np.diff(group[new]) >= 0).all()
    assert sorted(new.tolist()) == list(range(n))
    assert new.dtype == np.int32
    assert distance(network) > 100
    assert distance(network.permuted(new)) <= 2


def test_order_takes_one_group_a_citizen() -> None:
    with pytest.raises(ValueError, match=r"^group: shape \(2,\), needs \(3,\)$"):
        order(made(3, [(0, 1)]), np.zeros(2, np.int32))


def test_a_hub_of_a_million(tmp_path: Path) -> None:
    n = 1_000_000
    path = tmp_path / "x.parquet"
    others: NDArray[np.int64] = np.arange(1, n)
    # Tied at random among themselves, so that the hub's neighbours differ in degree.
    friends = np.random.default_rng(3).permutation(others)
    apart = friends != others
    source = np.concatenate([np.zeros(n - 1, np.int64), others[apart]])
    write_parquet(path, source=source, target=np.concatenate([others, friends[apart]]))
    network = read_network(path, n)
    assert network.degree[0] == n - 1
    table, _, extra, _ = network.table(network.width())
    assert table.nbytes + 2 * extra.nbytes < 40_000_000
    moved = network.permuted(order(network, np.zeros(n, np.int32)))
    assert moved.degree.max() == n - 1


def test_an_id_that_no_network_has_is_refused_where_the_number_is_open(tmp_path: Path) -> None:
    path = tmp_path / "ties.txt"
    path.write_text("0 1\n1 -5\n")
    with pytest.raises(InputError) as caught:
        read_network(path, None)
    assert caught.value.message.endswith("line 2: vertex -5 is not a whole number from 0 to 2,147,483,646")
