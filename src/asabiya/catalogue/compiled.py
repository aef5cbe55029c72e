"""Compiling with Numba, which is an extra; only modules that are imported when needed import this one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["compiled"]


def compiled(function: Callable[..., Any], *, inline: bool = False) -> Any:
    """The function compiled on its first call, in a few seconds, for this process.

    Nothing is kept on disk: what Numba keeps is not renewed when a function that the kept one calls changes.
    ``inline`` puts the body where it is called: an array that is handed on to a function counts its users up
    and down, which in a tight loop takes longer than the work.
    """
    return numba.njit(nogil=True, inline="always" if inline else "never")(function)
