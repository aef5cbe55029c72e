"""Turchin 2003, chapter 4: stability by differences and along paths, the energy (7), corners, limits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import quad, solve_ivp

from asabiya.catalogue import registry
from asabiya.catalogue.polity import corners, eigenvalues, interior, path
from asabiya.errors import InputError

ID = "turchin-2003"
SIZE = st.floats(0.05, 20)
RATE = st.floats(0.05, 5)


def results(**parameters: object) -> dict[str, Any]:
    return dict(registry.run(ID, **parameters).results)


def field(state: NDArray[np.float64], c0: float, a: float, b: float, h: float, r0: float) -> Any:
    size, cohesion = state
    return np.array(
        [
            c0 * size * cohesion * (1 - size / h) - a,
            r0 * (1 - size / (2 * b)) * cohesion * (1 - cohesion),
        ]
    )


def jacobian(at: tuple[float, float], *parameters: float) -> NDArray[np.float64]:
    """By central differences."""
    columns = []
    for k in range(2):
        step = np.zeros(2)
        step[k] = 1e-6 * max(at[k], 1e-3)
        rise = field(np.array(at) + step, *parameters) - field(np.array(at) - step, *parameters)
        columns.append(rise / (2 * step[k]))
    return np.array(columns).T


@given(RATE, st.floats(0.01, 0.99), SIZE, st.floats(2.05, 12), RATE)
@settings(max_examples=200, deadline=None)
def test_the_equilibrium_rests_and_is_unstable_iff_h_is_above_4b(
    c0: float, cohesion: float, b: float, ratio: float, r0: float
) -> None:
    """The claim on the sign of the trace, with a Jacobian by differences."""
    h = ratio * b
    a = cohesion * 2 * b * c0 * (1 - 2 * b / h)
    found, ours = interior(c0, a, b, h), eigenvalues(c0, a, b, h, r0)
    assert found is not None
    assert ours is not None
    assert found == pytest.approx((2 * b, cohesion))
    assert field(np.array(found), c0, a, b, h, r0) == pytest.approx([0, 0], abs=1e-12 * max(1, a))
    theirs = np.linalg.eigvals(jacobian(found, c0, a, b, h, r0))
    assert sum(ours).real == pytest.approx(theirs.sum().real, abs=1e-6 * (c0 + r0))
    assert (ours[0] * ours[1]).real == pytest.approx((theirs[0] * theirs[1]).real, rel=1e-5, abs=1e-9)
    assert (ours[0] * ours[1]).real > 0
    if abs(ratio - 4) > 1e-4:
        assert (theirs.real.max() > 0) == (h > 4 * b)
        assert (ours[1].real > 0) == (h > 4 * b)


@pytest.mark.parametrize(
    ("h", "stable", "kind"), [(0.7, True, "focus"), (0.8, True, "centre"), (0.81, False, "focus")]
)
def test_stability_on_both_sides_of_4b_and_on_it(h: float, stable: bool, kind: str) -> None:
    outcome = registry.run(ID, h=h)
    point = next(row for row in outcome.results["equilibria"] if row["name"] == "interior")
    assert outcome.results["stable"] is point["stable"] is stable
    assert point["kind"] == kind
    assert any("centre" in warning for warning in outcome.warnings) == (kind == "centre")


def test_a_slow_frontier_makes_nodes() -> None:
    """τ² > 4Δ when asabiya hardly moves."""
    for h, stable in ((0.6, True), (2.0, False)):
        found = results(h=h, r0=1e-3)
        (first, first_imaginary), (second, second_imaginary) = found["eigenvalues"]
        assert first_imaginary == second_imaginary == 0
        assert first <= second
        assert (second < 0) == stable
        assert next(row for row in found["equilibria"] if row["name"] == "interior")["kind"] == "node"


@pytest.mark.parametrize("h", [0.6, 0.8, 2.0])
def test_equation_7_the_energy_has_the_sign_of_h_less_4b(h: float) -> None:
    c0, a, b, r0 = 1.0, 0.1, 0.2, 0.2
    kappa = 2 * b / h
    q = 2 * c0 * kappa / r0
    course = path(c0, a, b, h, r0, start=(0.35, 0.6), time=12)
    size, cohesion, time = (np.array(part) for part in (course.territory, course.asabiya, course.time))
    x = 1 - size / (2 * b)

    def depth(s: float) -> float:
        return float((1 - s) ** (q - 1) * (c0 * (1 - kappa) * s - a / (2 * b)) / s)

    well = [quad(depth, 0.5, s, epsabs=1e-13)[0] for s in cohesion]
    energy = (1 - cohesion) ** q * x**2 / 2 + np.array(well) / r0
    rate = (1 - cohesion) ** q * c0 * cohesion * (1 - 2 * kappa) * x**2
    steps = np.diff(time) * (rate[1:] + rate[:-1]) / 2
    assert np.cumsum(steps) == pytest.approx(energy[1:] - energy[0], abs=3e-4 * max(1e-6, np.ptp(energy)))
    if h == 4 * b:
        assert energy == pytest.approx(energy[0], abs=1e-11)
    else:
        assert (np.diff(energy)[np.diff(time) > 1e-6] * (h - 4 * b) > -1e-14).all()
        assert abs(energy[-1] - energy[0]) > 5e-5


@given(st.floats(4.2, 20), st.floats(0.2, 3), st.floats(0.05, 0.95))
@settings(max_examples=25, deadline=None)
def test_above_4b_every_polity_falls(ratio: float, size: float, cohesion: float) -> None:
    start = (0.4 * size, cohesion)
    found = interior(1.0, 0.1, 0.2, ratio * 0.2)
    assert found is not None
    assume(abs(start[0] - 0.4) + abs(cohesion - found[1]) > 0.02)
    course = path(1.0, 0.1, 0.2, ratio * 0.2, 0.2, start=start, time=5000)
    assert course.fell
    assert course.territory[-1] == 0


def test_below_4b_a_path_comes_to_rest_unless_it_falls_first() -> None:
    found = results(h=0.6, start_a=0.3, start_s=0.8, time=2000)
    assert found["fall"] is None
    assert (found["end_time"], found["end_a"], found["end_s"]) == pytest.approx((2000, 0.4, 0.75), abs=1e-6)
    poor = results(h=0.6, start_a=0.05, start_s=0.5, time=2000)
    assert poor["fall"] is not None
    assert poor["end_a"] == 0
    assert poor["end_time"] == poor["fall"]


@pytest.mark.parametrize(
    ("h", "start"), [(0.6, (0.3, 0.7)), (0.8, (0.5, 0.5)), (2.0, (0.2, 0.6)), (2.0, (3.0, 0.99))]
)
def test_the_path_by_an_implicit_method_in_the_original_variables(
    h: float, start: tuple[float, float]
) -> None:
    parameters = (1.0, 0.1, 0.2, h, 0.2)
    course = path(*parameters, start=start, time=15)
    theirs = solve_ivp(
        lambda t, state: field(state, *parameters), (0, 15), start, method="Radau", rtol=1e-10, atol=1e-12
    ).y[:, -1]
    assert (course.territory[-1], course.asabiya[-1]) == pytest.approx(theirs, abs=1e-7)


@given(RATE, RATE, SIZE)
@settings(max_examples=100, deadline=None)
def test_wholly_cohesive_polities_rest_where_conquest_makes_up_for_pressure(
    c0: float, a: float, h: float
) -> None:
    sizes = corners(c0, a, h)
    assert len(sizes) == (0 if 4 * a > c0 * h else 1 if 4 * a == c0 * h else 2)
    assert sizes == sorted(sizes)
    for size in sizes:
        assert c0 * size * (1 - size / h) == pytest.approx(a, rel=1e-9)


def test_where_the_interior_equilibrium_exists_the_corners_are_saddles_about_it() -> None:
    small, middle, large = results(h=2.0)["equilibria"]
    assert [row["kind"] for row in (small, middle, large)] == ["saddle", "focus", "saddle"]
    assert small["value"] < middle["value"] < large["value"]
    for row in (small, large):
        values = np.linalg.eigvals(jacobian((row["value"], 1.0), 1.0, 0.1, 0.2, 2.0, 0.2))
        assert values.min() < 0 < values.max()


@pytest.mark.parametrize("h", [0.3, 0.4])
def test_when_power_reaches_no_farther_than_2b_cohesion_becomes_whole(h: float) -> None:
    outcome = registry.run(ID, h=h, a=0.02, start_a=0.2, start_s=0.6, time=4000)
    found = outcome.results
    assert found["a_star"] is found["s_star"] is found["stable"] is found["eigenvalues"] is None
    stable = [row for row in found["equilibria"] if row["stable"]]
    assert [row["name"] for row in stable] == ["whole cohesion, large"]
    assert found["end_a"] == pytest.approx(stable[0]["value"], abs=1e-6)
    assert found["end_s"] == pytest.approx(1, abs=1e-6)
    assert outcome.warnings[0] == (
        f"No equilibrium within 0 < S < 1: power reaches no farther than h = {h:g}, and asabiya grows up to "
        f"2b = 0.4; a polity becomes wholly cohesive (S = 1) and rests at A = {stable[0]['value']:g}, or it "
        "falls."
    )


@pytest.mark.parametrize(("a", "kinds"), [(0.4, ["source", "saddle"]), (0.5, ["degenerate"]), (0.6, [])])
def test_when_it_would_take_more_than_whole_cohesion_every_polity_falls(a: float, kinds: list[str]) -> None:
    outcome = registry.run(ID, a=a, start_a=1.5, start_s=0.9, time=1000)
    assert outcome.results["s_star"] is None
    assert [row["kind"] for row in outcome.results["equilibria"]] == kinds
    assert outcome.results["fall"] is not None
    assert f"it would take S* = {a / 0.32:g}, and S is below 1; nothing attracts" in outcome.warnings[0]


def test_pressure_too_great_below_4b_leaves_a_wholly_cohesive_polity() -> None:
    """S* > 1 and h < 4b: both sizes (4) are below 2b, and the large one attracts."""
    found = results(h=0.7, a=0.1745, start_a=0.36, start_s=0.9999, time=3000)
    assert found["a_star"] is None
    assert [row["kind"] for row in found["equilibria"]] == ["saddle", "node"]
    assert found["end_a"] == pytest.approx(found["equilibria"][1]["value"], rel=1e-3)


def test_small_differences_are_not_lost_in_the_small_corner() -> None:
    assert corners(1.0, 1e-9, 1e6)[0] == pytest.approx(1e-9, rel=1e-12)


@pytest.mark.parametrize("name", ["c0", "a", "b", "h", "r0"])
@pytest.mark.parametrize("factor", [1e-3, 1e3])
def test_extremes_give_numbers(name: str, factor: float) -> None:
    defaults = {"c0": 1.0, "a": 0.1, "b": 0.2, "h": 2.0, "r0": 0.2}
    found = results(**{**defaults, name: defaults[name] * factor})
    assert math.isfinite(found["end_a"])
    assert 0 <= found["end_s"] <= 1
    assert found["end_a"] >= 0


def test_a_path_that_takes_too_many_steps_says_where_it_stopped() -> None:
    outcome = registry.run(ID, h=0.8, start_a=0.38, start_s=0.5, time=1e9)
    assert 0 < outcome.results["end_time"] < 1e9
    assert outcome.warnings[-1].endswith("after 20,000 steps.")


@pytest.mark.parametrize(
    ("name", "value"),
    [("c0", 0), ("a", 0), ("b", -1), ("h", 0), ("r0", 0), ("start_a", 0), ("start_s", 0), ("start_s", 1),
     ("time", 0), ("h", math.inf)],
)  # fmt: skip
def test_outside_the_domain(name: str, value: float) -> None:
    with pytest.raises(InputError, match=f"{ID}: {name}: "):
        registry.run(ID, **{name: value})
