"""Types that the tables of a scenario share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from asabiya.scenario.quantity import Number, Quantity

__all__ = ["Day", "Index", "Posts", "Share", "Sources", "Stake", "Text"]

Sources = str | dict[str, str]
Text = Annotated[str, Field(min_length=1)]


def _date(found: object) -> object:
    """A TOML date, or the same date as JSON has it."""
    if isinstance(found, dt.datetime):
        raise PydanticCustomError("scenario_date", "needs {allowed}", {"allowed": "a date without a time"})
    if isinstance(found, str):
        try:
            return dt.date.fromisoformat(found)
        except ValueError:
            pass
    if isinstance(found, dt.date):
        return found
    raise PydanticCustomError("scenario_date", "needs {allowed}", {"allowed": "a date like 2023-10-07"})


Day = Annotated[dt.date, BeforeValidator(_date)]
Share = Annotated[Quantity, Number(0, 1, "share")]
Index = Annotated[Quantity, Number(0, 1, "index")]
Stake = Annotated[Quantity, Number(0, 3, "relative to the mean")]
Posts = Annotated[Quantity, Number(1, 1e8, "posts", whole=True)]
