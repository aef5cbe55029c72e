"""Ties as pairs of citizens, from an edge list in text or Parquet, or from GraphML.

The text is read whole and without a loop over its lines; only when something is wrong with it is the
offending line looked for.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from asabiya.errors import InputError
from asabiya.society.table import read_parquet

__all__ = ["MOST", "SUFFIXES", "Edges", "read_edges"]

MOST: Final = 2**31 - 1
"""Most citizens: their ids, and the one that stands for nobody, must fit into 32 bits."""

SUFFIXES: Final = (".csv", ".edges", ".graphml", ".parquet", ".tsv", ".txt")
"""Kinds of file that hold a network."""

_PAIR: Final = "each line is one tie, such as 0 1; cut other columns, such as weights"
_COUNT: Final = "ids count from 0, and each is a whole number"
_BLANKS: Final = bytes.maketrans(b"\t\r", b"  ")
_HEADER: Final = re.compile(rb"""\n*(["']?[A-Za-z_][^ \n]*(?: ["']?[A-Za-z_][^ \n]*)*)(?:\n|$)""")
_ODD_LINE: Final = re.compile(rb"^(?!-?[0-9]+ -?[0-9]+$)[^\n]+$", re.MULTILINE)
_LONG: Final = re.compile(rb"-?0*[1-9][0-9]{18,}")


@dataclasses.dataclass(frozen=True, eq=False)
class Edges:
    """Ties in the order of the file, checked: m pairs of two different citizens each."""

    source: NDArray[np.int32]
    """Who sees, (m,) [0 to citizens − 1]."""
    target: NDArray[np.int32]
    """Who is seen, (m,) [0 to citizens − 1]."""
    directed: bool
    """Whether the file says that a tie goes one way only."""


def read_edges(path: Path, data: bytes, citizens: int, *, other: str | None = None) -> Edges:
    """The ties that a file's bytes hold, by the suffix of its name, or by ``other`` where that is not known.

    Raises
    ------
    InputError
        When the kind of file is not known, the file is damaged, holds no tie, or a tie is not between two
        different citizens of 0 to ``citizens`` − 1.
    """
    kind = path.suffix.lower()
    if kind not in SUFFIXES and other is not None:
        kind = other
    if kind not in SUFFIXES:
        raise InputError(
            f"network {path}: the kind of file {path.suffix!r} is not known",
            hint=f"allowed: {', '.join(SUFFIXES)}",
        )
    read = {".graphml": _graphml, ".parquet": _parquet}.get(kind, _text)
    return read(path, data, citizens)


def _checked(
    path: Path,
    source: NDArray[np.int64],
    target: NDArray[np.int64],
    citizens: int,
    where: Callable[[int], str],
    *,
    directed: bool = False,
) -> Edges:
    """The ties, or an error for the first that is not one; ``where`` names the place of the i-th."""
    if not source.size:
        raise InputError(f"network {path}: holds no tie", hint=_PAIR)
    wrong = (source < 0) | (source >= citizens) | (target < 0) | (target >= citizens) | (source == target)
    if wrong.any():
        i = int(np.argmax(wrong))
        pair = int(source[i]), int(target[i])
        outside = [vertex for vertex in pair if not 0 <= vertex < citizens]
        if outside:
            raise _outside(path, where(i), str(outside[0]), citizens)
        raise InputError(
            f"network {path}: {where(i)}: citizen {pair[0]} is tied to itself", hint="take such ties out"
        )
    return Edges(source.astype(np.int32), target.astype(np.int32), directed)


def _outside(path: Path, where: str, vertex: str, citizens: int) -> InputError:
    allowed = f"one of the {citizens:,} citizens, 0 to {citizens - 1}"
    if citizens == MOST:
        allowed = f"a whole number from 0 to {MOST - 1:,}"  # nobody has said how many there are
    return InputError(f"network {path}: {where}: vertex {vertex:.30} is not {allowed}", hint=_COUNT)


def _text(path: Path, data: bytes, citizens: int) -> Edges:
    import pyarrow as pa
    from pyarrow import csv

    text, swapped = _plain(path, data)
    if not text.strip():
        raise InputError(f"network {path}: holds no tie", hint=_PAIR)
    # Arrow would take 0x1f for a number.
    if text.translate(None, b"-0123456789 \n"):
        raise _fault(path, data, text, citizens)
    try:
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(column_names=["source", "target"]),
            parse_options=csv.ParseOptions(delimiter=" ", quote_char=False),
            convert_options=csv.ConvertOptions(
                column_types={"source": pa.int64(), "target": pa.int64()}, null_values=[]
            ),
        )
    except pa.ArrowInvalid:
        raise _fault(path, data, text, citizens) from None
    source, target = table["source"].to_numpy(), table["target"].to_numpy()
    if swapped:
        source, target = target, source
    return _checked(path, source, target, citizens, lambda i: f"line {_filled_line(text, i):,}")


def _plain(path: Path, data: bytes) -> tuple[bytes, bool]:
    """The same lines with one blank between two fields, comments and header emptied.

    Also whether the header names the columns target and source, in this order.
    """
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise InputError(
            f"network {path}: line {line:,} is not text", hint="save it as UTF-8 text, or name it .parquet"
        )
    text = data.removeprefix(b"\xef\xbb\xbf").translate(_BLANKS)
    if b"#" in text or b"%" in text:
        text = re.sub(rb"^ *[#%].*$", b"", text, flags=re.MULTILINE)
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    for old, new in ((b" ,", b","), (b", ", b","), (b"\n ", b"\n"), (b" \n", b"\n"), (b",", b" ")):
        # A search costs a tenth of a copy, and most files have none of these.
        if old in text:
            text = text.replace(old, new)
    text = text.removeprefix(b" ").removesuffix(b" ")
    header = _HEADER.match(text)
    if header is None:
        return text, False
    names = re.sub(rb"[\"']", b"", header[1]).lower().split(b" ")
    start, end = header.span(1)
    return text[:start] + text[end:], names == [b"target", b"source"]


def _filled_line(text: bytes, i: int) -> int:
    """Number of the line, from 1, that holds the i-th tie, from 0."""
    ends = np.flatnonzero(np.frombuffer(text + b"\n", np.uint8) == ord("\n"))
    filled = np.diff(ends, prepend=-1) > 1
    return int(np.flatnonzero(filled)[i]) + 1


def _fault(path: Path, data: bytes, text: bytes, citizens: int) -> InputError:
    """What is wrong with the first line that is not two whole numbers of 64 bits."""
    odd = _ODD_LINE.search(text)
    found = odd or _LONG.search(text)
    if found is None:
        return InputError(f"network {path}: cannot be read as an edge list", hint=_PAIR)
    number = text.count(b"\n", 0, found.start()) + 1
    if odd is None:
        return _outside(path, f"line {number:,}", found[0].decode(), citizens)
    ends = np.flatnonzero(np.frombuffer(data + b"\n", np.uint8) == ord("\n"))
    start = int(ends[number - 2]) + 1 if number > 1 else 0
    line = data[start : int(ends[number - 1])].decode(errors="replace").strip()
    return InputError(
        f"network {path}: line {number:,}: found {line!r:.60}, needs two whole numbers", hint=_PAIR
    )


def _parquet(path: Path, data: bytes, citizens: int) -> Edges:
    import pyarrow as pa
    import pyarrow.compute as pc

    table = read_parquet(f"network {path}", data, ("source", "target"))
    columns = []
    for name in ("source", "target"):
        column = table[name]
        if not pa.types.is_integer(column.type):
            raise InputError(
                f"network {path}: column {name} holds {column.type}, needs whole numbers", hint=_COUNT
            )
        if column.null_count:
            row = pc.index(column.is_null(), True).as_py() + 1
            raise InputError(
                f"network {path}: row {row:,}, column {name}: found nothing, needs a whole number",
                hint=_COUNT,
            )
        # Larger than 63 bits wraps to below 0, which is as much out of range.
        columns.append(column.cast(pa.int64(), safe=False).to_numpy())
    return _checked(path, columns[0], columns[1], citizens, lambda i: f"row {i + 1:,}")


def _graphml(path: Path, data: bytes, citizens: int) -> Edges:
    import io
    from xml.etree.ElementTree import ParseError

    try:
        import networkx as nx
    except ImportError:
        raise InputError(
            f"network {path}: GraphML needs the package networkx",
            hint="pip install 'asabiya[graph]', or save the network as an edge list",
        ) from None
    try:
        graph = nx.read_graphml(io.BytesIO(data))
    except (ParseError, nx.NetworkXException, LookupError, ValueError, TypeError, AttributeError) as problem:
        raise InputError(
            f"network {path}: cannot be read as GraphML ({problem})", hint="was the download complete?"
        ) from None
    nodes = [str(node) for node in graph.nodes]
    ids = _ids(nodes)
    if ids is None and len(nodes) > citizens:
        raise InputError(
            f"network {path}: {len(nodes):,} nodes, more than the {citizens:,} citizens",
            hint="a node is a citizen; give the population as many",
        )
    places = {node: place for place, node in enumerate(nodes)} if ids is None else ids
    edges: list[tuple[Any, Any]] = list(graph.edges())
    count = len(edges)
    source = np.fromiter((places[str(u)] for u, _ in edges), np.int64, count)
    target = np.fromiter((places[str(v)] for _, v in edges), np.int64, count)
    return _checked(
        path,
        source,
        target,
        citizens,
        lambda i: f"edge from {edges[i][0]!r:.40} to {edges[i][1]!r:.40}",
        directed=bool(graph.is_directed()),
    )


def _ids(nodes: list[str]) -> dict[str, int] | None:
    """The numbers that the names of all nodes carry, as 7 or as n7; None if one carries none.

    >>> _ids(["n1", "n0"]), _ids(["7", "n0"]), _ids(["Ana", "Ben"])
    ({'n1': 1, 'n0': 0}, None, None)
    """
    for form in (r"(0|[1-9][0-9]{0,17})", r"n(0|[1-9][0-9]{0,17})"):
        matches = [re.fullmatch(form, node) for node in nodes]
        numbers = {match[0]: int(match[1]) for match in matches if match}
        if len(numbers) == len(nodes):
            return numbers
    return None
