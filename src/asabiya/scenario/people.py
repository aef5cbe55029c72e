"""The part of the schema that says who is there: citizens, factions and the apparatus."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from asabiya.scenario.fields import Index, Posts, Share, Sources, Stake, Text
from asabiya.scenario.quantity import Number, Quantity, Strict

__all__ = ["Apparatus", "Deployment", "Faction", "Network", "Population", "Region", "Sector"]


class Region(Strict):
    """A region and its citizens."""

    name: Text
    """Name."""
    adults: Annotated[Quantity, Number(1, 1e10, "persons")]
    """Citizens of age."""
    youth: Share
    """Share of youth and students among them."""
    hardship_youth: Index
    """Mean hardship of youth and students."""
    hardship_others: Index
    """Mean hardship of everybody else."""
    execution_share: Share | None = None
    """Share of the country's executions; by adults when no region states one."""
    source: Sources | None = None
    """Source of the numbers here."""


class Population(Strict):
    """Citizens of age by region and cohort."""

    age: Text
    """Who is of age, and who counts as youth."""
    regions: Annotated[list[Region], Field(min_length=1)]
    """The regions."""
    source: Sources | None = None
    """Source of the numbers here."""


class Network(Strict):
    """Whom citizens see, where every citizen is an agent and no network is given."""

    degree: Annotated[Quantity, Number(1, 64, "citizens", whole=True)] = Quantity(
        value=10,
        source="assumed: those with whom one talks about important matters",
    )
    """Citizens that each citizen sees."""
    rewiring: Share = Quantity(
        value=0.2, source="assumed: one tie in five leads out of one's own neighbourhood"
    )
    """Share of ties that lead anywhere in the country."""
    household: Annotated[Quantity, Number(1, 32, "citizens", whole=True)] = Quantity(
        value=4, source="assumed: adults of one household and the next"
    )
    """Citizens of a household, who all see each other."""
    source: Sources | None = None
    """Source of the numbers here."""


class Faction(Strict):
    """A faction of the elite."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    """Short name."""
    label: Text
    """Name for readers."""
    position: Index
    """Position on the axis of elite conflict."""
    ruler: bool = False
    """Whether the ruler favours it."""
    source: Sources | None = None
    """Source of the numbers here."""


class RankPosts(Strict):
    """Posts above the base; the base is the rest of the sector's size."""

    top: Posts
    """Commanders who matter one by one."""
    middle: Posts
    """Officers and officials."""


class RankShares(Strict):
    """A share for each rank."""

    top: Share
    """Of the top."""
    middle: Share
    """Of the middle."""
    base: Share
    """Of the base."""


class RankStakes(Strict):
    """A stake for each rank."""

    top: Stake
    """Of the top."""
    middle: Stake
    """Of the middle."""
    base: Stake
    """Of the base."""


class Deployment(Strict):
    """Where a sector's force stands: named shares; the rest stands where the other adults are."""

    shares: dict[str, Share]
    """Share of the force by name of region."""
    source: Sources | None = None
    """Source of the numbers here."""


class Sector(Strict):
    """A sector of the apparatus."""

    label: Text
    """What stands for this sector in this society."""
    size: Posts
    """Posts."""
    ranks: RankPosts
    """Posts by rank."""
    coercive_weight: Share
    """Weight of a post in coercive capacity; 0 without arms."""
    complicity: RankShares
    """Part a member is held to have in past repression."""
    stake: RankStakes
    """What the regime's survival is worth to a member, relative to the mean."""
    kin: Share
    """Share of members' kin among ordinary citizens."""
    deployment: Literal["population"] | Deployment = "population"
    """Where the force stands."""
    factions: dict[str, Share]
    """Share of each faction."""
    factions_top: dict[str, Share] | None = None
    """Share of each faction at the top, where it differs."""
    source: Sources | None = None
    """Source of the numbers here."""


class Apparatus(Strict):
    """The sectors of the apparatus, all of them."""

    guards: Sector
    """Praetorian force."""
    basij: Sector
    """Mobilised militia."""
    army: Sector
    """Army."""
    police: Sector
    """Police."""
    judiciary: Sector
    """Judges and prosecutors."""
    clergy: Sector
    """Those who give the regime its creed."""
    ministries: Sector
    """Cabinet and ministries."""
    lawyers: Sector
    """Lawyers and court staff."""
    media: Sector
    """State media."""
    source: Sources | None = None
    """Source of the numbers here."""
