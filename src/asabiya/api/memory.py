"""How much memory is free on what computes, within the limits that a container or a batch system sets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["available"]


def available(root: Path = Path("/")) -> float | None:
    """Memory that is free on what computes [bytes], None where it cannot be known.

    Of main memory it is what the machine has free, or what is left under the limits of the process's control
    groups (version 2), whichever is less; what a group holds of files it can give up counts as free.

    Parameters
    ----------
    root
        Where ``proc`` and ``sys`` lie.
    """
    import jax

    device = jax.devices()[0]
    if device.platform != "cpu":
        stats: dict[str, Any] = device.memory_stats() or {}
        limit = stats.get("bytes_limit")
        return None if limit is None else float(limit - stats.get("bytes_in_use", 0))
    machine = _field(root / "proc/meminfo", "MemAvailable:")
    free = _pages() if machine is None else machine * 1024.0
    return min([*_groups(root), *([] if free is None else [free])], default=None)


def _pages() -> float | None:
    """Free memory where the system tells it in pages [bytes]."""
    try:
        return float(os.sysconf("SC_AVPHYS_PAGES")) * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _groups(root: Path) -> Iterator[float]:
    """What each limit above the process leaves free [bytes]."""
    top = root / "sys/fs/cgroup"
    group = top
    try:
        for line in (root / "proc/self/cgroup").read_text(encoding="utf-8").splitlines():
            if line.startswith("0::"):
                group = top / line.removeprefix("0::").strip("/")
    except (OSError, ValueError):
        pass
    for place in (group, *group.parents):
        if not place.is_relative_to(top):
            return
        limit, used = _number(place / "memory.max"), _number(place / "memory.current")
        if limit is not None and used is not None:
            files = _field(place / "memory.stat", "inactive_file") or 0.0
            yield max(limit - max(used - files, 0.0), 0.0)


def _number(path: Path) -> float | None:
    """The number that a file holds, None where it holds none ("max") or cannot be read."""
    try:
        return float(int(path.read_text(encoding="ascii")))
    except (OSError, ValueError):
        return None


def _field(path: Path, name: str) -> float | None:
    """The number behind a name in a file of names and numbers."""
    try:
        for line in path.read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[:1] == [name]:
                return float(words[1])
    except (OSError, ValueError, IndexError):
        pass
    return None
