"""Siegel 2009: collective action among people who see only those they are tied to.

Agent i has an internal motivation b_i, fixed, normal with mean m and standard deviation s, and an external
one c_i, which follows the part of its neighbours that takes part, l_i (its local participation rate).

    (1) takes part           iff b_i + c_i > 0
    (2) next                 c_i' = λ c_i − (1 − λ)(1 − l_i)
    (3) start                c_i = −1: the limit of (2) where nobody has ever taken part

At every step all c_i follow (2) from the participants as they are, then (1) holds for all at once. An agent
without neighbours has l_i = 0. From (3) on c_i only rises, towards −(1 − l_i): participants only join, and
in the end those take part for whom l_i > 1 − b_i strictly: the smallest set with this property, whatever λ.

*Complete graph, continuum* (``network`` left out). l is the same for all, r:

    (4) equilibrium          r = Φ((r − (1 − m))/s)     Φ: standard normal distribution function
    (5) critical spread      s = φ(u), 1 − m = Φ(u) − u φ(u), u < 0, φ = Φ′; only for ½ < m < 1

which is Granovetter's crowd with thresholds of mean 1 − m. All roots of (4) from 0 to 1 are equilibria;
those are stable at which the right side's slope is below 1; from (3) the smallest is reached, which is named
"from nobody"; of the others those that are not stable are "tipping point", the stable one "when pushed
beyond it".

*Network* of N = ``agents``: ``complete``; ``village``, ``opinion-leader``, ``hierarchy``, ``small-world`` as
in `social_networks`, which says how each is drawn. Run k = 0, 1, …, ``runs`` − 1 has the generator
``numpy.random.default_rng([seed, k])``: it gives the network first (nothing if complete), then b = m +
s·``standard_normal(N)``.

*Results.* ``equilibrium``: share that takes part in the end, of a run found as the smallest set above; the
mean over the runs, as ``mean_degree``; ``sd_of_runs``: the root of the mean squared distance from it.
``course``: shares of run 0 by (1) and (2), from (3) on, until the final set is reached or ``steps`` are done.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue import social_networks
from asabiya.catalogue.cascade import Ties, spread
from asabiya.catalogue.entry import Entry, Outcome, Parameter, Target, Value
from asabiya.catalogue.figures import FIRST, GREY, SECOND, against_diagonal, table
from asabiya.catalogue.models.granovetter_1978 import critical, fixed_points
from asabiya.errors import InputError
from asabiya.society.network import Network

__all__ = ["ENTRY", "course", "final"]

_MOST: Final = 5_000
"""Most agents of a network that is drawn pair by pair."""
_PLACES: Final = {
    "village_size": "village",
    "weak_ties": "village",
    "gamma": "opinion-leader",
    "expansion": "hierarchy",
    "level_ties": "hierarchy",
    "radius": "small-world",
    "rewiring": "small-world",
}
"""The network that a parameter shapes."""


def _network(given: Mapping[str, Any], rng: np.random.Generator) -> Network | None:
    """The network; None for the complete one, whose ties are not written down."""
    kind, n = given["network"], given["agents"]
    if kind == "complete":
        return None
    if kind == "village":
        pairs = social_networks.village(rng, n, given["village_size"], given["weak_ties"])
    elif kind == "hierarchy":
        pairs = social_networks.hierarchy(rng, n, given["expansion"], given["level_ties"])
    elif kind == "opinion-leader":
        pairs = social_networks.opinion_leader(rng, n, given["gamma"])
    else:
        pairs = social_networks.small_world(rng, n, given["radius"], given["rewiring"])
    return Network.from_ties(pairs[:, 0], pairs[:, 1], n)


def final(network: Network | None, b: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Who takes part in the end, (N,).

    Parameters
    ----------
    network
        Who is tied to whom; None: all to all.
    b
        Internal motivations, (N,).
    """
    n = len(b)
    if network is None:
        # With all tied to all those with the largest b join first.
        order = np.argsort(-b, kind="stable")
        others = np.arange(n) / max(1, n - 1)
        stays = np.flatnonzero(b[order] - (1 - others) <= 0)
        joined = n if not stays.size else int(stays[0])
        part = np.zeros(n, np.bool_)
        part[order[:joined]] = True
        return part
    degree = network.degree.astype(np.int64)
    share = np.maximum(degree, 1)
    # The product may be off by a rounding either way; the comparison itself then decides.
    need = np.clip(np.floor((1 - b) * degree) + 1, 0, degree + 1).astype(np.int64)
    less = np.maximum(need - 1, 0)
    need = np.where(b - (1 - less / share) > 0, less, need)
    need = np.where((need <= degree) & (b - (1 - need / share) <= 0), need + 1, need)
    need = np.where(degree == 0, 1, np.maximum(need, 1))
    cascade = spread(Ties.of(network.start, network.seen), need, np.flatnonzero(b - 1 > 0))
    part = np.zeros(n, np.bool_)
    part[cascade.order] = True
    return part


def course(
    network: Network | None, b: NDArray[np.float64], memory: float, steps: int
) -> tuple[list[float], bool]:
    """Share that takes part from the start on, step by step, and whether it came to its end.

    Parameters
    ----------
    network, b
        As in `final`.
    memory
        λ [0 to below 1].
    steps
        Most steps.
    """
    n, end = len(b), final(network, b)
    seen: Any = None
    if network is not None:
        from scipy.sparse import csr_array

        seen = csr_array((np.ones(network.ties), network.seen, network.start), shape=(n, n))
        share = np.maximum(network.degree, 1)
    c = np.full(n, -1.0)
    part = b + c > 0
    shares = [float(part.mean())]
    for _ in range(steps):
        if (part == end).all():
            return shares, True
        if network is None:
            local = (part.sum() - part) / max(1, n - 1)
        else:
            local = (seen @ part.astype(np.float64)) / share
        c = memory * c - (1 - memory) * (1 - local)
        part = b + c > 0
        shares.append(float(part.mean()))
    return shares, bool((part == end).all())


def _continuum(mean: float, sd: float) -> list[dict[str, Any]]:
    """All equilibria (4), ascending."""
    points = fixed_points(100 * (1 - mean), 100 * sd)
    names = [
        "from nobody",
        *("when pushed beyond it" if stable else "tipping point" for _, stable in points[1:]),
    ]
    return [
        {"name": name, "value": value / 100, "stable": stable}
        for name, (value, stable) in zip(names, points, strict=True)
    ]


def _run(given: Mapping[str, Value]) -> Outcome:
    filled: dict[str, Any] = dict(given)
    mean, sd, kind = filled["mean"], filled["sd"], filled["network"]
    equilibria = _continuum(mean, sd)
    tangent = critical(100 * (1 - mean))
    results: dict[str, Any] = {"critical_sd": None if tangent is None else tangent[0] / 100}
    warnings = []
    if len(equilibria) > 1:
        warnings.append(
            "Several equilibria of the continuum: which one holds depends on how many take part at first; "
            "from nobody, the lowest."
        )
    if kind is None:
        results |= {"equilibrium": equilibria[0]["value"], "equilibria": equilibria}
        return Outcome(given, results, tuple(warnings))
    for name, place in _PLACES.items():
        if kind != place and filled[name] != _DEFAULTS[name]:
            raise InputError(
                f"siegel-2009: {name}: changes nothing in the network {kind}",
                hint=f"leave {name} out, or take network={place}",
            )
    if kind != "complete" and filled["agents"] > _MOST:
        raise InputError(
            f"siegel-2009: agents: {filled['agents']:,} are too many for the network {kind}",
            hint=f"at most {_MOST:,}, or network=complete",
        )
    if kind == "small-world" and 2 * filled["radius"] >= filled["agents"]:
        raise InputError(
            f"siegel-2009: radius: {filled['radius']} reaches round a ring of {filled['agents']} agents",
            hint=f"radius must be below {filled['agents']}/2",
        )
    ends, degrees = [], []
    for k in range(filled["runs"]):
        rng = np.random.default_rng([filled["seed"], k])
        network = _network(filled, rng)
        b = mean + sd * rng.standard_normal(filled["agents"])
        ends.append(float(final(network, b).mean()))
        degrees.append(filled["agents"] - 1 if network is None else float(network.degree.mean()))
        if k == 0:
            shares, settled = course(network, b, filled["memory"], filled["steps"])
    if not settled:
        warnings.append(f"The first run had not come to its end after {filled['steps']:,} steps.")
    results |= {
        "equilibrium": float(np.mean(ends)),
        "by_run": ends,
        "sd_of_runs": float(np.std(ends)),
        "mean_degree": float(np.mean(degrees)),
        "course": shares,
    }
    return Outcome(given, results, tuple(warnings))


def _figure(outcome: Outcome) -> Any:
    """The complete graph's map with its fixed points; of a network the first run's course beside the runs."""
    import altair as alt
    from scipy.special import ndtr

    mean, sd = float(outcome.parameters["mean"] or 0), float(outcome.parameters["sd"] or 0)  # type: ignore[arg-type]
    share = np.linspace(0, 1, 401)
    step = [0.0]
    while len(step) < 100 and (more := float(ndtr((step[-1] - 1 + mean) / sd))) - step[-1] > 1e-4:
        step.append(more)
    plane = against_diagonal(
        (share.tolist(), ndtr((share - 1 + mean) / sd).tolist()), step, _continuum(mean, sd),
        x_title="take part now [share]", y_title="take part if all see all [share]", top=1,
    )  # fmt: skip
    if "course" not in outcome.results:
        return plane
    scale = alt.Scale(domain=[0, 1])
    y = alt.Y("share:Q", title="take part [share of the agents]", scale=scale)
    bare = alt.Y("share:Q", title=None, scale=scale)
    shares = outcome.results["course"]
    line = alt.Chart(table({"step": range(len(shares)), "share": shares})).mark_line(
        color=SECOND, strokeWidth=2
    )
    ends = alt.Chart(table({"share": outcome.results["by_run"]})).mark_tick(
        color=FIRST, thickness=1.5, opacity=0.5
    )
    mean_rule = alt.Chart(table({"share": [outcome.results["equilibrium"]]})).mark_rule(
        color=GREY, strokeDash=[3, 3]
    )
    panels = [
        line.encode(x=alt.X("step:Q", title="step (first run)"), y=y).properties(width=260, height=300),
        alt.LayerChart(
            layer=[mean_rule.encode(y=bare), ends.encode(y=bare)],
            width=60,
            height=300,
            title="end of each run",
        ),
    ]
    return alt.HConcatChart(hconcat=[*panels, plane], spacing=30)


_PARAMETERS: Final = (
    Parameter("mean", "m, mean internal motivation", "number", 0.6, "from memory: one of the paper's", "1",
              -100, 100),
    Parameter("sd", "s, its standard deviation", "number", 0.25, "from memory: one of the paper's", "1", 0,
              100, open_low=True),
    Parameter("network", "who sees whom; left out: all see all, a continuum", "choice", None,
              "the paper's types",
              choices=("complete", "village", "opinion-leader", "hierarchy", "small-world")),
    Parameter("agents", "N", "integer", 1000, "from memory", "agents", 2, 1_000_000, only_with="network"),
    Parameter("memory", "λ, how slowly external motivation follows", "number", 0.95, "from memory", "1", 0,
              1, open_high=True, only_with="network"),
    Parameter("runs", "networks and motivations to draw", "integer", 100, "assumed", "runs", 1, 100_000,
              only_with="network"),
    Parameter("steps", "most steps of the course", "integer", 1000, "from memory", "steps", 1, 1_000_000,
              only_with="network"),
    Parameter("seed", "seed of the draws", "integer", 0, "assumed: any will do", "1", 0, 2**63 - 1,
              only_with="network"),
    Parameter("village_size", "agents in a village", "integer", 25, "assumed", "agents", 1, 1_000_000,
              only_with="network"),
    Parameter("weak_ties", "probability of a tie between two of different villages", "number", 0.001,
              "assumed", "1", 0, 1, only_with="network"),
    Parameter("gamma", "γ of the opinion leaders' ties", "number", 2.2, "assumed: between 2 and 3", "1", 0,
              20, only_with="network"),
    Parameter("expansion", "agents under each in the hierarchy", "integer", 10, "assumed", "agents", 1,
              1_000_000, only_with="network"),
    Parameter("level_ties", "probability of a tie between two on the same level", "number", 0.001,
              "assumed", "1", 0, 1, only_with="network"),
    Parameter("radius", "neighbours on either side of the ring", "integer", 5, "assumed", "agents", 1,
              1_000_000, only_with="network"),
    Parameter("rewiring", "probability that a tie of the ring leads elsewhere", "number", 0.1, "assumed",
              "1", 0, 1, only_with="network"),
)  # fmt: skip
_DEFAULTS: Final[dict[str, Value]] = {parameter.name: parameter.default for parameter in _PARAMETERS}


def _result(name: str, **given: Value) -> float:
    return float(_run({**_DEFAULTS, **given}).results[name])


def _targets() -> tuple[Target, ...]:
    nested = "Granovetter's tangency with thresholds of mean 1 − m"
    drawn = "four standard errors of 200 runs and the bias of 1/N"

    def complete(mean: float, sd: float) -> float:
        return _result("equilibrium", mean=mean, sd=sd, network="complete", agents=2000, runs=200)

    def ring(mean: float, sd: float, radius: int) -> float:
        return _result(
            "equilibrium", mean=mean, sd=sd, network="small-world", radius=radius, agents=500, runs=40
        )

    return (
        Target("critical-sd-0.75", "critical_sd, m = 0.75", nested, "derived", 0.122220868, 5e-10,
               "the digits given", lambda: _result("critical_sd", mean=0.75, sd=0.1)),
        Target("before-the-jump", "equilibrium just below it", nested, "derived", 0.0620033, 1e-5,
               "the root of (4) is flat there", lambda: _result("equilibrium", mean=0.75, sd=0.122220868)),
        Target("even", "equilibrium in the middle, m = 0.5, s = 0.5", "(4) by symmetry", "derived", 0.5,
               1e-12, "exact", lambda: _result("equilibrium", mean=0.5, sd=0.5)),
        Target("complete-high", "mean of simulations, all tied to all, m = 0.5, s = 0.6",
               "(4) by symmetry", "derived", 0.5, 0.011, drawn, lambda: complete(0.5, 0.6)),
        Target("abstract-ties", "1 if wider rings lower participation at m = 0.75, s = 0.1, not at 0.6, 0.25",
               "abstract: in some contexts additional network ties decrease participation", "published", 1, 0,
               "yes or no", lambda: float(ring(0.75, 0.1, 20) < ring(0.75, 0.1, 2)
                                          and ring(0.6, 0.25, 20) > ring(0.6, 0.25, 2)), slow=True),
        Target("complete-low", "the same, m = 0.2, s = 0.5", "(4), by bisection in other code", "derived",
               0.0729628555, 0.003, drawn, lambda: complete(0.2, 0.5)),
    )  # fmt: skip


ENTRY = Entry(
    id="siegel-2009",
    title="Social networks and collective action",
    question=(
        "Each sees only those to whom one is tied. How many take part in the end, and does that rise with "
        "more ties, weak ties and leaders?"
    ),
    equations="""\
agent i takes part iff b_i + c_i > 0      b_i: internal motivation, normal with mean m, standard deviation s
c_i' = λ c_i − (1 − λ)(1 − l_i)           c_i: external motivation, −1 at first; l_i: share of i's neighbours
                                          that takes part
r = Φ((r − (1 − m))/s)                    equilibrium where all see all; r: share that takes part
critical s:  s = φ(u), 1 − m = Φ(u) − u φ(u), u < 0: there the two lower equilibria meet""",
    parameters=_PARAMETERS,
    reading=(
        "equilibrium: share that takes part in the end, from nobody [0 to 1]; with a network the mean over "
        "the runs. equilibria: all of them, ascending (no network). critical_sd: the spread above which "
        "nearly all take part where all see all; null where there is no jump. by_run: share of each run. "
        "sd_of_runs: their spread. mean_degree: ties of an agent. course: share step by step in the first "
        "run."
    ),
    run=_run,
    targets=_targets(),
    deviations=(
        "The end of a run is found at once as the smallest set of agents that holds itself, which is where "
        "the paper's dynamics go from nobody, whatever λ.",
        "The paper's elites, whose example counts for more than others', are left out.",
    ),
    unverified=(
        "Equations (1) and (2) are from secondary work and from memory, and so are m, s, λ and N.",
        "How the four networks are built is a reconstruction of the paper's typology, not its recipe; its "
        "figures over network size, weak ties and elites were not at hand and were not compared.",
    ),
    figure=_figure,
    citations=("granovetter-1978", "watts-strogatz-1998"),
)
