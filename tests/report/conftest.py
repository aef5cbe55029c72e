"""Synthetic results: a regime that never was, an article that nobody wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import xarray as xr

from asabiya.report import ResultView, render
from asabiya.vocabulary import APPARATUS, INDICES, MECHANISMS, OUTCOMES, RANKS

QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]
LEVELS = {
    "cohesion": 0.86,
    "hidden_defection": 0.11,
    "tension": 0.22,
    "fear": 0.31,
    "legitimacy": 0.42,
    "actives": 0.0004,
}
PAYLOAD = "<script>document.title='broken'</script>\"><img src=x onerror=\"document.title='broken'\">"

TEXT = (
    "The Marshal’s unquiet house\n\n"
    "Fearing the harbour strikes, the Marshal found in the border war a shield. On March 3, General Osk, "
    "commander of the guards, said, “In these years we have seen men leave from every sector… Let us keep "
    "watch over ourselves first.” He described the matter as the gravest threat to the order.\n\n"
    "On March 6, the head of the judiciary, Ila Venn, said, “We will be struck from where we do not look. "
    "Sometimes we even see loyal men at each other’s throats.” The Marshal told his officers, “Those who "
    "share the oath are brothers. They quarrel over nothing.”\n\n"
    "The Marshal is afraid that his order comes apart.\n"
)


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def statement(identity: str, words: str, speaker: str, **more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "id": identity,
        "kind": "direct",
        "spans": [span(words)],
        "text": words,
        "cue": None,
        "speaker": {"name": speaker, "id": speaker.lower().replace(" ", "-"), "mention": None},
        "office": None,
        "institution": None,
        "sector": "guards",
        "audience": None,
        "venue": None,
        "via": [],
        "date": {"value": "1983-03-03", "precision": "day", "basis": "text", "year_inferred": True},
        "codes": [{"code": "admits_defection", "confidence": 0.92, "coder": "rules/1"}],
    }
    return base | more


def make_ledger() -> dict[str, Any]:
    osk = "In these years we have seen men leave from every sector… Let us keep watch over ourselves first."
    venn = (
        "We will be struck from where we do not look. "
        "Sometimes we even see loyal men at each other’s throats."
    )
    oath = "Those who share the oath are brothers. They quarrel over nothing."
    threat = "the matter as the gravest threat to the order"
    afraid = "The Marshal is afraid that his order comes apart."
    gone = {"value": None, "precision": "day", "basis": None, "year_inferred": False}
    sixth = {"value": "1983-03-06", "precision": "day", "basis": "text", "year_inferred": True}
    codes = [
        {"code": code, "confidence": 0.8, "coder": "rules/1"}
        for code in ("warns_surprise", "admits_infighting")
    ]
    return {
        "schema": "asabiya.ledger/1",
        "article": {
            "source": "https://example.org/marshal",
            "sha256": "0" * 64,
            "title": "The Marshal’s unquiet house",
            "author": "N. Writer",
            "affiliation": "Harbour Union",
            "outlet": "The Quay",
            "published": "1983-03-10",
            "text": TEXT,
        },
        "statements": [
            statement("s1", osk, "General Osk", office="commander of the guards", via=["a radio host"]),
            statement("s2", "Let us keep watch over ourselves first.", "General Osk", codes=[]),
            statement("s3", threat, "General Osk", kind="indirect", date=gone, codes=[]),
            statement("s4", venn, "Ila Venn", sector="judiciary", office="head of the judiciary", date=sixth)
            | {"codes": codes},
            statement("s5", oath, "the Marshal", sector="leader", audience="officers", date=sixth),
            statement("s6", afraid, "N. Writer", kind="ascribed", sector=None, date=gone, codes=[]),
        ],
    }


def make_dataset(distributions: list[str], days: int = 400, seed: int = 1) -> xr.Dataset:
    rng = np.random.default_rng(seed)
    shape = (len(distributions), len(INDICES), days, len(QUANTILES))
    series = np.zeros(shape)
    for d in range(len(distributions)):
        for i, name in enumerate(INDICES):
            level = LEVELS[name] * (1 + 0.06 * d)
            walk = np.cumsum(rng.normal(0, 0.002, days))
            spread = 0.12 * np.sqrt(np.linspace(0.02, 1, days)) * (1 - 0.15 * d)
            for q, z in enumerate((-1.64, -0.67, 0.0, 0.67, 1.64)):
                series[d, i, :, q] = level * np.exp(walk * 0.5 + z * spread)
    weights = rng.uniform(0.003, 0.05, (len(APPARATUS), len(RANKS)))
    left = weights[None, :, :, None] * np.array([0.3, 0.7, 1.0, 1.5, 2.6])
    departures = np.concatenate([left * (1 + 0.1 * d) for d in range(len(distributions))])
    series = series.clip(0, 1)
    return xr.Dataset(
        {
            "series": (("distribution", "index", "day", "quantile"), series),
            "departures": (("distribution", "sector", "rank", "quantile"), departures),
        },
        coords={
            "distribution": distributions,
            "index": list(INDICES),
            "day": np.datetime64("1983-01-01", "ns") + np.arange(days) * np.timedelta64(1, "D"),
            "quantile": QUANTILES,
            "sector": list(APPARATUS),
            "rank": list(RANKS),
        },
    )


def row(names: str, *values: Any) -> dict[str, Any]:
    return dict(zip(names.split(), values, strict=True))


def make_scenario() -> dict[str, Any]:
    parameter = "key value unit range source"
    rate, record = "name k n p lo hi source horizon_days", "date quantity lo hi unit source"
    return {
        "scenario": "harbour-1983",
        "title": "The harbour republic, 1983",
        "description": "An invented regime for tests, with a border war and a restless port.",
        "start": "1983-01-01",
        "days": 400,
        "phases": [
            {"name": "border war", "from": "1983-02-01", "to": "1983-06-30", "kind": "war"},
            {"name": "harvest fair", "from": "1983-09-01", "to": None, "kind": "truce"},
        ],
        "parameters": [
            row(parameter, "uprising.omega", 8.0, "1", [5, 15], "Granovetter1978"),
            row(
                "key value unit range source",
                "guards.posts",
                125000,
                "posts",
                [1e5, 2e5],
                "Epstein2002; assumed: halved",
            ),
            row(parameter, "repression.k", None, "1", None, "Epstein2002"),
        ],
        "mechanisms": dict.fromkeys(MECHANISMS, True) | {"unity": False},
        "fixed_points": [{"value": 0.86, "stable": True}, {"value": 0.31, "stable": False}],
        "tipping_distance": 0.83,
        "warnings": ["repression.k has no range"],
        "sources": {
            "Granovetter1978": {
                "title": "Threshold models of collective behavior",
                "author": "Mark Granovetter",
                "year": 1978,
                "doi": "10.1086/226707",
                "bibtex": "@article{Granovetter1978, title={Threshold models of collective behavior}}",
            },
            "Epstein2002": {"title": "Modeling civil violence", "author": "Joshua M. Epstein", "year": 2002},
        },
        "base_rates": [
            row(rate, "collapse, no campaign", 31, 2103, 0.0147, 0.0104, 0.0207, "Granovetter1978", 365),
            row(rate, "collapse, nonviolent campaign", 33, 121, 0.27, 0.2, 0.36, "Granovetter1978", 365),
        ],
        "records": [
            row(record, "1983-05-09", "actives", 0.0003, 0.0005, "share of adults", "Epstein2002"),
            row(record, "1983-05-16", "crowd", 7000, 12000, "persons", "Epstein2002"),
        ],
    }


def probabilities(factor: float, *, shift: bool) -> dict[str, Any]:
    levels = {"uprising": 0.03, "mutiny": 0.012, "fracture": 0.02, "collapse": 0.014}
    table: dict[str, Any] = {}
    for name in OUTCOMES:
        table[name] = {}
        for horizon in (30, 90, 365):
            p = levels.get(name, 0.014) * (horizon / 365) * factor
            p = 1 - p if name == "survival" else p
            entry: dict[str, Any] = {"p": p, "lo": p * 0.9, "hi": min(1.0, p * 1.1)}
            if shift:
                entry["shift"] = {"p": 0.08 * p, "lo": -0.01 * p, "hi": 0.17 * p}
            table[name][str(horizon)] = entry
    return table


def index_table(factor: float) -> dict[str, Any]:
    return {
        name: {"median": level * factor, "lo": level * factor * 0.8, "hi": level * factor * 1.2}
        for name, level in LEVELS.items()
    }


def make_summary() -> dict[str, Any]:
    entries = (
        ("s1", "General Osk", "1983-03-03", 0.031),
        ("s4", "Ila Venn", "1983-03-06", -0.004),
        ("s5", "the Marshal", "1983-03-06", 0.012),
    )
    return {
        "prior": {"indices": index_table(1.0), "outcomes": probabilities(1.0, shift=False)},
        "posterior": {"indices": index_table(1.04), "outcomes": probabilities(1.08, shift=True)},
        "information_nats": 0.043,
        "information_nats_se": 0.006,
        "sentence": "This article should hardly change your mind: the probability of collapse within a year "
        "goes from 1.4 % to 1.5 %, less than the record itself is uncertain.",
        "statements": [
            {
                "id": i,
                "speaker": who,
                "date": day,
                "codes": ["admits_defection"],
                "leave_one_out_nats": nats,
                "leave_one_out_nats_se": 0.004,
            }
            for i, who, day, nats in entries
        ],
        "diagnostics": {"ess_min": 9120.4, "prior_predictive_p": 0.41},
        "bias": {"stance": {"median": -0.8, "lo": -1.6, "hi": 0.1}, "affiliation": "Harbour Union"},
        "as_of": "1983-03-06",
        "scenario": "harbour-1983",
        "particles": 10000,
        "seed": 0,
        "window": {"start": "1983-01-01", "end": "1984-02-04"},
        "excluded": [{"id": "s3", "reason": "no date"}, {"id": "s6", "reason": "no date"}],
        "sensitivity": [
            {
                "parameter": "observation.slope",
                "value": v,
                "information_nats": 0.043 * v,
                "shift": {"collapse_365": 0.001 * v},
            }
            for v in (0.5, 1.0, 2.0)
        ]
        + [
            {
                "parameter": "observation.tilt",
                "value": v,
                "information_nats": 0.043 / (1 + v),
                "shift": {"collapse_365": 0.0012 - 0.0004 * v},
            }
            for v in (0.0, 1.0)
        ],
        "duplicates": [["s1", "s2"]],
        "background": {"30": 0.0016, "90": 0.005, "365": 0.02, "source": "Granovetter1978"},
    }


PROVENANCE: dict[str, Any] = {
    "command": ["asabiya", "nowcast", "harbour-1983", "marshal.txt", "--seed", "0"],
    "seed": 0,
    "versions": {"asabiya": "0.1.0", "jax": "0.10.0"},
    "digest": "a" * 64,
    "started": "2026-01-01T12:00:00+00:00",
}

CITATIONS = [
    {
        "key": "Granovetter1978",
        "bibtex": "@article{Granovetter1978,\n  title = {Threshold models}\n}",
        "reason": "uprising",
    }
]


def make_nowcast(**changes: Any) -> ResultView:
    parts: dict[str, Any] = {
        "kind": "nowcast",
        "summary": make_summary(),
        "dataset": make_dataset(["prior", "posterior"]),
        "ledgers": [make_ledger()],
        "scenario": make_scenario(),
        "provenance": PROVENANCE,
        "citations": CITATIONS,
    }
    return ResultView(**(parts | changes))


def make_run() -> ResultView:
    outcomes = {name: entry["365"] for name, entry in probabilities(1.0, shift=False).items()}
    summary = {
        "scenario": "harbour-1983",
        "seed": 0,
        "members": 200,
        "days": 365,
        "fidelity": "macro",
        "agents": None,
        "mechanisms": make_scenario()["mechanisms"],
        "outcomes": outcomes,
        "indices": index_table(1.0),
        "series": {},
        "digest": "b" * 64,
        "seconds": 3.2,
        "provenance": PROVENANCE,
    }
    return make_nowcast(kind="run", summary=summary, ledgers=[], dataset=make_dataset(["prior"], 365))


def make_compare() -> ResultView:
    summary = {
        "effects": {
            "collapse": {"difference": -0.004, "lo": -0.006, "hi": -0.002},
            "uprising": {"difference": 0.001, "lo": -0.002, "hi": 0.004},
            "cohesion": {"difference": 0.02, "lo": 0.01, "hi": 0.03},
        },
        "variance_ratio": {"collapse": 6.1, "uprising": 4.0, "cohesion": None},
    }
    return make_nowcast(
        kind="compare", summary=summary, ledgers=[], dataset=make_dataset(["base", "variant"], 90)
    )


def poisoned(tree: Any) -> Any:
    """The same tree with the payload in every text that is neither a date nor a vocabulary word."""
    dates = {"date", "value", "precision", "basis", "from", "to", "as_of", "published"}
    kept = dates | {"kind", "id", "schema", "code", "quantity", "unit"}
    if isinstance(tree, Mapping):
        return {key: item if key in kept else poisoned(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [poisoned(item) for item in tree]
    return tree + PAYLOAD if isinstance(tree, str) else tree


def make_hostile() -> ResultView:
    view = make_nowcast()
    return ResultView(
        kind="nowcast",
        summary=poisoned(view.summary),
        dataset=view.dataset,
        ledgers=poisoned(list(view.ledgers)),
        scenario=poisoned(view.scenario),
        provenance=poisoned(view.provenance),
        citations=poisoned(list(view.citations)),
    )


@pytest.fixture(scope="session")
def nowcast_view() -> ResultView:
    return make_nowcast()


@pytest.fixture(scope="session")
def run_view() -> ResultView:
    return make_run()


@pytest.fixture(scope="session")
def compare_view() -> ResultView:
    return make_compare()


@pytest.fixture(scope="session")
def hostile_view() -> ResultView:
    return make_hostile()


@pytest.fixture(scope="session")
def html() -> Mapping[str, str]:
    """The page of each kind of result; of a nowcast also with a payload in every text."""
    views = {
        "nowcast": make_nowcast(),
        "run": make_run(),
        "compare": make_compare(),
        "hostile": make_hostile(),
    }
    return {name: render(view) for name, view in views.items()}
