"""The schema ``asabiya.scenario/1``: what a scenario file may say.

Every number is a `Quantity`: it carries a source of its own or takes the one of the nearest table around it.
A table's ``source`` is one text for all its numbers, or a table with a text for each key (``default`` for
the keys not named).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from asabiya.scenario.fields import Day, Share, Sources, Text
from asabiya.scenario.people import Apparatus, Faction, Network, Population
from asabiya.scenario.quantity import Number, Quantity, Strict

__all__ = [
    "LEVERS",
    "SCHEMA",
    "About",
    "Entry",
    "Event",
    "Lever",
    "Override",
    "Phase",
    "Policy",
    "Record",
    "ScenarioFile",
    "Source",
    "War",
    "schema_json",
]

SCHEMA = "asabiya.scenario/1"
LEVERS: dict[str, Number] = {
    "executions": Number(0, 1000, "executions per day"),
    "effort": Number(0, 5, "usual effort"),
    "war": Number(0, 1, "posture"),
    "purge": Number(0, 1, "share per month"),
    "favours": Number(0, 3, "stake"),
    "exhortation": Number(0, 1, "intensity"),
    "unity": Number(0, 1, "intensity"),
    "vigilance": Number(0, 5, "usual attention"),
    "messaging": Number(0, 1, "intensity"),
    "shelter": Number(0, 3, "payoff"),
    "amnesty": Number(0, 1, "share"),
    "scarcity": Number(0, 1, "index"),
}
"""Range and unit of every lever of policy, in the order of `asabiya.society.society.Calendar`."""

LeverNumber = Annotated[Quantity, Number(0, 1000, "lever's unit")]


class Source(Strict):
    """A work that numbers come from."""

    type: Literal["article", "book", "incollection", "techreport", "misc", "online", "dataset"] = "misc"
    """Kind of BibTeX entry."""
    title: Text
    """Title."""
    author: Text
    """Author or institution, in BibTeX's form."""
    year: Annotated[int, Field(ge=1000, le=3000)] | None = None
    """Year of publication, where it is known."""
    where: str = ""
    """Journal, publisher or address."""
    note: Text
    """What was read of it, or that it is from memory and must be checked."""
    fields: dict[str, str] = Field(default_factory=dict)
    """Further BibTeX fields."""

    def bibtex(self, key: str) -> str:
        """The work as a BibTeX entry.

        >>> print(Source(title="Rebellion", author="Doe, Jane", year=2000, note="read").bibtex("doe-2000"))
        @misc{doe-2000,
          author = {Doe, Jane},
          title = {{Rebellion}},
          year = {2000},
          note = {read},
        }
        """
        place = {"article": "journal", "book": "publisher", "techreport": "institution"}
        lines = {"author": self.author, "title": f"{{{self.title}}}"}
        if self.year is not None:
            lines["year"] = str(self.year)
        if self.where:
            lines[place.get(self.type, "howpublished")] = self.where
        lines |= self.fields | {"note": self.note}
        body = "".join(f"  {name} = {{{text}}},\n" for name, text in lines.items())
        kind = "misc" if self.type in ("online", "dataset") else self.type
        return f"@{kind}{{{key},\n{body}}}"


class About(Strict):
    """What the scenario is."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    """Name, as the command line takes it."""
    title: Text
    """Title."""
    description: Text
    """One or two sentences."""
    start: Day
    """Day 0."""
    days: Annotated[int, Field(ge=1, le=3660)] = 365
    """Length in days."""
    period: Text
    """Period of the historical record that the priors must meet."""
    limits: Text
    """What the scenario cannot say."""


class Entry(Strict):
    """A stretch of days on which a lever has a value."""

    since: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day."""
    value: LeverNumber | None = None
    """Value on each of these days."""
    total: Annotated[Quantity, Number(0, 1e6, "persons", whole=True)] | None = None
    """Sum over these days, for levers that count persons a day."""
    label: str = ""
    """What it is, for readers."""
    speaker_sector: str | None = None
    """Sector of the speaker, for announced speeches."""
    known: Day | None = None
    """Day from which this is known; none means the first day, or for a ``total`` the day after the last."""
    source: Sources | None = None
    """Source of the numbers here."""


class Lever(Strict):
    """A lever of policy through time."""

    rest: LeverNumber
    """Value before day 0 and on every day that nothing else covers."""
    schedule: list[Entry] = Field(default_factory=list)
    """Values by date."""
    after: LeverNumber | None = None
    """Value after the last entry of the schedule; none means ``rest``."""
    always: LeverNumber | None = None
    """Value from day 0 to the end, in place of the schedule: how a user's setting is kept."""
    scale: Annotated[Quantity, Number(0, 100, "factor")] | None = None
    """Factor on every day from day 0 on."""
    source: Sources | None = None
    """Source of the numbers here."""


class Policy(Strict):
    """The levers, all of them."""

    executions: Lever
    """Executions a day in the whole country."""
    effort: Lever
    """Repression effort."""
    war: Lever
    """War posture; the phases of the war are its schedule."""
    purge: Lever
    """Purge intensity."""
    favours: Lever
    """Favours to the ruler's faction."""
    exhortation: Lever
    """Intensity of exhorting speeches."""
    unity: Lever
    """Intensity of appeals to unity."""
    vigilance: Lever
    """Attention to spend on finding sparks."""
    messaging: Lever
    """Messaging of the opposition and foreign media to insiders."""
    shelter: Lever
    """Shelter offered to defectors."""
    amnesty: Lever
    """Share of retribution that an amnesty takes away."""
    scarcity: Lever
    """Economic scarcity above the level at rest."""
    source: Sources | None = None
    """Source of the numbers here."""


class Phase(Strict):
    """A phase of the war."""

    since: Day = Field(alias="from")
    """First day."""
    to: Day
    """Last day."""
    name: Text
    """Name, for pictures."""
    posture: Annotated[Quantity, Number(0, 1, "posture")]
    """0 peace, 1 the regime's own all-out war."""
    source: Sources | None = None
    """Source of the numbers here."""


class War(Strict):
    """The calendar of the war."""

    phases: list[Phase] = Field(default_factory=list)
    """Phases, in order; days outside them have the posture at rest."""
    source: Sources | None = None
    """Source of the numbers here."""


class Event(Strict):
    """A dated event."""

    date: Day
    """Day, or first day."""
    kind: Literal["push", "departures", "note"]
    """A push to citizens' readiness, departures from a sector, or a note that is only shown."""
    label: Text
    """What happened."""
    until: Day | None = None
    """Last day of a push; none means one day."""
    known: Day | None = None
    """Day from which this is known; none means ``date``."""
    regions: Literal["all"] | list[str] = "all"
    """Regions that a push reaches."""
    value: Annotated[Quantity, Number(-2, 2, "index units")] | None = None
    """Size of a push."""
    sector: str | None = None
    """Sector that members depart from."""
    rank: str | None = None
    """Rank that members depart from."""
    share: Share | None = None
    """Share of the posts of that sector and rank."""
    source: Sources | None = None
    """Source of the date and the numbers."""


class Record(Strict):
    """What was observed, shown beside the model's series and never used as input."""

    date: Day
    """Day, or first day."""
    until: Day | None = None
    """Last day of a count over several days."""
    region: str | None = None
    """Region; none means the country."""
    quantity: Literal[
        "actives_persons", "executions_month", "emigrants_month", "arrests_persons", "deaths_persons"
    ]
    """What was counted."""
    lo: Annotated[Quantity, Number(0, 1e9, "persons")]
    """Lowest of the figures given."""
    hi: Annotated[Quantity, Number(0, 1e9, "persons")]
    """Highest of the figures given."""
    unit: Literal["persons"] = "persons"
    """Unit."""
    label: str = ""
    """What it is, for readers."""
    source: Sources | None = None
    """Source of the figures."""


class Override(Strict):
    """Another value for a parameter of the model."""

    value: float
    """Value, in the parameter's unit."""
    sd: Annotated[float, Field(ge=0)] | None = None
    """Standard deviation of its prior; none fixes the parameter."""
    source: Text
    """Where it comes from."""


class ScenarioFile(Strict):
    """A scenario as its file has it."""

    format: Literal["asabiya.scenario/1"] = Field(alias="schema")
    """Name and version of the schema."""
    scenario: About
    """What it is."""
    sources: dict[str, Source] = Field(default_factory=dict)
    """Works that the numbers come from."""
    population: Population
    """Citizens."""
    factions: Annotated[list[Faction], Field(min_length=1)]
    """Factions of the elite."""
    apparatus: Apparatus
    """The apparatus."""
    network: Network = Field(default_factory=Network)
    """Whom citizens see."""
    policy: Policy
    """The ruler, his adversaries and the economy."""
    war: War = Field(default_factory=War)
    """The war."""
    events: list[Event] = Field(default_factory=list)
    """Dated events."""
    records: list[Record] = Field(default_factory=list)
    """Observations."""
    parameters: dict[str, Override] = Field(default_factory=dict)
    """Other values for the model's parameters."""
    mechanisms: dict[str, bool] = Field(default_factory=dict)
    """Mechanisms switched off (false)."""


def schema_json() -> dict[str, Any]:
    """JSON Schema of a scenario file, for editors."""
    schema = ScenarioFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
