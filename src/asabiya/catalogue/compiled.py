"""Compiling with Numba, which is an extra; only modules that are imported when needed import this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(function: Callable[..., Any], *, inline: bool = False) -> Any:
    """The function compiled on its first call, and kept on disk where there is a place for that.

    ``inline`` puts its body where it is called: an array that is handed on to a function counts its users up
    and down, which in a tight loop takes longer than the work.
    """
    options: dict[str, Any] = {"nogil": True, "inline": "always" if inline else "never"}
    try:
        return numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no folder that can be written
        return numba.njit(**options)(function)
