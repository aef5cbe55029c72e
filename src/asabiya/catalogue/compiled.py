"""Compiling with Numba, which is an extra; only modules that are imported when needed import this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled on its first call, and kept on disk where there is a place for that."""
    try:
        return numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no folder that can be written
        return numba.njit(nogil=True)(function)
