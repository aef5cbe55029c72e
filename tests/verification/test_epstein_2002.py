"""Epstein 2002, beside its targets: the torus, Mesa's example turn by turn, laws of both models, faults."""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from asabiya.catalogue import registry
from asabiya.catalogue.civil_violence import Rules, World, bursts
from asabiya.catalogue.ethnic_violence import Groups
from asabiya.catalogue.models.epstein_2002 import ENTRY
from asabiya.catalogue.torus import Torus, offsets
from asabiya.errors import InputError


def run(**given: Any) -> dict[str, Any]:
    return dict(registry.run("epstein-2002", **given).results)


def held(torus: Torus, planes: NDArray[np.uint64], cells: list[NDArray[Any]]) -> None:
    """Assert that each plane holds the bits of its cells and no others, margins included."""
    for plane, here in zip(planes, cells, strict=True):
        wanted = torus.planes(1)[0]
        torus.fill(wanted, *np.nonzero(here))
        spare = plane.shape[1] - 1
        np.testing.assert_array_equal(plane[:, :spare], wanted[:, :spare])


@pytest.mark.parametrize(
    ("height", "width", "vision", "shape"),
    [(40, 40, 7, "circle"), (15, 15, 7, "circle"), (33, 70, 16, "circle"), (37, 33, 16, "diamond"),
     (9, 131, 1.7, "circle"), (3, 3, 1, "diamond"), (64, 96, 5, "diamond")],
)  # fmt: skip
def test_what_is_seen_on_the_torus(height: int, width: int, vision: float, shape: str) -> None:
    from asabiya.catalogue.torus_kernel import count, pick, toggle

    rng = np.random.default_rng(0)
    torus = Torus.of(height, width, vision, shape)
    cells = rng.random((height, width)) < 0.4
    plane = torus.planes(1)[0]
    torus.fill(plane, *np.nonzero(cells))
    for y, x in rng.integers(0, (height, width), (60, 2)).astype(np.uint64):
        toggle(plane, torus.block, torus.mask, torus.twin, y, x)
        cells[y, x] ^= True
    held(torus, plane[None], [cells])
    seen = offsets(vision, shape)
    for y, x in [(0, 0), (height - 1, width - 1), *rng.integers(0, (height, width), (60, 2)).tolist()]:
        order = [((y + dy) % height, (x + dx) % width) for dy, dx in seen.tolist()]
        there = [cell for cell in order if cells[cell]]
        at = np.uint64(y), np.uint64(x)
        assert count(plane, torus.seen, torus.home, *at) == len(there)
        size = np.uint64(height), np.uint64(width)
        found = [
            pick(plane, torus.seen, torus.home, *at, np.uint64(rank), *size) for rank in range(len(there))
        ]
        assert found == there


def test_a_torus_that_is_too_small_or_seen_too_far_is_refused() -> None:
    for height, width, vision in ((14, 40, 7), (40, 14, 7), (40, 40, 17)):
        with pytest.raises(ValueError, match="on a torus of"):
            Torus.of(height, width, vision)


class Replay:
    """Mesa's example, its turns one by one, told as an order and draws for ours."""

    def __init__(self, seed: int) -> None:
        from mesa.examples.advanced.epstein_civil_violence import agents, model

        self.kinds = agents
        self.size = 24, 20
        self.vision, self.longest = 3, 9
        self.model = model.EpsteinCivilViolence(
            width=24, height=20, citizen_density=0.65, cop_density=0.05, citizen_vision=3, cop_vision=3,
            legitimacy=0.75, max_jail_term=9, seed=seed,
        )  # fmt: skip
        # A term of none would let the jailed act in the same tick, which ours does not know.
        draw = self.model.random.randint
        self.model.random.randint = lambda low, high: draw(max(low, 1), high)
        self.agents = [*self.model.agents_by_type[agents.Citizen], *self.model.agents_by_type[agents.Cop]]
        self.number = {agent: i for i, agent in enumerate(self.agents)}
        self.citizens = len(self.model.agents_by_type[agents.Citizen])
        self.order = [tuple(offset) for offset in offsets(3, "diamond").tolist()]

    def cells(self) -> list[tuple[int, int]]:
        return [agent.cell.coordinate for agent in self.agents]

    def where(self, own: Any, other: Any) -> int:
        """Number of a cell among those seen."""
        pairs = zip(own.coordinate, other.coordinate, self.size, strict=True)
        dy, dx = ((there - here + side // 2) % side - side // 2 for here, there, side in pairs)
        return self.order.index((dy, dx))

    def tick(self, order: list[int]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """All turns in the given order; the draws that lead to the same."""
        state = self.kinds.CitizenState
        cops = len(self.agents) - self.citizens
        move, choice, term = np.zeros(len(self.agents)), np.zeros(cops), np.zeros(cops)
        for turn, i in enumerate(order):
            agent, old = self.agents[i], self.agents[i].cell
            near = sorted(old.get_neighborhood(radius=self.vision), key=lambda cell: self.where(old, cell))
            free = [cell for cell in near if cell.is_empty]
            rebels = [a for cell in near for a in cell.agents if getattr(a, "state", None) is state.ACTIVE]
            agent.step()
            if agent.cell is not old:
                move[i] = (free.index(agent.cell) + 0.5) / len(free)
            if i >= self.citizens and rebels:
                caught = next(a for a in rebels if a.state is state.ARRESTED)
                choice[i - self.citizens] = (rebels.index(caught) + 0.5) / len(rebels)
                # A turn that is still to come in this tick is one of the term's.
                later = order.index(self.number[caught]) > turn
                term[i - self.citizens] = (caught.jail_sentence + 0.5 - later) / (self.longest + 1)
        return move, choice, term


@pytest.mark.parametrize("seed", [1, 2])
def test_mesas_example_turn_by_turn(seed: int) -> None:
    """The rules of Mesa's example, by our variants diamond, act-move and round, cell for cell for 40 ticks.

    What differs from the paper there: it sees a diamond, decides before it moves, rounds C/A, places citizens
    and cops cell by cell at random, counts terms in whole turns, and its defaults are none of the paper's
    runs.
    """
    replay = Replay(seed)
    rules = Rules("round", jail=replay.longest + 1.0, act_first=True)
    citizens = replay.agents[: replay.citizens]
    world = World.of(
        Torus.of(24, 20, 3, "diamond"), rules, np.array([y * 20 + x for y, x in replay.cells()]),
        np.array([a.hardship for a in citizens]), np.array([a.risk_aversion for a in citizens]),
    )  # fmt: skip
    rng = np.random.default_rng(seed)
    rebels = jailed = 0
    for _ in range(40):
        order = rng.permutation(len(replay.agents))
        world.step(order, *replay.tick(order.tolist()), 0.75)
        assert list(zip(world.y.tolist(), world.x.tolist(), strict=True)) == replay.cells()
        states = [a.state.name for a in citizens]
        assert [state == "ACTIVE" for state in states] == world.active.tolist()
        assert [state == "ARRESTED" for state in states] == world.jailed.tolist()
        rebels, jailed = max(rebels, int(world.active.sum())), max(jailed, int(world.jailed.sum()))
    assert rebels > 30
    assert jailed > 30


def state(world: World) -> list[list[Any]]:
    return [part.tolist() for part in (world.y, world.x, world.active, world.release)]


def test_a_run_is_its_steps_with_the_draws_in_the_order_that_is_told() -> None:
    """`World.run` and `World.step` with the same draws, put in order by plain Python."""
    torus = Torus.of(30, 30, 7)
    fast, slow = (World.drawn(torus, Rules(), 600, 40, np.random.default_rng([7, 0])) for _ in range(2))
    rng, same = np.random.default_rng(3), np.random.default_rng(3)
    legitimacy = np.full(50, 0.8)
    out = fast.run(rng, legitimacy, np.full(50, 40))
    for t in range(50):
        draws = same.random(2 * 640 + 2 * 40)
        order = list(range(640))
        for i in range(639, 0, -1):
            j = math.floor(draws[i] * (i + 1))
            order[i], order[j] = order[j], order[i]
        slow.step(np.array(order), draws[640:1280], draws[1280:1320], draws[1320:], 0.8)
        assert out[t].tolist() == [slow.active.sum(), slow.jailed.sum()]
    assert state(fast) == state(slow)
    assert out[:, 0].max() > 50
    cells = [fast.at < 0, fast.at >= 600, np.isin(fast.at, np.flatnonzero(fast.active))]
    held(torus, fast.planes, cells)
    assert fast.at[fast.y, fast.x].tolist() == list(range(640))


def test_a_world_does_not_depend_on_how_many_there_are() -> None:
    few, many = run(ticks=300, seeds=2), run(ticks=300, seeds=5)
    assert many["outbursts_by_seed"][:2] == few["outbursts_by_seed"]
    assert run(ticks=300, seeds=2) == few
    assert run(ticks=300, seeds=2, seed=9) != few


def test_a_long_run_is_the_same_in_parts() -> None:
    """Draws are made for many ticks at once, and fewer in a large world."""
    worlds = [World.drawn(Torus.of(20, 20, 7), Rules(), 280, 16, np.random.default_rng(1)) for _ in range(2)]
    rngs = [np.random.default_rng(2), np.random.default_rng(2)]
    whole = worlds[0].run(rngs[0], np.full(3000, 0.8), np.full(3000, 16))
    parts = [worlds[1].run(rngs[1], np.full(n, 0.8), np.full(n, 16)) for n in (1, 2000, 999)]
    np.testing.assert_array_equal(np.concatenate(parts), whole)


def test_table_1_run_1_nobody_moves_and_the_boldest_go_on() -> None:
    """v = 1.7, L = 0.89: G > T only for H above 0.91, and those without a cop in sight are active at once."""
    world = World.drawn(
        Torus.of(40, 40, 1.7), Rules(jail=15.0, moves=False), 1120, 64, np.random.default_rng(0)
    )
    cells = world.y.copy(), world.x.copy()
    out = world.run(np.random.default_rng(1), np.full(100, 0.89), np.full(100, 64))
    np.testing.assert_array_equal(world.y, cells[0])
    np.testing.assert_array_equal(world.x, cells[1])
    able = world.hardship * (1 - 0.89) > 0.1
    assert 0 < out[-1, 0] <= able.sum()
    assert not (world.active & ~able).any()
    assert run(run=1, ticks=100)["peak"] <= 0.12 * 1120


def test_table_1_run_5_rebellion_when_enough_cops_have_left() -> None:
    assert run(run=5, ticks=118)["outbursts"] == 1
    assert run(run=5, ticks=118, leaving=0)["peak"] < 20
    given = registry.run("epstein-2002", run=5, ticks=118).parameters
    assert (given["legitimacy"], given["jail"], given["cops"], given["leaving"]) == (0.8, math.inf, 0.074, 1)


def test_table_1_the_printed_rule_lets_nobody_rebel() -> None:
    found = run(run=2, arrests="literal", ticks=3000, seeds=2)
    assert found["outbursts"] == 0
    assert found["mean_activation"] is None
    assert found["mean_wait"] is None
    assert found["peak"] <= 28
    assert found["calm_share"] > 0.98


def test_more_legitimacy_or_more_cops_never_make_more_rebels() -> None:
    """Means over four worlds; the differences are of dozens of standard errors."""
    by_l = [run(run=2, ticks=400, legitimacy=high)["calm_share"] for high in (0.7, 0.8, 0.89)]
    assert by_l == sorted(by_l)
    by_c = [run(run=2, ticks=400, cops=many)["calm_share"] for many in (0.01, 0.04, 0.1)]
    assert by_c == sorted(by_c)


def test_large_grids() -> None:
    found = run(grid=600, ticks=3, seeds=1)
    assert found["peak"] > 20_000


def test_outbursts_of_a_series() -> None:
    assert bursts([]).count == 0
    assert bursts([50] * 5).count == 0
    whole = bursts([51, 52])
    assert (whole.count, whole.activation.tolist(), whole.waits.tolist()) == (1, [103], [])


def two(cops: int, *, seed: int = 0) -> Groups:
    torus, rules = Torus.of(40, 40, 1.7), Rules(jail=15.0)
    return Groups.drawn(torus, rules, 0.05, 200.0, 1120, cops, np.random.default_rng([seed, 0]))


def test_model_2_keeps_its_books() -> None:
    rng = np.random.default_rng(4)
    world = two(64)
    killed = 0
    for _ in range(20):
        before = world.now
        out = world.run(rng, 0.8, 15)
        live, places = world.born >= 0, len(world.born)
        in_sight = live & (world.release == 0)
        held(world.torus, world.planes, [
            world.at < 0, world.at >= places, np.isin(world.at, np.flatnonzero(world.active)),
            np.isin(world.at, np.flatnonzero(in_sight & (world.group == 0))),
            np.isin(world.at, np.flatnonzero(in_sight & (world.group == 1))),
        ])  # fmt: skip
        there = np.flatnonzero(np.concatenate([live, np.ones(64, np.bool_)]))
        assert world.at[world.y[there], world.x[there]].tolist() == there.tolist()
        assert not (world.active & ~in_sight).any()
        assert out[-1, :2].tolist() == [int((live & (world.group == g)).sum()) for g in (0, 1)]
        assert (world.until[live] <= world.born[live] + 200).all()
        killed += int(out[:, 4].sum())
        if len(out) < 15:
            break
        assert world.now == before + 15
    assert killed > 500


def test_model_2_without_killing_is_births_and_deaths() -> None:
    """Run 6: at L = 0.9 nobody can be active; the torus fills up, and all of the first have died by 201."""
    world = two(0)
    out = world.run(np.random.default_rng(1), 0.9, 300)
    assert out[:, 2:].sum() == 0
    assert out[-1, :2].sum() > 1400
    assert world.born[world.born >= 0].min() > 0
    flat = Groups.drawn(world.torus, Rules(), 0.0, 50.0, 1000, 0, np.random.default_rng(0))
    counts = flat.run(np.random.default_rng(1), 0.9, 60)[:, :2].sum(axis=1)
    assert (np.diff(counts) <= 0).all()
    assert counts[-1] == 0


def test_model_2_peacekeepers_delay_extinction() -> None:
    without, with_them = run(run=7, ticks=3000, seeds=8), run(run=8, ticks=3000, seeds=8)
    assert without["extinct"] == with_them["extinct"] == 1
    assert with_them["mean_extinction"] > 1.5 * without["mean_extinction"]
    assert all(0 in pair and max(pair) > 500 for pair in without["citizens"])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"run": 9}, "epstein-2002: run: 9 is too large"),
        ({"arrests": "ceiling"}, "epstein-2002: arrests: 'ceiling' is not one of literal, floor, round"),
        ({"density": 0.97, "cops": 0.05}, "epstein-2002: density 0.97 and cops 0.05 leave no free cell"),
        ({"grid": 14}, "epstein-2002: vision 7 reaches round a torus of 14 cells"),
        ({"run": 7, "fall": 0.1}, "epstein-2002: fall: run 7 is of model II, in which it has no place"),
        ({"run": 6, "sequence": "act-move"},
         "epstein-2002: sequence: run 6 is of model II, in which it has no place"),
        ({"cloning": 0.1}, "epstein-2002: cloning: run 2 is of model I, in which it has no place"),
        ({"run": 5, "oldest": 9}, "epstein-2002: oldest: run 5 is of model I, in which it has no place"),
    ],
)  # fmt: skip
def test_faults_are_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        run(**given)
    assert caught.value.message == message
    assert caught.value.hint


def test_without_numba_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    import asabiya.catalogue.civil_violence_kernel  # noqa: F401

    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delattr("asabiya.catalogue.civil_violence_kernel")
    for name in ("civil_violence_kernel", "torus_kernel", "bits_kernel", "compiled"):
        monkeypatch.delitem(sys.modules, f"asabiya.catalogue.{name}")
    with pytest.raises(InputError) as caught:
        run(ticks=10)
    assert caught.value.message == (
        "epstein-2002: Numba is not installed, which agents acting one by one need"
    )
    assert caught.value.hint == "pip install 'asabiya[catalogue]'"


def test_the_figure_has_frames_and_a_course() -> None:
    assert ENTRY.figure is not None
    drawn = ENTRY.figure(registry.run("epstein-2002", ticks=60, seeds=1)).to_dict()
    frames, course = drawn["vconcat"]
    assert len(frames["hconcat"][0]["hconcat"]) == 3
    part = frames["hconcat"][0]["hconcat"][0]["title"]["subtitle"]
    assert part == "a corner of 25 × 25 of 40 × 40 cells"
    small = ENTRY.figure(registry.run("epstein-2002", grid=20, ticks=20, seeds=1)).to_dict()
    assert small["vconcat"][0]["hconcat"][1]["title"]["subtitle"] == "the whole torus"
    assert course["mark"]["type"] == "line"
    alone = ENTRY.figure(registry.run("epstein-2002", run=7, ticks=60, seeds=1)).to_dict()
    assert alone["mark"]["type"] == "line"
