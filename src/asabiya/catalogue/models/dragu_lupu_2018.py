"""Dragu and Lupu 2018: an order to repress is obeyed if those who get it expect each other to obey.

A leader faces dissent, and N agents of repression (``agents``) can save him: the regime stands iff
``needed`` = K or more of them carry out his order. Order of events: the leader orders repression or gives
way; if he orders, all agents choose at once whether to obey. An agent gets

    (1)  obeys, regime stands: r (``reward``)          obeys, regime falls: −h (``punishment``)
         disobeys, regime stands: −s (``sanction``)    disobeys, regime falls: 0

r > 0, h > 0, s ≥ 0. An agent who believes that each of the other N − 1 obeys with probability e,
independently, expects the regime to stand, if he obeys and if he does not, with probability

    (2)  π₁(e) = P(B ≥ K − 1),   π₀(e) = P(B ≥ K),   B binomial with N − 1 trials of probability e

    (3)  gain from obeying:  D(e) = π₁ (r + h) − h + π₀ s;   he obeys iff D(e) ≥ 0

D rises in e, so there are three games:

- K ≤ 1: one agent is enough, D(0) ≥ r > 0: to obey is dominant;
- 2 ≤ K ≤ N: D(0) = −h < 0 and D(1) > 0 (r + s if K < N, r if K = N): a coordination game. All obey, and
  nobody obeys, are both equilibria; so is the mixture in which each obeys with the probability e* of
  (4), from which expectations run off to either side;
- K > N: the regime is lost, D = −h: to disobey is dominant.

    (4)  critical expectation:  D(e*) = 0

Closed forms of e*: K = N: ``(h/(r+h))^(1/(N−1))``; N → ∞ with K/N → d in (0, 1): e* → d. e* rises with K and
h, and falls with r and s.

The leader shares the expectation e (``expected_obedience``). A regime that stands is worth 1 to him, one that
falls 0, and giving way w (``concession``, 0 to 1). He expects every agent to follow (3), so

    (5)  he orders repression iff agents obey at e and K ≤ N (the regime then stands, 1 ≥ w)

Results. ``game``: ``obedience dominant``, ``coordination`` or ``disobedience dominant``.
``critical_expectation``: e*; null outside the coordination game. ``gain``: D(e). ``obey``: whether agents
obey at e. ``ordered``: (5). ``leader_value``: 1 if he orders, else w. ``equilibria``: those of the agents'
game, ascending in ``obedience``, each with ``name`` (``nobody obeys``, ``tipping point`` for e*, ``all
obey``), ``obedience`` (probability that an agent obeys) and ``stable`` (all but the tipping point).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, INK, table
from asabiya.errors import InputError

if TYPE_CHECKING:
    import altair as alt

__all__ = ["ENTRY", "critical_expectation", "gain"]

_ID: Final = "dragu-lupu-2018"


def gain(e: Any, agents: int, needed: int, reward: float, sanction: float, punishment: float) -> Any:
    """D(e) of (3) at expectations of any shape.

    >>> round(float(gain(0.25, 2, 2, 3.0, 0.0, 1.0)), 12)
    0.0
    """
    import numpy as np
    from scipy.special import betainc

    def at_least(count: int) -> Any:
        if count <= 0:
            return np.ones_like(np.asarray(e, dtype=float))
        if count > agents - 1:
            return np.zeros_like(np.asarray(e, dtype=float))
        return betainc(count, agents - count, e)

    return at_least(needed - 1) * (reward + punishment) - punishment + at_least(needed) * sanction


def critical_expectation(
    agents: int, needed: int, reward: float, sanction: float, punishment: float
) -> float | None:
    """e* of (4); None unless 2 ≤ needed ≤ agents."""
    from scipy.optimize import brentq

    if not 2 <= needed <= agents:
        return None
    payoffs = (agents, needed, reward, sanction, punishment)
    return float(brentq(lambda e: float(gain(e, *payoffs)), 0, 1, xtol=1e-15))


def _payoffs(given: Mapping[str, Value]) -> tuple[int, int, float, float, float]:
    agents, needed = cast(int, given["agents"]), cast(int, given["needed"])
    if needed > agents + 1:
        raise InputError(
            f"{_ID}: needed: {needed} of {agents} agents",
            hint=f"needed is 0 to {agents + 1}; {agents + 1} says that the regime cannot be saved",
        )
    reward, sanction, punishment = (cast(float, given[n]) for n in ("reward", "sanction", "punishment"))
    return agents, needed, reward, sanction, punishment


def _run(given: Mapping[str, Value]) -> Outcome:
    payoffs = agents, needed, *_ = _payoffs(given)
    e = cast(float, given["expected_obedience"])
    critical = critical_expectation(*payoffs)
    here = float(gain(e, *payoffs))
    none, all_ = (
        {"name": "nobody obeys", "obedience": 0.0, "stable": True},
        {"name": "all obey", "obedience": 1.0, "stable": True},
    )
    if critical is not None:
        game = "coordination"
        middle = {"name": "tipping point", "obedience": critical, "stable": False}
        listed = [none, middle, all_]
    elif needed <= 1:
        game, listed = "obedience dominant", [all_]
    else:
        game, listed = "disobedience dominant", [none]
    ordered = here >= 0 and needed <= agents
    results = {
        "game": game,
        "critical_expectation": critical,
        "gain": here,
        "obey": here >= 0,
        "ordered": ordered,
        "leader_value": 1.0 if ordered else cast(float, given["concession"]),
        "equilibria": listed,
    }
    warning = "3 equilibria: whether the order is obeyed depends on what agents expect of each other."
    return Outcome(given, results, (warning,) if len(listed) > 1 else ())


def _figure(outcome: Outcome) -> alt.LayerChart:
    """Gain from obeying against the obedience that is expected of the others."""
    import altair as alt
    import numpy as np

    payoffs = _payoffs(outcome.parameters)
    e = np.linspace(0, 1, 401)
    curve = alt.Chart(table({"e": e.tolist(), "gain": gain(e, *payoffs).tolist()}))
    x = alt.X("e:Q", title="probability with which the others are expected to obey")
    y = alt.Y("gain:Q", title="gain from obeying rather than disobeying")
    rule = alt.Chart(table({"gain": [0.0]})).mark_rule(color=GREY, strokeDash=[5, 4])
    given = table({"e": [outcome.parameters["expected_obedience"]], "gain": [outcome.results["gain"]]})
    layers = [
        rule.encode(y=y),
        curve.mark_line(color=FIRST, strokeWidth=2.5).encode(x=x, y=y),
        alt.Chart(given).mark_point(filled=True, size=80, color=INK, opacity=1).encode(x=x, y=y),
    ]
    critical = outcome.results["critical_expectation"]
    title = f"{outcome.results['game'].capitalize()} whatever is expected"
    if critical is not None:
        title = f"To the right of {critical:.3g} all obey, to the left nobody does"
        edge = alt.Chart(table({"e": [critical], "gain": [0.0]}))
        layers.append(edge.mark_point(size=90, stroke=INK, fill="#ffffff", opacity=1).encode(x=x, y=y))
    return alt.LayerChart(layer=layers, width=400, height=300, title=title)


_PARAMETERS: Final = (
    Parameter("agents", "agents of repression, N", "integer", 10, "assumed", "persons", 2, 1_000_000),
    Parameter("needed", "agents who must obey for the regime to stand, K: the more, the stronger dissent is",
              "integer", 6, "assumed", "persons", 0, 1_000_001),
    Parameter("reward", "for having obeyed a regime that stands, r", "number", 0.5, "assumed", "payoff",
              0, 1e6, open_low=True),
    Parameter("sanction", "for having disobeyed a regime that stands, s", "number", 1.0, "assumed", "payoff",
              0, 1e6),
    Parameter("punishment", "for having obeyed a regime that falls, h", "number", 1.0, "assumed", "payoff",
              0, 1e6, open_low=True),
    Parameter("expected_obedience", "probability with which everybody expects an agent to obey, e", "number",
              0.7, "assumed", "1", 0, 1),
    Parameter("concession", "what giving way is worth to the leader, w", "number", 0.3, "assumed",
              "value of a regime that stands", 0, 1),
)  # fmt: skip


def _critical(*payoffs: float) -> float:
    found = critical_expectation(int(payoffs[0]), int(payoffs[1]), *payoffs[2:])
    assert found is not None
    return found


def _simulated_gain() -> float:
    """Mean gain from obeying over 10⁶ draws of the others, N = 10, K = 6, r = 0.5, s = h = 1, e = 0.6."""
    import numpy as np

    others = np.random.default_rng(5).binomial(9, 0.6, 1_000_000)
    return float(np.mean(np.where(others >= 5, 0.5, -1.0) - np.where(others >= 6, -1.0, 0.0)))


def _games() -> float:
    """Strengths of dissent, of 0..11 with ten agents, at which nobody and all obeying are equilibria."""
    ends = [(gain(0.0, 10, k, 0.5, 1, 1), gain(1.0, 10, k, 0.5, 1, 1)) for k in range(12)]
    return float(sum(none < 0 <= every for none, every in ends))


def _order(expected: float) -> bool:
    """Whether the leader orders repression when agents are expected to obey so, all else by default."""
    given = {parameter.name: parameter.default for parameter in _PARAMETERS}
    return bool(_run({**given, "expected_obedience": expected}).results["ordered"])


_TARGETS: Final = (
    Target("abstract-coordination", "1 if repression is a coordination game under strong dissent (K = 6 of "
           "10), not under weak (K = 1)", "abstract: it can become one when dissent has grown sufficiently",
           "published", 1, 0, "yes or no",
           lambda: float(critical_expectation(10, 6, 0.5, 1, 1) is not None
                         and critical_expectation(10, 1, 0.5, 1, 1) is None)),
    Target("abstract-expectations", "1 if the leader orders repression at an expected obedience of 0.9, not "
           "at 0.1", "abstract: if agents believe that others will not comply, leaders order less",
           "published", 1, 0, "yes or no", lambda: float(_order(0.9) and not _order(0.1))),
    Target("two-agents", "e* with N = K = 2, r = 3, h = 1", "h/(r + h)", "derived", 0.25, 1e-12, "arithmetic",
           lambda: _critical(2, 2, 3.0, 1.0, 1.0)),
    Target("unanimity", "e* with N = K = 10, r = 0.5, h = 1", "(h/(r + h))^(1/9)", "derived",
           (2 / 3) ** (1 / 9), 1e-12, "arithmetic", lambda: _critical(10, 10, 0.5, 1.0, 1.0)),
    Target("many-agents", "e* with N = 10⁶, K = 0.3 N", "law of large numbers: K/N", "derived", 0.3, 1e-3,
           "2 standard deviations of the others' share, √(0.21/10⁶) = 4.6e-4",
           lambda: _critical(1e6, 3e5, 0.5, 1.0, 1.0)),
    Target("gain", "mean gain from obeying over 10⁶ draws of the others against (3)", "(1) and (3)",
           "derived", 0.582758144, 0.005, "4 standard errors of 0.0012",
           _simulated_gain),
    Target("coordination", "strengths of dissent at which obedience is a coordination game, N = 10",
           "2 ≤ K ≤ N", "derived", 9, 0, "a count", _games),
)  # fmt: skip

ENTRY = Entry(
    id=_ID,
    title="Obedience as a coordination game",
    question=(
        "When dissent is strong, no agent of repression wants to be the only one who obeys, nor the only one "
        "who does not. What must they expect of each other for an order to be carried out, or given?"
    ),
    equations="""\\
π₁(e) = P(B ≥ K − 1), π₀(e) = P(B ≥ K)        the regime stands if I obey, if I do not
D(e) = π₁ (r + h) − h + π₀ s                  gain from obeying; agents obey iff D(e) ≥ 0
D(e*) = 0                                     critical expectation, if 2 ≤ K ≤ N
the leader orders repression iff agents obey at e and K ≤ N

N: agents; K: how many must obey; e: probability with which each is expected to obey; B: binomial, N − 1
trials of probability e; r: reward, s: sanction of a regime that stands, h: punishment of those who
obeyed one that falls""",
    parameters=_PARAMETERS,
    reading=(
        "game: obedience dominant, coordination or disobedience dominant. critical_expectation: expected "
        "obedience above which all obey [0 to 1]; null outside the coordination game. gain: from obeying, at "
        "the obedience expected [payoff]. obey, ordered: whether agents obey then, and the leader orders. "
        "leader_value: what he gets [0 to 1]. equilibria: of the agents' game."
    ),
    run=_run,
    targets=_TARGETS,
    deviations=(
        "The game is a reconstruction from the abstract: that repression becomes a coordination game among "
        "agents when dissent is strong, and that a leader who expects disobedience orders less.",
    ),
    unverified=(
        "The paper's payoffs and propositions: its text could not be read.",
        "That expectations constrain repression most in middle regimes: regime type is not in this game.",
    ),
    figure=_figure,
)
