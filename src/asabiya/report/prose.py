"""What the page says in sentences: the answer, how sure it is, and what it cannot know."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from asabiya.report import rows as source
from asabiya.report.view import ResultView
from asabiya.report.words import (
    INFORMATION_STEPS,
    clean,
    count,
    finite,
    information_words,
    interval,
    label,
    number,
    percent,
    points,
    unbroken,
)
from asabiya.vocabulary import OUTCOMES

__all__ = ["agents", "facts", "information", "limits", "sentence"]


def _headline_effect(effects: object) -> str | None:
    names = [str(name) for name in effects] if isinstance(effects, Mapping) else []
    return next((name for name in names if name.startswith("collapse")), names[0] if names else None)


def _compare_sentence(summary: Mapping[str, Any]) -> str:
    name = _headline_effect(summary.get("effects"))
    entry = source.dig(summary, "effects", name) if name else None
    difference, lo, hi = (finite(source.dig(entry, key)) for key in ("difference", "lo", "hi"))
    if name is None or difference is None:
        return "The comparison has no effects to report."
    outcome = name.split("_")[0] in OUTCOMES
    words, unit = (points, " percentage points") if outcome else (number, "")
    what = f"the probability of {label(name)}" if outcome else label(name)
    ends = f"90 % interval of the difference {interval(words(lo), words(hi))}"
    if lo is None or hi is None or lo <= 0 <= hi:
        none = "that the simulation can tell from none"
        return f"The change makes no difference to {what} {none}: {words(difference)}{unit} ({ends})."
    verb, size = ("raises", words(difference)) if difference > 0 else ("lowers", words(-difference))
    return f"The change {verb} {what} by {size.removeprefix('+')}{unit} ({ends})."


def _run_sentence(summary: Mapping[str, Any]) -> str:
    entry = source.dig(summary, "outcomes", "collapse")
    p = percent(source.dig(entry, "p"))
    ends = interval(percent(source.dig(entry, "lo")), percent(source.dig(entry, "hi")))
    days, members = number(summary.get("days")), number(summary.get("members"))
    return f"Within {days} days, {p} of {members} simulated histories end in collapse (90 % interval {ends})."


def sentence(summary: Mapping[str, Any], kind: str) -> str:
    """The answer in one sentence: the result's own, else one made from its numbers."""
    own = clean(summary.get("sentence")).strip()
    if own:
        return unbroken(own)
    if kind == "compare":
        return unbroken(_compare_sentence(summary))
    if kind == "run":
        return unbroken(_run_sentence(summary))
    nats, se = summary.get("information_nats"), summary.get("information_nats_se")
    return f"The evidence should change your mind by {information_words(nats, se)}."


def information(summary: Mapping[str, Any]) -> dict[str, Any] | None:
    """How much was learnt: the number, its error, the word, and the scale with the present step marked."""
    nats, se = finite(summary.get("information_nats")), finite(summary.get("information_nats_se"))
    if nats is None:
        return None
    word = information_words(nats, se)
    lower, steps = 0.0, []
    for bound, name in INFORMATION_STEPS:
        reach = (
            f"under {bound:g}"
            if lower == 0
            else f"{lower:g} or more"
            if math.isinf(bound)
            else f"{lower:g} to {bound:g}"
        )
        steps.append({"word": name, "range": f"{reach} nats", "here": name == word})
        lower = bound
    factor = math.exp(min(max(nats, 0.0), 50.0))
    return {
        "nats": number(nats),
        "margin": None if se is None else number(2 * se, 2),
        "word": word,
        "steps": steps,
        "factor": f"{factor:.2f}" if factor < 10 else number(factor, 2),
    }


def _nowcast_facts(view: ResultView) -> list[tuple[str, str, str]]:
    summary = view.summary
    found: list[tuple[str, str, str]] = []
    learnt = information(summary)
    if learnt is not None:
        margin = f" ± {learnt['margin']}" if learnt["margin"] else ""
        found.append(("Learnt", learnt["word"], f"{learnt['nats']}{margin} nats"))
    for horizon in reversed(source.horizons(view)):
        before = source.dig(summary, "prior", "outcomes", "collapse", str(horizon))
        after = source.dig(summary, "posterior", "outcomes", "collapse", str(horizon))
        moved = source.dig(after, "shift")
        ends = interval(points(source.dig(moved, "lo")), points(source.dig(moved, "hi")))
        value = f"{percent(source.dig(before, 'p'))} → {percent(source.dig(after, 'p'))}"
        found.append(
            (
                f"Collapse within {horizon} days",
                value,
                f"shift {points(source.dig(moved, 'p'))} points ({ends})",
            )
        )
        break
    counted, left = len(summary.get("statements") or ()), len(summary.get("excluded") or ())
    twice = sum(len(group) - 1 for group in summary.get("duplicates") or () if len(group) > 1)
    notes = [f"{left} left out"] * bool(left) + [f"{twice} said twice"] * bool(twice)
    found.append(("Statements counted", str(counted), ", ".join(notes) or "none left out"))
    return found


def agents(summary: Mapping[str, Any]) -> str:
    """How many agents each history has, empty where groups stand for people.

    >>> agents({"fidelity": "micro", "agents": 2000}), agents({"fidelity": "macro", "agents": None})
    ('2,000', '')
    """
    return count(summary.get("agents")) if summary.get("fidelity") == "micro" else ""


def facts(view: ResultView) -> list[tuple[str, str, str]]:
    """The few numbers under the sentence: what, value, note."""
    if view.kind == "nowcast":
        found = _nowcast_facts(view)
    elif view.kind == "run":
        found = [
            (f"{label(row['name']).capitalize()} within {number(row['horizon'])} days", percent(row["value"]),
             interval(percent(row["lo"]), percent(row["hi"])))
            for horizon in source.horizons(view)
            for row in source.outcome_rows(view, horizon)
        ]  # fmt: skip
    else:
        found = []
    if how := agents(view.summary):
        found.append(("Agents", how, "in each history: citizens and members of the apparatus"))
    records = source.base_rate_rows(view, 365) or source.base_rate_rows(view)
    if records and view.kind == "nowcast":
        row = records[0]
        cases = (
            f"{count(row['k'])} of {count(row['n'])}; "
            if row["k"] is not None and row["n"] is not None
            else ""
        )
        found.append(("Historical record", percent(row["value"]), f"{cases}{row['name']}"))
    return found


def _begun(text: str) -> str:
    """A sentence with a capital at its start, unless it starts with a key."""
    return f"{text[:1].upper()}{text[1:]}" if text.split()[0].strip(":,").isalpha() else text


def limits(view: ResultView) -> list[str]:
    """What to keep in mind, in plain words: the method's limits first, then this result's own warnings."""
    said = [
        "Claims are evidence with provenance, never facts: a statement shows that somebody is reported to "
        "have said something, not that it is so.",
        "The model is one reading of one theory. Numbers marked “assumed” have no source and should be "
        "doubted first.",
    ]
    if view.kind == "nowcast":
        said.append(
            "How often officials speak, and what nobody reported, carries nothing here: silence is not "
            "evidence."
        )
        said.append(
            "Intervals of probabilities and shifts are the computation’s own error; they do not contain the "
            "model’s error."
        )
        ess, particles = (
            finite(source.dig(view.summary, "diagnostics", "ess_min")),
            finite(view.summary.get("particles")),
        )
        if ess is not None and particles and ess < 0.1 * particles:
            said.append(
                "Few simulated histories carry the answer (effective sample "
                f"{number(ess)} of {count(particles)}): small differences are noise."
            )
        p = finite(source.dig(view.summary, "diagnostics", "prior_predictive_p"))
        if p is not None and p < 0.05:
            said.append(f"Such statements would surprise this model (prior predictive p = {number(p, 2)}).")
    own = clean(view.scenario.get("limits")).strip()
    said += [own] if own else []
    for warnings in (view.scenario.get("warnings"), view.summary.get("warnings"), view.summary.get("notes")):
        said += (
            [_begun(text) for item in warnings or () if (text := clean(item))]
            if isinstance(warnings, list | tuple)
            else []
        )
    return list(dict.fromkeys(said))
