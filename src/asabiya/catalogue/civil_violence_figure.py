"""Pictures of civil violence: part of the torus at three moments, grievances, and the actives' course."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from asabiya.catalogue.civil_violence import World
from asabiya.catalogue.entry import Outcome
from asabiya.catalogue.figures import FIRST, GREY, INK, SECOND, THIRD, table

__all__ = ["Start", "figure"]

Start = tuple[World, np.random.Generator, NDArray[np.float64], NDArray[np.int64]]
"""A world at the start, the generator of its draws, and L and the cops that are left in every tick."""

_LARGEST: Final = 400
"""Longest side of a torus that is run a second time for its frames."""
_SHOWN: Final = 25
"""Cells of each side that are drawn; the whole of a small torus."""
_SIDE: Final = 200
_STATES: Final = ("quiet", "active", "in jail", "cop")


def _moments(actives: NDArray[np.int64]) -> list[int]:
    """Three ticks around the highest peak of the first 500: before it, at it, after it."""
    peak = int(np.argmax(actives[:500]))
    last = len(actives) - 1
    return sorted({max(0, peak - 4), peak, min(last, peak + 4)})


def _near(world: World, agents: int) -> NDArray[np.int64]:
    """Those of the first so many agents who stand in the part that is drawn."""
    return np.flatnonzero((world.x[:agents] < _SHOWN) & (world.y[:agents] < _SHOWN))


def _titled(world: World, text: str) -> Any:
    """A title that says which part of the torus is drawn."""
    import altair as alt

    side = world.torus.width
    part = f"a corner of {_SHOWN} × {_SHOWN} of {side} × {side} cells" if side > _SHOWN else "the whole torus"
    return alt.TitleParams(text, subtitle=part)


def _frame(world: World, tick: int) -> Any:
    """Who stands where, and in which state."""
    import altair as alt

    citizens = len(world.hardship)
    state = np.full(citizens + world.cops, 3)
    state[:citizens] = np.where(world.active, 1, np.where(world.jailed, 2, 0))
    here = _near(world, citizens + world.cops)
    data = {
        "x": world.x[here].tolist(),
        "y": world.y[here].tolist(),
        "state": [_STATES[s] for s in state[here]],
    }
    domain = list(_STATES)
    encoded = {
        "color": alt.Color("state:N", scale=alt.Scale(domain=domain, range=["#9fc5e0", SECOND, GREY, INK])),
        "shape": alt.Shape(
            "state:N", scale=alt.Scale(domain=domain, range=["square", "circle", "cross", "diamond"])
        ),
    }
    size = alt.Size("state:N", scale=alt.Scale(domain=domain, range=[26, 60, 45, 60]))
    for channel in (*encoded.values(), size):
        channel.title = None
    dots = (
        alt.Chart(table(data))
        .mark_point(filled=True, opacity=1)
        .encode(x=_axis("x"), y=_axis("y"), size=size, **encoded)
    )
    return dots.properties(width=_SIDE, height=_SIDE, title=_titled(world, f"tick {tick}"))


def _axis(name: str) -> Any:
    import altair as alt

    kind = alt.X if name == "x" else alt.Y
    return kind(f"{name}:Q", title=None, axis=None, scale=alt.Scale(nice=False, padding=4))


def _aggrieved(world: World, legitimacy: float) -> Any:
    """Each citizen's grievance."""
    import altair as alt

    here = _near(world, len(world.hardship))
    grievance = np.round(world.hardship[here] * (1 - legitimacy), 3)
    data = {"x": world.x[here].tolist(), "y": world.y[here].tolist(), "G": grievance.tolist()}
    shade = alt.Color("G:Q", title="grievance", scale=alt.Scale(range=["#fbe9dd", SECOND]))
    dots = (
        alt.Chart(table(data)).mark_square(size=30, opacity=1).encode(x=_axis("x"), y=_axis("y"), color=shade)
    )
    return dots.properties(width=_SIDE, height=_SIDE, title=_titled(world, "grievance at the peak"))


def _frames(start: Callable[[], Start], moments: list[int]) -> Any:
    """The first world again, up to each moment."""
    import altair as alt

    now, rng, legitimacy, kept = start()
    panels: list[Any] = []
    for tick in moments:
        part = slice(now.now, tick + 1)
        now.run(rng, legitimacy[part], kept[part])
        panels.append(_frame(now, tick + 1))
        if tick == moments[len(moments) // 2]:
            shown = _aggrieved(now, float(legitimacy[tick]))
    frames = alt.HConcatChart(hconcat=panels, spacing=12)
    return _apart(alt.HConcatChart(hconcat=[frames, shown], spacing=30))


def _apart(chart: Any) -> Any:
    """Let the parts of a chart have legends of their own."""
    return chart.resolve_scale(
        color="independent", shape="independent", size="independent", strokeDash="independent"
    )


def _course(series: Mapping[str, tuple[NDArray[np.int64], str, list[int]]]) -> Any:
    """Counts by tick, a line each."""
    import altair as alt

    columns: dict[str, list[Any]] = {"tick": [], "count": [], "who": []}
    for who, (values, _, _) in series.items():
        columns["tick"].extend(range(1, len(values) + 1))
        columns["count"].extend(values.tolist())
        columns["who"].extend([who] * len(values))
    names = list(series)
    legend = alt.Legend(title=None, symbolType="stroke", symbolStrokeWidth=2, symbolSize=300)
    tones = alt.Scale(domain=names, range=[one[1] for one in series.values()])
    dashes = alt.Scale(domain=names, range=[one[2] for one in series.values()])
    colour = alt.Color("who:N", scale=tones, legend=legend)
    dash = alt.StrokeDash("who:N", scale=dashes, legend=legend)
    lines = (
        alt.Chart(table(columns))
        .mark_line(strokeWidth=1.5)
        .encode(
            x=alt.X("tick:Q", title="tick"),
            y=alt.Y("count:Q", title="citizens"),
            color=colour,
            strokeDash=dash,
        )
    )
    return lines.properties(width=3 * _SIDE + 24, height=_SIDE)


def figure(outcome: Outcome) -> Any:
    """Part of the torus in frames over the course; of model II, and of large worlds, the course alone."""
    import altair as alt

    full, course = outcome.series["full"], outcome.series["course"][:500]
    if full["run"] >= 6:
        return _course(
            {
                "first group": (course[:, 0], FIRST, []),
                "second group": (course[:, 1], THIRD, [6, 3]),
                "actives": (course[:, 2], SECOND, [2, 2]),
            }
        )
    lines = _course({"actives": (course[:, 0], SECOND, []), "in jail": (course[:, 1], GREY, [4, 3])})
    if full["grid"] > _LARGEST:
        return lines
    return _apart(
        alt.VConcatChart(
            vconcat=[_frames(outcome.series["start"], _moments(course[:, 0])), lines], spacing=20
        )
    )
