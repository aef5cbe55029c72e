"""The analyst's record of many articles, for the public API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asabiya.evidence.store import Store

__all__ = ["open_store"]


def open_store(where: str | Path = "asabiya.store", *, create: bool = False) -> Store:
    """A store of many ledgers: add, search, export, and take corrections back.

    Parameters
    ----------
    where
        A file, or a database's URL as SQLAlchemy takes it; ``sqlite://`` is a store in memory.
    create
        Whether to make it where there is none.

    Returns
    -------
    Store
        To be closed, or used in a ``with`` statement.

    Raises
    ------
    InputError
        If there is none, or it is something else, damaged or of a newer version.
    OutputError
        If it cannot be made there.

    Examples
    --------
    >>> from asabiya.evidence import read_text
    >>> with open_store("sqlite://", create=True) as store:
    ...     added = store.add([read_text("Governor Ada Lorn said, “Nobody here has deserted us.”")])
    ...     found = store.search()
    >>> found["total"], found["utterances"][0]["speaker"]["name"]
    (1, 'Ada Lorn')
    """
    from asabiya.evidence.store import Store

    return Store(where, create=create)
