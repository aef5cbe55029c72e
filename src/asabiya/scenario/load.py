"""Reading, checking and resolving scenarios."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import functools
import math
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from asabiya.errors import ScenarioError, nearest
from asabiya.files import read_bytes
from asabiya.scenario import settings as outside
from asabiya.scenario import toml
from asabiya.scenario.checks import check, parameter_range
from asabiya.scenario.fields import Sources
from asabiya.scenario.numbers import inherited, numbers
from asabiya.scenario.problems import FlawError, problem_of, syntax_error
from asabiya.scenario.quantity import Number, ParameterInfo, source_parts
from asabiya.scenario.schema import ScenarioFile, Source, schema_json
from asabiya.vocabulary import MECHANISMS

if TYPE_CHECKING:
    from asabiya.society.society import Calendar, Society

__all__ = ["Scenario", "json_schema", "library", "load"]

SPEECH = {
    "exhorts_commitment": "exhortation",
    "exhorts_vigilance": "exhortation",
    "invokes_sacrifice": "exhortation",
    "exhortation": "exhortation",
    "appeals_unity": "unity",
    "unity": "unity",
}
"""The lever that an announced speech belongs to, by code or lever."""


@dataclasses.dataclass(frozen=True, eq=False)
class Scenario:
    """A scenario, checked; it resolves to a `Society` and a `Calendar`.

    Two scenarios are equal if their resolved data are.
    """

    data: Mapping[str, Any]
    """The scenario as its file has it, with dates as text; do not change it."""
    spec: ScenarioFile
    """The same, typed."""
    origin: str
    """Library name or path, for messages."""
    known: Mapping[str, ParameterInfo] | None = None
    """The model's parameters by key, for checks; none checks only the form of overrides."""

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        *,
        origin: str = "scenario",
        known_parameters: Mapping[str, ParameterInfo] | None = None,
    ) -> Scenario:
        """A scenario from what `to_dict` gave or a TOML file holds.

        Raises
        ------
        ScenarioError
            If anything is wrong, with file, key, value and what is allowed.
        """
        plain = _plain(data)
        try:
            spec = ScenarioFile.model_validate(plain)
            check(spec, known_parameters)
        except ValidationError as failure:
            raise problem_of(failure, plain).error(origin) from None
        except FlawError as problem:
            raise problem.error(origin) from None
        return cls(data=plain, spec=spec, origin=origin, known=known_parameters)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.data == other.data

    def __hash__(self) -> int:
        return hash(toml.dumps(self.data))

    @property
    def id(self) -> str:
        """Name, as the command line takes it."""
        return self.spec.scenario.id

    @property
    def title(self) -> str:
        """Title."""
        return self.spec.scenario.title

    @property
    def description(self) -> str:
        """One or two sentences."""
        return self.spec.scenario.description

    @property
    def limits(self) -> str:
        """What the scenario cannot say."""
        return self.spec.scenario.limits

    @property
    def period(self) -> str:
        """Period of the historical record that the priors must meet."""
        return self.spec.scenario.period

    @property
    def start(self) -> dt.date:
        """Day 0."""
        return self.spec.scenario.start

    @property
    def days(self) -> int:
        """Length in days."""
        return self.spec.scenario.days

    @property
    def sources(self) -> dict[str, Source]:
        """Works that the numbers come from, by key."""
        return dict(self.spec.sources)

    @property
    def records(self) -> list[dict[str, Any]]:
        """What was observed: ``date``, ``until``, ``region``, ``quantity``, ``lo``, ``hi``, ``source``."""
        return [
            {
                "date": record.date.isoformat(),
                "until": record.until.isoformat() if record.until else None,
                "region": record.region,
                "quantity": record.quantity,
                "lo": record.lo.value,
                "hi": record.hi.value,
                "unit": record.unit,
                "label": record.label,
                "source": record.lo.source or _source(record.source, "lo"),
            }
            for record in self.spec.records
        ]

    def phases(self) -> list[dict[str, Any]]:
        """Phases of the war: ``from``, ``to``, ``name``, ``posture``, ``source``."""
        return [
            {
                "from": phase.since.isoformat(),
                "to": phase.to.isoformat(),
                "name": phase.name,
                "posture": phase.posture.value,
                "source": phase.posture.source or _source(phase.source or self.spec.war.source, "posture"),
            }
            for phase in self.spec.war.phases
        ]

    def events(self) -> list[dict[str, Any]]:
        """Dated events: ``date``, ``until``, ``kind``, ``label``, ``regions``, ``source``."""
        return [
            {
                "date": event.date.isoformat(),
                "until": event.until.isoformat() if event.until else None,
                "kind": event.kind,
                "label": event.label,
                "regions": event.regions,
                "source": _source(event.source, "date"),
            }
            for event in self.spec.events
        ]

    def scheduled(self, code_kind: str) -> list[tuple[dt.date, dt.date, str | None]]:
        """Speeches known beforehand as policy: first day, last day, sector of the speaker (none: any).

        Parameters
        ----------
        code_kind
            ``exhortation`` or ``unity``, or a code of statements; codes that are no policy give nothing.
        """
        lever = SPEECH.get(code_kind)
        if lever is None:
            return []
        schedule = getattr(self.spec.policy, lever).schedule
        return [(entry.since, entry.to, entry.speaker_sector) for entry in schedule]

    def society(self) -> Society:
        """The people, as arrays."""
        from asabiya.scenario.resolve import society

        return society(self.spec)

    def calendar(self, days: int | None = None, *, as_of: dt.date | None = None) -> Calendar:
        """What is planned or known from outside, by day from the start.

        Parameters
        ----------
        days
            Number of days, the scenario's own when none.
        as_of
            Leave out what nobody could know on this day: later events, and counts not yet complete. From
            there on a lever keeps the last value known. None uses everything in the scenario.
        """
        from asabiya.scenario.resolve import calendar

        return calendar(self.spec, self.days if days is None else days, as_of)

    def switches(self) -> dict[str, bool]:
        """Every mechanism, on or off."""
        return {name: self.spec.mechanisms.get(name, True) for name in MECHANISMS}

    def overrides(self) -> dict[str, dict[str, Any]]:
        """Other values for the model's parameters: ``value``, ``sd`` (may be none), ``source``."""
        return {
            key: {"value": item.value, "sd": item.sd, "source": item.source}
            for key, item in self.spec.parameters.items()
        }

    def rows(self) -> list[dict[str, Any]]:
        """Every number: ``key``, ``value``, ``unit``, ``range`` (none: no limit), ``source``."""
        rows = [_row(item.key, item.value, item.number, item.source or "") for item in numbers(self.spec)]
        for key, item in self.spec.parameters.items():
            info = (self.known or {}).get(key)
            number = Number(-math.inf, math.inf, "") if info is None else parameter_range(info)
            rows.append(_row(key, item.value, number, item.source))
        return rows

    def cited(self) -> dict[str, list[str]]:
        """Keys of the numbers (and events) that each source is cited for."""
        uses: dict[str, list[str]] = {key: [] for key in self.spec.sources}
        events = [
            {"key": f"events.{index}", "source": event["source"]} for index, event in enumerate(self.events())
        ]
        for row in [*self.rows(), *events]:
            for key in source_parts(row["source"])[0]:
                uses[key].append(row["key"])
        return {key: places for key, places in uses.items() if places}

    def with_settings(
        self, settings: Mapping[str, Any] | None = None, *, without: Iterable[str] = ()
    ) -> Scenario:
        """A resolved copy with other values and with mechanisms switched off.

        ``policy.LEVER`` sets a lever from day 0 to the end (its value at rest stays),
        ``policy.LEVER.scale`` multiplies it, other keys are those of `rows` and ``mechanism.parameter``.

        Raises
        ------
        ScenarioError
            If a key is unknown (with the nearest) or a value out of range.
        """
        try:
            changed = outside.apply(self.data, numbers(self.spec), settings or {}, without, self.known)
        except FlawError as problem:
            raise problem.error(self.origin) from None
        return Scenario.from_dict(changed, origin=self.origin, known_parameters=self.known)

    def to_dict(self) -> dict[str, Any]:
        """The whole scenario as JSON has it; `from_dict` gives it back."""
        return copy.deepcopy(dict(self.data))

    def to_toml(self) -> str:
        """The whole scenario as a file that `load` reads."""
        return toml.dumps(self.data)


def _source(source: Sources | None, name: str) -> str:
    return inherited([(0, source)], (name,)) or "" if source is not None else ""


def _row(key: str, value: float, number: Number, source: str) -> dict[str, Any]:
    limits = [limit if math.isfinite(limit) else None for limit in (number.low, number.high)]
    return {"key": key, "value": value, "unit": number.unit, "range": limits, "source": source}


def _plain(found: Any) -> Any:
    """A copy with dates as text, as JSON has them."""
    if isinstance(found, Mapping):
        return {key: _plain(item) for key, item in found.items()}
    if isinstance(found, list | tuple):
        return [_plain(item) for item in found]
    return found.isoformat() if type(found) is dt.date else found


def _folder() -> Path:
    return Path(str(resources.files("asabiya.scenario"))) / "library"


def _read(path: Path, origin: str) -> dict[str, Any]:
    raw = read_bytes(path, what="scenario")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as failure:
        message = f"{origin}: byte {failure.start} is not UTF-8"
        raise ScenarioError(message, hint="save the file as UTF-8 text") from None
    except (ValueError, RecursionError) as failure:  # also numbers of a thousand digits, endless brackets
        raise syntax_error(origin, failure) from None


def load(
    name_or_path: str | Path, *, known_parameters: Mapping[str, ParameterInfo] | None = None
) -> Scenario:
    """A scenario of the library by its name, or a TOML file by its path.

    Parameters
    ----------
    name_or_path
        A name of `library`, or a path (with a folder in it, or ending in ``.toml``).
    known_parameters
        The model's parameters by key, to check overrides against.

    Raises
    ------
    ScenarioError
        If there is no such scenario (with the nearest names) or anything in it is wrong.
    InputError
        If the file cannot be read.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(".toml") or "/" in text or "\\" in text:
        return Scenario.from_dict(_read(Path(text), text), origin=text, known_parameters=known_parameters)
    names = sorted(path.stem for path in _folder().glob("*.toml"))
    if text not in names:
        hint = f"{nearest(text, names)} (or the path of a TOML file)"
        raise ScenarioError(f"scenario {text}: not in the library", hint=hint)
    data = _read(_folder() / f"{text}.toml", text)
    return Scenario.from_dict(data, origin=text, known_parameters=known_parameters)


def library() -> list[dict[str, Any]]:
    """The scenarios that come with the library: ``id``, ``title``, ``description``, ``start``, ``days``."""
    abouts = [_read(path, path.stem)["scenario"] for path in sorted(_folder().glob("*.toml"))]
    return [
        {
            "id": about["id"],
            "title": about["title"],
            "description": about["description"],
            "start": about["start"].isoformat(),
            "days": about.get("days", 365),
        }
        for about in abouts
    ]


@functools.cache
def _schema() -> dict[str, Any]:
    return schema_json()


def json_schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, for editors."""
    return copy.deepcopy(_schema())
