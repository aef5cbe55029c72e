"""The works behind a result, each with the reason why it is cited.

The entries themselves are in ``references.bib`` beside this file, keyed by authors and year.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from asabiya.errors import InputError, nearest

__all__ = ["BEHIND", "METHODS", "SOFTWARE", "Citation", "cite", "for_mechanisms", "references", "short_name"]

SOFTWARE: Final = "asabiya"
"""Key of the software's own entry."""

BEHIND: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "diversion": {
            "mueller-1970": "a rally and its decay",
            "levy-1989": "when a war diverts and when it does not",
        },
        "repression": {"epstein-2002": "the risk of arrest deters"},
        "backlash": {
            "rasler-1996": "repression deters at first and mobilises later",
            "siegel-2011": "repression angers those near its victims",
        },
        "consolidation": {
            "svolik-2009": "power sharing and its breakdown",
            "egorov-sonin-2011": "loyalty is bought with competence",
            "sudduth-2017": "when a purge is safe for the ruler",
        },
        "exhortation": {"edmond-2013": "the ruler manipulates what members believe"},
        "unity": {"esteban-ray-1994": "the polarization that an appeal speaks against"},
        "conversion": {"siegel-2011": "contact and messaging change minds"},
        "confusion": {
            "morris-shin-1998": "noise in private signals",
            "morris-shin-2003": "noise in private and public signals",
        },
        "factions": {"esteban-ray-1994": "the index of polarization"},
        "defection": {
            "hirschman-1970": "exit, voice and loyalty",
            "casper-tyson-2014": "protest informs the elite's coordination",
            "albrecht-ohl-2016": "the choice of soldiers under unrest",
            "koehler-ohl-albrecht-2016": "networks turn disaffection into desertion",
            "dragu-lupu-2018": "agents obey when they expect others to",
            "tyson-2018": "repression is done by agents with interests of their own",
        },
        "falsification": {
            "kuran-1989": "private and public preferences",
            "kuran-1991": "why revolutions surprise",
        },
        "surprise": {"kuran-1989": "small sparks, large fires"},
        "uprising": {
            "granovetter-1978": "thresholds of participation",
            "epstein-2002": "grievance against net risk",
            "siegel-2009": "participation on a network",
        },
    }
)
"""For each mechanism the works it rests on, by key, with the reason."""

METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "salmon-2011": "counter-based random numbers",
        "buffalo-pearson-klein-2026": "draws keyed by event, so that paired runs share them",
        "jax-2018": "numerics",
        "hoyer-hamman-2017": "labelled results",
    }
)
"""What every result of the engine uses."""


@dataclasses.dataclass(frozen=True, slots=True)
class Citation:
    """A work and why it is cited."""

    key: str
    """Authors and year, for example "granovetter-1978"; also the BibTeX key."""
    bibtex: str
    """The BibTeX entry."""
    reason: str
    """What it is cited for."""

    def to_json(self) -> dict[str, str]:
        """The citation as ``asabiya cite --json`` has it."""
        return dataclasses.asdict(self)


@cache
def references() -> Mapping[str, str]:
    """All entries of ``references.bib``: BibTeX by key, in the file's order."""
    text = resources.files("asabiya").joinpath("references.bib").read_text(encoding="utf-8")
    entries = (entry.strip() for entry in re.split(r"^(?=@)", text, flags=re.MULTILINE))
    return MappingProxyType(
        {entry[entry.index("{") + 1 : entry.index(",")]: entry for entry in entries if entry}
    )


def short_name(bibtex: str) -> str:
    """Authors and year of an entry, as a text names a work; empty if it has no author.

    >>> short_name("@book{x, author = {Ray, Debraj and {UN}}, year = {1994}}")
    'Ray and UN 1994'
    """
    author = re.search(r"author\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}", bibtex)
    year = re.search(r"year\s*=\s*\{?(\d{4})", bibtex)
    if author is None:
        return ""
    people = [re.sub(r"[{}]", "", person).split(",")[0] for person in author[1].split(" and ")]
    names = " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))
    return f"{names} {year[1]}" if year else names


def for_mechanisms(names: Iterable[str]) -> dict[str, list[str]]:
    """Keys with reasons for the named mechanisms, a work cited by several with all its reasons.

    >>> for_mechanisms(["factions"])
    {'esteban-ray-1994': ['factions: the index of polarization']}
    """
    reasons: dict[str, list[str]] = {}
    for name in names:
        for key, reason in BEHIND[name].items():
            reasons.setdefault(key, []).append(f"{name}: {reason}")
    return reasons


def cite(reasons: Mapping[str, str | Iterable[str]]) -> list[Citation]:
    """Citations for keys with reasons, the software itself first.

    Parameters
    ----------
    reasons
        For each key a reason, or several.

    Raises
    ------
    InputError
        When a key is not in ``references.bib``.

    Examples
    --------
    >>> [c.key for c in cite({"granovetter-1978": "thresholds"})]
    ['asabiya', 'granovetter-1978']
    """
    known = references()
    wanted = {SOFTWARE: "the software", **reasons}
    citations = []
    for key, given in wanted.items():
        if key not in known:
            raise InputError(f"citation {key!r}: not among the references", hint=nearest(key, known))
        reason = given if isinstance(given, str) else "; ".join(dict.fromkeys(given))
        citations.append(Citation(key, known[key], reason))
    return citations
