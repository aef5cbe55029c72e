"""Weights, informations and their errors: exact cases, brute force and the bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.errors import InputError
from asabiya.inference.importance import (
    effective_sample_size,
    evidence,
    information_nats,
    leave_one_out,
    path_loglik,
    relative_weights,
    weights,
)


def matrix(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(-2.0, 0.7, shape)


@pytest.mark.parametrize("count", [1, 3, 49, 1000, 9973])
def test_no_statements_give_exactly_uniform_weights_and_nothing_learnt(count: int) -> None:
    path_ll = path_loglik(np.zeros((count, 32, 0)), [])
    assert (weights(path_ll) == 1.0 / count).all()
    assert information_nats(path_ll).value == 0.0
    assert information_nats(path_ll).se == 0.0
    assert evidence(path_ll).value == 0.0
    assert leave_one_out(np.zeros((count, 32, 0)), []) == ()


def test_statements_that_are_alike_on_all_paths_teach_nothing_exactly() -> None:
    constant = np.broadcast_to(matrix(0, 1, 32, 4), (49, 32, 4))
    path_ll = path_loglik(constant, [0, 0, 1, 1])
    assert information_nats(path_ll).value == 0.0
    assert (weights(path_ll) == 1.0 / 49).all()


def test_reporters_are_integrated_out_as_by_brute_force() -> None:
    loglik, reporter = matrix(1, 7, 4, 5), [0, 1, 0, 1, 1]
    path_ll = path_loglik(loglik, reporter)
    for n in range(7):
        joint = [
            np.exp(sum(loglik[n, (a, b)[reporter[s]], s] for s in range(5)))
            for a, b in product(range(4), repeat=2)
        ]
        assert path_ll[n] == pytest.approx(np.log(np.mean(joint)), abs=1e-12)


def test_two_statements_of_one_reporter_share_his_parameters() -> None:
    loglik = matrix(2, 5, 8, 2)
    assert not np.allclose(path_loglik(loglik, [0, 0]), path_loglik(loglik, [0, 1]))


def test_a_statement_that_says_nothing_has_no_share() -> None:
    loglik = matrix(3, 500, 8, 3)
    loglik[:, :, 1] = 0.0
    share = leave_one_out(loglik, [0, 0, 1])[1]
    assert share.value == pytest.approx(0.0, abs=1e-12)
    assert share.se == pytest.approx(0.0, abs=1e-12)


def test_leave_one_out_is_the_total_less_the_total_without() -> None:
    loglik, reporter = matrix(4, 300, 8, 5), [0, 1, 0, 2, 0]
    total = information_nats(path_loglik(loglik, reporter)).value
    for i, share in enumerate(leave_one_out(loglik, reporter)):
        kept = [j for j in range(5) if j != i]
        without = information_nats(path_loglik(loglik[:, :, kept], [reporter[j] for j in kept])).value
        assert share.value == pytest.approx(total - without, abs=1e-12)


def bootstrap(statistic: Callable[[np.ndarray], float], count: int) -> float:
    rng = np.random.default_rng(5)
    return float(np.std([statistic(rng.integers(0, count, count)) for _ in range(600)], ddof=1))


def test_errors_agree_with_the_bootstrap() -> None:
    loglik, reporter, count = matrix(6, 3000, 4, 3), [0, 0, 1], 3000
    path_ll = path_loglik(loglik, reporter)
    share = leave_one_out(loglik, reporter)[2]
    for claimed, statistic in (
        (evidence(path_ll).se, lambda rows: evidence(path_ll[rows]).value),
        (information_nats(path_ll).se, lambda rows: information_nats(path_ll[rows]).value),
        (share.se, lambda rows: leave_one_out(loglik[rows], reporter)[2].value),
    ):
        assert claimed == pytest.approx(bootstrap(statistic, count), rel=0.12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-300.0, 5.0), min_size=1, max_size=60))
def test_information_is_never_negative_nor_above_log_n(values: list[float]) -> None:
    path_ll = np.array(values)
    information = information_nats(path_ll)
    assert -1e-12 <= information.value <= np.log(len(values)) + 1e-9
    assert 1.0 - 1e-9 <= effective_sample_size(weights(path_ll)) <= len(values) + 1e-9
    assert relative_weights(path_ll).mean() == pytest.approx(1.0)


def test_the_order_of_paths_and_a_common_factor_change_nothing() -> None:
    path_ll = path_loglik(matrix(7, 400, 4, 2), [0, 1])
    assert information_nats(path_ll[::-1] - 500.0).value == pytest.approx(information_nats(path_ll).value)


def test_shapes_that_disagree_and_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(InputError) as wrong:
        path_loglik(np.zeros((10, 4, 3)), [0, 0])
    assert str(wrong.value) == (
        "log-likelihoods: shape (10, 4, 3) with 2 statements\n"
        "hint: give an array of (paths, reporter draws, statements), the first two at least 1"
    )
    broken = np.zeros((10, 4, 3))
    broken[2, 1, 1] = np.nan
    with pytest.raises(InputError) as none:
        leave_one_out(broken, [0, 0, 0])
    assert str(none.value) == (
        "log-likelihoods: statements [1] are not finite on some path\n"
        "hint: a path on which the model gave no number must be dropped before weighting"
    )
